"""Mediation periods: three working days to accept, two clocks of fifteen days, five days to reply (AL-14, MR-10, 22, 29)."""

import pytest

from tests.law.vectors import Vector, holds

VECTORS = [
    Vector("DT38", "mediation_opens_arbitration", "2026-04-20", "2026-05-06", "2026-05-05"),
    Vector("DT39", "mediation_acceptance", "2026-09-30", "2026-10-10"),
    Vector("DT40", "negotiation_reply", "2026-06-15", "2026-06-22", "2026-06-20"),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)
