"""Setting aside, what follows it, and refused enforcement (AL-49, J1-18, J1-21, J1-24)."""

import pytest

from tests.law.vectors import Vector, holds

VECTORS = [
    Vector("DT32", "set_aside", "2026-01-20", "2026-02-24", "2026-02-19"),
    Vector("DT33", "set_aside", "2026-08-31", "2026-09-30"),
    Vector("DT34", "suit_after_set_aside", "2026-06-05", "2026-06-22", "2026-06-20"),
    Vector("DT35", "set_aside_after_suit_fails", "2026-05-08", "2026-06-08", "2026-06-07"),
    Vector("DT36", "set_aside_after_suit_fails", "2026-03-05", "2026-04-07", "2026-04-04"),
    Vector("DT37", "refusal_to_enforce_suit", "2026-07-03", "2026-08-03", "2026-08-02"),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)
