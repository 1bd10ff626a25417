"""One award for several workers, or against several employers: each has its own window, its own suit, its own way (J1-17)."""

import pytest

from disputes.acts import NotLawful, perform
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Claim, Deadline, HandOff, Party, Seat, Service
from tests.arbitration.walk import TO_ACCEPTED, Walk
from tests.conftest import person
from tests.court.test_awards import before_court, cast, clock, file, room, today, walk, ways
from tests.court.test_rows_awards import DAY, award_now, move

__all__ = ["cast", "clock", "room", "walk"]


TO_PREPARED = (*TO_ACCEPTED, Walk.prepare)


@pytest.fixture
def second(dispute):
    """Another worker on the same side, with an account of its own."""
    party = Party.objects.create(
        dispute=dispute, side="A", name="黎晓彤", worker=True, identity="440106199103042226", address="广州市越秀区"
    )  # fmt: skip
    user = person("second")
    Seat.objects.create(dispute=dispute, user=user, role="party", side="A", party=party)
    return user


@pytest.fixture
def agency(dispute):
    """Another employer on the other side (AL-22)."""
    party = Party.objects.create(
        dispute=dispute, side="B", kind="organisation", name="广州市同心劳务派遣有限公司", identity="91440104MA5D001X7B",
        address="广州市越秀区东濠涌路21号", head="刘国安", head_post="总经理",
    )  # fmt: skip
    user = person("agency")
    Seat.objects.create(dispute=dispute, user=user, role="party", side="B", party=party)
    return user


def made(walk, **claims):
    Claim.objects.update(**claims)
    for part in TO_PREPARED:
        part(walk)
    for seat in walk.dispute.seats.filter(side="B").exclude(user=walk.cast.employer):
        walk.step("waive_answer", seat.user)
    for part in (Walk.schedule, Walk.hold, Walk.deliberate):
        part(walk)
    walk.award(day=DAY(2026, 4, 20))
    walk.day(DAY(2026, 4, 20))
    for service in Service.objects.filter(paper__code="D38", stage="due"):
        perform(service, "prove", by=walk.cast.clerk, channel="direct", receipt="签收")
    return award_now()


def judged(suit, clerk, court, clock, result="judged"):
    move(clock, 2026, 6, 1)
    return before_court(suit, clerk, court, result, a=DAY(2026, 6, 1), b=DAY(2026, 6, 1))


@pytest.mark.parametrize("result", ["judged", "dismissed_scope"])
def test_a_judgment_on_one_workers_suit_leaves_the_award_to_the_others(
    walk, worker, second, clerk, court, clock, result
):
    award = made(walk, amount="90000.00")
    suit = file(award, "suit", worker)
    move(clock, 2026, 5, 7)
    sweep()
    assert award_now().stage == "effective"
    judged(suit, clerk, court, clock, result)
    award = award_now()
    assert award.stage == "effective"
    assert not award.binds(award.dispute.party_of(worker)) and award.binds(award.dispute.party_of(second))
    assert Deadline.objects.running().filter(code="award.enforcement").exists()
    assert ways(award, second) == {"enforcement"} and "enforcement" not in ways(award, worker)


def test_who_sued_cannot_have_enforced_what_does_not_bind_for_it(walk, worker, second, clock):
    award = made(walk, amount="90000.00")
    file(award, "suit", worker)
    move(clock, 2026, 5, 7)
    sweep()
    assert "enforcement" not in ways(award, worker) and "enforcement" in ways(award, second)


def test_of_two_suits_one_is_judged_and_the_other_taken_back(walk, worker, second, clerk, court, clock):
    award = made(walk, amount="90000.00")
    one, two = file(award, "suit", worker), file(award, "suit", second)
    move(clock, 2026, 5, 7)
    sweep()
    assert award_now().stage == "contested"
    judged(one, clerk, court, clock)
    assert award_now().stage == "contested"
    judged(two, clerk, court, clock, "withdrawn")
    award = award_now()
    assert award.stage == "effective" and award.binds(award.dispute.party_of(second))
    assert ways(award, second) == {"enforcement"} and "enforcement" not in ways(award, worker)


def test_both_suits_judged_the_award_has_no_effect(walk, worker, second, clerk, court, clock):
    award = made(walk, amount="90000.00")
    one, two = file(award, "suit", worker), file(award, "suit", second)
    judged(one, clerk, court, clock)
    judged(two, clerk, court, clock)
    assert award_now().stage == "without_effect"


def test_each_worker_has_its_own_part_enforced(walk, worker, second):
    award = made(walk)
    assert award.final
    assert file(award, "enforcement", worker).stage == file(award, "enforcement", second).stage == "filed"
    with pytest.raises(NotLawful, match="J1-4"):
        file(award, "enforcement", second)


def test_what_was_enforced_for_one_worker_leaves_the_other_its_time(walk, worker, second, clerk, court):
    award = made(walk)
    before_court(file(award, "enforcement", worker), clerk, court, "enforced")
    assert "enforcement" in ways(award, second) and "enforcement" not in ways(award, worker)


def test_each_employer_asks_for_itself_and_the_award_is_stayed_until_the_last_request_is_over(
    walk, worker, employer, agency, clerk, higher
):
    award = made(walk)
    one, two = file(award, "set_aside", employer), file(award, "set_aside", agency)
    before_court(one, clerk, higher, "withdrawn", a=today(), b=today())
    assert award_now().stayed and Deadline.objects.get(code="award.enforcement").status == "paused"
    before_court(two, clerk, higher, "stands", a=today(), b=today())
    assert not award_now().stayed and Deadline.objects.get(code="award.enforcement").status == "running"


@pytest.mark.parametrize("later", ["A", "B"])
def test_the_answer_may_say_of_either_side_that_it_received_the_ruling_later(
    walk, worker, clerk, court, clock, later
):
    """Trap 21: each party's window from its own receipt, whichever the court writes first."""
    suit = file(made(walk, amount="90000.00"), "suit", worker)
    perform(suit, "send", by=clerk)
    perform(suit, "acknowledge", by=court, docket_number="（2026）粤0104民初9号")
    days = {side: DAY(2026, 6, 12 if side == later else 8) for side in "AB"}
    served = {str(party.pk): days[party.side].isoformat() for party in suit.dispute.parties.all()}
    move(clock, 2026, 6, 20)
    perform(
        suit, "record_result", by=court, result="judged", ruling="（2026）粤0104民初9号", on=DAY(2026, 6, 2), served=served,
        proof="判决书",
    )  # fmt: skip
    ends = {row.party.side: row.due_on for row in Deadline.objects.filter(code="handoff.appeal")}
    assert ends == {side: DAY(2026, 6, 29 if side == later else 23) for side in "AB"}


def test_the_second_receipt_told_may_be_the_earlier_one(walk, worker, clerk, court, clock):
    award = made(walk, amount="90000.00")
    suit = file(award, "suit", worker)
    one = before_court(suit, clerk, court, "judged")
    keys = {party.side: party.pk for party in suit.dispute.parties.all()}
    move(clock, 2026, 6, 20)
    perform(one, "serve_result", by=court, party=keys["A"], on=DAY(2026, 6, 10), proof="回证")
    perform(
        HandOff.objects.get(), "serve_result", by=court, party=keys["B"], on=DAY(2026, 6, 8), proof="回证"
    )
    rows = {r.party.side: r.due_on for r in Deadline.objects.filter(code="handoff.appeal")}
    assert rows == {"A": DAY(2026, 6, 25), "B": DAY(2026, 6, 23)}


def test_the_employer_may_ask_before_the_worker_has_the_ruling_on_its_suit(
    walk, worker, employer, clerk, court, higher, clock
):
    """J1-21: its 30 days run from its own receipt; the award, bound again later, stays stayed."""
    award = made(walk)
    suit = file(award, "suit", worker)
    move(clock, 2026, 5, 8)
    before_court(suit, clerk, court, "withdrawn", b=DAY(2026, 5, 8))
    assert award_now().stage == "contested"
    request = file(award, "set_aside", employer)
    move(clock, 2026, 5, 12)
    party = suit.filed_by_id
    perform(HandOff.objects.get(pk=suit.pk), "serve_result", by=court, party=party, proof="回证")
    assert award_now().stage == "effective" and award_now().stayed
    assert Deadline.objects.open().get(code="award.enforcement").status == "paused"
    assert "enforcement" not in ways(award, worker)
    before_court(request, clerk, higher, "stands", a=DAY(2026, 5, 12), b=DAY(2026, 5, 12))
    assert not award_now().stayed and ways(award, worker) == {"enforcement"}
    assert Deadline.objects.open().get(code="award.enforcement").status == "running"


def test_the_time_to_enforce_ends_once_each_worker_has_had_it(walk, worker, second, clerk, court):
    """CPL-250: each worker's enforcement is its own; after the last nothing is left to ask for."""
    award = made(walk)
    before_court(file(award, "enforcement", worker), clerk, court, "enforced")
    assert Deadline.objects.running().filter(code="award.enforcement").exists()
    before_court(file(award, "enforcement", second), clerk, court, "enforced")
    assert not Deadline.objects.open().filter(code="award.enforcement").exists()


@pytest.mark.parametrize("nothing", [{"parties": "both", "given": "worker"}, {"parties": "worker"}])
def test_a_worker_that_gets_nothing_enforces_nothing_and_is_not_waited_for(
    walk, worker, second, clerk, court, nothing
):
    """Its part is nothing, or stands in the other document of the day (CR-50)."""
    award = made(walk)
    one, two = (award.dispute.party_of(user).pk for user in (worker, second))
    keys = {"both": [one, two], "worker": [one]}
    item = award.items.get()
    item.reason |= {name: keys[who] for name, who in nothing.items()}
    item.save()
    assert "enforcement" in ways(award, worker) and "enforcement" not in ways(award, second)
    before_court(file(award, "enforcement", worker), clerk, court, "enforced")
    assert not Deadline.objects.open().filter(code="award.enforcement").exists()


def test_the_request_gives_way_once_all_have_sued_whom_the_document_concerns(walk, worker, second, employer):
    """J1-21, CR-50: the part of the other worker stands in the other document of the day."""
    award = made(walk)
    item = award.items.get()
    item.reason |= {"parties": [award.dispute.party_of(worker).pk]}
    item.save()
    request = file(award, "set_aside", employer)
    file(award, "suit", worker)
    assert HandOff.objects.get(pk=request.pk).stage == "gave_way"


@pytest.mark.parametrize(("ground", "result"), [("suit", "judged"), ("enforcement", "refused")])
def test_what_a_court_says_to_one_worker_opens_nothing_to_another(
    walk, worker, second, employer, clerk, court, clock, ground, result
):
    """J1-17, J1-24: who filed and the other side meet there; nobody is asked when the other worker received it."""
    award = made(walk)
    one = file(award, ground, worker)
    move(clock, 2026, 6, 1)
    one = before_court(one, clerk, court, result)
    for user in (worker, employer):
        assert CaseTask.objects.open().filter(code="ServedFlow.serve").exists()
        perform(
            HandOff.objects.get(pk=one.pk), "serve_result", by=court, party=award.dispute.party_of(user).pk
        )
    assert not CaseTask.objects.open().filter(code="ServedFlow.serve").exists()
    perform(HandOff.objects.get(pk=one.pk), "serve_result", by=court, party=award.dispute.party_of(second).pk)
    rows = Deadline.objects.running().filter(code__in=["handoff.appeal", "handoff.suit_after_refusal"])
    assert {row.party_id for row in rows} == {award.dispute.party_of(user).pk for user in (worker, employer)}
