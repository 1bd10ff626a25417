"""Fifteen days to sue, each party from its own receipt (AL-48, AL-50)."""

import pytest

from tests.law.vectors import Vector, holds

VECTORS = [
    Vector("DT28", "suit", "2026-04-20", "2026-05-06", "2026-05-05"),
    Vector("DT29", "suit", "2026-09-10", "2026-09-28", "2026-09-25"),
    Vector("DT30", "suit", "2026-04-24", "2026-05-09"),
    Vector("DT31", "suit", "2026-02-13", "2026-02-28"),
    Vector("DT59", "suit", "2025-09-23", "2025-10-09", "2025-10-08"),
    Vector("DT61", "suit", "2024-09-19", "2024-10-08", "2024-10-04"),
    Vector("DT63", "suit", "2026-11-09", "2026-11-24"),
    Vector("DT64 worker", "suit", "2026-04-20", "2026-05-06", "2026-05-05"),
    Vector("DT64 employer", "suit", "2026-04-27", "2026-05-12"),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)
