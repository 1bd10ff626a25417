"""What happened, in the words of whoever applies, and what it is in law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from disputes.models import Claim

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from disputes.models import Draft


@dataclass(frozen=True)
class LifeEvent:
    """One card of the first page.

    `arrears`: pay still owed, so that no limitation runs while the employment lasts (AL-27(4)).
    `matters`: routes of `rules.scope` between which the worker chooses, because some lead elsewhere.
    `employer`: the employer applies, against a worker; `sentence` is how such a claim usually begins.
    """

    code: str
    title: str | _StrPromise
    hint: str | _StrPromise
    icon: str
    claim: str
    cause: str  # as the docket of a Chinese committee names it
    arrears: bool = False
    ends_employment: bool = False
    matters: tuple[str, ...] = ()
    employer: bool = False
    sentence: str = ""


EVENTS: dict[str, LifeEvent] = {
    event.code: event
    for event in (
        LifeEvent(
            "wages", _("My wages are not paid"), _("Wages, bonus or commission paid late, short or not at all"), "money",
            Claim.Kind.WAGES, "追索劳动报酬", arrears=True,
        ),
        LifeEvent(
            "dismissed", _("I was dismissed"), _("Dismissed, made to leave, or the contract was ended"), "person",
            Claim.Kind.UNLAWFUL, "违法解除劳动合同赔偿金", ends_employment=True,
        ),
        LifeEvent(
            "contract", _("I have no written contract"), _("Working for more than a month without one"), "pen",
            Claim.Kind.SECOND_WAGE, "未签订书面劳动合同二倍工资",
        ),
        LifeEvent(
            "injury", _("I was hurt at work"), _("Accident at work or occupational disease"), "hand",
            Claim.Kind.INJURY_MEDICAL, "工伤保险待遇",
            matters=("injury_benefits", "injury_application", "injury_recognition", "disability_grade"),
        ),
        LifeEvent(
            "insurance", _("Social insurance is missing"), _("Not registered, not paid in, or paid too little"), "people",
            Claim.Kind.INSURANCE, "社会保险",
            matters=("insurance_payment", "insurance_loss", "insurance_agency", "housing_fund"),
        ),
        LifeEvent(
            "overtime", _("Overtime is not paid"), _("Evenings, rest days or public holidays"), "clock",
            Claim.Kind.OVERTIME, "加班工资", arrears=True,
        ),
        LifeEvent(
            "other", _("Something else"), _("Leave, sick pay, non-compete, confirming the employment"), "more",
            Claim.Kind.OTHER, "劳动争议",
        ),
        LifeEvent(
            "return", _("The worker keeps what is ours"), _("Tools, a vehicle, papers, data or money to be given back"), "folder",
            Claim.Kind.OTHER, "返还财物", employer=True, sentence="返还占有的单位财物",
        ),
        LifeEvent(
            "loss", _("The worker caused us a loss"), _("Left without notice, or broke the contract or its confidentiality"), "warning",
            Claim.Kind.DAMAGES, "赔偿损失", employer=True, sentence="赔偿用人单位的损失",
        ),
        LifeEvent(
            "non_compete", _("The worker competes with us"), _("Against a non-compete agreement: penalty, or pay to be given back"), "lock",
            Claim.Kind.OTHER, "竞业限制纠纷", employer=True, sentence="支付违反竞业限制约定的违约金",
        ),
        LifeEvent(
            "training", _("The worker left before the service period was over"), _("Special training was paid for and a period agreed"), "book",
            Claim.Kind.OTHER, "服务期违约金", ends_employment=True, employer=True, sentence="支付违反服务期约定的违约金",
        ),
        LifeEvent(
            "employer_other", _("Something else with a worker"), _("Money paid without ground, handing over the work, the contract itself"), "more",
            Claim.Kind.OTHER, "劳动争议", employer=True,
        ),
    )
}  # fmt: skip


def by_employer(draft: Draft) -> bool:
    """Whether the employer is the applicant: either side may be (AL-22)."""
    return EVENTS.get(draft.event, EVENTS["other"]).employer
