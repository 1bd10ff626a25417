"""A timetable for a backlog: how soon there is a whole one, how near it comes to what is proved, what a repair moves.

The yardsticks are measured or proved in the same run: the bound by prices, the fewest moves, and CP-SAT on the same
instance in the same time.
"""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from arbitration.scheduling import prices, repair, search
from arbitration.scheduling.problem import FAIR, FULL, STARTS, TRIP, Problem, Timetable
from tests.bench.measure import SMALL, report
from tests.bench.schedule_world import SIZES, instance

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="no database is asked: once is enough"),
]
HEARINGS = [200] if SMALL else [200, 1000, 3000]
SECONDS = 5 if SMALL else 30
MOST_MB = 300
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(params=HEARINGS)
def problem(request):
    rooms, arbitrators, days = SIZES[request.param]
    return instance(request.param, rooms=rooms, arbitrators=arbitrators, days=days)


def test_a_whole_timetable_at_once_and_a_near_perfect_one_soon(problem):
    n = len(problem.sittings)
    began = time.perf_counter()
    table = search.first(problem)
    took = time.perf_counter() - began
    assert not table.missing
    report(f"schedule-first-{n}", value=took, unit="s", limit=1, ratio=took, n=n)
    began = time.perf_counter()
    proved = prices.bound(problem)
    took = time.perf_counter() - began
    report(f"schedule-bound-{n}", value=took, unit="s", limit=SECONDS, ratio=took / SECONDS, n=n)
    table = search.first(problem, proved.days)
    began = time.perf_counter()
    search.improve(table, used=lambda: (time.perf_counter() - began) / SECONDS, days=proved.days)
    assert not table.missing
    report(
        f"schedule-after-{SECONDS}s-{n}",
        value=round(table.worth, 2),
        unit="days",
        limit=proved.worth,
        ratio=table.worth / proved.worth,
        n=n,
    )
    used = memory_of(n)
    report(f"schedule-memory-{n}", value=used, unit="MB", limit=MOST_MB, ratio=used / MOST_MB, n=n)


def memory_of(hearings):
    """The most MB of a process that does nothing but lay out the same backlog."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.schedule_world", str(hearings), str(SECONDS)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return int(told.stdout)


def test_the_same_by_cp_sat(problem):
    found = by_cp_sat(problem, SECONDS)
    began = time.perf_counter()
    proved = prices.bound(problem)
    table = search.first(problem, proved.days)
    search.improve(table, used=lambda: (time.perf_counter() - began) / SECONDS, days=proved.days)
    value = found if found is not None else float("inf")
    n = len(problem.sittings)
    report(
        f"schedule-cp-sat-{n}",
        value=round(value, 2),
        unit="days",
        limit=round(table.worth, 2),
        ratio=value / table.worth,
        n=n,
    )


def by_cp_sat(problem, seconds):
    """The same objective, in hundredths of a day: waiting and lateness, a journey per day, the squares of full days."""
    from ortools.sat.python import cp_model

    model, terms, use, loads = cp_model.CpModel(), [], {}, {}
    for one in problem.sittings:
        ways = []
        for day in range(one.first, one.last + 1):
            for start, bits in STARTS[one.sessions]:
                taken = any(problem.busy_people.get((who, day), 0) & bits for who in one.people)
                if taken or one.away.get(day, 0) & bits:
                    continue
                way = model.new_bool_var("")
                ways.append(way)
                terms.append(100 * one.cost(day) * way)
                for who in one.people:
                    loads.setdefault((who, day), []).append(one.sessions * way)
                for session in range(start, start + one.sessions):
                    use.setdefault(("room", day, session), []).append(way)
                    for who in one.people:
                        use.setdefault((who, day, session), []).append(way)
        model.add_exactly_one(ways)
    for (what, _day, _session), ways in use.items():
        model.add(sum(ways) <= (problem.rooms if what == "room" else 1))
    for (who, day), load in loads.items():
        before = problem.busy_people.get((who, day), 0).bit_count()
        if who in problem.travellers:
            if not before:
                comes = model.new_bool_var("")
                model.add(sum(load) <= 4 * comes)
                terms.append(round(100 * TRIP) * comes)
            continue
        steps = [model.new_bool_var("") for _session in range(4 - before)]
        model.add(sum(load) == sum(steps))  # each next one costs more: they fill up from below
        terms += [round(100 * FAIR) * (2 * (before + n) + 1) * one for n, one in enumerate(steps)]
    model.minimize(sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solved = solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return solver.objective_value / 100 if solved else None


def test_an_arbitrator_lost_for_a_week_moves_as_few_as_can_be(problem):
    table = search.first(problem)
    struck = [
        n
        for n, place in enumerate(table.places)
        if place and place.day < 5 and 3 in problem.sittings[n].people
    ]
    busy = {**problem.busy_people, **{(3, day): FULL for day in range(5)}}
    ill = Timetable(
        Problem(
            days=problem.days, rooms=problem.rooms, people=problem.people, sittings=problem.sittings, busy_people=busy,
            as_booked=True,
        )
    )  # fmt: skip
    for n, (place, room) in enumerate(zip(table.places, table.rooms(), strict=True)):
        if place and n not in struck:
            ill.put(n, place, room)
    before, least = list(ill.places), repair.fewest(ill, struck)
    assert repair.repair(ill, struck) == []
    moves = sum(place != was for place, was in zip(ill.places, before, strict=True))
    n = len(problem.sittings)
    report(f"schedule-repair-{n}", value=moves, unit="moves", limit=least, ratio=moves / least, n=n)
