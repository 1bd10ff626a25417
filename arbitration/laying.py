"""Lines of a proposal, booked: each by its own lawful step, at once or by the worker where there are many.

What the worker is to book is kept as rows. A line is marked done in the transaction that takes its step, so a worker that is
killed leaves each line booked or waiting, and whoever comes next goes on; nothing is booked twice.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from arbitration.lifecycle.stages import Stage
from arbitration.models import Arbitration, BookingLine, Hearing, Proposal, Room
from arbitration.timetables import as_move
from disputes.acts import NotLawful, perform
from disputes.rounds import every_round

if TYPE_CHECKING:
    from disputes.models import User

logger = logging.getLogger(__name__)
AT_ONCE = 100  # lines booked while somebody waits; more are the worker's
SPELL = 10.0  # seconds of one round of the ticker
TRIES = 3  # how often a line that fails without a lawful reason is tried
PARTS = ("day", "start", "end", "room")
WAS = "was"  # where a hearing stood when its move was worked out


def book(kind: str, key: int, move: dict[str, Any], *, by: User, reason: str = "") -> list[str]:
    """One line, by the step it needs. Returns why it was refused."""
    case = Arbitration.objects.select_related("dispute").get(pk=key)
    standing, room = case.hearing, Room.objects.filter(pk=move["room"]).first()
    if room is None:
        return [_("The room is no longer used; have the times worked out anew. [CR-38]")]
    facts: dict[str, Any] = {
        "room": room, "day": date.fromisoformat(move["day"]), "start": move["start"], "end": move["end"],
    }  # fmt: skip
    step = "schedule"
    if kind == Proposal.Kind.REPAIR:
        step, facts["reason"] = "postpone", reason
        if standing is not None and as_move(standing) != move.get(WAS, as_move(standing)):
            return [_("The hearing was moved meanwhile; have the moves worked out anew. [CR-38]")]
    try:
        if not by.is_active:
            raise PermissionDenied
        perform(case, step, by=by, **facts)
    except NotLawful as refusal:
        return [str(one) for one in refusal.reasons]
    except PermissionDenied:
        return [_("This is no longer yours to book.")]
    return []


def order(proposal: Proposal, keys: Iterable[int], *, by: User, reason: str = "") -> None:
    """Have the worker book these lines as they are proposed now. What waits or is booked stays; refused is tried anew."""
    wanted = [key for key in dict.fromkeys(keys) if str(key) in proposal.moves]
    with transaction.atomic():
        Proposal.objects.select_for_update().get(pk=proposal.pk)
        BookingLine.objects.filter(proposal=proposal, arbitration__in=wanted).refused().delete()
        BookingLine.objects.bulk_create(
            [
                BookingLine(
                    proposal=proposal, arbitration_id=key, by=by, reason=reason, language=get_language() or "",
                    move={part: said for part, said in proposal.moves[str(key)].items() if part in (*PARTS, WAS)},
                )
                for key in wanted
            ],
            ignore_conflicts=True,
        )  # fmt: skip


@every_round
def book_waiting() -> int:
    """The lines that wait, oldest first, as long as the round lasts. Returns how many were done."""
    began, done = time.monotonic(), 0
    for pk in list(BookingLine.objects.waiting().order_by("tries", "pk").values_list("pk", flat=True)):
        if time.monotonic() - began > SPELL:
            break
        try:
            done += _take(pk)
        except Exception:
            logger.exception("line %d was not booked", pk)
            _failed(pk)
    return done


def _take(pk: int) -> bool:
    """The step and the mark in one transaction; another worker's line is left to it."""
    with transaction.atomic():
        waiting = BookingLine.objects.waiting().select_for_update(skip_locked=True, of=("self",))
        line = waiting.select_related("proposal", "by").filter(pk=pk).first()
        if line is None:
            return False
        if not _stands(line):
            with override(line.language or None):
                line.refused = book(
                    line.proposal.kind, line.arbitration_id, line.move, by=line.by, reason=line.reason
                )
        line.done_at = timezone.now()
        line.save(update_fields=["refused", "done_at"])
    return True


def _stands(line: BookingLine) -> bool:
    """Whether somebody booked it meanwhile just as it was proposed."""
    standing = Hearing.objects.filter(
        arbitration=line.arbitration_id, arbitration__stage=Stage.SCHEDULED, stands=True
    )
    return any(as_move(one).items() <= line.move.items() for one in standing)


def _failed(pk: int) -> None:
    """After a few tries the line is given back to the person."""
    row = BookingLine.objects.waiting().filter(pk=pk)
    row.update(tries=F("tries") + 1)
    if line := row.filter(tries__gte=TRIES).first():
        with override(line.language or None):
            words = _("It could not be booked here; schedule it in the case.")
        row.update(done_at=timezone.now(), refused=[words])
