"""What a double-blind round asks for (AL-3: mediation is voluntary; MR-24: what is said in it stays in it)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.steps import guard
from mediation.guards.actors import side


@guard(_("A double-blind round needs one applicant's side and one respondent's."), law="MR-24")
def two_sides_alone(mediation: Any) -> bool:
    return set(mediation.voices) == {"A", "B"}


@guard(_("A round is running already: wait until both sides are in, or end it."), law="MR-24")
def no_round_runs(mediation: Any) -> bool:
    return not mediation.blind_rounds.running().exists()


@guard(
    _("Three rounds were held. With more, a side could find the other's limit by trying."),
    law="MR-24",
)
def rounds_are_left(mediation: Any) -> bool:
    from mediation.models.blind import MOST

    return rounds_of(mediation).count() < MOST


def rounds_of(mediation: Any) -> Any:
    """The rounds of the whole dispute: a new mediation of it does not begin the count anew."""
    return mediation.blind_rounds.model.objects.filter(mediation__dispute=mediation.dispute.pk)


@guard(
    _("The limits have met. Another round about them would help a side to find the other's: make an offer."),
    law="MR-24",
)
def have_not_met(mediation: Any) -> bool:
    return not rounds_of(mediation).filter(outcome="overlap").exists()


@guard(_("Your limit: write a sum above zero."), law="MR-24")
def limit_is_a_sum(mediation: Any) -> bool:
    limit = mediation.act.facts.get("limit")
    return limit is None or limit > 0


@guard(_("No double-blind round is running."), law="MR-24")
def a_round_runs(mediation: Any) -> bool:
    return mediation.blind_rounds.running().exists()


@guard(_("Your side has written its limit in this round. It stays as it is."), law="MR-24")
def not_in_yet(mediation: Any) -> bool:
    running = mediation.blind_rounds.running().first()
    return running is None or side(mediation) not in running.entered
