"""One allocator, whatever comes in which order: booked, moved, given back, needs said, somebody lost, a seat changed, repaired."""

import datetime as dt
import os

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from arbitration import laying, timetables
from arbitration.allocation import people, sessions
from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.models import Absence, Arbitration, Booking, Hearing, Proposal, Room
from arbitration.models.bookings import clock
from arbitration.slots import next_slots
from disputes.acts import NotLawful, perform
from disputes.calendars import in_force
from disputes.models import Paper, Seat
from tests.arbitration.test_hearing import another, ready
from tests.conftest import person

__all__ = ["ready"]
CASES = st.integers(0, 2)
DAYS = st.integers(0, 1)
SESSIONS = st.integers(0, 3)
ROOMS = st.integers(0, 1)


class Board(RuleBasedStateMachine):
    """Three cases, two rooms (one of them with a booth), two days. What each step should answer is worked out beside it."""

    walk = None  # the first case, prepared outside: every example goes back to it
    others = ()

    @initialize()
    def open_the_board(self):
        self.atom = transaction.atomic()
        self.atom.__enter__()
        walk = type(self).walk
        self.cast, self.office = walk.cast, walk.cast.office
        self.keys = [walk.case.pk, *(one.case.pk for one in type(self).others)]
        self.rooms = list(Room.objects.order_by("pk"))
        first, calendar = first_day_for_hearing(walk.case, timezone.localdate()), in_force()
        ahead = (first + dt.timedelta(days=n) for n in range(20))
        self.days = [day for day in ahead if calendar.is_workday(day)][:2]

    def teardown(self):
        if hasattr(self, "atom"):
            transaction.set_rollback(True)
            self.atom.__exit__(None, None, None)

    def case(self, n):
        return Arbitration.objects.select_related("dispute", "office").get(pk=self.keys[n])

    def chair(self, case):
        return case.presiding

    def hindered(self, case, room, day, span):
        """What stands against it, from the rows alone: rooms and people by name."""
        found = set()
        if set(case.needs) - set(room.equipment):
            found.add(str(room))
        who = set(people(case))
        for hearing in Hearing.objects.filter(stands=True, day=day).exclude(arbitration=case):
            if hearing.start < span.stop and span.start < hearing.end:
                shared = who & set(people(hearing.arbitration))
                found |= {
                    str(one)
                    for one in Seat.objects.filter(user__in=shared).values_list("user__name", flat=True)
                }
                found |= {str(room)} if hearing.room_id == room.pk else set()
        for away in Absence.objects.filter(since__lte=day, until__gte=day):
            if away.person_id in who and away.start < span.stop and span.start < away.end:
                found.add(str(away.person))
        return found

    def lay(self, name, case, by, room, day, session, **more):
        room, day, span = self.rooms[room], self.days[day], sessions(case.office)[session]
        against, notices = self.hindered(case, room, day, span), self.notices(case)
        facts = {"room": room, "day": day, "start": clock(span.start), "end": clock(span.stop), **more}
        try:
            perform(case, name, by=by, **facts)
        except NotLawful as refusal:
            said = " ".join(map(str, refusal.reasons))
            assert against and all(name in said for name in against) and "CR-38" in said, (against, said)
            assert self.notices(case) == notices, "a refusal leaves no notice"
        else:
            assert not against
            assert self.notices(case) == notices + case.dispute.parties.count()

    def notices(self, case):
        return Paper.objects.filter(dispute=case.dispute, code="D19").count()

    @rule(n=CASES, room=ROOMS, day=DAYS, session=SESSIONS)
    def book(self, n, room, day, session):
        case = self.case(n)
        if case.stage == "accepted":
            self.lay("schedule", case, self.chair(case), room, day, session)

    @rule(n=CASES, room=ROOMS, day=DAYS, session=SESSIONS)
    def move(self, n, room, day, session):
        case = self.case(n)
        if case.stage == "scheduled":
            self.lay("postpone", case, self.cast.director, room, day, session, reason="另有任务")

    @rule(n=CASES)
    def put_off(self, n):
        case = self.case(n)
        if case.stage == "scheduled":
            perform(case, "put_off", by=self.cast.director, reason="另行通知")

    @rule(n=CASES)
    def withdraw(self, n):
        case = self.case(n)
        if case.stage in ("accepted", "scheduled"):
            seat = Seat.objects.current().get(dispute=case.dispute, side="A", role="party")
            perform(case, "withdraw", by=seat.user, reason="已和解")

    @rule(n=CASES, needs=st.sampled_from([[], ["booth"]]))
    def say_needs(self, n, needs):
        case = self.case(n)
        if case.stage == "accepted":
            perform(case, "say_needs", by=self.cast.clerk, needs=needs)

    @rule(n=CASES)
    def change_the_seat(self, n):
        """A recusal upheld: the substitute takes the seat and must be free, or nothing changes."""
        case = self.case(n)
        if case.stage not in ("accepted", "scheduled"):
            return
        new = next(one for one in self.bench if one != case.presiding)
        gone, hearing = case.presiding, case.hearing
        if Seat.objects.filter(dispute=case.dispute, user=new).exists():
            return
        seat = Seat.objects.current().get(dispute=case.dispute, side="A", role="party")
        perform(case, "ask_recusal", by=seat.user, person=gone, reason="近亲属")
        case = self.case(n)
        try:
            perform(
                case,
                "decide_recusal",
                by=self.cast.director,
                decision="upheld",
                reason="属实",
                substitute=new,
            )
        except NotLawful as refusal:
            said = " ".join(map(str, refusal.reasons))
            assert hearing is not None and str(new) in said and "CR-38" in said, said
            perform(
                self.case(n), "decide_recusal", by=self.cast.director, decision="rejected", reason="不属实"
            )
            assert self.case(n).presiding == gone

    @property
    def bench(self):
        return [self.cast.presiding, type(self).second]

    @rule(who=st.integers(0, 1), day=DAYS, start=st.sampled_from([0, 24]))
    def lose_somebody_and_repair(self, who, day, start):
        """Her hearings in that time move, booked as proposed; another moves only where hers has no place else."""
        gone = Absence.objects.create(
            office=self.office, person=self.bench[who], since=self.days[day], until=self.days[day],
            start=start, end=start + 24, why="ill", by=self.cast.clerk,
        )  # fmt: skip
        must = {str(one.arbitration_id) for one in timetables.struck(gone)}
        proposal = timetables.mend(gone, by=self.cast.clerk)
        assert must <= {*proposal.moves, *proposal.left}
        if not proposal.left and all(self.has_a_place(key) for key in must):
            assert set(proposal.moves) == must, "nobody moves without need"
        for key, move in proposal.moves.items():
            refused = laying.book(Proposal.Kind.REPAIR, int(key), move, by=self.cast.director, reason="因病")
            assert refused == [] or len(proposal.moves) > 1, refused
        if len(proposal.moves) == len(must) and not proposal.left:
            assert timetables.struck(gone) == []

    def has_a_place(self, key):
        """Whether it alone finds a time that nobody has to leave."""
        case = Arbitration.objects.select_related("dispute", "office").get(pk=key)
        return bool(next_slots(case, self.days[0], count=1))

    @invariant()
    def what_stands_is_booked_and_nothing_else(self):
        if not hasattr(self, "atom"):
            return
        standing = list(Hearing.objects.filter(stands=True).select_related("arbitration__dispute", "room"))
        asked = set()
        for one in standing:
            assert one.arbitration.stage == "scheduled" and one.arbitration.hearing_on == one.day
            wanted = [("room", one.room_id), *(("person", key) for key in people(one.arbitration))]
            rows = {(*what, one.day, half) for what in wanted for half in range(one.start, one.end)}
            assert not rows & asked, "nobody and no room twice"
            asked |= rows
            notice = Paper.objects.filter(dispute=one.dispute, code="D19").order_by("pk").last()
            assert notice.data["starts_at"].startswith(f"{one.day}T{clock(one.start)}")
        booked = Booking.objects.values_list("resource", "resource_id", "day", "half_hour")
        assert set(booked) == asked and len(booked) == len(asked)
        laid = Arbitration.objects.filter(stage="scheduled").values_list("pk", flat=True)
        assert set(laid) == {one.arbitration_id for one in standing}


@pytest.fixture
def board(ready, committee):
    Room.objects.create(office=committee, name="第二仲裁庭", equipment=["booth"])
    second = person("second", role="presiding", office=committee)
    two = another(ready, "worker2", "employer2")
    three = another(ready, "worker3", "employer3")
    two.step("dissolve_tribunal", two.cast.director, reason="另行组成")
    two.cast.presiding = second
    two.form()
    return type("OneBoard", (Board,), {"walk": ready, "others": (two, three), "second": second})


def walked(board, examples, steps):
    run_state_machine_as_test(
        board, settings=settings(max_examples=examples, stateful_step_count=steps, suppress_health_check=list(HealthCheck), phases=[Phase.generate]),
    )  # fmt: skip


@pytest.mark.django_db
def test_nothing_overlaps_and_every_refusal_names_why_in_whatever_order(board):
    walked(board, examples=6, steps=12)


@pytest.mark.long
@pytest.mark.django_db
def test_nothing_overlaps_and_every_refusal_names_why_in_many_orders(board):
    walked(board, examples=60 if os.environ.get("SCALE") == "small" else 400, steps=30)
