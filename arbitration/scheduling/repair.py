"""Somebody falls ill, a room is closed: as few hearings as possible move."""

from __future__ import annotations

from collections.abc import Iterable

from arbitration.scheduling.problem import STARTS, Place, Timetable
from arbitration.scheduling.search import Torn, restore

DEEPEST = 3  # how many hearings that could have stayed may move for one that cannot


def repair(table: Timetable, must: Iterable[int]) -> list[int]:
    """Move the sittings that cannot stay, and others only where that is the only way. Returns those left without a place.

    Whoever has the fewest ways goes first. A hearing that could stay moves only if otherwise one would have no place at
    all; each such chain is as short as it can be.
    """
    moved = list(dict.fromkeys(must))
    for n in moved:
        table.take(n)
    waiting = sorted(moved, key=lambda n: sum(len(table.free(n, day)) for day in _days(table, n)))
    touched = set(moved)
    left = []
    for n in waiting:
        if not any(_seat(table, n, extra, touched, frozenset({n})) for extra in range(DEEPEST + 1)):
            left.append(n)
    return left


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
