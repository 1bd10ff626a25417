"""Signatures drawn on the phone stand as pictures in the agreement and in the minutes, beside who signed and when (AL-14, MR-32)."""

import base64
import io

import pikepdf
import pytest
from django.db import connection
from docx import Document
from PIL import Image

from disputes.acts import perform
from disputes.models import DocketEntry, Paper, Seat
from disputes.papers.editable import write
from disputes.papers.extract import runs, text_of
from disputes.papers.render import render
from mediation.models import Signature
from tests.mediation.conftest import TERMS, again
from tests.mediation.test_sittings import MINUTES, picture, refused, step

pytestmark = pytest.mark.standing("effective", "agreed", "mediating", "accepted", "applied")

DRAWN = "data:image/png;base64," + base64.b64encode(picture()).decode()


def pictures(pdf):
    """(page, left, top, width, height) of every picture, in points from the upper left corner, read from the pages."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as book:
        for number, page in enumerate(book.pages):
            kinds = {name: one.Subtype for name, one in page.Resources.get("/XObject", {}).items()}
            now, kept = pikepdf.Matrix(), []
            for operands, operator in pikepdf.parse_content_stream(page):
                match str(operator):
                    case "q":
                        kept.append(now)
                    case "Q":
                        now = kept.pop()
                    case "cm":
                        now = pikepdf.Matrix(*map(float, operands)) @ now
                    case "Do" if kinds[str(operands[0])] == "/Image":
                        top = float(page.MediaBox[3]) - max(now.f, now.f + now.d)
                        found.append((number, now.e, top, abs(now.a), abs(now.d)))
    return found


def line_of(pdf, words):
    """(page, height) at which a line with these words stands, last one first."""
    lines = {}
    for run in runs(pdf):
        lines.setdefault((run.page, round(run.y)), []).append(run.text)
    return next(place for place, texts in reversed(lines.items()) if words in "".join(texts))


def sign_on_the_page(client, user, mediation, **given):
    client.force_login(user)
    checked = client.post(step(mediation, "sign"), given)
    assert checked.status_code == 200, checked.content.decode()
    word = {"confirmed": mediation.dispute.reference[-4:]}
    sent = client.post(step(mediation, "sign"), {**given, **word})
    assert sent.status_code == 302, sent.content.decode()


@pytest.fixture
def signed(agreed, worker, employer, mediator, lead, client, clock):
    """The worker draws on the phone, the employer types, the mediator draws."""
    sign_on_the_page(client, worker, agreed, drawn=DRAWN)
    clock.go(2026, 4, 21, 15)
    sign_on_the_page(client, employer, agreed, typed=str(employer))
    sign_on_the_page(client, mediator, agreed, drawn=DRAWN)
    perform(agreed, "seal", by=lead)
    return again(agreed)


def test_the_page_to_sign_has_a_field_to_draw_on_and_wants_a_signature(agreed, worker, lead, client):
    client.force_login(worker)
    page = client.get(step(agreed, "sign")).content.decode()
    assert "data-sign" in page and "js/sign.js" in page
    assert client.post(step(agreed, "sign"), {}).status_code == 422
    assert "A" not in again(agreed).signatures
    client.force_login(lead)
    assert "data-sign" not in client.get(step(agreed, "seal")).content.decode(), "a seal is not drawn"


def test_who_types_signs_with_the_own_name(agreed, worker, client):
    """Spaces, dots and widths apart; another's name signs for nobody, and the page says which one is expected."""
    type(worker).objects.filter(pk=worker.pk).update(name="阿卜杜拉·买买提")
    client.force_login(worker)
    for wrong in ("路人乙", "签名人", "阿卜杜拉"):
        refused_on_page = client.post(step(agreed, "sign"), {"typed": wrong})
        assert refused_on_page.status_code == 422
        assert "请输入您本人的姓名：阿卜杜拉·买买提。" in refused_on_page.content.decode()
    assert "A" not in again(agreed).signatures
    for n, typed in enumerate(("阿卜杜拉 买买提", "阿卜杜拉・买买提", "阿卜杜拉•买买提 ")):
        assert client.post(step(agreed, "sign"), {"typed": typed}).status_code == 200, (n, "asked once more")
    type(worker).objects.filter(pk=worker.pk).update(name="")
    refused_on_page = client.post(step(agreed, "sign"), {"typed": "阿卜杜拉买买提"}).content.decode()
    assert "请输入您本人的姓名：陈嘉禾。" in refused_on_page, "the party's, where the account bears none"
    type(worker).objects.filter(pk=worker.pk).update(name="阿卜杜拉·买买提")
    sign_on_the_page(client, worker, agreed, typed=" 阿卜杜拉买买提")
    assert "A" in again(agreed).signatures


def test_drawn_signatures_stand_in_the_agreement_beside_the_signers_with_the_moment(signed, worker, employer):
    assert signed.stage == "effective"
    paper = signed.dispute.papers.filter(code="M05").latest("pk")
    pdf = render("M05", paper.data)
    shown, text = pictures(pdf), text_of(pdf)
    assert len(shown) == 2, "two were drawn; the employer typed"
    for (page, left, top, width, height), words in zip(shown, ("陈嘉禾", "调解员（签名）"), strict=True):
        at, baseline = line_of(pdf, words)
        assert page == at and top < baseline < top + height + 30, f"beside {words}"
        assert left > 250 and 30 < height < 45 and 2.9 < width / height < 3.1
    assert f"{worker}2026年4月20日10:00" in text
    assert f"电子签名：{employer}2026年4月21日15:00" in text


def test_the_word_copy_has_the_same_pictures(signed):
    paper = signed.dispute.papers.filter(code="M05").latest("pk")
    made = Document(io.BytesIO(write("M05", paper.data)))
    assert len(made.inline_shapes) == 2
    (line,) = [p for p in made.paragraphs if p.text.startswith("申请人（签名或者盖章）")]
    assert "graphicData" in line._p.xml and "2026年4月20日10:00" in line.text


def test_the_draft_has_lines_to_sign_and_no_picture(agreed):
    draft = agreed.dispute.papers.get(code="M05")
    assert pictures(render("M05", draft.data)) == [] and not draft.data["signatures"]
    assert "年月日" in text_of(render("M05", draft.data))


def test_the_list_of_papers_tells_the_text_to_be_signed_from_the_signed_one(signed, worker, client):
    client.force_login(worker)
    page = client.get(f"/cases/{signed.dispute.reference}/").content.decode()
    draft, made = signed.dispute.papers.filter(code="M05").order_by("pk")
    for paper, told in ((draft, "待签署文本"), (made, "已签署文本")):
        listed = page[page.index(f'href="{paper.get_absolute_url()}"') :].partition("</li>")[0]
        assert told in listed and paper.title in listed


def test_the_drawing_stands_in_no_docket_and_in_the_database_only_encrypted(signed):
    assert "drawn" not in DocketEntry.objects.filter(step="mediation.sign").first().facts
    drawn = base64.b64encode(picture()).decode()
    with connection.cursor() as rows:
        for table, column in (("mediation_signature", "drawn"), ("disputes_paper", "data")):
            rows.execute(f"select {column} from {table}")
            assert not any(drawn[:40] in str(raw) for (raw,) in rows.fetchall())


def test_a_signature_on_paper_is_told_with_its_day(mediating, worker, mediator, lead):
    perform(mediating, "offer", by=worker, terms=TERMS)
    Seat.objects.filter(side="B").delete()
    perform(mediating, "record_acceptance", by=mediator, offer=1, side="B", note="当面")
    for who in (worker, mediator):
        perform(mediating, "sign", by=who, drawn=picture())
    perform(mediating, "record_signature", by=mediator, side="B", proof="a-paper")
    perform(mediating, "seal", by=lead)
    paper = Paper.objects.filter(code="M05").latest("pk")
    assert "纸质签名，2026年4月20日" in text_of(render("M05", paper.data))
    assert Signature.objects.count() == 2


@pytest.mark.parametrize("size", [(1300, 200), (600, 700)])
def test_a_picture_larger_than_a_signature_or_an_empty_one_is_refused(size, agreed, worker):
    for image in (Image.new("RGBA", size, (0, 0, 0, 0)), Image.new("RGBA", (600, 200), (0, 0, 0, 0))):
        kept = io.BytesIO()
        image.putpixel((1, 1), (9, 9, 9, 255)) if image.size == size else None
        image.save(kept, "PNG")
        assert "AL-14" in refused(agreed, "sign", by=worker, drawn=kept.getvalue())


def test_the_case_page_shows_the_signature_to_both_sides(signed, employer, client):
    client.force_login(employer)
    assert (
        Signature.objects.get(voice="A").image
        in client.get(f"/cases/{signed.dispute.reference}/").content.decode()
    )


def test_minutes_are_printed_anew_when_the_last_who_can_has_signed(
    mediating, mediator, worker, employer, stranger, client
):
    perform(mediating, "sit", by=mediator, minutes=MINUTES, place="第一调解室")
    perform(mediating, "confirm_minutes", by=worker, sitting=1, drawn=picture(), remark="第二句不完整")
    papers = Paper.objects.filter(code="M04")
    assert papers.count() == 1, "one of two has signed"
    perform(mediating, "confirm_minutes", by=employer, sitting=1, typed="李经理")
    paper = papers.latest("pk")
    assert papers.count() == 2 and paper.audience == "joint" and paper.volume == "none"
    pdf = render("M04", paper.data)
    text = text_of(pdf)
    ((page, _left, top, _width, height),) = pictures(pdf)
    at, baseline = line_of(pdf, "签名：" + "陈嘉禾")
    assert page == at and top < baseline < top + height + 30
    assert "2026年4月20日10:00" in text and "的意见：第二句不完整" in text and f"电子签名：{employer}" in text
    made = Document(io.BytesIO(write("M04", paper.data)))
    assert len(made.inline_shapes) == 1
    assert not Paper.objects.visible_to(stranger).filter(pk=paper.pk).exists()


def test_minutes_of_a_side_without_an_account_leave_its_line_open(mediating, mediator, worker):
    Seat.objects.filter(side="B").delete()
    perform(mediating, "sit", by=mediator, minutes=MINUTES)
    perform(mediating, "confirm_minutes", by=worker, sitting=1, drawn=picture())
    pdf = render("M04", Paper.objects.filter(code="M04").latest("pk").data)
    assert len(pictures(pdf)) == 1 and "年月日" in text_of(pdf)
