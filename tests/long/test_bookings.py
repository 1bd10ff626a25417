"""docs/threats.md 10: many clients book the same rooms and people at once; nothing overlaps, each refusal names why."""

import datetime as dt
import os
import random
import threading
from collections import Counter

import pytest
from django.db import connection, connections, transaction

from arbitration import allocation
from arbitration.models import Arbitration, Booking, Hearing, Room
from arbitration.models.bookings import clock
from disputes.acts import NotLawful
from disputes.models import Dispute, Party, Seat, rows
from tests.conftest import person

SMALL = os.environ.get("SCALE") == "small"
CLIENTS, REQUESTS = (16, 800) if SMALL else (64, 5_000)
THREADS = 6  # what one server process has for requests on the embedded database
CASES, ROOMS, BENCH = 80, 4, 6
pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cases(committee):
    """Cases of a few arbitrators, so that most requests overlap."""
    bench = [person(f"judge{n}", role="presiding", office=committee) for n in range(BENCH)]
    worker = person("worker")
    found = []
    for n in range(CASES):
        dispute = Dispute.objects.create(opened_by=worker, workplace="440104", cause="工资")
        Party.objects.create(dispute=dispute, side="A", name=f"张{n}", worker=True)
        for seat, role in ((bench[n % BENCH], "presiding"), (bench[(n * 7 + 1) % BENCH], "recorder")):
            Seat.objects.get_or_create(dispute=dispute, user=seat, defaults={"role": role})
        found.append(
            Arbitration.objects.create(dispute=dispute, office=committee, number=f"案{n}", stage="scheduled")
        )
    return found


def test_threat_10_clients_that_book_at_once_never_overlap(committee, cases):
    rooms = [Room.objects.create(office=committee, name=f"第{n + 1}庭") for n in range(ROOMS)]
    days = [dt.date(2026, 12, 7) + dt.timedelta(days=n) for n in range(5)]
    answers: Counter[str] = Counter()
    odd: list[object] = []
    gate = threading.Barrier(CLIENTS)

    served = threading.BoundedSemaphore(CLIENTS if connection.vendor == "postgresql" else THREADS)

    def request(dice):
        start = dice.randrange(18, 28)
        hours = {"start": clock(start), "end": clock(start + dice.randrange(2, 7))}
        case = dice.choice(cases)
        try:
            if dice.random() < 0.1:
                with transaction.atomic():
                    rows.locked(Dispute, case.dispute_id)
                    allocation.release(case)
                answers["released"] += 1
                return
            with transaction.atomic():
                rows.locked(Dispute, case.dispute_id)
                allocation.book(case, room=dice.choice(rooms), day=dice.choice(days), **hours)
            answers["booked"] += 1
        except NotLawful as refusal:
            answers["refused"] += 1
            if not all(
                "CR-38" in str(line) and ("庭" in str(line) or "Judge" in str(line))
                for line in refusal.reasons
            ):
                odd.append(refusal)

    def client(number):
        dice = random.Random(number)
        gate.wait()
        try:
            for _n in range(REQUESTS // CLIENTS):
                with served:
                    request(dice)
                    connections.close_all()  # as at the end of every request
        except Exception as bug:
            odd.append(bug)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=client, args=[n]) for n in range(CLIENTS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert odd == [] and sum(answers.values()) == REQUESTS // CLIENTS * CLIENTS
    assert answers["booked"] and answers["refused"], answers
    nothing_overlaps()


def nothing_overlaps():
    """From the hearings alone, not from the constraint; and every standing hearing has its rows, no other has any."""
    taken: dict[object, int] = {}
    for hearing in Hearing.objects.filter(stands=True).select_related("arbitration"):
        who = [
            ("room", hearing.room_id),
            *(("person", key) for key in allocation.people(hearing.arbitration)),
        ]
        booked = set(hearing.bookings.values_list("resource", "resource_id", "day", "half_hour"))
        assert booked == {
            (*one, hearing.day, half) for one in who for half in range(hearing.start, hearing.end)
        }
        for row in booked:
            assert taken.setdefault(row, hearing.pk) == hearing.pk, row
    assert Booking.objects.filter(hearing__stands=False).count() == 0
    assert Booking.objects.count() == len(taken)
