"""Hearings that stand when they cannot be held: somebody is away, the room is closed, the office is (CR-38).

The allocator lets none be booked so; an absence, a holiday or a need entered afterwards makes them. Marked on the board, found by
`manage.py audit`, moved by nobody but the office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arbitration.allocation import in_hours
from arbitration.lifecycle.stages import Stage
from arbitration.models import Absence, Booking, Hearing
from disputes.calendars import in_force
from disputes.checks import Finding, also

if TYPE_CHECKING:
    from disputes.rules.calendar import WorkCalendar

BATCH = 500


class Trouble(models.TextChoices):
    AWAY = "away", _("Somebody who sits is away")
    CLOSED = "closed", _("The room is closed")
    DAY_OFF = "day_off", _("On a day off")
    HOURS = "hours", _("Outside office hours")
    LACKS = "lacks", _("The room lacks what is needed")


def troubles(
    hearing: Hearing, sitting: Collection[int], away: Iterable[Absence], calendar: WorkCalendar
) -> list[Trouble]:
    """What keeps it from being held, of these absences. `sitting` are the keys of its tribunal and recorder."""
    halves = hearing.halves
    room, case = hearing.room, hearing.arbitration
    covering = [one for one in away if one.covers(hearing.day, halves)]
    shown = {
        Trouble.AWAY: any(one.person_id in sitting for one in covering),
        Trouble.CLOSED: any(one.room_id == hearing.room_id for one in covering),
        Trouble.DAY_OFF: calendar.is_rest(hearing.day),
        Trouble.HOURS: not in_hours(hearing.office, halves),
        Trouble.LACKS: bool(room.lacks(case.needs)) or not room.seats(case.seats_needed or 0),
    }
    return [trouble for trouble, holds in shown.items() if holds]


REPAIR = {
    Trouble.AWAY: "open the absence at /hearings/absences/ and have the fewest moves proposed, or end it",
    Trouble.CLOSED: "open the absence at /hearings/absences/ and have the fewest moves proposed, or end it",
    Trouble.DAY_OFF: "postpone the hearing",
    Trouble.HOURS: "postpone the hearing, or set the office's sessions as they are",
    Trouble.LACKS: "postpone the hearing to a room that has it, or say anew what it needs",
}


@also
def no_hearing_stands_where_it_cannot_be_held() -> Iterator[Finding]:
    """A hearing ahead whose tribunal is away, whose room or office is closed."""
    rows = Hearing.objects.filter(
        stands=True, day__gte=timezone.localdate(), arbitration__stage=Stage.SCHEDULED
    )
    calendar, batch = in_force(), list[Hearing]()
    for hearing in (
        rows.select_related("dispute", "office", "room", "arbitration")
        .order_by("day", "pk")
        .iterator(chunk_size=BATCH)
    ):
        batch.append(hearing)
        if len(batch) == BATCH:
            yield from _found(batch, calendar)
            batch = []
    yield from _found(batch, calendar)


def _found(hearings: list[Hearing], calendar: WorkCalendar) -> Iterator[Finding]:
    """Two queries for a batch in the order of its days."""
    if not hearings:
        return
    taken = Booking.objects.filter(
        hearing__in=[one.pk for one in hearings], resource=Booking.Resource.PERSON
    ).values_list("hearing", "resource_id")
    sitting: dict[int, set[int]] = defaultdict(set)
    for hearing, person in taken.distinct():
        sitting[hearing].add(person)
    away = by_day(hearings, sitting)
    for one in hearings:
        for trouble in troubles(one, sitting[one.pk], away[one.day], calendar):
            words = f"it stands on {one.day} {one.hours}: {trouble.value}"
            yield Finding(f"{one.dispute.reference} hearing {one.pk}", words, REPAIR[trouble])


def by_day(hearings: list[Hearing], sitting: Mapping[int, set[int]]) -> dict[date, list[Absence]]:
    """The absences of their people and rooms, by the days on which there are hearings."""
    days = sorted({one.day for one in hearings})
    rows = Absence.objects.between(days[0], days[-1]).of(
        people={person for people in sitting.values() for person in people},
        rooms={one.room_id for one in hearings},
    )
    found: dict[date, list[Absence]] = {day: [] for day in days}
    for one in rows:
        for day in days:
            if one.since <= day <= one.until:
                found[day].append(one)
    return found
