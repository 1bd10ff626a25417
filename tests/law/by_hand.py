"""Counting as a person does it: a finger on the wall calendar of 2024 to 2026, written off the notices.

Nothing here comes from the rules: the days off and the weekend days worked are typed again, the counting is plain.
"""

import calendar
import datetime as dt

DAY = dt.timedelta(days=1)
WEEKDAYS_OFF = """
2024: 01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07
2025: 01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08
2026: 01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07
"""
WEEKENDS_WORKED = """
2024: 02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12
2025: 01-26 02-08 04-27 09-28 10-11
2026: 01-04 02-14 02-28 05-09 09-20 10-10
"""


def _days(table):
    for line in table.strip().splitlines():
        year, _, days = line.partition(":")
        yield from (dt.date.fromisoformat(f"{year}-{day}") for day in days.split())


OFF, WORKED = set(_days(WEEKDAYS_OFF)), set(_days(WEEKENDS_WORKED))


def works(day):
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def working_days(day, n, step=DAY):
    while n:
        day += step
        n -= works(day)
    return day, day


def rolled(raw):
    last = raw
    while not works(last):
        last += DAY
    return raw, last


def a_year_later(day):
    last = calendar.monthrange(day.year + 1, day.month)[1]
    return rolled(dt.date(day.year + 1, day.month, min(day.day, last)))


COUNTED = {
    "acceptance": lambda day: working_days(day, 5),
    "answer": lambda day: working_days(day, 10),
    "recusal_decision": lambda day: working_days(day, 3),
    "hearing_notice": lambda day: working_days(day, 5, -DAY),
    "postponement_request": lambda day: working_days(day, 3, -DAY),
    "suit": lambda day: rolled(day + 15 * DAY),
    "set_aside": lambda day: rolled(day + 30 * DAY),
    "award": lambda day: rolled(day + 45 * DAY),
    "limitation": a_year_later,
    "service_by_posting": lambda day: working_days(day, 3),
    "service_by_announcement": lambda day: (day + 30 * DAY, day + 30 * DAY),
}


def days_that_bite():
    """Month ends and year ends, leap day, weekend days worked, and the day before and after every day off."""
    found = {dt.date(2024, 2, 29)}
    for year in (2024, 2025, 2026):
        found |= {dt.date(year, month, calendar.monthrange(year, month)[1]) for month in range(1, 13)}
    found |= WORKED | {day - DAY for day in OFF} | {day + DAY for day in OFF}
    return sorted(found)
