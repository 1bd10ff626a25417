"""Deadlines cannot be bent: every answer equals a count by hand on the notices of 2024 to 2026."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from disputes.rules.calendar import PUBLISHED
from disputes.rules.periods import due
from tests.law.by_hand import COUNTED, OFF, WORKED, days_that_bite, works

TABLE = Path(__file__).parent / "data" / "periods.csv"
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2026, 12, 31)


def vectors():
    with TABLE.open(encoding="utf-8") as table:
        return [
            (row["code"], *map(dt.date.fromisoformat, list(row.values())[1:]))
            for row in csv.DictReader(table)
        ]


def by_code():
    rows = vectors()
    return {code: [row for row in rows if row[0] == code] for code in COUNTED}


def test_threat_11_the_table_holds_at_least_500_vectors_of_every_kind():
    rows = by_code()
    assert sum(map(len, rows.values())) == len(vectors()) >= 500
    assert all(len(found) >= 40 for found in rows.values())
    starts = {row[1] for row in vectors()}
    assert WORKED - {dt.date(2024, 2, 4)} <= starts
    assert {
        dt.date(2024, 2, 29),
        dt.date(2025, 2, 28),
        dt.date(2024, 12, 31),
        dt.date(2025, 12, 31),
    } <= starts


def test_threat_11_the_table_starts_from_the_days_that_bite():
    assert {row[1] for row in vectors()} <= set(days_that_bite())


@pytest.mark.parametrize("code", sorted(COUNTED))
def test_threat_11_every_vector_of_the_table_is_answered_exactly(code):
    rows = by_code()[code]
    told = [(due(code, start).raw_due, due(code, start).due) for _code, start, _raw, _due in rows]
    assert told == [(raw, last) for _code, _start, raw, last in rows]


@pytest.mark.parametrize("code", sorted(COUNTED))
def test_threat_11_the_table_is_what_a_person_counts(code):
    for _code, start, raw, last in by_code()[code]:
        assert COUNTED[code](start) == (raw, last), start


def test_threat_11_the_shipped_calendar_is_the_notices_as_typed_by_hand():
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + dt.timedelta(days=n)
        assert PUBLISHED.is_workday(day) is works(day), day
    assert len(OFF) == 56
    assert len(WORKED) == 19
