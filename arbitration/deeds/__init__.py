"""What the documents of an arbitration say: plain data for `disputes.papers`, always in Chinese."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from disputes.models import Office

if TYPE_CHECKING:
    from disputes.models import Dispute, DocketEntry, Party

ROLES = {"A": "applicant", "B": "respondent", "T": "third"}
SIDES = {"A": "申请人", "B": "被申请人", "T": "第三人"}
ADMITTED = {"yes": "予以采信", "partly": "部分采信", "no": "不予采信"}
CAUSE = "劳动人事争议"
Data = dict[str, Any]


def common(entry: DocketEntry, addressee: Party | None = None, **more: Any) -> Data:
    """What every document carries; `more` is its own."""
    record = entry.record
    return {
        "number": record.number or getattr(record, "intake_number", ""),
        "office": record.office.name,
        "date": entry.on.isoformat(),
        "parties": parties(entry),
        "cause": entry.dispute.cause or CAUSE,
        "addressee": addressee.name if addressee else "",
        **more,
    }


def parties(entry: DocketEntry) -> list[Data]:
    """The parties with those who represent them, read once for all papers of a step."""
    kept = vars(entry)
    if "_parties" not in kept:
        kept["_parties"] = _represented(entry.dispute)
    return [dict(party) for party in kept["_parties"]]


def _represented(dispute: Dispute) -> list[Data]:
    seats = dispute.seats.current().filter(role="representative").select_related("user")
    agents: dict[int, list[Data]] = {}
    for seat in seats:
        agents.setdefault(seat.party_id or 0, []).append({"name": str(seat.user), "scope": seat.powers})
    return [
        {
            "role": ROLES[party.side], "kind": party.kind, "name": party.name, "sex": party.sex, "born": party.born_on,
            "id_no": party.identity, "address": party.address, "postal_address": party.postal_address,
            "phone": party.phone, "head": party.head, "head_post": party.head_post,
            "representatives": agents.get(party.pk, []),
        }
        for party in dispute.parties.all()
    ]  # fmt: skip


def claims(dispute: Dispute, keys: set[int] | None = None) -> list[Data]:
    """All claims that stand, or those of these keys."""
    rows = [
        claim for claim in dispute.claims.all() if not claim.dropped and (keys is None or claim.pk in keys)
    ]
    return [{"text": claim.text, "amount": yuan(claim.amount)} for claim in rows]


def claims_left(record: Any) -> list[Data]:
    """Those no award has decided yet, here or in a case of the dispute before (CR-34, CR-49)."""
    found = {claim.pk for claim in record.dispute.claims.all()} - record.decided_claims
    return claims(record.dispute, found) or claims(record.dispute)


def yuan(amount: Decimal | None) -> str | None:
    return f"{amount:.2f}" if amount is not None else None


def tribunal(record: Any) -> Data:
    """The tribunal as it was last formed; one who sits alone is `sole`."""
    names = [str(person) for person in getattr(record, "arbitrators", ())]
    recorder = str(record.recorder) if record.recorder else ""
    if names:
        return {"presiding": str(record.presiding), "arbitrators": names, "recorder": recorder}
    return {"sole": str(record.presiding), "recorder": recorder}


def intermediate_court(office: Office) -> str:
    """The intermediate court at the committee's seat (AL-49)."""
    basic = office.court
    if basic and basic.court:
        return basic.court.name
    rows = Office.objects.filter(
        kind=Office.Kind.INTERMEDIATE_COURT, division__startswith=office.division[:4]
    )
    return rows.values_list("name", flat=True).first() or "本委所在地的中级人民法院"


def basic_court(office: Office) -> str:
    return office.court.name if office.court else ""


def evidence(dispute: Dispute) -> list[Data]:
    """What the parties handed in, in order; a case without papers rests on what the parties said."""
    rows = dispute.papers.filter(code="", audience="open").exclude(uploaded_by=None)
    found = [{"name": paper.title, "pages": paper.pages or None} for paper in rows]
    return found or [{"name": "当事人陈述"}]


def exhibits(arbitration: Any) -> list[Data]:
    """The catalogues of both sides with the opinions on them and the tribunal's word; without any, what was handed in."""
    rows = arbitration.exhibits.standing().select_related("party").prefetch_related("opinions__party")
    return [_exhibit(row) for row in rows] or evidence(arbitration.dispute)


def _exhibit(row: Any) -> Data:
    pages = f"（第{row.pages.replace('-', '至')}页）" if row.pages else ""
    said = [f"{one.party.name}{_contested(one)}" for one in row.opinions.all()]
    return {
        "name": f"{SIDES[row.side]}提交的《{row.title}》{pages}", "proves": row.proves.strip().rstrip("。"),
        "finding": "；".join(said + ([_admitted(row)] if row.admitted else [])) or None,
    }  # fmt: skip


def _contested(one: Any) -> str:
    words = (("真实性", one.authentic), ("合法性", one.lawful), ("关联性", one.relevant))
    denied = "、".join(word for word, holds in words if not holds)
    why = f"，理由：{one.text.strip().rstrip('。')}" if one.text else ""
    return f"对{denied}有异议{why}" if denied else f"无异议{why}"


def _admitted(row: Any) -> str:
    late = "属逾期提供，予以训诫，" if row.reprimanded else ""
    reason = f"（{row.reason.strip().rstrip('。')}）" if row.reason else ""
    return f"本委{late}{ADMITTED[row.admitted]}{reason}"


def contact(office: Office, officer: Any = None) -> Data:
    return {"name": str(officer) if officer else "立案庭", "phone": office.phone, "address": office.address}
