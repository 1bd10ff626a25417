"""Two cases want the same room or the same person at once: one has it, the other is told in words."""

import dataclasses
import datetime as dt

import pytest
import time_machine

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration, Booking, Room
from disputes.acts import NotLawful, perform
from tests.arbitration.test_hearing import another
from tests.arbitration.walk import CHINA, PATHS, Walk
from tests.conftest import person
from tests.races.meeting import meet, refusals, winners

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2026, 3, 30)


@pytest.fixture
def clock():
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=CHINA), tick=True) as traveller:
        yield traveller


def ready(walk):
    for part in PATHS[Stage.ACCEPTED]:
        part(walk)
    walk.prepare()
    return walk


def schedule(walk, room):
    return lambda: perform(
        walk.case, "schedule", by=walk.cast.presiding, room=room, day=DAY, start="09:00", end="11:00"
    )


def test_threat_10_two_hearings_want_the_same_room_and_one_has_it(clock, dispute, cast, committee):
    one = ready(Walk(dispute, cast, clock))
    two = another(one)
    answers = meet(schedule(one, one.room), schedule(two, one.room))
    told = refusals(answers)
    assert len(winners(answers)) == 1 and len(told) == 1 and isinstance(told[0], NotLawful)
    assert "CR-38" in str(told[0])
    assert Arbitration.objects.filter(stage=Stage.SCHEDULED).count() == 1
    halves = list(Booking.objects.filter(resource="room").values_list("half_hour", flat=True))
    assert sorted(halves) == [18, 19, 20, 21]


def test_threat_10_two_rooms_do_not_help_where_the_arbitrator_is_the_same(clock, dispute, cast, committee):
    one = ready(Walk(dispute, cast, clock))
    two = another(one)
    second = Room.objects.create(office=committee, name="第二仲裁庭")
    answers = meet(schedule(one, one.room), schedule(two, second))
    assert len(winners(answers)) == 1
    assert "CR-38" in str(refusals(answers)[0])


def test_threat_09_two_cases_with_nobody_in_common_do_not_disturb_each_other(clock, dispute, cast, committee):
    one = ready(Walk(dispute, cast, clock))
    others = {
        "presiding": person("presiding2", role="presiding", office=committee),
        "recorder": person("recorder2", role="recorder", office=committee),
    }
    two = another(Walk(dispute, dataclasses.replace(cast, **others), clock))
    second = Room.objects.create(office=committee, name="第二仲裁庭")
    answers = meet(schedule(one, one.room), schedule(two, second))
    assert refusals(answers) == []
