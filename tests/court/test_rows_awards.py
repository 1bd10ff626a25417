"""docs/law.md 4.5 and 10.4, row by row: what rests on an award, a statement or a case without one."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration, Award, Inquiry
from disputes.acts import NotLawful, perform
from disputes.management.commands.tick import sweep
from disputes.models import Deadline, Dispute, HandOff, Paper, Service
from tests.arbitration.walk import CHINA, TO_ACCEPTED
from tests.court.rows import row
from tests.court.test_awards import (
    before_court,
    cast,
    clock,
    due,
    file,
    final,
    open_award,
    room,
    today,
    walk,
    ways,
)

pytestmark = pytest.mark.standing("open_award", "final")

__all__ = ["cast", "clock", "final", "open_award", "room", "walk"]

DAY = dt.date


def move(clock, year, month, day):
    clock.move_to(dt.datetime(year, month, day, 10, tzinfo=CHINA))


def award_now():
    return Award.objects.get()


@row("4.5/01", "10.4/01")
def test_non_final_either_basic_court_15_days_and_the_whole_award_waits(open_award, worker, employer, clock):
    assert due("award.suit") == {"A": DAY(2026, 5, 6), "B": DAY(2026, 5, 12)}
    assert file(open_award, "suit", employer).office.kind == "basic_court"
    assert award_now().stage == "contested" and not award_now().binds(
        open_award.dispute.party_of(worker)
    )  # J1-16
    move(clock, 2026, 5, 7)
    with pytest.raises(NotLawful, match="AL-48, AL-50"):
        file(open_award, "suit", worker)


@row("4.5/02", "10.4/01")
def test_final_worker_basic_court_and_no_set_aside_in_parallel(final, worker, employer):
    assert file(final, "suit", worker).office.kind == "basic_court"
    assert ways(final, employer) == set() and due("award.set_aside") == {}
    with pytest.raises(NotLawful, match="J1-21"):
        file(final, "set_aside", employer)


@row("4.5/03", "10.4/02")
def test_final_employer_intermediate_court_at_the_committees_seat_30_days(final, employer, committee):
    request = file(final, "set_aside", employer)
    assert request.office == committee.court.court and request.venue == "committee"
    assert award_now().stayed and Deadline.objects.get(code="award.enforcement").status == "paused"  # J1-25


@row("10.4/03")
def test_the_workers_suit_ends_the_request_and_what_was_stayed_goes_on(final, worker, employer):
    request = file(final, "set_aside", employer)
    file(final, "suit", worker)
    assert HandOff.objects.get(pk=request.pk).stage == "gave_way" and not award_now().stayed


@row("4.5/04", "10.4/04")
def test_set_aside_either_may_sue_within_15_days_of_its_own_receipt(
    final, worker, employer, clerk, higher, clock
):
    request = file(final, "set_aside", employer)
    move(clock, 2026, 6, 5)
    before_court(request, clerk, higher, "set_aside", a=DAY(2026, 6, 5))
    move(clock, 2026, 6, 8)
    other = Dispute.objects.get().parties.get(side="B")
    perform(
        HandOff.objects.get(), "serve_result", by=higher, on=DAY(2026, 6, 8), party=other.pk, proof="回证"
    )
    assert award_now().stage == "set_aside"
    assert due("handoff.suit_after_set_aside") == {"A": DAY(2026, 6, 22), "B": DAY(2026, 6, 23)}  # DT34
    assert "suit" in ways(final, worker) & ways(final, employer)
    move(clock, 2026, 6, 23)
    assert "suit" not in ways(final, worker)
    assert file(final, "suit", employer).stage == "filed"


@row("4.5/05", "10.4/05")
def test_a_dismissed_request_is_final_and_enforcement_goes_on(final, worker, employer, clerk, higher):
    before_court(file(final, "set_aside", employer), clerk, higher, "stands", a=today(), b=today())
    assert award_now().stage == "effective" and not award_now().stayed
    assert Deadline.objects.get(code="award.enforcement").status == "running"
    assert ways(final, employer) == set() and "enforcement" in ways(final, worker)


@row("4.5/06", "10.4/06")
@pytest.mark.parametrize("result", ["withdrawn", "dismissed_late", "dismissed_scope", "refused"])
def test_a_suit_that_ends_without_judgment_opens_30_days_to_the_employer(
    final, worker, employer, clerk, court, clock, result
):
    suit = file(final, "suit", worker)
    move(clock, 2026, 5, 8)
    before_court(suit, clerk, court, result, a=DAY(2026, 5, 8), b=DAY(2026, 5, 8))
    assert due("handoff.set_aside_after_suit") == {"B": DAY(2026, 6, 8)}  # DT35


@row("4.5/07")
def test_an_employer_cannot_be_led_to_the_basic_court_with_a_final_award_and_its_refusal_opens_30_days(
    final, employer, clerk, court, clock
):
    """Here the way is closed at filing; a suit the court refused all the same (J1-18) opens the 30 days."""
    with pytest.raises(NotLawful, match="AL-48, AL-49"):
        file(final, "suit", employer)
    suit = HandOff.objects.create(
        dispute_id=final.dispute_id, ground="suit", record_type="award", record_id=final.pk, stage="filed",
        filed_by=Dispute.objects.get().parties.get(side="B"), office=court.posts.get().office, from_office=final.office,
    )  # fmt: skip
    move(clock, 2026, 5, 8)
    before_court(suit, clerk, court, "refused", b=DAY(2026, 5, 8))
    assert due("handoff.set_aside_after_suit") == {"B": DAY(2026, 6, 8)}


@row("4.5/08", "10.4/11")
@pytest.mark.parametrize("how", ["refused", "silent"])
def test_refused_or_silent_the_applicant_sues_without_a_period(walk, worker, employer, how, clock):
    walk.file()
    if how == "refused":
        walk.step("refuse", walk.cast.director, ground="scope", reason="不属于受理范围。")
    walk.after(200)
    sweep()
    assert ways(walk.case, worker) == {"direct_suit", "wage_order"} and ways(walk.case, employer) == set()
    one = file(walk.case, "direct_suit", worker)
    perform(one, "send", by=walk.cast.clerk)
    proof = {"refused": "D10", "silent": "D03"}[how]  # J1-12: the paper that shows it was filed goes along
    assert Paper.objects.filter(dispute=walk.dispute, code=proof).exists()
    from disputes.court.package import papers_for

    assert proof in {paper.code for paper in papers_for(one)}


@row("4.5/09", "10.4/11")
def test_a_late_award_opens_the_court_to_both_and_the_committee_ends_once_it_is_filed_there(
    walk, worker, employer, clerk, court
):
    for part in TO_ACCEPTED:
        part(walk)
    with pytest.raises(NotLawful, match="不能作为这一途径的依据"):
        file(walk.case, "direct_suit", worker)
    walk.after(46)
    sweep()
    assert ways(walk.case, worker) == ways(walk.case, employer) == {"direct_suit"}
    one = file(walk.case, "direct_suit", employer)
    perform(one, "send", by=clerk)
    perform(one, "acknowledge", by=court, docket_number="（2026）粤0104民初9号")
    assert Arbitration.objects.get().court_number == "（2026）粤0104民初9号"  # CR-48
    assert {"D09"} <= {paper.code for paper in Paper.objects.filter(dispute=walk.dispute)}


@row("4.5/09", "10.4/11")
@pytest.mark.parametrize("excuse", ["transfer", "service", "waiting", "appraisal", "collection", "hearing"])
def test_what_j1_12_excuses_closes_the_direct_suit_until_it_is_over(walk, worker, employer, excuse):
    for part in TO_ACCEPTED:
        part(walk)
    walk.serve("D12")
    walk.form()
    walk.serve("D14")
    walk.after(40)
    if excuse == "hearing":
        walk.step("answer", walk.cast.employer, text="已足额支付工资。")
        walk.schedule()
    walk.after(6)
    sweep()
    if excuse == "service":
        Service.objects.filter(dispute=walk.dispute).update(stage="sent")
    if excuse == "waiting":
        walk.step("suspend", walk.cast.director, ground="other_case", reason="等待另案判决")
    if excuse in ("appraisal", "collection"):
        case = Arbitration.objects.get()
        Inquiry.objects.create(arbitration=case, number=1, kind=excuse, state="out", what="签名真伪")
    if excuse == "transfer":
        Arbitration.objects.update(stage=Stage.TRANSFERRED)
    case = Arbitration.objects.get()
    shown = "inquiry" if excuse in ("appraisal", "collection") else excuse
    assert case.overdue_on and case.excuses == [shown]
    for user in (worker, employer):
        assert ways(case, user) == set()
        with pytest.raises(NotLawful, match="J1-12"):
            file(case, "direct_suit", user)
    if excuse == "service":
        Service.objects.filter(dispute=walk.dispute).update(stage="served")
        assert ways(case, worker) == {"direct_suit"}
    if shown == "inquiry":
        Inquiry.objects.update(state="done")
        assert ways(case, worker) == {"direct_suit"}


@row("4.5/13", "10.4/07")
def test_withdrawn_with_leave_the_award_takes_effect_on_service_of_the_ruling(
    open_award, worker, clerk, court, clock
):
    suit = file(open_award, "suit", worker)
    move(clock, 2026, 6, 1)
    sweep()
    before_court(suit, clerk, court, "withdrawn", a=DAY(2026, 6, 1), b=DAY(2026, 6, 1))
    assert (award_now().stage, award_now().effective_on) == ("effective", DAY(2026, 6, 1))


@row("4.5/13", "10.4/07")
@pytest.mark.parametrize("known", ["nobody", "one"])
def test_withdrawn_the_award_waits_until_the_last_has_received_the_ruling(
    open_award, worker, clerk, court, clock, known
):
    suit = file(open_award, "suit", worker)
    move(clock, 2026, 6, 1)
    sweep()
    first = {} if known == "nobody" else {"a": DAY(2026, 6, 1)}
    before_court(suit, clerk, court, "withdrawn", **first)
    assert (award_now().stage, award_now().effective_on) == ("contested", None)
    for day, party in zip((8, 10), Dispute.objects.get().parties.order_by("side"), strict=True):
        if str(party.pk) not in HandOff.objects.get().served:
            move(clock, 2026, 6, day)
            perform(HandOff.objects.get(), "serve_result", by=court, party=party.pk, proof="回证")
    assert (award_now().stage, award_now().effective_on) == ("effective", DAY(2026, 6, 10))


@row("4.5/13", "10.4/07")
@pytest.mark.parametrize("result", ["withdrawn", "refused"])
def test_a_final_award_binds_again_and_its_clock_runs_from_the_day_the_last_received_the_ruling(
    final, worker, clerk, court, clock, result
):
    """法释〔2000〕18号: not from the day of the ruling."""
    suit = file(final, "suit", worker)
    move(clock, 2026, 5, 8)
    before_court(suit, clerk, court, result)
    assert award_now().stage == "contested" and not Deadline.objects.open().filter(code="award.enforcement")
    for day, party in zip((12, 15), Dispute.objects.get().parties.order_by("side"), strict=True):
        move(clock, 2026, 5, day)
        perform(HandOff.objects.get(), "serve_result", by=court, party=party.pk, proof="回证")
    assert award_now().stage == "effective"
    assert Deadline.objects.open().get(code="award.enforcement").trigger_on == DAY(2026, 5, 15)


@row("4.5/13", "10.4/07")
def test_the_end_of_the_other_sides_window_does_not_stand_in_for_service_of_the_ruling(
    open_award, worker, clerk, court, clock
):
    suit = file(open_award, "suit", worker)
    move(clock, 2026, 5, 6)
    before_court(suit, clerk, court, "withdrawn")
    move(clock, 2026, 5, 20)
    sweep()
    assert due("award.suit") == {} and award_now().stage == "contested"


@row("4.5/14", "10.4/08")
def test_dismissed_as_late_the_award_has_effect_from_the_day_after_the_window(
    open_award, worker, clerk, court, clock
):
    suit = file(open_award, "suit", worker)
    move(clock, 2026, 6, 1)
    sweep()
    before_court(suit, clerk, court, "dismissed_late", a=DAY(2026, 6, 1), b=DAY(2026, 6, 1))
    assert (award_now().stage, award_now().effective_on) == ("effective", DAY(2026, 5, 13))


@row("4.5/15", "10.4/09")
def test_dismissed_as_no_labour_dispute_the_award_has_no_effect(open_award, worker, clerk, court):
    before_court(file(open_award, "suit", worker), clerk, court, "dismissed_scope", a=today(), b=today())
    assert award_now().stage == "without_effect" and award_now().effective_on is None


@row("4.5/16", "10.4/10")
@pytest.mark.parametrize(
    ("result", "code", "days"),
    [
        ("judged", "handoff.appeal", {"A": DAY(2026, 10, 8), "B": DAY(2026, 10, 8)}),  # DT48
        ("refused", "handoff.appeal_ruling", {"A": DAY(2026, 9, 28)}),  # DT49: who sued
        ("dismissed_late", "handoff.appeal_ruling", {"A": DAY(2026, 9, 28)}),
        ("dismissed_scope", "handoff.appeal_ruling", {"A": DAY(2026, 9, 28)}),
        ("withdrawn", "handoff.appeal_ruling", {}),
    ],
)
def test_a_judgment_may_be_appealed_in_15_days_a_ruling_that_turns_away_in_10(
    open_award, worker, clerk, court, clock, result, code, days
):
    suit = file(open_award, "suit", worker)
    move(clock, 2026, 9, 16)
    before_court(suit, clerk, court, result, a=DAY(2026, 9, 16), b=DAY(2026, 9, 16))
    assert due(code) == days


@pytest.fixture
def judged(open_award, worker, clerk, court, clock):
    """A judgment both received on 16 September: the time to appeal ends on 8 October."""
    suit = file(open_award, "suit", worker)
    move(clock, 2026, 9, 16)
    return before_court(suit, clerk, court, "judged", a=DAY(2026, 9, 16), b=DAY(2026, 9, 16))


@row("4.5/16", "10.4/10")
@pytest.mark.parametrize("who", ["worker", "court"])
def test_an_appeal_is_recorded_and_the_time_of_that_party_alone_is_used(judged, worker, clock, who, request):
    own = judged.filed_by
    perform(judged, "note_appeal", by=request.getfixturevalue(who), party=own.pk, proof="上诉状收据1号")
    assert due("handoff.appeal") == {"B": DAY(2026, 10, 8)}
    entry = judged.dispute.docket.get(step="handoff.note_appeal")
    assert (entry.party, entry.on, entry.law) == (own, DAY(2026, 9, 16), "CPL-171")
    move(clock, 2026, 10, 9)
    sweep()
    passed = judged.dispute.docket.filter(step="handoff.let_pass")
    assert [entry.party.side for entry in passed] == [
        "B"
    ]  # nobody says of the one who appealed that it did not
    with pytest.raises(NotLawful, match="CPL-171"):
        perform(judged, "note_appeal", by=request.getfixturevalue(who), party=own.pk)


@row("4.5/16", "10.4/10")
def test_an_appeal_is_noted_within_its_time_and_by_a_party_for_itself_alone(
    judged, worker, employer, court, clerk, stranger, clock
):
    other = judged.dispute.parties.get(side="B")
    for by in (clerk, stranger):  # the court works here: it speaks for itself
        with pytest.raises(PermissionDenied):
            perform(judged, "note_appeal", by=by, party=other.pk)
    with pytest.raises(NotLawful, match="CPL-171"):
        perform(judged, "note_appeal", by=worker, party=other.pk)
    move(clock, 2026, 10, 9)
    sweep()
    with pytest.raises(NotLawful, match="CPL-171"):
        perform(judged, "note_appeal", by=employer, party=other.pk)
    perform(
        judged, "note_appeal", by=court, party=other.pk, handed_in_on="2026-10-08"
    )  # heard of a day later


def test_the_form_offers_whose_time_was_not_used(judged, worker, court, client):
    address = f"/cases/{judged.dispute.reference}/handoff/{judged.pk}/note_appeal/"
    client.force_login(worker)
    assert list(client.get(address).context["form"].fields["party"].queryset) == [judged.filed_by]
    client.force_login(court)
    assert client.get(address).context["form"].fields["party"].queryset.count() == 2
    said = {"party": judged.filed_by_id, "proof": "收据1号"}
    for day in ("2026-09-15", "2026-09-17"):
        assert client.post(address, said | {"handed_in_on": day}).status_code == 422
    assert client.post(address, said | {"handed_in_on": "2026-09-16"}).status_code == 302
    assert set(due("handoff.appeal")) == {"B"}
