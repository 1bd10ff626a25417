"""The shipped calendar against two independent libraries, and what it says of years to come."""

import datetime as dt
import json

import chinese_calendar
import holidays
import pytest

from disputes.rules.calendar import DATA, PUBLISHED, CalendarUnknown
from disputes.rules.words import RuleError


def days(first_year, last_year):
    day = dt.date(first_year, 1, 1)
    while day.year <= last_year:
        yield day
        day += dt.timedelta(days=1)


# Saturday 2005-12-31 was worked for Tuesday 2006-01-03: 国办发明电〔2005〕35号, point 1. One library leaves it out.
DECIDED_BY_NOTICE = {"chinesecalendar": {dt.date(2005, 12, 31)}, "holidays": set()}


def test_every_day_from_2004_to_2026_is_what_chinesecalendar_says_or_the_notice():
    wrong = {d for d in days(2004, 2026) if PUBLISHED.is_workday(d) != chinese_calendar.is_workday(d)}
    assert wrong == DECIDED_BY_NOTICE["chinesecalendar"]


def test_every_day_from_2004_to_2026_is_what_holidays_says_or_the_notice():
    china = holidays.country_holidays("CN", years=range(2003, 2028))
    wrong = {d for d in days(2004, 2026) if PUBLISHED.is_workday(d) != china.is_working_day(d)}
    assert wrong == DECIDED_BY_NOTICE["holidays"]


def test_the_last_saturday_of_2005_was_worked_by_the_notice_of_2006():
    assert PUBLISHED.is_make_up(dt.date(2005, 12, 31))
    assert PUBLISHED.notice(2006) == "国办发明电〔2005〕35号"


@pytest.mark.parametrize(("year", "workdays"), [(2024, 251), (2025, 248), (2026, 248)])
def test_the_year_has_as_many_workdays_as_the_fact_sheet_counts(year, workdays):
    assert PUBLISHED.workdays(dt.date(year, 1, 1), dt.date(year, 12, 31)) == workdays


@pytest.mark.parametrize("year", range(2025, 2028))
def test_thirteen_days_of_the_year_are_statutory_since_2025(year):
    assert sum(PUBLISHED.is_statutory(d) for d in days(year, year)) == 13


def test_the_statutory_days_of_2026_are_those_that_earn_triple_pay():
    found = [f"{d:%m-%d}" for d in days(2026, 2026) if PUBLISHED.is_statutory(d)]
    assert found == [
        "01-01", "02-16", "02-17", "02-18", "02-19", "04-05", "05-01", "05-02", "06-19", "09-25",
        "10-01", "10-02", "10-03",
    ]  # fmt: skip


def test_the_eve_of_the_new_year_2024_was_a_workday():
    assert PUBLISHED.is_workday(dt.date(2024, 2, 9))


def test_a_made_up_weekend_is_worked():
    assert PUBLISHED.is_make_up(dt.date(2026, 2, 14))
    assert PUBLISHED.is_workday(dt.date(2026, 2, 14))


@pytest.mark.parametrize("year", range(2027, 2036))
def test_a_year_without_a_notice_rests_on_weekends_and_statutory_days_only(year):
    china = holidays.country_holidays("CN", years=[year], observed=False)
    wrong = [d for d in days(year, year) if PUBLISHED.is_rest(d) != (d.weekday() >= 5 or d in china)]
    assert wrong == []
    assert PUBLISHED.is_provisional(dt.date(year, 6, 1))
    assert PUBLISHED.notice(year) is None


def test_a_published_year_names_its_notice():
    assert PUBLISHED.notice(2026) == "国办发明电〔2025〕7号"
    assert "2019" in PUBLISHED.notice(2019)
    assert not PUBLISHED.is_provisional(dt.date(2026, 12, 31))


@pytest.mark.parametrize("day", [dt.date(2003, 12, 31), dt.date(2100, 1, 1)])
@pytest.mark.parametrize(
    "ask", ["is_workday", "is_rest", "is_provisional", "kind", "festival", "is_statutory"]
)
def test_a_year_without_a_calendar_is_refused(day, ask):
    with pytest.raises(CalendarUnknown, match=str(day.year)):
        getattr(PUBLISHED, ask)(day)


def test_a_notice_of_a_year_without_a_calendar_is_refused():
    with pytest.raises(CalendarUnknown):
        PUBLISHED.notice(2003)


def test_a_new_notice_makes_a_new_calendar_and_leaves_the_old_one():
    off, on = dt.date(2027, 2, 10), dt.date(2027, 2, 20)
    told = PUBLISHED.with_notice(2027, number="国办发明电〔2026〕9号", rest=[off], work=[on])
    assert told.is_rest(off)
    assert told.is_workday(on)
    assert told.is_rest(dt.date(2027, 2, 6))
    assert not told.is_provisional(off)
    assert told.notice(2027) == "国办发明电〔2026〕9号"
    assert told.version != PUBLISHED.version
    assert PUBLISHED.is_workday(off)
    assert PUBLISHED.is_provisional(off)


def test_a_notice_with_a_day_of_another_year_is_refused():
    with pytest.raises(RuleError, match="2028"):
        PUBLISHED.with_notice(2027, number="x", rest=[dt.date(2028, 1, 3)], work=[])


def test_the_shipped_data_lists_only_weekdays_off_and_weekend_days_worked():
    rows = json.loads((DATA / "calendar.json").read_text(encoding="utf-8"))["published"]
    for year, row in rows.items():
        assert all(dt.date.fromisoformat(f"{year}-{md}").weekday() < 5 for md in row["rest"])
        assert all(dt.date.fromisoformat(f"{year}-{md}").weekday() >= 5 for md in row["work"])
