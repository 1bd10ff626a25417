"""The applications a party hands the court, made from the case on the step that files them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from disputes import steps
from disputes.access import Audience
from disputes.court import package
from disputes.court.data import PLEDGE, amount, asked_of_court, claims_of, deed, enforceable, parties_of
from disputes.court.grounds import WAGES
from disputes.deadlines import on_steps
from disputes.papers.issue import Issue

if TYPE_CHECKING:
    from disputes.models import DocketEntry, Party


def confirmation(entry: DocketEntry, addressee: Party | None) -> Mapping[str, Any]:
    asks = [{"text": "请求依法确认双方达成的调解协议有效"}]
    return {
        **asked_of_court(entry.record, entry, asks=asks), "variant": "confirmation", "agreement": deed(entry.record),
        "pledge": PLEDGE,
    }  # fmt: skip


def payment_order(entry: DocketEntry, addressee: Party | None) -> Mapping[str, Any]:
    asks = unpaid(entry) or claims_of(entry.dispute)
    total = sum((Decimal(each["amount"]) for each in asks if each["amount"]), Decimal(0))
    return {
        **asked_of_court(entry.record, entry, asks=asks), "variant": "payment_order", "agreement": deed(entry.record),
        "total": amount(total),
    }  # fmt: skip


def unpaid(entry: DocketEntry) -> list[dict[str, Any]]:
    """What is overdue by the agreement it rests on, itself or as the committee or a court gave it force."""
    subject = entry.record.subject
    if entry.record.record_type == "agreementreview":  # its statement says what the agreement said (CR-77)
        kept = steps.model_named("mediation")._default_manager.filter(dispute=entry.dispute_id)
        subject = kept.exclude(effective_on=None).order_by("-pk").first()
    return getattr(subject, "owed", None) or []


def pay_of(entry: DocketEntry) -> list[dict[str, Any]]:
    """What of the claims is pay for work; where none is, all of them."""
    rows = list(entry.dispute.claims.filter(dropped=False))
    wages = [claim for claim in rows if claim.kind in WAGES] or rows
    return [{"text": claim.text, "amount": amount(claim.amount)} for claim in wages]


def wage_order(entry: DocketEntry, addressee: Party | None) -> Mapping[str, Any]:
    """For pay in arrears, without an agreement (LCL-30): what of the claims is pay for work."""
    asks = pay_of(entry)
    total = sum((Decimal(each["amount"]) for each in asks if each["amount"]), Decimal(0))
    asked = asked_of_court(entry.record, entry, asks=asks)
    uploads = entry.dispute.papers.filter(code="", audience=Audience.OPEN).order_by("pk")
    evidence = [{"name": paper.title, "source": "申请人提交"} for paper in uploads]
    return {**asked, "variant": "wage_order", "evidence": evidence, "total": amount(total)}


def enforcement(entry: DocketEntry, addressee: Party | None) -> Mapping[str, Any]:
    instrument = enforceable(entry.record)
    asks = [
        {"text": f"请求强制执行《{instrument['title']}》（{instrument['number']}）确定的给付义务"},
        *unpaid(entry),
    ]
    asked = asked_of_court(entry.record, entry, asks=asks)
    proof = {"name": f"{instrument['title']}（{instrument['number']}）", "source": instrument["made_by"]}
    others = [each for each in asked["evidence"] if each != proof]
    return {**asked, "evidence": [proof, *others], "instrument": instrument}


def complaint(entry: DocketEntry, addressee: Party | None) -> Mapping[str, Any]:
    """To the inspection, or to who reviews an authority's act (监察条例 9; 行政复议法 20)."""
    wages_only = entry.record.ground == "inspection"
    asked = asked_of_court(
        entry.record, entry, asks=pay_of(entry) if wages_only else claims_of(entry.dispute)
    )
    said = {
        name: entry.facts[name] for name in ("challenged", "known_on", "told_on") if entry.facts.get(name)
    }
    return {**asked, "evidence": [], "variant": entry.record.ground, **said}


def crime(entry: DocketEntry, addressee: Party | None) -> Mapping[str, Any]:
    """The inspection's letter to the police: the order, its term and that it was not obeyed, how payment was evaded, how
    much is owed to how many, and what goes along (监察条例 18, 法释〔2013〕3号 2 to 4; docs/law.md 6.5).
    """
    handoff, order = entry.record, entry.record.subject
    answered = entry.dispute.docket.filter(
        step="handoff.record_result", record_type="handoff", record_id=order.pk
    )
    facts = answered.order_by("-number").values_list("facts", flat=True).first() or {}
    asks = pay_of(entry)
    papers = [paper for paper in package.papers_for(handoff) if paper.code != "J05"]
    said = {
        "ordered_on": str(order.answered_on), "due_on": facts.get("obey_by"), "evasion": facts.get("evasion"),
        "complaint_number": order.docket_number, "workers": entry.dispute.workers,
        "total": amount(sum((Decimal(each["amount"]) for each in asks if each["amount"]), Decimal(0))),
        "files": [{"name": paper.title, "pages": paper.pages or 1} for paper in papers],
    }  # fmt: skip
    return {
        "number": order.docket_number, "office": handoff.from_office.name, "date": entry.on.isoformat(),
        "parties": parties_of(handoff.dispute), "addressee": handoff.office.name,
        "cause": handoff.dispute.cause or "劳动争议", "reasons": entry.facts.get("reason") or handoff.dispute.facts_text,
        "order": order.ruling, "claims": asks, **{key: value for key, value in said.items() if value},
    }  # fmt: skip


def received_file(entry: DocketEntry, addressee: Party | None) -> Mapping[str, Any]:
    """The slip for the file of a transferred case: what came, from whom, under which number it is kept (CR-9, CR-29)."""
    handoff = entry.record
    listed = entry.dispute.papers.filter(code="J03", record_type="handoff", record_id=handoff.pk).last()
    files = listed.data["files"] if listed else []
    items = [
        {
            "name": each["title"] if each.get("title") else each["name"],
            "pages": each["pages"] or 1,
            "copies": 1,
        }
        for each in files
    ]
    return {
        "number": entry.facts["docket_number"], "office": handoff.office.name, "date": entry.on.isoformat(),
        "received_from": handoff.from_office.name, "received_at": entry.at.isoformat(), "items": items,
        "officer": str(entry.by) if entry.by else handoff.office.name,
    }  # fmt: skip


SUPERVISED = {
    "opened": "本委已决定对本案重新处理，另行组成仲裁庭。重新处理期间，上述文书中止执行。",
    "upheld": "本委对本案重新处理后，决定维持上述文书，可以恢复执行。",
    "replaced": "本委对本案重新处理后，已另行作出仲裁文书，上述文书不再执行。",
}


def supervision(entry: DocketEntry, addressee: Party | None) -> Mapping[str, Any]:
    """The letter to the court that enforces, where none of its people reads this here (B9-18)."""
    handoff, instrument = entry.record, deed(entry.record)
    return {
        "number": instrument["number"], "office": handoff.from_office.name, "date": entry.on.isoformat(),
        "parties": parties_of(handoff.dispute), "cause": handoff.dispute.cause or "劳动争议", "addressee": handoff.office.name,
        "instrument": instrument, "reasons": SUPERVISED[entry.facts["what"]], "variant": "letter",
    }  # fmt: skip


def is_on_paper(entry: DocketEntry) -> bool:
    return bool(entry.record.on_paper)


LETTER = Issue(code="D45", on=on_steps("handoff.tell_of_supervision"), data=supervision, when=is_on_paper)
FILE_RECEIVED = Issue(code="D03", on=on_steps("handoff.acknowledge:transfer"), data=received_file)
COMPLAINT = Issue(code="J04", on=on_steps("handoff.file:inspection", "handoff.file:review"), data=complaint)
CRIME = Issue(code="J05", on=on_steps("handoff.file:police"), data=crime)
CONFIRMATION = Issue(
    code="J01", on=on_steps("handoff.join:confirmation"), data=confirmation, audience=Audience.AGREEMENT
)
PAYMENT_ORDER = Issue(
    code="J01", on=on_steps("handoff.file:payment_order"), data=payment_order, audience=Audience.AGREEMENT
)
WAGE_ORDER = Issue(code="J01", on=on_steps("handoff.file:wage_order"), data=wage_order)
ENFORCEMENT = Issue(code="J02", on=on_steps("handoff.file:enforcement"), data=enforcement)
