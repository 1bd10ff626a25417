"""What is to be placed: sittings, days of four sessions, rooms and people with what is taken of them.

Two sessions make the morning, two the afternoon; a sitting takes one of them, or a whole half day. Nothing here knows of
names or dates: days, rooms and people are numbers from 0 on. A set of sessions is four bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

FULL = 0b1111
STARTS = {1: ((0, 0b0001), (1, 0b0010), (2, 0b0100), (3, 0b1000)), 2: ((0, 0b0011), (2, 0b1100))}
TRIP = 0.2  # days of waiting that a journey saved is worth
LATE = 10  # a day after the target weighs as much as ten days of waiting before it
FAIR = 0.03  # days of waiting that a unit of strain is worth
"""So little that it decides between equals alone: to move a half day from the fullest day of a tribunal of three and its
recorder to an empty one saves 4 * 8 * 0.03 days, less than the one day of waiting it costs, and far less than a late end.
"""


@dataclass(frozen=True, slots=True)
class Place:
    day: int
    session: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """One hearing to be placed; `sessions` is 1 or 2.

    `first` is the first day its notice allows (CR-38), `target` the last one that leaves time to write the award
    before its statutory end (AL-43), `last` the last one at all. `away` has the sessions its parties cannot come.
    """

    key: int
    people: tuple[int, ...]
    presiding: int
    first: int
    target: int
    last: int
    sessions: int = 1
    weight: int = 1
    rooms: frozenset[int] | None = None  # those that suit; None for every one
    away: Mapping[int, int] = field(default_factory=dict)

    def cost(self, day: int) -> int:
        """Days of waiting, and those after the target many times."""
        return self.weight * (day + 1 + LATE * max(0, day - self.target))


@dataclass(frozen=True)
class Problem:
    days: int
    rooms: int
    people: int
    sittings: Sequence[Sitting]
    travellers: frozenset[int] = frozenset()  # people who come from outside
    busy_people: Mapping[tuple[int, int], int] = field(default_factory=dict)  # (person, day): sessions taken
    busy_rooms: Mapping[tuple[int, int], int] = field(default_factory=dict)
    as_booked: bool = False  # sittings stand in rooms of their own already: no two rooms are the same

    def nowhere(self, sitting: Sitting) -> int:
        """What it costs to leave a sitting out: more than any day of the horizon."""
        return 2 * sitting.weight * (self.days + 1) * (1 + LATE)

    @cached_property
    def kinds(self) -> list[list[int]]:
        """Rooms that suit the same sittings are as good as each other."""
        if self.as_booked:
            return [[room] for room in range(self.rooms)]
        suited = [one.rooms for one in self.sittings if one.rooms is not None]
        found: dict[tuple[bool, ...], list[int]] = {}
        for room in range(self.rooms):
            found.setdefault(tuple(room in rooms for rooms in set(suited)), []).append(room)
        return list(found.values())


class Timetable:
    """Where every sitting stands, and what is taken by it. Changed in place; `cost`, `trips` and `strain` follow.

    `cost` is waiting and lateness. `trips` are the days of people from outside: who has two hearings on one day comes once.
    `strain` is the sum of the squares of the sessions of everybody else, day by day: the fuller a day is already, the more
    one more session strains, so that of two equal timetables the even one is better (for one person over the days, on one
    day over the people).

    Which of the equal rooms a sitting gets is settled at the end (`rooms`): until then rooms are only counted.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.days = problem, problem.days
        self.places: list[Place | None] = [None] * len(problem.sittings)
        self.kind: list[int] = [0] * len(problem.sittings)
        self.people = [
            [problem.busy_people.get((p, d), 0) for d in range(problem.days)] for p in range(problem.people)
        ]
        self.whose: dict[tuple[int, int, int], int] = {}  # (person, day, session): the sitting that takes it
        self.cost = sum(problem.nowhere(one) for one in problem.sittings)
        self.trips = self.strain = 0
        self.turn = 0  # whose turn it is to leave a crowded session
        self._count_rooms()
        every = tuple(range(len(problem.kinds)))
        self._suited = [
            every if one.rooms is None else tuple(k for k in every if problem.kinds[k][0] in one.rooms)
            for one in problem.sittings
        ]
        self._of: dict[int, list[int]] = {}
        for n, one in enumerate(problem.sittings):
            for person in one.people:
                self._of.setdefault(person, []).append(n)

    def _count_rooms(self) -> None:
        """Per kind and day: rooms free in both sessions of a half day, and in one of them alone."""
        kinds, size = self.problem.kinds, len(self.problem.kinds) * self.days
        self.both, self.only = [0] * (2 * size), [0] * (4 * size)
        self.short, self.long = [0] * (4 * size), [0] * (2 * size)
        self.here: list[set[int]] = [set() for _n in range(4 * size)]
        for kind, rooms in enumerate(kinds):
            for day in range(self.days):
                at = kind * self.days + day
                for room in rooms:
                    taken = self.problem.busy_rooms.get((room, day), 0)
                    for half in (0, 1):
                        free = ~taken >> 2 * half & 0b11
                        if free == 0b11:
                            self.both[2 * at + half] += 1
                        elif free:
                            self.only[4 * at + 2 * half + (free == 0b10)] += 1

    @property
    def worth(self) -> float:
        """Less is better: waiting and lateness, a little for every journey and for every full day."""
        return self.cost + TRIP * self.trips + FAIR * self.strain

    @property
    def missing(self) -> list[int]:
        return [n for n, place in enumerate(self.places) if place is None]

    def sittings_of(self, person: int) -> list[int]:
        return self._of.get(person, [])

    def room_for(self, n: int, day: int, session: int) -> int | None:
        """A kind of room that suits the sitting and is free then."""
        long = self.problem.sittings[n].sessions == 2
        for kind in self._suited[n]:
            at = kind * self.days + day
            if not self._crowding(at, session, long=long):
                return kind
        return None

    def _crowding(self, at: int, session: int, *, long: bool) -> list[int]:
        """The sessions of that day and kind in which one more such sitting finds no room."""
        half = 2 * at + session // 2
        space = self.both[half] - self.long[half] - long
        spans = (session, session + 1) if long else (session,)
        return [
            one for one in spans
            if max(0, self.short[4 * at + one] + (not long) - self.only[4 * at + one]) > space or space < 0
        ]  # fmt: skip

    def taken(self, n: int, day: int) -> int:
        """The sessions of that day in which somebody of the sitting cannot come."""
        sitting = self.problem.sittings[n]
        taken = sitting.away.get(day, 0)
        for person in sitting.people:
            taken |= self.people[person][day]
        return taken

    def free(self, n: int, day: int) -> list[tuple[int, int]]:
        """Every (session, kind of room) the sitting could take on that day."""
        taken = self.taken(n, day)
        if taken == FULL:
            return []
        starts = STARTS[self.problem.sittings[n].sessions]
        return [
            (session, kind) for session, bits in starts
            if not taken & bits and (kind := self.room_for(n, day, session)) is not None
        ]  # fmt: skip

    def best(self, n: int, days: Iterable[int] | None = None) -> tuple[Place, int] | None:
        """The first of the days with a free place; on it the session that touches most others of the same people."""
        sitting = self.problem.sittings[n]
        for day in range(sitting.first, min(sitting.last + 1, self.days)) if days is None else days:
            if found := self.free(n, day):
                session, kind = max(found, key=lambda one: self._touching(n, day, one[0]))
                return Place(day, session), kind
        return None

    def blocked(self, n: int, day: int) -> list[int] | None:
        """Who alone keeps the sitting from that day; empty if only the rooms or several people together; None if free."""
        if self.free(n, day):
            return None
        sitting = self.problem.sittings[n]
        starts = [bits for _session, bits in STARTS[sitting.sessions]]
        return [one for one in sitting.people if all(self.people[one][day] & bits for bits in starts)]

    def _touching(self, n: int, day: int, session: int) -> int:
        """How many of its people have a neighbouring session taken: days stay whole, journeys few."""
        return sum(
            (person, day, session - 1) in self.whose or (person, day, session + 1) in self.whose
            for person in self.problem.sittings[n].people
        )

    def in_the_way(self, n: int, day: int, session: int) -> tuple[set[int], int] | None:
        """The sittings that must leave for this one to sit there, and the kind of room. None where something is firm."""
        others = self._people_in_the_way(n, day, session)
        if others is None:
            return None
        long = self.problem.sittings[n].sessions == 2
        fewest: tuple[set[int], int] | None = None
        for kind in self._suited[n]:
            at = kind * self.days + day
            half = 2 * at + session // 2
            if not (self.both[half] or (not long and self.only[4 * at + session])):
                continue
            leaving: set[int] = set()
            for one in self._crowding(at, session, long=long):
                here = self.here[4 * at + one] - {n}
                if here and not here & (others | leaving):
                    self.turn += 1
                    leaving.add(sorted(here)[self.turn % len(here)])
            if fewest is None or len(leaving) < len(fewest[0]):
                fewest = leaving, kind
                if not leaving:
                    break
        return None if fewest is None else (others | fewest[0], fewest[1])

    def ways(self, n: int, day: int, session: int) -> list[tuple[set[int], int]]:
        """Every kind of room in which the sitting could sit there, with those that must leave for it: rooms as booked, one each."""
        others = self._people_in_the_way(n, day, session)
        if others is None:
            return []
        span = range(session, session + self.problem.sittings[n].sessions)
        found = []
        for kind in self._suited[n]:
            here = set().union(*(self.here[4 * (kind * self.days + day) + one] for one in span))
            busy = self.problem.busy_rooms.get((self.problem.kinds[kind][0], day), 0)
            if not any(busy >> one & 1 for one in span):
                found.append((others | here - {n}, kind))
        return sorted(found, key=lambda way: len(way[0]))

    def _people_in_the_way(self, n: int, day: int, session: int) -> set[int] | None:
        sitting, problem = self.problem.sittings[n], self.problem
        spans = range(session, session + sitting.sessions)
        bits = sum(1 << one for one in spans)
        if sitting.away.get(day, 0) & bits:
            return None
        others: set[int] = set()
        for person in sitting.people:
            if self.people[person][day] & bits:
                if problem.busy_people.get((person, day), 0) & bits:
                    return None
                others.update(
                    self.whose[person, day, one] for one in spans if (person, day, one) in self.whose
                )
        return others - {n}

    def put(self, n: int, place: Place, kind: int) -> None:
        sitting, day = self.problem.sittings[n], place.day
        self.trips += self._journeys(n, day)
        self.strain += self._strain(n, day)
        at = kind * self.days + day
        if sitting.sessions == 2:
            self.long[2 * at + place.session // 2] += 1
        else:
            self.short[4 * at + place.session] += 1
        for session in range(place.session, place.session + sitting.sessions):
            self.here[4 * at + session].add(n)
            for person in sitting.people:
                self.whose[person, day, session] = n
                self.people[person][day] |= 1 << session
        self.places[n], self.kind[n] = place, kind
        self.cost += sitting.cost(day) - self.problem.nowhere(sitting)

    def take(self, n: int) -> None:
        """Take the sitting out again."""
        sitting, place = self.problem.sittings[n], self.places[n]
        if place is None:
            return
        day, at = place.day, self.kind[n] * self.days + place.day
        if sitting.sessions == 2:
            self.long[2 * at + place.session // 2] -= 1
        else:
            self.short[4 * at + place.session] -= 1
        for session in range(place.session, place.session + sitting.sessions):
            self.here[4 * at + session].discard(n)
            for person in sitting.people:
                del self.whose[person, day, session]
                self.people[person][day] &= ~(1 << session)
        self.places[n] = None
        self.trips -= self._journeys(n, day)
        self.strain -= self._strain(n, day)
        self.cost += self.problem.nowhere(sitting) - sitting.cost(day)

    def _journeys(self, n: int, day: int) -> int:
        """How many from outside would come on that day for this sitting alone."""
        travellers = self.problem.travellers
        return sum(
            person in travellers and not self.people[person][day]
            for person in self.problem.sittings[n].people
        )

    def _strain(self, n: int, day: int) -> int:
        """By how much the squares grow when the sitting comes to what its tribunal has on that day."""
        one, travellers = self.problem.sittings[n], self.problem.travellers
        return sum(
            one.sessions * (2 * self.people[person][day].bit_count() + one.sessions)
            for person in one.people
            if person not in travellers
        )

    def rooms(self) -> list[int | None]:
        """The room of every sitting: long ones where the whole half day is free, short ones in what is left over first."""
        found: list[int | None] = [None] * len(self.places)
        taken = dict(self.problem.busy_rooms)
        order = sorted(
            (n for n, place in enumerate(self.places) if place),
            key=lambda n: -self.problem.sittings[n].sessions,
        )
        for n in order:
            place = cast("Place", self.places[n])
            length = self.problem.sittings[n].sessions
            bits = ((1 << length) - 1) << place.session
            half = 0b11 << place.session // 2 * 2
            free = [
                room
                for room in self.problem.kinds[self.kind[n]]
                if not taken.get((room, place.day), 0) & bits
            ]
            room = min(free, key=lambda room: (not taken.get((room, place.day), 0) & half, room))
            taken[room, place.day] = taken.get((room, place.day), 0) | bits
            found[n] = room
        return found
