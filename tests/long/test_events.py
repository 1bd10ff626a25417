"""docs/threats.md 7: clients lose their connections at random while entries are written; each shows all, once, in order."""

import asyncio
import json
import os
import random
import time

import pytest
from channels.db import database_sync_to_async as sync
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.db import connections
from django.test import Client

from disputes.acts import perform
from disputes.caseroom.hub import Hub
from disputes.caseroom.routing import websocket_urlpatterns
from disputes.models import DocketEntry

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
FULL = os.environ.get("SCALE") == "full"
CLIENTS, ENTRIES = (50, 5000) if FULL else (50, 40)
MISSED, SOON = 1000, 1.0  # entries one answer brings, and the seconds it may take


class Reader:
    """What the room's script does: listen first, then ask for what follows the last number; show nothing twice."""

    def __init__(self, dispute, user, seed):
        self.dispute, self.user = dispute, user
        self.rng = random.Random(seed)
        self.shown, self.socket = [], None
        self.http = Client()
        self.http.force_login(user)

    async def connect(self):
        path = f"/ws/cases/{self.dispute.reference}/"
        self.socket = WebsocketCommunicator(URLRouter(websocket_urlpatterns), path)
        self.socket.scope["user"] = self.user
        let_in, _protocol = await self.socket.connect(timeout=20)
        assert let_in
        await self.catch_up()

    async def catch_up(self):
        url = f"/cases/{self.dispute.reference}/feed/?after=open:{self.last}"
        for entry in (await sync(self.http.get)(url)).json()["entries"]:
            self.show(entry["seq"])

    @property
    def last(self):
        return self.shown[-1] if self.shown else 0

    def show(self, seq):
        if seq == self.last + 1:
            self.shown.append(seq)

    async def listen(self, done):
        """Until all is written: show what comes, ask after a gap, lose the connection now and then."""
        await self.connect()
        while not done.is_set():
            if await self.heard() and self.rng.random() < 0.08:
                await self.socket.disconnect()
                await asyncio.sleep(self.rng.random() * 0.3)
                await self.connect()
        await self.catch_up()
        await self.socket.disconnect()

    async def heard(self):
        """One frame, if one comes: whether it was an entry."""
        if await self.socket.receive_nothing(timeout=0.5, interval=0.1):
            return False
        frame = json.loads(await self.socket.receive_from())
        if frame.get("seq", 0) > self.last + 1:
            await self.catch_up()
        elif "seq" in frame:
            self.show(frame["seq"])
        return "seq" in frame


@pytest.fixture
def hub(monkeypatch):
    fresh = Hub()
    monkeypatch.setattr("disputes.caseroom.consumers.hub", fresh)
    return fresh


async def test_threat_07_fifty_clients_that_come_and_go_lose_nothing_and_show_nothing_twice(
    dispute, worker, employer, hub
):
    await sync(perform)(dispute, "open", by=worker)
    readers = await sync(lambda: [Reader(dispute, (worker, employer)[n % 2], n) for n in range(CLIENTS)])()
    done = asyncio.Event()
    listening = [asyncio.create_task(reader.listen(done)) for reader in readers]
    for n in range(ENTRIES):
        await sync(perform)(dispute, "hand_in", by=worker, paper=f"证据{n}")
        await asyncio.sleep(0)
    done.set()
    await asyncio.gather(*listening)
    while not hub.listening.done():  # a read that is cut off may end as a time-out, which the hub survives
        hub.listening.cancel()
        await asyncio.sleep(0.1)
    written = await sync(lambda: list(DocketEntry.objects.order_by("pk").values_list("seq", flat=True)))()
    await sync(connections.close_all)()
    assert written == list(range(1, ENTRIES + 2))
    assert all(reader.shown == written for reader in readers)


async def test_threat_07_a_thousand_entries_are_caught_up_in_one_answer(dispute, worker, hub):
    await sync(perform)(dispute, "open", by=worker)
    late = await sync(Reader)(dispute, worker, 0)
    for n in range(MISSED - 1):
        await sync(perform)(dispute, "hand_in", by=worker, paper=f"证据{n}")
    began = time.perf_counter()
    await late.catch_up()
    took = time.perf_counter() - began
    await sync(connections.close_all)()
    print(f"\n{MISSED} entries caught up in {took:.2f} s")
    assert late.shown == list(range(1, MISSED + 1))
    if FULL:  # a figure of a quiet machine
        assert took < SOON
