"""From the tribunal's decision to documents, and from windows to effect."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from arbitration.finality import split
from arbitration.lifecycle.award import AwardStage, nobody_may_sue_any_more, windows
from arbitration.models import Award, AwardItem
from arbitration.shares import deciding, whose, within
from disputes.acts import perform, sequel
from disputes.lifecycle.handoff import Stage
from disputes.models import HandOff
from disputes.rules import effects

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disputes.models import DocketEntry


@sequel("arbitration.make_award", "arbitration.award_in_part")
def write_the_documents(entry: DocketEntry) -> None:
    """One document per kind; two of one day name each other (CR-50(4)). Of several workers some may stand in the one and
    some in the other.
    """
    facts, arbitration = entry.facts, entry.record
    verdict = split(arbitration, facts["items"], on=entry.on, relation=bool(facts.get("relation")))
    numbers = _numbers(arbitration, len(verdict.documents))
    for number, document in zip(numbers, verdict.documents, strict=True):
        award = Award.objects.create(
            arbitration=arbitration, dispute=entry.dispute, office=arbitration.office, kind=document.type,
            partial=entry.step.endswith("award_in_part"), number=number, facts=facts["facts"], reasons=facts["reasons"],
            companion="、".join(other for other in numbers if other != number),
            relation=bool(facts.get("relation")), threshold=verdict.threshold,
        )  # fmt: skip
        AwardItem.objects.bulk_create(
            [
                _item(award, own, document.type, verdict.reasons[deciding(own)])
                for item in facts["items"]
                if (own := within(item, document.items))
            ]
        )
        perform(award, "make", on=entry.on)


def _item(award: Award, item: Mapping[str, Any], kind: str, reason: Any) -> AwardItem:
    awarded = item.get("awarded")
    return AwardItem(
        award=award, claim_id=int(item["claim"]), awarded=Decimal(awarded) if awarded not in (None, "") else None,
        text=item["text"], final=kind == "final", reason={"zh": reason.zh, "en": reason.en} | whose(item),
        working=item.get("working") or {}, found=item.get("found") or "", articles=item.get("articles") or [],
    )  # fmt: skip


def _numbers(arbitration: Any, many: int) -> list[str]:
    """The case's own number; where there is more than one document, `…12-1号`, `…12-2号` (docs/law.md 8.1)."""
    before = arbitration.awards.count()
    base = arbitration.number.removesuffix("号")
    if many == 1 and not before:
        return [arbitration.number]
    return [f"{base}-{before + n}号" for n in range(1, many + 1)]


@sequel("award.make")
def final_at_once(entry: DocketEntry) -> None:
    """A final award binds on the day it is made, not on service (AL-47, DT65)."""
    if entry.record.final:
        perform(entry.record, "take_effect", on=effects.final_award(entry.on))


@sequel("award.pass_window", "service.prove", "service.deem", "service.deem_returned")
def effect_after_the_last_window(entry: DocketEntry) -> None:
    """Nobody sued in the own time: in effect from the day after the last window (AL-50, DT64)."""
    award = _award_of(entry)
    if award is not None:
        take_effect_if_due(award.pk)


def take_effect_if_due(award_pk: int) -> None:
    """From the day after the last window; where a suit that kept it from all was taken back or not taken, not before all
    whom the ruling concerns have received it (法释〔2000〕18号): till then it is before the court. A suit dismissed as
    late moves nothing, nor one taken back before a court had it.
    """
    award = Award.objects.get(pk=award_pk)
    if award.final or award.stage != AwardStage.MADE or not nobody_may_sue_any_more(award):
        return
    days = [effects.non_final_award(windows(award).values_list("due_on", flat=True))]
    for suit in HandOff.objects.filter(record_type="award", record_id=award.pk, ground="suit"):
        received = suit.received_by_all if suit.ruling else None
        if received and suit.stage in (Stage.WITHDRAWN, Stage.REFUSED):
            days.append(received)
    perform(award, "take_effect", on=max(days))


def _award_of(entry: DocketEntry) -> Award | None:
    if entry.record_type == "award":
        return Award.objects.get(pk=entry.record_id)
    if entry.about == "D38":
        return Award.objects.get(pk=entry.record.paper.record_id)
    return None
