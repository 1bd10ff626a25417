"""docs/threats.md 5: whoever loses the case loses all sockets within a second, however many there are, and hears nothing more."""

import asyncio
import time

import pytest
from channels.db import database_sync_to_async as sync
from django.db import connections

from disputes.acts import perform
from disputes.models import Seat
from tests.bench.measure import SMALL
from tests.disputes.test_room import enter, fresh_hub

__all__ = ["fresh_hub"]
pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
SOCKETS = 100 if SMALL else 500


async def left_over(socket):
    """What the socket hears until it is closed: the code, and every frame that carried an entry."""
    entries = []
    while (sent := await socket.receive_output(timeout=10))["type"] != "websocket.close":
        entries += [sent["text"]] if '"seq"' in sent["text"] else []
    return sent["code"], entries


async def settled(sockets):
    """Everybody has heard who came in: nothing is on its way any more."""
    while any(not socket.output_queue.empty() for socket in sockets):
        for socket in sockets:
            while not socket.output_queue.empty():
                socket.output_queue.get_nowait()
        await asyncio.sleep(0.2)


async def test_threat_05_five_hundred_sockets_of_one_person_close_within_a_second(dispute, worker, employer):
    await sync(perform)(dispute, "open", by=worker)
    sockets = [(await enter(dispute, employer))[0] for _n in range(SOCKETS)]
    seat = await sync(Seat.objects.get)(user=employer)
    await settled(sockets)
    listening = asyncio.gather(*(left_over(socket) for socket in sockets))
    began = time.monotonic()
    await sync(seat.leave)(seat.since)
    answers = await listening
    took = time.monotonic() - began
    await sync(perform)(dispute, "hand_in", by=worker, paper="danach")
    print(f"\n{SOCKETS} sockets closed after {took:.2f} s")
    assert answers == [(4403, [])] * SOCKETS and took <= 1
    for socket in sockets[:20]:
        assert await socket.receive_nothing(timeout=0.01)
    await sync(connections.close_all)()
