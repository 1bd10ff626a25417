"""A hearing of several sittings, each notified and written down (AL-35, AL-40); a hearing closed on request (CR-25)."""

import datetime as dt

import pytest
from django.utils import timezone

from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.models import Booking, HearingRecord
from disputes.acts import NotLawful
from disputes.models import CaseTask, Paper, Party, Seat, Service
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.arbitration.test_hearing import ready
from tests.arbitration.test_intake import refused
from tests.arbitration.test_minutes import sign, written
from tests.arbitration.walk import PATHS
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("held", "ready")]
__all__ = ["ready"]


@pytest.fixture
def held(ready):
    ready.schedule()
    ready.hold()
    return ready


def adjourn(walk, client):
    assert written(walk, client).status_code == 302
    walk._fresh(None)
    walk.step("adjourn", walk.cast.presiding, reason="被申请人须补充考勤记录")


def signed(walk):
    for who in (walk.cast.worker, walk.cast.employer, walk.cast.presiding, walk.cast.recorder):
        sign(walk, who)
    walk.step("finish_record", walk.cast.presiding, answer="")


def days(walk, *days_):
    return "、".join(f"{day.year}年{day.month}月{day.day}日" for day in days_)


def test_a_hearing_goes_on_on_another_day_notified_as_the_first_was_before_the_same_tribunal(held, client):
    first = held.case.hearing_on
    adjourn(held, client)
    assert held.case.stage == "accepted" and held.case.hearing_on is None
    assert held.case.presiding == held.cast.presiding and not Booking.objects.exists()
    assert CaseTask.objects.open().get(flow_task__contains="ScheduleFlow").owner == held.cast.presiding
    assert not CaseTask.objects.open().filter(flow_task__contains="AwardFlow").exists()
    refused(held.step, "schedule", held.cast.presiding, room=held.room, day=first + dt.timedelta(days=2), start="09:00", end="11:00")  # fmt: skip
    held.schedule()
    notice = Paper.objects.filter(code="D19").latest("pk")
    assert notice.data["session"] == "第二次" and "第二次开庭" in text_of(render("D19", notice.data))
    refused(
        held.step, "respondent_absent", held.cast.presiding, reason="未到庭"
    )  # the first notice is not enough
    second = held.case.hearing_on
    signed(held)  # of the first sitting, meanwhile
    held.hold()
    assert written(held, client, inquiry="质证补充的考勤记录。").status_code == 302
    kept = list(HearingRecord.objects.all())
    assert [timezone.localdate(one.starts_at) for one in kept] == [first, second]
    assert kept[0].finished_on and kept[0].text["stages"][0]["text"].startswith("申请人陈述")
    held.deliberate()
    held.award()
    procedure = Paper.objects.filter(code="D38").first().data["procedure"]
    assert (
        f"{days(held, first, second)}，仲裁庭先后开庭审理了本案。" in procedure and "未到庭" not in procedure
    )


def test_the_notice_of_a_first_sitting_counts_none(held):
    assert "session" not in Paper.objects.filter(code="D19").first().data


def test_a_sitting_is_written_down_before_it_is_adjourned(held):
    assert "AL-40" in str(refused(held.step, "adjourn", held.cast.presiding, reason="待补充证据"))


def test_the_record_of_the_first_sitting_is_finished_before_that_of_the_second_is_written(held, client):
    adjourn(held, client)
    held.schedule()
    held.hold()
    assert written(held, client).status_code == 422
    assert HearingRecord.objects.count() == 1
    signed(held)
    assert written(held, client).status_code == 302 and HearingRecord.objects.count() == 2


def test_who_stayed_away_from_one_sitting_is_said_to_have_missed_that_one(held, client):
    first = held.case.hearing_on
    adjourn(held, client)
    held.schedule()
    held.serve("D19")
    second = held.case.hearing_on
    held.day(second)
    held.step("respondent_absent", held.cast.presiding, reason="未到庭")
    held.deliberate()
    held.award()
    procedure = Paper.objects.filter(code="D38").first().data["procedure"]
    assert (
        f"{days(held, second)}的庭审，被申请人广州市云岭物流有限公司经依法通知无正当理由未到庭" in procedure
    )
    assert f"{days(held, first)}的庭审" not in procedure


def test_after_deliberating_the_tribunal_may_hear_the_sides_once_more_and_then_votes_anew(walk, client):
    walk.cast.arbitrators = tuple(
        person(f"beside{n}", role="arbitrator", office=walk.cast.office) for n in (1, 2)
    )
    for part in PATHS["in_hearing"]:
        part(walk)
    assert written(walk, client).status_code == 302
    walk._fresh(None)
    walk.deliberate()
    walk.step("adjourn", walk.cast.presiding, reason="事实尚未查清")
    for who in (
        walk.cast.worker,
        walk.cast.employer,
        walk.cast.presiding,
        walk.cast.recorder,
        *walk.cast.arbitrators,
    ):
        sign(walk, who)
    walk.step("finish_record", walk.cast.presiding, answer="")
    walk.schedule()
    walk.hold()
    walk.step("close_debate", walk.cast.presiding, last_words="无")
    with pytest.raises(NotLawful, match="AL-45"):
        walk.award()
    walk.vote()
    walk.award()
    assert walk.case.stage == "awarded"


def test_between_two_sittings_a_recusal_needs_a_ground_learnt_since_the_first(held, client):
    first = held.case.hearing_on
    adjourn(held, client)
    asked = {"person": held.cast.presiding, "reason": "与对方代理人共餐"}
    refused(held.step, "ask_recusal", held.cast.worker, **asked)
    refused(held.step, "ask_recusal", held.cast.worker, known_on=first - dt.timedelta(days=1), **asked)
    held.step("ask_recusal", held.cast.worker, known_on=timezone.localdate(), **asked)


def test_another_tribunal_hears_the_case_from_the_beginning(held, client):
    adjourn(held, client)
    held.step("dissolve_tribunal", held.cast.director, reason="组成不合法")
    assert held.case.sat == []


ASKED = {"ground": "trade", "reason": "庭审将涉及客户名单和报价"}


def test_the_tribunal_closes_the_hearing_that_a_party_asked_to_close(ready):
    ready.schedule()
    ready.step("ask_closed", ready.cast.employer, **ASKED)
    assert not ready.case.hearing.closed
    assert CaseTask.objects.open().get(code="ClosedHearingFlow.decide").owner == ready.cast.presiding
    ready.step("decide_closed", ready.cast.presiding, decision="closed", reason="涉及商业秘密")
    assert ready.case.hearing.closed and ready.case.closing == {}
    assert not CaseTask.objects.open().filter(code="ClosedHearingFlow.decide").exists()
    ready.hold()
    ready.deliberate()
    ready.award()
    assert "仲裁庭不公开开庭审理了本案" in Paper.objects.filter(code="D38").first().data["procedure"]


def test_closed_before_it_is_laid_it_is_laid_closed_and_the_notice_says_so(ready):
    ready.step("ask_closed", ready.cast.worker, ground="privacy", reason="涉及病历")
    ready.step("decide_closed", ready.cast.presiding, decision="closed", reason="涉及个人隐私")
    ready.schedule()
    assert ready.case.hearing.closed
    notice = Paper.objects.filter(code="D19").first()
    assert "不公开开庭审理，请准时到庭" in text_of(render("D19", notice.data))


def test_who_lays_the_hearing_does_not_open_what_the_tribunal_closed(ready, client):
    """The public list names number, cause, hours and room of an open hearing (AL-26, CR-25)."""
    ready.step("ask_closed", ready.cast.worker, ground="privacy", reason="涉及病历")
    ready.step("decide_closed", ready.cast.presiding, decision="closed", reason="涉及个人隐私")
    day = {"room": ready.room, "day": first_day_for_hearing(ready.case, timezone.localdate())}
    ready.step("schedule", ready.cast.presiding, **day, start="09:00", end="11:00", closed=False)
    assert ready.case.hearing.closed
    assert (
        ready.case.number not in client.get(f"/hearings/public/?on={ready.case.hearing_on}").content.decode()
    )
    assert "不公开开庭审理，请准时到庭" in text_of(
        render("D19", Paper.objects.filter(code="D19").first().data)
    )


def test_a_refused_request_leaves_the_hearing_public(ready):
    ready.schedule()
    ready.step("ask_closed", ready.cast.employer, **ASKED)
    ready.step("decide_closed", ready.cast.presiding, decision="refused", reason="不属于商业秘密")
    assert not ready.case.hearing.closed and not ready.case.closed_before


def test_who_stands_for_no_party_of_the_case_is_refused_in_words(ready):
    guest = person("guest")
    Seat.objects.create(dispute=ready.dispute, user=guest, role="representative", side="A")
    assert refused(ready.step, "ask_closed", guest, **ASKED)


def test_by_agreement_it_is_closed_once_both_sides_ask(ready):
    agreed, granted = {"ground": "agreed", "reason": "双方同意"}, {"decision": "closed", "reason": "双方协议"}
    ready.step("ask_closed", ready.cast.worker, **agreed)
    assert "CR-25" in str(refused(ready.step, "decide_closed", ready.cast.presiding, **granted))
    ready.step("ask_closed", ready.cast.employer, **agreed)
    assert CaseTask.objects.open().filter(code="ClosedHearingFlow.decide").count() == 1
    other = Party.objects.create(dispute=ready.dispute, side="B", name="乙公司", address="广州")
    assert "CR-25" in str(refused(ready.step, "decide_closed", ready.cast.presiding, **granted))
    other.delete()
    ready.step("decide_closed", ready.cast.presiding, **granted)
    assert ready.case.closed_before


def test_what_was_asked_before_there_was_a_tribunal_is_its_task_once_it_is_formed(walk):
    for part in PATHS["accepted"]:
        part(walk)
    walk.serve("D12")
    walk.step("ask_closed", walk.cast.employer, **ASKED)
    assert not CaseTask.objects.open().filter(code="ClosedHearingFlow.decide").exists()
    walk.form()
    assert CaseTask.objects.open().filter(code="ClosedHearingFlow.decide").exists()


def test_the_pages_lead_through_a_request_to_close_the_hearing(ready, client):
    base = f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/"
    client.force_login(ready.cast.employer)
    assert client.post(base + "ask_closed/", {"reason": "x"}).status_code == 422
    assert client.post(base + "ask_closed/", ASKED).status_code == 302
    client.force_login(ready.cast.presiding)
    page = client.get(base + "decide_closed/").content.decode()
    assert f"{ready.dispute.parties.get(side='B').name}（商业秘密）：{ASKED['reason']}" in page
    assert client.post(base + "decide_closed/", {"decision": "closed", "reason": "属实"}).status_code == 302


def test_with_the_tribunal_everybody_is_told_that_its_hearing_is_off(ready):
    ready.schedule()
    day = ready.case.hearing_on
    ready.serve("D19")
    ready.step("dissolve_tribunal", ready.cast.director, reason="首席仲裁员不具备资格")
    papers = Paper.objects.filter(code="D20")
    assert papers.count() == 2 and Service.objects.filter(paper__in=papers, stage="due").count() == 2
    text = text_of(render("D20", papers[0].data))
    assert (
        f"{day.year}年{day.month}月{day.day}日" in text
        and "另行书面通知" in text
        and "首席仲裁员不具备资格" in text
    )


def test_without_a_hearing_a_dissolved_tribunal_puts_nothing_off(ready):
    ready.step("dissolve_tribunal", ready.cast.director, reason="首席仲裁员不具备资格")
    assert not Paper.objects.filter(code="D20").exists()


def test_the_page_that_lays_a_hearing_begins_with_a_time_at_which_all_are_free(ready, client):
    client.force_login(ready.cast.presiding)
    url = f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/schedule/"
    first = client.get(url).context["form"]
    slot = first.extra()["slots"][0][0]
    assert [first[name].value() for name in ("room", "day", "start", "end")] == [
        slot.room.pk, slot.day, slot.start, slot.end,
    ]  # fmt: skip
    named = {"room": str(ready.room.pk), "day": "2026-04-02", "start": "14:00", "end": "15:30"}
    form = client.get(url, named).context["form"]
    assert {name: form[name].value() for name in named} == named


def test_once_heard_nobody_delegates_the_mediation_any_more(held, client):
    adjourn(held, client)
    refused(held.step, "delegate_mediation", held.cast.presiding, body="总工会", consent="同意书")
    refused(held.step, "agree_to_delegation", held.cast.worker, body="总工会")
