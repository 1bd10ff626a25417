"""What may be a candidate day, and who may strike it until when (AL-35, CR-38)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from disputes.steps import guard

MOST = 5  # candidate days


@guard(
    _("Name two to five days that leave the notice its time, and a last day for answers before them."),
    law="AL-35, CR-38",
)
def candidates_are_lawful(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    if not facts:
        return True
    slots, until = facts.get("slots") or [], facts["until"]
    days = [date.fromisoformat(slot["day"]) for slot in slots]
    first = first_day_for_hearing(arbitration, max(until, arbitration.act.on))
    return 2 <= len(slots) <= MOST and until >= arbitration.act.on and min(days) >= first


@guard(_("No candidate days wait for your answer, or the time to answer is over."), law="CR-38")
def candidates_are_open(arbitration: Any) -> bool:
    until = arbitration.candidates.get("until")
    return bool(until) and arbitration.act.on <= date.fromisoformat(until)


@guard(
    _("A party struck this day: choose one that is left, or give the reason why it must be this one."),
    law="AL-35, CR-38",
)
def day_is_left_or_reasoned(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    return bool(str(facts.get("reason") or "").strip()) or not was_struck(arbitration, facts)


def was_struck(arbitration: Any, facts: dict[str, Any]) -> bool:
    """Of the hours asked for; nothing is struck before they are named."""
    return "day" in facts and arbitration.is_struck(facts["day"], facts["start"], facts["end"])


@guard(_("Leave at least one of the days, by its place in the list."), law="CR-38")
def one_day_is_left(arbitration: Any) -> bool:
    cannot = arbitration.act.facts.get("cannot")
    places = set(range(len(arbitration.candidates.get("slots", []))))
    return cannot is None or (set(cannot) < places and len(set(cannot)) == len(cannot))
