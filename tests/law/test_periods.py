"""Properties every period has, and the refusals."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes.rules.calendar import PUBLISHED, CalendarUnknown, WorkCalendar, Year
from disputes.rules.catalogue import RULES
from disputes.rules.counting import DAY, add_months, full_months_after, roll
from disputes.rules.periods import due
from disputes.rules.words import RuleError

D = dt.date
DAYS = st.dates(D(2010, 1, 1), D(2024, 12, 31))
CODES = st.sampled_from(sorted(RULES))
FORWARD = st.sampled_from(sorted(code for code, rule in RULES.items() if rule.direction == "forward"))
CALENDAR = st.sampled_from(sorted(code for code, rule in RULES.items() if rule.unit == "CD"))
WORKING = st.sampled_from(
    sorted(code for code, rule in RULES.items() if rule.unit == "WD" and rule.direction == "forward")
)


def with_day_off(day):
    year = PUBLISHED.years[day.year]
    kinds = {**year.kinds, day: "rest"}
    years = {**PUBLISHED.years, day.year: Year(kinds, year.festivals, published=True)}
    return WorkCalendar(years, "one more day off")


@given(FORWARD, DAYS)
def test_a_period_never_ends_before_its_raw_last_day_nor_on_its_first(code, start):
    found = due(code, start)
    assert start < found.raw_due <= found.due or (RULES[code].n == 0 and start == found.raw_due <= found.due)


@given(FORWARD, DAYS)
def test_a_later_trigger_never_ends_earlier(code, start):
    assert due(code, start).due <= due(code, start + DAY).due


@given(CODES, DAYS)
def test_the_last_day_is_worked_unless_service_is_deemed(code, start):
    if RULES[code].rolls:
        assert PUBLISHED.is_workday(due(code, start).due)


@given(WORKING, DAYS, st.integers(1, 30))
def test_one_more_day_off_never_shortens_a_working_day_period(code, start, ahead):
    other = with_day_off(start + dt.timedelta(days=ahead))
    assert due(code, start, calendar=other).due >= due(code, start).due


@given(CALENDAR, DAYS, st.integers(1, 90))
def test_one_more_day_off_never_moves_the_raw_day_of_a_calendar_period(code, start, ahead):
    other = with_day_off(start + dt.timedelta(days=ahead))
    assert due(code, start, calendar=other).raw_due == due(code, start).raw_due


@given(WORKING, DAYS)
def test_a_working_day_period_holds_exactly_its_number_of_workdays(code, start):
    found = due(code, start)
    assert PUBLISHED.workdays(start + DAY, found.due) == RULES[code].n
    assert found.raw_due == found.due


@given(st.sampled_from(["hearing_notice", "postponement_request"]), DAYS)
def test_counting_back_is_counting_forward_from_the_other_end(code, hearing):
    found = due(code, hearing)
    assert found.due < hearing
    assert PUBLISHED.workdays(found.due, hearing - DAY) == RULES[code].n
    if found.recommended_due:
        assert PUBLISHED.workdays(found.recommended_due + DAY, hearing - DAY) == RULES[code].n


@given(st.sampled_from(["award", "agreement_review", "inspection_case"]), DAYS)
def test_an_extension_counts_from_the_trigger_not_from_the_rolled_day(code, start):
    rule, found = RULES[code], due(code, start, extended=True)
    if rule.unit == "CD":
        assert found.raw_due == start + dt.timedelta(days=rule.n + rule.extension)
    else:
        assert PUBLISHED.workdays(start + DAY, found.due) == rule.n + rule.extension


@pytest.mark.parametrize("code", ["suit", "answer", "limitation", "hearing_notice", "service_by_posting"])
def test_a_period_without_an_extension_cannot_be_extended(code):
    with pytest.raises(RuleError, match="不能延长"):
        due(code, D(2026, 3, 2), extended=True)


@pytest.mark.parametrize("code", ["", "Suit", "nonsense", "45 days"])
def test_an_unknown_period_is_refused_by_name(code):
    with pytest.raises(RuleError) as refusal:
        due(code, D(2026, 3, 2))
    assert repr(code) in refusal.value.to("en")


@pytest.mark.parametrize("code", sorted(RULES))
@pytest.mark.parametrize(
    "start", [D(2003, 12, 31), D(1990, 1, 1), D(1, 1, 1), D(2150, 1, 1), D(9999, 12, 31)]
)
def test_a_year_without_a_calendar_is_an_error_for_every_period(code, start):
    with pytest.raises(CalendarUnknown):
        due(code, start)


def test_a_period_counted_back_into_a_year_without_a_calendar_is_an_error():
    with pytest.raises(CalendarUnknown):
        due("hearing_notice", D(2004, 1, 3))


@pytest.mark.parametrize(
    ("code", "start", "provisional"),
    [
        ("suit", D(2026, 12, 16), False),
        ("suit", D(2026, 12, 17), True),
        ("acceptance", D(2026, 12, 24), False),
        ("acceptance", D(2026, 12, 25), True),
        ("service_by_announcement", D(2026, 12, 20), True),
        ("hearing_notice", D(2026, 12, 31), False),
        ("hearing_notice", D(2027, 1, 11), True),
        ("enforcement", D(2025, 3, 3), True),
        ("limitation", D(2025, 12, 31), False),
    ],
)
def test_an_answer_is_provisional_once_it_reaches_a_year_without_a_notice(code, start, provisional):
    found = due(code, start)
    assert found.provisional is provisional
    assert any("暂定" in line for line in found.explain()) is provisional
    assert any("provisional" in line for line in found.explain("en")) is provisional


def test_a_provisional_day_is_firm_once_the_notice_is_loaded():
    told = PUBLISHED.with_notice(2027, number="n", rest=[], work=[D(2027, 1, 9)])
    found = due("agreement_review_application", D(2026, 12, 25), calendar=told)
    assert (found.raw_due, found.due, found.provisional) == (D(2027, 1, 9), D(2027, 1, 9), False)
    assert found.calendar_version == told.version


@given(DAYS, st.integers(1, 60))
def test_a_month_period_ends_on_the_same_day_number_or_on_the_months_last(day, months):
    later = add_months(day, months)
    assert later.day == day.day or (later + DAY).day == 1
    assert full_months_after(day, months) - later in (dt.timedelta(0), DAY)


@given(DAYS)
def test_rolling_stops_at_the_first_workday(day):
    last = roll(day, PUBLISHED)
    assert PUBLISHED.is_workday(last)
    assert all(PUBLISHED.is_rest(day + dt.timedelta(days=n)) for n in range((last - day).days))
