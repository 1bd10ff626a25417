"""A court that does not fetch: the package is announced, then sent in pieces from where the court says it is.

`POST <address>` with what it is and its seal answers `{"offset": n}`: how many bytes of exactly this package it holds.
`PUT <address>?package=<sha256>` with `Content-Range` sends the next 4 MiB and answers the new offset. It has arrived when
the offset is its size. A piece that does not begin where the court stands (it came late, or twice) changes nothing there.
Every request is signed like a court's own (docs/api.md), with the key of the endpoint.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from disputes.acts import sequel
from disputes.court.package import file_name
from disputes.delivery import wire
from disputes.delivery.outbox import CARRIERS, Refused, hold
from disputes.delivery.signing import SCHEME, signature
from disputes.models import Endpoint, HandOff, Outgoing
from disputes.models.delivery import numbered
from disputes.papers import shelf

if TYPE_CHECKING:
    from disputes.models import DocketEntry

PIECE = 4 * 1024 * 1024  # bytes


@sequel("handoff.send")
def put_in_the_outbox(entry: DocketEntry) -> None:
    """For a court with an address; what was sent before and came back is not sent on."""
    endpoint = Endpoint.objects.filter(office=entry.record.office_id, key=None, stopped_at=None).first()
    with transaction.atomic():
        Outgoing.objects.waiting().filter(handoff=entry.record_id).update(dropped_at=timezone.now())
        if endpoint is not None:
            numbered(endpoint, handoff_id=entry.record_id)


def carry(delivery: Outgoing) -> None:
    handoff = HandOff.objects.select_related("dispute", "from_office").get(outgoing=delivery.pk)
    endpoint, size = delivery.endpoint, handoff.package_size
    offset = _offset(_call(endpoint, "POST", endpoint.url, announced(handoff)), size)
    while offset < size:
        hold(delivery)
        piece = _piece(handoff, offset)
        last = offset + len(piece) - 1
        query = urlencode({"package": handoff.package_sha256})
        joint = "&" if urlsplit(endpoint.url).query else "?"
        answer = _call(
            endpoint,
            "PUT",
            f"{endpoint.url}{joint}{query}",
            piece,
            **{"Content-Range": f"bytes {offset}-{last}/{size}"},
        )
        reached = _offset(answer, size)
        if reached <= offset:
            raise Refused("no progress")
        offset = reached
        Outgoing.objects.filter(pk=delivery.pk).update(sent=offset)


def announced(handoff: HandOff) -> bytes:
    said = {
        "handoff": handoff.pk, "reference": handoff.dispute.reference, "ground": handoff.ground,
        "from_office": handoff.from_office.name, "sent_on": str(handoff.sent_on), "package": file_name(handoff),
        "sha256": handoff.package_sha256, "size": handoff.package_size, "seal": handoff.package_seal,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False).encode()


def _piece(handoff: HandOff, offset: int) -> bytes:
    with shelf.store().open(handoff.package_sha256) as file:
        file.seek(offset)
        return file.read(PIECE)


def _call(endpoint: Endpoint, method: str, url: str, body: bytes, **more: str) -> wire.Answer:
    parts = urlsplit(url)
    address = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    stamp, nonce = str(int(time.time())), get_random_string(24)
    made = signature(endpoint.secret, method=method, address=address, stamp=stamp, nonce=nonce, body=body)
    headers = {
        "Authorization": f'{SCHEME} key="endpoint-{endpoint.pk}", time="{stamp}", nonce="{nonce}", signature="{made}"',
        "Content-Type": "application/json" if method == "POST" else "application/octet-stream", **more,
    }  # fmt: skip
    answer = wire.call(method, url, body, headers)
    if not 200 <= answer.status < 300:
        raise Refused(f"HTTP {answer.status}")
    return answer


def _offset(answer: wire.Answer, size: int) -> int:
    try:
        said: Any = json.loads(answer.body)["offset"]
    except (ValueError, KeyError, TypeError) as wrong:
        raise Refused("answer without offset") from wrong
    if not isinstance(said, int) or isinstance(said, bool) or not 0 <= said <= size:
        raise Refused("answer with a wrong offset")
    return said


CARRIERS["package"] = carry
