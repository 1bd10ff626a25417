"""What the court's documents and the package say of a hand-off, from the rows of the case (shapes: papers.shapes)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disputes.models import HandOff, Paper

if TYPE_CHECKING:
    from disputes.models import Dispute, DocketEntry, Party

PLEDGE = (
    "双方当事人承诺：本调解协议系双方自愿达成，没有恶意串通、规避法律的行为；"
    "如因该协议内容给他人造成损害，愿意承担相应的民事责任和其他法律责任。"
)
DEEDS = {"confirmed": "民事裁定书", "enforceable": "支付令"}  # of a court, on a mediation agreement
ROLES = {"A": "applicant", "B": "respondent", "T": "third"}


def party_of(party: Party, role: str) -> dict[str, Any]:
    return {
        "role": role, "kind": party.kind, "name": party.name, "sex": party.sex, "born": party.born_on,
        "id_no": party.identity, "address": party.address, "postal_address": party.postal_address,
        "phone": party.phone, "head": party.head, "head_post": party.head_post,
    }  # fmt: skip


def parties_of(dispute: Dispute) -> list[dict[str, Any]]:
    return [party_of(party, ROLES[party.side]) for party in dispute.parties.all()]


def parties_before_court(handoff: HandOff) -> list[dict[str, Any]]:
    """Who asks the court stands first, as the applicant."""
    asking = handoff.filed_by.side
    parties = sorted(handoff.dispute.parties.all(), key=lambda party: party.side != asking)
    return [
        party_of(p, "applicant" if p.side == asking else ROLES["T" if p.side == "T" else "B"])
        for p in parties
    ]


def claims_of(dispute: Dispute) -> list[dict[str, Any]]:
    return [
        {"text": claim.text, "amount": amount(claim.amount)} for claim in dispute.claims.filter(dropped=False)
    ]


def amount(value: Any) -> str | None:
    return None if value is None else f"{value:.2f}"


def deed(handoff: HandOff) -> dict[str, Any]:
    """The award, statement or agreement that it rests on, as other papers cite it: the newest paper of the record."""
    codes = ("D38", "D37", "M05")
    papers = Paper.objects.filter(
        dispute=handoff.dispute_id, record_type=handoff.record_type, record_id=handoff.record_id
    )
    paper = papers.filter(code__in=codes).order_by("-pk").first()
    made_on = paper.data.get("date") if paper else None
    effective = getattr(handoff.subject, "effective_on", None) or made_on
    return {
        "title": paper.title if paper else "", "number": (paper.number or paper.data.get("number")) if paper else "",
        "made_by": handoff.from_office.name, "made_on": made_on,
        "effective_on": str(effective) if effective else None,
    }  # fmt: skip


def enforceable(handoff: HandOff) -> dict[str, Any]:
    """What is enforced. An agreement by itself is not: the ruling or order that a court gave on it is (CPL-206, 227)."""
    given = handoff.siblings_of_any_ground().filter(stage__in=DEEDS).order_by("-pk").first()
    if handoff.record_type != "mediation" or given is None:
        return deed(handoff)
    day = str(given.answered_on)
    return {
        "title": DEEDS[given.stage], "number": given.ruling, "made_by": given.office.name,
        "made_on": day, "effective_on": day,
    }  # fmt: skip


def asked_of_court(handoff: HandOff, entry: DocketEntry, *, asks: list[dict[str, Any]]) -> dict[str, Any]:
    """What every application to a court says."""
    found = deed(handoff)
    return {
        "office": handoff.office.name, "date": entry.on.isoformat(), "parties": parties_before_court(handoff),
        "claims": asks, "facts": entry.facts.get("reason") or handoff.dispute.facts_text,
        "evidence": [{"name": f"{found['title']}（{found['number']}）", "source": found["made_by"]}],
    }  # fmt: skip


def listed(handoff: HandOff, entry: DocketEntry, files: list[dict[str, Any]]) -> dict[str, Any]:
    """J03, the list of what is handed over."""
    return {
        "number": deed(handoff)["number"] or handoff.dispute.reference, "office": handoff.from_office.name,
        "date": entry.on.isoformat(), "parties": parties_of(handoff.dispute),
        "cause": handoff.dispute.cause or "劳动争议",
        "receiver": handoff.office.name, "files": files, "officer": str(entry.by),
    }  # fmt: skip


def handed_over(handoff: HandOff, entry: DocketEntry) -> dict[str, Any]:
    """The structured data a court's system takes over instead of typing them."""
    return {
        "reference": handoff.dispute.reference, "handoff": handoff.pk, "ground": handoff.ground,
        "law": handoff.rule.law, "court": handoff.office.name, "office": handoff.from_office.name,
        "filed_on": handoff.filed_on, "sent_on": entry.on, "filed_by": handoff.filed_by_id,
        "rests_on": {"kind": handoff.record_type, **deed(handoff)}, "cause": handoff.dispute.cause,
        "parties": [
            {"key": p.pk, **party_of(p, ROLES[p.side]), "born": p.born_on or None}
            for p in handoff.dispute.parties.all()
        ],
        "claims": claims_of(handoff.dispute),
    }  # fmt: skip
