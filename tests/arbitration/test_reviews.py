import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from arbitration.models import AgreementReview
from disputes.acts import begin, perform
from disputes.models import CaseTask, Claim, Deadline, DocketEntry, Paper, Seat, Service
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.arbitration.test_intake import at, refused
from tests.mediation import conftest as mediation

# The fixtures of the other leg, under their own names: the agreement comes here by its real steps.
clock_of_mediation, applied, accepted, mediating = (
    mediation.clock,
    mediation.applied,
    mediation.accepted,
    mediation.mediating,
)
agreed, effective = mediation.agreed, mediation.effective


@pytest.fixture
def clock(clock_of_mediation):
    return clock_of_mediation.traveller


@pytest.fixture
def submitted(effective, cast):
    review = AgreementReview(dispute=effective.dispute, office=cast.office)
    begin(review, "apply", by=cast.worker, pledge="自愿达成")
    perform(review, "join", by=cast.employer)
    return again(review)


@pytest.fixture
def reviewing(submitted, cast, arbitrator):
    perform(submitted, "accept", by=cast.director)
    perform(submitted, "name_arbitrator", by=cast.director, arbitrator=arbitrator, recorder=cast.recorder)
    return again(submitted)


def again(review):
    return AgreementReview.objects.get(pk=review.pk)


def test_one_hands_in_and_the_other_joins(effective, cast):
    review = AgreementReview(dispute=effective.dispute, office=cast.office)
    begin(review, "apply", by=cast.worker, pledge="自愿达成")
    with pytest.raises(PermissionDenied):
        perform(review, "join", by=cast.worker)
    perform(review, "join", by=cast.employer)
    review = again(review)
    assert review.stage == "submitted" and "审" in review.number
    assert CaseTask.objects.open().get(code="ReviewAcceptanceFlow.decide").office == cast.office


def test_the_committee_and_the_pledge_are_there_already(effective, cast, client):
    """CR-74: the places of the application lead to the committee; what is pledged is always the same."""
    client.force_login(cast.worker)
    form = client.get(f"/cases/{effective.dispute.reference}/new/agreementreview/apply/").context["form"]
    assert form["office"].value() == cast.office.pk
    assert "没有恶意串通" in form["pledge"].value()


def test_the_joint_application_is_written_once_both_can_be_reached(effective, cast):
    """CR-74 asks for the address and the phone of both; what is missing the office asks for."""
    effective.dispute.parties.update(address="广州市越秀区北京路1号", phone="13800138000")
    review = AgreementReview(dispute=effective.dispute, office=cast.office)
    begin(review, "apply", by=cast.worker, pledge="双方自愿，没有恶意串通。")
    assert not Paper.objects.filter(code="V01").exists(), "one side alone"
    perform(review, "join", by=cast.employer)
    paper = Paper.objects.get(code="V01")
    told = text_of(render("V01", paper.data))
    assert paper.audience == "agreement" and "双方自愿，没有恶意串通。" in told and "13800138000" in told


def test_nothing_is_written_while_a_phone_is_missing(effective, cast):
    effective.dispute.parties.update(address="广州市越秀区北京路1号", phone="")
    review = AgreementReview(dispute=effective.dispute, office=cast.office)
    begin(review, "apply", by=cast.worker)
    perform(review, "join", by=cast.employer)
    assert again(review).stage == "submitted" and not Paper.objects.filter(code="V01").exists()


def test_after_fifteen_days_it_is_too_late(effective, cast, clock):
    """CR-74; the window is the agreement's own (DT41)."""
    last = Deadline.objects.get(rule="agreement_review_application").due_on
    at(clock, (last + dt.timedelta(days=1)).isoformat())
    review = AgreementReview(dispute=effective.dispute, office=cast.office)
    assert "CR-74" in refused(begin, review, "apply", by=cast.worker)


def test_an_agreement_that_confirms_the_relation_is_not_reviewed(effective, cast):
    """Trap 24."""
    Claim.objects.create(dispute=effective.dispute, kind="confirm_relation", text="确认劳动关系")
    review = AgreementReview(dispute=effective.dispute, office=cast.office)
    assert "CR-75" in refused(begin, review, "apply", by=cast.worker)


def test_review_and_confirmation_exclude_each_other(effective, cast):
    """Trap 24."""
    from disputes.models.handoff import candidates

    handoff = next(one for one in candidates(effective.dispute, cast.worker) if one.ground == "confirmation")
    begin(handoff, "file", by=cast.worker, reason="请确认")
    review = AgreementReview(dispute=effective.dispute, office=cast.office)
    assert "CR-75" in refused(begin, review, "apply", by=cast.worker)


def test_without_an_agreement_there_is_nothing_to_review(dispute, cast, clock_of_mediation):
    assert "CR-74" in refused(
        begin, AgreementReview(dispute=dispute, office=cast.office), "apply", by=cast.worker
    )


def test_the_review_takes_five_working_days_and_five_more_once(submitted, cast, arbitrator, clock):
    """DT42."""
    perform(submitted, "accept", by=cast.director)
    row = Deadline.objects.get(code="agreementreview.review")
    start = again(submitted).accepted_on
    from disputes.rules import periods

    assert row.due_on == periods.due("agreement_review", start).due
    notice = Paper.objects.filter(code="V02").first()
    assert notice.data["variant"] == "accepted" and notice.data["agreement"]["title"] == "调解协议书"
    perform(submitted, "name_arbitrator", by=cast.director, arbitrator=arbitrator, recorder=cast.recorder)
    assert CaseTask.objects.open().get(code="ReviewFlow.review").owner == arbitrator
    perform(submitted, "extend", by=cast.director, reason="需核实")
    assert Deadline.objects.get(pk=row.pk).due_on == periods.due("agreement_review", start, extended=True).due
    assert "CR-76" in refused(perform, submitted, "extend", by=cast.director, reason="再次")


def test_a_valid_agreement_becomes_a_statement_that_binds_on_both_signatures(reviewing, cast, arbitrator):
    """CR-77: the same content."""
    with pytest.raises(PermissionDenied):
        perform(reviewing, "make_statement", by=cast.presiding)
    perform(reviewing, "make_statement", by=arbitrator)
    agreed = Paper.objects.filter(code="M05", audience="agreement").latest("pk")
    for paper in Paper.objects.filter(code="D37"):
        assert paper.data["result"] == agreed.data["result"]
    for service in Service.objects.filter(paper__code="D37"):
        perform(service, "prove", by=cast.clerk, receipt="本人签收")
    review = again(reviewing)
    assert review.stage == "effective" and review.ended
    window = Deadline.objects.get(code="award.enforcement", record_type="agreementreview")
    last = max(one["due_on"] for one in agreed.data["performance"])
    assert window.trigger_on == dt.date.fromisoformat(last) > review.effective_on, "CPL-250"
    assert not Seat.objects.current().filter(user=arbitrator).exists()


def test_an_agreement_that_breaks_the_law_gets_no_statement(reviewing, arbitrator):
    perform(reviewing, "refuse_statement", by=arbitrator, ground="unlawful", reason="低于最低工资")
    review = again(reviewing)
    assert review.stage == "refused" and Paper.objects.filter(code="V03").count() == 2
    assert not Deadline.objects.open().filter(code="agreementreview.review").exists()


def test_the_director_may_refuse_the_review(submitted, cast):
    perform(submitted, "refuse", by=cast.director, ground="jurisdiction", reason="由天河区管辖")
    assert Paper.objects.filter(code="V02").first().data["variant"] == "refused"


def test_either_side_may_withdraw_until_the_statement_is_served(reviewing, cast, arbitrator):
    perform(reviewing, "make_statement", by=arbitrator)
    perform(reviewing, "withdraw", by=cast.employer, reason="不同意")
    assert again(reviewing).stage == "withdrawn"
    for service in Service.objects.filter(paper__code="D37"):
        perform(service, "prove", by=cast.clerk, receipt="x")
    assert again(reviewing).stage == "withdrawn"


def test_who_mediated_does_not_review(submitted, cast, mediator, committee):
    from tests.conftest import person

    person("mediator", role="arbitrator", office=committee)
    perform(submitted, "accept", by=cast.director)
    told = refused(
        perform, submitted, "name_arbitrator", by=cast.director, arbitrator=mediator, recorder=cast.recorder
    )
    assert "AL-33" in told


def test_nothing_said_in_mediation_reaches_the_reviewer(reviewing, arbitrator):
    seen = set(DocketEntry.objects.visible_to(arbitrator).values_list("audience", flat=True))
    assert not seen & {"caucus_a", "caucus_b", "joint", "notes"}


def test_nobody_reviews_an_agreement_who_is_by_identity_a_party(submitted, cast, arbitrator):
    """AL-33: a seat is not the only part somebody may have in a dispute."""
    perform(submitted, "accept", by=cast.director)
    for one in (arbitrator, submitted.dispute.parties.get(side="A")):
        one.identity = "44010619880312224X"
        one.save()
    facts = {"arbitrator": arbitrator, "recorder": cast.recorder}
    assert "AL-33" in refused(perform, again(submitted), "name_arbitrator", by=cast.director, **facts)


def test_a_review_taken_back_after_acceptance_is_ended_in_writing(reviewing, cast):
    """CR-76, CR-79: both are told that it is over (V03)."""
    perform(reviewing, "withdraw", by=cast.employer, reason="不同意")
    papers = Paper.objects.filter(code="V03")
    assert papers.count() == 2 and papers.first().data["variant"] == "ended"
    assert "终止审查" in text_of(render("V03", papers.first().data))


def test_who_has_not_joined_has_nothing_to_take_back(effective, cast, client):
    """CR-74, CR-76: the other side may stay away; it ended the application that only its opponent had made."""
    review = AgreementReview(dispute=effective.dispute, office=cast.office)
    begin(review, "apply", by=cast.worker, pledge="自愿达成")
    with pytest.raises(PermissionDenied):
        perform(again(review), "withdraw", by=cast.employer, reason="不同意")
    client.force_login(cast.employer)
    page = client.get(f"/cases/{effective.dispute.reference}/").content.decode()
    assert f"/agreementreview/{review.pk}/join/" in page
    assert f"/agreementreview/{review.pk}/withdraw/" not in page
    perform(again(review), "withdraw", by=cast.worker, reason="另行起诉")
    assert again(review).stage == "withdrawn"


def test_a_review_taken_back_before_acceptance_needs_no_decision(submitted, cast):
    perform(submitted, "withdraw", by=cast.worker, reason="x")
    assert not Paper.objects.filter(code="V03").exists()


def test_another_arbitrator_takes_the_review_over(reviewing, cast, arbitrator, presiding):
    """Who falls ill or loses the post leaves the review to another; it stood still for good."""
    perform(reviewing, "name_arbitrator", by=cast.director, arbitrator=presiding, recorder=cast.recorder)
    assert not Seat.objects.current().filter(user=arbitrator).exists()
    task = CaseTask.objects.open().get(code="ReviewFlow.review")
    assert task.owner == presiding
    with pytest.raises(PermissionDenied):
        perform(again(reviewing), "make_statement", by=arbitrator)
    perform(again(reviewing), "make_statement", by=presiding)


def test_who_lost_the_post_reviews_nothing(reviewing, arbitrator):
    arbitrator.posts.all().delete()
    with pytest.raises(PermissionDenied):
        perform(again(reviewing), "make_statement", by=arbitrator)


def test_what_only_one_side_asked_for_keeps_no_dispute_open(effective, cast, clock):
    review = AgreementReview(dispute=effective.dispute, office=cast.office)
    begin(review, "apply", by=cast.worker, pledge="x")
    for number in (1, 2):
        perform(mediation.again(effective), "record_instalment", by=cast.worker, instalment=number)
    assert mediation.again(effective).stage == "performed"
    assert mediation.again(effective).dispute.stage == "closed"


def test_who_sat_in_a_case_that_ended_may_review_the_agreement(submitted, cast, arbitrator):
    """The seats of its bench were never left, and nobody holds a seat twice: naming them answered 500."""
    for role, user in (("arbitrator", arbitrator), ("recorder", cast.recorder)):
        Seat.objects.create(dispute=submitted.dispute, user=user, role=role)
    perform(submitted, "accept", by=cast.director)
    perform(submitted, "name_arbitrator", by=cast.director, arbitrator=arbitrator, recorder=cast.recorder)
    assert Seat.objects.current().filter(dispute=submitted.dispute, user=arbitrator).count() == 1
