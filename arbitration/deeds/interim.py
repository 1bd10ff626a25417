"""Letters to the court before the award: preservation, and payment in advance (docs/law.md 8.2: D35, D36)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from arbitration.deeds import Data, common, tribunal
from arbitration.deeds.rulings import earlier
from disputes.access import Audience
from disputes.models import Claim, DocketEntry

if TYPE_CHECKING:
    from disputes.models import Party


def preservation(entry: DocketEntry, addressee: Party | None) -> Data:
    """What the applicant asked for, perhaps of the committee that handed the case on (CR-9)."""
    rows = DocketEntry.objects.filter(dispute=entry.dispute_id, step="arbitration.ask_preservation")
    asked = rows.latest("number").facts
    more: Data = {"urgent": "yes"} if asked.get("urgent") else {}
    enclosed = Q(code__in=("D01", "D02", "D09"), volume="main") | Q(code="", audience=Audience.OPEN)
    papers = entry.dispute.papers.filter(enclosed).order_by("pk")
    more["files"] = [
        {"name": "财产保全申请", "pages": 1},
        *({"name": paper.title, "pages": paper.pages or 1} for paper in papers),
    ]
    return common(
        entry, accepted_on=entry.record.accepted_on, court=entry.facts["court"], what=asked["what"],
        amount=asked["amount"], reasons=asked["reason"], **more,
    )  # fmt: skip


def advance(entry: DocketEntry, addressee: Party | None) -> Data:
    """The decision, and the letter by which it goes to the court that enforces."""
    ordered = entry if entry.step.endswith("order_advance") else earlier(entry, "arbitration.order_advance")
    facts = ordered.facts
    claim = Claim.objects.get(pk=facts["claim"])
    more: Data = {"variant": "transfer", "court": entry.facts.get("court")}
    if ordered is entry:
        more = {
            "variant": "order", "clear": facts["clear"], "hardship": facts["hardship"], "tribunal": tribunal(entry.record),
        }  # fmt: skip
    return common(
        entry,
        addressee,
        accepted_on=entry.record.accepted_on,
        claim=claim.text,
        amount=facts["amount"],
        **more,
    )
