"""Is the process up, and may it be sent work? Two addresses for a supervisor and a load balancer."""

import logging
import secrets
import time
from collections.abc import Callable
from datetime import timedelta

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from disputes.models import DocketEntry

log = logging.getLogger(__name__)
STALE = timedelta(minutes=5)


class NotReady(Exception):
    """One sentence for the log; the caller learns only which check failed."""


def database() -> None:
    """A row can be locked for writing: also false on a read-only disk or a standby."""
    with transaction.atomic():
        DocketEntry.objects.filter(pk=0).update(told_at=None)


def channel_layer() -> None:
    """A message comes back within two seconds."""
    layer = get_channel_layer()
    if layer is None:
        raise NotReady("no channel layer is configured")

    async def round_trip() -> bool:
        channel = await layer.new_channel()
        word = secrets.token_hex(8)
        await layer.send(channel, {"type": "health.check", "word": word})
        return bool((await layer.receive(channel))["word"] == word)

    if not async_to_sync(round_trip)():
        raise NotReady("the channel layer returned another message")


def storage() -> None:
    """Papers can be written where they belong."""
    settings.PAPERS_ROOT.mkdir(parents=True, exist_ok=True)
    probe = settings.PAPERS_ROOT / f".ready-{secrets.token_hex(8)}"
    probe.write_bytes(b"ready")
    probe.unlink()


def queue_age() -> None:
    """Nothing that should have been told waits longer than ``STALE``: `tick` is alive."""
    oldest = DocketEntry.objects.untold().order_by("pk").values_list("at", flat=True).first()
    if oldest and timezone.now() - oldest > STALE:
        raise NotReady(f"an entry of {oldest:%Y-%m-%d %H:%M} is still to be told")


def migrations() -> None:
    """The tables are those the code expects."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("migrations are waiting")


CHECKS: tuple[Callable[[], None], ...] = (database, channel_layer, storage, queue_age, migrations)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers at all."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every check passes, else 503; per check whether it passed and how many milliseconds it took."""
    results = {check.__name__: outcome(check) for check in CHECKS}
    ready = all(result["ok"] for result in results.values())
    return JsonResponse(
        {"status": "ok" if ready else "failing", "checks": results}, status=200 if ready else 503
    )


def outcome(check: Callable[[], None]) -> dict[str, bool | float]:
    began = time.perf_counter()
    try:
        check()
        passed = True
    except Exception as failure:  # noqa: BLE001 - whatever breaks a check means "not ready"
        log.error("readiness: %s: %s", check.__name__, failure)
        passed = False
    return {"ok": passed, "ms": round((time.perf_counter() - began) * 1000, 1)}
