"""The arithmetic of a timetable: what may never happen, what is proved, and against trying everything out."""

import itertools
import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arbitration.scheduling import prices, repair, search
from arbitration.scheduling.problem import FAIR, FULL, STARTS, TRIP, Place, Problem, Sitting, Timetable
from tests.bench.schedule_world import instance


def faults(table):
    """Every rule a timetable breaks, checked from the places alone."""
    problem, found, taken = table.problem, [], {}
    rooms = table.rooms()
    for n, place in enumerate(table.places):
        if place is None:
            continue
        one = problem.sittings[n]
        bits = dict(STARTS[one.sessions]).get(place.session)
        if bits is None:
            found.append(f"{n} breaks over noon")
            continue
        if not one.first <= place.day <= one.last:
            found.append(f"{n} outside its days")
        if one.away.get(place.day, 0) & bits:
            found.append(f"{n} when its parties cannot come")
        if rooms[n] is None or (one.rooms is not None and rooms[n] not in one.rooms):
            found.append(f"{n} in no room that suits")
        if problem.busy_rooms.get((rooms[n], place.day), 0) & bits:
            found.append(f"{n} in a taken room")
        for session in range(place.session, place.session + one.sessions):
            for what in [("room", rooms[n]), *(("person", who) for who in one.people)]:
                if problem.busy_people.get((what[1], place.day), 0) & 1 << session and what[0] == "person":
                    found.append(f"{n} with somebody taken")
                if (key := (what, place.day, session)) in taken:
                    found.append(f"{n} and {taken[key]} both have {key}")
                taken[key] = n
    return found


def travelled_and_strained(table):
    """Journeys and squares, from the places alone."""
    problem, taken = table.problem, {}
    for one, place in zip(problem.sittings, table.places, strict=True):
        for person in one.people if place else ():
            taken[person, place.day] = taken.get((person, place.day), 0) + one.sessions
    before = {key: problem.busy_people.get(key, 0).bit_count() for key in taken}
    trips = sum(who in problem.travellers and not before[who, day] for who, day in taken)
    squares = (
        (before[key] + sessions) ** 2 - before[key] ** 2
        for key, sessions in taken.items()
        if key[0] not in problem.travellers
    )
    return trips, sum(squares)


@st.composite
def problems(draw, *, most=6, days=3):
    people, rooms = draw(st.integers(1, 4)), draw(st.integers(1, 2))
    sittings = []
    for key in range(draw(st.integers(1, most))):
        who = tuple(sorted(draw(st.sets(st.integers(0, people - 1), min_size=1, max_size=2))))
        first = draw(st.integers(0, days - 1))
        sittings.append(
            Sitting(
                key=key, people=who, presiding=who[0], first=first, target=draw(st.integers(first, days - 1)), last=days - 1,
                sessions=draw(st.sampled_from([1, 1, 2])), weight=draw(st.integers(1, 3)),
                rooms=draw(st.sampled_from([None, frozenset({0})])),
                away=draw(st.dictionaries(st.integers(0, days - 1), st.integers(0, FULL), max_size=2)),
            )
        )  # fmt: skip
    taken = st.dictionaries(
        st.tuples(st.integers(0, max(people, rooms) - 1), st.integers(0, days - 1)),
        st.integers(0, FULL),
        max_size=3,
    )
    room_taken = draw(taken)
    return Problem(
        days=days, rooms=rooms, people=people, sittings=sittings,
        busy_people={key: bits for key, bits in draw(taken).items() if key[0] < people},
        busy_rooms={key: bits for key, bits in room_taken.items() if key[0] < rooms},
        travellers=frozenset(draw(st.sets(st.integers(0, people - 1)))),
    )  # fmt: skip


def attempts(most):
    """A clock that is over after so many looks."""
    looks = itertools.count()
    return lambda: next(looks) / most


def cheapest(problem):
    """The best there is, by trying everything out."""
    best = [float("inf")]

    def go(table, n):
        still = sum(problem.nowhere(one) - one.cost(one.first) for one in problem.sittings[n:])
        if table.worth - still >= best[0]:
            return
        if n == len(problem.sittings):
            best[0] = table.worth
            return
        for day in range(problem.days):
            if not problem.sittings[n].first <= day <= problem.sittings[n].last:
                continue
            for session, kind in table.free(n, day):
                table.put(n, Place(day, session), kind)
                go(table, n + 1)
                table.take(n)
        go(table, n + 1)

    go(Timetable(problem), 0)
    return best[0]


@settings(max_examples=150, deadline=None)
@given(problems())
def test_no_timetable_breaks_a_rule_and_none_is_cheaper_than_the_bound(problem):
    proved = prices.bound(problem)
    table = search.first(problem, proved.days)
    assert faults(table) == []
    before = table.worth
    search.improve(table, used=attempts(6), days=proved.days)
    assert faults(table) == [] and table.worth <= before
    assert table.worth >= proved.worth - 1e-6
    assert (table.trips, table.strain) == travelled_and_strained(table)
    assert table.cost == sum(
        one.cost(place.day) if place else problem.nowhere(one)
        for one, place in zip(problem.sittings, table.places, strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(problems(most=4, days=2))
def test_the_bound_lies_below_the_best_there_is_and_the_search_seldom_above_it(problem):
    best = cheapest(problem)
    proved = prices.bound(problem)
    table = search.first(problem, proved.days)
    search.improve(table, used=attempts(20), days=proved.days)
    assert proved.worth - 1e-6 <= best <= table.worth + 1e-6


@cache
def known(seed):
    """A small backlog and what the best timetable for it costs."""
    problem = instance(7, rooms=1, arbitrators=2, days=4, seed=seed)
    return problem, cheapest(problem)


SEEDS = [*range(2), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 12))]


@pytest.mark.parametrize("seed", SEEDS)
def test_small_problems_are_solved_to_the_best_there_is(seed):
    problem, best = known(seed)
    table = search.first(problem)
    search.improve(table, used=attempts(200), seed=seed)
    assert table.worth <= best + 1e-6


LONE = {"first": 0, "target": 1, "last": 1}


def test_of_two_equal_timetables_the_one_that_loads_nobody_with_a_whole_day_is_chosen():
    """Two arbitrators with three hearings each, two rooms, two days: four on the first day whichever, two each if even."""
    sittings = [Sitting(key=n, people=(n % 2,), presiding=n % 2, **LONE) for n in range(6)]
    busy = {(room, day): 0b1100 for room in range(2) for day in range(2)}
    problem = Problem(days=2, rooms=2, people=2, sittings=sittings, busy_rooms=busy)
    table = search.first(problem)
    search.improve(table, used=attempts(60))
    loads = [[table.people[who][day].bit_count() for day in range(2)] for who in range(2)]
    assert loads == [[2, 1], [2, 1]]
    proved = prices.bound(problem)
    assert table.worth == pytest.approx(4 * 1 + 2 * 2 + FAIR * 2 * (4 + 1)) and proved.worth <= table.worth
    assert table.worth - proved.worth < 0.2


def test_evenness_makes_nobody_wait_a_day_and_no_end_pass():
    """A tribunal of three and its recorder with their four hearings: the first day takes them all, full as it gets."""
    four = (0, 1, 2, 3)
    sittings = [Sitting(key=n, people=four, presiding=0, first=0, target=0, last=3) for n in range(4)]
    table = search.first(Problem(days=4, rooms=1, people=4, sittings=sittings))
    search.improve(table, used=attempts(60))
    assert {place.day for place in table.places} == {0}
    halves = [
        Sitting(key=n, people=four, presiding=0, first=0, target=3, last=3, sessions=2) for n in range(2)
    ]
    table = search.first(Problem(days=4, rooms=1, people=4, sittings=halves))
    search.improve(table, used=attempts(60))
    assert {place.day for place in table.places} == {0}


def test_who_comes_from_outside_twice_comes_once_where_that_delays_nobody():
    """Four hearings of two arbitrators, one room, two sessions a day: the agent's two end up on one day, whichever."""
    agent = 2
    people = [(0, agent), (1, 3), (0, 3), (1, agent)]
    sittings = [Sitting(key=n, people=who, presiding=who[0], **LONE) for n, who in enumerate(people)]
    busy = {(0, day): 0b1100 for day in range(2)}
    problem = Problem(
        days=2, rooms=1, people=4, sittings=sittings, busy_rooms=busy, travellers=frozenset({agent})
    )
    table = search.first(problem)
    assert table.trips == 2, "as they were filed she would come twice"
    search.improve(table, used=attempts(60))
    assert table.trips == 1 and table.places[0].day == table.places[3].day
    assert table.worth >= prices.bound(problem).worth >= table.cost + TRIP / 2


def test_what_nobody_can_place_is_proved_to_have_no_place():
    """Three hearings of one arbitrator and one session: two have no place, whoever tries."""
    lone = {"people": (0,), "presiding": 0, "first": 0, "target": 0, "last": 0}
    sittings = [Sitting(key=n, **lone) for n in range(3)]
    problem = Problem(days=1, rooms=3, people=1, sittings=sittings, busy_people={(0, 0): 0b0111})
    strain = FAIR * (4**2 - 3**2)
    assert prices.bound(problem).worth == pytest.approx(1 + 2 * problem.nowhere(sittings[0]) + strain)
    assert len(search.first(problem).missing) == 2


def test_everybody_who_sits_is_in_the_bound_and_not_the_busiest_alone():
    """An agent with one session left on the first day: one of her two hearings waits, though its arbitrator need not."""
    days = {"first": 0, "target": 3, "last": 3}
    people = [(0, 2), (1, 2), (0,), (1,), (0,), (1,)]
    sittings = [Sitting(key=n, people=who, presiding=who[0], **days) for n, who in enumerate(people)]
    problem = Problem(days=4, rooms=9, people=3, sittings=sittings, busy_people={(2, 0): 0b0111})
    assert 7 <= prices.bound(problem).worth <= cheapest(problem) + 1e-6 < 8


def test_rooms_that_suit_few_are_in_the_bound():
    """Five hearings for the one room of two that suits them: the fifth waits for the second day."""
    lone = {"presiding": 0, "first": 0, "target": 1, "last": 1, "rooms": frozenset({1})}
    sittings = [Sitting(key=n, people=(n,), **lone) for n in range(5)]
    problem = Problem(days=2, rooms=2, people=5, sittings=sittings)
    assert 6 <= prices.bound(problem).worth <= cheapest(problem) + 1e-6 < 7


def test_the_bound_comes_near_the_best_there_is():
    problems, best = zip(*map(known, range(5)), strict=True)
    assert sum(prices.bound(one).worth for one in problems) >= 0.97 * sum(best)


def test_the_statutory_end_goes_before_the_order_of_arrival():
    people = {"people": (0,), "presiding": 0, "first": 0, "last": 9}
    late = Sitting(key=0, target=9, sessions=2, **people)
    soon = [Sitting(key=n, target=0, sessions=2, **people) for n in (1, 2)]
    table = search.first(Problem(days=10, rooms=1, people=1, sittings=[late, *soon]))
    assert [place.day for place in table.places] == [1, 0, 0]


def test_a_party_with_two_hearings_comes_once_where_that_costs_nothing():
    one = {"first": 0, "target": 3, "last": 3}
    sittings = [
        Sitting(key=0, people=(0, 9), presiding=0, **one),
        Sitting(key=1, people=(1, 9), presiding=1, **one),
    ]
    table = search.first(Problem(days=4, rooms=2, people=10, sittings=sittings, travellers=frozenset({9})))
    assert len({place.day for place in table.places}) == 1 and table.trips == 1


def test_the_same_problem_and_seed_give_the_same_timetable():
    problem = instance(60, rooms=3, arbitrators=5, days=12)
    tables = []
    for _run in range(2):
        table = search.first(problem)
        search.improve(table, used=attempts(30), seed=7)
        tables.append(table.places)
    assert tables[0] == tables[1]


@settings(max_examples=120, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_a_repair_breaks_no_rule_and_moves_nobody_without_need(problem, dice):
    table = search.first(problem)
    placed = [n for n, place in enumerate(table.places) if place]
    if not placed:
        return
    must = dice.sample(placed, dice.randint(1, len(placed)))
    before = list(table.places)
    least = repair.fewest(table, must)
    left = repair.repair(table, must)
    assert faults(table) == []
    moved = [n for n in placed if table.places[n] != before[n] and n not in must]
    assert all(table.places[n] for n in placed if n not in must), "nobody loses a place"
    assert set(left) == {n for n in must if table.places[n] is None}
    if not left:
        assert len(must) + len(moved) >= least or not moved
    if not moved and not left:
        assert all(table.places[n] for n in must)


def test_one_more_moves_only_where_there_is_no_other_way():
    """A is struck; its only free session is held by B, which can go elsewhere: two moves and no more."""
    one = {"first": 0, "target": 1, "last": 1}
    a = Sitting(key=0, people=(0,), presiding=0, rooms=frozenset({0}), away={1: FULL}, **one)
    b = Sitting(key=1, people=(1,), presiding=1, **one)
    problem = Problem(days=2, rooms=1, people=2, sittings=[a, b], busy_rooms={(0, 0): 0b1110}, as_booked=True)
    table = Timetable(problem)
    table.put(1, Place(0, 0), 0)
    assert repair.repair(table, [0]) == []
    assert table.places[0] == Place(0, 0) and table.places[1].day == 1


def test_losing_an_arbitrator_for_a_week_moves_her_hearings_alone():
    problem = instance(200, rooms=6, arbitrators=12, days=20)
    table = search.first(problem)
    hers = [
        n for n, place in enumerate(table.places)
        if place and place.day < 5 and 3 in problem.sittings[n].people
    ]  # fmt: skip
    busy = {**problem.busy_people, **{(3, day): FULL for day in range(5)}}
    later = Problem(
        days=20, rooms=6, people=problem.people, sittings=problem.sittings, busy_people=busy, as_booked=True
    )
    ill = Timetable(later)
    for n, (place, room) in enumerate(zip(table.places, table.rooms(), strict=True)):
        if place and n not in hers:
            ill.put(n, place, room)
    before = list(ill.places)
    least = repair.fewest(ill, hers)
    assert repair.repair(ill, hers) == [] and faults(ill) == []
    moved = [n for n in range(200) if n not in hers and ill.places[n] != before[n]]
    assert len(hers) >= 3 and len(hers) + len(moved) == least == len(hers)


@pytest.mark.parametrize("seed", range(3))
def test_rooms_settled_at_the_end_are_enough(seed):
    """While searching rooms are only counted: with half days and single sessions booked before, each still finds one."""
    dice = random.Random(seed)
    base = instance(120, rooms=4, arbitrators=20, days=9, seed=seed)
    busy = {
        (room, day): dice.choice([0, 0b0001, 0b0010, 0b0100, 0b1100]) for room in range(4) for day in range(9)
    }
    problem = Problem(days=9, rooms=4, people=base.people, sittings=base.sittings, busy_rooms=busy)
    table = search.first(problem)
    search.improve(table, used=attempts(40))
    assert faults(table) == [] and all(
        room is not None for room, place in zip(table.rooms(), table.places, strict=True) if place
    )


def test_a_hearing_that_no_room_suits_is_known_to_the_bound():
    """What cannot be placed is no gap: the rest of the timetable is proved as if it were not there."""
    nowhere = Sitting(key=0, people=(0,), presiding=0, first=0, target=9, last=9, rooms=frozenset())
    placed = Sitting(key=1, people=(1,), presiding=1, first=0, target=9, last=9)
    problem = Problem(days=10, rooms=2, people=2, sittings=[nowhere, placed])
    table = search.first(problem)
    assert table.missing == [0]
    assert prices.bound(problem).worth == pytest.approx(table.worth)
