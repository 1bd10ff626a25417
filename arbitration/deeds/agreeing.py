"""What the sides agree on between themselves, as its papers say it (M09, D30a)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arbitration.deeds import SIDES, Data, common
from arbitration.deeds.letters import letter
from disputes.calendars import in_force
from disputes.models import DocketEntry
from disputes.rules import periods

if TYPE_CHECKING:
    from disputes.models import Party


def settlement(entry: DocketEntry, addressee: Party | None) -> Data:
    """The terms as both sides agreed to them, each with who did so and when (MR-11)."""
    rows = DocketEntry.objects.filter(
        dispute=entry.dispute_id, record_type="arbitration", record_id=entry.record_id
    )
    proposed = rows.filter(step="arbitration.propose_settlement").select_related("by").latest("pk")
    hands = [_hand(proposed), _hand(entry)]
    order = [*SIDES.values()]
    return common(
        entry, terms=entry.record.settlement["terms"],
        signatures=sorted(hands, key=lambda hand: order.index(hand["label"].partition("（")[0])),
    )  # fmt: skip


def _hand(entry: DocketEntry) -> Data:
    party = entry.dispute.party_of(entry.by) if entry.by else None
    side, name = (SIDES[party.side], party.name) if party else ("当事人", "")
    return {
        "label": f"{side}（签名或者盖章）", "name": name, "signer": str(entry.by), "signed_at": entry.at.isoformat(),
    }  # fmt: skip


def delegation(entry: DocketEntry, addressee: Party | None) -> Data:
    """The consent of one side; the ten working days begin once both have given it."""
    due = periods.due("delegated_mediation", entry.on, calendar=in_force()).due
    return letter(entry, body=entry.facts["body"], due_on=due)
