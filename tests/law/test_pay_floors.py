"""Non-compete compensation, sick pay, arrears and interest (J1-36, 39, LCL-85, CPL-264, 工资支付条例)."""

import datetime as dt
from decimal import Decimal as Money

import pytest

from disputes.rules.amounts import calculate
from tests.law.sums import is_worth

D = dt.date
VECTORS = [
    ("N01", "non_compete", {"average_wage": 8000, "minimum_wage": 2680}, "2680.00"),
    ("N02", "non_compete", {"average_wage": 12000, "minimum_wage": 2680}, "3600.00"),
    ("S01", "sick_pay", {"normal_wage": 9999999, "minimum_wage": 2680, "shenzhen": False}, "2144.00"),
    ("S02 high", "sick_pay", {"normal_wage": 8000, "minimum_wage": 2700, "shenzhen": True}, "4800.00"),
    ("S02 low", "sick_pay", {"normal_wage": 3000, "minimum_wage": 2700, "shenzhen": True}, "2160.00"),
    ("I01", "late_payment_interest", {"principal": 50000, "days": 100}, "875.00"),
]


@pytest.mark.parametrize(("kind", "asked", "amount"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_the_claim_is_worth_what_the_fact_sheet_says(kind, asked, amount):
    is_worth(kind, asked, amount)


def test_a01_extra_damages_for_arrears_are_a_range():
    found = calculate("arrears_damages", {"arrears": "30000"})
    assert (found.amount, found.minimum, found.maximum) == (None, Money("15000.00"), Money("30000.00"))
    assert len(found.steps) == 1


def test_each_line_is_rounded_half_up():
    assert calculate("notice_pay", {"last_month_wage": "0.005"}).amount == Money("0.01")
    assert calculate("arrears_damages", {"arrears": "0.01"}).minimum == Money("0.01")
    assert calculate("late_payment_interest", {"principal": "28571.43", "days": 1}).amount == Money("5.00")
