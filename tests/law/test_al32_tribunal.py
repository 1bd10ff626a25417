"""Tribunal, recusal, delegated mediation (AL-32, AL-33, CR-11, 37, 64, 70)."""

import pytest

from tests.law.vectors import Vector, holds

VECTORS = [
    Vector("DT09", "tribunal_notice", "2026-06-17", "2026-06-25"),
    Vector("DT12", "recusal_decision", "2026-02-13", "2026-02-25"),
    Vector("DT27", "delegated_mediation", "2026-05-20", "2026-06-03"),
    Vector("CR64", "collective_notice", "2026-06-17", "2026-06-25"),
    Vector("DT53", "tribunal_notice", "2026-02-06", "2026-02-13"),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)
