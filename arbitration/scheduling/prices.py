"""How good a timetable can be at most, by prices on what is scarce (Lagrangian relaxation: Held, Wolfe, Crowder 1974).

A session costs what is asked for that day of each of its people and of the rooms; every sitting then goes to the day that is
cheapest for itself alone. Whatever the prices, the sum less what all there is would fetch is a lower bound. They rise where
more is wanted than there is, and fall where less, in ever smaller steps; the best bound met on the way is what is proved.
Left out is only which hour it is, so what comes out is all but the linear programme over days.

Why it is a bound. Let x be any timetable, k(g) the sessions it takes of the good g (a day of a person, of some rooms), and
q >= 0 any prices. Its worth is W(x) = C(x) + sum of F_g(k(g)), where C is what the sittings cost each by itself, and F_g what
the good itself adds: the strain FAIR * ((b + k)^2 - b^2) for a day of the tribunal's on which b sessions were taken before;
nothing for rooms. Adding and taking away q(g) * k(g) gives

    W(x) = [C(x) + sum q(g) k(g)] - sum [q(g) k(g) - F_g(k(g))] >= sum over sittings of the cheapest way - sum of S_g(q(g)),

S_g(q) being the most of q k - F_g(k) over all k from 0 to what is free. F_g is convex, its j-th session costs
s_j = FAIR * (2 (b + j) - 1), so S_g(q) = sum over j of max(0, q - s_j): what is free is offered session by session, the next
one at a higher price. For rooms and for people from outside every s_j is 0, and S_g(q) = q * stock.

A journey is no such good (the first session of the day costs it, the others nothing), so it is put into C, from below: on
a day nobody takes more than u sessions of a person, u the less of what is free and of all sittings that could be there
then, and k <= u gives [k > 0] >= k / u. Each session thus bears TRIP / u. Where the person comes on that day anyhow, nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

from arbitration.scheduling.problem import FAIR, STARTS, TRIP, Problem, Sitting
from arbitration.scheduling.search import first

ROUNDS = 500
SHRINK = 0.99  # of the step, from one round to the next
MEMORY = 0.8  # of the rounds before, in the direction of the next
LATELY = 0.02  # the weight of one round in what was chosen lately
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Bound:
    """No timetable is worth less than `worth` (`Timetable.worth`: less is better).

    `days` has for each sitting the days open to it, those first that it chose most of the time at such prices.
    """

    worth: float
    days: list[list[int]]


def bound(problem: Problem) -> Bound:
    if not problem.sittings:
        return Bound(0, [])
    market = _Market(problem)
    proved = market.trade(above=first(problem).worth)
    return Bound(
        ceil(100 * proved - 1e-4) / 100, market.days()
    )  # what a timetable is worth is whole hundredths


class _Market:
    """Every way is a sitting on a day, or left out; it wants sessions of the goods in its row of `wanted`.

    Goods are a day of a person, of all rooms, and of the rooms that suit some sittings; the last is wanted by no one and
    fills the rows up. Costs are kept by way, so that a round is a few operations on whole columns.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.width = problem, problem.days
        kinds = {one.rooms for one in problem.sittings if one.rooms is not None}
        self.shelves = {None: problem.people} | {
            rooms: problem.people + 1 + n for n, rooms in enumerate(sorted(kinds, key=sorted))
        }
        self.stock = self._stock()
        self.steps = self._steps()
        self.open = [self._open(n) for n in range(len(problem.sittings))]
        self.most = self._most()
        self.day: list[int | None] = []
        sitting: list[int] = []
        costs: list[float] = []
        sessions: list[int] = []
        wanted: list[list[int]] = []
        for n, one in enumerate(problem.sittings):
            for day in (None, *self.open[n]):
                sitting.append(n)
                self.day.append(day)
                costs.append(problem.nowhere(one) if day is None else one.cost(day) + self._journeys(n, day))
                sessions.append(0 if day is None else one.sessions)
                wanted.append([] if day is None else [owner * self.width + day for owner in self._owners(n)])
        widest = max(map(len, wanted))
        nothing = len(self.stock) - 1
        self.wanted: Ints = np.array([row + [nothing] * (widest - len(row)) for row in wanted], dtype=np.intp)
        self.sitting: Ints = np.array(sitting, dtype=np.intp)
        self.costs: Floats = np.array(costs, dtype=float)
        self.sessions: Floats = np.array(sessions, dtype=float)
        self.starts: Ints = np.flatnonzero(_changes(self.sitting))
        self.prices: Floats = np.zeros(len(self.stock))
        self.chosen: Floats = np.zeros(
            len(self.costs)
        )  # how often each way, the last rounds before all others

    def _stock(self) -> Floats:
        """The free sessions of every person's day and of every set of rooms; none of the last."""
        problem, days = self.problem, range(self.width)
        people = [
            4 - problem.busy_people.get((who, day), 0).bit_count()
            for who in range(problem.people)
            for day in days
        ]
        rooms = [
            sum(
                4 - problem.busy_rooms.get((room, day), 0).bit_count()
                for room in range(problem.rooms)
                if some is None or room in some
            )
            for some in self.shelves
            for day in days
        ]
        return np.array([*people, *rooms, 0], dtype=float)

    def _steps(self) -> Floats:
        """At which price each of the four sessions of a person's day is offered; never, if it is not free."""
        problem, steps = self.problem, np.full((self.problem.people * self.width, 4), np.inf)
        for person in range(problem.people):
            fair = 0.0 if person in problem.travellers else FAIR
            for day in range(self.width):
                taken = problem.busy_people.get((person, day), 0).bit_count()
                steps[person * self.width + day, : 4 - taken] = fair * (2 * np.arange(taken + 1, 5) - 1)
        return steps

    def _most(self) -> dict[tuple[int, int], int]:
        """How many sessions of a day of somebody from outside can be taken at most."""
        found: dict[tuple[int, int], int] = {}
        for n, one in enumerate(self.problem.sittings):
            for day in self.open[n]:
                for person in self.problem.travellers.intersection(one.people):
                    found[person, day] = found.get((person, day), 0) + one.sessions
        return {key: min(4, sessions) for key, sessions in found.items()}

    def _journeys(self, n: int, day: int) -> float:
        """What the sitting bears of its people's journeys on that day, at least."""
        one, taken = self.problem.sittings[n], self.problem.busy_people
        return sum(
            TRIP * one.sessions / self.most[person, day]
            for person in self.problem.travellers.intersection(one.people)
            if not taken.get((person, day), 0)
        )

    def _open(self, n: int) -> list[int]:
        """The days on which all its people, and one of the rooms that alone suit it, are free for as long as it takes."""
        one, taken = self.problem.sittings[n], self.problem.busy_people
        found = []
        for day in range(one.first, min(one.last + 1, self.width)):
            bits = one.away.get(day, 0)
            for person in one.people:
                bits |= taken.get((person, day), 0)
            if any(
                not bits & span and self._has_room(one, day, span) for _session, span in STARTS[one.sessions]
            ):
                found.append(day)
        return found

    def _has_room(self, one: Sitting, day: int, span: int) -> bool:
        taken = self.problem.busy_rooms
        return one.rooms is None or any(not taken.get((room, day), 0) & span for room in one.rooms)

    def _owners(self, n: int) -> set[int]:
        one = self.problem.sittings[n]
        return {*one.people, self.shelves[None], self.shelves[one.rooms]}

    def trade(self, *, above: float) -> float:
        """The best bound met. `above` is what some timetable costs: the steps are measured by it (Polyak)."""
        scale = np.maximum(self.stock, 1)
        drift = np.zeros(len(self.stock))
        best, step = -np.inf, 1.0
        for _round in range(ROUNDS):
            asked = self._asked()
            least = np.minimum.reduceat(asked, self.starts)
            offered, fetched = self._offered()
            worth = float(least.sum() - fetched)
            best = max(best, worth)
            lack = self._choose(asked <= least[self.sitting]) - offered
            lack[-1] = 0
            lack[(self.prices <= 0) & (lack < 0)] = 0
            drift = lack + MEMORY * drift
            size = float((drift * drift / scale).sum())
            if not size or worth >= above:
                break
            self.prices = np.maximum(0, self.prices + step * (above - worth) / size * drift / scale)
            step *= SHRINK
        return best

    def _offered(self) -> tuple[Floats, float]:
        """The sessions offered at these prices, and what they fetch above what offering them costs."""
        people = len(self.steps)
        above = self.prices[:people, None] - self.steps
        offered = self.stock.copy()
        offered[:people] = (above >= 0).sum(axis=1)
        fetched = np.maximum(above, 0).sum() + self.prices[people:] @ self.stock[people:]
        return offered, float(fetched)

    def _asked(self) -> Floats:
        """What every way costs with the prices of what it wants."""
        total: Floats = self.costs + self.sessions * self.prices[self.wanted].sum(axis=1)
        return total

    def _choose(self, cheapest: npt.NDArray[np.bool_]) -> Floats:
        """Each sitting takes the first of its cheapest ways: how many sessions of everything are wanted then."""
        ways = np.flatnonzero(cheapest)
        ways = ways[_changes(self.sitting[ways])]
        self.chosen *= 1 - LATELY
        self.chosen[ways] += LATELY
        sessions = np.repeat(self.sessions[ways], self.wanted.shape[1])
        return np.bincount(self.wanted[ways].ravel(), sessions, len(self.stock)).astype(float)

    def days(self) -> list[list[int]]:
        """Those chosen most of the time first: the mean of all choices is nearly the linear programme's own
        (Larsson, Patriksson, Strömberg 1999). The price decides between days that were chosen alike."""
        found: list[list[tuple[float, float, int]]] = [[] for _sitting in self.problem.sittings]
        columns = (self.sitting.tolist(), self.day, self.chosen.tolist(), self._asked().tolist())
        for n, day, chosen, asked in zip(*columns, strict=True):
            if day is not None:
                found[n].append((-round(chosen, 2), round(asked, 6), day))
        return [[day for *_order, day in sorted(row)] for row in found]


def _changes(row: Ints) -> npt.NDArray[np.bool_]:
    """Where something else begins."""
    return np.concatenate(([True], row[1:] != row[:-1]))
