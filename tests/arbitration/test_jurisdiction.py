"""What the clerk reads of jurisdiction before acceptance, and what the tribunal reads of limitation."""

import datetime as dt

import pytest
from django.urls import reverse

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration
from disputes.acts import NotLawful, begin
from disputes.models import CaseTask, Claim, Office
from tests.arbitration.test_intake import refused
from tests.arbitration.walk import PATHS

D = dt.date


@pytest.fixture
def tianhe(committee):
    return Office.objects.create(
        kind="committee", name="广州市天河区劳动人事争议仲裁委员会", division="440106"
    )


def acceptance(client, dispute, walk, step):
    walk.file()
    client.force_login(walk.cast.clerk)
    return client.get(reverse("disputes:step", args=[dispute.reference, "arbitration", walk.case.pk, step]))


def test_the_clerk_reads_that_the_committee_may_hear_the_case_and_why(client, dispute, walk):
    text = acceptance(client, dispute, walk, "propose_acceptance").content.decode()
    assert "该仲裁委员会有管辖权" in text and "由劳动合同履行地管辖" in text


def test_the_wrong_office_is_pointed_to_the_right_one_with_the_reason(client, dispute, walk, tianhe):
    """CR-31, D11: a pointer, no refusal."""
    dispute.workplace = dispute.employer_seat = "440106"
    dispute.save()
    page = acceptance(client, dispute, walk, "redirect")
    form, text = page.context["form"], page.content.decode()
    assert "没有管辖权" in text and tianhe.name in text
    assert form.fields["to"].initial == tianhe and "不是不予受理" in form.fields["reason"].initial
    assert "CR-31" in refused(walk.step, "accept", walk.cast.director)


def test_a_second_workplace_and_the_user_firm_give_jurisdiction_too(client, dispute, walk, tianhe):
    """AL-22, CR-8: several places of performance; dispatch."""
    dispute.workplace = dispute.employer_seat = "440106"
    for more in ({"workplaces": ["440106", "440104"]}, {"user_firm_seat": "440104"}):
        dispute.more_places = more
        dispute.save()
        assert verdict_ours(dispute, walk)
    dispute.more_places = {}
    dispute.save()
    assert not verdict_ours(dispute, walk)


def verdict_ours(dispute, walk):
    from arbitration.jurisdiction import verdict

    return verdict(Arbitration(dispute=dispute, office=walk.cast.office)).ours


def filed(walk, **facts):
    begin(walk.case, "file", by=walk.cast.worker, **facts)
    walk.case = Arbitration.objects.get()
    return {count.claims[0].kind: count for count in walk.case.limitation}


def test_pay_and_other_claims_are_counted_apart(walk, dispute):
    """Trap 27: no limit for arrears while employed; AL-27(1) for the rest."""
    Claim.objects.create(dispute=dispute, kind="severance", text="经济补偿", amount="1")
    found = filed(walk, known_on=D(2024, 12, 30))
    assert found["wages"].judgement.status == "not_running" and found["severance"].judgement.status == "late"


def test_an_interruption_that_was_told_is_counted_and_shown_with_its_article(walk, dispute, client, cast):
    """CR-27, MR-31, trap 45."""
    Claim.objects.update(kind="severance")
    told = {"interruptions": [["complaint", "2025-06-02"]]}
    found = filed(walk, known_on=D(2024, 12, 30), time_facts=told)
    assert found["severance"].judgement.status == "in_time"
    client.force_login(cast.clerk)
    text = client.get(dispute.get_absolute_url()).content.decode()
    assert (
        "2025年6月2日（周一） 向劳动保障监察等有关部门投诉" in text
        and "办案规则" in text
        and "未提出" in text
    )


def test_the_tribunal_sees_whether_limitation_was_raised(walk, dispute, client, cast):
    """J2-20, trap 26."""
    Claim.objects.update(kind="severance")
    filed(walk, known_on=D(2024, 1, 5))
    walk.accept()
    walk.step("raise_limitation", cast.employer, reason="已超过一年")
    client.force_login(cast.employer)
    text = client.get(dispute.get_absolute_url()).content.decode()
    assert "被申请人于2026年" in text and "申请时已过时效" in text and walk.case.stage == Stage.ACCEPTED


def test_an_objection_that_waits_is_not_raised_again_and_is_one_task(walk):
    """Found by the pairs of steps: it opened the director's task a second time."""

    for part in PATHS["accepted"]:
        part(walk)
    walk.serve("D12")
    walk.step("object_to_jurisdiction", walk.cast.employer, reason="工作地在外市")
    with pytest.raises(NotLawful):
        walk.step("object_to_jurisdiction", walk.cast.employer, reason="再次提出")
    assert CaseTask.objects.open().filter(code="ObjectionFlow.decide").count() == 1
    walk.step("reject_objection", walk.cast.director, reason="在本市")
