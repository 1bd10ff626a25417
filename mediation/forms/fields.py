"""Parts the forms of a mediation share."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mediation import drawings
from mediation.guards.settling import without_account

SIDES = {"A": _("Applicant"), "B": _("Respondent")}


def words(label: Any, *, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, **options
    )


def silent(mediation: Any) -> list[tuple[str, Any]]:
    """The sides, or of several respondents those, that have no account to speak in."""
    return [(voice, SIDES.get(voice, party.name)) for voice, party in without_account(mediation).items()]


class DrawnField(forms.CharField):
    """A signature drawn on the page, which sends it as the address of a PNG; cleans to its bytes."""

    widget = forms.HiddenInput(attrs={"data-sign": "1"})

    def __init__(self) -> None:
        super().__init__(required=False, max_length=drawings.MOST * 2)

    def clean(self, value: Any) -> bytes:
        given = super().clean(value)
        if not given:
            return b""
        try:
            png = base64.b64decode(given.removeprefix("data:image/png;base64,"), validate=True)
        except (binascii.Error, ValueError):
            png = b""
        if not drawings.is_a_drawing(png):
            raise ValidationError(_("Signature: draw it again, or type your full name."))
        return png


class SignedPart(forms.Form):
    """The part of a form that is signed: by hand on the screen, or by the typed name where nothing can be drawn."""

    drawn = DrawnField()
    typed = forms.CharField(
        label=_("Or type your full name"), max_length=60, required=False, help_text=_("It counts as your signature.")
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("drawn") and not given.get("typed") and "drawn" not in self.errors:
            self.add_error("typed", _("Sign on the field above, or type your full name."))
        return given
