"""Traps of tribunal, hearing, deliberation and mediation statement, on cases walked there by real steps."""

import datetime as dt

import pytest

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration
from disputes.access import audience_of, audiences
from disputes.acts import perform
from disputes.models import Deadline, Dispute, DocketEntry, Seat, Service
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.arbitration import conftest as arbitration
from tests.arbitration.test_intake import at, refused
from tests.arbitration.walk import TO_ACCEPTED, TO_SCHEDULED, walk_to
from tests.conftest import person
from tests.disputes.papers_sample import sample

# The fixtures of that leg, under their own names.
clock, room, cast, walk = arbitration.clock, arbitration.room, arbitration.cast, arbitration.walk
D = dt.date


@pytest.fixture
def scheduled(walk):
    for part in TO_SCHEDULED:
        part(walk)
    return walk


def test_trap_07_a_postponed_hearing_leaves_the_forty_five_days_alone(scheduled):
    before = Deadline.objects.get(code="arbitration.award").due_on
    scheduled.step("ask_postponement", scheduled.cast.employer, reason="法定代表人出差")
    later = scheduled.case.hearing_on + dt.timedelta(days=14)
    scheduled.step(
        "postpone", scheduled.cast.presiding, room=scheduled.room, day=later, start="09:00", end="11:00"
    )
    assert Deadline.objects.get(code="arbitration.award").due_on == before


@pytest.mark.parametrize(("step", "side"), [("applicant_absent", "A"), ("respondent_absent", "B")])
def test_trap_10_no_default_on_a_notice_by_text_message_that_nobody_confirmed(scheduled, clock, step, side):
    Arbitration.objects.update(mode="simple")
    for service in Service.objects.filter(paper__code="D19"):
        simple = service.party.side == side
        perform(
            service, "prove", by=scheduled.cast.clerk, receipt="x", channel="simple" if simple else "direct"
        )
    at(clock, str(scheduled.case.hearing_on))
    assert "CR-59" in refused(scheduled.step, step, scheduled.cast.presiding, reason="未到庭")


def test_trap_10_no_default_without_any_proof_of_the_notice(scheduled, clock):
    at(clock, str(scheduled.case.hearing_on))
    told = refused(scheduled.step, "respondent_absent", scheduled.cast.presiding, reason="未到庭")
    assert "CR-39" in told or "CR-59" in told


@pytest.mark.parametrize(("stage", "code"), [(Stage.AWARDED, "D38"), (Stage.SETTLEMENT, "D37")])
def test_trap_11_awards_and_mediation_statements_are_never_texted(stage, code, clock, dispute, cast):
    walk_to(stage, dispute, cast, clock)
    service = Service.objects.filter(paper__code=code, stage="due").first()
    assert "CR-59" in refused(perform, service, "prove", by=cast.clerk, channel="simple", receipt="短信")


def test_trap_11_a_mediation_statement_is_not_left_at_the_door(clock, dispute, cast):
    walk_to(Stage.SETTLEMENT, dispute, cast, clock)
    service = Service.objects.filter(paper__code="D37").first()
    assert "CPLI-133" in refused(
        perform, service, "leave", by=cast.clerk, witnesses="x", media="录像", why="refused"
    )


def test_trap_14_a_mediation_statement_binds_on_the_later_signature(clock, dispute, cast):
    case = walk_to(Stage.SETTLEMENT, dispute, cast, clock)
    first, second = Service.objects.filter(paper__code="D37").order_by("pk")
    at(clock, "2026-06-03")
    perform(first, "prove", by=cast.clerk, receipt="本人签收")
    assert Arbitration.objects.get(pk=case.pk).effective_on is None
    at(clock, "2026-06-08")
    perform(second, "prove", by=cast.clerk, receipt="本人签收")
    assert Arbitration.objects.get(pk=case.pk).effective_on == D(2026, 6, 8)


def test_trap_14_until_it_has_signed_each_side_may_go_back(clock, dispute, cast):
    case = walk_to(Stage.SETTLEMENT, dispute, cast, clock)
    perform(Service.objects.get(paper__code="D37", party__side="A"), "prove", by=cast.clerk, receipt="x")
    assert "AL-42" in refused(perform, case, "go_back", by=cast.worker, reason="x")
    perform(case, "go_back", by=cast.employer, reason="不同意")
    assert Arbitration.objects.get(pk=case.pk).stage == Stage.IN_HEARING


@pytest.fixture
def accepted(walk):
    for part in TO_ACCEPTED:
        part(walk)
    return walk


def form(walk, **changes):
    people = {"presiding": walk.cast.presiding, "recorder": walk.cast.recorder, "arbitrators": [], **changes}
    walk.step("form_tribunal", walk.cast.director, **people)


def test_trap_30_ten_workers_need_three_arbitrators_unless_the_head_says_why(accepted, arbitrator, committee):
    Dispute.objects.filter(pk=accepted.dispute.pk).update(collective=True)
    assert "OR-13" in refused(form, accepted)
    assert "OR-13" in refused(form, accepted, arbitrators=[arbitrator])
    form(accepted, arbitrators=[arbitrator, person("third", role="arbitrator", office=committee)])
    assert Seat.objects.current().filter(role="arbitrator").count() == 2


def test_trap_30_the_head_may_let_one_sit_with_a_reason(accepted):
    Dispute.objects.filter(pk=accepted.dispute.pk).update(collective=True)
    form(accepted, override_reason="事实清楚，双方同意简易处理")
    assert not Seat.objects.current().filter(role="arbitrator").exists()


def test_trap_32_the_recorder_is_none_of_the_arbitrators(accepted, committee):
    both = person("presiding", role="recorder", office=committee)
    assert "OR-14" in refused(form, accepted, recorder=both)


def test_trap_32_a_badly_formed_tribunal_is_dissolved_and_formed_again(accepted, arbitrator):
    form(accepted)
    accepted.step("dissolve_tribunal", accepted.cast.director, reason="组成有误")
    assert not Seat.objects.current().filter(role="presiding").exists()
    form(accepted, presiding=arbitrator)
    assert Seat.objects.current().get(role="presiding").user == arbitrator


def test_trap_33_the_deliberation_is_in_the_side_volume_and_the_parties_read_the_main_one(
    clock, dispute, cast, worker, employer, recorder
):
    walk_to(Stage.DELIBERATING, dispute, cast, clock)
    entry = DocketEntry.objects.get(step="arbitration.deliberate")
    opinion = DocketEntry.objects.get(step="arbitration.propose_acceptance")
    assert [audience_of(one.audience) for one in (entry, opinion)] == ["deliberation", "side"]
    for user in (worker, employer, recorder):
        seen = DocketEntry.objects.visible_to(user)
        assert not seen.filter(pk=entry.pk).exists()
        assert "deliberation" not in {audience_of(one) for one in audiences(dispute, user)}
    for user in (worker, employer):
        assert not DocketEntry.objects.visible_to(user).filter(pk=opinion.pk).exists()
    assert DocketEntry.objects.visible_to(cast.presiding).filter(pk=entry.pk).exists()


@pytest.mark.parametrize(
    ("ground", "words"), [({}, "是否公开审理：公开"), ({"closed": "涉及商业秘密"}, "不公开（涉及商业秘密）")]
)
def test_trap_37_a_hearing_is_on_record_as_public_unless_a_ground_closed_it(ground, words):
    assert words in text_of(render("D26", sample("D26", **ground)))
