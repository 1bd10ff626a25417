import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from arbitration.forms.preparing import SimpleForm
from arbitration.lifecycle import Stage
from arbitration.models import Arbitration
from disputes.acts import NotLawful, perform
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Claim, Deadline, HandOff, Office, Paper, Party, Seat, Service
from tests.arbitration.test_intake import at, due, refused
from tests.conftest import person


def accepted_on(walk, clock, day):
    """Accepted on exactly that day."""
    at(clock, day)
    walk.file()
    walk.step("propose_acceptance", walk.cast.clerk, opinion="建议受理")
    walk.step("accept", walk.cast.director)


@pytest.mark.parametrize(
    ("day", "code", "last"),
    [
        ("2026-09-29", "serve_application", "2026-10-12"),
        ("2026-06-17", "tribunal_notice", "2026-06-25"),
        ("2026-01-05", "award", "2026-02-24"),
        ("2026-03-16", "award", "2026-04-30"),
        ("2026-08-17", "award", "2026-10-08"),
    ],
    ids=["DT05", "DT09", "DT15", "DT17", "DT18"],
)
def test_acceptance_starts_its_time_limits(day, code, last, walk, clock):
    accepted_on(walk, clock, day)
    assert due(walk.case, code).isoformat() == last


def test_the_days_of_the_award_run_from_the_directors_approval(walk, clock):
    """Trap 5: not from receipt."""
    walk.file()
    walk.accept()
    row = Deadline.objects.get(code="arbitration.award")
    assert row.trigger_on == walk.case.accepted_on > walk.case.received_on


def test_the_answer_runs_from_service_and_is_forwarded(walk, clock):
    """DT06, DT08, DT14."""
    accepted_on(walk, clock, "2026-09-30")
    walk.serve("D12")
    assert due(walk.case, "answer") == dt.date(2026, 10, 20)
    at(clock, "2026-10-20")
    walk.step("object_to_jurisdiction", walk.cast.employer, reason="公司在天河")
    assert CaseTask.objects.open().filter(code="ObjectionFlow.decide", role="director").exists()
    walk.step("reject_objection", walk.cast.director, reason="工作地在越秀")
    walk.step("answer", walk.cast.employer, text="不同意")
    assert due(walk.case, "forward_answer") == dt.date(2026, 10, 27)
    assert CaseTask.objects.open().filter(code="AnswerFlow.forward").exists()
    walk.step("forward_answer", walk.cast.clerk)
    assert not CaseTask.objects.open().filter(code="AnswerFlow.forward").exists()


def test_what_nobody_answered_is_not_forwarded(walk, clock):
    """AL-30: the docket said that the answer went to the applicant, of an answer that never came."""
    accepted_on(walk, clock, "2026-09-30")
    walk.serve("D12")
    assert "CR-33" in refused(walk.step, "forward_answer", walk.cast.clerk)
    walk.step("answer", walk.cast.employer, text="不同意")
    walk.step("forward_answer", walk.cast.clerk)
    assert "CR-33" in refused(walk.step, "forward_answer", walk.cast.clerk), "once"


def test_an_answer_on_paper_counts_from_the_day_it_came(walk, clock, client):
    """AL-30, CR-33: entered after the time has ended, with the sheets it came on."""
    accepted_on(walk, clock, "2026-09-30")
    walk.serve("D12")
    at(clock, "2026-10-21")
    sweep()
    employer = walk.dispute.parties.get(side="B")
    told = {"party": employer.pk, "text": "已足额支付工资。"}
    assert "CR-33" in refused(walk.step, "record_answer", walk.cast.clerk, **told), "late"
    sheets = walk.dispute.papers.first()
    client.force_login(walk.cast.clerk)
    where = f"/cases/{walk.dispute.reference}/arbitration/{walk.case.pk}/record_answer/"
    assert employer.name in client.get(where).content.decode()
    client.post(where, {**told, "on": "2026-10-20", "proof": str(sheets.ref)})
    entry = walk.dispute.docket.get(step="arbitration.record_answer")
    assert entry.party == employer and entry.on == dt.date(2026, 10, 20)
    assert due(walk.case, "forward_answer") == dt.date(2026, 10, 27)
    assert "CR-33" in refused(walk.step, "record_answer", walk.cast.clerk), "nobody is left who could answer"
    walk.step("forward_answer", walk.cast.clerk)
    assert "CR-33" in refused(walk.step, "forward_answer", walk.cast.clerk)


def test_what_a_party_has_to_do_itself_comes_before_what_others_do_sooner(walk, clock, client):
    accepted_on(walk, clock, "2026-09-30")
    walk.serve("D12")
    for user, title, own in (
        (walk.cast.employer, "答辩；提出管辖异议；提出反申请", True), (walk.cast.worker, "组成仲裁庭并通知", False),
    ):  # fmt: skip
        client.force_login(user)
        page = client.get(f"/cases/{walk.case.dispute.reference}/")
        assert str(page.context["next"].limit.title) == title
        assert ("（您）" in page.content.decode()) is own


def test_after_the_time_to_answer_nothing_of_it_is_left(walk, clock):
    """Traps 31 and DT14: the day after the last day is late for answer, objection and counterclaim."""
    accepted_on(walk, clock, "2026-09-30")
    walk.serve("D12")
    at(clock, "2026-10-21")
    sweep()
    walk.case = Arbitration.objects.get()
    entry = walk.dispute.docket.latest("number")
    assert entry.step == "arbitration.close_answer" and entry.party.side == "B"
    assert "CR-33" in refused(walk.step, "answer", walk.cast.employer, text="迟")
    assert "CR-10" in refused(walk.step, "object_to_jurisdiction", walk.cast.employer, reason="迟")
    assert "CR-36" in refused(walk.step, "file_counterclaim", walk.cast.employer, kind="other", text="迟")


def test_who_gives_up_the_time_to_answer_gives_up_the_objection(walk, clock):
    accepted_on(walk, clock, "2026-03-02")
    walk.serve("D12")
    walk.step("waive_answer", walk.cast.employer)
    assert "CR-10" in refused(walk.step, "object_to_jurisdiction", walk.cast.employer, reason="x")
    with pytest.raises(PermissionDenied):
        walk.step("waive_answer", walk.cast.worker)


def test_no_hearing_while_the_time_to_answer_runs(walk, clock):
    accepted_on(walk, clock, "2026-03-02")
    walk.form()
    facts = {"room": walk.room, "day": dt.date(2026, 3, 30), "start": "09:00", "end": "11:00"}
    assert "CR-33" in refused(walk.step, "schedule", walk.cast.presiding, **facts)
    walk.serve("D12")
    assert "CR-33" in refused(walk.step, "schedule", walk.cast.presiding, **facts)
    walk.step("waive_answer", walk.cast.employer)
    walk.step("schedule", walk.cast.presiding, **facts)


def test_a_joined_counterclaim_restarts_the_45_days(walk, clock):
    """DT13, DT20."""
    accepted_on(walk, clock, "2026-09-29")
    walk.serve("D12")
    at(clock, "2026-10-19")
    walk.step("file_counterclaim", walk.cast.employer, kind="other", text="返还工具", amount="500")
    at(clock, "2026-10-27")
    walk.step("join_counterclaim", walk.cast.director)
    assert due(walk.case, "award") == dt.date(2026, 12, 11)
    assert Claim.objects.get(side="B").text == "返还工具"
    assert Service.objects.filter(paper__code="D12", party__side="A", stage="due").exists()


def test_a_counterclaim_is_decided_within_five_working_days(walk, clock):
    """DT13."""
    accepted_on(walk, clock, "2026-10-08")
    walk.serve("D12")
    at(clock, "2026-10-20")
    walk.step("file_counterclaim", walk.cast.employer, kind="other", text="返还工具")
    assert due(walk.case, "counterclaim") == dt.date(2026, 10, 27)
    walk.step("refuse_counterclaim", walk.cast.director, reason="另行申请")
    assert walk.case.counterclaim == {} and "CR-36" in refused(
        walk.step, "join_counterclaim", walk.cast.director
    )


def test_a_changed_claim_restarts_the_45_days_and_the_answer(walk, clock):
    """DT21, CR-44."""
    accepted_on(walk, clock, "2026-07-06")
    walk.serve("D12")
    walk.step("ask_change", walk.cast.worker, kind="overtime", text="支付加班费", amount="3000")
    at(clock, "2026-07-10")
    walk.step("take_change", walk.cast.director)
    assert due(walk.case, "award") == dt.date(2026, 8, 24)
    assert Claim.objects.get(kind="overtime").amount == 3000
    assert not Deadline.objects.open().filter(code="arbitration.answer").exists()
    walk.serve("D12")
    assert due(walk.case, "answer", status="running") == dt.date(2026, 7, 24)
    at(clock, "2026-08-10")
    late = refused(walk.step, "ask_change", walk.cast.worker, kind="other", text="迟")
    assert "CR-44" in late


def test_a_party_that_joins_restarts_the_45_days_and_is_served(walk, clock):
    """DT22."""
    accepted_on(walk, clock, "2026-04-20")
    walk.serve("D12")
    at(clock, "2026-05-08")
    walk.step("join_party", walk.cast.director, called="某劳务公司", side="B", address="广州市白云区")
    assert due(walk.case, "award") == dt.date(2026, 6, 22)
    new = Party.objects.get(name="某劳务公司")
    assert Service.objects.get(party=new).paper.code == "D12"


def file_arrives(walk, clerk):
    """The file of the transferred case is sent after it and registered there."""
    file = HandOff.objects.get(ground="transfer")
    perform(file, "send", by=walk.cast.clerk)
    perform(file, "acknowledge", by=clerk, docket_number="佛劳人仲收字〔2026〕8号")


def test_a_transferred_case_runs_anew_at_the_committee_that_takes_it_over(walk, clock, director):
    """DT23, CR-9: transfer, never refusal."""
    accepted_on(walk, clock, "2026-04-07")
    walk.form()
    other = Office.objects.create(kind="committee", name="佛山仲裁委", short="佛", division="440600")
    far = person("far", role="clerk", office=other)
    walk.step("transfer", walk.cast.director, to=other, reason="工作地点在佛山")
    assert (
        walk.case.stage == Stage.TRANSFERRED
        and not Deadline.objects.open().filter(code="arbitration.award").exists()
    )
    assert not Seat.objects.current().filter(role="presiding").exists()
    assert Paper.objects.get(code="D17").data["addressee"] == "佛山仲裁委"
    here = Arbitration.objects.get(office=other)
    assert CaseTask.objects.open().filter(code="ArrivalFlow.take_over", office=other).exists()
    at(clock, "2026-04-10")
    with pytest.raises(NotLawful, match="CR-9"):  # its file has not come
        perform(here, "receive_transfer", by=far)
    file_arrives(walk, far)
    perform(here, "receive_transfer", by=far)
    here = Arbitration.objects.get(pk=here.pk)
    assert here.stage == Stage.ACCEPTED and due(here, "award") == dt.date(2026, 5, 25)


def test_days_of_suspension_are_not_counted(walk, clock):
    """DT19: 49 days paused; the case comes back to where it stood."""
    accepted_on(walk, clock, "2026-03-16")
    at(clock, "2026-04-01")
    assert "CR-47" in refused(walk.step, "suspend", walk.cast.director, ground="tired", reason="x")
    walk.step("suspend", walk.cast.director, ground="injury", reason="等待工伤认定")
    assert Deadline.objects.get(code="arbitration.award").status == "paused"
    assert not CaseTask.objects.open().filter(record_type="arbitration").exists()
    at(clock, "2026-05-20")
    walk.step("resume", walk.cast.director, reason="工伤认定已作出")
    assert walk.case.stage == Stage.ACCEPTED and due(walk.case, "award") == dt.date(2026, 6, 18)
    assert [p.data["variant"] for p in Paper.objects.filter(code="D28").order_by("pk")[::2]] == [
        "suspended",
        "resumed",
    ]
    assert CaseTask.objects.open().filter(code="TribunalFlow.form").exists()


def test_an_extension_counts_from_acceptance_and_is_given_once(walk, clock):
    """DT16, trap 4."""
    accepted_on(walk, clock, "2026-01-05")
    at(clock, "2026-02-10")
    walk.step("extend", walk.cast.director, reason="案情复杂")
    assert due(walk.case, "award") == dt.date(2026, 3, 6)
    notice = Paper.objects.filter(code="D29").first()
    assert notice.data["old_due_on"] == "2026-02-24"
    assert "CR-45" in refused(walk.step, "extend", walk.cast.director, reason="再次")


def test_no_extension_after_the_raw_last_day(walk, clock):
    """Raw last day 2026-02-19, rolled to 02-24: on 02-24 it is too late to extend."""
    accepted_on(walk, clock, "2026-01-05")
    at(clock, "2026-02-24")
    assert "CR-45" in refused(walk.step, "extend", walk.cast.director, reason="案情复杂")


def test_simple_handling_turned_ordinary_restarts_nothing(walk, clock):
    """DT24, CR-61."""
    accepted_on(walk, clock, "2026-06-01")
    walk.step("handle_simply", walk.cast.director, ground="small")
    at(clock, "2026-07-06")
    walk.step("to_ordinary", walk.cast.director, reason="争议较大")
    assert walk.case.mode == "ordinary" and due(walk.case, "award") == dt.date(2026, 7, 16)


def test_the_days_of_an_announcement_are_not_counted(walk, clock):
    """DT25, trap 13: served after 30 days, on that very day; simple handling is barred."""
    accepted_on(walk, clock, "2026-06-29")
    at(clock, "2026-07-06")
    service = Service.objects.get(paper__code="D12")
    perform(service, "announce", by=walk.cast.clerk, where="南方日报", reason="下落不明")
    assert due(walk.case, "award") == dt.date(2026, 9, 14)
    assert "CR-57" in refused(walk.step, "handle_simply", walk.cast.director, ground="clear")
    at(clock, "2026-08-07")
    sweep()
    assert Service.objects.get(pk=service.pk).served_on == dt.date(2026, 8, 5)
    assert Deadline.objects.get(code="arbitration.answer").trigger_on == dt.date(2026, 8, 5)
    assert due(walk.case, "award") == dt.date(2026, 9, 14)


def test_who_comes_and_signs_ends_the_announcement_and_the_days_count_again(walk, clock):
    """CR-46(6): 10 days announced are left out, not 30; nobody is told that he may sue later than the law has it."""
    accepted_on(walk, clock, "2026-06-29")
    at(clock, "2026-07-06")
    service = Service.objects.get(paper__code="D12")
    perform(service, "announce", by=walk.cast.clerk, where="南方日报", reason="下落不明")
    at(clock, "2026-07-16")
    perform(service, "prove", by=walk.cast.clerk, receipt="到本委签收")
    assert due(walk.case, "award") == dt.date(2026, 8, 24)  # 2026-08-13 and ten days: a Sunday
    assert due(walk.case, "answer") == dt.date(2026, 7, 30)


def test_a_case_accepted_by_mistake_is_told_in_five_working_days_and_not_closed_before(walk, clock):
    """DT51, CR-32."""
    accepted_on(walk, clock, "2026-04-20")
    at(clock, "2026-04-28")
    walk.step("cancel", walk.cast.director, reason="不属于受理范围")
    assert due(walk.case, "case_withdrawal_notice") == dt.date(2026, 5, 8)
    assert "CR-21" in refused(walk.step, "close", walk.cast.director)
    walk.serve("D34")
    assert not Deadline.objects.open().filter(code="arbitration.case_withdrawal_notice").exists()
    walk.step("close", walk.cast.director)


def test_left_at_the_door_counts_after_three_working_days(walk, clock):
    """DT26, trap 12."""
    accepted_on(walk, clock, "2026-04-03")
    perform(
        Service.objects.get(paper__code="D12"),
        "leave",
        by=walk.cast.clerk,
        witnesses="社区工作人员",
        media="录像",
        why="refused",
    )
    at(clock, "2026-04-13")
    sweep()
    assert Service.objects.get(paper__code="D12").served_on == dt.date(2026, 4, 9)
    assert Deadline.objects.get(code="arbitration.answer").trigger_on == dt.date(2026, 4, 9)


def test_overdue_is_not_the_end(walk, clock):
    """Trap 23, CR-48: the committee goes on until a court has filed the suit over the delay."""
    accepted_on(walk, clock, "2026-03-16")
    assert "CR-48" in refused(walk.step, "terminate", walk.cast.director, court_number="1号")
    at(clock, "2026-05-06")
    sweep()
    walk.case = Arbitration.objects.get()
    assert walk.case.stage == Stage.ACCEPTED and walk.case.overdue_on is not None
    assert "CR-48" in refused(walk.step, "terminate", walk.cast.director, court_number="")
    walk.step("terminate", walk.cast.director, court_number="（2026）粤0104民初1号")
    assert walk.case.stage == Stage.TERMINATED


def test_overdue_by_the_reading_of_the_committee(walk, clock):
    """T15: 45 days from 2026-01-05 end on 02-19, in the Spring Festival; by one reading they roll to 02-24."""
    Office.objects.update(settings={"award_rolls": "raw"})
    accepted_on(walk, clock, "2026-01-05")
    row = Deadline.objects.get(code="arbitration.award")
    assert row.due_on == row.raw_due == dt.date(2026, 2, 19)
    assert any("不顺延" in line and "本仲裁委员会采用" in line for line in row.told("zh"))
    Office.objects.update(settings={})  # another choice does not move what runs
    at(clock, "2026-02-20")
    sweep()
    assert Arbitration.objects.get().overdue_on is not None


def test_by_the_usual_reading_it_is_overdue_after_the_roll_alone(walk, clock):
    accepted_on(walk, clock, "2026-01-05")
    at(clock, "2026-02-24")
    sweep()
    assert Arbitration.objects.get().overdue_on is None


def test_what_runs_keeps_its_reading_when_it_is_counted_anew(walk, clock):
    Office.objects.update(settings={"award_rolls": "raw"})
    accepted_on(walk, clock, "2026-01-05")
    Office.objects.update(settings={})
    walk.step("suspend", walk.cast.director, ground="injury", reason="等待工伤认定")
    at(clock, "2026-01-06")
    walk.step("resume", walk.cast.director, reason="恢复")
    row = Deadline.objects.get(code="arbitration.award")
    assert row.reading == "raw" and row.due_on == row.raw_due


def test_the_sum_allows_simple_handling_by_the_series_the_committee_follows(walk, clock):
    """CR-56: the province's average of 2023 is 110,004 yuan in one series and 131,418 in the other."""
    walk.dispute.claims.update(amount=120000)
    accepted_on(walk, clock, "2024-06-03")
    assert "CR-56" in refused(walk.step, "handle_simply", walk.cast.director, ground="small")
    assert "全口径" in str(SimpleForm(record=walk.case, user=walk.cast.director)["ground"].help_text)
    Office.objects.update(settings={"average_wage_series": "non_private"})
    walk.case = Arbitration.objects.get()
    walk.step("handle_simply", walk.cast.director, ground="small")
    assert walk.case.mode == "simple"


def test_an_application_served_after_the_case_has_ended_opens_no_time_to_answer(walk):
    walk.file()
    walk.accept()
    walk.step("withdraw", walk.cast.worker, reason="双方已和解")
    assert walk.case.ended
    walk.serve("D12")
    assert not Deadline.objects.open().filter(code="arbitration.answer").exists()
