"""Saved all the time, on every device, without one overwriting the other; and what happens to wrong answers."""

from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from disputes.models import Draft, Paper
from tests.disputes.papers_files import picture
from tests.intake.answers import GOOD, answer, begin, hidden

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23 09:31+08:00", tick=False):
        yield


@pytest.fixture
def reference(client, worker, committee, organisation):
    return begin(client, worker)


def save(client, reference, page, question, **data):
    return client.post(f"/claim/{reference}/{question}/save/", {**hidden(page), **data})


def test_ux_05_what_is_typed_is_saved_at_once_even_when_it_cannot_stand_yet(client, reference):
    page = client.get(f"/claim/{reference}/you/")
    assert f'data-autosave="/claim/{reference}/you/save/"' in page.content.decode()
    sent = save(client, reference, page, "you", name="陈", identity="4401")
    assert sent.status_code == 204 and sent["Saved-At"] == "2026-11-23T09:31:00+08:00"
    assert save(client, reference, page, "you", name="陈嘉", identity="44010").status_code == 204
    text = client.get(f"/claim/{reference}/you/").content.decode()
    assert 'value="陈嘉"' in text and 'value="44010"' in text and "已保存 09:31" in text


def test_ux_28_what_was_saved_on_another_device_is_not_overwritten(client, worker, reference):
    other = Client()
    other.force_login(worker)
    mine, theirs = client.get(f"/claim/{reference}/you/"), other.get(f"/claim/{reference}/you/")
    assert save(other, reference, theirs, "you", **GOOD["you"]).status_code == 204
    assert save(client, reference, mine, "you", name="旧").status_code == 409
    sent = client.post(f"/claim/{reference}/you/", {**hidden(mine), "name": "旧"})
    text = sent.content.decode()
    assert (
        sent.status_code == 409 and 'value="旧"' in text and "陈嘉禾" in text and "没有覆盖任何内容" in text
    )
    assert Draft.objects.get().answers["you"]["name"] == "陈嘉禾"
    kept = client.post(f"/claim/{reference}/you/", {**hidden(sent), **GOOD["you"], "name": "旧"})
    assert kept.status_code == 302 and Draft.objects.get().answers["you"]["name"] == "旧"


def test_answers_lie_encrypted(client, reference):
    answer(client, reference, "you")
    with connection.cursor() as cursor:
        cursor.execute("select answers from disputes_draft")
        assert cursor.fetchone()[0].startswith("v1.")


@pytest.mark.parametrize(
    ("question", "wrong", "field"),
    [
        ("you", {"name": ""}, "name"), ("you", {"identity": "440106198803122240"}, "identity"), ("you", {"identity": ""}, "identity"),
        ("you", {"phone": "123"}, "phone"), ("you", {"address": ""}, "address"),
        ("you", {"identity": "", "other_identity": "H12345678", "sex": "", "born_on": "1990-1-1"}, "sex"),
        ("you", {"identity": "", "other_identity": "H12345678", "sex": "男", "born_on": "1990-2-30"}, "born_on"),
        ("employer", {"employer_name": ""}, "employer_name"), ("employer", {"credit_code": "91440101MA5CK7Q270"}, "credit_code"),
        ("employer", {"employer_phone": "12"}, "employer_phone"), ("employer", {"seat": "110101"}, "seat"),
        ("work", {"since": "2026-02-30"}, "since"), ("work", {"since": "2026-9-1"}, "since"), ("work", {"since": "2030-1-1"}, "since"),
        ("work", {"pay": "八千"}, "pay"), ("work", {"job": ""}, "job"),
        ("claims", {"months": "三"}, "months"), ("claims", {"months": "", "paid": ""}, "amount"), ("claims", {"amount": "-1"}, "amount"),
        ("facts", {"facts": "没有"}, "facts"), ("facts", {"facts": ""}, "facts"),
        ("evidence", {"witnesses": "长" * 501}, "witnesses"),
        ("service", {"electronic": ""}, "electronic"), ("before", {"office": ""}, "office"), ("before", {"office": "court-1"}, "office"),
    ],
)  # fmt: skip
def test_ux_06_every_form_names_what_is_wrong_and_keeps_what_was_typed(
    question, wrong, field, client, reference
):
    if question == "claims":
        answer(client, reference, "work")
    typed = GOOD.get(question, {}) | wrong
    sent = answer(client, reference, question, typed)
    text = sent.content.decode()
    assert sent.status_code == 422, text
    form = sent.context["form"]
    assert field in form.errors and "错误：" in text and 'id="error-summary"' in text
    for line in form.errors[field]:
        assert text.count(str(line)) >= 2, "in the summary and beside the field"
    goal = form[field].id_for_label or form[field].subwidgets[0].id_for_label
    assert f'href="#{goal}"' in text and f'id="{goal}"' in text
    for name, value in typed.items():
        assert form[name].value() == value
        assert Draft.objects.get().answers["claim" if question == "claims" else question][name] == value


@pytest.mark.parametrize("written", ["2024-3-1", "2024年3月1日", "20240301", "2024/03/01", "２０２４-３-１"])
def test_ux_12_days_are_read_as_people_write_them(written, client, reference):
    assert answer(client, reference, "work", GOOD["work"] | {"since": written}).status_code == 302


def test_somebody_without_a_resident_card_applies_with_a_passport(client, reference):
    other = {"identity": "", "other_identity": "H12345678", "sex": "男", "born_on": "1990-1-1"}
    assert answer(client, reference, "you", GOOD["you"] | other).status_code == 302


def test_claims_are_added_changed_and_removed(client, reference):
    answer(client, reference, "work")
    again = answer(client, reference, "claims", add="1")
    assert again["Location"] == f"/claim/{reference}/claims/"
    answer(client, reference, "claims", {"kind": "severance"}, add="1")
    rows = client.get(f"/claim/{reference}/claims/").context["rows"]
    assert [claim.cleaned_data["amount"] for _n, claim in rows] == [Decimal(22000), Decimal(24000)]
    change = client.get(f"/claim/{reference}/claims/?change=0")
    assert hidden(change)["changing"] == "0" and "data-autosave" not in change.content.decode()
    client.post(f"/claim/{reference}/claims/", {**hidden(change), "kind": "wages", "months": "2"})
    rows = client.get(f"/claim/{reference}/claims/").context["rows"]
    assert rows[0][1].cleaned_data["amount"] == Decimal(16000)
    page = client.get(f"/claim/{reference}/claims/?change=1")
    client.post(f"/claim/{reference}/claims/", {**hidden(page), "remove": "1"})
    assert len(Draft.objects.get().answers["claimed"]) == 1
    onward = answer(client, reference, "claims", {"kind": "overtime"})
    assert (
        onward["Location"] == f"/claim/{reference}/facts/"
        and len(Draft.objects.get().answers["claimed"]) == 1
    )
    answer(client, reference, "claims", {"kind": "notice_pay"})
    assert [row["kind"] for row in Draft.objects.get().answers["claimed"]] == ["wages", "notice_pay"]


def test_another_kind_brings_its_own_questions_and_keeps_the_rest(client, reference):
    answer(client, reference, "work")
    page = answer(client, reference, "claims", {"kind": "overtime", "text": "我的话"}, other_kind="1")
    text = page.content.decode()
    assert 'name="weekday_hours"' in text and 'name="months"' not in text and "我的话" in text


def test_evidence_is_added_refused_and_removed_without_script(client, reference, worker):
    photo = SimpleUploadedFile("工资条.jpg", picture("JPEG"), content_type="image/jpeg")
    sent = answer(client, reference, "evidence", {"file": photo, "sources": "本人拍摄"}, add="1")
    assert sent["Location"] == f"/claim/{reference}/evidence/"
    paper = Paper.objects.get()
    assert paper.name == "工资条.jpg" and paper.audience == "open" and paper.uploaded_by == worker
    wrong = answer(
        client, reference, "evidence", {"file": SimpleUploadedFile("a.exe", b"MZ" * 50), "sources": "甲"}
    )
    assert wrong.status_code == 422 and "file" in wrong.context["form"].errors and Paper.objects.count() == 1
    assert "甲" in wrong.content.decode() and "工资条.jpg" in wrong.content.decode()
    client.post(f"/claim/{reference}/evidence/", {"remove": str(paper.ref)})
    assert not Paper.objects.exists()
    assert client.post(f"/claim/{reference}/evidence/", {"remove": "x"}).status_code == 302


def test_chunks_by_script_land_in_the_draft(client, reference):
    content = picture("JPEG")
    begun = client.post(
        f"/cases/{reference}/uploads/",
        {"name": "a.jpg", "size": len(content)},
        content_type="application/json",
    ).json()
    sent = client.patch(
        begun["url"], content, content_type="application/octet-stream", headers={"Upload-Offset": "0"}
    )
    assert sent.status_code == 201
    assert "a.jpg" in client.get(f"/claim/{reference}/evidence/").content.decode()


def test_my_cases_lead_back_into_the_draft(client, reference):
    assert f'href="/claim/{reference}/"' in client.get("/my/").content.decode()
    assert f"/claim/{reference}/" in client.get("/claim/").content.decode()


def test_a_question_that_does_not_apply_is_not_there(client, reference):
    for question in ("agent", "group", "nothing"):
        assert client.get(f"/claim/{reference}/{question}/").status_code == 404


def test_the_account_page_changes_the_name_and_says_what_is_kept(client, reference):
    assert client.post("/account/", {"name": "陈嘉禾", "phone": "13800138000"}).status_code == 302
    text = client.get("/account/").content.decode()
    assert "陈嘉禾" in text and "未提交的申请" in text
    wrong = client.post("/account/", {"name": "陈", "phone": "1"})
    assert wrong.status_code == 422 and "phone" in wrong.context["form"].errors


def test_help_is_open_to_everybody_in_both_languages(client):
    assert "词语解释" in client.get("/help/").content.decode()
    client.cookies["django_language"] = "en"
    text = client.get("/help/").content.decode()
    assert "Words, explained" in text and "art. 27" in text


def test_laws_with_chinese_names_are_spelled_out(client):
    assert "《社会保险法》第63条" in client.get("/claim/elsewhere/").content.decode()


def test_a_changed_mind_about_for_whom_leads_to_the_questions_that_apply(client, reference):
    who = {"district": "440104", "employed": "no", "left_on": "2026-8-31", "who": "agent"}
    assert answer(client, reference, "circumstances", who)["Location"] == f"/claim/{reference}/agent/"
    client.get(f"/claim/{reference}/agent/")
    assert answer(client, reference, "circumstances", who | {"who": "self"}).status_code == 302
    Draft.objects.update(at="agent")
    assert client.get(f"/claim/{reference}/")["Location"] == f"/claim/{reference}/you/"


def test_a_case_that_is_still_a_draft_leads_on_to_its_questions_and_nothing_is_begun_from_it(
    client, committee, reference
):
    page = client.get(f"/cases/{reference}/")
    assert page.status_code == 302 and page["Location"] == f"/claim/{reference}/"
    address = f"/cases/{reference}/new/arbitration/file/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"office": committee.pk, "known_on": "2026-1-5"}).status_code == 404
    assert not Draft.objects.get().dispute.docket.exists()
