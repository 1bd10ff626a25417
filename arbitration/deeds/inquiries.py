"""Requests to collect evidence or to have something appraised, what the committee writes then, and its advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from arbitration.deeds import Data, common, contact
from arbitration.deeds.letters import letter
from arbitration.models import Inquiry

if TYPE_CHECKING:
    from disputes.models import DocketEntry, Party


def asked(entry: DocketEntry) -> Any:
    """The inquiry that this step is about; the one being asked for is no row yet."""
    number = entry.facts.get("inquiry")
    return Inquiry.objects.filter(arbitration=entry.record_id, number=number).select_related("party").first()


def kind_of(entry: DocketEntry) -> str:
    row = asked(entry)
    return str(row.kind if row else entry.facts.get("kind", ""))


def is_collection(entry: DocketEntry) -> bool:
    return kind_of(entry) == Inquiry.Kind.COLLECTION


def is_appraisal(entry: DocketEntry) -> bool:
    return kind_of(entry) == Inquiry.Kind.APPRAISAL


def request(entry: DocketEntry, addressee: Party | None) -> Data:
    facts = entry.facts
    more = (
        {"question": facts["what"]}
        if is_appraisal(entry)
        else {"what": facts["what"], "holder": facts["holder"]}
    )
    return letter(entry, grounds=facts["reason"], **more)


def letter_to(entry: DocketEntry, to: str, **more: Any) -> Data:
    return common(entry, contact=contact(entry.record.office), **more) | {"addressee": to}


def letter_of_introduction(entry: DocketEntry, addressee: Party | None) -> Data:
    """To whoever holds the evidence; at least two officers (CR-16)."""
    facts = entry.facts
    return letter_to(entry, facts["holder"], variant="letter", what=facts["what"], officers=facts["officers"])


def record(entry: DocketEntry, addressee: Party | None) -> Data:
    row = asked(entry)
    return common(
        entry, variant="record", what=row.what, holder=row.holder, officers=row.officers, held_on=entry.on,
        found=entry.facts["found"],
    )  # fmt: skip


def order(entry: DocketEntry, addressee: Party | None) -> Data:
    """To the body that both sides agreed on, or that the tribunal named (AL-37)."""
    facts = entry.facts
    return letter_to(
        entry, facts["body"], variant="order", question=facts["what"], body=facts["body"], payer=facts["payer"],
        due_on=facts["due_on"], agreed=facts.get("agreed"),
    )  # fmt: skip


def costs(entry: DocketEntry) -> bool:
    return bool(entry.facts.get("fee"))


def fee(entry: DocketEntry, addressee: Party | None) -> Data:
    """Who advances the fee, and who bears it in the end (CR-40)."""
    facts = entry.facts
    return letter_to(
        entry, facts["payer"], variant="fee", question=facts["what"], body=facts["body"], payer=facts["payer"],
        amount=facts["fee"],
    )  # fmt: skip


def advice(entry: DocketEntry, addressee: Party | None) -> Data:
    return common(entry, addressee, problem=entry.facts["problem"], advice=entry.facts["advice"])
