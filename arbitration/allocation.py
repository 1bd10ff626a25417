"""The one place where rooms and people are taken for a hearing, moved and given back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arbitration.lifecycle.equipment import Equipment
from arbitration.lifecycle.stages import Stage
from arbitration.models import Absence, Booking, Hearing, Room
from arbitration.models.bookings import clock, half_hour
from disputes.acts import NotLawful
from disputes.calendars import in_force
from disputes.models import Dispute, Seat, User
from disputes.wording import listed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from arbitration.models import Arbitration
    from disputes.models import Office

PERSON, ROOM = Booking.Resource.PERSON, Booking.Resource.ROOM
BENCH = ("presiding", "arbitrator", "recorder")
SITTING = (*BENCH, "party", "representative")
Resource = tuple[str, int]
DAY = (16, 38)  # half hours a hearing may take: 8:00 to 19:00
USUAL = (("09:00", "10:30"), ("10:30", "12:00"), ("14:00", "15:30"), ("15:30", "17:00"))


def sessions(office: Office) -> tuple[range, ...]:
    """The four sessions of a working day, two before noon and two after, as half hours: `Office.settings["sessions"]`."""
    hours = office.settings.get("sessions", USUAL)
    return tuple(range(half_hour(start), half_hour(end)) for start, end in hours)


def in_hours(office: Office, halves: range) -> bool:
    """From the first half hour of the office's first session to the last of its last; noon is theirs who sit."""
    hours = sessions(office)
    return hours[0].start <= halves.start and halves.stop <= hours[-1].stop


def book(
    arbitration: Arbitration,
    *,
    room: Room,
    day: date,
    start: str,
    end: str,
    closed: bool = False,
    by: User | None = None,
) -> Hearing:
    """Take the room, the tribunal, the recorder and the parties for a sitting, all or none.

    What this case had taken before is given back in the same transaction. Raises `NotLawful` that names what the room
    lacks, who or which room is taken or away, and when; and the other case, where `by` may read it.
    """
    halves = range(half_hour(start), half_hour(end))
    if against := conflicts(arbitration, room, day, halves, by):
        raise NotLawful(*against)
    return _take(arbitration, room, day, halves, closed=closed, by=by)


def _take(
    arbitration: Arbitration, room: Room, day: date, halves: range, *, closed: bool, by: User | None = None
) -> Hearing:
    wanted = _wanted(people(arbitration), room)
    with transaction.atomic():
        release(arbitration)
        hearing = Hearing.objects.create(
            arbitration=arbitration, dispute=arbitration.dispute, office_id=arbitration.office_id, room=room, day=day,
            start=halves.start, end=halves.stop, closed=closed,
        )  # fmt: skip
        _fill(hearing, wanted, by)
    return hearing


def _fill(hearing: Hearing, wanted: Sequence[Resource], by: User | None = None) -> None:
    """Take them for the hearing; refused where the database has one of them taken already."""
    try:
        with transaction.atomic():
            Booking.objects.bulk_create(_rows(hearing, wanted))
    except IntegrityError:
        taken = _taken(wanted, hearing.day, hearing.halves)
        raise NotLawful(*refusals(taken, hearing.day, by)) from None


def conflicts(
    arbitration: Arbitration, room: Room, day: date, halves: range, by: User | None = None
) -> list[Any]:
    """Everything that stands against it now, what the case has taken itself left out; nothing is taken."""
    who = people(arbitration)
    own = Hearing.objects.filter(arbitration=arbitration, stands=True)
    taken = _taken(_wanted(who, room), day, halves, without=own)
    return [
        *shut(arbitration.office, day, halves), *missing(arbitration, room, len(who)), *absent(arbitration, room, day, halves),
        *(refusals(taken, day, by) if taken else []),
    ]  # fmt: skip


def _wanted(who: Sequence[int], room: Room) -> list[Resource]:
    return [*((PERSON, key) for key in who), (ROOM, room.pk)]


def release(arbitration: Arbitration) -> None:
    """Give back what the case has taken; the hearing no longer stands."""
    standing = Hearing.objects.filter(arbitration=arbitration, stands=True)
    Booking.objects.filter(hearing__in=standing).delete()
    standing.update(stands=False)


def reseat(arbitration: Arbitration) -> None:
    """Book a hearing ahead anew for those who sit now: after a recusal the substitute must be free (CR-12).

    Nothing else is asked: what the room lacks by now, or who else is away, is the hearing's trouble and does not keep
    anybody in a seat that must be left (`troubles`). Raises `NotLawful` that names when the substitute is taken or away.
    """
    hearing = _ahead(arbitration.dispute_id).filter(arbitration=arbitration).first()
    if hearing is None:
        return
    came = set(people(arbitration, *BENCH)).difference(_booked(hearing))
    wanted = [(PERSON, key) for key in came]
    taken = _taken(wanted, hearing.day, hearing.halves)
    away = Absence.objects.between(hearing.day, hearing.day).of(people=came)
    if against := [
        *_away(away, hearing.day, hearing.halves),
        *(refusals(taken, hearing.day) if taken else []),
    ]:
        raise NotLawful(*against)
    _fill(hearing, wanted)
    follow(arbitration.dispute_id)


def follow(dispute: int) -> None:
    """The hearing ahead takes whoever has come into the case, and gives back who has left it.

    Nobody is refused a seat for it: the hours somebody has given to another hearing already stay with that one.
    """
    for hearing in _ahead(dispute).select_related("arbitration"):
        who, booked = set(people(hearing.arbitration)), _booked(hearing)
        if gone := booked - who:
            Booking.objects.filter(hearing=hearing, resource=PERSON, resource_id__in=gone).delete()
        came = [(PERSON, key) for key in who - booked]
        Booking.objects.bulk_create(_rows(hearing, came), ignore_conflicts=True)


def _ahead(dispute: int) -> QuerySet[Hearing]:
    return Hearing.objects.filter(
        dispute=dispute, stands=True, day__gte=timezone.localdate(), arbitration__stage=Stage.SCHEDULED
    )


def _booked(hearing: Hearing) -> set[int]:
    rows = Booking.objects.filter(hearing=hearing, resource=PERSON)
    return set(rows.values_list("resource_id", flat=True))


def people(arbitration: Arbitration, *roles: str) -> list[int]:
    """Everybody who must be there: tribunal, recorder, parties and representatives with a login; or those of these roles."""
    seats = Seat.objects.current().filter(dispute=arbitration.dispute_id, role__in=roles or SITTING)
    return sorted(set(seats.values_list("user_id", flat=True)))


def _rows(hearing: Hearing, wanted: Sequence[Resource]) -> list[Booking]:
    return [
        Booking(hearing=hearing, resource=kind, resource_id=key, day=hearing.day, half_hour=half)
        for kind, key in wanted
        for half in hearing.halves
    ]


Taken = dict[
    Resource, list[tuple[int, int]]
]  # who or which room: the half hours and the hearing that has them


def _taken(wanted: Iterable[Resource], day: date, halves: range, *, without: Any = ()) -> Taken:
    """The wanted that are taken in these half hours of the day, and by what; the hearings `without` are looked through."""
    asked = set(wanted)
    others = Booking.objects.filter(day=day, half_hour__in=halves).exclude(hearing__in=without)
    rows = others.values_list("resource", "resource_id", "half_hour", "hearing")
    found: Taken = {}
    for kind, key, half, hearing in rows.order_by("half_hour"):
        if (kind, key) in asked:
            found.setdefault((kind, key), []).append((half, hearing))
    return found


def refusals(taken: Taken, day: date, by: User | None = None) -> list[Any]:
    """One sentence for everything that is taken. The other case is named to those alone who may read it."""
    names = _names(taken)
    numbers = _numbers({hearing for rows in taken.values() for _half, hearing in rows}, by)
    sentence = _(
        "%(what)s is taken on %(day)s from %(start)s to %(end)s%(case)s; choose another time. [CR-38]"
    )
    lines = []
    for resource, rows in taken.items():
        number = numbers.get(rows[0][1], "")
        facts = {
            "what": names[resource], "day": date_format(day), "start": clock(rows[0][0]),
            "end": clock(rows[-1][0] + 1), "case": _(" by %(number)s") % {"number": number} if number else "",
        }  # fmt: skip
        lines.append(sentence % facts)
    return lines or [_("The room or somebody was taken at the same moment; look again. [CR-38]")]


def _numbers(hearings: set[int], by: User | None) -> dict[int, str]:
    if by is None:
        return {}
    rows = Hearing.objects.filter(pk__in=hearings, dispute__in=Dispute.objects.visible_to(by))
    return dict(rows.values_list("pk", "arbitration__number"))


def _names(resources: Iterable[Resource]) -> dict[Resource, str]:
    keys = list(resources)
    rooms = Room.objects.in_bulk([key for kind, key in keys if kind == ROOM])
    users = User.objects.in_bulk([key for kind, key in keys if kind == PERSON])
    return {(kind, key): str(rooms[key] if kind == ROOM else users[key]) for kind, key in keys}


def fits(arbitration: Arbitration, room: Room, many: int) -> bool:
    """Whether the room has what the hearing needs, and a seat for each of those who must be there."""
    return room.seats(max(many, arbitration.seats_needed or 0)) and not room.lacks(arbitration.needs)


def missing(arbitration: Arbitration, room: Room, many: int) -> list[Any]:
    """A sentence for what the hearing needs and the room has not, and one for seats."""
    found: list[Any] = []
    if lacking := room.lacks(arbitration.needs):
        words = _("%(room)s lacks what this hearing needs: %(what)s. Choose another room. [CR-38]")
        found.append(words % {"room": room, "what": equipment(lacking)})
    if not room.seats(seats := max(many, arbitration.seats_needed or 0)):
        words = _("%(room)s has %(has)d seats, this hearing needs %(seats)d. Choose another room. [CR-38]")
        found.append(words % {"room": room, "has": room.capacity, "seats": seats})
    return found


def shut(office: Office, day: date, halves: range) -> list[Any]:
    """A sentence for a day on which nobody works, and one for hours in which the office is shut."""
    found: list[Any] = []
    if in_force().is_rest(day):
        found.append(_("%(day)s is a day off; choose a working day. [CR-38]") % {"day": date_format(day)})
    if not in_hours(office, halves):
        hours = sessions(office)
        words = _("The office is open from %(start)s to %(end)s; choose hours in between. [CR-38]")
        found.append(words % {"start": clock(hours[0].start), "end": clock(hours[-1].stop)})
    return found


def equipment(codes: Iterable[str]) -> str:
    return listed(Equipment(one).label for one in codes)


def absent(arbitration: Arbitration, room: Room, day: date, halves: range) -> list[Any]:
    """One sentence for everybody who is away then, and for the room that is closed."""
    rows = Absence.objects.between(day, day).of(
        people=people(arbitration), rooms=[room.pk], dispute=arbitration.dispute_id
    )
    return _away(rows, day, halves)


def _away(rows: QuerySet[Absence], day: date, halves: range) -> list[Any]:
    away = _("%(who)s is away on %(day)s; choose another day. [CR-38]")
    closed = _("%(who)s is closed on %(day)s; choose another day or room. [CR-38]")
    party = _("A party cannot come on %(day)s; choose another day. [CR-38]")
    return [
        (away if one.person else closed if one.room else party)
        % {"who": one.person or one.room, "day": date_format(day)}
        for one in rows.select_related("person", "room")
        if one.covers(day, halves)
    ]
