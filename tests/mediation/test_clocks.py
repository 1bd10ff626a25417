"""The vectors DT38, DT39, DT41, DT43 of docs/law.md 11, and trap 25: two clocks of fifteen days."""

import datetime as dt

import pytest

from disputes.acts import begin, perform
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Claim, Deadline, Dispute, DocketEntry, Paper, Party, Seat
from disputes.papers.render import render
from mediation.models import Mediation

from .conftest import again

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.standing("effective", "agreed", "mediating", "accepted", "applied"),
]


def due(code):
    row = Deadline.objects.filter(code=code).latest("pk")
    return row.raw_due, row.due_on


def test_dt38_fifteen_days_from_receipt_open_arbitration(clock, applied):
    assert due("mediation.opens_arbitration") == (dt.date(2026, 5, 5), dt.date(2026, 5, 6))
    clock.go(2026, 5, 6)
    assert sweep() == 0
    clock.go(2026, 5, 7)
    sweep()
    found = again(applied)
    assert found.arbitration_open_on == dt.date(2026, 5, 7) and found.stage == "submitted" and not found.ended


def test_of_two_that_lapse_together_each_keeps_the_tasks_of_its_own_stage(
    clock, applied, dispute, organisation, worker, employer, lead
):
    other = Dispute.objects.create(opened_by=worker, workplace="440104", facts_text="拖欠三个月工资。")
    Claim.objects.create(dispute=other, kind="wages", text="支付工资", amount="24000.00")
    for seat in dispute.seats.all():
        party = Party.objects.create(
            dispute=other, side=seat.side, name=seat.party.name, worker=seat.party.worker
        )
        Seat.objects.create(dispute=other, user=seat.user, role="party", side=seat.side, party=party)
    further = begin(Mediation(dispute=other, office=organisation), "apply", by=worker).record
    clock.go(2026, 4, 23)
    perform(further, "consent", by=employer)
    perform(further, "accept", by=lead)
    tasks = CaseTask.objects.open().order_by("pk").values_list("code", flat=True)
    before = list(tasks)
    clock.go(2026, 5, 7)
    assert sweep() == 2
    assert again(applied).arbitration_open_on == again(further).arbitration_open_on == dt.date(2026, 5, 7)
    assert before == ["MediationIntakeFlow.decide", "NameMediatorFlow.name"] == list(tasks.all())


def test_dt39_three_working_days_to_accept(clock, dispute, organisation, worker):
    clock.go(2026, 9, 30)
    begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker)
    assert due("mediation.acceptance")[1] == dt.date(2026, 10, 10)


def test_dt41_and_dt43_run_from_effect(clock, agreed, worker, employer, mediator, lead):
    clock.go(2026, 9, 18)
    for name, who in (("sign", worker), ("sign", employer), ("sign", mediator), ("seal", lead)):
        perform(agreed, name, by=who)
    assert again(agreed).effective_on == dt.date(2026, 9, 18)
    assert due("mediation.review_application") == (dt.date(2026, 10, 3), dt.date(2026, 10, 8))
    assert due("mediation.confirmation") == (dt.date(2026, 10, 18), dt.date(2026, 10, 19))


def test_trap_25_two_clocks_of_fifteen_days_run_from_receipt_and_from_acceptance(
    clock, applied, employer, lead, mediator
):
    clock.go(2026, 4, 23)
    perform(applied, "consent", by=employer)
    perform(applied, "accept", by=lead)
    perform(applied, "take", by=mediator)
    assert due("mediation.opens_arbitration")[1] == dt.date(2026, 5, 6)
    assert due("mediation.period")[1] == dt.date(2026, 5, 8)
    clock.go(2026, 5, 7)
    sweep()
    assert again(applied).stage == "in_mediation" and again(applied).arbitration_open_on == dt.date(
        2026, 5, 7
    )
    clock.go(2026, 5, 9)
    sweep()
    found = again(applied)
    assert found.stage == "failed" and found.ended_on == dt.date(2026, 5, 9)
    last = DocketEntry.objects.filter(step="mediation.restart_limitation").latest("number")
    assert last.facts["ground"] == "failed"


def test_an_extended_mediation_fails_only_after_the_agreed_day(clock, mediating, worker, employer):
    perform(mediating, "ask_extension", by=employer, until=dt.date(2026, 5, 20))
    perform(mediating, "agree_extension", by=worker)
    clock.go(2026, 5, 20)
    sweep()
    assert again(mediating).stage == "in_mediation" and again(mediating).arbitration_open_on
    clock.go(2026, 5, 21)
    sweep()
    assert again(mediating).stage == "failed"


def test_the_follow_up_is_put_on_paper(clock, effective, worker):
    """M08 of docs/law.md 8.2: what became of each performance."""
    clock.go(2026, 12, 2)
    sweep()
    perform(again(effective), "record_instalment", by=worker, instalment=1)
    perform(again(effective), "record_instalment", by=worker, instalment=2)
    kept = Paper.objects.get(code="M08")
    assert (kept.audience, kept.data["variant"]) == ("agreement", "kept")
    assert [each["state"] for each in kept.data["performance"]] == ["2026年12月2日履行"] * 2
    assert render("M08", kept.data).startswith(b"%PDF")


def test_an_extension_is_a_paper_of_the_talks(mediating, worker, employer):
    perform(mediating, "ask_extension", by=employer, until=dt.date(2026, 5, 20))
    perform(mediating, "agree_extension", by=worker)
    paper = Paper.objects.get(code="M06")
    assert (paper.audience, paper.volume) == ("joint", "none")
    assert (paper.data["old_due_on"], paper.data["due_on"]) == ("2026-05-06", "2026-05-20")
    assert paper.data["asked_by"] == "被申请人" and render("M06", paper.data).startswith(b"%PDF")


def test_an_agreed_day_without_performance_is_recorded_and_decides_nothing(clock, effective, worker):
    clock.go(2026, 12, 2)
    sweep()
    found = again(effective)
    assert found.stage == "effective"
    assert DocketEntry.objects.filter(step="mediation.fall_overdue").count() == 1
    perform(found, "record_instalment", by=worker, instalment=1)
    assert due("mediation.performance")[1] == dt.date(2026, 12, 31)


def test_the_windows_after_effect_pass_one_by_one(clock, effective):
    clock.go(2026, 5, 8)
    sweep()
    steps = DocketEntry.objects.filter(dispute=effective.dispute_id).values_list("step", flat=True)
    assert "mediation.pass_review" in steps and "mediation.pass_confirmation" not in steps
    clock.go(2026, 5, 21)
    sweep()
    assert "mediation.pass_confirmation" in DocketEntry.objects.values_list("step", flat=True)


def test_a_sweep_twice_changes_nothing_more(clock, mediating):
    clock.go(2026, 5, 20)
    assert sweep() == 2
    count = DocketEntry.objects.count()
    assert sweep() == 0 and DocketEntry.objects.count() == count
