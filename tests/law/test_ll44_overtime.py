"""Overtime at 150, 200 and 300 % (劳动法-44, 人社部发〔2025〕2号)."""

import datetime as dt

import pytest

from disputes.rules.amounts import calculate
from disputes.rules.words import RuleError
from tests.law.sums import is_worth

D = dt.date
OVER = {"monthly_base": 5220, "weekday_hours": 10, "rest_day_hours": 8, "holiday_hours": 8}
OVER2 = {"monthly_base": 10000, "weekday_hours": 12.5, "rest_day_hours": 16, "holiday_hours": 8}
VECTORS = [
    ("O01", "overtime", OVER, "1650.00"),
    ("O02", "overtime", OVER2, "4295.98"),
    ("O03", "overtime", {**OVER, "rest_day_hours_compensated": 8}, "1170.00"),
]


@pytest.mark.parametrize(("kind", "asked", "amount"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_the_claim_is_worth_what_the_fact_sheet_says(kind, asked, amount):
    is_worth(kind, asked, amount)


def test_overtime_has_one_line_for_each_rate_and_rounds_each_line():
    found = calculate("overtime", OVER2)
    assert [str(line.amount) for line in found.steps] == ["1077.59", "1839.08", "1379.31"]
    assert [str(line.amount) for line in calculate("overtime", {**OVER, "rest_day_hours_compensated": 3}).steps] == [
        "450.00", "300.00", "720.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("base", "hours", "line"),
    [
        (34655, "12.5", "3734.38"),
        ("38677.01", "12.5", "4167.78"),
        (43954, "7.25", "2747.13"),
        (1044, "0.0625", "0.56"),
    ],
)
def test_an_exact_half_of_a_fen_is_rounded_up_though_the_hours_pay_never_ends(base, hours, line):
    found = calculate("overtime", {**OVER, "monthly_base": base, "weekday_hours": hours})
    assert str(found.steps[0].amount) == line


def test_more_hours_compensated_than_worked_are_refused():
    with pytest.raises(RuleError, match="补休"):
        calculate("overtime", {**OVER, "rest_day_hours_compensated": 9})
