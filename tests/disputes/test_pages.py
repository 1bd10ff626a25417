import re
from types import SimpleNamespace

import pytest

from disputes.acts import perform
from disputes.models import Dispute, Engagement, Party
from disputes.rehearse import rehearse
from disputes.views.cases import runs
from disputes.wording import cited_text

pytestmark = pytest.mark.django_db


def test_the_opener_opens_the_dispute_from_the_step_page(dispute, worker, client):
    client.force_login(worker)
    page = client.get(f"/cases/{dispute.reference}/")
    assert page.status_code == 200 and "陈嘉禾" in page.content.decode()
    address = f"/cases/{dispute.reference}/dispute/{dispute.pk}/open/"
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert type(dispute).objects.get().stage == "open"


def bare(answer, reference):
    """The page without what differs by design: the address asked for and the one-time token."""
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode().replace(reference, ""))


def test_a_foreign_case_and_a_missing_one_answer_alike(dispute, stranger, client):
    client.force_login(stranger)
    for address in ("/cases/{}/", "/cases/{}/room/", "/cases/{}/feed/", "/cases/{}/dispute/1/open/"):
        foreign = client.get(address.format(dispute.reference))
        missing = client.get(address.format("2222-2222"))
        assert foreign.status_code == missing.status_code == 404
        assert bare(foreign, dispute.reference) == bare(missing, "2222-2222")


def test_a_rehearsal_tells_all_and_leaves_nothing(dispute, worker):
    outcome = rehearse(dispute, "open", by=worker)
    assert [entry.step for entry in outcome.entries] == ["dispute.open"] and "Employer" in outcome.told
    assert "Worker" not in outcome.told, "who takes the step knows"
    assert type(dispute).objects.get().stage == "draft" and not dispute.docket.exists()


def test_a_long_timeline_shows_the_newest_and_folds_the_older(dispute, worker, client):
    perform(dispute, "open", by=worker)
    for number in range(12):
        perform(dispute, "hand_in", by=worker, paper=f"x{number}")
    client.force_login(worker)
    page = client.get(f"/cases/{dispute.reference}/")
    assert [(fold, len(run)) for fold, run in page.context["runs"]] == [(False, 5), (True, 8)]
    assert "<summary>更早的记录（8条）</summary>" in page.content.decode()
    older = client.get(f"/cases/{dispute.reference}/?before={page.context['runs'][0][1][-1].pk}")
    assert [(fold, len(run)) for fold, run in older.context["runs"]] == [(False, 8)], "asked for: unfolded"


def test_what_cannot_be_undone_stays_unfolded_in_its_place():
    ordinary, grave = (SimpleNamespace(terms=SimpleNamespace(grave=one)) for one in (False, True))
    found = runs([ordinary] * 4 + [grave] + [ordinary] * 3, unfolded=1)
    assert [(fold, len(run)) for fold, run in found] == [(False, 1), (True, 3), (False, 1), (True, 3)]


def test_the_feed_gives_what_follows_the_last_number(dispute, worker, client):
    perform(dispute, "open", by=worker)
    perform(dispute, "hand_in", by=worker, paper="x")
    client.force_login(worker)
    found = client.get(f"/cases/{dispute.reference}/feed/?after=open:1").json()["entries"]
    assert [(entry["stream"], entry["seq"]) for entry in found] == [("open", 2)]


def test_the_worklist_and_my_cases_have_empty_states(stranger, clerk, client):
    client.force_login(stranger)
    assert client.get("/my/").status_code == 200
    client.force_login(clerk)
    assert client.get("/work/").status_code == 200


def test_my_cases_say_who_stands_against_whom(dispute, worker, client):
    perform(dispute, "open", by=worker)
    client.force_login(worker)
    assert "陈嘉禾与广州市云岭物流有限公司" in client.get("/my/").content.decode()
    Party.objects.create(dispute=dispute, side="A", name="秦慧娴", worker=True)
    assert "陈嘉禾等2人与广州市云岭物流有限公司" in client.get("/my/").content.decode()


def test_a_draft_is_not_said_to_be_without_a_time_limit(dispute, worker, client):
    client.force_login(worker)
    page = client.get("/my/").content.decode()
    assert "没有期限在计算" not in page and "一年的申请时效仍在计算" in page


def test_names_are_told_to_who_reads_the_file_and_to_nobody_else(engaged, worker, clerk, lead, organisation):
    perform(engaged, "open", by=worker)
    Engagement.objects.create(dispute=engaged, office=organisation, capacity="mediation")
    for reader, told in ((worker, True), (clerk, True), (lead, False)):
        assert (engaged in Dispute.objects.visible_to(reader)) and bool(
            Party.objects.visible_to(reader).told().get(engaged.pk)
        ) is told, reader


def test_what_a_step_brings_about_is_not_said_as_if_it_were_done(dispute, worker, client):
    client.force_login(worker)
    page = client.get(f"/cases/{dispute.reference}/dispute/{dispute.pk}/open/").content.decode()
    assert "<strong>完成后：</strong>本案已建立案卷" in page


def test_a_law_cited_by_its_chinese_name_is_spelled_out_in_a_hint():
    assert (
        cited_text("可能视为送达。[法释〔2004〕13号-11]", "zh") == "可能视为送达。（法释〔2004〕13号第11条）"
    )
    assert cited_text("见[附件一]", "zh") == "见[附件一]"
