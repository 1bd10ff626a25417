import datetime as dt

import pytest
import time_machine

from arbitration.models import Room
from tests.arbitration.walk import CHINA, Cast, Walk


@pytest.fixture
def clock():
    """Ten in the morning of Monday 2026-03-02, a plain stretch without holidays until Qingming."""
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=CHINA), tick=False) as traveller:
        yield traveller


@pytest.fixture
def room(committee):
    return Room.objects.create(office=committee, name="第一仲裁庭", address="越秀区豪贤路1号")


@pytest.fixture
def cast(worker, employer, clerk, director, presiding, recorder, committee, room):
    return Cast(worker, employer, clerk, director, presiding, recorder, committee, room=room)


@pytest.fixture
def walk(clock, dispute, cast):
    return Walk(dispute, cast, clock)
