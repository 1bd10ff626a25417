"""What may be said of undisputed facts, and what of a mediation may be taken to arbitration (MR-24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from disputes.models import Paper
from disputes.steps import guard
from mediation.guards.actors import side, voice

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST = 50  # facts of one mediation


def to_confirm(mediation: Any, whose: str) -> list[Any]:
    """Facts that stand and wait for this voice."""
    return [one for one in mediation.standing_facts if whose not in one.confirmed]


def to_release(mediation: Any, whose: str) -> list[Any]:
    """Facts all have confirmed and this voice has not yet agreed to pass on."""
    here = [one for one in mediation.standing_facts if one.crossed_on is None]
    return [one for one in here if one.is_confirmed and whose not in one.released]


def to_hold(mediation: Any, whose: str) -> list[Any]:
    return [one for one in mediation.standing_facts if one.crossed_on is None and whose in one.released]


def to_withdraw(mediation: Any) -> list[Any]:
    """What whoever acts put into words and the others have not confirmed yet."""
    whose, own = side(mediation), voice(mediation)
    said = [one for one in mediation.standing_facts if one.side == whose]
    return [one for one in said if not one.is_confirmed and (not own or own in one.confirmed)]


def handed_in(mediation: Any, user: Any) -> QuerySet[Paper]:
    """What the party of this person handed in for the talks alone: not in the file, not made by the house."""
    dispute = mediation.dispute
    party = dispute.party_of(user)
    people = {seat.user_id for seat in dispute.current_seats if party and seat.party_id == party.pk}
    caucus = {"A": "caucus_a", "B": "caucus_b"}.get(dispute.side_of(user), "")
    return Paper.objects.filter(
        dispute=dispute, code="", uploaded_by__in=people, audience__in=["joint", caucus]
    ).exclude(pk__in=mediation.chosen_papers.exclude(copy=None).values("paper"))


@guard(_("Say the fact in words."), law="MR-24")
def fact_is_said(mediation: Any) -> bool:
    said = mediation.act.facts.get("wording")
    return said is None or bool(str(said).strip())


@guard(_("There are enough facts on the list."), law="MR-24")
def list_has_room(mediation: Any) -> bool:
    return len(mediation.stated) < MOST


@guard(_("No fact waits for your word."), law="B9-8")
def fact_waits(mediation: Any) -> bool:
    number = mediation.act.facts.get("fact")
    open_to = to_confirm(mediation, voice(mediation))
    return any(number in (None, one.number) for one in open_to)


@guard(_("No fact of yours waits for the others."), law="B9-8")
def fact_is_theirs_to_withdraw(mediation: Any) -> bool:
    number = mediation.act.facts.get("fact")
    return any(number in (None, one.number) for one in to_withdraw(mediation))


def _all_among(mediation: Any, open_to: list[Any]) -> bool:
    named = mediation.act.facts.get("facts")
    numbers = {one.number for one in open_to}
    return bool(numbers) if named is None else bool(named) and set(named) <= numbers


@guard(_("Only facts that both sides confirmed can go to arbitration, and only once."), law="MR-24")
def facts_are_confirmed(mediation: Any) -> bool:
    return _all_among(mediation, to_release(mediation, voice(mediation)))


@guard(_("You have agreed to pass on none of these facts, or they were passed on."), law="MR-24")
def facts_can_be_held(mediation: Any) -> bool:
    return _all_among(mediation, to_hold(mediation, voice(mediation)))


@guard(_("Choose among the papers your own side handed in for the talks."), law="AL-6, MR-24")
def papers_are_their_own(mediation: Any) -> bool:
    rows = handed_in(mediation, mediation.act.by)
    named = mediation.act.facts.get("papers")
    if named is None:
        return rows.exists()
    return set(named) <= {str(ref) for ref in rows.values_list("ref", flat=True)}


@guard(_("What a side chooses is told to nobody but that side and the mediator."), law="MR-24")
def told_in_own_caucus(mediation: Any) -> bool:
    given = mediation.act.facts
    return not given or given.get("audience") == f"caucus_{side(mediation).lower()}"
