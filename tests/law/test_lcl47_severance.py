"""Severance N, damages 2N, pay in lieu of notice (LCL-40, 46, 47, 87)."""

import datetime as dt
from decimal import Decimal as Money

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes.rules.amounts import calculate
from disputes.rules.amounts.termination import service_months
from tests.law.sums import is_worth

D = dt.date
CITY = {"city_average_wage": 12000}
LONG = {"start": "2010-01-01", "end": "2025-12-31", **CITY}
THREE = {"start": "2022-07-01", "monthly_wage": 10000, **CITY}
VECTORS = [
    ("C01", "severance", {**THREE, "end": "2025-11-30"}, "35000.00"),
    ("C01 2N", "unlawful_termination", {**THREE, "end": "2025-11-30"}, "70000.00"),
    ("C02", "severance", {**THREE, "end": "2025-12-31"}, "40000.00"),
    ("C03", "severance", {"start": "2026-01-01", "end": "2026-06-30", "monthly_wage": "8000"}, "8000.00"),
    ("C04", "severance", {"start": "2026-01-01", "end": "2026-06-29", "monthly_wage": "8000"}, "4000.00"),
    ("C05", "severance", {**LONG, "monthly_wage": 40000}, "432000.00"),
    ("C05 2N", "unlawful_termination", {**LONG, "monthly_wage": 40000}, "864000.00"),
    ("C06", "severance", {**LONG, "monthly_wage": 36000}, "576000.00"),
    ("C07", "severance", {**LONG, "monthly_wage": 20000}, "320000.00"),
    ("C09", "notice_pay", {"last_month_wage": 9300}, "9300.00"),
]


@pytest.mark.parametrize(("kind", "asked", "amount"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_the_claim_is_worth_what_the_fact_sheet_says(kind, asked, amount):
    is_worth(kind, asked, amount)


def test_c09_pay_in_lieu_stands_beside_severance():
    severance = calculate("severance", {"start": "2022-07-01", "end": "2025-11-30", "monthly_wage": 10000})
    assert severance.amount + calculate("notice_pay", {"last_month_wage": "9300"}).amount == Money("44300.00")


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (D(2026, 1, 1), D(2026, 1, 1), "0.5"),
        (D(2025, 1, 1), D(2025, 12, 31), "1"),
        (D(2025, 1, 1), D(2026, 1, 1), "1.5"),
        (D(2025, 8, 31), D(2026, 2, 28), "1"),
        (D(2025, 8, 31), D(2026, 2, 27), "0.5"),
        (D(2024, 2, 29), D(2025, 2, 28), "1"),
        (D(2024, 2, 29), D(2025, 2, 27), "1"),
        (D(2024, 2, 29), D(2024, 8, 27), "0.5"),
        (D(2020, 5, 15), D(2026, 5, 14), "6"),
        (D(2020, 5, 15), D(2026, 11, 14), "7"),
        (D(2020, 5, 15), D(2026, 11, 13), "6.5"),
    ],
)
def test_service_counts_full_years_and_a_rest_of_six_months_or_less(start, end, months):
    assert service_months(start, end) == Money(months)


@given(st.dates(D(2008, 1, 1), D(2026, 1, 1)), st.integers(0, 9000), st.integers(0, 400))
def test_longer_service_is_never_worth_less(start, days, more):
    end = start + dt.timedelta(days=days)
    assert service_months(start, end + dt.timedelta(days=more)) >= service_months(start, end) > 0


def test_the_cap_touches_nobody_whose_city_average_is_not_known():
    found = calculate("severance", {"start": "2010-01-01", "end": "2025-12-31", "monthly_wage": 40000})
    assert found.amount == Money("640000.00")


def test_service_before_2008_is_counted_with_a_warning():
    old = calculate("severance", {"start": "2005-01-01", "end": "2025-12-31", "monthly_wage": 10000})
    assert old.amount == Money("210000.00")
    assert "2008" in old.steps[0].text.zh
    assert "LCL-97" in old.steps[0].text.en
