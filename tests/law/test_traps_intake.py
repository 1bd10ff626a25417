"""Traps of filing, acceptance and service, on cases walked there by real steps."""

import datetime as dt

import pytest

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration
from disputes.acts import begin, perform
from disputes.deadlines import TimeLimit
from disputes.management.commands.tick import sweep
from disputes.models import Deadline, Dispute, Paper, Party, Service
from disputes.rules.limitation import Claim, judge
from tests.arbitration import conftest as arbitration
from tests.arbitration.test_intake import at, due, refused
from tests.arbitration.test_preparing import accepted_on
from tests.arbitration.walk import Walk, walk_to

# The fixtures of that leg, under their own names.
clock, room, cast, walk = arbitration.clock, arbitration.room, arbitration.cast, arbitration.walk
D = dt.date


def test_trap_05_the_case_is_accepted_on_the_day_of_the_heads_approval(walk, clock):
    at(clock, "2026-03-02")
    walk.file()
    at(clock, "2026-03-05")
    walk.step("propose_acceptance", walk.cast.clerk, opinion="建议受理")
    at(clock, "2026-03-06")
    walk.step("accept", walk.cast.director)
    assert (walk.case.received_on, walk.case.accepted_on) == (D(2026, 3, 2), D(2026, 3, 6))
    at(clock, "2026-03-11")
    walk.serve("D12")
    award = Deadline.objects.get(code="arbitration.award")
    assert award.trigger_on == D(2026, 3, 6)


def test_trap_06_a_correction_starts_the_acceptance_clock_anew(walk, clock):
    at(clock, "2026-04-30")
    walk.file()
    at(clock, "2026-05-06")
    walk.step("return_for_correction", walk.cast.clerk, defects=["身份证明"], due_on=D(2026, 5, 20))
    at(clock, "2026-05-11")
    walk.step("complete_correction", walk.cast.worker)
    running = Deadline.objects.running().get(code="arbitration.acceptance")
    assert (running.trigger_on, running.due_on, running.pauses) == (D(2026, 5, 11), D(2026, 5, 18), [])


def test_trap_07_what_restarts_what_pauses_and_what_leaves_the_forty_five_days_alone():
    award = TimeLimit.all["arbitration.award"]
    assert award.restarts_on == {
        f"arbitration.{step}" for step in ("join_party", "take_change", "join_counterclaim")
    }
    assert (award.pauses_on, award.resumes_on) == ({"arbitration.suspend"}, {"arbitration.resume"})
    nothing = ("postpone", "delegate_mediation", "to_ordinary", "ask_recusal", "decide_recusal")
    assert not award.named & {f"arbitration.{step}" for step in nothing}


def test_trap_07_the_thirty_days_of_an_announcement_are_left_out_of_the_forty_five(walk, clock):
    accepted_on(walk, clock, "2026-06-29")
    at(clock, "2026-07-06")
    perform(
        Service.objects.get(paper__code="D12"),
        "announce",
        by=walk.cast.clerk,
        where="南方日报",
        reason="下落不明",
    )
    award = Deadline.objects.get(code="arbitration.award")
    assert (award.raw_due, award.due_on) == (D(2026, 9, 12), D(2026, 9, 14))


def test_trap_08_the_wrong_committee_points_elsewhere_and_after_acceptance_transfers(clock, dispute, cast):
    redirected = walk_to(Stage.REDIRECTED, dispute, cast, clock)
    assert Paper.objects.filter(dispute=dispute, code="D11").exists()
    assert not Paper.objects.filter(dispute=dispute, code="D10").exists()
    assert redirected.number.count("不") == 0


def test_trap_08_an_accepted_case_of_another_committee_is_transferred_and_never_refused(clock, dispute, cast):
    arriving = walk_to(Stage.ARRIVING, dispute, cast, clock)
    case = Arbitration.objects.get(dispute=dispute, stage=Stage.TRANSFERRED)
    refused(perform, case, "refuse", by=cast.director, ground="scope", reason="x")
    assert arriving.office != case.office


@pytest.mark.parametrize(
    ("ended", "opens"), [(Stage.WITHDRAWN, True), (Stage.DEEMED_WITHDRAWN, False)], ids=["CR-35", "CR-39"]
)
def test_trap_09_a_voluntary_withdrawal_leaves_the_way_open_and_a_deemed_one_bars_it(
    ended, opens, clock, dispute, cast
):
    walk_to(ended, dispute, cast, clock)
    again = Walk(dispute, cast, clock)
    again.file()
    again.step("propose_acceptance", cast.clerk, opinion="?")
    if opens:
        again.step("accept", cast.director)
        assert again.case.stage == Stage.ACCEPTED
    else:
        assert "CR-39" in refused(again.step, "accept", cast.director)


def test_trap_12_what_is_left_at_the_door_is_served_after_three_working_days(walk, clock):
    accepted_on(walk, clock, "2026-04-03")
    paper = Service.objects.get(paper__code="D12")
    perform(paper, "leave", by=walk.cast.clerk, witnesses="社区工作人员，录像", media="录像", why="refused")
    assert Service.objects.get(pk=paper.pk).served_on is None
    at(clock, "2026-04-10")
    sweep()
    assert Service.objects.get(pk=paper.pk).served_on == D(2026, 4, 9)


def test_trap_13_a_respondent_served_by_announcement_bars_simple_handling(walk, clock):
    accepted_on(walk, clock, "2026-06-29")
    at(clock, "2026-07-06")
    perform(
        Service.objects.get(paper__code="D12"),
        "announce",
        by=walk.cast.clerk,
        where="南方日报",
        reason="下落不明",
    )
    assert "CR-57" in refused(walk.step, "handle_simply", walk.cast.director, ground="clear")
    at(clock, "2026-08-06")
    sweep()
    assert Service.objects.get(paper__code="D12").served_on == D(2026, 8, 5)


def test_trap_26_a_late_claim_is_accepted_and_the_defence_is_recorded_when_raised(walk, clock):
    begin(walk.case, "file", by=walk.cast.worker, known_on=D(2024, 1, 5))
    walk.case = Arbitration.objects.get()
    walk.accept()
    assert judge(Claim(known_on=D(2024, 1, 5)), walk.case.received_on).status == "late"
    assert walk.case.stage == Stage.ACCEPTED
    assert walk.case.limitation_raised_on is None
    walk.step("raise_limitation", walk.cast.employer, reason="已超过一年")
    assert walk.case.limitation_raised_on is not None


def test_trap_29_representatives_cannot_drop_the_case_of_those_they_represent_without_consent(walk):
    Dispute.objects.filter(pk=walk.dispute.pk).update(collective=True)
    walk.file()
    assert "CR-63" in refused(walk.step, "withdraw", walk.cast.worker, reason="和解")
    walk.step("withdraw", walk.cast.worker, reason="和解", consent="全体签名的同意书")
    assert walk.case.stage == Stage.WITHDRAWN


@pytest.mark.parametrize(("names", "taken"), [(2, False), (3, True), (5, True), (6, False)])
def test_trap_29_representatives_are_three_to_five(names, taken, db):
    from disputes.intake.people import Group
    from disputes.models import Draft

    speakers = "\n".join(f"工人{n}" for n in range(names))
    form = Group({"number": "12", "speakers": speakers}, draft=Draft(), user=None)
    assert form.is_valid() is taken


def test_trap_31_counterclaim_and_objection_end_with_the_time_to_answer(walk, clock):
    accepted_on(walk, clock, "2026-09-30")
    walk.serve("D12")
    assert due(walk.case, "answer") == D(2026, 10, 20)
    at(clock, "2026-10-21")
    sweep()
    walk.case = Arbitration.objects.get()
    assert "CR-10" in refused(walk.step, "object_to_jurisdiction", walk.cast.employer, reason="迟")
    assert "CR-36" in refused(walk.step, "file_counterclaim", walk.cast.employer, kind="other", text="迟")


def test_trap_31_who_gives_up_the_answer_period_gives_up_the_objection_too(walk, clock):
    accepted_on(walk, clock, "2026-03-02")
    walk.serve("D12")
    walk.step("waive_answer", walk.cast.employer)
    assert "CR-10" in refused(walk.step, "object_to_jurisdiction", walk.cast.employer, reason="x")


def test_trap_35_a_claim_is_changed_before_the_evidence_period_ends_and_not_before_the_hearing(walk, clock):
    accepted_on(walk, clock, "2026-07-06")
    walk.serve("D12")
    at(clock, "2026-08-10")
    assert "CR-44" in refused(walk.step, "ask_change", walk.cast.worker, kind="other", text="迟")


def test_trap_46_an_applicant_past_retirement_age_is_accepted_like_anybody(walk):
    Party.objects.filter(side="A").update(born_on="1956-03-12", identity="440106195603122248")
    walk.file()
    walk.accept()
    assert walk.case.stage == Stage.ACCEPTED


def test_trap_48_what_is_filed_online_until_midnight_is_filed_that_day(walk, clock):
    clock.move_to(dt.datetime(2026, 3, 2, 23, 59, tzinfo=arbitration.CHINA))
    walk.file()
    assert walk.case.received_on == D(2026, 3, 2)
