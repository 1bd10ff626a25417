"""Heard anew: the case opens again, another tribunal sits, and the award or statement is upheld or replaced (B9-18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arbitration import allocation
from arbitration.lifecycle.award import AwardStage
from arbitration.sequels.tribunal import unseat
from disputes.acts import perform, sequel
from disputes.lifecycle.handoff import Stage
from disputes.models import Dispute, HandOff

if TYPE_CHECKING:
    from disputes.models import DocketEntry


@sequel("award.open_supervision")
def open_the_case_again(entry: DocketEntry) -> None:
    dispute = Dispute.objects.get(pk=entry.dispute_id)
    if dispute.stage == "closed":
        perform(dispute, "reopen", on=entry.on)
    perform(entry.record.arbitration, "reopen", on=entry.on)


@sequel("arbitration.reopen_statement")
def open_the_dispute_again(entry: DocketEntry) -> None:
    dispute = Dispute.objects.get(pk=entry.dispute_id)
    if dispute.stage == "closed":
        perform(dispute, "reopen", on=entry.on)


@sequel("arbitration.reopen", "arbitration.reopen_statement")
def the_former_tribunal_leaves(entry: DocketEntry) -> None:
    unseat(entry.dispute)
    allocation.release(entry.record)


@sequel("arbitration.uphold_award")
def the_award_stands(entry: DocketEntry) -> None:
    for award in entry.record.awards.filter(stage=AwardStage.SUPERVISED):
        perform(award, "be_upheld", on=entry.on)


@sequel("arbitration.make_award")
def the_new_award_takes_its_place(entry: DocketEntry) -> None:
    for award in entry.record.awards.filter(stage=AwardStage.SUPERVISED):
        perform(award, "be_replaced", on=entry.on)


TOLD = {
    "award.open_supervision": "opened", "arbitration.reopen_statement": "opened",
    "award.be_upheld": "upheld", "arbitration.uphold_statement": "upheld", "award.be_replaced": "replaced",
    "arbitration.make_award": "replaced", "arbitration.conclude": "replaced",
}  # fmt: skip


@sequel(*TOLD)
def the_court_that_enforces_is_told(entry: DocketEntry) -> None:
    """It holds what was sent to it, and nothing else would tell it that this has no effect for now, or any more."""
    what = TOLD[entry.step]
    asked = HandOff.objects.filter(
        ground="enforcement", record_type=entry.record_type, record_id=entry.record_id,
        stage__in=(Stage.SENT, Stage.ACKNOWLEDGED),
    )  # fmt: skip
    for one in asked.select_related("dispute").order_by("pk"):
        if what == "opened" or one.supervision:
            perform(one, "tell_of_supervision", on=entry.on, what=what)
