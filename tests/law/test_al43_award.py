"""The forty-five days of the award: raw and rolled, extension, restart, pause (AL-43, CR-45, CR-46, CR-61)."""

import pytest

from tests.law.vectors import LONGER, Vector, holds, paused, restarted

VECTORS = [
    Vector("DT15", "award", "2026-01-05", "2026-02-24", "2026-02-19"),
    Vector("DT16", "award", "2026-01-05", "2026-03-06", more=LONGER),
    Vector("DT17", "award", "2026-03-16", "2026-04-30"),
    Vector("DT18", "award", "2026-08-17", "2026-10-08", "2026-10-01"),
    Vector("DT19", "award", "2026-03-16", "2026-06-18", more=paused("2026-04-01", "2026-05-20")),
    Vector("DT20", "award", "2026-09-29", "2026-12-11", more=restarted("2026-10-27")),
    Vector("DT21", "award", "2026-06-01", "2026-08-24", more=restarted("2026-07-10")),
    Vector("DT22", "award", "2026-04-13", "2026-06-22", more=restarted("2026-05-08")),
    Vector("DT23", "award", "2026-03-16", "2026-05-25", more=restarted("2026-04-10")),
    Vector("DT24", "award", "2026-06-01", "2026-07-16"),
    Vector(
        "DT25", "award", "2026-06-29", "2026-09-14", "2026-09-12", more=paused("2026-07-06", "2026-08-05")
    ),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)
