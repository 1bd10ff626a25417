"""One worker holds a delivery as long as it sends it, and stops when it has lost it (docs/threats.md 17)."""

import datetime as dt
import random

from disputes.acts import perform
from disputes.delivery import outbox, push, wire
from disputes.delivery.outbox import deliver
from disputes.models import Outgoing
from tests.court.simulator import Simulator
from tests.court.test_delivery import address, clock, impatient

__all__ = ["clock", "impatient"]


def test_a_long_push_keeps_its_hold_and_no_other_worker_sends_the_same(handoff, clerk, clock, monkeypatch):
    """Each piece renews it: eight minutes a piece are longer than one hold, all together."""
    seen = []

    def slow(method, url, body, headers):
        clock.shift(dt.timedelta(minutes=8))
        seen.append(method)
        assert outbox._claimed(endpoint.pk) is None, seen
        return real(method, url, body, headers)

    real = wire.call
    with Simulator(random.Random(0), share=0) as court:
        monkeypatch.setattr(push, "PIECE", 4096)
        monkeypatch.setattr(wire, "call", slow)
        one = handoff()
        endpoint = address(one.office, court)
        perform(one, "send", by=clerk)
        assert deliver() == 1 and seen.count("PUT") > 2


def test_who_lost_its_hold_stops_and_fails_nothing(handoff, clerk, clock, monkeypatch):
    """The clerk had it tried again, or a newer package took its place, while it was being sent."""
    real, taken = wire.call, []

    def meanwhile(method, url, body, headers):
        if method == "PUT" and not taken:
            outbox.again(Outgoing.objects.get())
            taken.append(outbox._claimed(endpoint.pk))
        return real(method, url, body, headers)

    with Simulator(random.Random(0), share=0) as court:
        one = handoff()
        endpoint = address(one.office, court)
        perform(one, "send", by=clerk)
        monkeypatch.setattr(push, "PIECE", 4096)
        monkeypatch.setattr(wire, "call", meanwhile)
        assert deliver() == 0
        left = Outgoing.objects.get()
        assert (left.state, left.attempts, left.told) == ("waiting", 0, "") and court.asked == 2
        assert outbox.attempt(taken[0])
        assert Outgoing.objects.get().state == "done"
