"""The claim kinds by name: which fields each takes and which calculator answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from disputes.rules.amounts import arrears, contract, injury, pay, termination
from disputes.rules.amounts.sums import Sum
from disputes.rules.calendar import PUBLISHED, WorkCalendar
from disputes.rules.fields import boolean, choice, day, number, positive, whole, year
from disputes.rules.instruments import not_in_force
from disputes.rules.money import shown
from disputes.rules.words import TOLD, Confidence, Line, RuleError

Need = Literal["needed", "nullable", "optional"]
Reader = Callable[[str, object], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One input: needed, nullable (must be given, may be null) or optional (absent and null alike)."""

    read: Reader
    need: Need = "needed"


@dataclass(frozen=True, slots=True)
class Calculator:
    """`timed_by` is the input whose day should lie in the time of the articles; `confidence` is about the rule."""

    run: Callable[..., Sum]
    fields: Mapping[str, Field]
    timed_by: str = ""
    confidence: Confidence = "VERIFIED"
    by_workdays: bool = False  # the calendar decides the sum


_DAY, _NUMBER = Field(day), Field(number)
_MAYBE_DAY, _MAYBE_NUMBER = Field(day, "optional"), Field(number, "optional")
_BY_GRADE = {"grade": Field(whole), "monthly_wage": _NUMBER}
_LEAVING = {
    "start": _DAY,
    "end": _DAY,
    "monthly_wage": _NUMBER,
    "city_average_wage": Field(positive, "optional"),
    "minimum_wage": _MAYBE_NUMBER,
}

CALCULATORS: dict[str, Calculator] = {
    "severance": Calculator(termination.severance, _LEAVING, timed_by="end"),
    "unlawful_termination": Calculator(termination.unlawful_termination, _LEAVING, timed_by="end"),
    "notice_pay": Calculator(termination.notice_pay, {"last_month_wage": _NUMBER}),
    "second_wage": Calculator(
        contract.second_wage,
        {
            "start": _DAY,
            "monthly_wage": _NUMBER,
            "contract_signed": _MAYBE_DAY,
            "claimed_until": _MAYBE_DAY,
            "method": Field(choice(contract.METHODS), "optional"),
            "starts": Field(choice(contract.STARTS), "optional"),
        },
        timed_by="start",
        by_workdays=True,
    ),
    "overtime": Calculator(
        pay.overtime,
        {
            "monthly_base": _NUMBER,
            "weekday_hours": _NUMBER,
            "rest_day_hours": _NUMBER,
            "holiday_hours": _NUMBER,
            "rest_day_hours_compensated": _MAYBE_NUMBER,
            "base": Field(choice(pay.BASES), "optional"),
            "minimum_wage": _MAYBE_NUMBER,
        },
    ),
    "unused_leave": Calculator(
        pay.unused_leave,
        {
            "year": Field(year),
            "average_wage_without_overtime": _NUMBER,
            "cumulative_service_years": _NUMBER,
            "days_taken": _NUMBER,
            "joined_on": _MAYBE_DAY,
            "left_on": _MAYBE_DAY,
            "continuous_12_months": Field(boolean, "optional"),
        },
    ),
    "arrears_damages": Calculator(arrears.arrears_damages, {"arrears": _NUMBER}),
    "illegal_probation": Calculator(
        contract.illegal_probation,
        {
            "contract_months": Field(number, "nullable"),
            "probation_months_served": _NUMBER,
            "wage_after_probation": _NUMBER,
        },
    ),
    "non_compete": Calculator(contract.non_compete, {"average_wage": _NUMBER, "minimum_wage": _NUMBER}),
    "sick_pay": Calculator(
        pay.sick_pay, {"normal_wage": _NUMBER, "minimum_wage": _NUMBER, "shenzhen": Field(boolean)}
    ),
    "late_payment_interest": Calculator(
        arrears.late_payment_interest,
        {"principal": _NUMBER, "days": Field(whole)},
        confidence="RECALLED",
    ),
    "wages": Calculator(
        arrears.wage_arrears, {"monthly_wage": _NUMBER, "months": _NUMBER, "paid": _MAYBE_NUMBER}
    ),
    "day_wages": Calculator(
        arrears.day_wages, {"daily_wage": _NUMBER, "days": _NUMBER, "paid": _MAYBE_NUMBER}
    ),
    "minimum_wage_gap": Calculator(
        arrears.minimum_wage_gap, {"paid_monthly": _NUMBER, "minimum_wage": _NUMBER, "months": _NUMBER}
    ),
    "non_compete_early_end": Calculator(contract.non_compete_early_end, {"monthly_compensation": _NUMBER}),
    "injury_leave_pay": Calculator(
        injury.injury_leave_pay,
        {"monthly_wage": _NUMBER, "months": _NUMBER, "longer_confirmed": Field(boolean, "optional")},
    ),
    "disability_grant": Calculator(injury.disability_grant, _BY_GRADE),
    "injury_leaving_grants": Calculator(injury.injury_leaving_grants, _BY_GRADE, confidence="RECALLED"),
}


def calculate(kind: str, given: Mapping[str, object], *, calendar: WorkCalendar = PUBLISHED) -> Sum:
    """The sum of a claim of that kind from plain values (ISO dates, numbers or their text)."""
    calculator = CALCULATORS.get(kind) if isinstance(kind, str) else None
    if calculator is None:
        raise RuleError(
            f"没有这种请求：{shown(kind)}", f"there is no kind of claim called {shown(kind)}", field="kind"
        )
    more = {"calendar": calendar} if calculator.by_workdays else {}
    values = _read(calculator.fields, given)
    found = calculator.run(**values, **more)
    return replace(found, notes=tuple(_notes(calculator, found.law, values.get(calculator.timed_by))))


def _notes(calculator: Calculator, law: tuple[str, ...], on: date | None) -> Iterator[Line]:
    """What the reader of the sum must know: that nobody saw the text, or that it was not in force then."""
    if calculator.confidence != "VERIFIED":
        yield TOLD[calculator.confidence]
    for text in not_in_force(law[:1], on) if on else ():  # the first article is the one the claim stands in
        yield Line(
            f"{on} 时{text.name.zh}尚未施行（自 {text.since} 起），须核对当时的规定",
            f"{text.name.en} was not in force on {on} (since {text.since}): check the law of the time",
        )


def _read(fields: Mapping[str, Field], given: Mapping[str, object]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, field in fields.items():
        value = given.get(name)
        if value is not None:
            values[name] = field.read(name, value)
        elif field.need == "needed" or (field.need == "nullable" and name not in given):
            raise RuleError(f"缺少 {name}", f"{name} is missing")
        elif field.need == "nullable":
            values[name] = None
    return values
