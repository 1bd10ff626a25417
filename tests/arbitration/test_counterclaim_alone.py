"""A joined counterclaim outlives the applicant's claims: withdrawn, or given up by staying away (CR-35, CR-36, CR-39)."""

import pytest

from arbitration.lifecycle import Stage
from arbitration.lifecycle.guards import counterclaims
from disputes.forms import StepForm
from disputes.models import Paper
from tests.arbitration.test_intake import refused
from tests.arbitration.transitions import joined_counterclaim, laid, serve
from tests.arbitration.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.standing("notified", "joined")]


@pytest.fixture
def joined(walk):
    walk.file()
    walk.accept()
    walk.prepare()
    joined_counterclaim(walk)
    return walk


@pytest.fixture
def notified(joined):
    joined.schedule()
    serve("D19")(joined)
    laid(joined)
    return joined


def standing(walk):
    return list(walk.dispute.claims.filter(dropped=False).values_list("side", flat=True))


def decided(walk):
    walk.deliberate()
    walk.award()
    return walk.case.awards.get()


def again(walk):
    """The case is closed, and the applicant files once more."""
    for code in ("D32", "D33", "D38"):
        walk.serve(code)
    walk.step("close", walk.cast.director)
    new = Walk(walk.dispute, walk.cast, walk.clock)
    new.file()
    new.step("propose_acceptance", new.cast.clerk, opinion="?")
    return new


def test_who_withdraws_the_own_claims_sees_which_fall_away_and_what_is_heard(joined, client):
    client.force_login(joined.cast.worker)
    where = f"/cases/{joined.dispute.reference}/"
    page = client.get(f"{where}arbitration/{joined.case.pk}/withdraw_claims/").content.decode()
    own, other = (joined.dispute.claims.filter(side=side).first().text for side in "AB")
    assert (
        page.index("不再审理的仲裁请求")
        < page.index(own)
        < page.index("继续审理的反申请")
        < page.index(other)
    )
    assert "反申请</span>" in client.get(where).content.decode(), "marked among the claims"


def test_the_application_is_not_withdrawn_over_the_head_of_a_counterclaim(joined):
    assert "CR-36" in refused(joined.step, "withdraw", joined.cast.worker, reason="已和解")
    joined.step("withdraw_claims", joined.cast.worker, reason="不再请求")
    assert joined.case.stage == Stage.ACCEPTED and standing(joined) == ["B"]
    assert "CR-36" in refused(joined.step, "withdraw", joined.cast.worker, reason="已和解")
    assert "CR-35" in refused(joined.step, "withdraw_claims", joined.cast.worker, reason="再次")


def test_without_a_counterclaim_the_whole_application_is_withdrawn(walk):
    walk.file()
    walk.accept()
    walk.prepare()
    walk.step("file_counterclaim", walk.cast.employer, kind="other", text="返还工具", amount="500.00")
    assert "CR-36" in refused(walk.step, "withdraw_claims", walk.cast.worker, reason="不再请求")
    walk.step("refuse_counterclaim", walk.cast.director, reason="另行申请")
    walk.step("withdraw", walk.cast.worker, reason="已和解")


def test_what_permits_the_withdrawal_says_that_the_counterclaim_is_heard(joined):
    joined.step("withdraw_claims", joined.cast.worker, reason="不再请求")
    papers = joined.dispute.papers.filter(code="D32")
    assert (
        all(paper.data["besides"] for paper in papers) and joined.dispute.papers.filter(code="D32a").exists()
    )
    assert joined.dispute.services.filter(paper__code="D32").count() == 2


def test_the_award_decides_the_counterclaim_alone_and_what_was_withdrawn_may_be_filed_again(joined):
    joined.step("withdraw_claims", joined.cast.worker, reason="不再请求")
    joined.schedule()
    joined.hold()
    award = decided(joined)
    assert [item.claim.side for item in award.items.all()] == ["B"]
    assert "撤回" in joined.dispute.papers.filter(code="D38").first().data["procedure"]
    new = again(joined)
    assert standing(new) == ["A", "B"] and not counterclaims(new.case)  # decided
    assert [one["amount"] for one in new.dispute.papers.filter(code="D01").latest("pk").data["claims"]] == [
        "24000.00"
    ]
    new.step("accept", new.cast.director)
    new.step("withdraw", new.cast.worker, reason="已和解")


def test_what_was_withdrawn_filed_again_and_decided_is_not_heard_a_third_time(joined):
    joined.step("withdraw_claims", joined.cast.worker, reason="不再请求")
    joined.schedule()
    joined.hold()
    decided(joined)
    new = again(joined)
    new.step("accept", new.cast.director)
    new.prepare()
    new.schedule()
    new.hold()
    new.deliberate()
    ours = new.dispute.claims.get(side="A")
    item = {"claim": ours.pk, "text": "支付", "awarded": "1.00"}
    new.step("make_award", new.cast.presiding, items=[item], facts="x", reasons="x")
    third = again(new)
    assert "CR-34" in refused(third.step, "accept", third.cast.director)


def test_an_award_is_not_made_on_what_was_withdrawn(joined):
    ours = joined.dispute.claims.get(side="A")
    joined.step("withdraw_claims", joined.cast.worker, reason="不再请求")
    joined.schedule()
    joined.hold()
    joined.deliberate()
    item = {"claim": ours.pk, "text": "支付", "awarded": "1.00"}
    facts = {"items": [item], "facts": "x", "reasons": "x"}
    assert "CR-50" in refused(joined.step, "award_in_part", joined.cast.presiding, **facts)


def test_a_claim_decided_in_part_is_not_withdrawn(joined):
    joined.schedule()
    joined.hold()
    joined.deliberate()
    ours = joined.dispute.claims.get(side="A")
    item = {"claim": ours.pk, "text": "支付", "awarded": "1.00"}
    joined.step("award_in_part", joined.cast.presiding, items=[item], facts="x", reasons="x")
    assert "CR-35" in refused(joined.step, "withdraw_claims", joined.cast.worker, reason="不再请求")


def test_who_stays_away_loses_the_own_claims_and_the_counterclaim_is_heard_in_default(notified):
    step, presiding = notified.step, notified.cast.presiding
    assert "CR-36" in refused(step, "applicant_absent", presiding, reason="未到庭")
    step("applicant_defaults", presiding, reason="无正当理由未到庭")
    assert notified.case.stage == Stage.IN_HEARING and standing(notified) == ["B"]
    assert notified.case.absent_side == "A"
    assert notified.dispute.papers.filter(code="D33").first().data["besides"]
    award = decided(notified)
    assert [item.claim.side for item in award.items.all()] == ["B"]
    assert "反申请" in notified.dispute.papers.filter(code="D38").first().data["procedure"]
    assert "对其缺席审理" not in notified.dispute.papers.filter(code="D38").first().data["procedure"]


def test_what_was_given_up_by_staying_away_is_not_filed_again(notified):
    notified.step("applicant_defaults", notified.cast.presiding, reason="无正当理由未到庭")
    decided(notified)
    new = again(notified)
    assert "CR-39" in refused(new.step, "accept", new.cast.director)


def test_who_withdrew_first_and_then_stays_away_may_file_again(joined):
    """CR-35: nothing of it was left to be given up."""
    joined.step("withdraw_claims", joined.cast.worker, reason="不再请求")
    joined.schedule()
    serve("D19")(joined)
    laid(joined)
    joined.step("applicant_defaults", joined.cast.presiding, reason="无正当理由未到庭")
    assert not joined.dispute.papers.filter(code="D33").exists()
    decided(joined)
    new = again(joined)
    new.step("accept", new.cast.director)


def test_the_forms_of_both_steps_ask_what_the_whole_case_asks(notified):
    names = ("withdraw_claims", "applicant_defaults")
    asked = [
        set(StepForm.all[f"arbitration.{name}"](record=notified.case, user=notified.cast.clerk).fields)
        for name in names
    ]
    assert "reason" in asked[0] & asked[1] and "none_came" not in asked[1] and "consent" not in asked[0]


def test_of_several_applicants_each_consents_or_stayed_away(notified):
    from disputes.models import Party

    Party.objects.create(dispute=notified.dispute, side="A", kind="person", name="第二人")
    step = notified.step
    assert "CR-35" in refused(step, "withdraw_claims", notified.cast.worker, reason="不再请求")
    assert "CR-39" in refused(step, "applicant_defaults", notified.cast.presiding, reason="未到庭")


def test_the_absent_applicant_is_told_on_the_page_and_not_expected_in_the_record(notified, client):
    notified.step("applicant_defaults", notified.cast.presiding, reason="无正当理由未到庭")
    form = StepForm.all["arbitration.write_record"](record=notified.case, user=notified.cast.recorder)
    parties = {party.side: party.pk for party in notified.dispute.parties.all()}
    assert (
        not form.fields[f"present_{parties['A']}"].initial and form.fields[f"present_{parties['B']}"].initial
    )
    client.force_login(notified.cast.presiding)
    page = client.get(notified.dispute.get_absolute_url()).content.decode()
    assert "申请人缺席" in page.replace("被申请人缺席", "") and "被申请人缺席" not in page
    assert "已撤回或者被替换：不再审理" in page


def test_the_papers_are_set(notified):
    from disputes.papers.shelf import render_waiting

    notified.step("applicant_defaults", notified.cast.presiding, reason="无正当理由未到庭")
    render_waiting(limit=1000)
    assert not Paper.objects.filter(dispute=notified.dispute, code="D33", sha256="").exists()
