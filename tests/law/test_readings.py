"""Open readings of the law: each has options in both languages, a default, an article and an honest confidence."""

import datetime as dt
from decimal import Decimal as Money

import pytest

from disputes.rules import wages
from disputes.rules.amounts import calculate, contract
from disputes.rules.finality import Item, judge
from disputes.rules.instruments import instruments_of
from disputes.rules.periods import due
from disputes.rules.readings import READINGS, chosen, told
from disputes.rules.scope import ROUTES
from disputes.rules.words import RuleError

D = dt.date
HIRED = {"start": D(2025, 3, 15), "monthly_wage": Money(8000)}


@pytest.mark.parametrize("code", sorted(READINGS))
def test_every_reading_is_complete_and_none_claims_that_the_text_settles_it(code):
    reading = READINGS[code]
    assert reading.code == code
    assert len(reading.options) >= 2
    assert reading.default in reading.options
    assert all(line.zh and line.en for line in (reading.question, *reading.options.values()))
    assert instruments_of(reading.law)
    assert reading.confidence in {"DERIVED", "RECALLED"}


@pytest.mark.parametrize("code", sorted(READINGS))
def test_an_office_that_says_nothing_follows_the_default(code):
    assert chosen(code) == chosen(code, {}) == READINGS[code].default


def test_an_office_follows_the_option_it_chose_and_no_other_word():
    assert chosen("award_rolls", {"award_rolls": "raw"}) == "raw"
    with pytest.raises(RuleError) as refusal:
        chosen("award_rolls", {"award_rolls": "sometimes"})
    assert refusal.value.field == "award_rolls"


def test_the_defaults_are_those_the_system_keeps():
    assert {code: reading.default for code, reading in READINGS.items()} == {
        "hearing_notice_days": "clear_days",
        "award_rolls": "rolled",
        "minimum_wage_date": "award",
        "minimum_wage_place": "committee",
        "relation_at_issue": "whole_non_final",
        "personnel_finality": "applies",
        "second_wage_start": "corresponding_day",
        "second_wage_part_month": "working_days",
        "average_wage_series": "full_scope",
        "overtime_base": "normal_hours",
        "insurance_payment": "refer",
        "retention_start": "closing",
        "returned_post": "served",
    }


def test_each_option_of_the_readings_the_rules_take_makes_a_difference():
    assert set(READINGS["second_wage_part_month"].options) == set(contract.METHODS)
    starts = {option: contract.second_wage(**HIRED, starts=option).amount for option in contract.STARTS}
    methods = {option: contract.second_wage(**HIRED, method=option).amount for option in contract.METHODS}
    series = {
        option: wages.province_average(2023, option).annual
        for option in READINGS["average_wage_series"].options
    }
    for found in (starts, methods, series):
        assert len(set(found.values())) == len(found) == 2
    hearing = due("hearing_notice", D(2026, 10, 14))
    assert hearing.recommended_due < hearing.due
    award = due("award", D(2026, 1, 5))
    assert award.raw_due < award.due


def test_overtime_on_agreed_pay_is_counted_from_the_minimum_wage_at_least():
    asked = {
        "monthly_base": 2000,
        "minimum_wage": 2500,
        "weekday_hours": 10,
        "rest_day_hours": 0,
        "holiday_hours": 0,
    }
    agreed, earned = (
        calculate("overtime", {**asked, "base": base}) for base in READINGS["overtime_base"].options
    )
    assert (agreed.amount, earned.amount) == (Money("215.52"), Money("172.41"))
    assert (
        "以最低工资 2500.00 元为基数" in agreed.steps[0].text.zh and "最低工资" not in earned.steps[0].text.zh
    )


def test_paying_up_insurance_is_heard_only_where_the_committee_reads_it_so():
    route = ROUTES["insurance_payment"]
    assert not route.open_at({}) and route.open_at({"insurance_payment": "hear"})
    assert not ROUTES["housing_fund"].open_at({"insurance_payment": "hear"})
    assert route.told({}) == told("insurance_payment", "refer") and ROUTES["housing_fund"].told({}) is None


@pytest.mark.parametrize("option", READINGS["minimum_wage_date"].options)
def test_a_reason_on_finality_tells_whose_minimum_wage_it_is(option):
    found = judge(
        [Item("a", "wages", Money(1)), Item("b", "reinstatement")], city="440100", award_date=D(2026, 11, 2),
        confirms_relation=False, settings={"minimum_wage_date": option},
    )  # fmt: skip
    assert READINGS["minimum_wage_date"].options[option].zh in found.reasons["a"].zh
    assert "本仲裁委员会采用的理解" in found.reasons["a"].zh and "理解" not in found.reasons["b"].zh
    assert found.readings == (told("minimum_wage_date", option), told("minimum_wage_place", "committee"))


@pytest.mark.parametrize("code", ["relation_at_issue", "personnel_finality"])
def test_each_option_on_finality_makes_a_difference(code):
    verdicts = {
        judge(
            [Item("a", "wages", Money(1))],
            city="440100",
            award_date=D(2026, 11, 2),
            confirms_relation=code == "relation_at_issue",
            personnel=code == "personnel_finality",
            settings={code: option},
        ).items["a"]
        for option in READINGS[code].options
    }
    assert verdicts == {"final", "non_final"}


def test_clear_days_are_the_duty_and_counting_back_stays_the_least():
    least, clear = D(2026, 10, 8), D(2026, 9, 30)
    by_clear = due("hearing_notice", D(2026, 10, 14), reading="clear_days")
    by_count = due("hearing_notice", D(2026, 10, 14), reading="count_back")
    assert (by_clear.raw_due, by_clear.due) == (least, clear)
    assert (by_count.raw_due, by_count.due) == (least, least)


def test_forty_five_days_roll_only_by_that_reading():
    rolled, raw = (due("award", D(2026, 1, 5), reading=option) for option in ("rolled", "raw"))
    assert raw.due == raw.raw_due == rolled.raw_due < rolled.due
    assert not any("顺延至" in line or "视为送达" in line for line in raw.explain())
    pause = [(rolled.due, D(2026, 3, 20))]  # after the raw day: too late where nothing rolls
    assert due("award", D(2026, 1, 5), pauses=pause, reading="raw").due == raw.due
    assert due("award", D(2026, 1, 5), pauses=pause, reading="rolled").due > rolled.due


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_count_tells_the_reading_and_that_the_committee_chose_it(lang):
    line = told("award_rolls", "raw").to(lang)
    assert line in due("award", D(2026, 1, 5), reading="raw").explain(lang)
    assert line not in due("award", D(2026, 1, 5)).explain(lang)
    assert ("本仲裁委员会采用" if lang == "zh" else "this committee follows") in line


@pytest.mark.parametrize(("code", "reading"), [("award", "sometimes"), ("suit", "raw")])
def test_a_period_is_counted_by_no_other_word(code, reading):
    with pytest.raises(RuleError):
        due(code, D(2026, 1, 5), reading=reading)
