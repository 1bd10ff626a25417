"""Awards, mediation statements, certificates, and the papers of a review."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from arbitration.deeds import (
    CAUSE,
    Data,
    basic_court,
    claims,
    claims_left,
    common,
    exhibits,
    intermediate_court,
    parties,
    tribunal,
    yuan,
)
from arbitration.deeds.rulings import earlier
from arbitration.lifecycle.guards.minutes import missing_respondents, respondents_gone
from disputes.models import Deadline, DocketEntry, HandOff, Service
from disputes.papers.wording import cite, cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from disputes.models import Party

PLEDGE = "双方自愿达成调解协议，对协议内容没有争议；没有恶意串通、规避法律，没有损害国家利益、社会公共利益或者他人合法权益的情形。"
REVIEW_REFUSED = {
    "scope": "不属于仲裁委员会受理争议范围",
    "jurisdiction": "不属于本仲裁委员会管辖",
    "late": "超出规定的申请期间",
    "relation": "调解协议的内容涉及确认劳动关系",
    "confirmed": "调解协议已经人民法院司法确认",
    "unlawful": "违反法律、行政法规强制性规定",
    "harmful": "损害国家利益、社会公共利益或者公民、法人、其他组织合法权益",
    "evidence": "当事人提供证据材料有弄虚作假嫌疑",
    "not_voluntary": "违反自愿原则",
    "unclear": "内容不明确",
    "other": "其他不能制作调解书的情形",
}


def procedure(arbitration: Any, ending: str) -> str:
    """The course of the case as an award tells it."""
    when, accepted = arbitration.received_on, arbitration.accepted_on
    sat = "独任仲裁庭" if not arbitration.bench else "仲裁庭"
    told = [f"申请人于{_day(when)}向本委申请仲裁，本委于{_day(accepted)}受理，依法组成{sat}。"]
    if last := withdrawn_beside(arbitration):
        told.append(f"申请人于{_day(last.on)}撤回其仲裁请求，本委就被申请人的反申请继续审理。")
    if last := counterclaim_taken_back(arbitration):
        told.append(f"被申请人于{_day(last.on)}撤回反申请。")
    told += _sittings(arbitration)
    return "".join(told) + ending


def _sittings(arbitration: Any) -> list[str]:
    """On which days it was heard, and who stayed away from which, or left it (AL-36)."""
    sat = sittings(arbitration)
    closed = "不公开" if arbitration.closed_before else ""
    if len(sat) < 2:
        return [f"{_day(one.day)}，仲裁庭{closed}开庭审理了本案。{_missed(one)}" for one in sat]
    missed = [f"{_day(one.day)}的庭审，{told}" for one in sat if (told := _missed(one))]
    days = "、".join(_day(one.day) for one in sat)
    return [f"{days}，仲裁庭先后{closed}开庭审理了本案。", *missed]


class Sitting(NamedTuple):
    """Its day, the side that stayed away, and by name the respondents that did and those that left without leave."""

    day: date
    absent: str
    missing: list[str]
    left: list[str]


def sittings(arbitration: Any) -> list[Sitting]:
    respondents = {one.pk: one.name for one in arbitration.dispute.parties.all() if one.side == "B"}

    def sitting(day: date, absent: str, missing: Iterable[int], left: Iterable[int]) -> Sitting:
        away = [name for key, name in respondents.items() if absent == "B" or key in missing]
        return Sitting(day, absent, away, [name for key, name in respondents.items() if key in left])

    sat = [
        sitting(date.fromisoformat(one["day"]), one["absent"], one.get("missing", ()), one.get("left", ()))
        for one in arbitration.sat
    ]
    if arbitration.hearing_on:
        away, left = missing_respondents(arbitration), respondents_gone(arbitration)
        sat.append(sitting(arbitration.hearing_on, arbitration.absent_side, away, left))
    return sat


def _missed(sitting: Sitting) -> str:
    if sitting.absent == "A":
        told = "申请人经依法通知无正当理由未到庭，其仲裁请求按撤回处理，本委就被申请人的反申请依法缺席审理。"
    else:
        told = _heard_without(sitting.missing, "经依法通知无正当理由未到庭")
    return told + _heard_without(sitting.left, "未经仲裁庭许可中途退庭")


def _heard_without(names: list[str], why: str) -> str:
    return f"被申请人{'、'.join(names)}{why}，本委依照{DEFAULT}的规定对其缺席审理。" if names else ""


def in_default(arbitration: Any) -> str:
    """Against which respondents the award is given in their absence: those that sat through no sitting (AL-36)."""
    away = [[*one.missing, *one.left] for one in sittings(arbitration)]
    never = [name for name in (away[0] if away else ()) if all(name in names for names in away)]
    return f"对被申请人{'、'.join(never)}缺席裁决。" if never else ""


DEFAULT = cite(["AL-36"])


def withdrawn_beside(arbitration: Any) -> DocketEntry | None:
    """The applicant took back its own claims, and the counterclaim was heard (CR-35, CR-36)."""
    return _last_taken(arbitration, "withdraw_claims")


def counterclaim_taken_back(arbitration: Any) -> DocketEntry | None:
    return _last_taken(arbitration, "withdraw_counterclaim")


def _last_taken(arbitration: Any, step: str) -> DocketEntry | None:
    rows = DocketEntry.objects.filter(dispute=arbitration.dispute_id, record_id=arbitration.pk)
    return rows.filter(step=f"arbitration.{step}").order_by("number").last()


def _day(value: Any) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def award(entry: DocketEntry, addressee: Party | None) -> Data:
    record = entry.record
    items = list(record.items.select_related("claim"))
    total = sum((item.awarded or Decimal(0) for item in items), Decimal(0))
    data = common(
        entry, addressee, variant=f"partial_{record.kind}" if record.partial else record.kind,
        procedure=procedure(record.arbitration, ending(record)),
        claims=claims(entry.dispute, {item.claim_id for item in items}), facts=record.facts, reasons=record.reasons,
        evidence=exhibits(record.arbitration), tribunal=tribunal(record.arbitration), defence=defence(entry),
        result=[ruling(item) for item in items], law=cited(one for item in items for one in item.articles),
        total=yuan(total) if total else None, basic_court=basic_court(record.office),
        companion_number=record.companion,
    )  # fmt: skip
    if record.final:
        data["intermediate_court"] = intermediate_court(record.office)
    return data


def ending(award: Any) -> str:
    told = "现对已经清楚的部分先行裁决。" if award.partial else "现已审理终结。"
    return f"{told}本委{default}" if (default := in_default(award.arbitration)) else told


def ruling(item: Any) -> Data:
    """One item; how its sum was worked out is printed where the tribunal awards that very sum.

    `about`, `found` and `law` are printed in the reasons.
    """
    told = item.awarded and item.worked_out.amount == item.awarded
    return {
        "text": item.text, "amount": yuan(item.awarded) if item.awarded else None,
        "working": item.worked_out.printed if told else [],
        "about": item.claim.text, "found": item.found, "law": cited(item.articles),
    }  # fmt: skip


def defence(entry: DocketEntry) -> str:
    """What the respondents answered, in their own words."""
    said = DocketEntry.objects.filter(
        dispute=entry.dispute_id,
        step__in=["arbitration.answer", "arbitration.record_answer"],
        record_id=entry.record.arbitration_id,
    )
    return "\n".join(answer.facts.get("text", "") for answer in said.order_by("number"))


def statement(entry: DocketEntry, addressee: Party | None) -> Data:
    """The tribunal's mediation statement (AL-42, CR-72)."""
    record = entry.record
    facts = entry.facts.get("facts") or entry.dispute.facts_text
    return common(
        entry, addressee, variant="whole", procedure=procedure(record, "经仲裁庭主持调解，双方达成协议。"),
        claims=claims_left(record), facts=facts, result=entry.facts["result"], tribunal=tribunal(record),
    )  # fmt: skip


ASKED = {"suit": "提起诉讼", "set_aside": "申请撤销裁决"}
ANSWERED = {
    "stands": "申请已被驳回", "gave_way": "因劳动者起诉，申请已被驳回", "withdrawn": "已经撤回", "dismissed_late": "因逾期已被驳回",
    "dismissed_scope": "起诉已被驳回", "refused": "人民法院未予受理", "judged": "人民法院已作出判决",
}  # fmt: skip


def suits(award: Any) -> Iterator[str]:
    """Who went to court over it, and what became of that; for a worker who sued and was not turned away it has no
    effect (J1-17).
    """
    rows = HandOff.objects.filter(record_type="award", record_id=award.pk, ground__in=ASKED).exclude(
        filed_on=None
    )
    for one in rows.select_related("filed_by").order_by("pk"):
        became = ANSWERED.get(one.stage, "人民法院尚未作出裁判") + (
            f"，文书为{one.ruling}" if one.ruling else ""
        )
        apart = "，本裁决对其不发生法律效力" if one.ground == "suit" and not award.binds(one.filed_by) else ""
        yield f"{one.filed_by.name}于{_day(one.filed_on)}{ASKED[one.ground]}，{became}{apart}。"


def certificate(entry: DocketEntry, addressee: Party | None) -> Data:
    """That the award is in effect, with the days of service and what is known of suits."""
    record = entry.record
    copies = Service.objects.served().filter(paper__code="D38")
    rows = copies.filter(paper__record_type="award", paper__record_id=record.pk)
    served = [{"name": row.party.name, "served_on": row.served_on} for row in rows.select_related("party")]
    creditors = [
        party.name for party in entry.dispute.parties.all() if record.gives_to(party) and record.binds(party)
    ]
    return common(
        entry, instrument={"title": "仲裁裁决书", "number": record.number, "made_on": record.made_on}, served=served,
        suits="".join(suits(record)) or "经查询，未发现当事人起诉或者申请撤销裁决。", effective_on=record.effective_on,
    ) | {"addressee": "、".join(creditors) or entry.dispute.reference}  # fmt: skip


def agreement(review: Any) -> Data:
    paper = review.agreement
    row = Deadline.objects.filter(dispute=review.dispute_id, rule="agreement_review_application").latest("pk")
    return {
        "title": paper.title, "number": paper.number, "made_by": paper.data.get("office") or "调解组织",
        "made_on": paper.data.get("date") or row.trigger_on, "effective_on": row.trigger_on,
    }  # fmt: skip


def can_be_written_to(entry: DocketEntry) -> bool:
    """The application names the addresses and phones of both (CR-74); the office asks for what is missing."""
    rows = entry.dispute.parties.all()
    return all(one.phone and (one.address or one.postal_address) for one in rows)


def review_application(entry: DocketEntry, addressee: Party | None) -> Data:
    """Both sides apply together; the joining of the second completes it (CR-74)."""
    record = entry.record
    people = [one | {"address": one["address"] or one["postal_address"]} for one in parties(entry)]
    data = common(
        entry, parties=people, agreement=agreement(record), claims=[{"text": "请求对调解协议进行审查，依据调解协议制作仲裁调解书"}],
        evidence=[{"name": "调解协议书", "source": "双方当事人"}],
        pledge=earlier(entry, "agreementreview.apply").facts.get("pledge") or PLEDGE,
    )  # fmt: skip
    del data["number"]
    return data


def review_answer(entry: DocketEntry, addressee: Party | None) -> Data:
    """V02: accepted or refused; V03: no statement made."""
    record = entry.record
    more: Data = {"filed_on": record.submitted_on, "agreement": agreement(record)}
    if entry.step == "agreementreview.accept":
        row = Deadline.objects.filter(code="agreementreview.review", record_id=record.pk).latest("pk")
        more |= {"variant": "accepted", "accepted_on": record.accepted_on, "due_on": row.due_on}
        more |= {"explanation": row.told("zh")}
    else:
        more |= {"ground": REVIEW_REFUSED[entry.facts["ground"]], "reasons": entry.facts["reason"]}
        more |= {"variant": "refused"} if entry.step == "agreementreview.refuse" else {}
    return common(entry, addressee, **more)


def was_accepted(entry: DocketEntry) -> bool:
    """What was not taken up yet needs no decision to end it (CR-79)."""
    return entry.record.accepted_on is not None


def review_ended(entry: DocketEntry, addressee: Party | None) -> Data:
    """V03: a side took the application back before the statement was served (CR-76, CR-79)."""
    side = entry.dispute.side_of(entry.by) if entry.by else ""
    names = "、".join(party.name for party in entry.dispute.parties.all() if party.side == side)
    more: Data = {"filed_on": entry.record.submitted_on, "agreement": agreement(entry.record)}
    return common(entry, addressee, variant="ended", asked_on=entry.on, asked_by=names or "当事人", **more)


def reviewed_statement(entry: DocketEntry, addressee: Party | None) -> Data:
    """With the same content as the agreement (CR-77)."""
    record = entry.record
    said = record.agreement.data
    told = f"双方当事人就经调解达成的协议，于{_day(record.submitted_on)}共同申请本委审查。经审查，调解协议内容合法有效。"
    return common(
        entry, addressee, variant="whole", procedure=told, claims=said.get("claims") or claims(entry.dispute),
        facts=said.get("facts") or entry.dispute.facts_text or CAUSE, result=said["result"], tribunal=tribunal(record),
    )  # fmt: skip
