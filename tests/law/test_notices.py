"""A holiday notice as it is typed: every sane way of writing a day is read, every fault is named with its line."""

import datetime as dt

import pytest

from disputes.rules.calendar import PUBLISHED
from disputes.rules.notices import Notice, days_of, faults_of_rest, faults_of_work, read

D = dt.date


def days(text, year=2027):
    found, faults = read(text, year)
    assert not faults, faults
    return [typed.day for typed in found]


def said(text, year=2027):
    return [fault.zh for fault in read(text, year)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-05~2027-02-07",
        "2027-02-05 ~ 2027-02-07",
        "2027-2-5～2027-2-7",
        "2027年2月5日至2月7日",
        "2月5日—2月7日",
        "春节：2027.02.05到2027.02.07。",
        "2027-02-05、2027-02-06，2027/02/07",
        "2027-02-05\n\n  2027-02-06\n2027-02-07",
        "２０２７-０２-０５~２０２７-０２-０７",
    ],
)
def test_a_day_or_a_stretch_is_read_however_it_is_written(text):
    assert days(text) == [D(2027, 2, 5), D(2027, 2, 6), D(2027, 2, 7)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2027-02-05\n春节", "第 2 行：看不懂“春节”"),
        ("2027-02-30", "第 1 行：没有“2027-02-30”这一天"),
        ("2026-12-31~2027-01-03", "第 1 行：2026-12-31 不在 2027 年"),
        ("2027-02-12~2027-02-05", "第 1 行：2027-02-05 早于 2027-02-12"),
        ("2027-02-05~2027-02-06~2027-02-07", "第 1 行：看不懂"),
        ("0001-01-01~9999-12-31", "第 1 行：0001-01-01 不在 2027 年"),
    ],
)
def test_a_fault_names_its_line_and_what_to_do(text, words):
    assert [fault.startswith(words) for fault in said(text)] == [True]


def test_every_fault_is_told_at_once():
    assert len(said("x\n2027-13-01\n2028-01-01")) == 3


def test_the_statutory_days_must_be_off_and_no_day_is_named_twice():
    rest, _ = read("2027-01-01\n2027-01-01", 2027)
    told = [line.zh for line in faults_of_rest(rest, 2027, PUBLISHED)]
    assert told[0].startswith("第 2 行：2027年1月1日（周五）写了两次")
    assert len(told) == 1 + 12 and all("法定节假日必须放假" in line for line in told[1:])


def test_a_year_without_a_table_of_festivals_is_not_loaded():
    assert [line.zh for line in faults_of_rest([], 2150, PUBLISHED)] == [
        "没有 2150 年的法定节假日表，不能载入"
    ]


def test_only_a_weekend_day_that_is_not_off_is_made_a_workday():
    rest, _ = read("2027-01-02", 2027)
    work, _ = read("2027-01-02\n2027-01-04\n2027-01-09\n2027-01-09", 2027)
    told = [line.zh for line in faults_of_work(work, rest)]
    assert [line[:6] for line in told] == ["第 1 行：", "第 2 行：", "第 4 行："]
    assert "已列为放假" in told[0] and "本来就是工作日" in told[1] and "写了两次" in told[2]


def test_a_notice_that_says_what_the_calendar_says_is_nothing_new():
    rest = tuple(day for day in days_of(2026) if PUBLISHED.is_rest(day))
    work = tuple(day for day in days_of(2026) if PUBLISHED.is_make_up(day))
    same = Notice(2026, "国办发明电〔2025〕7号", rest, work)
    assert same.says_nothing_new(PUBLISHED)
    assert not Notice(2026, same.number, rest, work[1:]).says_nothing_new(PUBLISHED)
    assert not Notice(2027, same.number, (), ()).says_nothing_new(PUBLISHED)
