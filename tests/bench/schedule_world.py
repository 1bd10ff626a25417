"""Backlogs to lay out: as dense as a busy committee, with tribunals of three, agents in many cases, leave and excuses.

    python -m tests.bench.schedule_world HEARINGS SECONDS

lays one out and prints the most memory the process has had, in MB.
"""

import random
import sys
import time

from arbitration.scheduling import prices, search
from arbitration.scheduling.problem import FULL, Problem, Sitting
from tests import memory

SIZES = {200: (6, 12, 20), 1000: (30, 60, 20), 3000: (90, 180, 20)}  # hearings: rooms, arbitrators, days


def instance(hearings, *, rooms, arbitrators, days, seed=1):
    dice = random.Random(seed)
    agents = range(arbitrators, arbitrators + max(2, hearings // 10))
    sittings = []
    for key in range(hearings):
        bench = [dice.randrange(arbitrators)]
        if dice.random() < 0.2 and arbitrators > 2:
            bench += dice.sample([one for one in range(arbitrators) if one != bench[0]], 2)
        outside = [dice.choice(agents)] if dice.random() < 0.5 else []
        first = dice.randrange(max(1, days // 3))
        sittings.append(
            Sitting(
                key=key, people=(*bench, *outside), presiding=bench[0], first=first,
                target=min(days - 1, first + dice.randrange(days // 4, days // 2 + 1)), last=days - 1,
                sessions=2 if dice.random() < 0.25 else 1, weight=2 if dice.random() < 0.2 else 1,
                away={day: dice.choice([0b0011, 0b1100, FULL]) for day in range(days) if dice.random() < 0.05},
            )
        )  # fmt: skip
    leave = {(who, day): FULL for who in range(arbitrators) for day in range(days) if dice.random() < 0.1}
    return Problem(
        days=days,
        rooms=rooms,
        people=agents.stop,
        sittings=sittings,
        busy_people=leave,
        travellers=frozenset(agents),
    )


def main(hearings, seconds):
    rooms, arbitrators, days = SIZES[hearings]
    problem = instance(hearings, rooms=rooms, arbitrators=arbitrators, days=days)
    proved, began = prices.bound(problem), time.perf_counter()
    table = search.first(problem, proved.days)
    search.improve(table, used=lambda: (time.perf_counter() - began) / seconds, days=proved.days)
    print(memory.most())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
