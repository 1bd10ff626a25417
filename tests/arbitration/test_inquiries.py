"""Evidence the committee collects, experts it asks, advice it gives (CR-16, CR-17, AL-37, CR-40; D24, D25, D44)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from arbitration.models import Inquiry
from disputes.acts import NotLawful
from disputes.models import CaseTask, Paper, Service
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.arbitration.test_hearing import ready

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
__all__ = ["ready"]

BANK = "中国银行广州天河支行"


def words(code, n=0):
    paper = Paper.objects.filter(code=code).order_by("pk")[n]
    return text_of(render(code, paper.data))


def refused(walk, name, by, **facts):
    with pytest.raises(NotLawful) as refusal:
        walk.step(name, by, **facts)
    return str(refusal.value)


def ask(walk, kind="collection", **facts):
    told = {"what": "2026年3月至5月的工资流水", "reason": "银行只对单位查询"} | facts
    if kind == "collection":
        told.setdefault("holder", BANK)
    return walk.step("ask_inquiry", walk.cast.worker, kind=kind, **told)


def test_evidence_is_asked_for_fetched_by_two_and_recorded(ready):
    ask(ready)
    row = Inquiry.objects.get()
    assert (row.number, row.state, row.party.side) == (1, "asked", "A")
    assert BANK in words("D24a") and "银行只对单位查询" in words("D24a")
    facts = {"what": row.what, "holder": BANK, "inquiry": 1}
    alone = refused(ready, "collect_evidence", ready.cast.clerk, officers=["吴婷", "吴婷"], **facts)
    assert "CR-16" in alone
    ready.step("collect_evidence", ready.cast.clerk, officers=["吴婷", "林小雨"], **facts)
    letter = words("D24")
    assert f"{BANK}：" in letter and "吴婷、林小雨" in letter and "不少于两人" in letter
    ready.step("record_inquiry", ready.cast.recorder, inquiry=1, found="每月转入6200元，附流水三页。")
    kept = words("D24", 1)
    assert "调查笔录" in kept and "每月转入6200元" in kept and "吴婷、林小雨" in kept
    row.refresh_from_db()
    assert (row.state, row.found) == ("done", "每月转入6200元，附流水三页。")


def test_what_is_refused_says_why_and_cannot_be_used_again(ready):
    ask(ready)
    ready.step("refuse_inquiry", ready.cast.presiding, inquiry=1, reason="与争议事项无关")
    assert Inquiry.objects.get().state == "refused"
    told = {"what": "x", "holder": BANK, "officers": ["甲", "乙"], "inquiry": 1}
    assert "CR-16" in refused(ready, "collect_evidence", ready.cast.clerk, **told)
    assert "CR-16" in refused(ready, "record_inquiry", ready.cast.clerk, inquiry=1, found="x")
    with pytest.raises(PermissionDenied):
        ready.step("refuse_inquiry", ready.cast.worker, inquiry=1, reason="x")


def test_the_presiding_arbitrator_has_one_task_while_any_request_waits(ready):
    def tasks():
        return CaseTask.objects.open().filter(flow_task__contains="InquiryFlow").count()

    ask(ready)
    ask(ready, what="社会保险缴费记录")
    assert tasks() == 1
    ready.step("refuse_inquiry", ready.cast.presiding, inquiry=1, reason="与争议事项无关")
    assert tasks() == 1, "the second still waits"
    told = {"what": "社会保险缴费记录", "holder": BANK, "officers": ["甲", "乙"]}
    ready.step("collect_evidence", ready.cast.clerk, inquiry=2, **told)
    assert tasks() == 0


def test_a_request_without_a_holder_is_refused_and_experts_need_none(ready):
    assert "CR-16" in refused(
        ready, "ask_inquiry", ready.cast.worker, kind="collection", what="x", reason="x"
    )
    ask(ready, "appraisal", what="工资单签名是否本人书写")
    assert "工资单签名是否本人书写" in words("D25a")


def test_experts_are_commissioned_and_the_fee_is_told(ready):
    ask(ready, "appraisal", what="工资单签名是否本人书写")
    payer, due = ready.dispute.parties.get(side="A").name, timezone.localdate() + dt.timedelta(days=20)
    told = {
        "what": "工资单签名是否本人书写",
        "body": "广东某司法鉴定所",
        "inquiry": 1,
        "fee": "3000.00",
        "agreed": "yes",
    }
    assert "CR-40" in refused(
        ready, "commission_appraisal", ready.cast.presiding, payer="路人", due_on=due, **told
    )
    late = refused(
        ready, "commission_appraisal", ready.cast.presiding, payer=payer, due_on=timezone.localdate(), **told
    )
    assert "AL-37" in late
    ready.step("commission_appraisal", ready.cast.presiding, payer=payer, due_on=due, **told)
    order, fee = words("D25"), words("D25", 1)
    assert "按照双方当事人的约定" in order and "广东某司法鉴定所：" in order
    assert "3,000.00元" in fee and f"{payer}先行垫付" in fee and "不利的当事人负担" in fee
    assert Inquiry.objects.get().fee == Decimal("3000.00")


def test_the_page_of_the_evidence_shows_them_and_leads_on(ready, client):
    ask(ready)
    base = f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/"
    for who in (ready.cast.worker, ready.cast.employer, ready.cast.presiding):
        client.force_login(who)
        page = client.get(
            reverse("arbitration:evidence", args=[ready.dispute.reference, ready.case.pk])
        ).content.decode()
        assert "记录调查或者鉴定结果" not in page, "nothing is under way"
        assert "2026年3月至5月的工资流水" in page and BANK in page and "已申请，等待决定" in page
    form = client.get(f"{base}collect_evidence/").content.decode()
    assert BANK in form, "what was asked for stands in the fields"
    sent = {"inquiry": "1", "what": "工资流水", "holder": BANK, "officers": "吴婷"}
    answer = client.post(f"{base}collect_evidence/", sent)
    assert answer.status_code == 422 and "请至少写两名" in answer.content.decode()
    assert client.post(f"{base}collect_evidence/", sent | {"officers": "吴婷\n林小雨"}).status_code == 302
    assert Inquiry.objects.get().state == "out"


def test_the_employer_is_advised_and_served(ready):
    ready.step("advise_employer", ready.cast.presiding, problem="未签书面劳动合同。", advice="建立用工台账。")
    assert "建立用工台账。" in words("D44")
    assert [one.party.side for one in Service.objects.filter(paper__code="D44")] == ["B"]
