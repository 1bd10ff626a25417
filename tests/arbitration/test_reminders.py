"""Reminders before a hearing: three rungs, once each, no names, nothing served by them (CR-38)."""

import datetime as dt

import pytest

from arbitration import reminders
from arbitration.models import Arbitration, Hearing, Reminder
from disputes.carriers import CarrierDown
from disputes.models import Party, Service
from tests.arbitration.test_hearing import ready
from tests.arbitration.walk import CHINA

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
__all__ = ["ready"]


class Sent(list):
    def send(self, key, phone, text):
        self.append((key, phone, text))


@pytest.fixture
def sent(monkeypatch):
    made = Sent()
    monkeypatch.setattr(reminders, "texter", lambda: made)
    return made


def ahead(walk, days):
    walk.day(walk.case.hearing_on - dt.timedelta(days=days))


def test_seven_three_and_one_day_before_each_party_once(ready, sent):
    ready.schedule()
    for days in (8, 7, 7, 6, 3, 2, 1, 1):
        ahead(ready, days)
        reminders.remind()
    assert [key.rsplit("-", 1)[1] for key, _p, _t in sent] == ["7", "7", "3", "3", "1", "1"]
    assert {phone for _k, phone, _t in sent} == {"13800138000", "02083330000"}
    assert Reminder.objects.count() == 6


def test_it_names_the_case_the_day_and_the_room_and_nobody(ready, sent):
    ready.schedule()
    ahead(ready, 3)
    reminders.remind()
    text = sent[0][2]
    assert (
        ready.dispute.reference in text and "09:00" in text and ready.room.name in text and "不是送达" in text
    )
    assert not any(word in text for word in ("陈嘉禾", "云岭"))
    assert not Service.objects.filter(stage="served", paper__code="D19").exists()


def test_a_hearing_put_off_reminds_nobody_and_a_new_day_does(ready, sent):
    ready.schedule()
    ready.step("put_off", ready.cast.presiding, reason="仲裁员有其他任务")
    for days in (7, 3, 1):
        ready.clock.move_to(dt.datetime.combine(dt.date(2026, 3, 30), dt.time(9)) - dt.timedelta(days=days))
        reminders.remind()
    assert sent == []


def test_who_has_no_phone_gets_none(ready, sent):
    Party.objects.filter(side="B").update(phone="")
    ready.schedule()
    ahead(ready, 3)
    reminders.remind()
    assert len(sent) == 1


def test_a_sender_that_is_down_is_asked_again(ready, sent, monkeypatch):
    ready.schedule()
    ahead(ready, 3)

    def down(*given):
        raise CarrierDown("503")

    with monkeypatch.context() as broken:
        broken.setattr(Sent, "send", down)
        assert reminders.remind() == 0
    assert reminders.remind() == 2 and Reminder.objects.count() == 2


def test_of_more_hearings_than_a_round_takes_none_is_forgotten(ready, sent, monkeypatch):
    ready.schedule()
    first = ready.case.hearing
    other = type(ready.dispute).objects.create(opened_by=ready.cast.worker, cause="x")
    Party.objects.create(dispute=other, side="A", name="某人", worker=True, phone="13900139000")
    case = Arbitration.objects.create(dispute=other, office=ready.cast.office)
    Hearing.objects.create(
        arbitration=case, dispute=other, office=ready.cast.office, room=first.room, day=first.day, start=28, end=30
    )  # fmt: skip
    ahead(ready, 3)
    monkeypatch.setattr(reminders, "ROUND", 1)
    reminders.remind()
    reminders.remind()
    assert "13900139000" in {phone for _key, phone, _text in sent} and len(sent) == 3


def test_a_hearing_by_video_says_so(ready, sent):
    ready.schedule()
    for user in (ready.cast.worker, ready.cast.employer):
        ready.step("say_online", user, agrees="yes")
    ready.step("hold_online", ready.cast.presiding, link="https://meeting.example.cn/j/1")
    ahead(ready, 1)
    reminders.remind()
    assert "在线开庭" in sent[0][2] and "meeting" not in sent[0][2]


def test_nobody_is_woken_at_night(ready, sent, clock):
    ready.schedule()
    day = ready.case.hearing_on - dt.timedelta(days=3)
    for hour, many in ((0, 0), (7, 0), (21, 0), (8, 2)):
        clock.move_to(dt.datetime.combine(day, dt.time(hour, 5), CHINA))
        assert reminders.remind() == many
