"""Acceptance, correction and withdrawal of a case: five working days (AL-29, CR-29 to 32, 46(2), 64)."""

import pytest

from tests.law.vectors import Vector, holds, restarted

VECTORS = [
    Vector("DT01", "acceptance", "2026-02-12", "2026-02-26"),
    Vector("DT02", "acceptance", "2026-09-20", "2026-09-28"),
    Vector("DT03", "correction_notice", "2026-04-30", "2026-05-11"),
    Vector("DT04", "acceptance", "2026-04-20", "2026-05-18", more=restarted("2026-05-11")),
    Vector("DT51", "case_withdrawal_notice", "2026-04-28", "2026-05-08"),
    Vector("DT52", "acceptance", "2026-01-30", "2026-02-06"),
    Vector("DT60", "acceptance", "2025-01-24", "2025-02-07"),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)
