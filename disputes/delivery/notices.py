"""Webhooks: a platform is told that something happened in what it filed, a court's system in what was handed to it.

A notice names the step, the record, the reference and the day: never a party, never a word. Who wants to know more asks
the API with its key. Numbered per webhook, sent in that order, signed; sent again until it is answered with 2xx.
"""

from __future__ import annotations

import json
import time
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from disputes.access import Audience
from disputes.delivery import wire
from disputes.delivery.outbox import CARRIERS, KEPT, Refused
from disputes.delivery.signing import webhook_signature
from disputes.models import DocketEntry, Endpoint, HandOff, Outgoing
from disputes.models.delivery import numbered
from disputes.rounds import every_round

BACK = timedelta(days=2)  # how far a round looks back for what was not noted yet
ROUND = 500  # notices made for one webhook in one round


def concerning(endpoint: Endpoint) -> Any:
    """The docket entries this webhook is told of: open ones, of its own applications or hand-offs."""
    since = max(endpoint.made_at, timezone.now() - BACK)
    rows = DocketEntry.objects.filter(at__gte=since, audience=Audience.OPEN)
    filed: Any = endpoint.key.applications.values("dispute") if endpoint.key else []
    sent = HandOff.objects.filter(office=endpoint.office_id).exclude(sent_on=None)
    if "application.read" in _scopes(endpoint):
        return rows.filter(dispute__in=filed)
    if "handoff.read" not in _scopes(endpoint):
        return rows.none()
    return rows.filter(record_type="handoff", record_id__in=sent.values("pk"))


def _scopes(endpoint: Endpoint) -> list[str]:
    return list(endpoint.key.scopes) if endpoint.key else []


@every_round
def note() -> int:
    """Put what happened since the last round in the outbox, once. Returns how many.

    For a webhook that was stopped because it failed too: it waits there for a season. One taken away fails no more.
    """
    made = 0
    listening = Q(stopped_at=None) | Q(failing_since__gt=timezone.now() - KEPT)
    webhooks = Endpoint.objects.filter(listening, key__revoked_at=None).exclude(key=None)
    for endpoint in webhooks.select_related("key").order_by("pk"):
        noted = Outgoing.objects.filter(endpoint=endpoint).exclude(entry=None).values("entry")
        for entry in (
            concerning(endpoint).exclude(pk__in=noted).select_related("dispute").order_by("pk")[:ROUND]
        ):
            made += _noted(endpoint, entry)
    return made


def _noted(endpoint: Endpoint, entry: DocketEntry) -> int:
    draft = endpoint.key.applications.filter(dispute=entry.dispute_id).first() if endpoint.key else None
    said = {
        "event": entry.step, "record": f"{entry.record_type}-{entry.record_id}", "stage": entry.target,
        "reference": entry.dispute.reference, "on": entry.on.isoformat(), "application": draft.external if draft else "",
    }  # fmt: skip
    try:
        with transaction.atomic():
            numbered(endpoint, entry=entry, said=said)
    except IntegrityError:  # another process was faster
        return 0
    return 1


def carry(delivery: Outgoing) -> None:
    body = json.dumps({"number": delivery.number, **delivery.said}, ensure_ascii=False).encode()
    name, stamp = f"msg_{delivery.endpoint_id}_{delivery.number}", str(int(time.time()))
    headers = {
        "Content-Type": "application/json", "Webhook-Id": name, "Webhook-Timestamp": stamp,
        "Webhook-Signature": webhook_signature(delivery.endpoint.secret, name=name, stamp=stamp, body=body),
    }  # fmt: skip
    answer = wire.call("POST", delivery.endpoint.url, body, headers)
    if not 200 <= answer.status < 300:
        raise Refused(f"HTTP {answer.status}")


CARRIERS["notice"] = carry
