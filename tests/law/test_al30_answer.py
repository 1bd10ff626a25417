"""Serving, answering, forwarding the answer; objection and counterclaim end with it (AL-30, CR-10, 33, 36)."""

import pytest

from tests.law.vectors import Vector, holds

VECTORS = [
    Vector("DT05", "serve_application", "2026-09-29", "2026-10-12"),
    Vector("DT06", "answer", "2026-09-30", "2026-10-20"),
    Vector("DT07", "answer", "2026-03-02", "2026-03-16"),
    Vector("DT08", "forward_answer", "2026-10-20", "2026-10-27"),
    Vector("DT13", "counterclaim_decision", "2026-10-20", "2026-10-27"),
    Vector("DT14", "answer", "2026-09-30", "2026-10-20"),
    Vector("DT62", "answer", "2024-02-05", "2024-02-23"),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)
