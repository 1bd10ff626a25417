"""Minimum wages by city and date, and the province's average wage: data with its notice and our confidence."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from disputes.rules.calendar import DATA
from disputes.rules.money import shown
from disputes.rules.words import Confidence, RuleError


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """One city's figure: yuan a month, yuan an hour for part-time work, and the days it is in force."""

    city: str
    name: str
    since: date
    until: date | None
    monthly: Decimal
    hourly: Decimal | None
    notice: str | None
    confidence: Confidence

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class AverageWage:
    """The province's average wage of one year, yuan a year."""

    year: int
    series: str
    annual: Decimal
    confidence: Confidence


class WageUnknown(RuleError):
    """No figure is kept for that city and day; an older figure is never a substitute."""


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return data


@cache
def minimum_wages() -> tuple[MinimumWage, ...]:
    """Every figure kept, newest first within a city."""
    data = _read("minimum_wage.json")
    return tuple(
        MinimumWage(
            city=row["city"],
            name=data["cities"][row["city"]],
            since=date.fromisoformat(row["from"]),
            until=date.fromisoformat(row["until"]) if row["until"] else None,
            monthly=Decimal(row["monthly"]),
            hourly=Decimal(row["hourly"]) if row["hourly"] else None,
            notice=row["notice"],
            confidence=row["confidence"],
        )
        for row in data["rows"]
    )


@cache
def cities() -> dict[str, str]:
    """The 21 cities of Guangdong: division code and name."""
    return dict(_read("minimum_wage.json")["cities"])


def city_of(division: str) -> str:
    """The city a six-digit division code belongs to: 440106 answers 440100."""
    if not isinstance(division, str) or len(division) != 6 or not (division.isascii() and division.isdigit()):
        said = shown(division)
        raise RuleError(
            f"行政区划代码应为六位数字：{said}", f"not a six-digit division code: {said}", field="city"
        )
    city = division[:4] + "00"
    if city not in cities():
        raise WageUnknown(
            f"{division} 不属于广东省的城市", f"{division} is not in a city of Guangdong", field="city"
        )
    return city


def minimum_wage(division: str, on: date) -> MinimumWage:
    """The minimum wage in force in that city (or district) on that day. Raises `WageUnknown`."""
    city = city_of(division)
    for wage in minimum_wages():
        if wage.city == city and wage.in_force(on):
            return wage
    name = cities()[city]
    raise WageUnknown(
        f"未收录{name}（{city}）在 {on} 适用的最低工资标准",
        f"the minimum wage of {name} ({city}) on {on} is not known",
        field="award_date",
    )


@cache
def average_wages() -> tuple[AverageWage, ...]:
    rows = _read("average_wage.json")["rows"]
    return tuple(AverageWage(r["year"], r["series"], Decimal(r["annual"]), r["confidence"]) for r in rows)


def province_average(year: int, series: str = "full_scope") -> AverageWage:
    """The province's average annual wage of that year (CR-56); which series to use is a committee's choice."""
    for wage in average_wages():
        if (wage.year, wage.series) == (year, series):
            return wage
    raise WageUnknown(
        f"未收录广东省 {year} 年职工平均工资（{series}）",
        f"the province's average wage of {year} ({series}) is not known",
    )


def simple_by_amount(total: Decimal, filed: date, series: str = "full_scope") -> bool:
    """Whether the sum claimed allows simple handling: not above the previous year's average wage (CR-56)."""
    return total <= province_average(filed.year - 1, series).annual
