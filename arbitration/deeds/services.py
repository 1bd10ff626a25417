"""The proof of service for the file (送达回证, CR-20): of papers a committee serves. An announcement is its own (D41)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arbitration.deeds import CAUSE, Data
from arbitration.deeds.notices import CHANNELS
from arbitration.deeds.rulings import by_a_committee
from disputes.models import Deadline

if TYPE_CHECKING:
    from datetime import date

    from disputes.models import DocketEntry, Party

LEFT = {"refused": "受送达人拒绝接收", "closed": "用人单位停止经营，无法送达，且劳动者在十人以上"}
RETURNED = {
    "wrong": "受送达人确认的送达地址不准确，文书退回", "moved": "受送达人变更送达地址未告知，文书退回",
    "refused": "受送达人或者其指定的代收人拒绝签收，文书退回",
}  # fmt: skip
PLATFORM = "受送达人在案件平台的账户"


def proved(entry: DocketEntry) -> bool:
    return by_a_committee(entry) and not entry.record.paper.code.startswith("M")


def receipt(entry: DocketEntry, addressee: Party | None) -> Data:
    """What was served, how, where and when; with it what lay in the same envelope."""
    service = entry.record
    paper, party = service.paper, service.party
    enclosed = [{"name": name} for name in paper.data.get("enclosures") or []]
    data: Data = {
        "number": paper.number or entry.dispute.reference, "office": service.office.name, "date": entry.on.isoformat(),
        "cause": entry.dispute.cause or CAUSE, "addressee": party.name,
        "documents": [{"name": paper.title, "number": paper.number}, *enclosed],
        "served_on": service.served_on, "server": str(entry.by) if entry.by else "案件平台",
        "place": party.postal_address or party.address or "受送达人处",
    }  # fmt: skip
    if entry.step == "service.leave":
        left = {"method": "留置送达", "witnesses": [service.receipt], "deemed_on": _deemed(entry)}
        left |= {"note": LEFT.get(entry.facts.get("why", ""))}
        return (
            data
            | left
            | {"served_on": entry.on, "media": [entry.facts["media"]] if entry.facts.get("media") else []}
        )
    if entry.step == "service.deem_returned":
        note = f"{RETURNED[entry.facts['why']]}：{service.receipt}"
        return data | {"method": "邮寄送达", "note": note, "deemed_on": service.served_on}
    data |= {"method": CHANNELS.get(service.channel, "直接送达"), "note": service.receipt}
    if service.channel == "electronic":
        data["place"] = PLATFORM
    return data


def _deemed(entry: DocketEntry) -> date | None:
    """The day on which what was left counts as served, if nothing else proves it before (CR-20)."""
    rows = Deadline.objects.filter(
        dispute=entry.dispute_id, code="service.posting", record_id=entry.record_id
    )
    return rows.order_by("-pk").values_list("due_on", flat=True).first()
