"""What is asked for while the sides talk."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.steps import guard
from mediation.guards.actors import named_mediator, side, voice
from mediation.guards.settling import without_account

VOICES = {"A": {"joint", "caucus_a"}, "B": {"joint", "caucus_b"}}
MEDIATORS_VOICES = {"joint", "caucus_a", "caucus_b", "notes"}


@guard(_("You cannot speak there."), law="MR-24")
def may_speak_there(mediation: Any) -> bool:
    audience, by = mediation.act.facts.get("audience"), mediation.act.by
    if audience is None:
        return True
    if named_mediator(mediation, by):
        return audience in MEDIATORS_VOICES
    return audience in VOICES.get(side(mediation), set())


@guard(_("Name a day after the one that ends the mediation now."), law="MR-29")
def later_than_now(mediation: Any) -> bool:
    until = mediation.act.facts.get("until")
    if until is None:
        return True
    return all(until > day for day in last_days(mediation))


def last_days(mediation: Any) -> Any:
    """The day that ends the mediation now, while one does (MR-29)."""
    due = mediation.dispute.deadlines.running().filter(code="mediation.period", record_id=mediation.pk)
    return due.values_list("due_on", flat=True)


@guard(_("Somebody else must ask for the extension first."), law="MR-29")
def asked_by_somebody_else(mediation: Any) -> bool:
    return mediation.extension_until is not None and voice(mediation) not in mediation.extension_agreed


@guard(_("The day asked for has passed."), law="MR-29")
def asked_day_lies_ahead(mediation: Any) -> bool:
    return mediation.extension_until is None or mediation.extension_until > mediation.act.on


def still_to_agree(mediation: Any) -> dict[str, Any]:
    """The voices without an account, with their parties, that have not agreed to more time."""
    agreed = mediation.extension_agreed
    return {voice: party for voice, party in without_account(mediation).items() if voice not in agreed}


@guard(_("This side answers in its own account, or has agreed already."), law="MR-29")
def agrees_without_account(mediation: Any) -> bool:
    named, silent = mediation.act.facts.get("side"), still_to_agree(mediation)
    return named in silent if named else bool(silent)
