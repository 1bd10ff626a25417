"""Nobody loses a time to answer: of changed claims, counterclaims, parties that join late, and in a suspension."""

import datetime as dt

import pytest

from arbitration.forms.preparing import ChangeForm
from arbitration.models import Hearing
from disputes.acts import NotLawful, perform
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Deadline, Dispute, Paper, Party, Seat, Service
from tests.arbitration.test_intake import at, refused
from tests.conftest import person

pytestmark = pytest.mark.standing("ready")

CHANGE = {"kind": "overtime", "text": "支付加班费", "amount": "3000.00"}


@pytest.fixture
def ready(walk):
    walk.file()
    walk.accept()
    walk.serve("D12")
    walk.form()
    return walk


def slot(walk, day=dt.date(2026, 4, 27)):
    return {"room": walk.room, "day": day, "start": "09:00", "end": "11:00"}


def test_a_changed_claim_gives_a_time_to_answer_that_was_not_given_up_before(ready):
    """CR-44: who gave up the first one did not know of this claim; no hearing is laid before it is served and over."""
    employer, director = ready.cast.employer, ready.cast.director
    ready.step("waive_answer", employer)
    ready.step("ask_change", ready.cast.worker, **CHANGE)
    ready.step("take_change", director)
    assert Service.objects.filter(paper__code="D12", party__side="B", stage="due").exists()
    assert "CR-33" in refused(ready.step, "schedule", ready.cast.presiding, **slot(ready))
    ready.serve("D12")
    assert "CR-33" in refused(ready.step, "schedule", ready.cast.presiding, **slot(ready))
    ready.step("waive_answer", employer)
    ready.step("schedule", ready.cast.presiding, **slot(ready))


def test_a_changed_claim_is_served_before_a_hearing_is_laid(ready):
    ready.step("answer", ready.cast.employer, text="不同意")
    ready.step("ask_change", ready.cast.worker, **CHANGE)
    ready.step("take_change", ready.cast.director)
    assert "CR-33" in refused(ready.step, "schedule", ready.cast.presiding, **slot(ready))


def test_the_applicant_answers_a_joined_counterclaim_before_the_hearing(ready):
    """CR-36: its time to answer is kept like the respondent's."""
    ready.step("file_counterclaim", ready.cast.employer, kind="other", text="返还工具", amount="500.00")
    ready.step("waive_answer", ready.cast.employer)
    ready.step("join_counterclaim", ready.cast.director)
    assert "CR-33" in refused(ready.step, "schedule", ready.cast.presiding, **slot(ready))
    ready.serve("D12")
    assert "CR-33" in refused(ready.step, "schedule", ready.cast.presiding, **slot(ready))
    ready.step("answer", ready.cast.worker, text="工具已归还")
    ready.step("schedule", ready.cast.presiding, **slot(ready))


@pytest.mark.parametrize(("day", "called"), [(dt.date(2026, 3, 30), True), (dt.date(2026, 3, 13), False)])
def test_who_joins_is_told_who_sits_and_of_the_hearing_that_stands(ready, day, called):
    """AL-32, AL-35: it may ask for a recusal and must know the day; a notice that comes too late is none (CR-38)."""
    ready.step("waive_answer", ready.cast.employer)
    ready.step("schedule", ready.cast.presiding, **slot(ready, day))
    if not called:
        ready.day(dt.date(2026, 3, 9))
    ready.step("join_party", ready.cast.director, called="某集团公司", side="T")
    papers = {one.paper.code: one.paper for one in Service.objects.filter(party__name="某集团公司")}
    assert set(papers) == {"D12", "D14", *(["D19"] if called else [])}
    assert papers["D14"].data["tribunal"]["sole"] == "Presiding"
    if called:
        others = Paper.objects.filter(code="D19").exclude(pk=papers["D19"].pk).first().data
        assert {key: papers["D19"].data[key] for key in ("starts_at", "place")} == {
            key: others[key] for key in ("starts_at", "place")
        }


def test_who_joins_after_the_hearing_was_laid_is_not_heard_before_its_time_to_answer(ready):
    """AL-30, CR-46(1): it may answer, object and counterclaim in the hearing as well; no award is made before."""
    ready.step("waive_answer", ready.cast.employer)
    ready.step("schedule", ready.cast.presiding, **slot(ready, dt.date(2026, 3, 30)))
    ready.serve("D19")
    ready.day(ready.case.hearing_on)
    ready.step("open_hearing", ready.cast.presiding)
    ready.step("join_party", ready.cast.director, called="某劳务公司", side="B", address="广州市白云区")
    agency, party = person("agency"), Party.objects.get(name="某劳务公司")
    Seat.objects.create(dispute=ready.dispute, user=agency, role="party", side="B", party=party)
    ready.step("close_debate", ready.cast.presiding)
    claim = ready.dispute.claims.get()
    award = {
        "items": [{"claim": claim.pk, "text": "支持", "awarded": "1.00"}],
        "facts": "。",
        "reasons": "。",
    }
    assert "CR-33" in refused(ready.step, "make_award", ready.cast.presiding, **award)
    ready.serve("D12")
    ready.step("file_counterclaim", agency, kind="other", text="返还工作服", amount="100.00")
    ready.step("answer", agency, text="与本公司无关")
    assert "CR-36" in refused(ready.step, "make_award", ready.cast.presiding, **award)
    ready.step("refuse_counterclaim", ready.cast.director, reason="与本案没有关联，可另行申请。")
    ready.step("make_award", ready.cast.presiding, **award)


def test_a_hearing_that_was_laid_waits_for_the_answer_to_a_changed_claim(ready):
    ready.step("waive_answer", ready.cast.employer)
    ready.step("ask_change", ready.cast.worker, **CHANGE)
    ready.step("schedule", ready.cast.presiding, **slot(ready, dt.date(2026, 3, 16)))
    ready.serve("D19")
    at(ready.clock, "2026-03-12")
    ready.step("take_change", ready.cast.director)
    ready.serve("D12")
    ready.day(dt.date(2026, 3, 16))
    assert "CR-33" in refused(ready.step, "open_hearing", ready.cast.presiding)
    assert "CR-33" in refused(ready.step, "respondent_absent", ready.cast.presiding, reason="未到庭")
    ready.step("waive_answer", ready.cast.employer)
    ready.step("open_hearing", ready.cast.presiding)


def test_an_objection_to_jurisdiction_is_decided_before_anything_is_heard(ready):
    """CR-10: by written decision; a hearing laid before it does not open."""
    ready.step("object_to_jurisdiction", ready.cast.employer, reason="公司在天河")
    ready.step("waive_answer", ready.cast.employer)
    assert "CR-10" in refused(ready.step, "schedule", ready.cast.presiding, **slot(ready))
    ready.step("reject_objection", ready.cast.director, reason="工作地在越秀")
    ready.step("schedule", ready.cast.presiding, **slot(ready))


def test_a_suspension_takes_no_time_to_answer_away_and_loses_no_decision(ready):
    """What waited is decided after it: the task is there again."""
    ready.step("ask_change", ready.cast.worker, **CHANGE)
    ready.step("suspend", ready.cast.director, ground="injury", reason="等待工伤认定")
    ready.step("object_to_jurisdiction", ready.cast.employer, reason="公司在天河")
    ready.step("file_counterclaim", ready.cast.employer, kind="other", text="返还工具", amount="500.00")
    ready.step("answer", ready.cast.employer, text="不同意")
    ready.after(7)
    ready.step("resume", ready.cast.director, reason="已认定")
    open_now = set(CaseTask.objects.open().values_list("code", flat=True))
    assert {"ObjectionFlow.decide", "CounterclaimFlow.decide", "ChangeFlow.decide"} <= open_now


def test_a_suspended_case_holds_no_room_and_nobody_is_absent_from_a_hearing_that_was_not_held(ready):
    """CR-39, CR-47: the hearing that was laid is given back; after the suspension it is laid and notified anew."""
    ready.step("waive_answer", ready.cast.employer)
    ready.step("schedule", ready.cast.presiding, **slot(ready, dt.date(2026, 3, 16)))
    ready.serve("D19")
    ready.step("suspend", ready.cast.director, ground="injury", reason="等待工伤认定")
    assert not Hearing.objects.filter(stands=True).exists() and ready.case.hearing_on is None
    assert (
        not Deadline.objects.open()
        .filter(code__in=["arbitration.hearing", "arbitration.hearing_notice"])
        .exists()
    )
    at(ready.clock, "2026-03-20")
    ready.step("resume", ready.cast.director, reason="已认定")
    assert ready.case.stage == "accepted"
    assert refused(ready.step, "applicant_absent", ready.cast.presiding, reason="未到庭")
    assert CaseTask.objects.open().filter(code="ScheduleFlow.schedule").exists()
    ready.step("schedule", ready.cast.presiding, **slot(ready))


@pytest.mark.parametrize("name", ["take_change", "refuse_change"])
def test_who_decides_on_a_changed_claim_sees_what_is_asked_for(name, ready, client):
    old = ready.dispute.claims.first()
    ready.step("ask_change", ready.cast.worker, **CHANGE, instead=old.pk)
    client.force_login(ready.cast.director)
    page = client.get(
        f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/{name}/"
    ).content.decode()
    assert CHANGE["text"] in page and old.text in page


def test_a_changed_claim_may_be_refused_and_another_asked_for(ready):
    """CR-44: where it is not taken it is a case of its own; nothing restarts."""
    before = Deadline.objects.get(code="arbitration.award").due_on
    ready.step("ask_change", ready.cast.worker, **CHANGE)
    ready.step("refuse_change", ready.cast.director, reason="与本案不属同一劳动关系，请另行申请。")
    assert not CaseTask.objects.open().filter(code="ChangeFlow.decide").exists()
    assert Deadline.objects.get(code="arbitration.award").due_on == before
    assert "CR-44" in refused(ready.step, "refuse_change", ready.cast.director, reason="x")
    ready.step("ask_change", ready.cast.worker, **CHANGE)
    assert "CR-44" in refused(ready.step, "ask_change", ready.cast.worker, **CHANGE)


def test_the_claims_of_many_are_changed_with_their_consent_alone(ready, arbitrator):
    """Trap 29, CR-63; AL-24 for an agent without special powers."""
    party = ready.dispute.parties.get(side="A")
    Seat.objects.create(dispute=ready.dispute, user=arbitrator, role="representative", side="A", party=party)
    assert "AL-24" in refused(ready.step, "ask_change", arbitrator, **CHANGE)
    Dispute.objects.filter(pk=ready.dispute.pk).update(collective=True)
    assert "CR-63" in refused(ready.step, "ask_change", ready.cast.worker, **CHANGE)
    ready.step("ask_change", ready.cast.worker, **CHANGE, consent="同意书")


def test_the_evidence_period_ends_on_no_rest_day(walk):
    """CPL-85, CC-203: served 2026-09-16, the fifteenth day is National Day; on 10-08 evidence and claims are in time."""
    at(walk.clock, "2026-09-16")
    walk.file()
    walk.step("propose_acceptance", walk.cast.clerk, opinion="建议受理")
    walk.step("accept", walk.cast.director)
    walk.serve("D12")
    assert walk.case.evidence_until == dt.date(2026, 10, 8)
    at(walk.clock, "2026-10-08")
    walk.step("ask_change", walk.cast.worker, **CHANGE)


def test_a_respondent_that_was_announced_keeps_the_case_from_simple_handling(walk):
    """CR-57: it is still missing after the thirty days; one that came and signed is not."""
    walk.file()
    walk.accept()
    copy = Service.objects.get(paper__code="D12")
    perform(copy, "announce", by=walk.cast.clerk, where="南方日报", reason="下落不明")
    walk.after(32)
    sweep()
    assert Service.objects.get(pk=copy.pk).stage == "served"
    assert "CR-57" in refused(walk.step, "handle_simply", walk.cast.director, ground="clear")


def test_a_changed_claim_takes_the_place_of_the_old_one(ready):
    """CR-44, D16: what was changed is not decided beside what it was changed into."""
    old = ready.dispute.claims.get()
    gone = refused(ready.step, "ask_change", ready.cast.worker, **CHANGE, instead=old.pk + 99)
    assert "CR-44" in gone
    ready.step("ask_change", ready.cast.worker, **CHANGE, instead=old.pk)
    asked = ready.dispute.papers.get(code="D16").data["asked"][0]["text"]
    assert asked == f"将“{old.text}”变更为“支付加班费”"
    ready.step("take_change", ready.cast.director)
    assert [claim.kind for claim in ready.dispute.claims.filter(dropped=False)] == ["overtime"]
    assert "CR-44" in refused(ready.step, "ask_change", ready.cast.worker, **CHANGE, instead=old.pk)


def test_the_form_of_a_change_offers_the_claims_that_stand(ready, client):
    old = ready.dispute.claims.get()
    form = ChangeForm(
        {"instead": old.pk, "kind": "overtime", "text": "支付加班费"},
        record=ready.case,
        user=ready.cast.worker,
    )
    assert form.is_valid(), form.errors
    assert form.facts()["instead"] == old.pk
    added = ChangeForm({"kind": "overtime", "text": "支付加班费"}, record=ready.case, user=ready.cast.worker)
    assert added.is_valid() and "instead" not in added.facts()


def test_a_time_to_answer_that_is_over_is_not_given_up(walk, client):
    """CR-58: it stood open to the respondent up to the hearing, long after the answer."""
    walk.file()
    walk.accept()
    walk.serve("D12")
    address = f"/arbitration/{walk.case.pk}/waive_answer/"
    client.force_login(walk.cast.employer)
    assert address in client.get(walk.dispute.get_absolute_url()).content.decode()
    walk.step("answer", walk.cast.employer, text="不同意")
    page = client.get(walk.dispute.get_absolute_url()).content.decode()
    assert address not in page and "没有剩余的答辩期" in page
    with pytest.raises(NotLawful, match="CR-58"):
        walk.step("waive_answer", walk.cast.employer)
