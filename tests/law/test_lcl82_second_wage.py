"""The second wage for want of a written contract (LCL-82, LCR-6, 7, J2-6, 9)."""

import datetime as dt
from decimal import Decimal as Money

import pytest

from disputes.rules.amounts import calculate
from disputes.rules.amounts.contract import second_wage, second_wage_span
from disputes.rules.calendar import PUBLISHED
from tests.law.sums import is_worth
from tests.law.vectors import on

D = dt.date
HIRED = {"start": "2025-03-01", "monthly_wage": 8000}
VECTORS = [
    ("W01 A", "second_wage", {**HIRED, "contract_signed": "2025-06-16"}, "19600.00"),
    ("W01 B", "second_wage", {**HIRED, "contract_signed": "2025-06-16", "method": "days_21_75"}, "19310.34"),
    ("W02", "second_wage", {**HIRED, "contract_signed": None}, "88000.00"),
]


@pytest.mark.parametrize(("kind", "asked", "amount"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_the_claim_is_worth_what_the_fact_sheet_says(kind, asked, amount):
    is_worth(kind, asked, amount)


@pytest.mark.parametrize(
    ("start", "first", "last"),
    [
        (D(2025, 3, 1), D(2025, 4, 1), D(2026, 2, 28)),
        (D(2025, 3, 15), D(2025, 4, 15), D(2026, 3, 14)),
        (D(2025, 1, 31), D(2025, 3, 1), D(2026, 1, 30)),
        (D(2025, 3, 31), D(2025, 5, 1), D(2026, 3, 30)),
        (D(2025, 1, 29), D(2025, 3, 1), D(2026, 1, 28)),
        (D(2024, 1, 30), D(2024, 3, 1), D(2025, 1, 29)),
        (D(2024, 1, 29), D(2024, 2, 29), D(2025, 1, 28)),
        (D(2024, 2, 29), D(2024, 3, 29), D(2025, 2, 28)),
        (D(2025, 12, 1), D(2026, 1, 1), D(2026, 11, 30)),
    ],
)
def test_the_second_wage_begins_after_one_full_month_and_ends_before_one_full_year(start, first, last):
    assert second_wage_span(start) == (first, last)


def test_the_second_wage_ends_the_day_before_signing_or_where_the_claim_ends():
    assert second_wage_span(D(2025, 3, 1), D(2025, 6, 16)) == (D(2025, 4, 1), D(2025, 6, 15))
    assert second_wage_span(D(2025, 3, 1), None, D(2025, 6, 15)) == (D(2025, 4, 1), D(2025, 6, 15))
    assert second_wage_span(D(2025, 3, 1), D(2030, 1, 1), D(2030, 1, 1)) == (D(2025, 4, 1), D(2026, 2, 28))


@pytest.mark.parametrize("signed", [D(2025, 2, 1), D(2025, 3, 1), D(2025, 3, 31), D(2025, 4, 1)])
def test_a_contract_signed_within_the_first_month_leaves_no_second_wage(signed):
    found = second_wage(start=D(2025, 3, 1), monthly_wage=Money(8000), contract_signed=signed)
    assert (found.amount, found.steps) == (Money("0.00"), ())


def test_the_second_wage_has_one_line_for_each_calendar_month():
    found = calculate("second_wage", {"start": "2025-03-15", "monthly_wage": 8000})
    assert len(found.steps) == 12
    april = PUBLISHED.workdays(D(2025, 4, 15), D(2025, 4, 30))
    assert found.steps[0].amount == round(
        Money(8000) * april / PUBLISHED.workdays(D(2025, 4, 1), D(2025, 4, 30)), 2
    )
    assert found.steps[1].amount == Money("8000.00")
    assert "2026-03（01 日至 14 日）" in found.steps[-1].text.zh


def test_a_second_wage_within_one_month_is_one_part_line():
    found = calculate(
        "second_wage",
        {
            "start": "2025-03-10",
            "monthly_wage": 8000,
            "contract_signed": "2025-04-21",
            "method": "days_21_75",
        },
    )
    assert [line.amount for line in found.steps] == [Money("2574.71")]  # April 10, 11 and 14 to 18


def test_a_part_month_without_a_holiday_notice_says_that_it_is_provisional():
    found = calculate("second_wage", {"start": "2026-02-15", "monthly_wage": 8000})
    assert "暂定" in found.steps[-1].text.zh
    assert "provisional" in found.steps[-1].text.en


def test_dt67_the_second_wage_runs_eleven_months_from_the_second_month():
    assert second_wage_span(on("2025-03-01")) == (on("2025-04-01"), on("2026-02-28"))


def test_the_month_counted_from_the_day_after_hiring_starts_the_second_wage_one_day_later():
    span = second_wage_span(D(2025, 3, 1), starts="day_after")
    assert span == (D(2025, 4, 2), D(2026, 2, 28))
