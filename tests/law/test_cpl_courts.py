"""Periods of civil procedure: payment order, appeal, enforcement, preservation (CPL-104, 171, 227, 250)."""

import pytest

from tests.law.vectors import Vector, holds

VECTORS = [
    Vector("DT47", "payment_order_objection", "2026-06-04", "2026-06-22", "2026-06-19"),
    Vector("DT48", "appeal_judgment", "2026-09-16", "2026-10-08", "2026-10-01"),
    Vector("DT49", "appeal_ruling", "2026-09-16", "2026-09-28", "2026-09-26"),
    Vector("DT50", "enforcement", "2024-10-04", "2026-10-08", "2026-10-04"),
    Vector("DT55", "preservation_filing", "2026-08-18", "2026-09-17"),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)
