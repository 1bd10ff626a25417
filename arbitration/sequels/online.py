"""The address of a hearing by video is kept with the hearing, in no docket, and goes when the hearing goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arbitration import allocation
from arbitration.models import Hearing
from disputes.acts import sequel

if TYPE_CHECKING:
    from disputes.models import DocketEntry


@sequel("arbitration.hold_online")
def the_hearing_has_an_address(entry: DocketEntry) -> None:
    hearing = entry.record.hearing
    hearing.link = str(entry.record.act.facts["link"]).strip()
    hearing.save(update_fields=["link"])


@sequel("arbitration.say_online")
def without_consent_back_to_the_room(entry: DocketEntry) -> None:
    if entry.facts["agrees"] != "yes":
        Hearing.objects.filter(arbitration=entry.record_id, stands=True).update(link="")


@sequel("arbitration.fall_back")
def back_to_the_room(entry: DocketEntry) -> None:
    Hearing.objects.filter(arbitration=entry.record_id, stands=True).update(link="")
    if entry.target == "accepted":
        allocation.release(entry.record)
