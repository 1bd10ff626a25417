"""Counting days: the day of the event is never counted (CPL-85, CC-201)."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from disputes.rules.calendar import WorkCalendar
from disputes.rules.words import RuleError, day_en, day_zh

DAY = timedelta(days=1)
Span = tuple[date, date]


def add_months(day: date, months: int) -> date:
    """The corresponding day `months` later, or that month's last day if it has none (CC-202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def full_months_after(start: date, months: int) -> date:
    """The first day after `months` full months that began with `start` itself.

    Hired on the 1st, a month is full with the month's last day and this is the next 1st; hired on the
    31st before a shorter month, the month is full with that month's last day and this is the day after.
    """
    day = add_months(start, months)
    return day if day.day == start.day else day + DAY


def count_working_days(start: date, n: int, calendar: WorkCalendar, *, step: timedelta = DAY) -> date:
    """The n-th working day after `start`, or before it with a negative `step` (T13, T14)."""
    day = start
    while n:
        day += step
        n -= calendar.is_workday(day)
    return day


def roll(day: date, calendar: WorkCalendar) -> date:
    """A last day on a rest day moves to the first day after the rest days (CPL-85, CC-203)."""
    while calendar.is_rest(day):
        day += DAY
    return day


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood from `start` until `end`: `end − start` days do not count."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days


def merge(pauses: Iterable[Span], since: date) -> list[Pause]:
    """Pauses in order, overlaps joined, and what lies before `since` cut off."""
    merged: list[Pause] = []
    for start, end in sorted(pauses):
        if end < start:
            raise RuleError(
                f"中止的结束日 {day_zh(end)} 早于开始日 {day_zh(start)}",
                f"the pause ends on {day_en(end)}, before it begins on {day_en(start)}",
                field="pauses",
            )
        start = max(start, since)
        if end <= start:
            continue
        if merged and start <= merged[-1].end:
            merged[-1] = Pause(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Pause(start, end))
    return merged


def lengthen(raw: date, pauses: Sequence[Pause], ends: Callable[[date], date]) -> tuple[date, list[Pause]]:
    """The raw last day after the pauses, and those that mattered.

    `ends` gives the day a raw day ends on; a pause that begins after that day comes too late.
    """
    mattered: list[Pause] = []
    for pause in pauses:
        if pause.start > ends(raw):
            break
        raw += timedelta(days=pause.days)
        mattered.append(pause)
    return raw, mattered


def rest_runs(first: date, last: date, calendar: WorkCalendar) -> list[Span]:
    """Runs of rest days from `first` to `last`, both included."""
    runs: list[Span] = []
    day = first
    while day <= last:
        if calendar.is_rest(day):
            if runs and runs[-1][1] == day - DAY:
                runs[-1] = (runs[-1][0], day)
            else:
                runs.append((day, day))
        day += DAY
    return runs
