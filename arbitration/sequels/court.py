"""What a court does to an award, told by the hand-off (docs/law.md 4.5, 10.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arbitration.lifecycle.award import AwardStage
from arbitration.lifecycle.stages import PENDING
from arbitration.models import Arbitration, Award
from arbitration.sequels.awards import take_effect_if_due
from arbitration.sequels.cases import close_the_dispute
from disputes.acts import perform, sequel
from disputes.lifecycle.handoff import Stage
from disputes.models import HandOff

if TYPE_CHECKING:
    from datetime import date

    from disputes.models import DocketEntry

FELL = (Stage.WITHDRAWN, Stage.REFUSED)  # the suit is as if never brought, once all have the ruling
TRIED = (Stage.JUDGED, Stage.DISMISSED_SCOPE)  # the award is no more for who sued
OPEN = (AwardStage.MADE, AwardStage.EFFECTIVE, AwardStage.CONTESTED)


def award_of(entry: DocketEntry) -> Award | None:
    """The award the hand-off rests on, if it rests on one that still stands."""
    handoff = entry.record
    if handoff.record_type != "award":
        return None
    return Award.objects.filter(pk=handoff.record_id, stage__in=OPEN).first()


def binds_nobody(award: Award, suit: HandOff) -> bool:
    """An employer's suit takes the whole award away, a worker's only its own part; the last worker's the rest (J1-17)."""
    tried = HandOff.objects.filter(record_type="award", record_id=award.pk, ground="suit", stage__in=TRIED)
    workers = {party.pk for party in award.workers}
    return not suit.filed_by.worker or workers <= set(tried.values_list("filed_by", flat=True))


@sequel("handoff.file")
def the_award_waits(entry: DocketEntry) -> None:
    """A suit keeps the award from the one who sues; a request to set aside stays its enforcement (J1-16, J1-25)."""
    award = award_of(entry)
    if award is None or entry.target != "filed":
        return
    if entry.about == "suit":
        perform(award, "contest", on=entry.on, party=entry.party_id)
    elif entry.about == "set_aside" and award.stage != AwardStage.CONTESTED:
        perform(award, "stay", on=entry.on, party=entry.party_id or 0)


@sequel("handoff.acknowledge")
def the_court_has_filed_it(entry: DocketEntry) -> None:
    """Told of the suit over the delay the committee may end its case (CR-48)."""
    handoff = entry.record
    if entry.about != "direct_suit" or handoff.record_type != "arbitration":
        return
    case = Arbitration.objects.filter(pk=handoff.record_id, stage__in=PENDING).first()
    if case is not None:
        perform(case, "note_suit", on=entry.on, court_number=entry.facts["docket_number"])


@sequel("handoff.give_way")
def the_suit_goes_first(entry: DocketEntry) -> None:
    """The employer's request fell with the worker's suit (J1-21): nothing is stayed by it any more."""
    award = award_of(entry)
    if award is not None:
        perform(award, "stand", on=entry.on)


@sequel("handoff.record_result")
def the_court_has_answered(entry: DocketEntry) -> None:
    award = award_of(entry)
    if award is None or entry.about not in ("suit", "set_aside"):
        return
    result = entry.facts["result"]
    if result == "set_aside":
        perform(award, "set_aside", on=entry.on)
    elif result in TRIED:
        if binds_nobody(award, entry.record):
            perform(award, "lose_effect", on=entry.on)
        else:
            close_the_dispute(entry)
    elif entry.about == "set_aside" and entry.record.siblings("set_aside").exists():
        return  # another employer's own request still stays enforcement
    elif not (entry.about == "suit" and entry.record.stage in FELL):
        perform(award, "stand", on=entry.on, party=entry.party_id or 0)
        take_effect_if_due(award.pk)


@sequel("handoff.withdraw")
def as_if_never_brought(entry: DocketEntry) -> None:
    """Taken back before a court had it: what the filing kept or stayed goes on (J1-22, J1-25)."""
    award = award_of(entry)
    if award is None or entry.about not in ("suit", "set_aside"):
        return
    if entry.about == "suit" or not entry.record.siblings("set_aside").exists():
        stand_for(entry.record, award, entry.on, on=entry.on)
        take_effect_if_due(award.pk)


@sequel("handoff.serve_result")
def the_ruling_has_arrived(entry: DocketEntry) -> None:
    """Only now an award binds whose suit was taken back or not taken (法释〔2000〕18号); of several workers the one who
    had sued, for the others it had effect without that (J1-17).
    """
    award, suit = award_of(entry), entry.record
    if award is None or entry.about != "suit":
        return
    if suit.stage in FELL and suit.filed_by_id in award.sued_by and suit.received_by_all:
        stand_for(suit, award, suit.received_by_all, on=entry.on)
    take_effect_if_due(award.pk)


def stand_for(suit: HandOff, award: Award, since: date, *, on: date) -> None:
    """The award stands for who had sued; a request to set it aside within the employer's own 30 days stays it (J1-21)."""
    perform(award, "stand", on=since, party=suit.filed_by_id)
    asked = suit.siblings("set_aside").order_by("pk").first()
    if asked is not None:
        perform(award, "stay", on=on, party=asked.filed_by_id)
