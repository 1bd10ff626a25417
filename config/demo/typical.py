"""Facts, claims and sums of the demo's disputes, after the typical cases that come with the casebook."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from config.demo.stories import STORIES
from disputes.models import Claim

FILE = "casebook/data/typical_cases.jsonl"
Kind = Claim.Kind
KINDS: dict[str, str] = {
    "illegal_term": Kind.UNLAWFUL, "overtime_pay": Kind.OVERTIME, "econ_comp": Kind.SEVERANCE, "wages": Kind.WAGES,
    "service_fee": Kind.WAGES, "double_wage": Kind.SECOND_WAGE, "confirm_relation": Kind.RELATION,
    "suspension_wage": Kind.INJURY_PAY, "si_loss": Kind.DAMAGES, "maternity": Kind.DAMAGES,
    "death_benefit": Kind.DAMAGES,
}  # fmt: skip
CAUSES: dict[str, str] = {
    Kind.UNLAWFUL: "经济补偿、赔偿金纠纷", Kind.SEVERANCE: "经济补偿、赔偿金纠纷", Kind.OVERTIME: "追索劳动报酬",
    Kind.WAGES: "追索劳动报酬", Kind.SECOND_WAGE: "追索劳动报酬", Kind.RELATION: "确认劳动关系",
    Kind.INJURY_PAY: "工伤保险待遇纠纷", Kind.DAMAGES: "社会保险纠纷", Kind.OTHER: "竞业限制纠纷",
}  # fmt: skip
TEXTS: dict[str, str] = {
    Kind.UNLAWFUL: "支付违法解除劳动合同赔偿金", Kind.SEVERANCE: "支付解除劳动合同经济补偿", Kind.OVERTIME: "支付加班工资",
    Kind.WAGES: "支付工资差额", Kind.SECOND_WAGE: "支付未订立书面劳动合同的第二倍工资", Kind.RELATION: "确认双方存在劳动关系",
    Kind.INJURY_PAY: "支付停工留薪期工资差额", Kind.DAMAGES: "赔偿损失", Kind.OTHER: "支付竞业限制违约金",
}  # fmt: skip
SUMS: dict[str, str] = {  # where the published case names none
    Kind.UNLAWFUL: "36000.00", Kind.SEVERANCE: "24500.00", Kind.OVERTIME: "18640.00", Kind.WAGES: "13200.00",
    Kind.INJURY_PAY: "15600.00", Kind.DAMAGES: "9800.00", Kind.OTHER: "60000.00",
}  # fmt: skip
YEAR = re.compile("20[012]\\d(?=年)")
FULL_WIDTH = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）"})
OUTCOME = re.compile("来源|仲裁|法院|法庭|判|裁|调解|监察|工会|一审|二审|律师")
NAMED = re.compile("[\u4e00-\u9fff](?<![在与由为某对被向给等一])某[甲乙丙]?(?![一二三四个平公企地单区市用])")


@cache
def published() -> dict[str, dict[str, Any]]:
    """The typical cases by their code, and the stories the demo itself publishes: nobody else has told those."""
    lines = (settings.BASE_DIR / FILE).read_text("utf-8").splitlines()
    return {row["id"]: row for row in (*map(json.loads, lines), *STORIES)}


def employer_applies(code: str) -> bool:
    return all(claim["claimant"] == "employer" for claim in published()[code]["claims"])


def facts_of(code: str, worker: str) -> str:
    """What happened, told for the invented worker, without what any authority later said of it."""
    sentences = re.split("(?<=。)", published()[code]["facts"].translate(FULL_WIDTH))
    told = "".join(one for one in sentences if not OUTCOME.search(one))
    named = Counter(NAMED.findall(told)).most_common(1)
    told = told.replace(named[0][0], worker) if named else told
    told = _recent(told)
    return told or f"{worker}与用人单位就{published()[code]['legal_issue']}发生争议。"


def _recent(told: str) -> str:
    """The same years apart, the last of them the year before this one: so that the claims are not long out of time."""
    years = [int(year) for year in YEAR.findall(told)]
    later = timezone.localdate().year - 1 - max(years, default=0)
    return YEAR.sub(lambda year: str(int(year[0]) + later), told)


def claims_of(code: str) -> list[tuple[str, str, Decimal | None]]:
    """Kind, words and sum of the applicant's claims, one of a kind."""
    whose = "employer" if employer_applies(code) else "worker"
    claims = [claim for claim in published()[code]["claims"] if claim["claimant"] == whose]
    return list({KINDS.get(claim["type"], Kind.OTHER): _claim(claim) for claim in claims}.values())


def _claim(claim: dict[str, Any]) -> tuple[str, str, Decimal | None]:
    kind = KINDS.get(claim["type"], Kind.OTHER)
    known = claim["amount_yuan"] or SUMS.get(kind)
    amount = None if known is None else Decimal(known)
    return kind, TEXTS[kind] if amount is None else f"{TEXTS[kind]}{amount:.2f}元", amount
