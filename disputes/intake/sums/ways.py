"""How each kind of claim is worked out, what that asks, and how an application words the claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.models import Claim

Facts = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """One calculator of `rules.amounts` as the screens use it.

    `takes` names, for an input, the fact of the case it is taken from; such an input is asked only while the fact
    is not known. `asks` are asked always, filled in from `takes` where they can be. `by_month`: the calculator gives
    a month's sum, which is multiplied by `months` and reduced by what was `paid`.
    """

    code: str
    title: Any
    asks: tuple[str, ...] = ()
    takes: Mapping[str, str] = field(default_factory=dict)
    by_month: bool = False

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every input, each once: what is taken first, in the order of the calculator's sentence."""
        return tuple(dict.fromkeys([*self.takes, *self.asks]))


@dataclass(frozen=True)
class Kind:
    """The ways to work a kind of claim out, the first one usual, and its sentence in Chinese."""

    words: Callable[[Facts], str]
    ways: tuple[Way, ...] = ()


def _says(sentence: str) -> Callable[[Facts], str]:
    return lambda facts: sentence


def _wages(facts: Facts) -> str:
    months = facts.get("months")
    return f"支付拖欠的{months.normalize():f}个月工资" if months else "支付拖欠的劳动报酬"


_LEAVING = {"start": "since", "end": "left_on", "monthly_wage": "pay", "minimum_wage": "minimum_wage"}
_OWN_PAY = {"monthly_wage": "pay"}
_GRADE = ("grade",)

KINDS: dict[str, Kind] = {
    Claim.Kind.WAGES: Kind(_wages, (
        Way("wages", _("By the month"), ("months", "paid"), _OWN_PAY),
        Way("day_wages", _("By the day"), ("daily_wage", "days", "paid")),
        Way("minimum_wage_gap", _("Less than the minimum wage was paid"), ("paid_monthly", "months"),
            {"minimum_wage": "minimum_wage"}),
    )),
    Claim.Kind.OVERTIME: Kind(_says("支付加班工资"), (
        Way("overtime", _("Overtime pay"),
            ("monthly_base", "weekday_hours", "rest_day_hours", "rest_day_hours_compensated", "holiday_hours"),
            {"monthly_base": "pay", "minimum_wage": "minimum_wage", "base": "base"}),
    )),
    Claim.Kind.SEVERANCE: Kind(_says("支付经济补偿"), (
        Way("severance", _("Economic compensation"), ("city_average_wage",), _LEAVING),
    )),
    Claim.Kind.UNLAWFUL: Kind(_says("支付违法解除劳动合同赔偿金"), (
        Way("unlawful_termination", _("Damages for unlawful termination"), ("city_average_wage",), _LEAVING),
    )),
    Claim.Kind.SECOND_WAGE: Kind(_says("支付未签订书面劳动合同的二倍工资差额"), (
        Way("second_wage", _("Second wage"), ("contract_signed",),
            {"start": "since", "monthly_wage": "pay", "claimed_until": "left_on", "method": "method", "starts": "starts"}),
    )),
    Claim.Kind.LEAVE: Kind(_says("支付未休年休假工资报酬"), (
        Way("unused_leave", _("Unused annual leave"),
            ("year", "cumulative_service_years", "days_taken", "average_wage_without_overtime"),
            {"average_wage_without_overtime": "pay", "joined_on": "since", "left_on": "left_on"}),
    )),
    Claim.Kind.NOTICE_PAY: Kind(_says("支付代通知金"), (
        Way("notice_pay", _("Pay in lieu of notice"), ("last_month_wage",), {"last_month_wage": "pay"}),
    )),
    Claim.Kind.PROBATION: Kind(_says("支付违法约定试用期的赔偿金"), (
        Way("illegal_probation", _("Illegal probation"),
            ("contract_months", "probation_months_served", "wage_after_probation"), {"wage_after_probation": "pay"}),
    )),
    Claim.Kind.NON_COMPETE: Kind(_says("支付竞业限制经济补偿"), (
        Way("non_compete", _("No compensation was agreed"), ("average_wage", "months", "paid"),
            {"average_wage": "pay", "minimum_wage": "minimum_wage"}, by_month=True),
        Way("non_compete_early_end", _("The employer ended the restriction early"), ("monthly_compensation",)),
    )),
    Claim.Kind.SICK_PAY: Kind(_says("支付病假工资"), (
        Way("sick_pay", _("Lowest lawful sick pay"), ("months", "paid"),
            {"normal_wage": "pay", "minimum_wage": "minimum_wage", "shenzhen": "shenzhen"}, by_month=True),
    )),
    Claim.Kind.INJURY_PAY: Kind(_says("支付停工留薪期工资"), (
        Way("injury_leave_pay", _("Pay while treated for the injury"), ("months", "longer_confirmed", "paid"), _OWN_PAY),
    )),
    Claim.Kind.INJURY_GRANTS: Kind(_says("支付一次性工伤保险待遇"), (
        Way("disability_grant", _("One-off disability grant: the employer did not insure"), _GRADE, _OWN_PAY),
        Way("injury_leaving_grants", _("Medical and employment grants on leaving, grades 5 to 10"), _GRADE, _OWN_PAY),
    )),
    Claim.Kind.DAMAGES: Kind(_says(""), (
        Way("", _("I know the sum")),
        Way("arrears_damages", _("50 to 100 % more on arrears, after an order of the labour authority"),
            ("ordered", "arrears")),
    )),
    Claim.Kind.INJURY_MEDICAL: Kind(_says("支付工伤医疗费")),
    Claim.Kind.RELATION: Kind(_says("确认劳动关系")),
    Claim.Kind.REINSTATEMENT: Kind(_says("继续履行劳动合同")),
}  # fmt: skip
PLAIN = Kind(_says(""))
NO_SUM = {
    Claim.Kind.RELATION, Claim.Kind.REINSTATEMENT, Claim.Kind.INSURANCE, Claim.Kind.WORKING_TIME, Claim.Kind.OTHER,
}  # fmt: skip


def way_of(kind: str, code: str = "") -> Way | None:
    """That way of the kind, else its usual one; None where nothing can be worked out."""
    ways = KINDS.get(kind, PLAIN).ways
    return next((way for way in ways if way.code == code), ways[0] if ways else None)
