"""The State Council's yearly holiday notice as a person types it: read line by line, checked before it counts (T5)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from disputes.rules.calendar import WorkCalendar
from disputes.rules.words import Line, day_en, day_zh

DAY = re.compile(r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
TO = re.compile(r"\s*(?:~|至|到|—+|–)\s*")
BETWEEN = re.compile(r"[、,;。\s]+")
LABEL = re.compile(r"^[^\d:]*:")  # 春节:2027-02-05~2027-02-12


@dataclass(frozen=True, slots=True)
class Typed:
    """A day and the line it stands on."""

    line: int
    day: date


@dataclass(frozen=True, slots=True)
class Notice:
    """One year's notice: `rest` are the days off it names, `work` the weekend days it has people work."""

    year: int
    number: str
    rest: tuple[date, ...]
    work: tuple[date, ...]

    def applied_to(self, calendar: WorkCalendar) -> WorkCalendar:
        return calendar.with_notice(self.year, number=self.number, rest=self.rest, work=self.work)

    def says_nothing_new(self, calendar: WorkCalendar) -> bool:
        """Whether the calendar rests on this very notice, with the same days."""
        if self.year not in calendar.years or calendar.notice(self.year) != self.number:
            return False
        then = self.applied_to(calendar)
        return all(calendar.is_rest(day) == then.is_rest(day) for day in days_of(self.year))


def days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def read(text: str, year: int) -> tuple[list[Typed], list[Line]]:
    """The days of a text such as `2027-02-05~2027-02-12`, several to a line if need be, and what is wrong with it."""
    found: list[Typed] = []
    faults: list[Line] = []
    for number, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), 1):
        for part in BETWEEN.split(TO.sub("~", LABEL.sub("", line)).strip()):
            span = _span(part, year) if part else ()
            if isinstance(span, Line):
                faults.append(_at(number, span))
            else:
                found += [Typed(number, day) for day in span]
    return found, faults


def _span(part: str, year: int) -> tuple[date, ...] | Line:
    """The days from the first to the last one named, or why there are none."""
    ends = [DAY.fullmatch(end) for end in part.split("~")]
    if len(ends) > 2 or not all(ends):
        return Line(
            f"看不懂“{part[:40]}”；请写成 {year}-02-05 或 {year}-02-05~{year}-02-12",
            f"“{part[:40]}” is no day; write {year}-02-05 or {year}-02-05~{year}-02-12",
        )
    try:
        days = [date(int(end[1] or year), int(end[2]), int(end[3])) for end in ends if end]
    except ValueError:
        return Line(f"没有“{part[:40]}”这一天", f"there is no {part[:40]}")
    if wrong := next((day for day in days if day.year != year), None):
        return Line(
            f"{wrong.isoformat()} 不在 {year} 年；跨年的日期请用同一文号另行载入所在年份",
            f"{wrong.isoformat()} is not in {year}; load the days of another year under that year",
        )
    if days[-1] < days[0]:
        return Line(
            f"{days[-1].isoformat()} 早于 {days[0].isoformat()}；请把先到的日期写在前面",
            f"{days[-1].isoformat()} is before {days[0].isoformat()}; write the earlier day first",
        )
    return tuple(days[0] + timedelta(days=n) for n in range((days[-1] - days[0]).days + 1))


def faults_of_rest(rest: Iterable[Typed], year: int, calendar: WorkCalendar) -> Iterator[Line]:
    """A day named twice, a year no table of festivals is kept for, a statutory day that is missing (放假办法 art 2)."""
    seen: set[date] = set()
    for typed in rest:
        if typed.day in seen:
            yield _at(typed.line, _twice(typed.day))
        seen.add(typed.day)
    if year not in calendar.years:
        yield Line(f"没有 {year} 年的法定节假日表，不能载入", f"no statutory days are kept for {year}")
        return
    for day, name in sorted(calendar.years[year].festivals.items()):
        if day not in seen:
            yield Line(
                f"缺少法定节假日 {day_zh(day)}{name}；法定节假日必须放假",
                f"the statutory day {day_en(day)} ({name}) is missing; it must be a day off",
            )


def faults_of_work(work: Iterable[Typed], rest: Iterable[Typed]) -> Iterator[Line]:
    """Only a weekend day that is not off is made a workday, and once."""
    off = {typed.day for typed in rest}
    seen: set[date] = set()
    for typed in work:
        if typed.day in seen:
            yield _at(typed.line, _twice(typed.day))
        elif typed.day in off:
            yield _at(typed.line, Line(
                f"{day_zh(typed.day)}已列为放假，不能同时调休上班", f"{day_en(typed.day)} is a day off already",
            ))  # fmt: skip
        elif typed.day.weekday() < 5:
            yield _at(typed.line, Line(
                f"{day_zh(typed.day)}本来就是工作日；调休上班只能是周六或者周日",
                f"{day_en(typed.day)} is a workday anyway; only a Saturday or Sunday is made one",
            ))  # fmt: skip
        seen.add(typed.day)


def _twice(day: date) -> Line:
    return Line(f"{day_zh(day)}写了两次", f"{day_en(day)} is named twice")


def _at(number: int, line: Line) -> Line:
    return Line(f"第 {number} 行：{line.zh}。", f"Line {number}: {line.en}.")
