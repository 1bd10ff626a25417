"""Traps of money: what is added that should not be, and what is divided by the wrong number."""

import datetime as dt
import json
from decimal import Decimal as Money

import pytest

from disputes.rules import wages
from disputes.rules.amounts import calculate, pay
from disputes.rules.calendar import DATA, PUBLISHED
from disputes.rules.finality import Item, judge

D = dt.date
SIXTEEN_YEARS = {"start": "2010-01-01", "end": "2025-12-31", "city_average_wage": 12000}
THREE_AND_A_HALF = {"start": "2022-07-01", "end": "2025-11-30", "monthly_wage": 10000}
AWARD = {"city": "440100", "award_date": D(2026, 11, 2), "confirms_relation": False}


def worth(kind, **asked):
    return calculate(kind, asked).amount


def test_trap_15_each_item_is_tested_by_the_amount_awarded_and_equal_is_still_final():
    items = [Item("equal", "wages", Money("32160.00")), Item("above", "severance", Money("32160.01"))]
    assert dict(judge(items, **AWARD).items) == {"equal": "final", "above": "non_final"}
    before = {**AWARD, "award_date": D(2026, 8, 31)}
    assert judge(items[:1], **before).items["equal"] == "non_final"


def test_trap_16_mixed_content_takes_two_documents():
    items = [Item("a", "wages", Money(1)), Item("b", "other"), Item("c", "rest_leave")]
    documents = judge(items, **AWARD).documents
    assert [(doc.type, doc.items) for doc in documents] == [("final", ("a", "c")), ("non_final", ("b",))]


def test_trap_17_once_the_relation_is_at_issue_nothing_is_final():
    items = [Item("a", "wages", Money(1)), Item("b", "social_insurance")]
    verdict = judge(items, **{**AWARD, "confirms_relation": True})
    assert set(verdict.items.values()) == {"non_final"}
    assert len(verdict.documents) == 1


def test_trap_38_twelve_years_cap_only_those_above_three_city_averages():
    assert worth("severance", **SIXTEEN_YEARS, monthly_wage=36000) == 36000 * 16
    assert worth("severance", **SIXTEEN_YEARS, monthly_wage="36000.01") == 36000 * 12
    assert worth("severance", **SIXTEEN_YEARS, monthly_wage=20000) == 20000 * 16


def test_trap_39_2n_replaces_n_and_pay_in_lieu_is_last_months():
    n, twice = worth("severance", **THREE_AND_A_HALF), worth("unlawful_termination", **THREE_AND_A_HALF)
    assert twice == 2 * n == Money("70000.00")
    found = calculate("notice_pay", {"last_month_wage": 9300})
    assert found.amount == Money("9300.00")
    assert found.law[0] == "LCL-40"


def test_trap_40_leave_pay_is_two_hundred_percent_more_by_floored_days_and_cumulative_service():
    asked = {"year": 2026, "average_wage_without_overtime": 21750, "days_taken": 0, "left_on": "2026-06-30"}
    assert worth("unused_leave", **asked, cumulative_service_years=8) == 1000 * 2 * 2  # 181/365 × 5 = 2.48
    assert worth("unused_leave", **asked, cumulative_service_years=12) == 1000 * 4 * 2  # across employers


def test_trap_41_money_is_divided_by_21_75_and_by_no_other_number():
    assert Money("21.75") == pay.PAID_DAYS
    assert worth("overtime", monthly_base="21750", weekday_hours=8, rest_day_hours=0, holiday_hours=0) == 1500


def test_trap_42_triple_pay_is_for_the_thirteen_statutory_days_and_not_for_bridge_days():
    year = [D(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    assert sum(PUBLISHED.is_statutory(day) for day in year) == 13
    bridge = D(2026, 2, 20)
    assert PUBLISHED.is_rest(bridge)
    assert not PUBLISHED.is_statutory(bridge)


def test_trap_43_extra_damages_say_that_an_order_must_have_been_disobeyed():
    found = calculate("arrears_damages", {"arrears": 30000})
    assert (found.minimum, found.maximum) == (15000, 30000)
    assert "责令" in found.steps[0].text.zh
    assert "order" in found.steps[0].text.en


def test_trap_47_shenzhen_has_its_own_minimum_wage_and_sick_pay():
    on = D(2026, 11, 2)
    assert wages.minimum_wage("440300", on).monthly > wages.minimum_wage("440100", on).monthly
    asked = {"normal_wage": 8000, "minimum_wage": 2700}
    assert worth("sick_pay", **asked, shenzhen=True) == 4800
    assert worth("sick_pay", **asked, shenzhen=False) == 2160


def test_trap_50_minimum_wages_are_kept_by_city_and_date_and_never_by_class():
    rows = json.loads((DATA / "minimum_wage.json").read_text(encoding="utf-8"))["rows"]
    assert {"city", "from", "until", "monthly"} <= set(rows[0])
    assert not any("class" in name for row in rows for name in row)
    with pytest.raises(wages.WageUnknown, match="佛山"):  # Zhuhai's class of 2025, not seen for 2026
        wages.minimum_wage("440600", D(2026, 9, 1))
    assert wages.minimum_wage("440400", D(2026, 9, 1)).monthly == 2300
