"""A schedule for all hearings that wait, and the fewest moves when somebody falls ill: from the tables and back.

Nothing is booked here before somebody says so, and then through the same steps and the same allocator as by hand.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from arbitration.allocation import PERSON, ROOM, SITTING, fits, sessions
from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.lifecycle.stages import Stage
from arbitration.models import Absence, Arbitration, Booking, Hearing, Proposal, Room
from arbitration.models.bookings import clock
from arbitration.scheduling import prices, repair, search
from arbitration.scheduling.problem import FULL, Place, Problem, Sitting, Timetable
from disputes.calendars import in_force
from disputes.models import Deadline, Seat
from disputes.rules.counting import DAY, count_working_days

if TYPE_CHECKING:
    from disputes.models import Office, User

HORIZON = 45  # working days ahead
WRITING = 10  # working days between the hearing and the statutory end, to deliberate and write
SLICE = 3.0  # seconds of search at a time
ENOUGH = 30.0  # seconds of search in all
NAMED = 3  # of those in the way, how many are named
MOST = 400  # hearings in one proposal


@dataclass(frozen=True)
class Plan:
    """The problem in numbers, and what the numbers stand for."""

    problem: Problem
    cases: list[Arbitration]
    days: list[date]
    rooms: list[Room]
    people: list[int]
    hours: tuple[range, ...]
    due: dict[int, date]  # arbitration: statutory end

    def span(self, n: int, place: Place) -> range:
        last = place.session + self.problem.sittings[n].sessions - 1
        return range(self.hours[place.session].start, self.hours[last].stop)


def waiting(office: int) -> Any:
    """The cases that have a tribunal, no hearing, and no answer to wait for, those first whose end comes first."""
    rows = Arbitration.objects.filter(office=office, stage=Stage.ACCEPTED, formed_on__isnull=False)
    answering = Deadline.objects.open().filter(code="arbitration.answer").values("dispute")
    return rows.exclude(Q(answer_waived=False) & Q(dispute__in=answering)).select_related("dispute", "office")


def propose(office: Office, *, by: User) -> Proposal:
    """A complete schedule at once, with a proved bound; `go_on` makes it better."""
    plan = _plan(office, list(waiting(office.pk).order_by("accepted_on", "pk")[:MOST]))
    proved = prices.bound(plan.problem)
    table = search.first(plan.problem, proved.days)
    search.draw_near(table)
    proposal = Proposal(office=office, by=by, kind=Proposal.Kind.BACKLOG)
    return _keep(proposal, plan, table, proved=proved)


def go_on(proposal: Proposal, *, seconds: float = SLICE) -> Proposal:
    """Search on for a while, from where the last search ended. What was booked meanwhile is left out, and the bound is
    proved anew of the rest."""
    wanted = {*proposal.moves, *proposal.left}
    rows = waiting(proposal.office_id).order_by("accepted_on", "pk")
    cases = [case for case in rows if str(case.pk) in wanted]
    plan = _plan(proposal.office, cases)
    table = Timetable(plan.problem)
    for n, case in enumerate(cases):
        _stand(plan, table, n, proposal.moves.get(str(case.pk)))
    search.draw_near(table)
    proved = prices.bound(plan.problem)
    began = time.monotonic()

    def used() -> float:
        gone = time.monotonic() - began
        return 1.0 if gone > seconds else (proposal.spent + gone) / ENOUGH

    seed = proposal.pk + int(proposal.spent)
    search.improve(table, used=used, days=proved.days, seed=seed)
    proposal.spent += seconds
    return _keep(proposal, plan, table, proved=proved)


def mend(absence: Absence, *, by: User) -> Proposal:
    """Places for the hearings that cannot stay because of the absence; as few others as possible move."""
    hit = struck(absence)
    standing = Hearing.objects.filter(
        office=absence.office_id, stands=True, arbitration__stage=Stage.SCHEDULED
    )
    rows = standing.filter(day__gte=timezone.localdate()).select_related(
        "arbitration__dispute", "arbitration__office", "room"
    )
    hearings = {one.arbitration_id: one for one in rows}
    cases = [one.arbitration for one in hearings.values()]
    plan = _plan(absence.office, cases, booked=list(hearings.values()), struck={one.pk for one in hit})
    table = Timetable(plan.problem)
    must = []
    for n, case in enumerate(plan.cases):
        hearing = hearings[case.pk]
        if any(one.pk == hearing.pk for one in hit):
            must.append(n)
        else:
            _stand(plan, table, n, as_move(hearing))
    repair.repair(table, must)
    proposal = Proposal(office=absence.office, by=by, kind=Proposal.Kind.REPAIR, absence=absence)
    return _keep(
        proposal,
        plan,
        table,
        stays={key: one for key, one in hearings.items() if one not in hit},
        was=hearings,
    )


def struck(absence: Absence) -> list[Hearing]:
    """The committee's hearings that stand in the time of the absence; what the person does elsewhere is not told here."""
    rows = Hearing.objects.filter(
        office=absence.office_id, stands=True, day__range=(absence.since, absence.until),
        arbitration__stage=Stage.SCHEDULED,
    )  # fmt: skip
    rows = rows.filter(start__lt=absence.end, end__gt=absence.start)
    if absence.room_id:
        rows = rows.filter(room=absence.room_id)
    elif absence.dispute_id:
        rows = rows.filter(dispute=absence.dispute_id)
    else:
        rows = rows.filter(bookings__resource=PERSON, bookings__resource_id=absence.person_id or 0).distinct()
    return list(rows.select_related("arbitration__dispute", "room").order_by("day", "start"))


def as_move(hearing: Hearing) -> dict[str, Any]:
    return {
        "day": hearing.day.isoformat(), "start": clock(hearing.start), "end": clock(hearing.end), "room": hearing.room_id,
    }  # fmt: skip


def _plan(
    office: Office,
    cases: Sequence[Arbitration],
    *,
    booked: Sequence[Hearing] = (),
    struck: Iterable[int] = (),
) -> Plan:
    """`booked` are hearings that may move: what they take now is not taken. Six queries."""
    hours, hit = sessions(office), set(struck)
    days = _horizon(office)
    rooms = list(Room.objects.filter(office=office).order_by("pk"))
    seats = Seat.objects.current().filter(dispute__in=[case.dispute_id for case in cases], role__in=SITTING)
    who: dict[int, list[tuple[int, str]]] = {}
    for dispute, user, role in seats.values_list("dispute", "user", "role"):
        who.setdefault(dispute, []).append((user, role))
    people = sorted({user for rows in who.values() for user, _role in rows})
    known = {user: n for n, user in enumerate(people)}
    due = dict(
        Deadline.objects.open().filter(code="arbitration.award", dispute__in=[case.dispute_id for case in cases])
        .values_list("record_id", "due_on")
    )  # fmt: skip
    free_of = {one.pk for one in booked if one.pk in hit or _on_grid(one, hours, days)}
    movable = {one.arbitration_id for one in booked if one.pk in free_of}
    chosen = [case for case in cases if not booked or case.pk in movable]
    busy_people, busy_rooms = _busy(people, rooms, days, hours, free_of)
    away = _away(office, chosen, people, rooms, days, hours)
    for kind, key, day, bits in away:
        if kind == ROOM:
            busy_rooms[key, day] = busy_rooms.get((key, day), 0) | bits
        elif kind == PERSON:
            busy_people[key, day] = busy_people.get((key, day), 0) | bits
    laid = {one.arbitration_id: one.end - one.start for one in booked}
    sittings = [
        _sitting(case, _length(case, hours, laid.get(case.pk)), who.get(case.dispute_id, []), known, rooms, days, due.get(case.pk), [
            *((day, bits) for kind, key, day, bits in away if kind == "case" and key == case.dispute_id),
            *_left_out(case, days, hours),
        ])
        for case in chosen
    ]  # fmt: skip
    problem = Problem(
        days=len(days), rooms=len(rooms), people=len(people), sittings=sittings, busy_people=busy_people,
        busy_rooms=busy_rooms, as_booked=bool(booked), travellers=frozenset(
            known[user] for rows in who.values() for user, role in rows if role in ("party", "representative")
        ),
    )  # fmt: skip
    return Plan(problem, chosen, days, rooms, people, hours, due)


def _horizon(office: Office) -> list[date]:
    """The working days on which a hearing notified today may be held (CR-38)."""
    first = first_day_for_hearing(Arbitration(office=office), timezone.localdate())
    calendar, day = in_force(), first
    days: list[date] = []
    while len(days) < HORIZON:
        if calendar.is_workday(day):
            days.append(day)
        day += DAY
    return days


def _left_out(case: Arbitration, days: Sequence[date], hours: Sequence[range]) -> Iterator[tuple[int, int]]:
    """(day, sessions) of the candidate days that a party of the case struck."""
    if not case.candidates:
        return
    for n, day in enumerate(days):
        gone = [
            session for session in hours if case.is_struck(day, clock(session.start), clock(session.stop))
        ]
        if gone:
            yield n, _bits((session.start for session in gone), hours)


def _on_grid(hearing: Hearing, hours: Sequence[range], days: Sequence[date]) -> bool:
    """Whether a hearing may be moved: it stands in whole sessions on a day that a new notice still reaches."""
    spans = [*hours, range(hours[0].start, hours[1].stop), range(hours[2].start, hours[3].stop)]
    return hearing.day in set(days) and range(hearing.start, hearing.end) in spans


def _bits(halves: Iterable[int], hours: Sequence[range]) -> int:
    taken = set(halves)
    return sum(1 << n for n, session in enumerate(hours) if taken & set(session))


def _busy(
    people: list[int], rooms: list[Room], days: list[date], hours: Sequence[range], free_of: set[int]
) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    index = {day: n for n, day in enumerate(days)}
    known = {user: n for n, user in enumerate(people)}
    placed = {room.pk: n for n, room in enumerate(rooms)}
    rows = Booking.objects.filter(day__range=(days[0], days[-1])).exclude(hearing__in=free_of)
    taken: tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]] = ({}, {})
    for kind, key, day, half in rows.values_list("resource", "resource_id", "day", "half_hour"):
        numbers, found = (placed, taken[1]) if kind == ROOM else (known, taken[0])
        if key in numbers and day in index and (bits := _bits([half], hours)):
            at = numbers[key], index[day]
            found[at] = found.get(at, 0) | bits
    return taken


def _away(
    office: Office, cases: Sequence[Arbitration], people: list[int], rooms: list[Room], days: list[date],
    hours: Sequence[range],
) -> list[tuple[str, int, int, int]]:  # fmt: skip
    """(person, room or case; its number; day; sessions) of every absence in the horizon."""
    known = {user: n for n, user in enumerate(people)}
    placed = {room.pk: n for n, room in enumerate(rooms)}
    disputes = {case.dispute_id for case in cases}
    rows = Absence.objects.between(days[0], days[-1]).filter(
        Q(person__in=people) | Q(room__in=placed) | Q(dispute__in=disputes)
    )
    found: list[tuple[str, int, int, int]] = []
    for one in rows:
        if one.room_id is not None:
            what: tuple[str, int] = (ROOM, placed[one.room_id])
        elif one.person_id is not None:
            what = (PERSON, known[one.person_id])
        else:
            what = ("case", one.dispute_id or 0)
        bits = _bits(range(one.start, one.end), hours)
        found += [(*what, n, bits) for n, day in enumerate(days) if one.since <= day <= one.until]
    return found


def _length(case: Arbitration, hours: Sequence[range], laid: int | None) -> int:
    """One session or half a day: as it was laid, else half a day for tribunals of three and for many workers."""
    if laid is not None:
        return 1 if laid <= max(map(len, hours)) else 2
    return 2 if case.collective or case.bench else 1


def _sitting(
    case: Arbitration, sessions: int, seats: list[tuple[int, str]], known: dict[int, int], rooms: list[Room], days: list[date],
    due: date | None, away: list[tuple[int, int]],
) -> Sitting:  # fmt: skip
    people = tuple(sorted({known[user] for user, _role in seats}))
    presiding = next((known[user] for user, role in seats if role == "presiding"), people[0] if people else 0)
    suited = frozenset(n for n, room in enumerate(rooms) if fits(case, room, len(people)))
    target = len(days) - 1
    if due is not None:
        writing = count_working_days(due, WRITING, in_force(), step=-DAY)
        target = max(0, bisect_left(days, writing))
    blocked: dict[int, int] = {}
    for day, bits in away:
        blocked[day] = blocked.get(day, 0) | bits
    return Sitting(
        key=case.pk, people=people, presiding=presiding, first=0, target=target, last=len(days) - 1,
        sessions=sessions, weight=3 if case.priority else 1,
        rooms=None if len(suited) == len(rooms) else suited, away=blocked,
    )  # fmt: skip


def _stand(plan: Plan, table: Timetable, n: int, move: dict[str, Any] | None) -> None:
    """Put the case where the proposal has it, if that is still free."""
    if move is None or date.fromisoformat(move["day"]) not in plan.days:
        return
    day = plan.days.index(date.fromisoformat(move["day"]))
    session = next((at for at, span in enumerate(plan.hours) if clock(span.start) == move["start"]), None)
    wanted = next((number for number, room in enumerate(plan.rooms) if room.pk == move["room"]), None)
    for at, kind in table.free(n, day):
        if at == session:
            if plan.problem.as_booked:
                kind = next((k for k, rooms in enumerate(plan.problem.kinds) if wanted in rooms), kind)
            table.put(n, Place(day, at), kind)
            return


def _keep(
    proposal: Proposal,
    plan: Plan,
    table: Timetable,
    *,
    proved: prices.Bound | None = None,
    was: Mapping[int, Hearing] | None = None,
    stays: Mapping[int, Hearing] | None = None,
) -> Proposal:
    """Write the timetable into the proposal; what stays where it stands is left out.

    `was` are the hearings booked now, `stays` those of them that could stay: one of these without a place keeps its own.
    """
    rooms = table.rooms()
    moves, left = {}, {}
    for n, case in enumerate(plan.cases):
        place, room = table.places[n], rooms[n]
        if place is None or room is None:
            if stays and case.pk in stays:
                continue
            left[str(case.pk)] = _why(plan, table, n, len(plan.days))
            continue
        span = plan.span(n, place)
        move = {
            "day": plan.days[place.day].isoformat(), "start": clock(span.start), "end": clock(span.stop),
            "room": plan.rooms[room].pk,
        }  # fmt: skip
        now = {"was": as_move(was[case.pk])} if was else {}
        if now.get("was") == move:
            continue
        moves[str(case.pk)] = move | now | {"why": _why(plan, table, n, place.day)}
    proposal.moves, proposal.left, proposal.cost = moves, left, table.worth
    proposal.bound = proved.worth if proved else None
    proposal.save()
    return proposal


def _why(plan: Plan, table: Timetable, n: int, day: int) -> dict[str, Any]:
    """What keeps the hearing from earlier days, and how much time is left after it."""
    sitting = plan.problem.sittings[n]
    held: Counter[int] = Counter()
    crowded = 0
    place, kind = table.places[n], table.kind[n]
    table.take(n)
    for earlier in range(sitting.first, day):
        people = table.blocked(n, earlier)
        if sitting.away.get(earlier, 0) == FULL:
            held[-1] += 1
        elif people:
            held.update(people)
        elif people is not None:
            crowded += 1
    if place is not None:
        table.put(n, place, kind)
    due = plan.due.get(plan.cases[n].pk)
    return {
        "first": plan.days[sitting.first].isoformat(), "waits": day - sitting.first, "crowded": crowded,
        "held": [[plan.people[who] if who >= 0 else 0, days] for who, days in held.most_common(NAMED)],
        "lacks": [] if sitting.rooms is None or sitting.rooms else list(plan.cases[n].needs),
        "due": due.isoformat() if due else "", "late": bool(place and place.day > sitting.target),
    }  # fmt: skip
