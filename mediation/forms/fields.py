"""Parts the forms of a mediation share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation.guards.settling import without_account

SIDES = {"A": _("Applicant"), "B": _("Respondent")}


def words(label: Any, *, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, **options
    )


def silent(mediation: Any) -> list[tuple[str, Any]]:
    """The sides, or of several respondents those, that have no account to speak in."""
    return named(without_account(mediation))


def named(voices: dict[str, Any]) -> list[tuple[str, Any]]:
    """Voices to choose from: a side that has one by its side, one of several by its name."""
    return [(voice, SIDES.get(voice, party.name)) for voice, party in voices.items()]
