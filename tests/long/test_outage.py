"""docs/threats.md 30: Redis is cut off for a while under load; no acknowledged write is lost, and all is told soon after."""

import asyncio
import os
import socket
import time
from contextlib import suppress
from urllib.parse import urlparse

import pytest
from channels.db import database_sync_to_async as sync
from channels_redis.core import RedisChannelLayer
from django.db import connections

from config.settings import storage
from disputes import live
from disputes.acts import perform
from disputes.caseroom.hub import Hub
from disputes.models import DocketEntry
from tests.long.test_events import Reader

AT = urlparse(os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0")
OUT = 60 if os.environ.get("SCALE") == "full" else 10  # seconds without Redis
WRITTEN = 40
PATIENCE = 3.0  # seconds one step may take while the layer is away: it waits for nothing of it
SOON = 10.0  # seconds until everybody has everything, without a restart


def reachable():
    with suppress(OSError), socket.create_connection((AT.hostname, AT.port or 6379), timeout=2):
        return True
    return False


pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not reachable(), reason="Redis is not here"),
]


class Line:
    """The way to Redis, which can be cut: what runs through it breaks off, what knocks is turned away."""

    def __init__(self):
        self.open, self.pipes = True, set()

    async def start(self):
        self.server = await asyncio.start_server(self.through, "127.0.0.1", 0)
        return self.server.sockets[0].getsockname()[1]

    async def through(self, reader, writer):
        if not self.open:
            writer.close()
            return
        there, back = await asyncio.open_connection(AT.hostname, AT.port or 6379)
        pipes = {writer, back}
        self.pipes |= pipes
        await asyncio.gather(self.pump(reader, back), self.pump(there, writer))
        self.pipes -= pipes

    async def pump(self, source, target):
        with suppress(OSError, asyncio.IncompleteReadError):
            while data := await source.read(65536):
                target.write(data)
                await target.drain()
        target.close()

    def cut(self):
        self.open = False
        for pipe in list(self.pipes):
            pipe.transport.abort()

    def mend(self):
        self.open = True


async def until(true, seconds):
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > seconds:
            return False
        await asyncio.sleep(0.1)
    return True


async def test_threat_30_redis_away_under_load_loses_no_write_and_comes_back_by_itself(
    dispute, worker, monkeypatch
):
    line, hub, done = Line(), Hub(), asyncio.Event()
    monkeypatch.setenv("REDIS_URL", f"redis://127.0.0.1:{await line.start()}/5")
    layer = RedisChannelLayer(**storage.channel_layers()["default"]["CONFIG"])
    for where in ("disputes.live.get_channel_layer", "disputes.caseroom.hub.get_channel_layer"):
        monkeypatch.setattr(where, lambda: layer)
    monkeypatch.setattr("disputes.caseroom.consumers.hub", hub)
    monkeypatch.setattr("disputes.caseroom.consumers.get_channel_layer", lambda: layer, raising=False)
    await sync(perform)(dispute, "open", by=worker)
    reader = await sync(Reader)(dispute, worker, 1)
    reader.rng.random = lambda: 1.0  # stays connected: the socket itself was never cut
    listening = asyncio.create_task(reader.listen(done))
    assert await until(lambda: reader.last == 1, SOON)
    await sync(perform)(dispute, "hand_in", by=worker, paper="first")
    assert await until(lambda: reader.last == 2, SOON), "live before the cut"

    line.cut()
    began, slowest = time.monotonic(), 0.0
    for n in range(WRITTEN):
        at = time.monotonic()
        await sync(perform)(dispute, "hand_in", by=worker, paper=f"证据{n}")
        slowest = max(slowest, time.monotonic() - at)
    await asyncio.sleep(max(0.0, OUT - (time.monotonic() - began)))
    assert await sync(DocketEntry.objects.count)() == WRITTEN + 2, "what was acknowledged is there"
    assert slowest < PATIENCE and reader.last == 2

    line.mend()
    began = time.monotonic()
    while reader.last < WRITTEN + 2 and time.monotonic() - began < SOON:
        with suppress(Exception):  # as `tick` does it, every few seconds
            await sync(live.ring_untold)()
        await asyncio.sleep(0.5)
    took = time.monotonic() - began
    done.set()
    await listening
    while not hub.listening.done():
        hub.listening.cancel()
        await asyncio.sleep(0.1)
    line.server.close()
    await sync(connections.close_all)()
    assert reader.shown == list(range(1, WRITTEN + 3)), "none lost, none doubled, in order"
    print(
        f"\nafter {OUT} s without Redis all was told in {took:.1f} s; slowest step meanwhile {slowest:.2f} s"
    )
    assert took < SOON
