"""The editors' pages: proposing from the case page, redacting side by side without a script, releasing, recalling."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arbitration.models import Award
from casebook.models import TypicalCase
from disputes.acts import NotLawful, perform
from disputes.models import Dispute
from tests.casebook.conftest import WORDS, edit, propose
from tests.court.test_awards import cast, clock, final, room, walk

__all__ = ["cast", "clock", "final", "room", "walk"]

pytestmark = pytest.mark.django_db


def now(case):
    return TypicalCase.objects.get(pk=case.pk)


def step_address(case, name):
    return f"/cases/{case.dispute.reference}/typicalcase/{case.pk}/{name}/"


def test_who_handled_the_case_proposes_it_from_the_case_page(
    ended, lead, editor, director, committee, client
):
    from disputes.models import Engagement

    Engagement.objects.get_or_create(dispute=ended, office=committee, capacity="arbitration")
    client.force_login(director)
    address = f"/cases/{ended.reference}/new/typicalcase/propose/"
    assert address in client.get(f"/cases/{ended.reference}/").content.decode()
    assert client.post(address, {"title": "", "why": ""}).status_code == 422
    assert (
        client.post(address, {"title": "拖欠工资", "why": "常见"}).headers["Location"]
        == ended.get_absolute_url()
    )
    case = TypicalCase.objects.get()
    assert (case.source_dispute, case.office, case.proposed_by) == (ended, committee, director)
    assert case.original["facts"] == "拖欠三个月工资。"


def test_what_is_proposed_from_an_english_page_is_written_in_the_language_of_the_casebook(
    ended, lead, client
):
    client.force_login(lead)
    client.cookies["django_language"] = "en"
    client.post(f"/cases/{ended.reference}/new/typicalcase/propose/", {"title": "拖欠工资", "why": "常见"})
    assert TypicalCase.objects.get().original["result"] == "调解：申请已撤回"


def test_a_refused_proposal_leaves_no_envelope(proposed, ended, lead, client):
    before = Dispute.objects.count()
    client.force_login(lead)
    answer = client.post(
        f"/cases/{ended.reference}/new/typicalcase/propose/", {"title": "再来", "why": "一次"}
    )
    assert answer.status_code in (404, 422)
    assert Dispute.objects.count() == before


def test_a_party_and_a_stranger_find_no_desk(proposed, worker, stranger, clerk, client):
    for user, status in ((worker, 403), (stranger, 403), (clerk, 403)):
        client.force_login(user)
        assert client.get("/casebook/desk/").status_code == status
        for address in (
            proposed.get_absolute_url(),
            proposed.get_absolute_url() + "decide/",
            step_address(proposed, "edit"),
        ):
            assert client.get(address).status_code in (404, 405)
            assert client.post(address).status_code in (404, 405)
    client.logout()
    assert client.get("/casebook/desk/").status_code == 302


def test_the_editor_edits_decides_hides_and_submits_without_a_script(proposed, editor, client):
    client.force_login(editor)
    assert proposed.get_absolute_url() in client.get("/casebook/desk/").content.decode()
    form = {
        **WORDS,
        "facts_text": WORDS["facts"] + "群里CJH称属实。",
        "trade": "logistics",
        "articles": "劳动合同法第30条\n\n劳动法第50条",
    }
    assert client.post(step_address(proposed, "edit"), form | {"title": ""}).status_code == 422
    assert (
        client.post(step_address(proposed, "edit"), form).headers["Location"] == proposed.get_absolute_url()
    )
    case = now(proposed)
    assert case.articles == ["劳动合同法第30条", "劳动法第50条"]
    page = client.get(case.get_absolute_url()).content.decode()
    assert "CJH" in page and "待处理" in page and "还有" in page
    span = case.undecided[0]["id"]
    decide = case.get_absolute_url() + "decide/"
    refused = client.post(decide, {"spans": span, "decision": "keep", "why": ""})
    assert refused.status_code == 422 and "请说明可以保留的理由" in refused.content.decode()
    assert client.post(decide, {"spans": "facts-1-999", "decision": "hide"}).status_code == 422
    assert client.post(decide, {"spans": span, "decision": "hide", "replacement": "某人"}).status_code == 302
    hide = case.get_absolute_url() + "hide/"
    missing = client.post(hide, {"text": "不在文中", "kind": "PERSON", "replacement": "某"})
    assert missing.status_code == 422 and "原文中没有这些文字" in missing.content.decode()
    assert client.post(hide, {"text": "三个月", "kind": "AGE", "replacement": "数月"}).status_code == 302
    assert "数月" in now(case).facts and "某人" in now(case).facts
    assert client.post(step_address(case, "submit")).status_code == 302
    assert now(case).stage == "submitted"


def test_the_reader_releases_and_the_director_publishes_after_seeing_what_it_brings_about(
    submitted, reader, director, client
):
    client.force_login(reader)
    page = client.get(submitted.get_absolute_url()).content.decode()
    assert step_address(submitted, "release") in page and "/decide/" not in page
    assert client.post(step_address(submitted, "release")).status_code == 302
    assert now(submitted).stage == "released"
    client.force_login(director)
    page = client.get(submitted.get_absolute_url()).content.decode()
    assert "在册争议中只有 1 件" in page and step_address(submitted, "publish") in page
    said = {"confirmed": submitted.dispute.reference[-4:]}
    assert client.post(step_address(submitted, "publish"), said).status_code == 422
    assert now(submitted).stage == "released"
    said["despite"] = "同类案件较多"
    assert client.post(step_address(submitted, "publish"), {"despite": "同类案件较多"}).status_code == 200
    assert client.post(step_address(submitted, "publish"), said).status_code == 302
    public = client.get(now(submitted).public_url).content.decode()
    assert "拖欠三个月工资的处理" in public and "陈嘉禾" not in public


def test_recall_asks_for_the_kind_of_reason(published, editor, client):
    client.force_login(editor)
    address = step_address(published, "recall")
    assert client.post(address, {"reason": "x"}).status_code == 422
    done = client.post(
        address, {"kind": "privacy", "reason": "当事人来电", "confirmed": published.dispute.reference[-4:]}
    )
    assert done.status_code == 302
    gone = client.get(published.public_url)
    assert gone.status_code == 410 and "当事人来电" not in gone.content.decode()


def test_a_leak_is_named_on_the_editing_page(edited, editor, client):
    TypicalCase.objects.filter(pk=edited.pk).update(analysis="陈嘉禾当时在场")
    client.force_login(editor)
    page = html.unescape(client.get(edited.get_absolute_url()).content.decode())
    assert "公开文本仍会暴露当事人身份" in page and "公开页面" in page


def test_desk_pages_ask_few_questions_of_the_database(proposed, editor, client):
    edit(proposed, editor)
    client.force_login(editor)
    for address, most in (("/casebook/desk/", 6), (proposed.get_absolute_url(), 25)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= most, (address, len(queries))


def test_the_task_leads_to_the_page_of_the_case(proposed, editor, client):
    client.force_login(editor)
    page = client.get("/work/?tab=pool").content.decode()
    assert proposed.get_absolute_url() in page and "隐名处理" in page
    task = proposed.dispute.tasks.get()
    assert client.get(f"/work/{task.pk}/").headers["Location"] == proposed.get_absolute_url()


def test_an_administrator_sees_stages_and_no_words(published, client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("admin", password="x"))
    page = client.get(f"/admin/casebook/typicalcase/{published.pk}/change/").content.decode()
    assert published.number in page and "24000" not in page
    assert (
        client.post(f"/admin/casebook/typicalcase/{published.pk}/delete/", {"post": "yes"}).status_code == 403
    )


def test_on_the_desk_only_the_desk_is_marked_in_the_left_column(editor, client):
    client.force_login(editor)
    page = client.get("/casebook/desk/").content.decode()
    assert '<a href="/casebook/desk/" aria-current="page">' in page
    assert '<a href="/casebook/" aria-current="false">' in page


def close(award, director):
    perform(award.arbitration, "close", by=director)
    return Dispute.objects.get(pk=award.dispute_id)


def test_the_first_text_of_an_awarded_case_says_what_was_decided(final, director):
    """Not that each paper was served and the file is closed: the editor had to look the decision up."""
    case = propose(close(final, director), director)
    assert case.original["result"] == "\n".join(item.text for item in final.shown_items)
    assert case.outcome == "upheld"


def test_of_an_award_that_does_not_bind_it_says_how_each_way_ended(final, director):
    closed = close(final, director)
    Award.objects.update(stage="set_aside")
    assert propose(closed, director).original["result"] == "裁决：已被撤销；仲裁：已办结"


def test_a_case_under_way_is_not_proposed(final, director, client):
    """A notice that was served has ended nothing (CR-21)."""
    address = f"/cases/{final.dispute.reference}/new/typicalcase/propose/"
    client.force_login(director)
    assert address not in client.get(final.dispute.get_absolute_url()).content.decode()
    with pytest.raises(NotLawful, match="CR-21"):
        propose(final.dispute, director)
    close(final, director)
    assert address in client.get(final.dispute.get_absolute_url()).content.decode()
