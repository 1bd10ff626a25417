"""Receivers of webhooks and pushes that drip, die, lose their key or come back: nobody else waits for them, nothing is lost."""

import datetime as dt
import random
import socket
import threading
import time

import pytest
from django.core.management import call_command
from django.utils import timezone

from disputes.acts import perform
from disputes.delivery import notices, outbox, wire
from disputes.models import Endpoint, Outgoing
from tests.api.test_partner import body, make, put
from tests.court.simulator import Simulator
from tests.court.test_delivery import address, clock, impatient, platform, subscribed  # noqa: F401 - fixtures


@pytest.fixture
def dripping():
    """A server that answers a byte at a time, each sooner than a read may last, and never ends."""
    server = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve():
        line, _from = server.accept()
        with line:
            line.recv(65536)
            line.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not over.wait(0.05):
                try:
                    line.sendall(b"x")
                except OSError:
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/"
    over.set()
    thread.join()
    server.close()


def test_one_that_drips_its_answer_is_given_up_as_one_that_is_silent(dripping, settings, monkeypatch):
    settings.DELIVERY_PRIVATE = True
    monkeypatch.setattr(wire, "WHOLE", 0.5)
    began = time.monotonic()
    with pytest.raises(wire.Unreachable, match="no answer in time"):
        wire.call("POST", dripping, b"{}", {})
    assert time.monotonic() - began < 10  # it would drip for ever


def test_dead_receivers_never_keep_a_living_one_from_its_turn(committee, monkeypatch, clock):  # noqa: F811
    monkeypatch.setattr(outbox, "ROUND", 3)
    with Simulator(random.Random(0), share=0) as receiver:
        key = make(committee).key
        for n in range(4):
            dead = Endpoint.objects.create(office=committee, key=key, url=f"http://127.0.0.1:1/{n}")
            Outgoing.objects.create(endpoint=dead, number=1, said={})
            Outgoing.objects.create(endpoint=dead, number=2, said={})
        living = address(committee, receiver, key)
        Outgoing.objects.create(endpoint=living, number=1, said={})
        assert [outbox.deliver() for _round in range(2)] == [0, 1]
        assert set(Outgoing.objects.filter(number=2).values_list("attempts", flat=True)) == {0}


def test_a_revoked_key_is_told_nothing_more(platform, committee, clock):  # noqa: F811
    with Simulator(random.Random(0), share=0) as receiver:
        subscribed(platform, receiver)
        put(platform, "yss-1", body(committee))
        assert notices.note()
        call_command("api_key", "revoke", platform.key.key)
        assert outbox.deliver() == 0 and not receiver.notices


def test_what_happens_while_a_webhook_is_stopped_waits_for_it(platform, committee, clerk, clock):  # noqa: F811
    with Simulator(random.Random(0), share=0) as receiver:
        receiver.down = True
        hook = subscribed(platform, receiver)
        put(platform, "yss-1", body(committee))
        notices.note()
        moment = timezone.now()
        for _round in range(14):
            moment += dt.timedelta(hours=7)
            clock.move_to(moment)
            notices.note()
            outbox.deliver()
        assert Endpoint.objects.get().stopped_at is not None
        record = platform.key.applications.get().dispute.arbitrations.get()
        perform(record, "return_for_correction", by=clerk, defects=["请补正。"], due_on=timezone.localdate())
        for _day in range(5):  # before the platform notices that it was stopped
            moment += dt.timedelta(days=1)
            clock.move_to(moment)
            notices.note()
        receiver.down = False
        platform.request("POST", f"/api/v1/webhooks/{hook}/notices/", {"number": 1})
        notices.note()
        outbox.deliver()
        assert "arbitration.return_for_correction" in [said["event"] for _n, said in receiver.notices]


def test_one_that_was_taken_away_gathers_nothing(platform, committee, clock):  # noqa: F811
    with Simulator(random.Random(0), share=0) as receiver:
        receiver.down = True
        hook = subscribed(platform, receiver)
        put(platform, "yss-0", body(committee))
        notices.note()
        outbox.deliver()
        assert platform.request("DELETE", f"/api/v1/webhooks/{hook}/").status_code == 204
        put(platform, "yss-1", body(committee))
        assert notices.note() == 0


def test_a_key_that_only_files_is_not_told_of_files_handed_to_its_office(committee, handoff, clerk, clock):  # noqa: F811
    files = make(committee, "another", "--scope", "application.file").key
    one = handoff()
    Endpoint.objects.create(office=committee, key=files, url="http://127.0.0.1:1/")
    type(one).objects.filter(pk=one.pk).update(office=committee, ground="transfer")
    perform(type(one).objects.get(pk=one.pk), "send", by=clerk)
    assert notices.note() == 0


def test_going_on_again_keeps_to_five_webhooks(platform, clock):  # noqa: F811
    hooks = []
    for n in range(6):
        answer = platform.request("POST", "/api/v1/webhooks/", {"url": f"https://example.org/{n}"})
        hooks.append(answer.json()["id"])
        if n == 0:
            platform.request("DELETE", f"/api/v1/webhooks/{hooks[0]}/")
    again = platform.request("POST", f"/api/v1/webhooks/{hooks[0]}/notices/", {"number": 1})
    assert again.status_code == 422 and Endpoint.objects.filter(stopped_at=None).count() == 5
