"""Inspection, administrative review, appointed civil servants (监察条例-17, 行政复议法-20, 公务员法-105)."""

import pytest

from tests.law.vectors import LONGER, Vector, holds

VECTORS = [
    Vector("DT54", "limitation_civil_servant", "2026-03-10", "2026-05-09"),
    Vector("DT56", "inspection_case", "2026-01-12", "2026-04-13"),
    Vector("DT56 longer", "inspection_case", "2026-01-12", "2026-05-27", more=LONGER),
    Vector("DT58", "administrative_review", "2026-08-02", "2026-10-08", "2026-10-01"),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)
