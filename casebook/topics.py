"""By what a published case is filed and found: kinds of dispute, claims, trades, ways it went, new forms of work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """AL-2, items (1) to (6)."""

    RELATION = "1", _("Whether there is an employment relationship")
    CONTRACT = "2", _("Making, performing, changing and ending the contract")
    DISMISSAL = "3", _("Dismissal, resignation and leaving")
    CONDITIONS = "4", _("Working time, leave, insurance, training and safety")
    PAY = "5", _("Pay, injury costs, compensation and damages")
    OTHER = "6", _("Other disputes the law names")


class Topic(models.TextChoices):
    """What was claimed."""

    WAGES = "wages", _("Unpaid wages")
    OVERTIME = "overtime", _("Overtime pay")
    RELATION = "confirm_relation", _("Employment relationship")
    SEVERANCE = "severance", _("Economic compensation")
    UNLAWFUL = "unlawful_termination", _("Unlawful termination")
    SECOND_WAGE = "second_wage", _("No written contract")
    MATERNITY = "maternity", _("Pregnancy and maternity")
    INJURY = "work_injury", _("Work injury")
    INSURANCE = "social_insurance", _("Social insurance")
    LEAVE = "rest_leave", _("Rest and leave")
    NON_COMPETE = "non_compete", _("Non-compete")
    SERVICE_FEE = "service_fee", _("Pay for services without employment")
    DENIAL = "denial", _("Employer denies the claim")
    MIXED = "mixed", _("Several claims at once")
    OTHER = "other", _("Other claims")


class Trade(models.TextChoices):
    DELIVERY = "delivery", _("Platform and delivery")
    LOGISTICS = "logistics", _("Transport and logistics")
    BUILDING = "building", _("Building trade")
    MEDIA = "media", _("Media and culture")
    INTERNET = "internet", _("Internet and software")
    MAKING = "making", _("Manufacturing")
    SERVICES = "services", _("Services")
    TEACHING = "teaching", _("Training and education")
    OTHER = "other", _("Other trades")


class Route(models.TextChoices):
    MEDIATION = "mediation", _("Mediation")
    ARBITRATION = "arbitration", _("Arbitration")
    COURT = "court", _("Court")


class Outcome(models.TextChoices):
    """What became of the claims."""

    SETTLED = "settled", _("Settled by agreement")
    UPHELD = "upheld", _("Claims upheld")
    PARTLY = "partly", _("Claims upheld in part")
    REFUSED = "refused", _("Claims refused")


class NewForm(models.TextChoices):
    """Work arranged through a platform, by live stream or in another new form (人社部发〔2021〕56号)."""

    YES = "yes", _("New form of work")
    NO = "no", _("Ordinary employment")


class RecallReason(models.TextChoices):
    """Why a published case was taken back: the kind is public, the reasons are not."""

    PRIVACY = "privacy", _("It could identify a person")
    ERROR = "error", _("It contained an error")
    OVERTURNED = "overturned", _("The outcome was changed by a later decision")
    OBJECTION = "objection", _("Somebody concerned objected with good reason")
    OUTDATED = "outdated", _("The law has changed")


# Kinds of claim as others name them (the core's claims, and records imported) -> ours.
SAID: dict[str, Topic] = {
    "overtime_pay": Topic.OVERTIME, "econ_comp": Topic.SEVERANCE, "illegal_term": Topic.UNLAWFUL,
    "reinstatement": Topic.UNLAWFUL, "notice_pay": Topic.SEVERANCE, "illegal_probation": Topic.UNLAWFUL,
    "double_wage": Topic.SECOND_WAGE, "neg_confirm": Topic.DENIAL, "noncompete_penalty": Topic.NON_COMPETE,
    "noncompete_return": Topic.NON_COMPETE, "non_compete_compensation": Topic.NON_COMPETE,
    "death_benefit": Topic.INJURY, "suspension_wage": Topic.INJURY, "work_injury_medical": Topic.INJURY,
    "injury_leave_pay": Topic.INJURY, "si_loss": Topic.INSURANCE, "working_time": Topic.LEAVE,
    "sick_pay": Topic.WAGES,
}  # fmt: skip
TRADES: tuple[tuple[Trade, str], ...] = (
    (Trade.DELIVERY, "平台 外卖 送餐 网约 骑手"),
    (Trade.LOGISTICS, "快递 物流 运输 货运 快运 仓储"),
    (Trade.BUILDING, "建筑 城建 施工 装饰 挂靠"),
    (Trade.MEDIA, "传媒 文化 MCN 发行 直播 影视"),
    (Trade.INTERNET, "互联网 软件 信息 科技 网络"),
    (Trade.TEACHING, "培训 教育 学校"),
    (Trade.MAKING, "制造 纺织 食品 医药 电子 服装 精密 五金"),
    (Trade.SERVICES, "家政 保安 服务 餐饮 酒店 物业 派遣"),
)


REFUSALS = re.compile("驳回|不支持|未支持|不存在劳动关系|不构成|不予")
GRANTS = re.compile("支付|支持|确认|存在劳动关系|补足|补齐|领回|承担|有效|连续计算")


def outcome_of(sums: Iterable[Mapping[str, str]], routes: Sequence[str], said: str) -> str:
    """What became of the claims: by the sums asked and given, else by what the result says; empty where neither tells."""
    if "调解协议" in said or "和解" in said or list(routes) == ["mediation"]:
        return str(Outcome.SETTLED)
    known = [(float(one["given"]), float(one["asked"] or 0)) for one in sums]
    if known:
        if not any(given for given, _asked in known):
            return str(Outcome.REFUSED)
        whole = all(given and given >= asked for given, asked in known)
        return str(Outcome.UPHELD if whole else Outcome.PARTLY)
    refused, granted = bool(REFUSALS.search(said)), bool(GRANTS.search(REFUSALS.sub("", said)))
    if refused and granted:
        return str(Outcome.PARTLY)
    return str(Outcome.REFUSED) if refused else str(Outcome.UPHELD) if granted else ""


def topic_of(said: str) -> str:
    """Our word for a kind of claim; what we have no word for is `other`."""
    if said in SAID:
        return str(SAID[said])
    return said if said in Topic.values else str(Topic.OTHER)


def trade_of(employer: str) -> str:
    """The trade an employer's description points to (民营企业(快递) -> logistics)."""
    hit = next((trade for trade, words in TRADES if any(word in employer for word in words.split())), None)
    return str(hit or Trade.OTHER)


def routes_of(stages: Iterable[str]) -> list[str]:
    """The ways a case went, in the law's order, from the names of its procedures."""
    named = set(stages)
    courts = {"court", "first_instance", "second_instance", "retrial", "retrial_review"}
    found = [r for r in ("mediation", "arbitration") if r in named]
    return found + (["court"] if named & courts else [])
