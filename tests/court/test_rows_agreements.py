"""docs/law.md 10.4, row by row: what rests on a mediation agreement, or on a mediation without one."""

import datetime as dt

import pytest

from disputes.acts import NotLawful, perform
from disputes.court.package import papers_for
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Claim, Deadline, Dispute, HandOff, Paper, Party, Post
from tests.court import test_rows_awards, test_rows_enforcement
from tests.court.rows import ROWS, SHOWN, row
from tests.court.test_agreements import (
    accepted,
    agreed,
    applied,
    broken,
    clock,
    courts,
    effective,
    file,
    mediating,
    ways,
)
from tests.court.test_own_days import own_days

pytestmark = pytest.mark.standing("broken")

__all__ = ["accepted", "agreed", "applied", "broken", "clock", "courts", "effective", "mediating"]

DAY = dt.date


def again(handoff):
    return HandOff.objects.get(pk=handoff.pk)


def at_court(handoff, sender, court):
    perform(handoff, "send", by=sender)
    perform(handoff, "acknowledge", by=court, docket_number="（2026）粤0104诉前调确12号")
    return handoff


def answer(handoff, court, result, **served):
    keys = {party.side.lower(): str(party.pk) for party in handoff.dispute.parties.all()}
    days = {keys[side]: day.isoformat() for side, day in served.items()}
    perform(
        handoff, "record_result", by=court, result=result, ruling="（2026）粤0104民特12号", served=days,
        served_on=max(days.values(), default=""),
    )  # fmt: skip
    return again(handoff)


@row("10.4/12")
def test_both_ask_for_confirmation_within_30_days(effective, courts, worker, employer, clock):
    assert Deadline.objects.get(code="mediation.confirmation").due_on == DAY(2026, 5, 20)
    one = file(effective, "confirmation", worker)
    assert one.venue == "organisation" and again(one).stage == "proposed"
    perform(one, "join", by=employer)
    assert again(one).stage == "filed" and Paper.objects.filter(code="J01").exists()


@row("10.4/12")
def test_after_the_30_days_nobody_is_confirmed(effective, courts, worker, clock):
    clock.go(2026, 5, 21)
    with pytest.raises(NotLawful, match="CPL-205"):
        file(effective, "confirmation", worker)


def confirmation_answered(effective, worker, employer, lead, court, result):
    one = file(effective, "confirmation", worker)
    perform(one, "join", by=employer)
    return answer(at_court(one, lead, court), court, result)


@row("10.4/13", "10.4/17")
def test_confirmed_it_is_enforced_by_the_court_that_confirmed_it(
    effective, courts, worker, employer, lead, court
):
    confirmation_answered(effective, worker, employer, lead, court, "confirmed")
    window = Deadline.objects.get(code="handoff.enforcement")
    assert window.trigger_on == DAY(2026, 12, 31), "the last instalment of the agreement (CPL-250)"
    assert window.due_on >= DAY(2028, 12, 31)
    assert ways(effective, worker) == {"enforcement"} and ways(effective, employer) == set()
    one = file(effective, "enforcement", worker)
    assert one.venue == "ruled" and one.office == court.posts.get().office


@row("10.4/13", "10.4/17")
@pytest.mark.parametrize("result", ["withdrawn", "enforced"])
def test_of_an_agreement_by_instalments_the_next_one_is_enforced_too(
    effective, courts, worker, employer, lead, court, result
):
    """CPL-250: the time runs from the last of them; an application taken back uses nothing up."""
    confirmation_answered(effective, worker, employer, lead, court, "confirmed")
    answer(at_court(file(effective, "enforcement", worker), lead, court), court, result)
    assert ways(effective, worker) == {"enforcement"}
    assert file(effective, "enforcement", worker).stage == "filed"


@row("10.4/18")
def test_no_suit_runs_where_a_court_refused_to_enforce_its_own_ruling(
    effective, courts, worker, employer, lead, court
):
    """J1-24 is about awards and statements; here a clock would lead nowhere."""
    confirmation_answered(effective, worker, employer, lead, court, "confirmed")
    one = at_court(file(effective, "enforcement", worker), lead, court)
    answer(one, court, "refused", a=DAY(2026, 4, 20), b=DAY(2026, 4, 20))
    assert not Deadline.objects.filter(code="handoff.suit_after_refusal").exists()


@row("10.4/13")
def test_not_confirmed_the_worker_may_sue_on_an_agreement_about_pay_and_the_like(
    effective, courts, worker, employer, lead, court
):
    """B9-1(c); arbitration is open as well (4.5: arbitrate or sue)."""
    confirmation_answered(effective, worker, employer, lead, court, "refused")
    assert ways(effective, worker) == {"agreement_suit"} and ways(effective, employer) == set()
    suit = file(effective, "agreement_suit", worker)
    assert suit.stage == "filed" and {paper.code for paper in papers_for(suit)} >= {"M05"}


@row("10.4/13")
def test_not_confirmed_an_agreement_about_other_things_leads_to_arbitration_first(
    effective, courts, worker, employer, lead, court
):
    Claim.objects.update(kind="reinstatement")
    confirmation_answered(effective, worker, employer, lead, court, "refused")
    assert ways(effective, worker) == set()
    with pytest.raises(NotLawful):
        file(effective, "agreement_suit", worker)


@row("10.4/14")
def test_a_broken_agreement_gives_the_worker_alone_a_payment_order(broken, courts, worker, employer):
    """AL-16; of an agreement about pay alone a suit is open at once as well (J1-51)."""
    assert ways(broken, worker) == {"payment_order", "agreement_suit"} and ways(broken, employer) == set()
    one = file(broken, "payment_order", worker)
    assert (one.venue, one.office.kind) == ("debtor", "basic_court")


@row("10.4/12", "10.4/14")
@pytest.mark.parametrize("ground", ["confirmation", "payment_order", "agreement_suit"])
def test_the_papers_that_are_the_ground_go_along(request, courts, worker, employer, ground):
    """Of a broken agreement also the notice that it was not kept (M07)."""
    mediation = request.getfixturevalue("effective" if ground == "confirmation" else "broken")
    one = file(mediation, ground, worker)
    if ground == "confirmation":
        perform(one, "join", by=employer)
    applied_for = {"J01"} & {paper.code for paper in Paper.objects.filter(dispute=one.dispute_id)}
    notice = set() if ground == "confirmation" else {"M07"}
    assert {paper.code for paper in papers_for(one)} == {"M05"} | applied_for | notice
    assert (ground == "agreement_suit") or applied_for


@row("10.4/14")
def test_pay_in_arrears_without_an_agreement_gives_the_worker_a_payment_order(
    mediating, courts, worker, employer
):
    """LCL-30. What goes to the court is the application; nothing of the mediation goes along."""
    assert ways(mediating, worker) == {"wage_order"} and ways(mediating, employer) == set()
    one = file(mediating, "wage_order", worker)
    application = Paper.objects.get(code="J01")
    assert application.data["variant"] == "wage_order" and application.audience == "open"
    assert {paper.code for paper in papers_for(one)} <= {"J01", ""}
    assert "agreement" not in application.data


@row("10.4/14")
@pytest.mark.parametrize("kind", ["severance", "reinstatement"])
def test_no_order_for_wages_where_no_wages_are_claimed(mediating, courts, worker, kind):
    Claim.objects.update(kind=kind)
    assert ways(mediating, worker) == set()
    with pytest.raises(NotLawful):
        file(mediating, "wage_order", worker)


@row("10.4/12", "10.4/13", "10.4/14", "10.4/16")
@pytest.mark.parametrize(
    ("state", "ground", "who", "words", "law"),
    [
        ("effective", "payment_order", "worker", "不能作为这一途径的依据", "AL-48"),
        ("effective", "agreement_suit", "worker", "不能作为这一途径的依据", "AL-48"),
        ("broken", "payment_order", "employer", "法律没有给予该方当事人这一途径", "AL-16"),
        ("broken", "agreement_suit", "employer", "法律没有给予该方当事人这一途径", "AL-16"),
        ("mediating", "wage_order", "employer", "法律没有给予该方当事人这一途径", "AL-16"),
        ("mediating", "confirmation", "worker", "申请司法确认的三十日", "CPL-205"),
        ("mediating", "agreement_suit", "worker", "不能作为这一途径的依据", "AL-48"),
        ("mediating", "enforcement", "worker", "不能作为这一途径的依据", "AL-48"),
    ],
)
def test_whom_the_row_leaves_out_is_told_why(request, courts, state, ground, who, words, law):
    mediation, user = request.getfixturevalue(state), request.getfixturevalue(who)
    with pytest.raises(NotLawful) as refused:
        file(mediation, ground, user)
    said = str(refused.value)
    assert words in said and law in said, said


def ordered(mediation, ground, worker, lead, court):
    return answer(
        at_court(file(mediation, ground, worker), lead, court), court, "ordered",
        a=DAY(2026, 12, 2), b=DAY(2026, 12, 2),
    )  # fmt: skip


@row("10.4/15")
def test_nobody_objects_and_the_order_is_enforced(broken, courts, worker, lead, court, clock):
    one = ordered(broken, "payment_order", worker, lead, court)
    assert Deadline.objects.get(code="handoff.objection").due_on == DAY(2026, 12, 17)
    assert "enforcement" not in ways(broken, worker) or broken.stage == "breached"
    clock.go(2026, 12, 18)
    sweep()
    assert again(one).stage == "enforceable"
    assert Deadline.objects.get(code="handoff.enforcement").due_on.year == 2028
    assert "enforcement" in ways(broken, worker)


@row("10.4/15")
def test_the_debtors_receipt_starts_the_15_days_not_anybody_elses(broken, courts, worker, lead, court):
    one = at_court(file(broken, "payment_order", worker), lead, court)
    one = answer(one, court, "ordered")
    for side in ("A", "T"):
        other = Party.objects.create(dispute=one.dispute, side=side, name="同案工人")
        perform(again(one), "serve_result", by=court, party=other.pk)
    assert not Deadline.objects.filter(code="handoff.objection").exists()
    perform(again(one), "serve_result", by=court, party=one.dispute.parties.get(side="B").pk)
    assert Deadline.objects.get(code="handoff.objection").status == "running"


@row("10.4/16")
def test_an_objection_ends_the_order_and_on_an_agreement_the_worker_sues(broken, courts, worker, lead, court):
    Claim.objects.update(kind="severance")  # not about pay alone: before the order ended no suit was open
    assert ways(broken, worker) == {"payment_order"}
    one = ordered(broken, "payment_order", worker, lead, court)
    perform(one, "end_order", by=court)
    assert again(one).stage == "objected" and "agreement_suit" in ways(broken, worker)
    HandOff.objects.create(
        dispute_id=one.dispute_id, ground="payment_order", record_type="mediation", record_id=broken.pk, office=one.office,
        stage="withdrawn", filed_by=one.filed_by, from_office=one.from_office,
    )  # fmt: skip
    assert "agreement_suit" in ways(broken, worker), "a later one that was taken back hides nothing"
    assert file(broken, "agreement_suit", worker).stage == "filed"


@row("10.4/16")
def test_without_an_agreement_the_worker_arbitrates_first(mediating, courts, worker, lead, court, clock):
    """LCL-30, J1-13: no suit is open; the way to arbitration is, and limitation was interrupted (CR-27)."""
    clock.go(2026, 12, 2)
    one = ordered(mediating, "wage_order", worker, lead, court)
    perform(one, "end_order", by=court)
    restart = Dispute.objects.get().docket.filter(step="mediation.restart_limitation").last()
    assert restart.facts["ground"] == "order" and restart.on == DAY(2026, 12, 2)
    left = ways(Dispute.objects.get().mediations.get(), worker)
    assert again(one).stage == "objected" and "agreement_suit" not in left and "direct_suit" not in left


@row("10.4/14")
def test_a_payment_order_is_taken_in_five_days_and_issued_in_fifteen(broken, courts, worker, lead, court):
    one = file(broken, "payment_order", worker)
    perform(one, "send", by=lead)
    assert set(own_days()) == {"handoff.order_acceptance"}
    perform(one, "acknowledge", by=court, docket_number="（2026）粤0104民督7号")
    assert set(own_days()) == {"handoff.order_issue"}
    task = CaseTask.objects.open().get(code="ResultFlow.answer")
    assert task.due_on == own_days()["handoff.order_issue"]
    perform(one, "record_result", by=court, result="ordered", ruling="（2026）粤0104民督7号")
    assert own_days() == {}


@row("10.4/12")
def test_a_confirmation_is_taken_in_three_days_and_decided_in_fifteen(
    effective, courts, worker, employer, lead, court
):
    one = file(effective, "confirmation", worker)
    perform(one, "join", by=employer)
    perform(one, "send", by=lead)
    assert set(own_days()) == {"handoff.confirmation_acceptance"}
    perform(one, "acknowledge", by=court, docket_number="（2026）粤0104诉前调确12号")
    assert set(own_days()) == {"handoff.confirmation_decision"}
    perform(one, "record_result", by=court, result="confirmed", ruling="（2026）粤0104民特12号")
    assert own_days() == {}


@pytest.mark.parametrize("ground", ["confirmation", "payment_order"])
def test_where_the_court_has_no_users_the_lead_of_the_organisation_writes_down_what_it_says(
    request, courts, worker, employer, lead, court, client, ground
):
    """The same duties on paper as a committee's clerk has."""
    Post.objects.filter(user=court).delete()
    one = file(request.getfixturevalue("effective" if ground == "confirmation" else "broken"), ground, worker)
    if ground == "confirmation":
        perform(one, "join", by=employer)
    perform(one, "send", by=lead)

    def task():
        found = CaseTask.objects.open().get(record_type="handoff")
        assert found.office == one.from_office and found.owner_permission == f"disputes.act_as_{found.role}"
        return found.code, found.role

    assert task() == ("OnPaperFlow.bring", "lead")
    client.force_login(lead)
    assert one.dispute.reference in client.get("/work/").content.decode()
    address = f"/cases/{one.dispute.reference}/handoff/{one.pk}/acknowledge/"
    assert client.post(address, {"docket_number": "（2026）粤0104民特12号"}).status_code == 302
    assert task() == ("OnPaperAnswerFlow.answer", "lead")
    answer(again(one), lead, "refused")
    assert task() == ("ServedFlow.serve", "lead")


def test_every_row_of_the_law_has_its_test():
    assert test_rows_awards.row is test_rows_enforcement.row and not ROWS.keys() - SHOWN.keys()


def test_of_several_debtors_each_has_its_own_fifteen_days_and_the_order_stands_after_the_last(
    broken, courts, worker, lead, court, clock
):
    """CPL-227: from its own receipt; an objection of one ends the order and with it the days of all."""
    one = ordered(broken, "payment_order", worker, lead, court)
    other = Party.objects.create(dispute=broken.dispute, side="B", kind="unit", name="乙公司", address="广州")
    clock.go(2026, 12, 9)
    perform(again(one), "serve_result", by=court, party=other.pk, proof="回证")
    days = {row.party.name: row.due_on for row in Deadline.objects.running().filter(code="handoff.objection")}
    assert sorted(days.values()) == [DAY(2026, 12, 17), DAY(2026, 12, 24)] and days["乙公司"] == DAY(
        2026, 12, 24
    )
    clock.go(2026, 12, 18)
    sweep()
    assert again(one).stage == "ordered" and "enforcement" not in ways(
        Dispute.objects.get().mediations.get(), worker
    )
    clock.go(2026, 12, 25)
    sweep()
    assert again(one).stage == "enforceable"


def test_an_objection_ends_the_days_of_every_debtor(broken, courts, worker, lead, court):
    one = ordered(broken, "payment_order", worker, lead, court)
    perform(one, "end_order", by=court)
    assert not Deadline.objects.open().filter(code="handoff.objection").exists()


@pytest.mark.parametrize("objects", [True, False])
def test_a_debtor_that_gets_the_order_after_it_stands_has_its_own_days(
    broken, courts, worker, lead, court, clock, objects
):
    """CPL-227, CPL-228: the order stands against the one that kept silent; the late one may still object in its time."""
    one = ordered(broken, "payment_order", worker, lead, court)
    other = Party.objects.create(dispute=broken.dispute, side="B", kind="unit", name="乙公司", address="广州")
    clock.go(2026, 12, 18)
    sweep()
    assert again(one).stage == "enforceable"
    with pytest.raises(NotLawful, match="CPL-228"):
        perform(again(one), "end_order", by=court)
    perform(again(one), "serve_result", by=court, party=other.pk, proof="回证")
    late = Deadline.objects.running().get(code="handoff.objection")
    assert (late.party, late.due_on) == (other, DAY(2027, 1, 4))  # the 2nd is a Saturday after the holiday
    if objects:
        perform(again(one), "end_order", by=court)
        assert again(one).stage == "objected"
        assert (
            not Deadline.objects.open().filter(code__in=["handoff.objection", "handoff.enforcement"]).exists()
        )
        return
    clock.go(2027, 1, 5)
    sweep()
    assert again(one).stage == "enforceable"
    assert Deadline.objects.running().get(code="handoff.enforcement").due_on.year == 2028
    with pytest.raises(NotLawful, match="CPL-228"):
        perform(again(one), "end_order", by=court)
