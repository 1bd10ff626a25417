"""Unused annual leave: cumulative service, floors, no claw-back (年休假条例, 年休假实施办法)."""

import datetime as dt
from decimal import Decimal as Money

import pytest

from disputes.rules.amounts import calculate
from disputes.rules.amounts.pay import leave_days
from disputes.rules.words import RuleError
from tests.law.sums import is_worth, leave

D = dt.date
VECTORS = [
    ("L01", "unused_leave", leave(21750, 8, 1, left_on="2026-06-30"), "2000.00"),
    ("L02", "unused_leave", leave(10875, 8, 0, left_on="2026-03-15"), "1000.00"),
    ("L03", "unused_leave", leave(10875, 8, 0, left_on="2026-02-10"), "0.00"),
    ("L04", "unused_leave", leave(21750, 8, 0, joined_on="2026-09-01"), "2000.00"),
    ("L05", "unused_leave", leave(8700, 12, 3, left_on="2026-09-30"), "3200.00"),
    ("L06", "unused_leave", leave(8700, 8, 5, left_on="2026-06-30"), "0.00"),
]


@pytest.mark.parametrize(("kind", "asked", "amount"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_the_claim_is_worth_what_the_fact_sheet_says(kind, asked, amount):
    is_worth(kind, asked, amount)


@pytest.mark.parametrize(
    ("years", "days"), [("0.9", 0), (1, 5), ("9.99", 5), (10, 10), ("19.9", 10), (20, 15), (45, 15)]
)
def test_annual_leave_grows_with_cumulative_service(years, days):
    assert leave_days(Money(years)) == days


@pytest.mark.parametrize(
    ("given_", "amount"),
    [
        (leave(21750, 8, 0), "10000.00"),
        (leave(21750, 8, "2.5"), "5000.00"),
        (leave(21750, 8, 0, continuous_12_months=False), "0.00"),
        (leave(21750, 8, 0, continuous_12_months=None), "10000.00"),
        (leave(21750, "0.5", 0), "0.00"),
        (leave(21750, 8, 0, joined_on="2020-01-01", left_on="2030-01-01"), "10000.00"),
        (leave(21750, 20, 0, joined_on="2026-03-01", left_on="2026-08-31"), "14000.00"),
        (leave(21750, 8, 0, left_on="2026-12-31"), "10000.00"),
        (leave(21750, 8, 0, left_on="2026-12-30"), "8000.00"),
        ({**leave(21750, 20, 0, left_on="2024-12-31"), "year": 2024}, "30000.00"),
        ({**leave(21750, 8, 0, left_on="2024-02-29"), "year": 2024}, "0.00"),
    ],
)
def test_leave_of_a_part_year_is_floored_over_365_days_in_every_year(given_, amount):
    assert calculate("unused_leave", given_).amount == Money(amount)


@pytest.mark.parametrize(
    "dates",
    [
        {"joined_on": "2027-01-01"},
        {"left_on": "2025-12-31"},
        {"joined_on": "2026-05-02", "left_on": "2026-05-01"},
    ],
)
def test_leave_of_a_year_not_worked_is_refused(dates):
    with pytest.raises(RuleError):
        calculate("unused_leave", leave(21750, 8, 0, **dates))
