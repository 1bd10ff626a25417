"""Which days are worked: weekends, festivals, bridge days and make-up workdays, year by year (T5).

The State Council's yearly notice decides. A year without a notice still has its thirteen statutory days
(全国年节及纪念日放假办法 art 2) and its weekends; every answer for it is provisional.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Literal

from disputes.rules.words import RuleError

DATA = Path(__file__).parent / "data"
Kind = Literal["rest", "work", "statutory"]
FESTIVALS_EN = {
    "元旦": "New Year",
    "春节": "Spring Festival",
    "清明节": "Qingming",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
}
FIXED = {"元旦": ("01-01",), "劳动节": ("05-01", "05-02"), "国庆节": ("10-01", "10-02", "10-03")}


class CalendarUnknown(RuleError):
    """No calendar is kept for this year: before 2004, or beyond the table of festivals."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"{year} 年没有可用的工作日历，无法计算（最早 2004 年）",
            f"no working-day calendar is kept for {year} (the first is 2004)",
        )


@dataclass(frozen=True)
class Year:
    """One year's exceptions. `published` is false until the State Council's notice is loaded."""

    kinds: Mapping[date, Kind]
    festivals: Mapping[date, str]
    published: bool
    notice: str | None = None


@dataclass(frozen=True, eq=False)  # one calendar is itself: what is told of its days can be kept by it
class WorkCalendar:
    """A versioned calendar; a later notice makes a new calendar and leaves the old answers explainable."""

    years: Mapping[int, Year]
    version: str

    @cached_property
    def _kinds(self) -> dict[date, Kind]:
        return {day: kind for year in self.years.values() for day, kind in year.kinds.items()}

    def _year(self, day: date) -> Year:
        try:
            return self.years[day.year]
        except KeyError:
            raise CalendarUnknown(day.year) from None

    def kind(self, day: date) -> Kind | None:
        """How the day differs from its weekday, or None for an ordinary day."""
        self._year(day)
        return self._kinds.get(day)

    def is_rest(self, day: date) -> bool:
        kind = self._kinds.get(day)
        if kind is not None:
            return kind != "work"
        if day.year not in self.years:
            raise CalendarUnknown(day.year)
        return day.weekday() >= 5

    def is_workday(self, day: date) -> bool:
        return not self.is_rest(day)

    def is_make_up(self, day: date) -> bool:
        """A weekend day that is worked (调休上班)."""
        return self._kinds.get(day) == "work"

    def is_statutory(self, day: date) -> bool:
        """One of the days that earn 300 % (K13); bridge days are not among them."""
        return day in self._year(day).festivals

    def festival(self, day: date) -> str | None:
        return self._year(day).festivals.get(day)

    def is_provisional(self, day: date) -> bool:
        return not self._year(day).published

    def notice(self, year: int) -> str | None:
        """The notice that fixed the year, None while it is unpublished; a number nobody kept is described."""
        known = self.years.get(year)
        if known is None:
            raise CalendarUnknown(year)
        if not known.published:
            return None
        return known.notice or f"国务院办公厅关于{year}年部分节假日安排的通知"

    def workdays(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both included."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return sum(1 for day in days if self.is_workday(day))

    def with_notice(
        self, year: int, *, number: str, rest: Iterable[date], work: Iterable[date]
    ) -> "WorkCalendar":
        """This calendar with a newly published year: `rest` weekdays off, `work` weekend days worked."""
        festivals = self.years[year].festivals if year in self.years else {}
        days = _kinds(rest, work, festivals)
        if wrong := sorted(day for day in days if day.year != year):
            raise RuleError(f"{wrong[0]} 不在 {year} 年", f"{wrong[0]} is not in {year}")
        years = {**self.years, year: Year(days, festivals, published=True, notice=number)}
        return WorkCalendar(years, f"{self.version}+{number}")


def _kinds(rest: Iterable[date], work: Iterable[date], festivals: Mapping[date, str]) -> dict[date, Kind]:
    kinds: dict[date, Kind] = dict.fromkeys(rest, "rest")
    kinds.update(dict.fromkeys(festivals, "statutory"))
    kinds.update(dict.fromkeys(work, "work"))
    return kinds


def _days(year: str, month_days: Iterable[str]) -> list[date]:
    return [date.fromisoformat(f"{year}-{md}") for md in month_days]


def _festivals(year: str, names: Mapping[str, Iterable[str]]) -> dict[date, str]:
    return {day: name for name, days in names.items() for day in _days(year, days)}


def load(path: Path = DATA / "calendar.json") -> WorkCalendar:
    """The calendar shipped with the package: notices of 2004-2026, festivals alone up to 2099."""
    data = json.loads(path.read_text(encoding="utf-8"))
    years: dict[int, Year] = {}
    for year, row in data["published"].items():
        festivals = _festivals(year, row["statutory"])
        kinds = _kinds(_days(year, row["rest"]), _days(year, row["work"]), festivals)
        years[int(year)] = Year(kinds, festivals, published=True, notice=row["notice"])
    for year, names in data["festivals"].items():
        festivals = _festivals(year, {**FIXED, **names})
        years[int(year)] = Year(_kinds((), (), festivals), festivals, published=False)
    return WorkCalendar(years, data["version"])


PUBLISHED = load()  # what the package knows; the house counts by `disputes.calendars.in_force()`
