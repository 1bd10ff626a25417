"""What a court's system says becomes steps of the hand-off: each message once, in the court's own order (threat 17)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.acts import NotLawful, perform
from disputes.lifecycle.handoff import Stage
from disputes.models import CourtMessage, Dispute, HandOff, PartnerKey
from disputes.wording import one_after_another

EVENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "registered": ("acknowledge", ("docket_number",)),
    "returned": ("return_file", ("reason",)),
    "hearing": ("record_hearing", ("held_on", "place")),
    "result": ("record_result", ("result", "ruling")),
    "struck": ("strike_result", ("reason",)),
    "served": ("serve_result", ("party",)),
    "objection": ("end_order", ()),
    "appeal": ("note_appeal", ("party", "handed_in_on")),
    "compared": ("compare", ("views",)),
}  # event -> step, and what it must say


NUMBER = re.compile(r"[0-9]{1,19}")  # of a party
LONGEST = {"docket_number": 60, "ruling": 60, "result": 20, "place": 120}  # characters; any other text 2,000


class Conflict(ValueError):
    """Another message has that number."""


class Incomplete(ValueError):
    """A member is missing or is not what it has to be; `args` are its name and the words."""


def checked(event: str, said: dict[str, Any]) -> dict[str, Any]:
    """The facts of the step. Raises Incomplete."""
    if event not in EVENTS:
        raise Incomplete("event", _("Name one of: %(events)s.") % {"events": ", ".join(EVENTS)})
    facts: dict[str, Any] = {"on": _day("on", said.get("on"))}
    for name in EVENTS[event][1]:
        value = said.get(name)
        if name == "party":
            if not isinstance(value, int) or isinstance(value, bool):
                raise Incomplete(name, _("Give the number of the party, as the hand-off names it."))
        elif name == "views":
            value = _views(value)
        elif not isinstance(value, str) or not value.strip() or len(value) > LONGEST.get(name, 2000):
            longest = LONGEST.get(name, 2000)
            raise Incomplete(name, _("Give it as a text of at most %(most)s characters.") % {"most": longest})
        facts[name] = value
    for name in {"held_on", "handed_in_on"} & facts.keys():
        _day(name, said.get(name))
    if event == "result" and said.get("served"):
        facts |= _served(said["served"])
    if event == "result" and facts["result"] == Stage.NOT_OBEYED:
        facts |= _of_the_order(said)
    return facts


def _of_the_order(said: dict[str, Any]) -> dict[str, Any]:
    """Its last day to pay, which is over, and what was done so as not to pay (法释〔2013〕3号 2, 4)."""
    last, evasion = _day("obey_by", said.get("obey_by")), said.get("evasion", "")
    if last >= timezone.localdate():
        raise Incomplete(
            "obey_by", _("The time the order gave is not over: write its last day once it has passed.")
        )
    if not isinstance(evasion, str) or len(evasion) > 1000:
        raise Incomplete("evasion", _("Give it as a text of at most %(most)s characters.") % {"most": 1000})
    return {"obey_by": last.isoformat(), "evasion": evasion}


def _served(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(NUMBER.fullmatch(party) for party in value):
        raise Incomplete("served", _("Give an object: number of the party, day of receipt."))
    days = {str(party): _day("served", day).isoformat() for party, day in value.items()}
    return {"served": days, "served_on": max(days.values())}


def _views(value: Any) -> list[dict[str, Any]]:
    """Of each claim how the court saw it: `claim` its number, `view` same, partly or differs, `article`, `reason`."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise Incomplete("views", _("Give a list of objects: claim, view, article, reason."))
    rows = [{name: row.get(name, "") for name in ("claim", "view", "article", "reason")} for row in value]
    texts = all(
        isinstance(row[name], str) and len(row[name]) <= 1000
        for row in rows
        for name in ("view", "article", "reason")
    )
    if (
        not rows
        or not texts
        or any(not isinstance(row["claim"], int) or len(row["article"]) > 40 for row in rows)
    ):
        raise Incomplete("views", _("Give a list of objects: claim, view, article, reason."))
    return rows


def _day(name: str, value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as wrong:
        raise Incomplete(name, _("Give a day as 2026-11-23.")) from wrong


def receive(
    key: PartnerKey, handoff: HandOff, sequence: int, event: str, said: dict[str, Any]
) -> CourtMessage:
    """Keep the message and take whatever can be taken now. The same message again changes nothing.

    Raises Incomplete (nothing is kept) and Conflict (another message has this number).
    """
    checked(event, said)
    with transaction.atomic():
        Dispute.objects.select_for_update().get(pk=handoff.dispute_id)
        _drop_what_a_revoked_key_said(handoff)
        message, _new = CourtMessage.objects.get_or_create(
            handoff=handoff, sequence=sequence, defaults={"key": key, "event": event, "said": said}
        )
        if not message.same(event, said) or message.key.office_id != key.office_id:
            raise Conflict(sequence)
        _take_in_turn(handoff.pk)
    return CourtMessage.objects.get(pk=message.pk)


def _drop_what_a_revoked_key_said(handoff: HandOff) -> None:
    """Not taken yet: it has no effect, and its number is free for the court's next key (threat 17)."""
    CourtMessage.objects.waiting().filter(handoff=handoff.pk).exclude(key__revoked_at=None).delete()


def _take_in_turn(handoff_pk: int) -> None:
    """From the first number that was not taken, as far as there is no gap."""
    taken = CourtMessage.objects.filter(handoff=handoff_pk).exclude(taken_at=None).count()
    for message in CourtMessage.objects.waiting().filter(handoff=handoff_pk).order_by("sequence"):
        if message.sequence != taken + 1:
            return
        _take(message)
        taken += 1


def _take(message: CourtMessage) -> None:
    """One step by the court's account. What the law refuses is kept as refused, and the next message has its turn."""
    facts = checked(message.event, message.said)
    try:
        with transaction.atomic():
            record = HandOff.objects.get(pk=message.handoff_id)
            perform(
                record,
                EVENTS[message.event][0],
                by=message.key.user,
                proof=f"court-message-{message.pk}",
                **facts,
            )
    except NotLawful as refusal:
        message.refused = one_after_another(refusal.reasons)[:500]
    except PermissionDenied as refusal:
        message.refused = str(refusal)[:500] or "not permitted"
    message.taken_at = timezone.now()
    message.save(update_fields=["refused", "taken_at"])
