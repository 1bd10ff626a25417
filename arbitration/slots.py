"""When everybody of a case and a room are free next: six queries, however far one has to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from arbitration.allocation import PERSON, ROOM, Resource, fits, people, sessions
from arbitration.models import Absence, Booking, Hearing, Room
from arbitration.models.bookings import clock
from disputes.calendars import in_force
from disputes.rules.counting import DAY

if TYPE_CHECKING:
    from arbitration.models import Arbitration
    from disputes.models import Office

FAR = timedelta(days=180)  # nobody looks further ahead


@dataclass(frozen=True)
class Slot:
    """A room and hours of one day at which all of a case are free."""

    room: Room
    day: date
    start: str
    end: str


def spans(office: Office, *, long: bool) -> list[range]:
    """What a hearing takes: one session, or a whole half day."""
    four = sessions(office)
    if not long:
        return list(four)
    return [range(four[0].start, four[1].stop), range(four[2].start, four[3].stop)]


def next_slots(
    arbitration: Arbitration, first: date, *, long: bool = False, count: int = 8, last: date | None = None
) -> list[Slot]:
    """The next times from that day on, one room for each: who is booked or away is left out, and rooms that are
    closed or have not what the hearing needs, and candidate days that a party struck (CR-38)."""
    last = last or first + FAR
    rooms = list(Room.objects.filter(office=arbitration.office_id))
    found = _free(arbitration, _workdays(first, last), rooms, spans(arbitration.office, long=long), last)
    return list(islice(found, count))


def _workdays(first: date, last: date) -> Iterator[date]:
    calendar, day = in_force(), first
    while day <= last:
        if calendar.is_workday(day):
            yield day
        day += DAY


def _free(
    arbitration: Arbitration, days: Iterable[date], rooms: list[Room], hours: list[range], last: date
) -> Iterator[Slot]:
    who = people(arbitration)
    days = list(days)
    if not days:
        return
    taken = _taken(arbitration, who, rooms, days[0], last)
    away = list(
        Absence.objects.between(days[0], last).of(
            people=who, rooms=[room.pk for room in rooms], dispute=arbitration.dispute_id
        )
    )
    seated = [room for room in rooms if fits(arbitration, room, len(who))]
    for day in days:
        busy = taken.get(day, set())
        gone = [one for one in away if one.since <= day <= one.until]
        for span in hours:
            if any((PERSON, key, half) in busy for key in who for half in span):
                continue
            if any(one.room_id is None and one.covers(day, span) for one in gone):
                continue
            if arbitration.is_struck(day, clock(span.start), clock(span.stop)):
                continue
            closed = {one.room_id for one in gone if one.room_id and one.covers(day, span)}
            for room in seated:
                if room.pk not in closed and not any((ROOM, room.pk, half) in busy for half in span):
                    yield Slot(room, day, clock(span.start), clock(span.stop))
                    break


def _taken(
    arbitration: Arbitration, who: list[int], rooms: list[Room], first: date, last: date
) -> dict[date, set[tuple[str, int, int]]]:
    """What is taken on each day, the case's own hearing left out: it would be given back."""
    own = Hearing.objects.filter(arbitration=arbitration, stands=True)
    rows = Booking.objects.filter(day__range=(first, last)).exclude(hearing__in=own)
    asked: set[Resource] = {(PERSON, key) for key in who} | {(ROOM, room.pk) for room in rooms}
    kinds = rows.filter(resource=PERSON, resource_id__in=who) | rows.filter(
        resource=ROOM, resource_id__in=[room.pk for room in rooms]
    )
    found: dict[date, set[tuple[str, int, int]]] = {}
    for kind, key, day, half in kinds.values_list("resource", "resource_id", "day", "half_hour"):
        if (kind, key) in asked:
            found.setdefault(day, set()).add((kind, key, half))
    return found
