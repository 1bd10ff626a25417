"""Answering 100,000 lines of `law due` in one process, beside reading and writing the same lines as JSON alone."""

import datetime as dt
import json

import pytest

from disputes.rules.catalogue import RULES
from disputes.rules.jsonlines import answer_all
from tests.bench.measure import SMALL, no_collection, report, seconds

pytestmark = pytest.mark.bench
LINES = 10_000 if SMALL else 100_000
FIRST = dt.date(2005, 1, 3)


def question(n):
    """Every code in turn, from days of twenty years; every seventh with a pause, every eleventh with a restart."""
    start = FIRST + dt.timedelta(days=n * 37 % 7600)
    asked = {"id": n, "code": sorted(RULES)[n % len(RULES)], "from": start.isoformat()}
    if n % 7 == 0:
        asked["pauses"] = [[(start + dt.timedelta(days=days)).isoformat() for days in (3, 13)]]
    if n % 11 == 0:
        asked["restarts"] = [(start + dt.timedelta(days=9)).isoformat()]
    return json.dumps(asked).encode()


def plainly(questions, answers):
    for asked, told in zip(questions, answers, strict=True):
        json.loads(asked)
        json.dumps(json.loads(told), ensure_ascii=False)


def test_lines_of_law_due_beside_the_same_lines_as_json_alone():
    questions = [question(n) for n in range(LINES)]
    answers = []
    with no_collection():
        taken = seconds(answer_all, "due", questions, answers.append)
        bare = seconds(plainly, questions, answers)
    assert len(answers) == LINES
    assert not any('"error"' in line for line in answers)
    report("law_due", value=taken, unit="s", limit=bare, ratio=taken / bare, n=LINES)
