"""What the guides were told, carried from page to page and in the end into the draft; nothing of it is stored before."""

from __future__ import annotations

from typing import Any

from django.core import signing

from disputes.models import Dispute

SALT = "claim.guides"
DAYS = 7
Carried = dict[str, Any]  # per guide the answers by question; under `triage` the event and its answers
CATEGORIES = {
    "labour": Dispute.Category.LABOUR,
    "institution": Dispute.Category.INSTITUTION,
    "civil_servant": Dispute.Category.CIVIL_SERVANT,
    "social_organisation": Dispute.Category.ORGANISATION,
    "armed_forces": Dispute.Category.ARMED_FORCES,
}


def sealed(carried: Carried) -> str:
    return signing.dumps(carried, salt=SALT, compress=True)


def opened(token: str) -> Carried:
    """What a token carries; nothing if it is not ours or older than a week."""
    try:
        carried = signing.loads(token, salt=SALT, max_age=DAYS * 24 * 3600)
    except signing.BadSignature:
        return {}
    return carried if isinstance(carried, dict) else {}


def category(carried: Carried) -> str:
    """The class of case (CR-2) by the answer who the two sides are."""
    return CATEGORIES.get(carried.get("scope", {}).get("sides", ""), Dispute.Category.LABOUR)


def more_places(carried: Carried) -> dict[str, Any]:
    """Further workplaces, and the place of the firm that has a dispatched worker's work done (AL-21, AL-22)."""
    said = carried.get("jurisdiction", {})
    found = {"workplaces": said.get("workplaces"), "user_firm_seat": said.get("user_firm_seat")}
    return {name: value for name, value in found.items() if value}


def time_facts(carried: Carried, left_on: str = "") -> dict[str, Any]:
    """What the count of limitation rests on beside the day of knowing (CR-27, CR-28)."""
    said = carried.get("limitation", {})
    found = {
        "ended_on": left_on or said.get("ended_on"),
        "interruptions": said.get("interrupted_on"),
        "suspensions": said.get("suspended"),
    }
    return {name: value for name, value in found.items() if value}
