"""The one place where rooms and people are taken for a hearing, moved and given back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from arbitration.models import Booking, Hearing, Room
from arbitration.models.bookings import clock, half_hour
from disputes.acts import NotLawful
from disputes.models import Seat, User

if TYPE_CHECKING:
    from arbitration.models import Arbitration

PERSON, ROOM = Booking.Resource.PERSON, Booking.Resource.ROOM
SITTING = ("presiding", "arbitrator", "recorder", "party", "representative")
Resource = tuple[str, int]
DAY = (16, 38)  # half hours a hearing may take: 8:00 to 19:00
USUAL = (18, 28, 32)  # when hearings begin: 9:00, 14:00, 16:00


def book(arbitration: Arbitration, *, room: Room, day: date, start: str, end: str) -> Hearing:
    """Take the room, the tribunal, the recorder and the parties for a sitting, all or none.

    What this case had taken before is given back in the same transaction. Raises `NotLawful` that names who or
    which room is taken, and when.
    """
    wanted = [(PERSON, key) for key in people(arbitration)] + [(ROOM, room.pk)]
    halves = range(half_hour(start), half_hour(end))
    with transaction.atomic():
        release(arbitration)
        hearing = Hearing.objects.create(
            arbitration=arbitration, dispute=arbitration.dispute, office_id=arbitration.office_id, room=room, day=day,
            start=halves.start, end=halves.stop,
        )  # fmt: skip
        if taken := _taken(wanted, day, halves):
            raise NotLawful(*refusals(taken, day))
        try:
            with transaction.atomic():
                Booking.objects.bulk_create(_rows(hearing, wanted, halves))
        except IntegrityError:
            raise NotLawful(*refusals(_taken(wanted, day, halves), day)) from None
    return hearing


def release(arbitration: Arbitration) -> None:
    """Give back what the case has taken; the hearing no longer stands."""
    standing = Hearing.objects.filter(arbitration=arbitration, stands=True)
    Booking.objects.filter(hearing__in=standing).delete()
    standing.update(stands=False)


def reseat(arbitration: Arbitration) -> None:
    """Book a standing hearing anew for those who sit now: after a recusal the substitute must be free."""
    standing = Hearing.objects.filter(arbitration=arbitration, stands=True).select_related("room").first()
    if standing is not None:
        book(
            arbitration,
            room=standing.room,
            day=standing.day,
            start=clock(standing.start),
            end=clock(standing.end),
        )


def people(arbitration: Arbitration) -> list[int]:
    """Everybody who must be there: tribunal, recorder, parties and representatives with a login."""
    seats = Seat.objects.current().filter(dispute=arbitration.dispute, role__in=SITTING)
    return sorted(set(seats.values_list("user_id", flat=True)))


def _rows(hearing: Hearing, wanted: Sequence[Resource], halves: range) -> list[Booking]:
    return [
        Booking(hearing=hearing, resource=kind, resource_id=key, day=hearing.day, half_hour=half)
        for kind, key in wanted
        for half in halves
    ]


def _taken(wanted: Iterable[Resource], day: date, halves: range) -> dict[Resource, list[int]]:
    """The wanted that are taken in these half hours of the day, and which of them."""
    asked = set(wanted)
    rows = Booking.objects.filter(day=day, half_hour__in=halves).values_list(
        "resource", "resource_id", "half_hour"
    )
    found: dict[Resource, list[int]] = {}
    for kind, key, half in rows.order_by("half_hour"):
        if (kind, key) in asked:
            found.setdefault((kind, key), []).append(half)
    return found


def refusals(taken: dict[Resource, list[int]], day: date) -> list[Any]:
    """One sentence for everything that is taken. Says nothing of the other case."""
    names = _names(taken)
    sentence = _("%(what)s is taken on %(day)s from %(start)s to %(end)s; choose another time. [CR-38]")
    lines = [
        sentence
        % {"what": names[resource], "day": day, "start": clock(halves[0]), "end": clock(halves[-1] + 1)}
        for resource, halves in taken.items()
    ]
    return lines or [_("The room or somebody was taken at the same moment; look again. [CR-38]")]


def _names(resources: Iterable[Resource]) -> dict[Resource, str]:
    keys = list(resources)
    rooms = Room.objects.in_bulk([key for kind, key in keys if kind == ROOM])
    users = User.objects.in_bulk([key for kind, key in keys if kind == PERSON])
    return {(kind, key): str(rooms[key] if kind == ROOM else users[key]) for kind, key in keys}


def free_slots(arbitration: Arbitration, day: date, halves: int = 4) -> list[tuple[Room, str, str]]:
    """Where and when everybody of this case and a room are free on that day, at the usual hours."""
    rooms = list(Room.objects.filter(office=arbitration.office_id))
    wanted = [(PERSON, key) for key in people(arbitration)] + [(ROOM, room.pk) for room in rooms]
    own = Hearing.objects.filter(arbitration=arbitration, stands=True)
    rows = (
        Booking.objects.filter(day=day)
        .exclude(hearing__in=own)
        .values_list("resource", "resource_id", "half_hour")
    )
    taken = {(kind, key, half) for kind, key, half in rows if (kind, key) in set(wanted)}
    busy = {half for kind, _key, half in taken if kind == PERSON}
    found = []
    for first in USUAL:
        span = range(first, first + halves)
        if span.stop <= DAY[1] and not busy & set(span):
            found += [
                (room, clock(span.start), clock(span.stop))
                for room in rooms
                if not any((ROOM, room.pk, half) in taken for half in span)
            ]
    return found
