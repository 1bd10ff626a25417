import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from arbitration import allocation
from arbitration.lifecycle import Stage
from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.models import Arbitration, Booking, Room
from disputes.access import audience_of, audiences
from disputes.acts import perform
from disputes.models import (
    CaseTask,
    Claim,
    Deadline,
    Dispute,
    DocketEntry,
    Office,
    Paper,
    Party,
    Post,
    Seat,
    Service,
)
from disputes.views.queue import dated
from disputes.worklist import follow_deadlines
from tests.arbitration.test_intake import at, due, refused
from tests.arbitration.walk import PATHS, Walk, walk_to
from tests.conftest import person

pytestmark = pytest.mark.standing("ready")

DAY = dt.date(2026, 3, 30)


@pytest.fixture
def ready(walk):
    """Tribunal formed, answer in: the hearing may be scheduled."""
    for part in PATHS[Stage.ACCEPTED]:
        part(walk)
    walk.prepare()
    return walk


def schedule(walk, day=DAY, start="09:00", end="11:00", room=None):
    return walk.step("schedule", walk.cast.presiding, room=room or walk.room, day=day, start=start, end=end)


def another(walk, worker="worker2", employer="employer2"):
    """A second case of other parties before the same tribunal, ready to be scheduled."""
    a, b = person(worker), person(employer)
    dispute = Dispute.objects.create(opened_by=a, workplace="440104", facts_text="x", cause="工资")
    for user, side in ((a, "A"), (b, "B")):
        party = Party.objects.create(
            dispute=dispute, side=side, name=user.name, address="广州", worker=side == "A"
        )
        Seat.objects.create(dispute=dispute, user=user, role="party", side=side, party=party)
    Claim.objects.create(dispute=dispute, kind="wages", text="工资", amount=1)
    cast = type(walk.cast)(**{**vars(walk.cast), "worker": a, "employer": b})
    other = Walk(dispute, cast, walk.clock)
    for part in PATHS[Stage.ACCEPTED]:
        part(other)
    other.prepare()
    return other


def test_a_hearing_is_notified_to_everybody_and_dated(ready):
    """DT10 counts back five working days; the house's own duty is clear days, one day earlier (T14); trap 1."""
    schedule(ready)
    notice = Paper.objects.filter(code="D19")
    assert notice.count() == 2 and notice[0].data["starts_at"] == "2026-03-30T09:00:00+08:00"
    assert due(ready.case, "hearing_notice") == dt.date(2026, 3, 20) and due(ready.case, "hearing") == DAY
    task = CaseTask.objects.open().get(code="HearingFlow.hold")
    assert (task.owner, task.due_on) == (ready.cast.presiding, DAY)


def test_who_serves_a_hearing_notice_has_the_last_day_of_the_law_and_its_reason(ready, client):
    """AL-35: the house's own five working days would end after it."""
    schedule(ready)
    serving = CaseTask.objects.open().told_apart().filter(record_type="service", paper="D19")
    assert [(task.due_on, task.is_legal) for task in serving] == [(dt.date(2026, 3, 20), True)] * 2
    client.force_login(ready.cast.clerk)
    assert client.get(f"/work/{serving[0].pk}/").context["task"].legal.code == "arbitration.hearing_notice"
    assert "这个日期怎么来的" in client.get("/work/?tab=pool&q=" + ready.dispute.reference).content.decode()
    row = Deadline.objects.get(code="arbitration.hearing_notice")
    row.due_on = dt.date(2026, 3, 19)
    follow_deadlines(row)
    assert {task.due_on for task in serving.all()} == {dt.date(2026, 3, 19)}, "recounted, dated anew"
    tasks = list(CaseTask.objects.open().told_apart())
    dated(tasks)
    assert {(task.own_target, task.legal is None) for task in tasks} == {(True, True), (False, False)}
    CaseTask.objects.update(own_target=True)
    follow_deadlines(row)
    assert {task.own_target for task in serving.all()} == {False}


def test_a_hearing_after_the_national_holiday_is_notified_before_it(walk, clock):
    """DT10."""
    at(clock, "2026-09-08")
    for part in PATHS[Stage.ACCEPTED]:
        part(walk)
    walk.prepare()
    schedule(walk, day=dt.date(2026, 10, 14))
    row = Deadline.objects.get(code="arbitration.hearing_notice")
    assert (row.raw_due, row.due_on) == (dt.date(2026, 10, 8), dt.date(2026, 9, 30))


def test_a_committee_that_counts_back_proposes_and_owes_the_least_of_the_text(ready):
    on = timezone.localdate()
    clear = first_day_for_hearing(ready.case, on)
    Office.objects.update(settings={"hearing_notice_days": "count_back"})
    ready.case = Arbitration.objects.get()
    assert first_day_for_hearing(ready.case, on) < clear
    schedule(ready)
    row = Deadline.objects.get(code="arbitration.hearing_notice")
    assert row.due_on == row.raw_due == dt.date(2026, 3, 23)
    assert any("倒数第五个工作日" in line and "本仲裁委员会采用" in line for line in row.told("zh"))
    assert not any("建议不晚于" in line for line in row.told("zh"))


def test_clear_days_refuse_no_hearing_that_the_text_allows(ready):
    """The reading is the house's own duty; where it cannot be kept any more, the clerk has what the text leaves (T14)."""
    first = first_day_for_hearing(ready.case, timezone.localdate())
    Office.objects.update(settings={"hearing_notice_days": "count_back"})
    least = first_day_for_hearing(Arbitration.objects.get(), timezone.localdate())
    Office.objects.update(settings={})
    ready.case = Arbitration.objects.get()
    assert least < first
    schedule(ready, day=least)
    row = Deadline.objects.get(code="arbitration.hearing_notice")
    assert row.due_on == row.raw_due == timezone.localdate() and not row.reading


def test_the_notice_needs_its_five_working_days(ready):
    assert "CR-38" in refused(schedule, ready, day=dt.date(2026, 3, 10))


def test_a_hearing_before_the_tribunal_is_formed_is_refused(walk):
    for part in PATHS[Stage.ACCEPTED]:
        part(walk)
    walk.serve("D12")
    walk.step("waive_answer", walk.cast.employer)
    facts = {"room": walk.room, "day": DAY, "start": "09:00", "end": "11:00"}
    assert "CR-37" in refused(walk.step, "schedule", walk.cast.clerk, **facts)


def test_hours_are_half_hours_of_the_day(ready):
    for start, end in (("09:10", "11:00"), ("11:00", "09:00"), ("06:00", "08:00")):
        refused(schedule, ready, start=start, end=end)


def test_nobody_and_no_room_is_booked_twice(ready):
    schedule(ready)
    other = another(ready)
    told = refused(schedule, other)
    assert "第一仲裁庭" in told and "Presiding" in told and "09:00" in told
    assert ready.case.number in told, "the presiding arbitrator may read that case too"
    stranger = person("stranger-clerk", role="clerk", office=ready.cast.office)
    Post.objects.filter(user=stranger).delete()
    taken = {("room", ready.room.pk): [(18, ready.case.hearing.pk)]}
    told = str(allocation.refusals(taken, DAY, person("stranger-clerk")))
    assert "第一仲裁庭" in told and ready.dispute.reference not in told and ready.case.number not in told
    second = Room.objects.create(office=ready.cast.office, name="第二仲裁庭")
    told = refused(schedule, other, room=second, start="10:30", end="12:00")
    assert "第二仲裁庭" not in told and "Presiding" in told
    schedule(other, room=second, start="11:00", end="12:00")
    assert other.case.stage == Stage.SCHEDULED


def test_a_refused_booking_leaves_nothing_behind(ready):
    schedule(ready)
    other = another(ready)
    before = Booking.objects.count()
    refused(schedule, other)
    assert Booking.objects.count() == before and not other.case.hearings.exists()
    assert not Paper.objects.filter(dispute=other.dispute, code="D19").exists()


def test_the_database_itself_refuses_a_double_booking(ready):
    schedule(ready)
    one = Booking.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(
            hearing=one.hearing,
            resource=one.resource,
            resource_id=one.resource_id,
            day=one.day,
            half_hour=one.half_hour,
        )


def test_a_postponement_is_asked_three_working_days_before_and_moves_the_booking(ready, clock):
    """DT11's rule; trap 7: the 45 days run on."""
    schedule(ready)
    before = due(ready.case, "award")
    assert "CR-38" in refused(
        ready.step,
        "postpone",
        ready.cast.presiding,
        room=ready.room,
        day=dt.date(2026, 4, 20),
        start="09:00",
        end="11:00",
    )
    ready.step("ask_postponement", ready.cast.employer, reason="法定代表人出差")
    assert CaseTask.objects.open().filter(code="PostponementFlow.decide").exists()
    facts = {"room": ready.room, "day": dt.date(2026, 4, 20), "start": "14:00", "end": "16:00"}
    ready.step("postpone", ready.cast.presiding, **facts)
    assert ready.case.stage == Stage.SCHEDULED and ready.case.hearing.hours == "14:00–16:00"
    assert not Booking.objects.filter(day=DAY).exists()
    decision = Paper.objects.filter(code="D20").first()
    assert decision.data["variant"] == "granted" and decision.data["old_at"].startswith("2026-03-30")
    assert due(ready.case, "award") == before and due(ready.case, "hearing") == dt.date(2026, 4, 20)
    assert CaseTask.objects.open().filter(code="HearingFlow.hold").count() == 1


@pytest.mark.parametrize("step", ["postpone", "put_off", "dissolve_tribunal", "suspend"])
def test_nobody_is_called_to_a_hearing_that_is_off(ready, step):
    """A notice that lies to be served still would tell the parties of a day on which nobody sits (CR-38)."""
    schedule(ready)
    old = set(Service.objects.filter(paper__code="D19").values_list("pk", flat=True))
    facts = {"reason": "仲裁员公务"}
    if step == "postpone":
        facts |= {"room": ready.room, "day": DAY + dt.timedelta(days=2), "start": "09:00", "end": "11:00"}
    if step == "suspend":
        facts |= {"ground": "injury"}
    ready.step(step, ready.cast.director, **facts)
    waiting = Service.objects.filter(paper__code="D19").exclude(stage="dropped")
    assert len(old) == 2 and not waiting.filter(pk__in=old).exists()
    assert waiting.count() == (2 if step == "postpone" else 0), "the new day is notified as the first was"


def test_a_late_request_to_postpone_is_refused(ready, clock):
    """DT11: hearing Wed 2026-10-14, last day Sat 2026-10-10; here Mon 2026-03-30, last day Wed 2026-03-25."""
    schedule(ready)
    at(clock, "2026-03-26")
    assert "CR-38" in refused(ready.step, "ask_postponement", ready.cast.employer, reason="迟")


def test_a_refused_postponement_keeps_the_day(ready):
    schedule(ready)
    ready.step("ask_postponement", ready.cast.worker, reason="x")
    ready.step("refuse_postponement", ready.cast.presiding, reason="理由不成立")
    assert (
        ready.case.hearing_on == DAY and Paper.objects.filter(code="D20").first().data["variant"] == "refused"
    )


def test_no_hearing_opens_without_proof_of_the_newest_notice(ready, clock):
    """Trap 10."""
    schedule(ready)
    first = Service.objects.filter(paper__code="D19").order_by("pk")
    assert "CR-38" in refused(ready.step, "open_hearing", ready.cast.presiding)
    perform(first[0], "prove", by=ready.cast.clerk, receipt="x")
    at(clock, "2026-03-30")
    assert "CR-59" in refused(ready.step, "open_hearing", ready.cast.presiding)
    perform(first[1], "prove", by=ready.cast.clerk, receipt="x")
    ready.step("open_hearing", ready.cast.presiding)


@pytest.mark.parametrize(("step", "side"), [("applicant_absent", "A"), ("respondent_absent", "B")])
def test_a_notice_by_text_message_carries_no_default_unless_confirmed(step, side, ready, clock):
    """Trap 10, CR-59."""
    schedule(ready)
    Arbitration.objects.update(mode="simple")
    for service in Service.objects.filter(paper__code="D19"):
        simple = service.party.side == side
        perform(service, "prove", by=ready.cast.clerk, receipt="x", channel="simple" if simple else "direct")
    at(clock, "2026-03-30")
    assert "CR-59" in refused(ready.step, step, ready.cast.presiding, reason="未到庭")


def test_a_notice_served_too_late_carries_no_default(ready, clock):
    schedule(ready)
    at(clock, "2026-03-24")
    ready.serve("D19")
    at(clock, "2026-03-30")
    assert "CR-39" in refused(ready.step, "applicant_absent", ready.cast.presiding, reason="未到庭")


def test_an_absent_applicant_is_treated_as_having_withdrawn(ready, clock):
    schedule(ready)
    ready.serve("D19", channel="courier")
    at(clock, "2026-03-30")
    ready.step("applicant_absent", ready.cast.presiding, reason="申请人无正当理由未到庭")
    decision = Paper.objects.filter(code="D33").first()
    assert ready.case.stage == Stage.DEEMED_WITHDRAWN
    assert (decision.data["notice_method"], decision.data["notice_served_on"]) == ("仲裁专递", "2026-03-06")
    assert not Deadline.objects.open().filter(code="arbitration.award").exists()


def test_an_absent_respondent_is_heard_in_default_and_the_award_says_so(ready, clock):
    schedule(ready)
    ready.serve("D19")
    at(clock, "2026-03-30")
    ready.step("respondent_absent", ready.cast.presiding, reason="未到庭")
    assert ready.case.stage == Stage.IN_HEARING and ready.case.defaulted
    ready.award()
    assert "缺席审理" in Paper.objects.filter(code="D38").first().data["procedure"]


def test_delegated_mediation_ends_after_ten_working_days_by_itself(ready, clock):
    """DT27's rule; the 45 days run on (trap 7)."""
    from disputes.management.commands.tick import sweep

    before = due(ready.case, "award")
    assert "CR-70" in refused(
        ready.step, "delegate_mediation", ready.cast.presiding, body="总工会", consent=""
    )
    ready.step("delegate_mediation", ready.cast.presiding, body="总工会", consent="双方同意书")
    last = due(ready.case, "delegated_mediation")
    assert last == dt.date(2026, 3, 20)
    at(clock, "2026-03-21")
    sweep()
    assert Arbitration.objects.get().delegated_on is None and due(ready.case, "award") == before


def test_deliberation_is_read_by_the_arbitrators_alone(
    clock, dispute, cast, clerk, director, recorder, worker, presiding
):
    """Trap 33."""
    walk_to(Stage.DELIBERATING, dispute, cast, clock)
    entry = DocketEntry.objects.get(step="arbitration.deliberate")
    assert audience_of(entry.audience) == "deliberation"
    assert DocketEntry.objects.visible_to(presiding).filter(pk=entry.pk).exists()
    for user in (clerk, director, recorder, worker):
        assert not DocketEntry.objects.visible_to(user).filter(pk=entry.pk).exists()
        assert "deliberation" not in {audience_of(one) for one in audiences(dispute, user)}


def test_no_recusal_after_the_debate_and_in_the_hearing_only_on_new_grounds(clock, dispute, cast):
    case = walk_to(Stage.IN_HEARING, dispute, cast, clock)
    asked = {"person": cast.presiding, "reason": "x"}
    assert "CR-11" in refused(perform, case, "ask_recusal", by=cast.worker, **asked)
    perform(case, "ask_recusal", by=cast.worker, known_on=case.hearing_on, **asked)
    other = Arbitration.objects.get(pk=case.pk)
    perform(other, "decide_recusal", by=cast.director, decision="rejected", reason="x")
    perform(other, "close_debate", by=cast.presiding)
    refused(perform, other, "ask_recusal", by=cast.worker, known_on=case.hearing_on, **asked)


class TestTheMediationStatement:
    def test_it_binds_from_the_second_signature(self, clock, dispute, cast):
        """DT66, traps 14 and 22."""
        case = walk_to(Stage.SETTLEMENT, dispute, cast, clock)
        first, second = Service.objects.filter(paper__code="D37").order_by("pk")
        at(clock, "2026-06-03")
        perform(first, "prove", by=cast.clerk, receipt="本人签收")
        assert Arbitration.objects.get(pk=case.pk).stage == Stage.SETTLEMENT
        at(clock, "2026-06-08")
        perform(second, "prove", by=cast.clerk, receipt="本人签收")
        case = Arbitration.objects.get(pk=case.pk)
        assert case.stage == Stage.MEDIATED and case.effective_on == dt.date(2026, 6, 8)
        assert not Deadline.objects.open().filter(code="arbitration.award").exists()
        enforcement = Deadline.objects.get(code="award.enforcement")
        assert (enforcement.record_type, enforcement.due_on) == ("arbitration", dt.date(2028, 6, 8))

    def test_the_later_day_counts_whichever_was_typed_first(self, clock, dispute, cast):
        case = walk_to(Stage.SETTLEMENT, dispute, cast, clock)
        first, second = Service.objects.filter(paper__code="D37").order_by("pk")
        at(clock, "2026-06-08")
        perform(first, "prove", by=cast.clerk, receipt="x")
        perform(second, "prove", by=cast.clerk, receipt="x", on=dt.date(2026, 6, 3), proof="回执")
        assert Arbitration.objects.get(pk=case.pk).effective_on == dt.date(2026, 6, 8)

    def test_it_is_neither_texted_nor_left_at_the_door(self, clock, dispute, cast):
        """Trap 11."""
        walk_to(Stage.SETTLEMENT, dispute, cast, clock)
        service = Service.objects.filter(paper__code="D37").first()
        assert "CR-59" in refused(perform, service, "prove", by=cast.clerk, channel="simple", receipt="短信")
        assert "CPLI-133" in refused(
            perform, service, "leave", by=cast.clerk, witnesses="x", media="录像", why="refused"
        )

    def test_each_side_may_go_back_until_it_has_signed(self, clock, dispute, cast):
        case = walk_to(Stage.SETTLEMENT, dispute, cast, clock)
        own = Service.objects.get(paper__code="D37", party__side="A")
        perform(own, "prove", by=cast.clerk, receipt="x")
        assert "AL-42" in refused(perform, case, "go_back", by=cast.worker, reason="x")
        perform(case, "go_back", by=cast.employer, reason="不同意")
        case = Arbitration.objects.get(pk=case.pk)
        assert case.stage == Stage.IN_HEARING
        assert CaseTask.objects.open().filter(code="AwardFlow.decide").exists()
        assert Deadline.objects.running().filter(code="arbitration.award").exists()
        perform(Service.objects.get(paper__code="D37", party__side="B"), "prove", by=cast.clerk, receipt="x")
        assert Arbitration.objects.get(pk=case.pk).stage == Stage.IN_HEARING


def test_a_withdrawal_gives_the_room_back(ready):
    schedule(ready)
    ready.step("withdraw", ready.cast.worker, reason="和解")
    assert not Booking.objects.exists() and Paper.objects.filter(code="D32").count() == 2
