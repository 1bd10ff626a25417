"""Pauses, restarts and extensions of a running period (CR-45, CR-46, AL-27(3))."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes.rules.catalogue import RULES
from disputes.rules.counting import merge
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


@st.composite
def spans(draw):
    first = D(2026, 3, 16) + dt.timedelta(days=draw(st.integers(-20, 60)))
    return first, first + dt.timedelta(days=draw(st.integers(0, 40)))


@given(st.lists(spans(), max_size=5))
def test_overlapping_pauses_count_once(pauses):
    once = due("award", D(2026, 3, 16), pauses=pauses)
    assert once == due("award", D(2026, 3, 16), pauses=[*pauses, *pauses])
    for before, after in pairwise(merge(pauses, D(2026, 3, 16))):
        assert before.end < after.start


@given(st.lists(spans(), max_size=4), spans())
def test_one_more_pause_never_shortens_a_period(pauses, another):
    less = due("award", D(2026, 3, 16), pauses=pauses)
    assert due("award", D(2026, 3, 16), pauses=[*pauses, another]).raw_due >= less.raw_due


@given(CODES, DAYS, st.lists(st.integers(0, 60), min_size=1, max_size=3))
def test_a_restart_forgets_everything_before_the_last_one(code, start, gaps):
    days = [start + dt.timedelta(days=gap) for gap in gaps]
    again = due(code, start, restarts=days)
    fresh = due(code, max(days))
    assert (again.raw_due, again.due, again.recommended_due) == (
        fresh.raw_due,
        fresh.due,
        fresh.recommended_due,
    )


def test_a_pause_reaches_only_as_far_back_as_the_last_restart():
    found = due("award", D(2026, 3, 16), pauses=[(D(2026, 4, 1), D(2026, 5, 20))], restarts=[D(2026, 5, 1)])
    assert found.raw_due == D(2026, 5, 1) + dt.timedelta(days=45 + 19)


def test_a_pause_that_begins_with_the_period_counts_in_full():
    found = due("award", D(2026, 3, 16), pauses=[(D(2026, 3, 16), D(2026, 3, 20))])
    assert found.raw_due == D(2026, 3, 16) + dt.timedelta(days=45 + 4)


def test_a_pause_on_the_last_day_still_counts_and_one_after_it_is_too_late():
    assert due("award", D(2026, 3, 16), pauses=[(D(2026, 4, 30), D(2026, 5, 10))]).raw_due == D(2026, 5, 10)
    assert due("award", D(2026, 3, 16), pauses=[(D(2026, 5, 1), D(2026, 5, 10))]).raw_due == D(2026, 4, 30)


def test_a_pause_within_the_holiday_that_ends_a_period_still_stops_the_clock():
    found = due("suit", D(2026, 4, 17), pauses=[(D(2026, 5, 4), D(2026, 5, 14))])
    assert (found.raw_due, found.due) == (D(2026, 5, 12), D(2026, 5, 12))


def test_a_pause_does_not_stop_working_days_and_the_answer_says_so():
    plain, paused = (
        due("answer", D(2026, 3, 2)),
        due("answer", D(2026, 3, 2), pauses=[(D(2026, 3, 3), D(2026, 3, 9))]),
    )
    assert paused.due == plain.due
    assert any("工作日期间" in line for line in paused.explain())


def test_a_suspended_limitation_continues_afterwards():
    found = due("limitation", D(2025, 1, 6), pauses=[(D(2025, 2, 1), D(2025, 2, 11))])
    assert found.raw_due == D(2026, 1, 16)


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(RuleError, match="早于开始日"):
        due("award", D(2026, 3, 2), pauses=[(D(2026, 4, 2), D(2026, 4, 1))])


def test_a_restart_before_the_beginning_is_refused():
    with pytest.raises(RuleError, match="早于起算日"):
        due("award", D(2026, 3, 2), restarts=[D(2026, 3, 1)])


@given(st.integers(0, 40), st.integers(0, 90))
def test_pausing_n_days_moves_the_raw_date_by_n(after, n):
    first = D(2026, 3, 16) + dt.timedelta(days=after)
    found = due("award", D(2026, 3, 16), pauses=[(first, first + dt.timedelta(days=n))])
    assert found.raw_due == D(2026, 4, 30) + dt.timedelta(days=n)


@given(st.lists(spans(), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_pauses_does_not_matter(pauses, random):
    mixed = random.sample(pauses, len(pauses))
    assert due("award", D(2026, 3, 16), pauses=mixed) == due("award", D(2026, 3, 16), pauses=pauses)


@given(st.lists(st.integers(0, 60), max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_restarts_does_not_matter(gaps, random):
    days = [D(2026, 3, 16) + dt.timedelta(days=gap) for gap in gaps]
    mixed = random.sample(days, len(days))
    assert due("award", D(2026, 3, 16), restarts=mixed) == due("award", D(2026, 3, 16), restarts=days)


def test_a_pause_wholly_before_the_start_changes_nothing():
    found = due("award", D(2026, 3, 16), pauses=[(D(2026, 1, 5), D(2026, 3, 16))])
    assert found.raw_due == D(2026, 4, 30)
    assert not any("扣除" in line for line in found.explain())


def test_a_pause_that_ends_before_it_begins_is_refused_in_working_days_too():
    with pytest.raises(RuleError, match="早于开始日"):
        due("answer", D(2026, 3, 2), pauses=[(D(2026, 3, 9), D(2026, 3, 3))])
