"""How good a timetable can be at most: the cheapest flow of sessions to days.

Every sitting is cut into its sessions, each of which goes to a day on which some room and the busiest of its people
still have one free. Whatever else binds (who sits beside, which room, which hour, that a sitting stays in one piece) is
left out, so no timetable is cheaper than this flow, and what the flow cannot place nobody can.
Successive shortest paths with node potentials (Ahuja, Magnanti, Orlin: Network Flows, 9.7).
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import lcm

from arbitration.scheduling.problem import FULL, Problem


@dataclass(frozen=True)
class Bound:
    """No timetable costs less than `cost`; in none have all of `left_out` a place.

    `days` has for each sitting its days, those first on which it stands least in others' way (by the prices of the flow).
    """

    cost: float
    left_out: list[int]
    days: list[list[int]]


def bound(problem: Problem, *, enough: Callable[[], bool] = lambda: False) -> Bound | None:
    """None if `enough()` said so before it was done."""
    return _Flow(problem).run(enough)


@dataclass
class _Way:
    """A search for the cheapest way: what is reached, from where, and the best end so far (Dijkstra)."""

    best: int
    last: int  # the session that is left out, where the way ends at none of the days
    end: int | None = None
    far: dict[int, int] = field(default_factory=dict)
    came: dict[int, tuple[int | None, int | None]] = field(
        default_factory=dict
    )  # the node before, and who moves here
    heap: list[tuple[int, int]] = field(default_factory=list)

    def reach(self, node: int, length: int, before: int | None, moved: int | None) -> None:
        if length < self.best and (node not in self.far or length < self.far[node]):
            self.far[node], self.came[node] = length, (before, moved)
            heapq.heappush(self.heap, (length, node))

    def __iter__(self) -> Iterator[tuple[int, int]]:
        while self.heap:
            length, node = heapq.heappop(self.heap)
            if length >= self.best:
                return
            if length == self.far[node]:
                yield length, node


class _Flow:
    """Nodes are a person's day (`who * days + day`) and a day (`-1 - day`); behind a day with a room lies the sink.

    `price` holds the node potentials; the sink's is 0, so a crowded day has a price below it.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.days, sittings = problem, problem.days, problem.sittings
        self.unit = lcm(*(one.sessions for one in sittings)) if sittings else 1
        self.parts = [n for n, one in enumerate(sittings) for _part in range(one.sessions)]
        self.costs = [self._costs(n) for n in range(len(sittings))]
        self.outside = [self.unit // one.sessions * problem.nowhere(one) for one in sittings]
        self.space = [
            sum(4 - problem.busy_rooms.get((r, d), 0).bit_count() for r in range(problem.rooms))
            for d in range(self.days)
        ]
        self.scarce = self._scarce()
        self.used = [0] * self.days
        self.held: dict[int, list[int]] = defaultdict(list)
        self.busy: list[set[int]] = [
            set() for _day in range(self.days)
        ]  # the nodes that hold something that day
        self.price: dict[int, int] = defaultdict(int)
        self.at: list[int | None] = [None] * len(self.parts)

    def _costs(self, n: int) -> dict[int, int]:
        one = self.problem.sittings[n]
        share = self.unit // one.sessions
        days = range(one.first, min(one.last + 1, self.days))
        return {day: share * one.cost(day) for day in days if one.away.get(day, 0) != FULL}

    def _scarce(self) -> list[int]:
        """Of the people of each sitting the one with most to do: the others are left out of the flow."""
        load: dict[int, int] = defaultdict(int)
        for one in self.problem.sittings:
            for person in one.people:
                load[person] += one.sessions
        return [max(one.people, key=lambda person: load[person]) for one in self.problem.sittings]

    def _own(self, node: int) -> int:
        """How many sessions that person has on that day."""
        taken = self.problem.busy_people.get(divmod(node, self.days), 0)
        return 4 - taken.bit_count()

    def run(self, enough: Callable[[], bool]) -> Bound | None:
        for part in sorted(range(len(self.parts)), key=self._urgency):
            if enough():
                return None
            self._place(part)
        left_out, total = set(), 0
        for part, node in enumerate(self.at):
            n = self.parts[part]
            if node is None:
                left_out.add(n)
            total += self.outside[n] if node is None else self.costs[n][node % self.days]
        days = [sorted(row, key=lambda day, n=n: self._reduced(n, day)) for n, row in enumerate(self.costs)]  # type: ignore[misc]
        return Bound(total / self.unit, sorted(left_out), days)

    def _reduced(self, n: int, day: int) -> tuple[int, int]:
        return self.costs[n][day] - self.price[self.scarce[n] * self.days + day], day

    def _urgency(self, part: int) -> tuple[int, int, int]:
        one = self.problem.sittings[self.parts[part]]
        return -one.weight, one.target, one.first

    def _place(self, part: int) -> None:
        """Send one session along the cheapest way; those in its way go on to other days."""
        way = _Way(best=self.outside[self.parts[part]], last=part)  # to be left out is always open
        who = self.scarce[self.parts[part]]
        for day, cost in self.costs[self.parts[part]].items():
            node = who * self.days + day
            if self._own(node):
                way.reach(node, cost - self.price[node], None, part)
        for length, node in way:
            self._visit(way, node, length)
        for node, length in way.far.items():
            if length < way.best:
                self.price[node] += length - way.best
        self._shift(way)

    def _visit(self, way: _Way, node: int, length: int) -> None:
        """Whether the way may end here, and where it may go on."""
        if node < 0 and self.used[-1 - node] < self.space[-1 - node]:
            if length + self.price[node] < way.best:
                way.best, way.end = length + self.price[node], node
            return
        for other, cost, moved in self._onward(node):
            way.reach(other, length + cost, node, moved)
        for held in self.held[node] if node >= 0 else ():
            n = self.parts[held]
            out = length + self.price[node] - self.costs[n][node % self.days] + self.outside[n]
            if out < way.best:
                way.best, way.end, way.last = out, node, held

    def _onward(self, node: int) -> Iterator[tuple[int, int, int | None]]:
        """The nodes one step on, with the reduced cost and the session that moves there."""
        price = self.price
        if node < 0:
            for other in self.busy[-1 - node]:
                yield other, price[node] - price[other], None
            return
        day = node % self.days
        here, start = price[node], node - day
        if len(self.held[node]) < self._own(node):
            yield -1 - day, here - price[-1 - day], None
        for held in self.held[node]:
            row = self.costs[self.parts[held]]
            base = here - row[day]
            for other, cost in row.items():
                if other != day and self._own(start + other):
                    yield start + other, base + cost - price[start + other], held

    def _shift(self, way: _Way) -> None:
        """Carry the sessions along the way that was found; `last` is left out where it ends at a person's day."""
        moves: list[tuple[int, int | None]] = []
        node = way.end
        if node is None or node >= 0:
            moves.append((way.last, None))
        while node is not None:
            before, moved = way.came[node]
            if moved is not None:
                moves.append((moved, node))
            node = before
        for part, _target in moves:
            if (source := self.at[part]) is not None:
                self.held[source].remove(part)
                self.used[source % self.days] -= 1
                if not self.held[source]:
                    self.busy[source % self.days].discard(source)
        for part, target in moves:
            self.at[part] = target
            if target is not None:
                self.held[target].append(part)
                self.used[target % self.days] += 1
                self.busy[target % self.days].add(target)
