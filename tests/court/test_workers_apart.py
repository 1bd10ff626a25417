"""An award for several workers before a court: it waits for those who sue and binds the others (J1-17, trap 20)."""

import datetime as dt

import pytest

from arbitration.models import Award
from disputes.acts import NotLawful, perform
from disputes.management.commands.tick import sweep
from disputes.models import Deadline, HandOff, Paper, Party, Seat, Service
from tests.arbitration.walk import CHINA
from tests.conftest import person
from tests.court.test_awards import awarded, before_court, cast, clock, due, file, room, walk, ways

pytestmark = pytest.mark.standing("second")

__all__ = ["cast", "clock", "room", "walk"]

DAY = dt.date
RECEIVED = {"a": DAY(2026, 4, 20), "b": DAY(2026, 4, 27)}


def move(clock, month, day):
    clock.move_to(dt.datetime(2026, month, day, 10, tzinfo=CHINA))


@pytest.fixture
def second(walk):
    party = Party.objects.create(dispute=walk.dispute, side="A", name="乙", worker=True, address="广州")
    user = person("second")
    Seat.objects.create(dispute=walk.dispute, user=user, role="party", side="A", party=party)
    return user


@pytest.fixture
def final(walk, second):
    return awarded(walk, **RECEIVED)


@pytest.fixture
def open_award(walk, second):
    return awarded(walk, **RECEIVED, amount="90000.00")


def award_now():
    return Award.objects.get()


def test_one_workers_suit_leaves_the_employer_its_window_against_the_others(final, second, employer):
    file(final, "suit", second)
    assert due("award.set_aside") == {"B": DAY(2026, 5, 27)} and "set_aside" in ways(final, employer)
    assert file(final, "set_aside", employer).stage == "filed" and award_now().stayed


def test_the_request_to_set_aside_gives_way_once_every_worker_has_sued(final, worker, second, employer):
    request = file(final, "set_aside", employer)
    file(final, "suit", second)
    assert HandOff.objects.get(pk=request.pk).stage == "filed" and award_now().stayed
    file(final, "suit", worker)
    assert HandOff.objects.get(pk=request.pk).stage == "gave_way" and not award_now().stayed
    with pytest.raises(NotLawful, match="J1-21"):
        file(final, "set_aside", employer)


def test_who_has_sued_enforces_nothing_and_the_others_do(final, worker, second):
    file(final, "suit", second)
    assert "enforcement" in ways(final, worker) and "enforcement" not in ways(final, second)
    with pytest.raises(NotLawful, match="AL-51"):
        file(final, "enforcement", second)


@pytest.mark.parametrize("result", ["judged", "dismissed_scope"])
def test_a_judgment_on_one_workers_suit_takes_nothing_from_the_others(
    final, worker, second, clerk, court, result
):
    suit = file(final, "suit", second)
    before_court(suit, clerk, court, result, b=DAY(2026, 4, 27))
    award = award_now()
    assert (award.stage, award.effective_on) == ("effective", DAY(2026, 4, 20))
    assert Deadline.objects.get(code="award.enforcement").status == "running"
    assert "enforcement" in ways(final, worker) and "enforcement" not in ways(final, second)


def test_it_falls_once_every_workers_suit_is_judged(final, worker, second, clerk, court):
    suits = [file(final, "suit", user) for user in (worker, second)]
    assert award_now().stage == "contested"
    before_court(suits[0], clerk, court, "judged")
    assert award_now().stage == "contested"
    before_court(suits[1], clerk, court, "judged")
    assert award_now().stage == "without_effect"


def test_judged_for_one_and_taken_back_by_the_other_it_binds_the_other(
    open_award, worker, second, clerk, court, clock
):
    judged, withdrawn = file(open_award, "suit", second), file(open_award, "suit", worker)
    move(clock, 6, 1)
    sweep()
    before_court(judged, clerk, court, "judged")
    assert award_now().stage == "contested"
    before_court(withdrawn, clerk, court, "withdrawn", b=DAY(2026, 6, 1))
    assert award_now().stage == "contested"  # till the ruling is served
    perform(withdrawn, "serve_result", by=court, party=withdrawn.filed_by_id, proof="回证")
    award = award_now()
    assert (award.stage, award.effective_on) == ("effective", DAY(2026, 6, 1))
    assert award.binds(withdrawn.filed_by) and not award.binds(judged.filed_by)


def test_the_certificate_names_who_has_sued_and_is_not_given_to_them(open_award, worker, second, clock):
    file(open_award, "suit", second)
    move(clock, 6, 1)
    sweep()
    award = award_now()
    assert award.stage == "effective" and award.binds(award.dispute.party_of(worker))
    proof = Paper.objects.get(code="D42").data
    assert "乙" in proof["suits"] and "未发现" not in proof["suits"]
    assert proof["addressee"] == "陈嘉禾"


def test_a_final_award_that_stands_before_the_court_is_certified(
    final, worker, second, employer, clerk, clock
):
    """Who won there needs the certificate as well; it says what the court was asked and what it answered."""
    request = file(final, "set_aside", employer)
    move(clock, 6, 1)
    sweep()
    assert not Paper.objects.filter(code="D42").exists()
    higher = person("higher", role="court", office=request.office)
    before_court(request, clerk, higher, "stands", b=DAY(2026, 6, 1))
    proof = Paper.objects.get(code="D42").data
    assert (
        "申请撤销裁决，申请已被驳回，文书为（2026）粤01民初1号之一。" in proof["suits"]
        and len(proof["served"]) == 3
    )


def test_no_certificate_before_everybody_has_the_award(walk, second, clock):
    """Whose window has not begun may still go to court."""
    award = awarded(walk, **RECEIVED)
    late = Service.objects.get(paper__record_type="award", paper__record_id=award.pk, party__side="B")
    Service.objects.filter(pk=late.pk).update(stage="due", served_on=None)
    Deadline.objects.filter(code="award.set_aside").delete()
    move(clock, 6, 1)
    sweep()
    assert not Paper.objects.filter(code="D42").exists()
    perform(late, "prove", by=walk.cast.clerk, receipt="签收")
    move(clock, 7, 10)
    sweep()
    assert len(Paper.objects.get(code="D42").data["served"]) == 3


def test_a_suit_taken_back_by_one_worker_does_not_delay_the_effect_for_the_others(
    open_award, worker, second, clerk, court, clock
):
    """J1-17: for who has not sued it has effect after the last window; for who had, from the ruling's service."""
    suit = file(open_award, "suit", second)
    move(clock, 5, 8)
    before_court(suit, clerk, court, "withdrawn")
    move(clock, 5, 13)
    sweep()
    award = award_now()
    assert (award.stage, award.effective_on) == ("effective", DAY(2026, 5, 13))
    assert not award.binds(suit.filed_by) and "enforcement" not in ways(award, second)
    assert "enforcement" in ways(award, worker)
    move(clock, 6, 10)
    for party in suit.dispute.parties.all():
        perform(HandOff.objects.get(pk=suit.pk), "serve_result", by=court, party=party.pk, proof="回证")
    award = award_now()
    assert award.effective_on == DAY(2026, 5, 13) and award.binds(suit.filed_by)
    assert "enforcement" in ways(award, second)
    rows = {
        row.party_id: row.due_on for row in Deadline.objects.running().filter(code__contains="enforcement")
    }
    assert rows == {None: DAY(2028, 5, 15), suit.filed_by_id: DAY(2028, 6, 12)}  # each its own two years
    told = Deadline.objects.told_to(second).running().filter(code__contains="enforcement")
    assert [row.party_id for row in told] == [suit.filed_by_id]  # not the day of the others
    assert None in {row.party_id for row in Deadline.objects.told_to(worker).running()}
    clock.move_to(dt.datetime(2028, 5, 20, 10, tzinfo=CHINA))
    assert "enforcement" in ways(award, second) and "enforcement" not in ways(award, worker)


def test_two_workers_take_their_suits_back_and_each_has_its_own_day(
    open_award, worker, second, clerk, court, clock
):
    suits = [file(open_award, "suit", user) for user in (worker, second)]
    move(clock, 5, 20)
    sweep()
    for suit in suits:
        before_court(suit, clerk, court, "withdrawn", b=DAY(2026, 5, 20))
    assert award_now().stage == "contested"
    move(clock, 6, 1)
    perform(suits[0], "serve_result", by=court, party=suits[0].filed_by_id, proof="回证")
    award = award_now()
    assert (award.stage, award.effective_on, award.sued_by) == (
        "effective",
        DAY(2026, 6, 1),
        [suits[1].filed_by_id],
    )
    move(clock, 6, 10)
    perform(suits[1], "serve_result", by=court, party=suits[1].filed_by_id, proof="回证")
    assert award_now().sued_by == [] and award_now().effective_on == DAY(2026, 6, 1)


def test_of_several_workers_one_takes_its_suit_back_while_the_employers_time_runs(
    final, worker, second, employer, clock
):
    """It ended nothing of the employer's (J1-21 asks that all have sued); the employer's request goes on staying."""
    request = file(final, "set_aside", employer)
    suit = file(final, "suit", second)
    perform(suit, "withdraw", by=second)
    award = award_now()
    assert award.stayed and award.sued_by == [] and HandOff.objects.get(pk=request.pk).stage == "filed"
    assert Deadline.objects.open().get(code="award.enforcement").status == "paused"
    for user in (worker, second):
        suit = file(final, "suit", user)
    assert HandOff.objects.get(pk=request.pk).stage == "gave_way"
    with pytest.raises(NotLawful, match="J1-21"):
        perform(suit, "withdraw", by=second)


def test_who_has_a_time_of_its_own_is_not_waited_for(open_award, worker, second, clerk, court, clock):
    """CPL-250: the time of all ends with the last of those who have it; the other's runs on."""
    suit = file(open_award, "suit", second)
    move(clock, 5, 8)
    before_court(suit, clerk, court, "withdrawn")
    move(clock, 5, 13)
    sweep()
    move(clock, 6, 10)
    for party in suit.dispute.parties.all():
        perform(HandOff.objects.get(pk=suit.pk), "serve_result", by=court, party=party.pk, proof="回证")
    before_court(file(award_now(), "enforcement", worker), clerk, court, "enforced")
    assert not Deadline.objects.open().filter(code="award.enforcement").exists()
    assert Deadline.objects.running().get(code="award.enforcement_after_suit").party == suit.filed_by
