"""An application told at the counter: the clerk writes it down and is no party of it (AL-28, CR-29; D02)."""

import pytest
import time_machine

from disputes.models import Dispute, DocketEntry, Paper, Post, Seat
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.conftest import person
from tests.intake.answers import GOOD, TRIAGE, answer, begin, fill

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23 09:30+08:00", tick=False):
        yield


def told(client, clerk, office):
    reference = begin(client, clerk, counter=True)
    fill(client, reference, office=f"arbitration-{office.pk}")
    return reference, client.post(f"/claim/{reference}/check/", {"declared": "on"})


def test_the_clerk_writes_it_down_and_becomes_no_party(client, clerk, committee):
    before = (clerk.name, clerk.phone, clerk.identity)
    client.force_login(clerk)
    assert "窗口代录口头申请" in client.get("/work/").content.decode()
    reference, sent = told(client, clerk, committee)
    assert sent.status_code == 302
    dispute = Dispute.objects.get(reference=reference)
    assert DocketEntry.objects.get(dispute=dispute, step="arbitration.file").by == clerk
    assert not Seat.objects.filter(dispute=dispute, user=clerk).exists()
    clerk.refresh_from_db()
    assert (clerk.name, clerk.phone, clerk.identity) == before, (
        "nothing of the applicant came into the account"
    )
    paper = Paper.objects.get(code="D02")
    words = text_of(render("D02", paper.data))
    assert "口头申请笔录" in words and f"记录人：{clerk}" in words and "捺指印" in words
    assert not Paper.objects.filter(code="D01").exists()


def test_nothing_of_the_clerk_is_filled_in(client, clerk):
    reference = begin(client, clerk, counter=True)
    page = client.get(f"/claim/{reference}/you/").content.decode()
    assert f'value="{clerk.name}"' not in page and "劳动者姓名" in page


def test_who_holds_a_post_may_apply_in_an_own_matter(client, clerk, committee, stranger):
    reference = begin(client, clerk)
    assert Seat.objects.filter(dispute__reference=reference, user=clerk, role="party", side="A").exists()
    client.force_login(stranger)
    assert "窗口代录口头申请" not in client.get("/work/").content.decode()
    reference = begin(client, stranger, counter=True)
    assert Seat.objects.filter(dispute__reference=reference, user=stranger, side="A").exists()


def test_the_page_asks_who_holds_a_post_whose_matter_it_is(client, clerk):
    client.force_login(clerk)
    words = client.get("/claim/for/wages/result/", TRIAGE).content.decode()
    assert "在窗口记录申请" in words and "&amp;counter=1" in words and "这是本人自己的事项" in words


def test_only_the_own_office_is_offered(client, clerk, committee, organisation):
    reference = begin(client, clerk, counter=True)
    for question in GOOD:
        answer(client, reference, question)
    page = client.get(f"/claim/{reference}/before/")
    offered = [
        value for _kind, offices in page.context["form"].fields["office"].choices for value, _l in offices
    ]
    assert offered == [f"arbitration-{committee.pk}"]
    assert answer(client, reference, "before", {"office": f"mediation-{organisation.pk}"}).status_code == 422


def test_the_record_is_read_out_printed_and_signed(client, clerk, committee):
    reference = begin(client, clerk, counter=True)
    fill(client, reference, office=f"arbitration-{committee.pk}")
    assert "已向申请人宣读" in client.get(f"/claim/{reference}/check/").content.decode()
    page = client.post(f"/claim/{reference}/check/", {"declared": "on"}, follow=True).content.decode()
    record = Paper.objects.get(code="D02")
    assert record.get_absolute_url() in page and "捺印" in page and "您现在不需要做什么" not in page
    assert client.get(record.get_absolute_url()).status_code == 200


def test_the_applicant_gets_the_case_with_a_verified_account(client, clerk, committee, worker, director):
    reference, sent = told(client, clerk, committee)
    assert sent.status_code == 302, sent.content.decode()
    dispute = Dispute.objects.get(reference=reference)
    worker.identity, worker.identity_verified = dispute.parties.get(side="A").identity, True
    worker.save()
    Seat.objects.seat_known(dispute)
    client.force_login(worker)
    assert client.get(f"/cases/{reference}/").status_code == 200


def test_a_mediation_may_be_asked_for_at_its_counter_too(client, organisation):
    lead = person("lead", role="lead", office=organisation)
    reference = begin(client, lead, counter=True)
    fill(client, reference, office=f"mediation-{organisation.pk}")
    assert client.post(f"/claim/{reference}/check/", {"declared": "on"}).status_code == 302
    paper = Paper.objects.get(code="M01o")
    assert (
        "口头申请记录" in text_of(render("M01o", paper.data))
        and not Paper.objects.filter(code="M01").exists()
    )
    assert not Seat.objects.filter(dispute__reference=reference, user=lead, side="A").exists()


@pytest.mark.parametrize("filed", [False, True])
def test_threat_24_who_no_longer_works_at_the_counter_reads_nothing_that_was_taken_down_there(
    client, clerk, committee, filed
):
    own, reference = begin(client, clerk), begin(client, clerk, counter=True)
    fill(client, reference, office=f"arbitration-{committee.pk}")
    if filed:
        assert client.post(f"/claim/{reference}/check/", {"declared": "on"}).status_code == 302
    pages = [
        f"/claim/{reference}/{part}" for part in ("", "you/", "check/", "receipt/", "claims/", "evidence/")
    ]
    pages += [f"/cases/{reference}/", f"/api/v1/disputes/{reference}/"]
    assert client.get(pages[0]).status_code == 302
    Post.objects.filter(user=clerk).update(until="2026-11-22")
    answers = {page: client.get(page).status_code for page in pages}
    assert set(answers.values()) == {404}, answers
    assert reference not in client.get("/my/").content.decode() + client.get("/claim/").content.decode()
    assert client.get(f"/claim/{own}/you/").status_code == 200, "an own matter stays one's own"
