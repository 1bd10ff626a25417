"""The application as it was filed (AL-28, CR-29): claims with the way their sums were worked out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from arbitration.deeds import Data, common, evidence, parties, yuan

if TYPE_CHECKING:
    from disputes.models import Dispute, DocketEntry, Party


def is_complete(entry: DocketEntry) -> bool:
    """An application with a gap is taken all the same, and completed when the office asks for it (CR-29)."""
    dispute = entry.dispute
    return not is_oral(entry) and _told(dispute)


def is_oral(entry: DocketEntry) -> bool:
    """Told at the counter and written down by somebody of the committee, who is no party (CR-29)."""
    return bool(entry.dispute.taken_down_by(entry.by, entry.record.office_id))


def completed(entry: DocketEntry) -> bool:
    """What was handed in with a gap becomes the application once it is complete (CR-29); the file has one."""
    return _told(entry.dispute) and not entry.dispute.papers.filter(code__in=("D01", "D02")).exists()


def is_told(entry: DocketEntry) -> bool:
    return is_oral(entry) and _told(entry.dispute)


def _told(dispute: Dispute) -> bool:
    return bool(dispute.facts_text.strip()) and dispute.claims.exclude(text="").filter(dropped=False).exists()


def application(entry: DocketEntry, addressee: Party | None) -> Data:
    claims = entry.dispute.claims.filter(side="A", dropped=False)
    claims = claims.exclude(pk__in=entry.record.decided_claims) or claims
    total = sum((claim.amount for claim in claims if claim.amount), Decimal(0))
    data = common(
        entry, facts=entry.dispute.facts_text, total=yuan(total) if total else None,
        claims=[{"text": one.text, "amount": yuan(one.amount), "working": one.worked_out.printed} for one in claims],
        evidence=[{"source": "申请人", **each} for each in evidence(entry.dispute)],
        copies=sum(party["role"] == "respondent" for party in parties(entry)) or 1,
    )  # fmt: skip
    del data["number"]  # a party's own paper has none
    return data


def record(entry: DocketEntry, addressee: Party | None) -> Data:
    """The same application as it was told, with who wrote it down; signed or fingerprinted on paper (CR-29)."""
    return application(entry, addressee) | {"officer": str(entry.by)}
