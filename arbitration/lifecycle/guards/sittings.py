"""When a hearing is closed to the public on request (AL-26, CR-25)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.steps import guard

CLOSING = {
    "trade": _("Trade secret"),
    "privacy": _("Privacy"),
    "state": _("State secret"),
    "agreed": _("Both sides agree"),
}


@guard(_("Nobody has asked that the hearing not be public."), law="CR-25")
def closing_asked(arbitration: Any) -> bool:
    return bool(arbitration.closing)


@guard(_("By agreement the hearing is closed once every party has asked for it."), law="AL-26, CR-25")
def closing_has_a_ground(arbitration: Any) -> bool:
    """In a collective case whoever speaks for the workers agrees for all (CR-63)."""
    asked, dispute = arbitration.closing, arbitration.dispute
    if arbitration.act.facts.get("decision") != "closed" or any(
        one["ground"] != "agreed" for one in asked.values()
    ):
        return True
    parties = [one for one in dispute.parties.all() if one.side in "AB"]
    silent = [one for one in parties if str(one.pk) not in asked]
    if dispute.collective and any(one.worker and str(one.pk) in asked for one in parties):
        return all(one.worker for one in silent)
    return not silent
