"""Backlogs to lay out: as dense as a busy committee, with tribunals of three, agents in many cases, leave and excuses."""

import random

from arbitration.scheduling.problem import FULL, Problem, Sitting

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
