"""Traps after the award: whose window, whose way, what a suit does to the rest. Awards made by real steps."""

import datetime as dt

import pytest

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration, Award
from disputes.acts import NotLawful, perform
from disputes.management.commands.tick import sweep
from disputes.models import Claim, Deadline, Party, Seat
from tests.arbitration import conftest as arbitration
from tests.arbitration.test_intake import at, refused
from tests.arbitration.test_preparing import accepted_on
from tests.arbitration.walk import CHINA, TO_HEARING, Walk
from tests.conftest import person
from tests.court.conftest import higher, intermediate  # noqa: F401
from tests.court.test_awards import awarded, before_court, due, file, serve, ways

# The fixtures of that leg, under their own names.
clock, room, cast, walk = arbitration.clock, arbitration.room, arbitration.cast, arbitration.walk
D = dt.date
WINDOWS = ["award.suit", "award.set_aside"]
RECEIVED = {"a": D(2026, 4, 20), "b": D(2026, 4, 27)}


@pytest.fixture
def final(walk):
    return awarded(walk, **RECEIVED)


@pytest.fixture
def big(walk):
    """Above the line: not final."""
    return awarded(walk, **RECEIVED, amount="90000.00")


def test_trap_16_a_mixed_award_is_two_documents_with_their_own_remedies(walk, worker, employer):
    Claim.objects.update(amount="90000.00")
    Claim.objects.create(dispute=walk.dispute, kind="overtime", text="加班费", amount="100.00")
    for part in (*TO_HEARING, Walk.deliberate):
        part(walk)
    walk.award(day=RECEIVED["a"])
    serve(walk, {"A": RECEIVED["a"], "B": RECEIVED["b"]})
    other, final = sorted(Award.objects.all(), key=lambda award: award.final)
    assert (final.companion, other.companion) == (other.number, final.number)
    windows = {(row.code, row.record_id, row.party.side) for row in Deadline.objects.filter(code__in=WINDOWS)}
    assert windows == {
        ("award.suit", final.pk, "A"), ("award.set_aside", final.pk, "B"),
        ("award.suit", other.pk, "A"), ("award.suit", other.pk, "B"),
    }  # fmt: skip


def test_trap_18_against_a_final_award_the_worker_sues_and_the_employer_goes_to_the_intermediate_court(
    final, worker, employer
):
    assert "suit" in ways(final, worker)
    assert "set_aside" not in ways(final, worker)
    assert ways(final, employer) == {"set_aside"}
    windows = Deadline.objects.filter(record_type="award", party__isnull=False)
    told = {(row.code, row.party.side, row.due_on) for row in windows}
    assert told == {("award.suit", "A", D(2026, 5, 6)), ("award.set_aside", "B", D(2026, 5, 27))}


def test_trap_19_the_workers_suit_ends_the_request_and_its_failure_reopens_thirty_days(
    final, worker, employer, clerk, court, clock
):
    suit = file(final, "suit", worker)
    with pytest.raises(NotLawful, match="J1-21"):
        file(final, "set_aside", employer)
    clock.move_to(dt.datetime(2026, 5, 8, 10, tzinfo=CHINA))
    before_court(suit, clerk, court, "withdrawn", a=D(2026, 5, 8), b=D(2026, 5, 8))
    assert due("handoff.set_aside_after_suit") == {"B": D(2026, 6, 8)}
    assert ways(final, employer) == {"set_aside"}


def test_trap_20_a_suit_against_part_keeps_the_whole_award_from_effect(big, clock):
    worker = big.arbitration.dispute.parties.get(side="A")
    perform(big, "contest", party=worker.pk)
    at(clock, "2026-06-01")
    sweep()
    assert Award.objects.get(pk=big.pk).stage == "contested"


def test_trap_20_of_several_workers_the_award_waits_only_for_those_who_sue(walk, clock):
    second = Party.objects.create(dispute=walk.dispute, side="A", name="乙", worker=True, address="广州")
    Seat.objects.create(dispute=walk.dispute, user=person("second"), role="party", side="A", party=second)
    award = awarded(walk, **RECEIVED, amount="90000.00")
    Deadline.objects.filter(code="award.suit", party=second).update(status="stopped")
    perform(award, "contest", party=second.pk)
    at(clock, "2026-06-01")
    sweep()
    award = Award.objects.get(pk=award.pk)
    assert award.stage == "effective"
    assert award.binds(walk.dispute.parties.get(name="陈嘉禾"))
    assert not award.binds(second)


def test_trap_21_the_windows_of_the_two_sides_end_on_their_own_days(big):
    assert due("award.suit") == {"A": D(2026, 5, 6), "B": D(2026, 5, 12)}


def test_trap_22_a_non_final_award_takes_effect_after_the_last_window_and_a_final_one_when_made(big, clock):
    assert Award.objects.get(pk=big.pk).effective_on is None
    at(clock, "2026-06-01")
    sweep()
    assert Award.objects.get(pk=big.pk).effective_on == D(2026, 5, 13)


def test_trap_22_a_final_award_takes_effect_on_the_day_it_is_made(final):
    assert Award.objects.get(pk=final.pk).effective_on == D(2026, 4, 20)


def test_trap_23_overdue_does_not_end_a_case_until_a_court_has_filed_the_suit(walk, clock):
    accepted_on(walk, clock, "2026-03-16")
    at(clock, "2026-05-06")
    sweep()
    walk.case = Arbitration.objects.get()
    assert walk.case.overdue_on is not None
    assert walk.case.stage == Stage.ACCEPTED
    assert "CR-48" in refused(walk.step, "terminate", walk.cast.director, court_number="")
    walk.step("terminate", walk.cast.director, court_number="（2026）粤0104民初1号")
    assert walk.case.stage == Stage.TERMINATED


def test_trap_49_a_correction_moves_no_window(big):
    before = due("award.suit")
    perform(big, "correct", by=big.arbitration.presiding, wrong="90000", right="90000.00")
    assert due("award.suit") == before
    assert Award.objects.get(pk=big.pk).corrections[0]["right"] == "90000.00"
