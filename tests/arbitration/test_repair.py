"""A repair moves as few as can be: on small boards against trying every set of hearings that might move."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from arbitration.scheduling import repair
from arbitration.scheduling.problem import FULL, STARTS, Place, Problem, Sitting, Timetable
from tests.arbitration.test_scheduling import faults


def fewest_others(table, must):
    """How many that could stay must move so that all have a place; None if they never have."""
    could_stay = [n for n, place in enumerate(table.places) if place and n not in must]
    for many in range(len(could_stay) + 1):
        for movers in itertools.combinations(could_stay, many):
            kept = {n: (table.places[n], table.kind[n]) for n in movers}
            for n in movers:
                table.take(n)
            found = all_find_a_place(table, [*must, *movers])
            for n, (place, kind) in kept.items():
                table.put(n, place, kind)
            if found:
                return many
    return None


def all_find_a_place(table, homeless):
    """Leaves no trace."""
    if not homeless:
        return True
    n, *rest = homeless
    one = table.problem.sittings[n]
    for day in range(one.first, one.last + 1):
        for room in range(table.problem.rooms):
            for session, bits in STARTS[one.sessions]:
                taken = any(
                    table.kind[m] == room and place and place.day == day
                    and bits & ((1 << table.problem.sittings[m].sessions) - 1) << place.session
                    for m, place in enumerate(table.places)
                )  # fmt: skip
                busy = table.problem.busy_rooms.get((room, day), 0) & bits
                if taken or busy or table.taken(n, day) & bits or (one.rooms and room not in one.rooms):
                    continue
                table.put(n, Place(day, session), room)
                found = all_find_a_place(table, rest)
                table.take(n)
                if found:
                    return True
    return False


@st.composite
def boards(draw):
    """A small board as it stands, one person ill on one day, and the hearings that cannot stay."""
    people, rooms, days = draw(st.integers(2, 4)), draw(st.integers(1, 2)), draw(st.integers(1, 2))
    sittings = []
    for key in range(draw(st.integers(3, 6))):
        who = tuple(sorted(draw(st.sets(st.integers(0, people - 1), min_size=1, max_size=2))))
        sittings.append(
            Sitting(
                key=key, people=who, presiding=who[0], first=0, target=days - 1, last=days - 1,
                sessions=draw(st.sampled_from([1, 1, 2])), rooms=draw(st.sampled_from([None, None, frozenset({0})])),
                away={day: draw(st.sampled_from([0, 0, 0b0011, 0b1100, 0b0001])) for day in range(days)},
            )
        )  # fmt: skip
    shape = {"days": days, "rooms": rooms, "people": people, "sittings": sittings, "as_booked": True}
    stood = Timetable(Problem(**shape))
    for n in range(len(sittings)):
        ways = [(day, *way) for day in range(days) for way in stood.free(n, day)]
        if ways:
            day, session, kind = draw(st.sampled_from(ways))
            stood.put(n, Place(day, session), kind)
    ill, when = draw(st.integers(0, people - 1)), draw(st.integers(0, days - 1))
    now = Timetable(Problem(**shape, busy_people={(ill, when): FULL}))
    must = []
    for n, place in enumerate(stood.places):
        if place and place.day == when and ill in sittings[n].people:
            must.append(n)
        elif place:
            now.put(n, place, stood.kind[n])
    return now, must


@settings(max_examples=250)
@given(boards())
def test_no_repair_of_a_small_board_moves_fewer_and_none_leaves_out_whom_it_could_place(board):
    table, must = board
    least = fewest_others(table, must)
    before = list(zip(table.places, table.kind, strict=True))
    left = repair.repair(table, must)
    moved = [
        n
        for n, (place, kind) in enumerate(before)
        if place and (table.places[n], table.kind[n]) != (place, kind)
    ]
    assert faults(table) == [] and not set(moved) & set(must)
    if least is None:
        assert left
    else:
        assert left == [] and len(moved) == least


def test_what_one_after_the_other_does_not_find_is_found_by_trying_every_way():
    """Two that cannot stay, two sessions, one room: the first takes the only session of the second unless it looks on."""
    last = {"first": 0, "target": 0, "last": 0}
    a = Sitting(key=0, people=(0,), presiding=0, away={0: 0b1100}, **last)
    b = Sitting(key=1, people=(1,), presiding=1, away={0: 0b1110}, **last)
    table = Timetable(Problem(days=1, rooms=1, people=2, sittings=[a, b], as_booked=True))
    assert repair.repair(table, [0, 1]) == []
    assert [table.places[0], table.places[1]] == [Place(0, 1), Place(0, 0)]
