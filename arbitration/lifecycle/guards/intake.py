from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arbitration.jurisdiction import verdict
from arbitration.lifecycle.guards.ending import own_claims
from arbitration.lifecycle.stages import ENDS, Stage
from disputes.models import DocketEntry
from disputes.rules import scope
from disputes.steps import guard


def earlier(arbitration: Any) -> Any:
    """Other arbitrations of the same dispute."""
    return (
        type(arbitration)._default_manager.filter(dispute=arbitration.dispute.pk).exclude(pk=arbitration.pk)
    )


@guard(_("An arbitration of this dispute is pending already."), law="CR-34")
def not_pending_already(arbitration: Any) -> bool:
    return not earlier(arbitration).exclude(stage__in=ENDS).exists()


@guard(_("The applicant was told once what to complete; everything had to be told then."), law="CR-29")
def not_corrected_before(arbitration: Any) -> bool:
    return not arbitration.corrected


@guard(_("The day fixed for completing the papers has not passed."), law="CR-29")
def correction_time_over(arbitration: Any) -> bool:
    return arbitration.correct_by is not None and arbitration.act.on > arbitration.correct_by


@guard(_("Mediation of this filing was suggested or tried before."), law="CR-69")
def not_mediated_before(arbitration: Any) -> bool:
    return (
        not arbitration.mediated_before
        and not arbitration.dispute.papers.filter(code__in=["M05", "M07"]).exists()
    )


@guard(_("The clerk has not given an opinion on acceptance yet."), law="CR-22")
def opinion_given(arbitration: Any) -> bool:
    return bool(arbitration.opinion)


@guard(_("The matter is outside what arbitration hears."), law="CR-2, CR-30")
def in_scope(arbitration: Any) -> bool:
    if (
        arbitration.dispute.category not in scope.CASE_CLASSES
        and arbitration.dispute.category != "organisation"
    ):
        return False
    route = scope.ROUTES.get(arbitration.matter)
    return not arbitration.matter or (route is not None and route.open_at(arbitration.office.settings))


@guard(_("The claims, or the facts and reasons, are not clear."), law="CR-30")
def claims_are_clear(arbitration: Any) -> bool:
    dispute = arbitration.dispute
    return (
        bool(dispute.facts_text.strip())
        and dispute.claims.filter(side="A", dropped=False).exclude(text="").exists()
    )


@guard(_("The applicant is not directly concerned, or the respondent is not identified."), law="CR-30")
def parties_are_known(arbitration: Any) -> bool:
    parties = list(arbitration.dispute.parties.all())
    named = {party.side for party in parties if party.name.strip()}
    found = all(party.address or party.identity for party in parties if party.side == "B")
    return {"A", "B"} <= named and found


@guard(_("This committee may not hear the case; point to the one that may."), law="AL-21, CR-8, CR-31")
def our_jurisdiction(arbitration: Any) -> bool:
    return verdict(arbitration).ours


@guard(_("The application was treated as withdrawn before; a new one on the same is refused."), law="CR-39")
def not_barred(arbitration: Any) -> bool:
    """As a whole, or the own claims in a case that went on for a counterclaim: then by the decision that says so (CR-36)."""
    papers = arbitration.dispute.papers.filter(code="D33", record_type="arbitration")
    said = papers.exclude(record_id=arbitration.pk).exists()
    return not said and not earlier(arbitration).filter(_ended_as("deemed", Stage.DEEMED_WITHDRAWN)).exists()


def taken_earlier(arbitration: Any, step: str) -> set[int]:
    """The other arbitrations of the dispute in which that step was taken."""
    rows = DocketEntry.objects.filter(dispute=arbitration.dispute.pk, step=f"arbitration.{step}")
    return set(rows.exclude(record_id=arbitration.pk).values_list("record_id", flat=True))


@guard(_("The same claims were refused or decided before."), law="CR-34")
def not_decided_before(arbitration: Any) -> bool:
    """What was refused as unclear, without the right parties or for papers that did not come may be put right (CR-29, CR-30).

    What the applicant withdrew from a case that went on for a counterclaim was not decided in it (CR-35, CR-36).
    """
    others, beside = earlier(arbitration), taken_earlier(arbitration, "withdraw_claims")
    settled = others.exclude(pk__in=beside).filter(_ended_as("statement", Stage.MEDIATED)).exists()
    awarded = others.filter(_ended_as("award", Stage.AWARDED)).exists()
    left = beside and own_claims(arbitration)
    return not settled and not (awarded and not left) and not _refused_for_good(arbitration)


CURABLE = ("unclear", "parties")  # grounds of a refusal


def _refused_for_good(arbitration: Any) -> bool:
    refusals = DocketEntry.objects.filter(
        dispute=arbitration.dispute.pk,
        record_type="arbitration",
        record_id__in=earlier(arbitration).filter(stage=Stage.NOT_ACCEPTED).values("pk"),
        step="arbitration.refuse",
    )
    return any(entry.facts.get("ground") not in CURABLE for entry in refusals)


def _ended_as(outcome: str, stage: str) -> Any:
    from django.db.models import Q

    return Q(stage=stage) | Q(outcome=outcome)
