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


@guard(_("By agreement the hearing is closed once each side has asked for it."), law="AL-26, CR-25")
def closing_has_a_ground(arbitration: Any) -> bool:
    if arbitration.act.facts.get("decision") != "closed":
        return True
    agreeing = {one["side"] for one in arbitration.closing.values() if one["ground"] == "agreed"}
    return {"A", "B"} <= agreeing or any(one["ground"] != "agreed" for one in arbitration.closing.values())
