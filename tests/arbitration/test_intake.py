import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration
from disputes.acts import NotLawful, begin
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Claim, Deadline, Dispute, Engagement, Paper, Party, Service
from tests.arbitration.walk import CHINA, PATHS, Walk, walk_to
from tests.conftest import person


def due(case, code, **more):
    return Deadline.objects.filter(code=f"arbitration.{code}", record_id=case.pk, **more).latest("pk").due_on


def at(clock, day):
    clock.move_to(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(9), CHINA))


def refused(step, *args, **facts):
    with pytest.raises(NotLawful) as found:
        step(*args, **facts)
    return str(found.value)


def test_filing_opens_the_draft_engages_the_office_and_gives_a_receipt(walk):
    walk.file()
    dispute = Dispute.objects.get(pk=walk.dispute.pk)
    assert (dispute.stage, walk.case.stage) == ("open", Stage.RECEIVED)
    assert Engagement.objects.filter(office=walk.cast.office, capacity="arbitration", until=None).exists()
    slip = Paper.objects.get(code="D03")
    assert slip.data["items"][0]["name"] == "仲裁申请书" and slip.number == walk.case.intake_number
    task = CaseTask.objects.open().get()
    assert (task.role, task.code) == ("clerk", "AcceptanceFlow.examine") and task.due_on == due(
        walk.case, "acceptance"
    )


def test_another_filing_while_one_is_pending_is_refused(walk):
    walk.file()
    again = Arbitration(dispute=walk.dispute, office=walk.cast.office)
    assert "CR-34" in refused(begin, again, "file", by=walk.cast.worker)


@pytest.mark.parametrize(
    ("received", "last"), [("2026-02-12", "2026-02-26"), ("2026-09-20", "2026-09-28")], ids=["DT01", "DT02"]
)
def test_the_committee_decides_within_five_working_days_of_receipt(received, last, walk, clock):
    at(clock, received)
    walk.file()
    assert due(walk.case, "acceptance").isoformat() == last


def test_defects_are_told_once_and_completion_starts_five_new_days(walk, clock):
    """DT03, DT04, trap 6."""
    at(clock, "2026-04-30")
    walk.file()
    assert due(walk.case, "correction_notice") == dt.date(2026, 5, 11)
    walk.step("return_for_correction", walk.cast.clerk, defects=["身份证明"], due_on=dt.date(2026, 5, 20))
    assert not Deadline.objects.running().filter(code="arbitration.acceptance").exists()
    assert due(walk.case, "correction") == dt.date(2026, 5, 20)
    notice = Paper.objects.get(code="D04")
    assert notice.data["defects"] == ["身份证明"] and Service.objects.get(paper=notice).party.side == "A"
    at(clock, "2026-05-11")
    walk.step("complete_correction", walk.cast.worker)
    assert due(walk.case, "acceptance", status="running") == dt.date(2026, 5, 18)
    again = refused(
        walk.step, "return_for_correction", walk.cast.clerk, defects=["x"], due_on=dt.date(2026, 5, 30)
    )
    assert "CR-29" in again


def test_who_completes_the_application_reads_what_is_missing(walk, client):
    walk.file()
    walk.step(
        "return_for_correction",
        walk.cast.clerk,
        defects=["身份证明", "考勤记录"],
        due_on=dt.date(2026, 3, 16),
    )
    client.force_login(walk.cast.worker)
    case = f"/cases/{walk.case.dispute.reference}/"
    for page in (case, f"{case}arbitration/{walk.case.pk}/complete_correction/"):
        told = client.get(page).content.decode()
        assert "身份证明" in told and "考勤记录" in told, page


def test_papers_not_completed_in_the_time_fixed_are_not_accepted(walk, clock):
    walk.file()
    walk.step("return_for_correction", walk.cast.clerk, defects=["身份证明"], due_on=dt.date(2026, 3, 16))
    assert "CR-29" in refused(walk.step, "not_corrected", walk.cast.clerk)
    at(clock, "2026-03-17")
    walk.step("not_corrected", walk.cast.clerk)
    assert walk.case.stage == Stage.NOT_ACCEPTED and walk.case.number.count("不")
    assert Paper.objects.get(code="D10").data["ground"] == "申请材料逾期未补正"


def test_silence_opens_the_court_and_decides_nothing(walk, clock):
    """AL-29: the applicant may sue; the committee may still accept."""
    walk.file()
    at(clock, "2026-03-10")
    sweep()
    case = Arbitration.objects.get()
    assert case.stage == Stage.RECEIVED and case.silent_on == dt.date(2026, 3, 10)
    assert Deadline.objects.get(code="arbitration.acceptance").status == "lapsed"
    walk.accept()
    assert walk.case.stage == Stage.ACCEPTED


def test_mediation_is_suggested_once_and_puts_acceptance_off(walk, clock):
    walk.file()
    walk.step("suggest_mediation", walk.cast.clerk, body="街道调解委员会")
    assert Deadline.objects.running().filter(code="arbitration.acceptance").exists()
    walk.step("agree_to_mediation", walk.cast.worker)
    assert walk.case.stage == Stage.DEFERRED
    assert not Deadline.objects.running().filter(code="arbitration.acceptance").exists()
    walk.after(15)
    walk.step("resume_after_mediation", walk.cast.worker, reason="未达成协议")
    assert due(walk.case, "acceptance", status="running") == dt.date(2026, 3, 24)
    assert "CR-69" in refused(walk.step, "suggest_mediation", walk.cast.clerk)


def test_after_fifteen_days_of_mediation_acceptance_goes_on_by_itself(walk, clock):
    """CR-69, AL-14: nobody need remember it; the clerk has the application again, with five new days."""
    walk.file()
    walk.step("suggest_mediation", walk.cast.clerk, body="街道调解委员会")
    walk.step("agree_to_mediation", walk.cast.worker)
    assert due(walk.case, "deferred", status="running") == dt.date(2026, 3, 17)
    at(clock, "2026-03-17")
    sweep()
    assert Arbitration.objects.get(pk=walk.case.pk).stage == Stage.DEFERRED
    at(clock, "2026-03-18")
    sweep()
    assert Arbitration.objects.get(pk=walk.case.pk).stage == Stage.RECEIVED
    assert due(walk.case, "acceptance", status="running") == dt.date(2026, 3, 25)
    assert CaseTask.objects.open().filter(code="AcceptanceFlow.examine").exists()


def test_a_declined_suggestion_goes_back_to_the_clerk(walk):
    walk.file()
    walk.step("suggest_mediation", walk.cast.clerk)
    assert not CaseTask.objects.open().filter(code__startswith="AcceptanceFlow").exists()
    walk.step("decline_suggestion", walk.cast.worker)
    assert CaseTask.objects.open().get(code__startswith="AcceptanceFlow").code == "AcceptanceFlow.examine"
    paper = Paper.objects.get(code="D07")
    assert paper.services.get().party.side == "A" and paper.data["body"]


def test_the_clerk_gives_an_opinion_and_the_director_decides(walk):
    walk.file()
    assert "CR-22" in refused(walk.step, "accept", walk.cast.director)
    entry = walk.step("propose_acceptance", walk.cast.clerk, opinion="建议受理")
    assert entry.audience == walk.case.side_stream
    assert CaseTask.objects.open().get().code == "AcceptanceFlow.decide"
    with pytest.raises(PermissionDenied):
        walk.step("accept", walk.cast.clerk)
    walk.step("accept", walk.cast.director)
    assert walk.case.number == "穗越劳人仲案字〔2026〕1号"
    codes = set(CaseTask.objects.open().values_list("code", flat=True))
    assert {"TribunalFlow.form"} <= codes and "AcceptanceFlow.decide" not in codes
    assert set(Paper.objects.exclude(code="D03").values_list("code", flat=True)) == {
        "D01",
        "D08",
        "D09",
        "D12",
        "D13",
    }


@pytest.mark.parametrize(
    ("spoil", "article"),
    [
        (lambda d: Dispute.objects.filter(pk=d.pk).update(facts_text=""), "CR-30"),
        (lambda d: Party.objects.filter(side="B").update(address="", identity=""), "CR-30"),
        (
            lambda d: Dispute.objects.filter(pk=d.pk).update(workplace="440305", employer_seat="440305"),
            "AL-21",
        ),
    ],
    ids=["claims unclear", "respondent not identified", "another committee's"],
)
def test_each_test_of_acceptance_refuses_alone(spoil, article, walk):
    walk.file()
    walk.step("propose_acceptance", walk.cast.clerk, opinion="?")
    spoil(walk.dispute)
    assert article in refused(walk.step, "accept", walk.cast.director)


def test_a_matter_that_belongs_elsewhere_is_not_accepted(walk):
    walk.file()
    walk.step("propose_acceptance", walk.cast.clerk, opinion="住房公积金", matter="housing_fund")
    assert "CR-2" in refused(walk.step, "accept", walk.cast.director)
    walk.step("refuse", walk.cast.director, ground="scope", reason="住房公积金争议不属于受理范围。")
    notice = Paper.objects.get(code="D10")
    assert walk.case.stage == Stage.NOT_ACCEPTED and "不" in notice.number


def test_the_wrong_committee_points_to_the_right_one_and_refuses_nothing(walk):
    """Trap 8."""
    walk.file()
    walk.step("redirect", walk.cast.clerk, to="深圳市南山区劳动人事争议仲裁委员会", reason="工作地点在南山区")
    assert walk.case.stage == Stage.REDIRECTED
    assert Paper.objects.get(code="D11").data["competent_office"].startswith("深圳市南山区")
    assert not Paper.objects.filter(code="D10").exists()


def test_a_city_committee_hears_its_whole_city(walk):
    type(walk.cast.office).objects.filter(pk=walk.cast.office.pk).update(division="440100")
    walk.file()
    walk.accept()
    assert walk.case.stage == Stage.ACCEPTED


def test_limitation_is_a_defence_and_never_a_filter(walk, clock):
    """Trap 26."""
    begin(walk.case, "file", by=walk.cast.worker, time_facts={"ended_on": "2024-01-05"})
    walk.case = Arbitration.objects.get()
    assert walk.case.limitation[0].judgement.status == "late"
    walk.accept()
    walk.step("raise_limitation", walk.cast.employer, reason="已超过一年")
    assert walk.case.limitation_raised_on is not None
    assert "J2-20" in refused(walk.step, "raise_limitation", walk.cast.employer, reason="再次")


def test_after_withdrawal_one_may_file_again(clock, dispute, cast):
    """Trap 9, CR-35."""
    walk_to(Stage.WITHDRAWN, dispute, cast, clock)
    again = Walk(dispute, cast, clock)
    again.file()
    again.accept()
    assert again.case.stage == Stage.ACCEPTED


@pytest.mark.parametrize("same", [True, False])
def test_what_was_filed_again_is_heard_by_its_own_tribunal_be_it_the_same_people(same, clock, dispute, cast):
    """AL-31, CR-35: the same people may sit again; who sits no more is not seated."""
    old = Walk(dispute, cast, clock)
    for part in (Walk.file, Walk.accept, Walk.prepare):
        part(old)
    old.step("withdraw", cast.worker, reason="已和解")
    again = Walk(dispute, cast, clock)
    again.file()
    again.accept()
    again.serve("D12")
    presiding = cast.presiding if same else person("other", role="arbitrator", office=cast.office)
    again.step("form_tribunal", cast.director, presiding=presiding, recorder=cast.recorder)
    seats = dispute.seats.filter(role="presiding", left=False)
    assert [seat.user for seat in seats] == [presiding]


def test_after_deemed_withdrawal_a_new_application_is_refused(clock, dispute, cast):
    """Trap 9, CR-39."""
    walk_to(Stage.DEEMED_WITHDRAWN, dispute, cast, clock)
    again = Walk(dispute, cast, clock)
    again.file()
    again.step("propose_acceptance", cast.clerk, opinion="?")
    assert "CR-39" in refused(again.step, "accept", cast.director)


def test_what_was_decided_is_not_heard_twice(clock, dispute, cast):
    walk_to(Stage.CLOSED, dispute, cast, clock)
    again = Walk(dispute, cast, clock)
    again.file()
    again.step("propose_acceptance", cast.clerk, opinion="?")
    assert "CR-34" in refused(again.step, "accept", cast.director)


def test_papers_not_completed_bar_no_new_application(clock, dispute, cast):
    """CR-29: nothing was decided; whoever completes the papers is heard."""
    first = Walk(dispute, cast, clock)
    first.file()
    first.step("return_for_correction", cast.clerk, defects=["身份证明"], due_on=dt.date(2026, 3, 16))
    at(clock, "2026-03-17")
    first.step("not_corrected", cast.clerk)
    again = Walk(dispute, cast, clock)
    again.file()
    again.accept()
    assert again.case.stage == Stage.ACCEPTED


@pytest.mark.parametrize(
    ("ground", "barred"), [("unclear", False), ("parties", False), ("scope", True), ("again", True)]
)
def test_only_a_refusal_of_the_matter_itself_bars_a_new_application(ground, barred, clock, dispute, cast):
    """CR-30, CR-34: what was unclear can be made clear; what is outside the scope stays outside."""
    first = Walk(dispute, cast, clock)
    first.file()
    first.step("refuse", cast.director, ground=ground, reason="不符合受理条件。")
    again = Walk(dispute, cast, clock)
    again.file()
    again.step("propose_acceptance", cast.clerk, opinion="?")
    if barred:
        assert "CR-34" in refused(again.step, "accept", cast.director)
    else:
        again.step("accept", cast.director)
        assert again.case.stage == Stage.ACCEPTED


def test_withdrawing_a_collective_case_needs_the_consent_of_those_represented(walk):
    """Trap 29, CR-63."""
    Dispute.objects.filter(pk=walk.dispute.pk).update(collective=True)
    walk.file()
    assert "CR-63" in refused(walk.step, "withdraw", walk.cast.worker, reason="和解")
    walk.step("withdraw", walk.cast.worker, reason="和解", consent="paper")
    assert walk.case.stage == Stage.WITHDRAWN


def test_a_representative_without_special_powers_cannot_withdraw(walk, arbitrator):
    from disputes.models import Seat

    walk.file()
    party = walk.dispute.parties.get(side="A")
    seat = Seat.objects.create(
        dispute=walk.dispute, user=arbitrator, role="representative", side="A", party=party
    )
    assert "AL-24" in refused(walk.step, "withdraw", arbitrator, reason="和解")
    Seat.objects.filter(pk=seat.pk).update(special_powers=True)
    walk.step("withdraw", arbitrator, reason="和解")


def test_the_numbers_of_a_committee_have_no_gap(clock, dispute, cast, employer, worker):
    first = walk_to(Stage.ACCEPTED, dispute, cast, clock)
    other = Dispute.objects.create(opened_by=worker, workplace="440104", facts_text="x", cause="工资")
    a = Party.objects.create(dispute=other, side="A", name="甲", worker=True)
    Party.objects.create(dispute=other, side="B", name="乙", address="广州")
    Claim.objects.create(dispute=other, kind="wages", text="工资", amount=1)
    assert a.pk
    second = walk_to(Stage.ACCEPTED, other, cast, clock)
    assert (first.number[-3:], second.number[-3:]) == ("〕1号", "〕2号")


def test_a_respondent_whose_identity_is_known_sees_the_case_from_acceptance_on(
    dispute, cast, clock, employer
):
    employer.identity, employer.identity_verified = "91440101MA5CK7Q279", True
    employer.save()
    dispute.seats.filter(user=employer).delete()
    walk_to(Stage.RECEIVED, dispute, cast, clock)
    assert not Dispute.objects.visible_to(employer).exists()
    walk = Walk(dispute, cast, clock)
    walk.case = Arbitration.objects.get()
    walk.accept()
    assert Dispute.objects.visible_to(employer).get().side_of(employer) == "B"


def test_the_director_reads_the_clerks_opinion_where_it_is_decided_and_nobody_else_does(walk, client):
    """CR-22, CR-30."""
    for part in PATHS[Stage.RECEIVED]:
        part(walk)
    walk.step("propose_acceptance", walk.cast.clerk, opinion="材料齐全，建议受理。")
    client.force_login(walk.cast.director)
    for step in ("accept", "refuse"):
        page = client.get(f"/cases/{walk.dispute.reference}/arbitration/{walk.case.pk}/{step}/")
        assert "材料齐全，建议受理。" in page.content.decode(), step
    client.force_login(walk.cast.clerk)
    assert client.get(page.request["PATH_INFO"]).status_code == 403
