"""A court's answer is struck: the award is again what it was before it, unless people acted on it since (CR-22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arbitration.lifecycle.award import AwardStage
from arbitration.models import Award
from disputes.acts import perform, sequel
from disputes.court.striking import put_windows_back, since_the_answer
from disputes.lifecycle.handoff import LIVE
from disputes.models import Deadline, HandOff

if TYPE_CHECKING:
    from disputes.models import DocketEntry

BY_LAW = [
    f"award.{name}" for name in ("set_aside", "lose_effect", "stand", "take_effect", "stay", "pass_window")
]


@sequel("handoff.strike_result")
def the_award_is_as_before(entry: DocketEntry) -> None:
    handoff = entry.record
    award = Award.objects.filter(pk=handoff.record_id).first() if handoff.record_type == "award" else None
    if award is None:
        return
    moved = since_the_answer(entry).filter(record_type="award", record_id=award.pk)
    if not moved or moved.exclude(step__in=BY_LAW).exists():
        return  # nothing, or what people did since: that waits for the office
    before = moved[0].source
    put_windows_back(entry, moved)
    rows = HandOff.objects.filter(record_type="award", record_id=award.pk, stage__in=LIVE)
    stayed = rows.filter(ground="set_aside").exists()
    if stayed:
        _stand_still_again(entry, award, [one.on.isoformat() for one in moved.filter(step="award.stand")])
    suing = award.sued_by
    if handoff.ground == "suit" and handoff.filed_by_id not in suing:
        suing = [*suing, handoff.filed_by_id]
    effect = entry.dispute.docket.filter(
        step="award.take_effect", record_type="award", record_id=award.pk, number__lt=moved[0].number
    )
    since = effect.order_by("-number").values_list("on", flat=True).first()
    bound = before == AwardStage.EFFECTIVE or (before == AwardStage.CONTESTED and award.final)
    perform(
        award, "restore", on=entry.on, to=before, sued_by=suing, stayed=stayed,
        effective_on=since.isoformat() if bound and since else "",
    )  # fmt: skip


def _stand_still_again(entry: DocketEntry, award: Award, days: list[str]) -> None:
    """What the struck answer had set running again stands still from the day it had stopped (J1-25)."""
    records = [("award", award.pk), ("arbitration", award.arbitration_id)]
    for row in Deadline.objects.running().filter(dispute=entry.dispute_id):
        if (row.record_type, row.record_id) in records and row.pauses and row.pauses[-1][1] in days:
            *row.pauses, (stopped, _resumed) = row.pauses
            row.paused_on, row.status = stopped, Deadline.Status.PAUSED
            row.save(update_fields=["pauses", "paused_on", "status"])
