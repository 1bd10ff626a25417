"""A first timetable at once, then a better one as long as there is time: chains of moves, some of them uphill."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from arbitration.scheduling.problem import STARTS, Place, Problem, Timetable

WARM, COLD = 0.15, 0.03  # how much worse an attempt may leave the whole, in days of waiting
BETWEEN = 16  # attempts between two looks at the clock
EAGER = 1.5  # how much likelier a day is than the next one in the row
CHAIN = 8  # sittings one attempt may move
AT_ONCE = 0.4  # how often what was displaced takes a free place instead of pushing on
OTHERS = 12  # sittings of anybody that may fill what became free
Used = Callable[[], float]  # how much of the time is used: 1 is all of it
Standing = tuple[Place, int] | None  # a place and the kind of room
Torn = dict[int, Standing]


def first(problem: Problem, days: Sequence[Sequence[int]] | None = None) -> Timetable:
    """Whoever must be heard soonest is placed first, each on the first of its `days` that is free: as a rule the earliest."""
    table = Timetable(problem)
    for n in soonest(problem):
        if found := table.best(n, days[n] if days else None):
            table.put(n, *found)
    return table


def soonest(problem: Problem) -> list[int]:
    """By weight, then by target and first day; long sittings and many people before what fits anywhere."""

    def key(n: int) -> tuple[int, ...]:
        one = problem.sittings[n]
        return -one.weight, one.target, one.first, -one.sessions, -len(one.people)

    return sorted(range(len(problem.sittings)), key=key)


def improve(
    table: Timetable, *, used: Used, days: Sequence[Sequence[int]] | None = None, seed: int = 0
) -> None:
    """Pull sittings to earlier days, pushing on what stands in their way, until the time is used; the best is what stays.

    What makes the whole a little worse may stand for a while (simulated annealing). `days` has each sitting's days, the
    better ones first (`prices.Bound.days`).
    """
    problem, dice = table.problem, random.Random(seed)  # noqa: S311
    days = days or [range(one.first, min(one.last + 1, problem.days)) for one in problem.sittings]
    best, kept = table.worth, standing(table)
    while problem.sittings and (spent := used()) < 1:
        heat = WARM * (COLD / WARM) ** spent
        for _attempt in range(BETWEEN):
            _pull(table, days, dice, heat)
            if table.worth < best:
                best, kept = table.worth, standing(table)
    restore(table, dict(enumerate(kept)))
    draw_near(table)


def draw_near(table: Timetable) -> None:
    """Nobody waits who need not: whoever could simply come earlier does."""
    for n in soonest(table.problem):
        now = table.places[n]
        if (found := table.best(n)) and (now is None or found[0].day < now.day):
            table.take(n)
            table.put(n, *found)


def standing(table: Timetable) -> list[Standing]:
    return [(place, kind) if place else None for place, kind in zip(table.places, table.kind, strict=True)]


def restore(table: Timetable, kept: Torn) -> None:
    """Every sitting named where it stood."""
    for n in kept:
        table.take(n)
    for n, was in kept.items():
        if was is not None:
            table.put(n, *was)


def _pull(table: Timetable, days: Sequence[Sequence[int]], dice: random.Random, heat: float) -> None:
    """One attempt: a sitting goes to one of its better days, what it displaces goes on, and so forth."""
    n, before = _waiting(table, days, dice), table.worth
    if not days[n]:
        return
    torn: Torn = {}
    _settle(table, n, _rather_early(days[n], dice), days, dice, torn)
    _close_up(table, torn, dice)
    worse = table.worth - before
    if worse > 0 and dice.random() >= math.exp(-worse / heat):
        restore(table, torn)


def _tear(table: Timetable, n: int, torn: Torn) -> None:
    place = table.places[n]
    torn.setdefault(n, (place, table.kind[n]) if place else None)
    table.take(n)


def _rather_early(row: Sequence[int], dice: random.Random) -> int:
    """One of the days, the earlier in the row the likelier."""
    return row[min(int(dice.expovariate(EAGER)), len(row) - 1)]


def _settle(
    table: Timetable, n: int, day: int, days: Sequence[Sequence[int]], dice: random.Random, torn: Torn
) -> None:
    """Put the sitting on that day, whatever must leave for it; those take a free place or push on in their turn."""
    sittings = table.problem.sittings
    ways = [(at, way) for at, _bits in STARTS[sittings[n].sessions] if (way := table.in_the_way(n, day, at))]
    ways = [(at, way) for at, way in ways if not way[0] & torn.keys()]
    _tear(table, n, torn)
    if not ways:
        if found := table.best(n):
            table.put(n, *found)
        return
    fewest = min(len(way[0]) for _at, way in ways)
    session, (others, _kind) = dice.choice([one for one in ways if len(one[1][0]) == fewest])
    for m in others:
        _tear(table, m, torn)
    kind = table.room_for(n, day, session)
    if kind is None or table.taken(n, day) & dict(STARTS[sittings[n].sessions])[session]:
        if found := table.best(n):
            table.put(n, *found)
    else:
        table.put(n, Place(day, session), kind)
    for m in sorted(others, key=lambda m: (-sittings[m].weight, dice.random())):
        free, was = table.best(m), torn[m]
        start = was[0].day if was else day
        if free and (free[0].day <= start or len(torn) >= CHAIN or dice.random() < AT_ONCE):
            table.put(m, *free)
            continue
        _settle(table, m, _rather_early(days[m], dice), days, dice, torn)


def _close_up(table: Timetable, torn: Torn, dice: random.Random) -> None:
    """Fill what became free with sittings of the same people that wait for later days."""
    sittings, places = table.problem.sittings, table.places
    for m, was in list(torn.items()):
        if was is None or places[m] == was[0]:
            continue
        day = was[0].day
        near = {
            *table.sittings_of(sittings[m].presiding),
            *(int(dice.random() * len(sittings)) for _one in range(OTHERS)),
        }
        later = [
            (-sittings[n].weight, dice.random(), n) for n in sorted(near)
            if (now := places[n]) is not None and now.day > day >= sittings[n].first
        ]  # fmt: skip
        for _weight, _chance, n in sorted(later):
            for session, kind in table.free(n, day)[:1]:
                _tear(table, n, torn)
                table.put(n, Place(day, session), kind)


def _waiting(table: Timetable, days: Sequence[Sequence[int]], dice: random.Random) -> int:
    """A sitting, rather one that is not on its best day."""
    chosen = dice.randrange(len(days))
    for _try in range(4):
        place = table.places[chosen]
        if place is None or not days[chosen] or place.day != days[chosen][0]:
            break
        chosen = dice.randrange(len(days))
    return chosen
