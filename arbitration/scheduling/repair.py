"""Somebody falls ill, a room is closed: as few hearings as possible move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from arbitration.scheduling.problem import STARTS, Place, Timetable
from arbitration.scheduling.search import Torn, restore, standing

LOOKS = 20_000  # places tried at most for a proof
DEEPEST = 3  # how many hearings that could have stayed may move for one that cannot


def repair(table: Timetable, must: Iterable[int]) -> list[int]:
    """Move the sittings that cannot stay, and others only where that is the only way. Returns those left without a place.

    Whoever has the fewest ways goes first. A hearing that could stay moves only if otherwise one would have no place at
    all; each such chain is as short as it can be. Where that is not proved to be the fewest moves there are (`fewest`), every
    way is tried, as far as `LOOKS` go: on small boards nothing moves fewer.
    """
    moved, least = list(dict.fromkeys(must)), fewest(table, must)
    for n in moved:
        table.take(n)
    before = dict(enumerate(standing(table)))
    waiting = sorted(moved, key=lambda n: sum(len(table.free(n, day)) for day in _days(table, n)))
    touched = set(moved)
    left = [
        n
        for n in waiting
        if not any(_seat(table, n, extra, touched, frozenset({n})) for extra in range(DEEPEST + 1))
    ]
    found, moves = dict(enumerate(standing(table))), _moves(table, before)
    if table.problem.as_booked and (left or moves > least):
        restore(table, before)
        most = DEEPEST if left else moves - len(moved) - 1
        looks = Looks(LOOKS)
        if any(_exactly(table, waiting, extra, set(), looks) for extra in range(most + 1)):
            return []
        restore(table, found)
    return left


def _moves(table: Timetable, before: Torn) -> int:
    return sum(was != (place, table.kind[n]) for n, was in before.items() if (place := table.places[n]))


@dataclass
class Looks:
    """How many places may still be tried."""

    left: int


def _exactly(table: Timetable, homeless: list[int], extra: int, firm: set[int], looks: Looks) -> bool:
    """Places for all of them, `extra` others moving: every way is tried, as long as there are looks left."""
    if not homeless:
        return True
    n, *rest = homeless
    for day in _days(table, n):
        for session, _bits in STARTS[table.problem.sittings[n].sessions]:
            for others, kind in table.ways(n, day, session):
                looks.left -= 1
                if looks.left < 0:
                    return False
                if len(others) > extra or others & firm:
                    continue
                kept: Torn = {m: (place, table.kind[m]) for m in others if (place := table.places[m])}
                for m in others:
                    table.take(m)
                table.put(n, Place(day, session), kind)
                if _exactly(table, [*rest, *sorted(others)], extra - len(others), firm | {n}, looks):
                    return True
                table.take(n)
                restore(table, kept)
    return False


def fewest(table: Timetable, must: Iterable[int]) -> int:
    """No repair moves fewer: each that cannot stay, and one more for each that no free place suits."""
    chosen = list(must)
    kept: Torn = {}
    for n in chosen:
        place = table.places[n]
        kept[n] = (place, table.kind[n]) if place else None
        table.take(n)
    stuck = sum(table.best(n) is None for n in chosen)
    restore(table, kept)
    return len(chosen) + stuck


def _days(table: Timetable, n: int) -> range:
    one = table.problem.sittings[n]
    return range(one.first, min(one.last + 1, table.days))


def _seat(table: Timetable, n: int, extra: int, touched: set[int], chain: frozenset[int]) -> bool:
    """A place for the sitting, pushing on at most `extra` that could have stayed. Leaves no trace if there is none."""
    if found := table.best(n):
        table.put(n, *found)
        touched.add(n)
        return True
    if not extra:
        return False
    for day in _days(table, n):
        for session, _bits in STARTS[table.problem.sittings[n].sessions]:
            if (way := table.in_the_way(n, day, session)) and _push(
                table, n, day, session, way[0], extra, touched, chain
            ):
                return True
    return False


def _push(
    table: Timetable,
    n: int,
    day: int,
    session: int,
    others: set[int],
    extra: int,
    touched: set[int],
    chain: frozenset[int],
) -> bool:
    fresh = others - touched
    if others & chain or len(fresh) > extra or len(others) > DEEPEST:
        return False
    kept: Torn = {m: (place, table.kind[m]) for m in others if (place := table.places[m])}
    before = set(touched)
    for m in others:
        table.take(m)
    found = [(at, kind) for at, kind in table.free(n, day) if at == session]
    if found:
        table.put(n, Place(day, session), found[0][1])
        touched.update(others)
        if all(_seat(table, m, extra - len(fresh), touched, chain | others) for m in sorted(others)):
            return True
        for m in (n, *others):
            table.take(m)
    touched.clear()
    touched.update(before)
    restore(table, kept)
    return False
