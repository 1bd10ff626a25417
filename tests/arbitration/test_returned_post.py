"""What comes back from the address a party confirmed counts as served on that day (CR-20, 法释〔2004〕13号 11; a reading)."""

import datetime as dt

import pytest
from django.utils import timezone

from disputes.acts import NotLawful, perform
from disputes.models import CaseTask, Deadline, Paper, Service
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.arbitration.walk import PATHS

pytestmark = [pytest.mark.django_db, pytest.mark.standing("accepted")]
ADDRESS = {"address": "广州市越秀区北京路1号", "phone": "13800000000"}


@pytest.fixture
def accepted(walk):
    for part in PATHS["accepted"]:
        part(walk)
    return walk


def confirm(walk):
    perform(walk.dispute, "confirm_address", by=walk.cast.employer, **ADDRESS)


def notice(walk, code="D12"):
    return Service.objects.get(dispute=walk.dispute, paper__code=code, party__side="B")


def sent_and_back(walk, clock, code="D12"):
    copy = perform(notice(walk, code), "post", by=walk.cast.clerk, tracking="XA1").record
    clock.shift(dt.timedelta(days=3))
    perform(copy, "fail", by=walk.cast.clerk, reason="收件人拒收")
    return notice(walk, code)


def deem(walk, copy, why="refused"):
    return perform(copy, "deem_returned", by=walk.cast.clerk, why=why)


def refusal(walk, copy, **facts):
    with pytest.raises(NotLawful) as refused:
        deem(walk, copy, **facts)
    return str(refused.value)


def test_it_is_served_on_the_day_it_came_back_whenever_that_is_noted(accepted, clock):
    confirm(accepted)
    copy = sent_and_back(accepted, clock)
    back = timezone.localdate()
    clock.shift(dt.timedelta(days=4))
    deem(accepted, copy)
    copy = notice(accepted)
    assert (copy.stage, copy.served_on, copy.confirmed) == ("served", back, True)
    answer = Deadline.objects.get(dispute=accepted.dispute, code="arbitration.answer")
    assert answer.trigger_on == back
    assert not CaseTask.objects.open().filter(record_type="service", record_id=copy.pk).exists()
    proof = Paper.objects.filter(code="D40").latest("pk")
    said = text_of(render("D40", proof.data))
    assert "拒绝签收" in said and f"{back.year}年{back.month}月{back.day}日" in said


def test_only_from_an_address_that_the_party_confirmed_before_it_was_sent(accepted, clock):
    copy = sent_and_back(accepted, clock)
    assert "事先确认" in refusal(accepted, copy) or "confirmed" in refusal(accepted, copy)
    confirm(accepted)
    assert refusal(accepted, notice(accepted))


def test_what_the_other_side_confirmed_counts_for_itself_alone(accepted, clock):
    perform(accepted.dispute, "confirm_address", by=accepted.cast.worker, **ADDRESS)
    type(notice(accepted).party).objects.filter(side="B").update(postal_address=ADDRESS["address"])
    assert refusal(accepted, sent_and_back(accepted, clock))


def test_why_it_came_back_is_one_of_three(accepted, clock):
    confirm(accepted)
    copy = sent_and_back(accepted, clock)
    assert refusal(accepted, copy, why="away")
    assert copy.stage == "returned"


def test_a_committee_may_read_it_otherwise_and_warns_of_nothing_then(accepted, clock):
    confirm(accepted)
    assert "文书退回之日视为送达之日" in text_of(
        render("D05", Paper.objects.filter(code="D05").latest("pk").data)
    )
    office = accepted.cast.office
    office.settings = {**office.settings, "returned_post": "nothing"}
    office.save()
    confirm(accepted)
    said = text_of(render("D05", Paper.objects.filter(code="D05").latest("pk").data))
    assert "另行送达" in said and "视为送达之日" not in said
    assert refusal(accepted, sent_and_back(accepted, clock))


def test_a_mediation_statement_is_handed_over(accepted, clock):
    confirm(accepted)
    copy = sent_and_back(accepted, clock)
    Paper.objects.filter(pk=copy.paper_id).update(code="D37")
    assert "CPLI-133" in refusal(accepted, notice(accepted, "D37"))


def test_the_office_says_why_on_the_page(accepted, clock, client):
    confirm(accepted)
    copy = sent_and_back(accepted, clock)
    client.force_login(accepted.cast.clerk)
    address = f"/cases/{accepted.dispute.reference}/service/{copy.pk}/deem_returned/"
    page = client.get(address).content.decode()
    assert "拒绝签收" in page and "退回" in page
    assert client.post(address, {}).status_code == 422
