"""Every calculator refuses nonsense in words that name the input, and bears any sum."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes.rules.amounts import CALCULATORS, calculate
from disputes.rules.words import RuleError
from tests.law.sums import leave

D = dt.date
HIRED = {"start": "2025-03-01", "monthly_wage": 8000}
OVER = {"monthly_base": 5220, "weekday_hours": 10, "rest_day_hours": 8, "holiday_hours": 8}
OVER2 = {"monthly_base": 10000, "weekday_hours": 12.5, "rest_day_hours": 16, "holiday_hours": 8}
FULL = {
    "severance": {"start": "2022-07-01", "end": "2025-11-30", "monthly_wage": 10000},
    "unlawful_termination": {"start": "2022-07-01", "end": "2025-11-30", "monthly_wage": 10000},
    "notice_pay": {"last_month_wage": 9300},
    "second_wage": HIRED,
    "overtime": OVER,
    "unused_leave": leave(21750, 8, 0),
    "arrears_damages": {"arrears": 3},
    "illegal_probation": {"contract_months": 24, "probation_months_served": 6, "wage_after_probation": 1},
    "non_compete": {"average_wage": 8000, "minimum_wage": 2680},
    "sick_pay": {"normal_wage": 8000, "minimum_wage": 2680, "shenzhen": True},
    "late_payment_interest": {"principal": 8000, "days": 1},
    "wages": {"monthly_wage": 8000, "months": 3},
    "day_wages": {"daily_wage": 360, "days": 35},
    "minimum_wage_gap": {"paid_monthly": 2200, "minimum_wage": 2500, "months": 8},
    "non_compete_early_end": {"monthly_compensation": 3600},
    "injury_leave_pay": {"monthly_wage": 6000, "months": 3},
    "disability_grant": {"grade": 10, "monthly_wage": 6000},
    "injury_leaving_grants": {"grade": 10, "monthly_wage": 6000},
}
FIELDS = [(kind, name) for kind, fields in FULL.items() for name in fields]


def test_every_kind_of_claim_has_a_calculator():
    assert set(FULL) == set(CALCULATORS)
    for kind, asked in FULL.items():
        assert calculate(kind, asked).steps


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_a_missing_input_is_refused_by_name(kind, name):
    asked = {key: value for key, value in FULL[kind].items() if key != name}
    with pytest.raises(RuleError, match=name):
        calculate(kind, asked)


@pytest.mark.parametrize(
    "bad",
    [-1, "-0.01", "NaN", "Infinity", "1e400", "", "twelve", [], {}, True, 10**12, "１２", "1_000", "1e3"],
)
@pytest.mark.parametrize(
    ("kind", "name"), [(k, n) for k, n in FIELDS if n not in {"start", "end", "shenzhen"}]
)
def test_a_number_that_is_none_is_refused_by_name(kind, name, bad):
    with pytest.raises(RuleError, match=name):
        calculate(kind, {**FULL[kind], name: bad})


@pytest.mark.parametrize(
    "bad", ["2025-02-30", "20250301", "2025-3-1", "", 20250301, True, "1899-12-31", "9999-12-31"]
)
@pytest.mark.parametrize("kind", ["severance", "second_wage"])
def test_a_day_that_is_none_is_refused_by_name(kind, bad):
    with pytest.raises(RuleError, match="start"):
        calculate(kind, {**FULL[kind], "start": bad})


def test_the_rest_of_the_bad_inputs_are_refused_in_words():
    for kind, wrong in [
        ("severance", {"end": "2022-06-30"}),
        ("severance", {"city_average_wage": 0}),
        ("injury_leave_pay", {"months": "12.5"}),
        ("injury_leave_pay", {"months": 25, "longer_confirmed": True}),
        ("disability_grant", {"grade": 0}),
        ("disability_grant", {"grade": 11}),
        ("injury_leaving_grants", {"grade": 4}),
        ("second_wage", {"method": "guess"}),
        ("sick_pay", {"shenzhen": "yes"}),
        ("unused_leave", {"year": 2007}),
        ("unused_leave", {"year": 2026.5}),
        ("unused_leave", {"continuous_12_months": 1}),
        ("late_payment_interest", {"days": 1.5}),
    ]:
        with pytest.raises(RuleError):
            calculate(kind, {**FULL[kind], **wrong})
    with pytest.raises(RuleError, match="gift"):
        calculate("gift", {})


@given(
    st.sampled_from(sorted(FULL)),
    st.decimals("0.01", "999999999999.99", places=2),
)
def test_no_sum_however_large_breaks_a_calculator(kind, amount):
    asked = {
        name: (
            str(amount)
            if isinstance(value, int) and name not in {"year", "days", "shenzhen", "grade", "months"}
            else value
        )
        for name, value in FULL[kind].items()
    }
    found = calculate(kind, asked)
    assert (found.amount is None) == (kind == "arrears_damages")
