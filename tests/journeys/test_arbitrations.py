"""Cases before the committee from filing to effect, by real steps on real days: the journeys issue by issue of docs/law.md 10.2."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration, Award, Room
from disputes import docket
from disputes.acts import NotLawful, begin, perform
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Claim, Deadline, Dispute, DocketEntry, Paper, Seat, Service
from tests.arbitration.walk import CHINA, TO_HEARING, Cast, Walk
from tests.conftest import person
from tests.intake.answers import answer, fill
from tests.intake.answers import begin as begin_claim
from tests.intake.test_roll import pasted, workers

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=CHINA), tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(worker, employer, clerk, director, presiding, recorder, committee):
    room = Room.objects.create(office=committee, name="第一仲裁庭", address="越秀区豪贤路1号")
    return Cast(worker, employer, clerk, director, presiding, recorder, committee, room=room)


@pytest.fixture
def walk(clock, dispute, cast):
    return Walk(dispute, cast, clock)


@pytest.fixture
def three(walk, committee):
    walk.cast.arbitrators = tuple(person(f"beside{n}", role="arbitrator", office=committee) for n in (1, 2))
    return walk


def go(walk, *parts):
    for part in parts:
        part(walk)
    return walk


def due(code, **more):
    return Deadline.objects.open().get(code=code, **more).due_on


def closed(walk):
    """Everything of it is over: no task, no clock that binds anybody, one unbroken docket."""
    for code in Service.objects.filter(dispute=walk.dispute, stage="due").values_list(
        "paper__code", flat=True
    ):
        walk.serve(code)
    walk.step("close", walk.cast.director)
    walk.archive()
    dispute = Dispute.objects.get(pk=walk.dispute.pk)
    assert not CaseTask.objects.open().filter(dispute=dispute, role__in=["clerk", "presiding"]).exists()
    assert docket.verify([dispute]) == []
    assert walk.case.stage == "archived" and walk.case.archived_on == timezone.localdate()
    return dispute.stage


def effective(walk, days=40):
    walk.serve("D38")
    walk.after(days)
    sweep()
    walk.case = Arbitration.objects.get(pk=walk.case.pk)
    return [award.stage for award in Award.objects.order_by("pk")]


def test_an_award_in_default_rests_on_proof_of_the_notice_and_says_so(walk):
    """The copy cannot be delivered, then is; the notice is served; the respondent stays away."""
    go(walk, Walk.file, Walk.accept)
    for service in Service.objects.filter(dispute=walk.dispute, paper__code="D12", stage="due"):
        perform(service, "fail", by=walk.cast.clerk, reason="原址查无此人")
    waiting = CaseTask.objects.open().filter(dispute=walk.dispute, role="clerk")
    assert waiting.exists()  # somebody has to try another way
    again = Service.objects.get(dispute=walk.dispute, paper__code="D12")
    perform(again, "prove", by=walk.cast.clerk, channel="courier", receipt="前台签收")
    go(walk, Walk.form)
    walk.serve("D14")
    walk.day(due("arbitration.answer") + dt.timedelta(days=1))
    sweep()  # it does not answer
    go(walk, Walk.schedule)
    with pytest.raises(NotLawful):  # not yet the day
        walk.step("respondent_absent", walk.cast.presiding, reason="未到庭")
    notified = Service.objects.filter(dispute=walk.dispute, paper__code="D19").order_by("party__side")
    perform(notified[0], "prove", by=walk.cast.clerk, channel="direct", receipt="签收")
    walk.day(walk.case.hearing_on)
    with pytest.raises(NotLawful) as refused:
        walk.step("respondent_absent", walk.cast.presiding, reason="未到庭")
    assert "AL-36" in " ".join(map(str, refused.value.reasons))
    day = walk.case.hearing_on + dt.timedelta(days=14)
    walk.step("postpone", walk.cast.presiding, room=walk.room, day=day, start="09:00", end="11:00", reason="送达未完成")  # fmt: skip
    walk.serve("D19", channel="courier")
    walk.day(walk.case.hearing_on)
    walk.step("respondent_absent", walk.cast.presiding, reason="经依法通知未到庭")
    go(walk, Walk.deliberate, Walk.award)
    said = Paper.objects.filter(code="D38").first().data["procedure"]
    assert "缺席审理" in said
    assert effective(walk) == ["effective"] and closed(walk) == "closed"


def test_an_applicant_who_stays_away_may_not_file_the_same_again(walk):
    go(walk, Walk.file, Walk.accept, Walk.prepare, Walk.schedule)
    walk.serve("D19")
    walk.day(walk.case.hearing_on)
    walk.step("applicant_absent", walk.cast.presiding, reason="无正当理由未到庭")
    assert walk.case.stage == Stage.DEEMED_WITHDRAWN
    walk.serve("D33")
    assert closed(walk) == "closed"
    entry = begin(
        Arbitration(dispute=Dispute.objects.get(), office=walk.cast.office), "file", by=walk.cast.worker
    )
    walk.case = Arbitration.objects.get(pk=entry.record_id)
    walk.step("propose_acceptance", walk.cast.clerk, opinion="曾按撤回处理，建议不予受理。")
    with pytest.raises(NotLawful) as refused:
        walk.step("accept", walk.cast.director)
    assert "CR-39" in " ".join(map(str, refused.value.reasons))
    walk.step("refuse", walk.cast.director, ground="repeat", reason="按撤回处理后基于同一事实再次申请")
    assert walk.case.stage == Stage.NOT_ACCEPTED


def test_a_case_stands_still_goes_on_and_is_lengthened_to_the_day_the_law_counts(walk):
    """DT19 with an extension: 45 days from acceptance, the days it stood still, and 15 more from the raw date."""
    go(walk, Walk.file, Walk.accept)
    accepted = walk.case.accepted_on
    go(walk, Walk.prepare)
    stopped = timezone.localdate()
    walk.step("suspend", walk.cast.director, ground="injury", reason="等待工伤认定")
    assert walk.case.stage == Stage.SUSPENDED
    walk.after(20)
    sweep()
    assert walk.case.overdue_on is None
    walk.step("resume", walk.cast.director, reason="已作出工伤认定")
    assert due("arbitration.award") >= accepted + dt.timedelta(days=45 + 20)
    raw = accepted + dt.timedelta(days=45 + (timezone.localdate() - stopped).days)
    walk.step("extend", walk.cast.director, reason="案情复杂")
    row = Deadline.objects.open().get(code="arbitration.award")
    assert row.raw_due == raw + dt.timedelta(days=15)
    with pytest.raises(NotLawful):
        walk.step("extend", walk.cast.director, reason="再延长")
    go(walk, Walk.schedule, Walk.hold, Walk.deliberate, Walk.award)
    assert walk.case.overdue_on is None
    assert {"D28", "D29"} <= set(Paper.objects.values_list("code", flat=True))
    assert effective(walk)[0] == "effective"


def test_a_mixed_award_makes_two_documents_each_with_its_own_windows(walk):
    Claim.objects.create(dispute=walk.dispute, kind="severance", text="经济补偿", amount="90000.00")
    go(walk, *TO_HEARING, Walk.deliberate, Walk.award)
    final, other = Award.objects.order_by("pk")
    assert (final.kind, final.stage, other.kind, other.stage) == ("final", "effective", "non_final", "made")
    walk.serve("D38")
    running = {(row.code, row.record_id, row.party.side) for row in Deadline.objects.open().filter(code__startswith="award.") if row.party}  # fmt: skip
    assert running == {
        ("award.suit", final.pk, "A"), ("award.set_aside", final.pk, "B"),
        ("award.suit", other.pk, "A"), ("award.suit", other.pk, "B"),
    } | {one for one in running if one[0] == "award.enforcement"}  # fmt: skip
    assert effective(walk) == ["effective", "effective"]
    assert Award.objects.get(pk=other.pk).effective_on > Award.objects.get(pk=final.pk).effective_on
    assert Paper.objects.filter(code="D42").count() == 2 and closed(walk) == "closed"


def test_three_arbitrators_one_of_another_mind(three):
    go(three, *TO_HEARING)
    three.step("close_debate", three.cast.presiding, last_words="无")
    three.vote(0, 0, 1, opinions=("支持请求。", "证据不足，应当驳回。"))
    go(three, Walk.award)
    record = Paper.objects.get(code="D27")
    assert "Beside2持不同意见" in record.data["vote"] and record.volume == "side"
    dissenter = three.cast.arbitrators[1]
    assert Paper.objects.visible_to(dissenter).filter(pk=record.pk).exists()
    for user in (three.cast.worker, three.cast.employer, three.cast.clerk, three.cast.recorder):
        assert not Paper.objects.visible_to(user).filter(pk=record.pk).exists()
    assert effective(three)[0] == "effective"


def test_a_recusal_at_the_hearing_on_a_ground_learnt_there(three, committee):
    """The arbitrator steps back at once; three working days; the substitute takes seat and hearing; the vote is theirs."""
    go(three, *TO_HEARING)
    left = three.cast.arbitrators[0]
    with pytest.raises(NotLawful):
        three.step("ask_recusal", three.cast.worker, person=left, reason="系对方代理人近亲属")
    three.step(
        "ask_recusal", three.cast.worker, person=left, reason="系对方代理人近亲属", known_on=timezone.localdate()
    )  # fmt: skip
    with pytest.raises(NotLawful):
        three.award()
    fresh = person("substitute", role="arbitrator", office=committee)
    three.step("decide_recusal", three.cast.director, decision="upheld", reason="经查属实", substitute=fresh)
    assert fresh.pk in three.case.bench and not three.dispute.is_seated(left, "arbitrator")
    assert not Dispute.objects.visible_to(left).filter(pk=three.dispute.pk).exists()
    three.serve("D14")
    go(three, Walk.deliberate, Walk.award)
    assert set(DocketEntry.objects.get(step="arbitration.deliberate").facts["votes"]) == {
        str(three.case.presiding_id), *map(str, three.case.bench)
    }  # fmt: skip
    assert effective(three)[0] == "effective"


@pytest.fixture
def twelve(three, client):
    """Twelve workers file as people do: they name who speaks for them, put each on the roll, and declare it all (CR-62, CR-63)."""
    cast = three.cast
    three.day(dt.date(2026, 9, 7))
    reference = begin_claim(client, cast.worker, who="group")
    answer(client, reference, "group", {"number": "12", "speakers": "陈嘉禾\n李四\n王五"})
    answer(client, reference, "you")
    answer(client, reference, "roll", pasted(workers()))
    fill(client, reference, office=f"arbitration-{cast.office.pk}", skip=("you",))
    assert client.post(f"/claim/{reference}/check/", {"declared": "on"}).status_code == 302
    three.dispute = Dispute.objects.get(reference=reference)
    three.case = Arbitration.objects.get(dispute=three.dispute)
    firm = three.dispute.parties.get(side="B")
    Seat.objects.create(dispute=three.dispute, user=cast.employer, role="party", side="B", party=firm)
    return three


def test_twelve_workers_are_heard_first_by_three_and_withdraw_only_with_consent(twelve):
    three = twelve
    assert three.dispute.collective and three.dispute.parties.filter(side="A").count() == 12
    named = Paper.objects.get(dispute=three.dispute, code="D22").data
    assert named["speakers"] == ["陈嘉禾", "李四", "王五"] and named["number_of_workers"] == "12"
    go(three, Walk.accept)
    assert three.case.priority
    alone = {"presiding": three.cast.presiding, "recorder": three.cast.recorder, "arbitrators": ()}
    three.serve("D12")
    with pytest.raises(NotLawful) as refused:
        three.step("form_tribunal", three.cast.director, **alone)
    assert "OR-13" in " ".join(map(str, refused.value.reasons))
    go(three, Walk.form)
    three.serve("D14")
    three.after(3)
    three.step("answer", three.cast.employer, text="无异议")
    three.step("forward_answer", three.cast.clerk)
    with pytest.raises(NotLawful) as refused:
        three.step("withdraw", three.cast.worker, reason="已协商")
    assert "CR-63" in " ".join(map(str, refused.value.reasons))
    go(three, Walk.schedule)
    assert Paper.objects.filter(dispute=three.dispute, code="D21").exists(), "all at once (CR-64)"
    go(three, Walk.hold, Walk.deliberate, Walk.award)
    copies = Service.objects.filter(dispute=three.dispute, paper__code="D38")
    assert copies.count() == 13 * Award.objects.count()
    three.serve("D38")
    windows = Deadline.objects.open().filter(code="award.suit")
    assert windows.filter(party__side="A").count() == 12
    three.after(40)
    sweep()
    assert Award.objects.get().stage == "effective"


def test_who_speaks_for_a_side_changes_and_the_case_goes_on(walk):
    """A representative comes in, answers the other side's evidence, leaves: the next day it reads nothing more."""
    agent, side = person("agent8"), walk.dispute.parties.get(side="B")
    go(walk, Walk.file, Walk.accept, Walk.prepare)
    seat = Seat.objects.create(
        dispute=walk.dispute, user=agent, role="representative", side="B", party=side, until=timezone.localdate()
    )  # fmt: skip
    assert Dispute.objects.visible_to(agent).exists()
    walk.after(1)
    assert not Dispute.objects.visible_to(agent).exists() and seat.until < timezone.localdate()
