"""What the sides agree on between themselves: a settlement (AL-41, MR-11), mediation by somebody else (CR-70)."""

import datetime as dt

import pytest

from arbitration.models import Hearing
from disputes.acts import NotLawful
from disputes.models import CaseTask, Deadline, DocketEntry, Paper, Party
from tests.arbitration.walk import TO_ACCEPTED, Walk

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
TERMS = "被申请人于2026年5月1日前支付50000元。\n申请人撤回申请。"


@pytest.fixture
def ready(walk):
    for part in (*TO_ACCEPTED, Walk.prepare):
        part(walk)
    return walk


def test_a_settlement_both_agreed_to_is_a_paper_with_both_names(ready):
    ready.step("propose_settlement", ready.cast.worker, terms=TERMS)
    ready.step("agree_settlement", ready.cast.employer, read=TERMS)
    made = Paper.objects.get(code="M09")
    assert made.data["terms"] == TERMS and made.audience == "open"
    assert [hand["label"][:-8] for hand in made.data["signatures"]] == ["申请人", "被申请人"]
    assert all(hand["signed_at"] for hand in made.data["signatures"])
    assert ready.case.stage == "accepted", "who settles still withdraws or asks for a statement"
    with pytest.raises(NotLawful):
        ready.step("agree_settlement", ready.cast.employer, read=TERMS)


def test_a_proposal_is_read_by_the_parties_and_never_by_the_tribunal(ready):
    ready.step("propose_settlement", ready.cast.worker, terms=TERMS)
    entry = DocketEntry.objects.get(step="arbitration.propose_settlement")
    rows = DocketEntry.objects.filter(pk=entry.pk)
    assert rows.visible_to(ready.cast.employer).exists() and rows.visible_to(ready.cast.worker).exists()
    for user in (ready.cast.presiding, ready.cast.recorder, ready.cast.clerk, ready.cast.director):
        assert not rows.visible_to(user).exists()


def test_nobody_agrees_to_his_own_proposal_or_to_terms_he_did_not_read(ready):
    ready.step("propose_settlement", ready.cast.worker, terms=TERMS)
    with pytest.raises(NotLawful, match="AL-41"):
        ready.step("agree_settlement", ready.cast.worker, read=TERMS)
    ready.step("propose_settlement", ready.cast.worker, terms="支付60000元")
    with pytest.raises(NotLawful, match="MR-11"):
        ready.step("agree_settlement", ready.cast.employer, read=TERMS)


def test_one_of_several_workers_settles_for_nobody_else(ready):
    """AL-41: each disposes of its own rights; before the tribunal all of them say so."""
    Party.objects.create(dispute=ready.dispute, side="A", name="黎晓彤", worker=True)
    for user in (ready.cast.worker, ready.cast.employer):
        with pytest.raises(NotLawful, match="AL-41"):
            ready.step("propose_settlement", user, terms=TERMS)


def test_both_sides_agree_here_and_the_tribunal_delegates_without_a_paper(ready):
    ready.step("agree_to_delegation", ready.cast.worker, body="总工会调解中心")
    with pytest.raises(NotLawful, match="CR-70"):
        ready.step("delegate_mediation", ready.cast.presiding, body="总工会调解中心")
    ready.step("agree_to_delegation", ready.cast.employer, body="总工会调解中心")
    with pytest.raises(NotLawful, match="CR-70"):
        ready.step("delegate_mediation", ready.cast.presiding, body="另一调解组织")
    ready.step("delegate_mediation", ready.cast.presiding, body="总工会调解中心")
    consents = Paper.objects.filter(code="D30a").order_by("pk")
    assert [paper.data["capacity"] for paper in consents] == ["申请人", "被申请人"]
    assert {paper.data["body"] for paper in consents} == {"总工会调解中心"} and consents[0].data["due_on"]
    assert ready.case.delegation_agreed == {}


def test_a_delegated_mediation_that_worked_ends_in_a_statement_before_any_hearing(ready):
    """AL-41, AL-42, CR-70: the hearing that was laid is given back, its time limits end; both sign, and it binds."""
    for user in (ready.cast.worker, ready.cast.employer):
        ready.step("agree_to_delegation", user, body="总工会调解中心")
    ready.step("delegate_mediation", ready.cast.presiding, body="总工会调解中心")
    ready.schedule()
    Walk.settle(ready)
    assert (ready.case.stage, ready.case.hearing_on, ready.case.delegated_on) == (
        "settlement_draft",
        None,
        None,
    )
    assert not Hearing.objects.filter(stands=True).exists()
    left = set(Deadline.objects.open().filter(dispute=ready.dispute).values_list("code", flat=True))
    assert not left & {"arbitration.hearing", "arbitration.hearing_notice", "arbitration.delegated_mediation"}
    assert Paper.objects.filter(code="D37").exists()
    ready.serve("D37")
    assert ready.case.stage == "mediated"


def test_who_goes_back_on_it_before_the_hearing_is_heard(ready):
    ready.schedule()
    Walk.settle(ready)
    ready.step("go_back", ready.cast.worker, reason="不同意分期")
    assert ready.case.stage == "accepted"
    assert CaseTask.objects.open().filter(code="ScheduleFlow.schedule").exists()
    ready.schedule()
    assert ready.case.stage == "scheduled"


def test_the_ten_days_run_from_the_consent_and_not_from_the_letter(ready):
    """CR-70, DT27: both agree on Friday 2026-03-06, the tribunal delegates on the Tuesday after."""
    body = "总工会调解中心"
    for user in (ready.cast.worker, ready.cast.employer):
        ready.step("agree_to_delegation", user, body=body)
    ready.after(4)
    ready.step("delegate_mediation", ready.cast.presiding, body=body)
    last = dt.date(2026, 3, 20)
    assert Deadline.objects.get(code="arbitration.delegated_mediation").due_on == last
    assert Paper.objects.filter(code="D30").latest("pk").data["due_on"] == last.isoformat()


def test_on_a_consent_whose_ten_days_are_over_nobody_is_delegated(ready):
    for user in (ready.cast.worker, ready.cast.employer):
        ready.step("agree_to_delegation", user, body="总工会调解中心")
    ready.day(dt.date(2026, 3, 23))
    with pytest.raises(NotLawful, match="CR-70"):
        ready.step("delegate_mediation", ready.cast.presiding, body="总工会调解中心")
    ready.step("agree_to_delegation", ready.cast.employer, body="总工会调解中心")
    ready.step("delegate_mediation", ready.cast.presiding, body="总工会调解中心")
