"""The courier behind its interface: handed over, followed, proved or brought back, whatever it does (CR-20)."""

import datetime as dt
import json

import pytest
import time_machine
from django.utils import timezone

from disputes import carriers
from disputes.acts import NotLawful, perform
from disputes.carriers import CarrierDown, Progress
from disputes.carriers.parcels import carry
from disputes.management.commands.tick import Command
from disputes.models import CaseTask, Deadline, Paper, Party, Service
from tests.arbitration.walk import CHINA, Cast, Walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=CHINA), tick=False) as traveller:
        yield traveller


@pytest.fixture
def walk(
    clock, dispute, worker, employer, clerk, director, presiding, recorder, committee, settings, tmp_path
):
    settings.OUTBOX_ROOT, settings.CARRIER_PAUSE = tmp_path / "outbox", 0
    found = Walk(dispute, Cast(worker, employer, clerk, director, presiding, recorder, committee), clock)
    found.file()
    found.accept()
    return found


def copy():
    return Service.objects.get(paper__code="D12")


class Fake:
    """A courier that does what the test says, and counts."""

    def __init__(self):
        self.taken, self.answers = [], []

    def hand_over(self, parcel):
        self.taken.append(parcel)
        return f"N{len({one.key for one in self.taken})}"

    def track(self, number):
        return self.answers.pop(0) if self.answers else None


@pytest.fixture
def fake(monkeypatch):
    made = Fake()
    monkeypatch.setattr("disputes.carriers.parcels.courier", lambda: made)
    return made


def test_a_paper_goes_out_arrives_and_the_time_to_answer_runs_from_the_receipt(walk):
    perform(copy(), "send", by=walk.cast.clerk)
    assert (copy().stage, copy().tracking) == ("sent", "")
    carry()
    assert copy().tracking.startswith("DS") and copy().stage == "sent"
    walk.after(1)
    Command().once()
    one = copy()
    assert (one.stage, one.channel, one.served_on) == ("served", "courier", dt.date(2026, 3, 4))
    assert one.tracking in one.receipt and "本人签收" in one.receipt
    assert Deadline.objects.get(code="arbitration.answer").trigger_on == one.served_on


def test_what_comes_back_waits_for_another_way_and_may_go_out_again(walk, fake):
    perform(copy(), "send", by=walk.cast.clerk)
    carry()
    fake.answers = [Progress(delivered=False, on=dt.date(2026, 3, 4), words="原址查无此人")]
    carry()
    assert copy().stage == "returned" and "查无此人" in copy().receipt
    assert (
        CaseTask.objects.open().filter(dispute=walk.dispute, role="clerk", record_id=copy().pk).count() == 1
    )
    perform(copy(), "send", by=walk.cast.clerk)
    carry()
    assert copy().tracking == "N2" and [one.key.split("-")[1] for one in fake.taken] == ["1", "2"]


def test_the_same_parcel_handed_over_twice_is_one(walk, fake, monkeypatch):
    """Killed between the courier's answer and our note: the key is the same, the number too."""
    perform(copy(), "send", by=walk.cast.clerk)
    carry()
    Service.objects.update(tracking="")
    carry()
    assert len(fake.taken) == 2 and len({one.key for one in fake.taken}) == 1 and copy().tracking == "N1"


def test_a_courier_that_is_down_loses_nothing(walk, fake, monkeypatch):
    perform(copy(), "send", by=walk.cast.clerk)

    def down(parcel):
        raise CarrierDown("502")

    with monkeypatch.context() as broken:
        broken.setattr(fake, "hand_over", down)
        assert carry() == 0
    assert (copy().stage, copy().tracking) == ("sent", "")
    carry()
    assert copy().tracking == "N1"


def test_a_carrier_that_breaks_in_any_way_holds_up_nothing_else(walk, fake, monkeypatch, caplog):
    def broken(parcel):
        raise ConnectionResetError("peer")

    perform(copy(), "send", by=walk.cast.clerk)
    monkeypatch.setattr(fake, "hand_over", broken)
    Command().once()
    assert copy().stage == "sent" and "could not be carried" in caplog.text


def test_one_parcel_nobody_can_carry_holds_up_no_other(walk, fake, monkeypatch, caplog):
    take = fake.hand_over

    def picky(parcel):
        if parcel.code == "D12":
            raise ValueError("no such province")
        return take(parcel)

    monkeypatch.setattr(fake, "hand_over", picky)
    for service in Service.objects.filter(stage="due"):
        perform(service, "send", by=walk.cast.clerk)
    carry()
    assert copy().tracking == "" and Service.objects.get(paper__code="D09").tracking == "N1"
    assert "could not be carried" in caplog.text


def test_without_a_courier_nothing_is_given_to_one(walk, settings):
    """Production names its own: the local one would prove what nobody delivered."""
    settings.CARRIERS = {}
    with pytest.raises(NotLawful) as refused:
        perform(copy(), "send", by=walk.cast.clerk)
    assert "没有接入专递" in str(refused.value.reasons[0])
    assert carry() == 0


def test_what_was_proved_by_hand_meanwhile_stays_as_it_is(walk, fake):
    perform(copy(), "send", by=walk.cast.clerk)
    carry()
    stale = copy()
    perform(stale, "prove", by=walk.cast.clerk, channel="direct", receipt="当面签收")
    fake.answers = [Progress(delivered=True, on=dt.date(2026, 3, 9), words="前台")]
    carry()
    assert copy().receipt == "当面签收"


def test_without_an_address_nothing_is_sent(walk):
    Party.objects.filter(side="B").update(address="", postal_address="")
    with pytest.raises(NotLawful) as refused:
        perform(copy(), "send", by=walk.cast.clerk)
    assert "地址" in str(refused.value.reasons[0])


def test_a_carrier_is_asked_no_more_often_than_its_pause(walk, fake, settings):
    settings.CARRIER_PAUSE = 600
    perform(copy(), "send", by=walk.cast.clerk)
    carry()
    carry()
    fake.answers = [Progress(delivered=True, on=dt.date(2026, 3, 3), words="签收")]
    carry()
    assert copy().stage == "sent"  # asked a moment ago
    walk.clock.move_to(dt.datetime(2026, 3, 3, 10, tzinfo=CHINA))
    carry()
    assert copy().stage == "served"


def test_the_local_carrier_keeps_no_name_address_or_phone(walk, settings):
    perform(copy(), "send", by=walk.cast.clerk)
    carry()
    carriers.texter().send("k", "13800138000", "提醒")
    kept = "".join(path.read_text() for path in settings.OUTBOX_ROOT.glob("*.json"))
    assert json.loads(next(settings.OUTBOX_ROOT.glob("DS*.json")).read_text())["code"] == "D12"
    assert not any(word in kept for word in ("云岭", "越秀", "13800138000", "提醒"))


def test_the_clerk_sends_from_the_task(walk, client):
    client.force_login(walk.cast.clerk)
    one = copy()
    address = f"/cases/{walk.dispute.reference}/service/{one.pk}/send/"
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert copy().stage == "sent"


def test_registered_mail_is_under_way_with_its_number_and_proved_from_its_receipt(
    walk, clock, fake, settings
):
    """CR-20: by post without any courier; what the house's courier carries is none of it."""
    settings.CARRIERS = {}
    perform(copy(), "post", by=walk.cast.clerk, tracking="XA440100123CN")
    one = copy()
    assert (one.stage, one.channel, one.tracking) == ("sent", "post", "XA440100123CN")
    carry()
    assert fake.taken == []
    clock.shift(dt.timedelta(days=2))
    perform(copy(), "prove", by=walk.cast.clerk, channel="post", receipt="前台签收，回执已附卷")
    assert (copy().stage, copy().served_on) == ("served", timezone.localdate())
    assert Paper.objects.filter(code="D40").latest("pk").data["method"] == "邮寄送达"


def test_mail_that_comes_back_goes_another_way(walk, fake):
    perform(copy(), "post", by=walk.cast.clerk, tracking="XA440100123CN")
    perform(copy(), "fail", by=walk.cast.clerk, reason="查无此人")
    perform(copy(), "send", by=walk.cast.clerk)
    carry()
    assert (copy().channel, copy().tracking) == ("courier", "N1") and len(fake.taken) == 1
