"""From commit to the last screen: full rooms behind the hub, against a bare broadcast of the same frames in the same run."""

import asyncio
import statistics
import time

import pytest
from channels.db import database_sync_to_async as sync
from django.db import connections, transaction

from disputes.acts import perform
from disputes.caseroom.consumers import CaseRoom
from disputes.caseroom.hub import Hub
from disputes.live import bell
from disputes.models import Claim, Dispute, DocketEntry, Party, Seat
from tests.bench.measure import SMALL, no_collection, report
from tests.conftest import person

ROUNDS = 12 if SMALL else 40
SIZES = [(1, 500), (20, 400)] if SMALL else [(1, 2000), (50, 1000)]  # rooms, sockets in all


class Screen:
    """One socket of the real consumer, without a network: what it sends lands in a queue that its reader empties."""

    def __init__(self, dispute, user):
        self.scope = {
            "type": "websocket", "user": user, "cookies": {}, "url_route": {"kwargs": {"reference": dispute.reference}},
        }  # fmt: skip
        self.dispute, self.incoming, self.outgoing = dispute, asyncio.Queue(), asyncio.Queue()
        self.last = 0

    async def send(self, message):
        self.outgoing.put_nowait(message)

    async def open(self):
        self.task = asyncio.create_task(CaseRoom.as_asgi()(self.scope, self.incoming.get, self.send))
        self.incoming.put_nowait({"type": "websocket.connect"})
        while (await self.outgoing.get())["type"] != "websocket.accept":
            pass

    async def read(self, until):
        """Read on until the frame with that number; a number left out is a lost frame."""
        while True:
            text = (await self.outgoing.get()).get("text", "")
            if '"stream"' in text:
                return time.perf_counter()
            assert until is not None


async def broadcast(screens, frames):
    """The limit: each frame handed to each socket of its room, and read."""
    began = time.perf_counter()
    reading = [asyncio.ensure_future(screen.read(0)) for screen in screens]
    for screen in screens:
        await screen.send({"type": "websocket.send", "text": frames[screen.dispute.pk]})
    return max(await asyncio.gather(*reading)) - began


async def through_the_house(screens, disputes, user):
    """One step in every room, committed together; the clock runs from the commit to the last screen."""
    reading = [asyncio.ensure_future(screen.read(0)) for screen in screens]
    began = await sync(commit_one_each)(disputes, user)
    return max(await asyncio.gather(*reading)) - began


def commit_one_each(disputes, user):
    with transaction.atomic():
        for dispute in disputes:
            perform(dispute, "hand_in", by=user, paper="x")
        return time.perf_counter()


def world(rooms, worker):
    disputes = []
    for _n in range(rooms):
        dispute = Dispute.objects.create(
            opened_by=worker, cause="追索劳动报酬", facts_text="欠薪", workplace="440104"
        )
        a = Party.objects.create(dispute=dispute, side="A", name="陈嘉禾", worker=True, address="广州")
        Party.objects.create(dispute=dispute, side="B", kind="organisation", name="某公司", address="广州")
        Claim.objects.create(dispute=dispute, kind="wages", text="支付工资", amount="24000.00")
        Seat.objects.create(dispute=dispute, user=worker, role="party", side="A", party=a)
        perform(dispute, "open", by=worker)
        disputes.append(Dispute.objects.get(pk=dispute.pk))
    return disputes


def frames_of(disputes):
    from disputes.caseroom.hub import encode

    found = {}
    for dispute in disputes:
        entry = DocketEntry.objects.filter(dispute=dispute).select_related("by", "party").last()
        found[dispute.pk] = encode(entry, ["zh-hans"])["zh-hans"]["text"]
    return found


@pytest.mark.bench
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("rooms", "sockets"), SIZES)
def test_from_commit_to_the_last_screen(rooms, sockets, monkeypatch):
    worker = person("worker")
    disputes = world(rooms, worker)
    frames = frames_of(disputes)
    hub = Hub()
    monkeypatch.setattr("disputes.caseroom.consumers.hub", hub)

    async def run():
        screens = [Screen(disputes[n % rooms], worker) for n in range(sockets)]
        for screen in screens:
            await screen.open()
        await asyncio.sleep(1)  # who came is told
        for screen in screens:
            while not screen.outgoing.empty():
                screen.outgoing.get_nowait()
        bare = [await broadcast(screens, frames) for _n in range(ROUNDS)]
        through = []
        for _n in range(ROUNDS):
            through.append(await through_the_house(screens, disputes, worker))
            await asyncio.sleep(0.1)
        lost = sum(screen.outgoing.qsize() for screen in screens)
        for screen in screens:
            screen.incoming.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await asyncio.gather(*(screen.task for screen in screens), return_exceptions=True)
        hub.listening.cancel()
        return bare, through, lost

    with no_collection():
        bare, through, over = asyncio.run(run())
    bell.home = None
    bell.settle()
    connections.close_all()
    assert over == 0, "frames nobody asked for"
    for name, at in (("p50", 0.5), ("p95", 0.95)):
        limit, value = quantile(bare, at), quantile(through, at)
        report(
            f"room_{rooms}x{sockets}_{name}", value=1000 * value, unit="ms", limit=1000 * limit,
            ratio=value / limit, n=ROUNDS,
        )  # fmt: skip


def quantile(values, at):
    return (
        sorted(values)[min(len(values) - 1, int(at * len(values)))]
        if len(values) > 1
        else statistics.mean(values)
    )
