"""The live room: who hears what, who is refused, who is cut off (docs/threats.md 5 and 7)."""

import asyncio
import json

import pytest
from channels.db import database_sync_to_async as sync
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator

from disputes.acts import perform
from disputes.caseroom.hub import Hub
from disputes.caseroom.routing import websocket_urlpatterns
from disputes.models import Seat

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh_hub(monkeypatch):
    hub = Hub()
    monkeypatch.setattr("disputes.caseroom.consumers.hub", hub)
    return hub


async def enter(dispute, user):
    socket = WebsocketCommunicator(URLRouter(websocket_urlpatterns), f"/ws/cases/{dispute.reference}/")
    socket.scope["user"] = user
    return socket, await socket.connect(timeout=20)


async def heard(socket):
    """The next frame that is an entry, passing over who came and went."""
    while True:
        frame = json.loads(await socket.receive_from(timeout=3))
        if "seq" in frame:
            return frame


async def test_threat_05_a_party_hears_a_step_and_a_stranger_does_not_get_in(dispute, worker, stranger):
    _refused, (let_in, code) = await enter(dispute, stranger)
    assert not let_in and code == 4403
    socket, (let_in, _protocol) = await enter(dispute, worker)
    assert let_in
    await sync(perform)(dispute, "open", by=worker)
    frame = await heard(socket)
    assert (frame["stream"], frame["seq"]) == ("open", 1) and "AL" not in frame["stream"]
    await socket.disconnect()


async def test_threat_05_a_caucus_entry_reaches_its_side_alone(dispute, worker, employer):
    await sync(perform)(dispute, "open", by=worker)
    ours, _ = await enter(dispute, worker)
    theirs, _ = await enter(dispute, employer)
    await sync(perform)(dispute, "hand_in", by=worker, paper="x", audience="caucus_a")
    await sync(perform)(dispute, "hand_in", by=worker, paper="y")
    assert [(await heard(ours))["stream"] for _n in range(2)] == ["caucus_a", "open"]
    assert (await heard(theirs))["stream"] == "open"
    await ours.disconnect()
    await theirs.disconnect()


async def test_threat_05_who_leaves_the_case_is_cut_off_at_once_and_hears_nothing_more(
    dispute, worker, employer
):
    await sync(perform)(dispute, "open", by=worker)
    socket, _ = await enter(dispute, employer)
    seat = await sync(Seat.objects.get)(user=employer)
    await sync(seat.leave)(seat.since)
    while (sent := await socket.receive_output(timeout=1))["type"] != "websocket.close":
        assert "presence" in sent["text"]
    assert sent["code"] == 4403


async def test_threat_06_a_frame_from_the_client_closes_the_socket(dispute, worker):
    socket, _ = await enter(dispute, worker)
    await socket.receive_output(timeout=1)
    await socket.send_to(text_data='{"step": "open"}')
    assert (await socket.receive_output(timeout=1))["code"] == 4400


async def test_threat_07_the_hub_joins_again_when_the_layer_fails(dispute, worker, fresh_hub, monkeypatch):
    failing = {"left": 1}
    hear_all = fresh_hub._hear_all

    async def once_broken():
        if failing["left"]:
            failing["left"] = 0
            raise ConnectionError("the layer is away")
        await hear_all()

    monkeypatch.setattr(fresh_hub, "_hear_all", once_broken)
    socket, _ = await enter(dispute, worker)
    await asyncio.sleep(1.2)
    await sync(perform)(dispute, "open", by=worker)
    assert (await heard(socket))["seq"] == 1
    await socket.disconnect()


def test_threat_07_a_quiet_channel_outlives_the_client_library_s_limit(monkeypatch):
    """redis-py gives up reading after five seconds, which is how long the layer waits for a message."""
    from channels_redis.core import RedisChannelLayer

    from config.settings.storage import channel_layers

    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:6379/0")
    (host,) = channel_layers()["default"]["CONFIG"]["hosts"]
    assert host["socket_timeout"] > RedisChannelLayer.brpop_timeout
