"""A sum worked out by `rules.amounts`, with its sources: made once, then kept as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from disputes.calendars import in_force
from disputes.intake.sums.ways import Facts, Way
from disputes.models.workings import Working
from disputes.rules.amounts import CALCULATORS, Sum, calculate
from disputes.rules.amounts.sums import step, total
from disputes.rules.money import plain, yuan
from disputes.rules.readings import READINGS, chosen, told
from disputes.rules.wages import MinimumWage, average_wages, minimum_wage
from disputes.rules.words import TOLD, Line, RuleError

HALF_THE_PROVINCE = Decimal("0.5")  # no city's average is taken to lie below half the province's
CAP = 3
MAY_BE_OPEN = {
    "city_average_wage", "minimum_wage", "paid", "contract_signed", "claimed_until", "left_on", "joined_on", "method",
    "starts", "base", "rest_day_hours_compensated", "longer_confirmed", "contract_months", "days_taken",
    "weekday_hours", "rest_day_hours", "holiday_hours",
}  # fmt: skip
ZERO_IF_OPEN = ("weekday_hours", "rest_day_hours", "holiday_hours", "days_taken")


READ = {"method": "second_wage_part_month", "starts": "second_wage_start", "base": "overtime_base"}


@dataclass(frozen=True, slots=True)
class Ground:
    """Where and for which day the figures of the place are taken; `settings` are those of the committee there."""

    place: str
    on: dt.date
    settings: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def read_as(self, way: Way) -> Facts:
        """The committee's answers to the open questions on which this way turns."""
        return {name: chosen(code, self.settings) for name, code in READ.items() if name in way.inputs}

    @property
    def wage(self) -> MinimumWage | None:
        """The minimum wage there and then; None where none is known, and none is put in its place."""
        try:
            return minimum_wage(self.place, self.on)
        except RuleError:
            return None


def cap_may_matter(pay: Decimal | None) -> bool:
    """Whether pay may lie above three city averages (LCL-47): only then the city's figure is asked."""
    newest = max((w for w in average_wages() if w.series == "full_scope"), key=lambda wage: wage.year)
    return pay is not None and pay > CAP * newest.annual / 12 * HALF_THE_PROVINCE


def missing(way: Way, inputs: Facts) -> list[str]:
    """The inputs without which nothing can be counted."""
    if not way.code:
        return []
    known = CALCULATORS[way.code].fields
    needed = [
        name for name in way.inputs
        if name not in MAY_BE_OPEN or (name in known and known[name].need == "needed" and name not in ZERO_IF_OPEN)
    ]  # fmt: skip
    found = [name for name in needed if inputs.get(name) is None]
    if inputs.get("ordered") is False:  # no order, no claim to more (K21)
        found.append("ordered")
    if way.code == "overtime" and not any(inputs.get(name) for name in ZERO_IF_OPEN):
        found.append("weekday_hours")
    return found


def work_out(way: Way, inputs: Facts, ground: Ground) -> Working | None:
    """The sum with everything it rests on; None while an input is missing. Raises `RuleError` on nonsense."""
    if not way.code or missing(way, inputs):
        return None
    calculator, calendar = CALCULATORS[way.code], in_force()
    inputs = {
        **inputs,
        **{name: option for name, option in ground.read_as(way).items() if not inputs.get(name)},
    }
    given = {name: _plain(inputs.get(name)) for name in calculator.fields}
    given |= {name: "0" for name in ZERO_IF_OPEN if name in given and given[name] is None}
    found = calculate(way.code, given, calendar=calendar)
    if way.by_month:
        found = _by_month(found, inputs["months"], inputs.get("paid"))
    elif inputs.get("paid") and "paid" not in calculator.fields:
        found = _less(found, found.steps, inputs["paid"])
    return Working(_kept(way, inputs, found, ground, calendar.version))


def _plain(value: Any) -> Any:
    return (
        value.isoformat()
        if isinstance(value, dt.date)
        else str(value)
        if isinstance(value, Decimal)
        else value
    )


def _by_month(found: Sum, months: Decimal, paid: Decimal | None) -> Sum:
    a_month, text = found.amount or Decimal(0), found.steps[0].text
    line = step(
        f"{text.zh}；每月 {yuan(a_month)} × {plain(months)} 个月",
        f"{text.en}; {yuan(a_month)} a month × {plain(months)} months",
        a_month * months,
    )
    return _less(found, (line,), paid)


def _less(found: Sum, lines: Any, paid: Decimal | None) -> Sum:
    """The lines less what was paid for the same time, never below zero."""
    owed = sum((line.amount for line in lines), Decimal(0))
    if paid:
        taken = min(paid, owed)
        lines = (*lines, step(f"减去已付：{yuan(taken)}", f"less what was paid: {yuan(taken)}", -taken))
    return replace(total(" ".join(found.law), *lines), notes=found.notes)


def _kept(way: Way, inputs: Facts, found: Sum, ground: Ground, version: str) -> dict[str, Any]:
    sums = {"amount": found.amount, "minimum": found.minimum, "maximum": found.maximum}
    return {
        "way": way.code, "inputs": {name: _plain(value) for name, value in inputs.items() if value is not None},
        **{name: f"{value:.2f}" for name, value in sums.items() if value is not None},
        "steps": [{"zh": s.text.zh, "en": s.text.en, "amount": f"{s.amount:.2f}"} for s in found.steps],
        "law": list(found.law), "notes": [_both(note) for note in found.notes],
        "sources": [_both(line) for line in sources(way, inputs, ground)],
        "place": ground.place, "on": ground.on.isoformat(), "calendar": version,
    }  # fmt: skip


def _both(line: Line) -> dict[str, str]:
    return {"zh": line.zh, "en": line.en}


def sources(way: Way, inputs: Facts, ground: Ground) -> Iterator[Line]:
    """Which readings and published figures the sum rests on, and which were put in by hand or not at all."""
    for name, ours in ground.read_as(way).items():
        yield _reading_told(READ[name], inputs.get(name) or ours, ours)
    if "minimum_wage" in way.inputs:
        yield _wage_source(inputs.get("minimum_wage"), ground)
    if "city_average_wage" in way.inputs:
        average = inputs.get("city_average_wage")
        if average is not None:
            yield Line(
                f"当地上年度职工月平均工资：按填写的 {yuan(average)} 元，请以当地公布的数据核对",
                f"the city's average monthly pay of the year before: {yuan(average)} as filled in; check it against the city's figure",
            )
        elif cap_may_matter(inputs.get("monthly_wage")):
            yield Line(
                "未填写当地上年度职工月平均工资，未适用三倍封顶",
                "the city's average pay was not filled in: the cap of three times was not applied",
            )


def _reading_told(code: str, option: str, ours: str) -> Line:
    if option == ours:
        return told(code, option)
    reading = READINGS[code]
    other, usual = reading.options[option], reading.options[ours]
    return Line(
        f"{reading.question.zh}：这一次按“{other.zh}”计算；本仲裁委员会采用的理解是“{usual.zh}”",
        f"{reading.question.en}: this once “{other.en}”; the reading this committee follows is “{usual.en}”",
    )


def _wage_source(said: Decimal | None, ground: Ground) -> Line:
    wage = ground.wage
    if said is None:
        return Line(
            f"未收录该地 {ground.on} 的最低工资标准，未核对下限",
            f"no minimum wage is kept for that place on {ground.on}: the floor was not tested",
        )
    if wage is None or wage.monthly != said:
        return Line(f"最低工资：按填写的 {yuan(said)} 元", f"minimum wage: {yuan(said)} as filled in")
    notice = wage.notice or TOLD[wage.confidence].zh
    return Line(
        f"最低工资：{wage.name}自 {wage.since} 起每月 {yuan(said)} 元（{notice}）",
        f"minimum wage: {wage.name}, {yuan(said)} a month since {wage.since} ({wage.notice or TOLD[wage.confidence].en})",
    )
