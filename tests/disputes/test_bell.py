"""The bell: no step waits for the rooms, and what they were not told of `tick` tells (docs/threats.md 7)."""

import asyncio

import pytest

from disputes import live
from disputes.acts import perform
from disputes.models import DocketEntry

pytestmark = pytest.mark.django_db(transaction=True)


class Layer:
    """A channel layer that is slow or away, and remembers what it was given."""

    def __init__(self, *, takes=0.0, fails=False):
        self.takes, self.fails, self.heard = takes, fails, []

    async def group_send(self, group, message):
        await asyncio.sleep(self.takes)
        if self.fails:
            raise ConnectionError("the layer is away")
        self.heard += message["entries"]


@pytest.fixture
def layer(monkeypatch):
    def set_up(**how):
        made = Layer(**how)
        monkeypatch.setattr(live, "get_channel_layer", lambda: made)
        return made

    return set_up


def untold():
    return DocketEntry.objects.untold().count()


def test_threat_07_a_step_does_not_wait_for_a_slow_layer(dispute, worker, layer):
    slow = layer(takes=1.5)
    entry = perform(dispute, "open", by=worker)
    assert slow.heard == [] and untold() == 1
    live.bell.settle()
    assert slow.heard == [entry.pk] and untold() == 0


def test_threat_07_what_is_taken_while_the_bell_rings_goes_out_together_and_once(dispute, worker, layer):
    quick = layer(takes=0.1)
    taken = [perform(dispute, "open", by=worker)]
    taken += [perform(dispute, "hand_in", by=worker, paper=f"证据{n}") for n in range(5)]
    live.bell.settle()
    assert quick.heard == [entry.pk for entry in taken] and untold() == 0
    assert live.ring_untold() == 0


def test_threat_07_a_bell_that_fails_fails_no_step_and_is_left_to_tick(dispute, worker, layer):
    layer(fails=True)
    entry = perform(dispute, "open", by=worker)
    live.bell.settle()
    assert untold() == 1
    well = layer()
    assert live.ring_untold() == 1 and well.heard == [entry.pk] and untold() == 0


def test_threat_07_a_layer_that_never_answers_is_given_up(dispute, worker, layer, monkeypatch):
    monkeypatch.setattr(live, "ANSWERED", 0.1)
    layer(takes=60)
    perform(dispute, "open", by=worker)
    live.bell.settle()
    assert untold() == 1


def test_what_is_whispered_again_and_again_goes_out_once_a_round(monkeypatch):
    """Somebody who reports typing a thousand times costs the rooms a few frames."""
    sent = []

    class Slow:
        async def group_send(self, group, message):
            await asyncio.sleep(0.3)  # longer than whispering two hundred times takes on a busy machine
            sent.append(message)

    monkeypatch.setattr(live, "get_channel_layer", lambda: Slow())
    fresh = live.Bell()
    for _n in range(200):
        fresh.whisper(1, "joint", 7, {"typing": "Worker", "in": "joint"})
    fresh.settle()
    assert 1 <= len(sent) <= 5 and sent[0]["type"] == "whisper"
