"""Claims of several applicants, and claims that were decided before: who may change them, and where they are listed."""

import pytest

from disputes.forms import StepForm
from disputes.models import Party
from tests.arbitration.test_counterclaim_alone import again
from tests.arbitration.test_intake import refused

pytestmark = [pytest.mark.django_db, pytest.mark.standing("two", "partly")]
OVERTIME = {"kind": "overtime", "text": "支付加班费", "amount": "3000.00"}


@pytest.fixture
def two(walk):
    Party.objects.create(dispute=walk.dispute, side="A", kind="person", name="第二人", worker=True)
    walk.file()
    walk.accept()
    walk.serve("D12")
    return walk


@pytest.fixture
def partly(walk):
    """Two claims, of which one is decided first; then the application is withdrawn."""
    walk.file()
    walk.accept()
    walk.prepare()
    walk.step("ask_change", walk.cast.worker, **OVERTIME)
    walk.step("take_change", walk.cast.director)
    walk.serve("D12")
    walk.step("waive_answer", walk.cast.employer)
    walk.schedule()
    walk.hold()
    walk.deliberate()
    first = walk.dispute.claims.order_by("pk").first()
    item = {"claim": first.pk, "text": "支付", "awarded": "1.00"}
    walk.step("award_in_part", walk.cast.presiding, items=[item], facts="x", reasons="x")
    return walk


def texts(paper):
    return [one["text"] for one in paper.data["claims"]]


def test_one_of_several_applicants_replaces_no_claim_of_all_without_their_consent(two):
    claim = two.dispute.claims.get(side="A")
    assert "CR-44" in refused(two.step, "ask_change", two.cast.worker, **OVERTIME, instead=claim.pk)
    two.step("ask_change", two.cast.worker, **OVERTIME, instead=claim.pk, consent="P1")


def test_one_of_several_applicants_adds_a_claim_alone(two):
    two.step("ask_change", two.cast.worker, **OVERTIME)


def test_the_form_asks_for_the_consent_of_the_others(two):
    form = StepForm.all["arbitration.ask_change"](record=two.case, user=two.cast.worker)
    assert "consent" in form.fields and not form.fields["consent"].required


def test_one_alone_needs_no_consent(walk):
    walk.file()
    walk.accept()
    walk.serve("D12")
    claim = walk.dispute.claims.get()
    walk.step("ask_change", walk.cast.worker, **OVERTIME, instead=claim.pk)


def test_a_claim_decided_before_is_listed_in_no_paper_of_a_case_filed_again(partly):
    decided = partly.dispute.claims.order_by("pk").first()
    partly.step("withdraw", partly.cast.worker, reason="其余不再请求")
    new = again(partly)
    applications = new.dispute.papers.filter(code="D01", record_id=new.case.pk)
    assert applications and all(texts(one) == ["支付加班费"] for one in applications)
    new.step("accept", new.cast.director)
    assert texts(new.dispute.papers.get(code="D08", record_id=new.case.pk)) == ["支付加班费"]
    new.serve("D12")
    new.step("ask_change", new.cast.worker, kind="severance", text="经济补偿", amount="9.00")
    letter = new.dispute.papers.get(code="D16", record_id=new.case.pk)
    assert decided.text not in texts(letter)
    form = StepForm.all["arbitration.ask_change"](record=new.case, user=new.cast.worker)
    assert decided.pk not in [key for key, _text in form.fields["instead"].choices]
    assert decided.pk not in [key for key, _text in _claims_of_advance(new)]


def _claims_of_advance(walk):
    form = StepForm.all["arbitration.ask_advance"](record=walk.case, user=walk.cast.worker)
    return form.fields["claim"].choices


def test_a_mediation_statement_after_an_award_in_part_is_of_the_rest(partly):
    partly.step("settle", partly.cast.presiding, result=[{"text": "支付加班费", "amount": "2000.00"}])
    assert all(texts(one) == ["支付加班费"] for one in partly.dispute.papers.filter(code="D37"))


def test_what_was_decided_is_not_decided_again(partly):
    decided = partly.dispute.claims.order_by("pk").first()
    item = {"claim": decided.pk, "text": "支付", "awarded": "5.00"}
    facts = {"items": [item], "facts": "x", "reasons": "x"}
    assert "CR-49" in refused(partly.step, "award_in_part", partly.cast.presiding, **facts)
