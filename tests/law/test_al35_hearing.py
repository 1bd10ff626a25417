"""Counting back from the hearing: notice and postponement (AL-35, CR-38, T14)."""

import pytest

from disputes.rules.periods import due
from tests.law.vectors import Vector, holds, on

VECTORS = [
    Vector("DT10", "hearing_notice", "2026-10-14", "2026-10-08"),
    Vector("DT11", "postponement_request", "2026-10-14", "2026-10-10"),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)


def test_dt10_recommends_five_clear_days_before_the_hearing():
    assert due("hearing_notice", on("2026-10-14")).recommended_due == on("2026-09-30")
    assert due("postponement_request", on("2026-10-14")).recommended_due is None
