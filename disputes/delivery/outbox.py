"""Trying what waits: the oldest of each endpoint, later and later while it fails; nothing is lost, nothing overtakes."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from disputes.delivery.wire import Forbidden, Unreachable
from disputes.models import Endpoint, Outgoing
from disputes.rounds import every_round

logger = logging.getLogger(__name__)
FIRST, LONGEST = timedelta(seconds=30), timedelta(hours=6)
STOP_AFTER = timedelta(days=3)  # a webhook that failed so long is stopped; a court's push never is
KEPT = timedelta(days=90)
ROUND, SECONDS = 100, 30.0  # endpoints tried in one round, and how long it may go on to another one
CLAIM = timedelta(minutes=10)  # how long one process has a delivery to itself
IN_A_ROW = 50  # that one endpoint takes in one round


class Refused(Exception):
    """The other side answered, but not that it has it. `args[0]` is a short word."""


class Lost(Exception):
    """It is in other hands by now, or a newer package took its place: stop, nothing failed."""


Carry = Callable[
    [Outgoing], None
]  # returns when the other side has it; raises Unreachable, Forbidden or Refused
CARRIERS: dict[str, Carry] = {}


def pause(delivery: Outgoing) -> timedelta:
    """30 s, 1 min, 2 min … six hours, less up to half of it so that not everybody calls at once; the same each time."""
    whole = min(FIRST * 2 ** min(delivery.attempts, 12), LONGEST)
    chance = hashlib.sha256(f"{delivery.pk} {delivery.attempts}".encode()).digest()[0] / 255
    return whole * (1 - chance / 2)


@every_round
def deliver() -> int:
    """Returns how many arrived. Whose turn has been due longest comes first, so that nobody waits behind the dead."""
    until, arrived = time.monotonic() + SECONDS, 0
    for endpoint in list(_due()[:ROUND]):
        if time.monotonic() >= until:
            break
        arrived += _serve(endpoint)
    return arrived


def _due() -> Any:
    """The endpoints whose oldest delivery may be tried now; none of a key that was revoked."""
    waiting = Outgoing.objects.waiting()
    before = waiting.filter(endpoint=OuterRef("endpoint"), number__lt=OuterRef("number"))
    heads = waiting.filter(~Exists(before), due_at__lte=timezone.now(), endpoint__stopped_at=None)
    in_use = Q(endpoint__key=None) | Q(endpoint__key__revoked_at=None)
    return heads.filter(in_use).order_by("due_at", "pk").values_list("endpoint", flat=True)


def _serve(endpoint: int) -> int:
    arrived = 0
    while arrived < IN_A_ROW and (delivery := _claimed(endpoint)) is not None:
        if not attempt(delivery):
            break
        arrived += 1
    return arrived


def _claimed(endpoint: int) -> Outgoing | None:
    """The oldest that waits, if its time has come and nobody else has it in hand."""
    now = timezone.now()
    first = Outgoing.objects.waiting().filter(endpoint=endpoint).order_by("number").first()
    if first is None or first.due_at > now:
        return None
    taken = Outgoing.objects.waiting().filter(pk=first.pk, due_at=first.due_at).update(due_at=now + CLAIM)
    return (
        Outgoing.objects.select_related("endpoint__office", "endpoint__key").get(pk=first.pk)
        if taken
        else None
    )


def hold(delivery: Outgoing) -> None:
    """Renew the claim of whoever carries it, however long that takes. Raises Lost where it is not ours any more."""
    until = timezone.now() + CLAIM
    ours = Outgoing.objects.waiting().filter(pk=delivery.pk, due_at=delivery.due_at)
    if not ours.update(due_at=until):
        raise Lost
    delivery.due_at = until


def attempt(delivery: Outgoing) -> bool:
    """Try it once and write down how it ended; whether it arrived."""
    try:
        CARRIERS["package" if delivery.handoff_id else "notice"](delivery)
    except Lost:
        return False
    except (Unreachable, Forbidden, Refused) as failure:
        _failed(delivery, str(failure.args[0])[:200])
        return False
    except Exception:
        logger.exception("delivery %d could not be tried", delivery.pk)
        _failed(delivery, "fault")
        return False
    with transaction.atomic():
        Outgoing.objects.filter(pk=delivery.pk).update(
            done_at=timezone.now(), attempts=F("attempts") + 1, told=""
        )
        Endpoint.objects.filter(pk=delivery.endpoint_id).update(failing_since=None)
    return True


def _failed(delivery: Outgoing, told: str) -> None:
    now = timezone.now()
    Outgoing.objects.filter(pk=delivery.pk).update(
        due_at=now + pause(delivery), attempts=F("attempts") + 1, told=told
    )
    in_use = Endpoint.objects.filter(pk=delivery.endpoint_id, stopped_at=None)
    in_use.filter(failing_since=None).update(failing_since=now)
    _stop(delivery.endpoint_id, now)


def _stop(endpoint: int, now: datetime) -> None:
    """Who did not answer for three days has its notices stopped; what waits stays, for when it is opened again."""
    late = Endpoint.objects.filter(pk=endpoint, stopped_at=None, failing_since__lt=now - STOP_AFTER)
    if late.exclude(key=None).update(stopped_at=now):
        logger.warning("webhook %d is stopped: it has not answered for three days", endpoint)


@every_round
def forget() -> None:
    """What arrived, or was dropped, a season ago."""
    before = timezone.now() - KEPT
    Outgoing.objects.filter(done_at__lt=before).delete()
    Outgoing.objects.filter(dropped_at__lt=before).delete()


def again(delivery: Outgoing) -> None:
    """Have it tried in the next round, whatever its pause."""
    Outgoing.objects.waiting().filter(pk=delivery.pk).update(due_at=timezone.now())
