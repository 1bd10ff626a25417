"""Who sits, and what is booked for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from arbitration import allocation
from arbitration.models import Absence, Hearing, Room
from disputes.acts import sequel
from disputes.models import Seat

if TYPE_CHECKING:
    from disputes.models import Dispute, DocketEntry, User

BENCH = ("presiding", "arbitrator", "recorder")


def seat(dispute: Dispute, user_id: int, role: str) -> None:
    Seat.objects.get_or_create(dispute=dispute, user_id=user_id, role=role, left=False)


def unseat(dispute: Dispute, *users: int) -> None:
    """The bench, or these people of it, leave."""
    rows = Seat.objects.filter(dispute=dispute, role__in=BENCH, left=False)
    for one in rows.filter(user_id__in=users) if users else rows:
        one.left = True
        one.save(update_fields=["left"])  # each: open sockets hear of it


@sequel("arbitration.form_tribunal")
def seat_the_tribunal(entry: DocketEntry) -> None:
    """Whoever sat in an earlier case of the dispute leaves: only this tribunal hears and deliberates (AL-31, CR-22)."""
    record = entry.record
    unseat(entry.dispute)
    seat(entry.dispute, record.presiding_id, "presiding")
    for key in record.bench:
        seat(entry.dispute, key, "arbitrator")
    seat(entry.dispute, record.recorder_id, "recorder")


@sequel("arbitration.dissolve_tribunal", "arbitration.transfer")
def unseat_the_tribunal(entry: DocketEntry) -> None:
    unseat(entry.dispute)
    allocation.release(entry.record)


@sequel("arbitration.decide_recusal")
def change_the_seat(entry: DocketEntry) -> None:
    """Upheld: the seat is left and the substitute takes it, in the seat and in the booked hearing."""
    if entry.facts["decision"] != "upheld":
        return
    gone, new = entry.record.recused.pk, entry.facts["substitute"]
    role = Seat.objects.get(dispute=entry.dispute, user=gone, role__in=BENCH, left=False).role
    unseat(entry.dispute, gone)
    seat(entry.dispute, new, role)
    allocation.reseat(entry.record)


@sequel("arbitration.schedule", "arbitration.postpone")
def book_the_hearing(entry: DocketEntry) -> None:
    facts = entry.facts
    allocation.book(
        entry.record, room=Room.objects.get(pk=facts["room"]), day=date.fromisoformat(facts["day"]),
        start=facts["start"], end=facts["end"], closed=entry.record.is_closed(facts),
        by=entry.by,
    )  # fmt: skip


@sequel("arbitration.put_off", "arbitration.adjourn")
def give_everything_back(entry: DocketEntry) -> None:
    allocation.release(entry.record)


@sequel("arbitration.decide_closed")
def close_the_hearing_that_stands(entry: DocketEntry) -> None:
    if entry.facts["decision"] == "closed":
        Hearing.objects.filter(arbitration=entry.record_id, stands=True).update(closed=True)


@sequel("arbitration.say_away")
def keep_the_days_free(entry: DocketEntry) -> None:
    by = cast("User", entry.by)
    since, until = (date.fromisoformat(entry.facts[name]) for name in ("since", "until"))
    Absence.objects.create(
        office=entry.record.office, dispute=entry.dispute, side=entry.dispute.side_of(by), since=since,
        until=until, why=Absence.Why.PARTY, by=by,
    )  # fmt: skip


@sequel(
    "arbitration.withdraw",
    "arbitration.withdraw_last_counterclaim",
    "arbitration.cancel",
    "arbitration.terminate",
    "arbitration.suspend",
    "arbitration.settle",
)
def give_the_room_back(entry: DocketEntry) -> None:
    if entry.source == "scheduled":
        allocation.release(entry.record)
