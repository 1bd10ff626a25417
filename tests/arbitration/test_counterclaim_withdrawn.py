"""The respondent takes back its counterclaim, undecided or joined: its own and nothing else (CR-35, CR-36)."""

import pytest

from arbitration.lifecycle import Stage
from disputes.acts import perform
from disputes.models import CaseTask, Deadline, Paper, Party, Seat, Service
from disputes.papers.shelf import render_waiting
from tests.arbitration.test_counterclaim_alone import standing
from tests.arbitration.test_intake import refused
from tests.arbitration.transitions import joined_counterclaim, laid, serve
from tests.arbitration.walk import Walk
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("served", "joined")]
TOOLS = {"kind": "other", "text": "返还工具", "amount": "500.00"}


@pytest.fixture
def served(walk):
    walk.file()
    walk.accept()
    walk.serve("D12")
    return walk


@pytest.fixture
def joined(walk):
    walk.file()
    walk.accept()
    walk.prepare()
    joined_counterclaim(walk)
    return walk


def answering(walk, side):
    rows = Deadline.objects.open().filter(dispute=walk.dispute, code="arbitration.answer")
    return rows.filter(party__side=side).exists()


def take_back(walk, by=None, step="withdraw_counterclaim"):
    walk.step(step, by or walk.cast.employer, reason="不再请求")


def agency_of(walk):
    party = Party.objects.create(
        dispute=walk.dispute, side="B", kind="organisation", name="劳务公司", address="广州"
    )
    user = person("agency")
    Seat.objects.create(dispute=walk.dispute, user=user, role="party", side="B", party=party)
    return user


def test_an_undecided_counterclaim_is_taken_back_and_nobody_decides_it_any_more(served):
    served.step("file_counterclaim", served.cast.employer, **TOOLS)
    take_back(served)
    assert served.case.stage == Stage.ACCEPTED and not served.case.counterclaim
    assert not Deadline.objects.open().filter(code="arbitration.counterclaim").exists()
    assert not CaseTask.objects.filter(
        dispute=served.dispute, finished=None, flow_task__icontains="Counterclaim"
    ).exists()
    assert "CR-36" in refused(served.step, "join_counterclaim", served.cast.director)
    assert answering(served, "B")  # its own time to answer goes on, and with it the time for another one
    served.step("file_counterclaim", served.cast.employer, **TOOLS)


def test_of_an_undecided_one_the_request_is_all_there_is(served):
    served.step("file_counterclaim", served.cast.employer, **TOOLS)
    take_back(served)
    codes = set(served.dispute.papers.values_list("code", flat=True))
    assert "D32b" in codes and not codes & {"D32", "D32a", "D32c"}


def test_a_joined_one_is_taken_back_with_leave_and_the_application_goes_on(joined):
    take_back(joined)
    assert joined.case.stage == Stage.ACCEPTED and standing(joined) == ["A"]
    assert joined.dispute.services.filter(paper__code="D32c").count() == 2
    assert "不再请求" in joined.dispute.papers.filter(code="D32c").first().data["reasons"]
    joined.schedule()
    joined.hold()
    joined.deliberate()
    joined.award()
    assert [item.claim.side for item in joined.case.awards.get().items.all()] == ["A"]
    assert "被申请人" in joined.dispute.papers.filter(code="D38").first().data["procedure"]
    assert "撤回反申请" in joined.dispute.papers.filter(code="D38").first().data["procedure"]


def test_nobody_waits_for_an_answer_to_what_was_taken_back(served):
    """AL-30: the copy that lay to be served on the applicant falls away, and its time to answer with it."""
    served.form()
    served.step("file_counterclaim", served.cast.employer, **TOOLS)
    served.step("join_counterclaim", served.cast.director)
    take_back(served)
    assert not Service.objects.filter(paper__code="D12", party__side="A", stage="due").exists()
    served.step("waive_answer", served.cast.employer)
    served.schedule()


def test_a_copy_that_arrives_later_starts_no_time_to_answer(served):
    served.step("file_counterclaim", served.cast.employer, **TOOLS)
    served.step("join_counterclaim", served.cast.director)
    copy = Service.objects.get(paper__code="D12", party__side="A")
    Service.objects.filter(pk=copy.pk).update(stage="sent", channel="post")
    take_back(served)
    perform(Service.objects.get(pk=copy.pk), "prove", by=served.cast.clerk, channel="post", receipt="签收")
    assert not answering(served, "A") and answering(served, "B")


def test_the_time_to_answer_a_joined_one_ends_and_the_respondent_keeps_its_own(served):
    served.step("file_counterclaim", served.cast.employer, **TOOLS)
    served.step("join_counterclaim", served.cast.director)
    assert answering(served, "B")  # AL-30: ten working days, whoever joined what meanwhile
    served.serve("D12")
    assert answering(served, "A")
    take_back(served)
    assert not answering(served, "A") and answering(served, "B")


def test_the_applicant_keeps_its_time_to_answer_when_its_own_claims_are_changed(served):
    served.step("file_counterclaim", served.cast.employer, **TOOLS)
    served.step("join_counterclaim", served.cast.director)
    served.serve("D12")
    served.step("ask_change", served.cast.worker, kind="overtime", text="加班费", amount="10.00")
    served.step("take_change", served.cast.director)
    assert answering(served, "A") and not answering(served, "B")


def test_each_respondent_takes_back_its_own_alone(served):
    agency = agency_of(served)
    served.serve("D12")
    served.step("file_counterclaim", served.cast.employer, **TOOLS)
    served.step("join_counterclaim", served.cast.director)
    assert "CR-36" in refused(served.step, "withdraw_counterclaim", agency, reason="不再请求")
    take_back(served)
    assert standing(served) == ["A"]


def test_without_a_counterclaim_nothing_is_taken_back(served):
    assert "CR-36" in refused(served.step, "withdraw_counterclaim", served.cast.employer, reason="x")
    assert "CR-36" in refused(served.step, "withdraw_last_counterclaim", served.cast.employer, reason="x")


def test_a_representative_without_special_powers_takes_nothing_back(joined):
    agent = person("agent")
    employer = joined.dispute.parties.get(side="B")
    Seat.objects.create(dispute=joined.dispute, user=agent, role="representative", side="B", party=employer)
    assert "AL-24" in refused(joined.step, "withdraw_counterclaim", agent, reason="不再请求")


def test_with_the_last_claim_the_case_ends(joined):
    joined.step("withdraw_claims", joined.cast.worker, reason="不再请求")
    assert "CR-36" in refused(joined.step, "withdraw_counterclaim", joined.cast.employer, reason="x")
    take_back(joined, step="withdraw_last_counterclaim")
    assert joined.case.stage == Stage.WITHDRAWN and joined.case.ended_on
    assert not Deadline.objects.open().filter(dispute=joined.dispute, code="arbitration.award").exists()
    assert joined.dispute.services.filter(paper__code="D32c").count() == 2
    joined.serve("D32")
    joined.serve("D32c")
    joined.step("close", joined.cast.director)
    new = Walk(joined.dispute, joined.cast, joined.clock)
    new.file()
    assert standing(new) == ["A"]
    new.accept()


def test_the_hearing_room_of_a_case_that_ended_so_is_free(joined):
    from arbitration.models import Booking

    joined.step("withdraw_claims", joined.cast.worker, reason="不再请求")
    joined.schedule()
    take_back(joined, step="withdraw_last_counterclaim")
    assert not Booking.objects.exists()


def test_while_the_applicant_s_claims_stand_the_case_does_not_end(joined):
    assert "CR-36" in refused(joined.step, "withdraw_last_counterclaim", joined.cast.employer, reason="x")


def test_after_the_applicant_stayed_away_the_case_ends_and_is_not_filed_again(joined, client):
    joined.schedule()
    serve("D19")(joined)
    laid(joined)
    joined.step("applicant_defaults", joined.cast.presiding, reason="无正当理由未到庭")
    take_back(joined, step="withdraw_last_counterclaim")
    client.force_login(joined.cast.clerk)
    page = client.get(joined.dispute.get_absolute_url()).content.decode()
    assert "再次申请的，不予受理" in page and "申请人可以再次申请" not in page


def test_the_papers_are_set(joined):
    take_back(joined)
    render_waiting(limit=1000)
    assert not Paper.objects.filter(dispute=joined.dispute, code__in=("D32b", "D32c"), sha256="").exists()
