"""Traps of counting: what online summaries and quick routines get wrong."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from disputes.rules import effects
from disputes.rules.calendar import PUBLISHED
from disputes.rules.catalogue import RULES
from disputes.rules.limitation import Claim, judge
from disputes.rules.periods import due
from tests.law.by_hand import OFF, WORKED

D = dt.date
CASE_RULES = [
    rule for rule in RULES.values() if any(law.startswith("CR-") for law in rule.law) and rule.unit != "Y"
]


@pytest.mark.parametrize(
    "rule", [rule for rule in CASE_RULES if rule.n in (3, 5, 10, 15, 45)], ids=lambda r: r.code
)
def test_trap_01_three_five_and_ten_days_are_working_days_fifteen_and_forty_five_are_not(rule):
    assert rule.unit == ("WD" if rule.n in (3, 5, 10) else "CD")


@pytest.mark.parametrize(
    ("code", "start", "last"),
    [
        ("suit", D(2026, 4, 24), D(2026, 5, 9)),
        ("suit", D(2026, 2, 13), D(2026, 2, 28)),
        ("limitation", D(2025, 2, 28), D(2026, 2, 28)),
    ],
)
def test_trap_02_a_weekend_that_is_worked_stops_the_roll(code, start, last):
    assert last.weekday() == 5
    assert due(code, start).due == last


def test_trap_02_skipping_saturdays_and_sundays_alone_misses_days_of_both_kinds_every_year():
    for year in (2024, 2025, 2026):
        assert 5 <= sum(day.year == year for day in WORKED) <= 8
        assert 18 <= sum(day.year == year for day in OFF) <= 19
        wrong = [d for d in OFF | WORKED if d.year == year and PUBLISHED.is_workday(d) == (d.weekday() < 5)]
        assert wrong == []


def test_trap_03_holidays_inside_a_calendar_period_are_counted_and_only_the_last_day_rolls():
    inside = due("suit", D(2026, 2, 12))
    assert inside.raw_due == inside.due == D(2026, 2, 27)
    assert sum(PUBLISHED.is_rest(D(2026, 2, day)) for day in range(13, 28)) == 10 - 1
    assert due("award", D(2026, 1, 5)).raw_due == D(2026, 2, 19)


def test_trap_04_an_extension_counts_from_the_raw_date():
    plain = due("award", D(2026, 1, 5))
    longer = due("award", D(2026, 1, 5), extended=True)
    assert longer.raw_due == plain.raw_due + dt.timedelta(days=15) == D(2026, 3, 6)
    assert longer.due != plain.due + dt.timedelta(days=15)


def test_trap_13_an_announcement_takes_thirty_days_and_not_sixty():
    assert (RULES["service_by_announcement"].n, RULES["service_by_announcement"].unit) == (30, "CD")
    assert due("service_by_announcement", D(2026, 7, 6)).due == D(2026, 8, 5)


def test_trap_21_each_party_has_its_own_window_from_its_own_receipt():
    assert due("suit", D(2026, 4, 20)).due == D(2026, 5, 6)
    assert due("suit", D(2026, 4, 27)).due == D(2026, 5, 12)


def test_trap_22_each_result_takes_effect_on_its_own_day():
    made, windows = D(2026, 4, 20), [D(2026, 5, 6), D(2026, 5, 12)]
    assert effects.final_award(made) == made
    assert effects.non_final_award(windows) == D(2026, 5, 13)
    assert effects.mediation_statement([D(2026, 6, 8), D(2026, 6, 3)]) == D(2026, 6, 8)
    assert effects.mediation_agreement([D(2026, 6, 3), D(2026, 6, 9), D(2026, 6, 4), D(2026, 6, 3)]) == D(
        2026, 6, 9
    )


def test_trap_25_two_mediation_clocks_run_fifteen_days_from_receipt_and_from_acceptance():
    opens, ends = RULES["mediation_opens_arbitration"], RULES["mediation"]
    assert (opens.n, opens.unit, opens.law) == (15, "CD", ("AL-14",))
    assert (ends.n, ends.unit, ends.law) == (15, "CD", ("MR-29",))
    assert "收到" in opens.trigger.zh
    assert "受理" in ends.trigger.zh


def test_trap_27_arrears_have_no_limit_while_employed_and_a_year_from_the_end():
    arrears = Claim(known_on=D(2015, 1, 1), arrears=True)
    assert judge(arrears, D(2026, 3, 2)).status == "not_running"
    ended = Claim(known_on=None, arrears=True, employment_ended_on=D(2025, 10, 1))
    assert judge(ended, D(2026, 10, 8)).status == "in_time"
    other = Claim(known_on=D(2015, 1, 1))
    assert judge(other, D(2026, 3, 2)).status == "late"


def test_trap_28_a_year_ends_on_the_corresponding_date_and_not_after_365_days():
    assert (
        due("limitation", D(2023, 6, 15)).raw_due == D(2024, 6, 15) != D(2023, 6, 15) + dt.timedelta(days=365)
    )
    assert due("limitation", D(2024, 2, 29)).raw_due == D(2025, 2, 28)


@pytest.mark.parametrize(("hour", "minute", "day"), [(15, 59, D(2026, 5, 6)), (16, 1, D(2026, 5, 7))])
def test_trap_48_the_day_ends_at_midnight_in_shanghai(hour, minute, day):
    assert settings.TIME_ZONE == "Asia/Shanghai"
    with time_machine.travel(dt.datetime(2026, 5, 6, hour, minute, tzinfo=dt.UTC), tick=False):
        assert timezone.localdate() == day
