"""The worker is killed again and again while it books a long proposal: every line is booked once, none is half done."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection
from django.utils import timezone

from arbitration import laying, timetables
from arbitration.models import Arbitration, Booking, BookingLine, Hearing, Room
from disputes.models import Dispute, DocketEntry, Engagement, Party, Seat
from tests.bench.measure import SMALL
from tests.conftest import person

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
LINES, KILLS = (60, 5) if SMALL or not os.environ.get("SCALE") else (400, 40)
BENCH, ROOMS = 20, 8


@pytest.fixture
def proposal(committee, clerk):
    bench = [person(f"judge{n}", role="presiding", office=committee) for n in range(BENCH)]
    writing = [person(f"recorder{n}", role="recorder", office=committee) for n in range(BENCH)]
    for n in range(ROOMS):
        Room.objects.create(office=committee, name=f"第{n + 1}庭")
    today = timezone.localdate()
    for n in range(LINES):
        dispute = Dispute.objects.create(opened_by=clerk, workplace="440104", cause="工资", stage="open")
        for side in "AB":
            Party.objects.create(dispute=dispute, side=side, name=f"{side}{n}", worker=side == "A")
        Engagement.objects.create(dispute=dispute, office=committee, capacity="arbitration")
        for user, role in ((bench[n % BENCH], "presiding"), (writing[n % BENCH], "recorder")):
            Seat.objects.create(dispute=dispute, user=user, role=role)
        Arbitration.objects.create(
            dispute=dispute, office=committee, number=f"案{n}", stage="accepted", formed_on=today, accepted_on=today,
            answer_waived=True, presiding=bench[n % BENCH],
            recorder=writing[n % BENCH],
        )  # fmt: skip
    found = timetables.propose(committee, by=clerk)
    assert len(found.moves) == LINES
    return found


def worker():
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor != "sqlite":
        place = connection.settings_dict
        url = f"postgres://{place['USER']}@{place['HOST']}:{place['PORT'] or 5432}/{name}"
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.long.settings"}
    code = (
        "import django; django.setup()\n"
        "from arbitration import laying\n"
        "print('ready', flush=True); laying.book_waiting()"
    )
    return subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True)


def test_a_worker_killed_again_and_again_books_every_line_once(proposal, clerk):
    laying.order(proposal, map(int, proposal.moves), by=clerk)
    dice, kills = random.Random(20261127), 0
    while kills < KILLS and BookingLine.objects.waiting().exists():
        process = worker()
        assert process.stdout.readline() == "ready\n"
        after_some_more(process)
        time.sleep(dice.random() / 2)
        kills += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        whole()
    assert kills >= 2
    while left := BookingLine.objects.waiting().count():
        with worker() as unharmed:
            assert unharmed.wait() == 0
        assert BookingLine.objects.waiting().count() < left
    whole()
    assert not BookingLine.objects.refused().exists()
    assert Hearing.objects.filter(stands=True).count() == LINES


def after_some_more(process):
    """Until the worker has booked something: on a quick machine it would be done before it is killed twice."""
    booked = Hearing.objects.count()
    while process.poll() is None and Hearing.objects.count() == booked:
        time.sleep(0.02)


def whole():
    """As many steps as marks and hearings, and nothing taken twice."""
    done = BookingLine.objects.exclude(done_at=None).count()
    assert done == DocketEntry.objects.filter(step="arbitration.schedule").count() == Hearing.objects.count()
    taken = list(Booking.objects.values_list("resource", "resource_id", "day", "half_hour"))
    assert len(taken) == len(set(taken))
