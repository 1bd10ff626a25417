"""The questions a calculator asks: one field for each of its inputs, each refusing nonsense in words."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField, MoneyField, plain
from disputes.rules.readings import READINGS


class CountField(forms.DecimalField):
    """Months, hours, days or years: a number from `least` to `most`, typed in full-width digits too."""

    def __init__(self, *, label: Any, most: int, least: int = 0, places: int = 2, **options: Any) -> None:
        words = _("{label}: write a number from {least} to {most}, with digits only.")
        refusal = format_lazy(words, label=label, least=least, most=most)
        codes = ("invalid", "min_value", "max_value", "max_decimal_places", "max_digits", "max_whole_digits")
        super().__init__(
            label=label, min_value=least, max_value=most, decimal_places=places,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "w-short"}),
            error_messages=dict.fromkeys(codes, refusal), **options,
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain(value) if isinstance(value, str) else value)


def _reading(code: str) -> forms.ChoiceField:
    from disputes.intake.circumstances import spoken

    reading = READINGS[code]
    return forms.ChoiceField(
        label=_("Reading"),
        choices=lambda: [(option, spoken(line)) for option, line in reading.options.items()],
    )


YES_NO = (("", "—"), ("yes", _("Yes")), ("no", _("No")))

INPUTS: dict[str, forms.Field] = {
    "start": DayField(label=_("First day of work")),
    "end": DayField(label=_("Last day of work"), help_text=_("Like 2026-1-5.")),
    "monthly_wage": MoneyField(label=_("Monthly pay, average of the last twelve months (yuan)")),
    "city_average_wage": MoneyField(
        label=_("Average monthly pay in the city in the year before (yuan)"),
        help_text=_("As the city published it. Pay above three times of it counts only up to that, and for twelve years at most. [LCL-47]"),
    ),
    "minimum_wage": MoneyField(label=_("Minimum wage of the city (yuan a month)")),
    "last_month_wage": MoneyField(label=_("Pay of the last month before the end (yuan)")),
    "contract_signed": DayField(
        label=_("Day the contract was signed in the end"), help_text=_("Leave empty if it never was."),
    ),
    "claimed_until": DayField(label=_("Counted up to this day"), help_text=_("Leave empty for the longest time the law gives.")),
    "method": _reading("second_wage_part_month"),
    "starts": _reading("second_wage_start"),
    "base": _reading("overtime_base"),
    "monthly_base": MoneyField(
        label=_("Monthly pay that overtime is counted from (yuan)"),
        help_text=_("Pay agreed for normal hours, or all pay earned: as the committee reads the law."),
    ),
    "weekday_hours": CountField(label=_("Hours of overtime on working days"), most=9999),
    "rest_day_hours": CountField(label=_("Hours on rest days"), most=9999),
    "rest_day_hours_compensated": CountField(label=_("Of these, hours for which there was time off"), most=9999),
    "holiday_hours": CountField(
        label=_("Hours on public holidays"), most=9999,
        help_text=_("The 13 statutory days of a year, not the days off around them."),
    ),
    "year": CountField(label=_("Leave of which year?"), least=2008, most=2999, places=0, help_text=_("Four digits, like 2026.")),
    "average_wage_without_overtime": MoneyField(label=_("Monthly pay without overtime pay, average of twelve months (yuan)")),
    "cumulative_service_years": CountField(label=_("Years of work in your whole life, at all employers"), most=80),
    "days_taken": CountField(label=_("Days of leave taken in that year"), most=366),
    "joined_on": DayField(label=_("First day of work")),
    "left_on": DayField(label=_("Last day of work")),
    "arrears": MoneyField(label=_("Pay that is still owed (yuan)")),
    "ordered": forms.ChoiceField(
        label=_("Did the labour authority order the payment, and was it not paid in the time set?"), choices=YES_NO,
        help_text=_("Only then the law gives 50 to 100 % more. [LCL-85]"),
    ),
    "contract_months": CountField(
        label=_("Length of the contract in months"), most=600, help_text=_("Leave empty for a contract without end.")
    ),
    "probation_months_served": CountField(label=_("Months of probation worked"), most=600),
    "wage_after_probation": MoneyField(label=_("Monthly pay after probation (yuan)")),
    "average_wage": MoneyField(label=_("Monthly pay, average of the last twelve months before the end (yuan)")),
    "normal_wage": MoneyField(label=_("Normal monthly pay (yuan)")),
    "shenzhen": forms.ChoiceField(label=_("Is the work done in Shenzhen?"), choices=YES_NO),
    "monthly_compensation": MoneyField(label=_("Compensation a month (yuan)")),
    "months": CountField(label=_("For how many months?"), most=600, help_text=_("Half a month is 0.5.")),
    "paid": MoneyField(label=_("What was paid for this time (yuan)")),
    "daily_wage": MoneyField(label=_("Pay a day (yuan)")),
    "days": CountField(label=_("For how many days?"), most=9999),
    "paid_monthly": MoneyField(label=_("What was paid a month (yuan)")),
    "longer_confirmed": forms.ChoiceField(
        label=_("Was a time of more than twelve months confirmed?"), choices=YES_NO,
        help_text=_("By the labour-capacity appraisal committee of the city. [工伤保险条例-33]"),
    ),
    "grade": CountField(label=_("Grade of disability"), least=1, most=10, places=0, help_text=_("As appraised: 1 to 10.")),
}  # fmt: skip
TRUTHS = frozenset({"ordered", "shenzhen", "longer_confirmed"})


def fields(names: Iterable[str]) -> dict[str, forms.Field]:
    """Fresh fields for these inputs; none is required: what is missing leaves the sum open."""
    found = {name: copy.deepcopy(INPUTS[name]) for name in names}
    for field in found.values():
        field.required = False
    return found


def meant(name: str, answer: Any) -> Any:
    """The answer as the calculator takes it."""
    if name in TRUTHS:
        return {"yes": True, "no": False}.get(answer)
    return None if answer == "" else answer
