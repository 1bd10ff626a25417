"""The reviewer's place in the dispute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arbitration.sequels.tribunal import seat, unseat
from disputes.acts import sequel

if TYPE_CHECKING:
    from disputes.models import DocketEntry


@sequel("agreementreview.name_arbitrator")
def seat_the_reviewer(entry: DocketEntry) -> None:
    """Whoever reviewed it before leaves."""
    before = entry.dispute.docket.filter(step=entry.step, record_id=entry.record_id, pk__lt=entry.pk)
    for earlier in before:
        unseat(entry.dispute, earlier.facts["arbitrator"], earlier.facts["recorder"])
    seat(entry.dispute, entry.record.arbitrator_id, "arbitrator")
    seat(entry.dispute, entry.record.recorder_id, "recorder")


@sequel("agreementreview.take_effect", "agreementreview.refuse_statement", "agreementreview.withdraw")
def unseat_the_reviewer(entry: DocketEntry) -> None:
    if entry.record.arbitrator_id:
        unseat(entry.dispute, entry.record.arbitrator_id, entry.record.recorder_id)
