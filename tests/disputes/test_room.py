"""The live room: who hears what, who is refused, who is cut off (docs/threats.md 5 and 7)."""

import asyncio
import json

import pytest
from allauth.usersessions.models import UserSession
from channels.db import database_sync_to_async as sync
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client

from disputes.acts import begin, perform
from disputes.caseroom.consumers import CaseRoom
from disputes.caseroom.hub import Hub
from disputes.caseroom.routing import websocket_urlpatterns
from disputes.live import bell
from disputes.models import Engagement, ReadMark, Seat
from disputes.views.room import SayForm
from mediation.models import Mediation

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20  # seconds: what has not come by then does not come


@pytest.fixture(autouse=True)
def fresh_hub(monkeypatch):
    hub = Hub()
    monkeypatch.setattr("disputes.caseroom.consumers.hub", hub)
    return hub


async def enter(dispute, user):
    socket = WebsocketCommunicator(URLRouter(websocket_urlpatterns), f"/ws/cases/{dispute.reference}/")
    socket.scope["user"] = user
    return socket, await socket.connect(timeout=PATIENCE)


async def opened(dispute, user):
    """The dispute is open, and that was told before anybody is in the room: nobody hears of it late."""
    await sync(perform)(dispute, "open", by=user)
    await sync(bell.settle)()


async def heard(socket):
    """The next frame that is an entry, passing over who came and went."""
    while True:
        frame = json.loads(await socket.receive_from(timeout=PATIENCE))
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
    await opened(dispute, worker)
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
    await opened(dispute, worker)
    socket, _ = await enter(dispute, employer)
    seat = await sync(Seat.objects.get)(user=employer)
    await sync(seat.leave)(seat.since)
    while (sent := await socket.receive_output(timeout=PATIENCE))["type"] != "websocket.close":
        assert "presence" in sent["text"]
    assert sent["code"] == 4403


async def test_threat_05_who_was_entered_wrongly_is_cut_off_and_does_not_hear_why(
    dispute, worker, employer, committee, clerk
):
    await opened(dispute, worker)
    await sync(Engagement.objects.create)(dispute=dispute, office=committee, capacity="arbitration")
    socket, _ = await enter(dispute, employer)
    seat = await sync(Seat.objects.get)(user=employer)
    await sync(perform)(dispute, "unseat", by=clerk, seat=seat.pk, reason="登记时认错了人")
    while (sent := await socket.receive_output(timeout=PATIENCE))["type"] != "websocket.close":
        assert "presence" in sent["text"]
    assert sent["code"] == 4403


async def test_threat_06_a_frame_from_the_client_closes_the_socket(dispute, worker):
    socket, _ = await enter(dispute, worker)
    await socket.receive_output(timeout=PATIENCE)
    await socket.send_to(text_data='{"step": "open"}')
    assert (await socket.receive_output(timeout=PATIENCE))["code"] == 4400


async def test_threat_06_signs_of_life_are_taken_and_a_flood_of_them_is_not(dispute, worker):
    socket, _ = await enter(dispute, worker)
    await socket.receive_output(timeout=PATIENCE)
    for _n in range(20):
        await socket.send_to(text_data="ping")
    assert await socket.receive_nothing()
    for _n in range(21):
        await socket.send_to(text_data="ping")
    assert (await socket.receive_output(timeout=PATIENCE))["code"] == 4400


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
    await asyncio.wait_for(fresh_hub.joined.wait(), PATIENCE)
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


async def told(socket, name):
    """The next frame that tells this."""
    while True:
        frame = json.loads(await socket.receive_from(timeout=PATIENCE))
        if name in frame:
            return frame


async def test_who_is_in_the_room_is_told_once_for_many_who_enter_together(
    dispute, worker, employer, fresh_hub, monkeypatch
):
    """Each coming told at once to everybody would cost as many frames as people times people."""
    await opened(dispute, worker)
    asked = []
    who = Hub._who_sees_presence
    monkeypatch.setattr(
        Hub, "_who_sees_presence", staticmethod(lambda d, users: asked.append(users) or who(d, users))
    )
    sockets = [(await enter(dispute, user))[0] for user in (worker, employer) * 6]
    for socket in sockets:
        assert (await told(socket, "presence"))["presence"] == ["Employer", "Worker"]
    assert len(asked) <= 3
    for socket in sockets:
        await socket.disconnect()


async def test_who_is_typing_is_told_to_those_who_will_read_it_and_to_nobody_else(
    case_in_mediation, worker, employer, mediator
):
    dispute, key = case_in_mediation
    ours, theirs, between = [(await enter(dispute, user))[0] for user in (worker, employer, mediator)]
    voice = f"mediation.{key}.caucus_a"
    await sync(post)(worker, f"/cases/{dispute.reference}/typing/", voice=voice)
    assert await told(between, "typing") == {"typing": "Worker", "in": "caucus_a"}
    await sync(post)(worker, f"/cases/{dispute.reference}/typing/", voice=f"mediation.{key}.joint")
    assert (await told(theirs, "typing"))["in"] == "joint"
    await sync(post)(employer, f"/cases/{dispute.reference}/typing/", voice=voice)  # not a voice of theirs
    await sync(post)(employer, f"/cases/{dispute.reference}/typing/", voice=f"mediation.{key}.joint")
    assert (await told(ours, "typing")) == {"typing": "Employer", "in": "joint"}
    for socket in (ours, theirs, between):
        await socket.disconnect()


async def test_how_far_one_has_read_is_told_to_the_readers_of_that_stream_alone(
    case_in_mediation, worker, employer, mediator
):
    dispute, key = case_in_mediation
    await sync(speak)(key, worker, "caucus_a", "背对背")
    await sync(speak)(key, worker, "joint", "联席")
    ours, theirs = [(await enter(dispute, user))[0] for user in (worker, employer)]
    await sync(post)(mediator, f"/cases/{dispute.reference}/seen/", seen="caucus_a:99,joint:1,side:5")
    assert [await told(ours, "read") for _n in range(2)] == [
        {"read": "Mediator", "in": "joint", "upto": 1}, {"read": "Mediator", "in": "caucus_a", "upto": 1},
    ]  # fmt: skip
    assert await told(theirs, "read") == {"read": "Mediator", "in": "joint", "upto": 1}
    marks = await sync(lambda: {m.audience: m.seq for m in ReadMark.objects.all()})()
    assert marks == {"caucus_a": 1, "joint": 1}  # never past what is written
    for user, shown in ((worker, {"joint", "caucus_a"}), (employer, {"joint"})):
        rows = await sync(
            lambda user=user: set(ReadMark.objects.visible_to(user).values_list("audience", flat=True))
        )()
        assert rows == shown
    for socket in (ours, theirs):
        await socket.disconnect()


def test_a_mark_of_reading_never_goes_back_and_none_is_made_in_a_stream_one_does_not_read(
    case_in_mediation, worker, employer
):
    dispute, key = case_in_mediation
    for n in range(3):
        speak(key, worker, "joint", f"第{n}句")
    post(employer, f"/cases/{dispute.reference}/seen/", seen="joint:3,caucus_a:1")
    post(employer, f"/cases/{dispute.reference}/seen/", seen="joint:2")
    post(employer, f"/cases/{dispute.reference}/seen/", seen="joint:x,,:,open")
    (mark,) = ReadMark.objects.filter(user=employer)
    assert (mark.audience, mark.seq) == ("joint", 3)


def post(user, address, **said):
    client = Client()
    client.force_login(user)
    assert client.post(address, said).status_code == 204


def speak(key, user, audience, text):
    perform(Mediation.objects.get(pk=key), "say", by=user, text=text, audience=audience)


@pytest.fixture
def case_in_mediation(dispute, organisation, worker, employer, mediator, lead):
    """The dispute before a mediator: reference and key of the mediation."""
    perform(dispute, "open", by=worker)
    begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker)
    record = dispute.mediations.get()
    perform(record, "consent", by=employer)
    perform(Mediation.objects.get(pk=record.pk), "accept", by=lead)
    perform(Mediation.objects.get(pk=record.pk), "take", by=mediator)
    return type(dispute).objects.get(pk=dispute.pk), record.pk


async def at_a_device(dispute, user):
    """A socket with a session of its own, as the stack before the rooms gives it."""
    client = Client()
    await sync(client.force_login)(user)
    key = client.session.session_key
    await sync(UserSession.objects.create)(user=user, ip="127.0.0.1", session_key=key)
    socket = WebsocketCommunicator(URLRouter(websocket_urlpatterns), f"/ws/cases/{dispute.reference}/")
    socket.scope |= {"user": user, "session": SessionStore(key)}
    assert (await socket.connect(timeout=20))[0]
    return socket, key


async def is_cut_off(socket):
    try:
        while (sent := await socket.receive_output(timeout=1))["type"] != "websocket.close":
            assert "presence" in sent["text"]
    except TimeoutError:
        return False
    return sent["code"] == 4403


async def test_threat_05_a_session_that_ends_by_its_age_closes_its_socket_unless_it_was_renewed(
    dispute, worker, monkeypatch
):
    await opened(dispute, worker)
    left = iter([0.3, 0.6, 0.0])  # as it is opened; renewed meanwhile; over
    monkeypatch.setattr("disputes.caseroom.consumers.CaseRoom.seconds_left", lambda self: next(left))
    socket, _key = await at_a_device(dispute, worker)
    assert await is_cut_off(socket) and list(left) == []


async def test_threat_05_the_age_of_a_session_is_that_of_its_row(dispute, worker):
    socket, key = await at_a_device(dispute, worker)
    age = Session.objects.filter(pk=key)
    room = CaseRoom()
    room.session = SessionStore(key)
    assert 12 * 3600 - 60 < await sync(room.seconds_left)() <= 12 * 3600
    await sync(age.delete)()
    assert await sync(room.seconds_left)() == 0
    await socket.disconnect()


async def test_threat_05_a_session_ended_from_another_device_hears_nothing_more(dispute, worker):
    await opened(dispute, worker)
    stolen, key = await at_a_device(dispute, worker)
    own, _key = await at_a_device(dispute, worker)
    session = await sync(UserSession.objects.get)(session_key=key)
    await sync(session.end)()
    assert await is_cut_off(stolen)
    await sync(perform)(dispute, "hand_in", by=worker, paper="y")
    assert (await heard(own))["stream"] == "open"
    await own.disconnect()


async def test_threat_05_another_password_ends_what_was_opened_with_the_old_one(dispute, worker):
    await opened(dispute, worker)
    stolen, _key = await at_a_device(dispute, worker)
    worker.set_password("another-Horse-9")
    await sync(worker.save)()
    assert await is_cut_off(stolen)


def test_a_line_that_ends_counts_once_as_in_the_browser():
    """A browser counts it as one character and sends two."""
    text = "行\r\n" * 2000
    said = SayForm({"voice": "x", "text": text}, voices=[("x", None, "joint", "双方")])
    assert said.is_valid() and "\r" not in said.cleaned_data["text"]
    assert not SayForm({"voice": "x", "text": "行" * 4001}, voices=[("x", None, "joint", "双方")]).is_valid()
