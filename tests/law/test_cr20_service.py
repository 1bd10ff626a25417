"""Deemed service after posting and announcement; it never rolls (CR-20, CPL-95)."""

import pytest

from tests.law.vectors import Vector, holds

VECTORS = [
    Vector("DT25 service", "service_by_announcement", "2026-07-06", "2026-08-05"),
    Vector("DT26", "service_by_posting", "2026-04-03", "2026-04-09"),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)
