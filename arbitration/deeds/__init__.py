"""What the documents of an arbitration say: plain data for `disputes.papers`, always in Chinese."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from disputes.models import Office

if TYPE_CHECKING:
    from disputes.models import Dispute, DocketEntry, Party

ROLES = {"A": "applicant", "B": "respondent", "T": "third"}
CAUSE = "劳动人事争议"
Data = dict[str, Any]


def common(entry: DocketEntry, addressee: Party | None = None, **more: Any) -> Data:
    """What every document carries; `more` is its own."""
    record = entry.record
    return {
        "number": record.number or getattr(record, "intake_number", ""),
        "office": record.office.name,
        "date": entry.on.isoformat(),
        "parties": parties(entry.dispute),
        "cause": entry.dispute.cause or CAUSE,
        "addressee": addressee.name if addressee else "",
        **more,
    }


def parties(dispute: Dispute) -> list[Data]:
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


def contact(office: Office, officer: Any = None) -> Data:
    return {"name": str(officer) if officer else "立案庭", "phone": office.phone, "address": office.address}
