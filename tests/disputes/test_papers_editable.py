"""Every document as DOCX from the same template: the same words, open to be edited; the PDF stays the one of record."""

import re
from io import BytesIO
from urllib.parse import quote

import pytest
from django.urls import reverse
from docx import Document

from disputes.models import Paper
from disputes.papers.documents import DOCUMENTS
from disputes.papers.editable import OF_RECORD, write
from disputes.papers.extract import text_of
from disputes.papers.render import render

from .papers_files import some
from .papers_sample import sample

EVERY = [(code, variant) for code, each in DOCUMENTS.items() for variant in (each.variants or [""])]


def opened(code, variant="", **changes):
    return Document(BytesIO(write(code, sample(code, variant, **changes))))


def words(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def signs(text):
    return re.sub(r"[\s\u200b　]+", "", text)


@pytest.mark.parametrize(("code", "variant"), some(EVERY))
def test_a_document_says_as_docx_what_it_says_as_pdf(code, variant):
    """Sign by sign, in any order: tables stand elsewhere in what a reader of PDF finds; its pages carry numbers."""
    pdf = re.sub(r"—\s*\d+\s*—", "", text_of(render(code, sample(code, variant))))
    docx = words(opened(code, variant))
    assert sorted(signs(docx)) == sorted(signs(pdf))


def test_headings_tables_and_the_mark_of_the_record_are_words_own():
    document = opened("M05")
    assert [p.text for p in document.paragraphs if p.paragraph_format.keep_with_next][:2] == [
        "一、调解请求事项",
        "二、争议事实",
    ]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells][:2] == ["序号", "履行内容"] and len(table.rows) == 3
    assert document.sections[0].footer.paragraphs[0].text == OF_RECORD
    assert document.core_properties.title == "调解协议书"


def test_what_people_wrote_stays_text_whatever_it_looks_like():
    evil = '<script>alert(1)</script> #panic() </w:t> & "x" {{ d }}\n第二段\x00'
    text = words(opened("M05", facts=evil))
    assert '<script>alert(1)</script> #panic() </w:t> & "x" {{ d }}' in text and "第二段" in text


@pytest.mark.django_db
def test_who_reads_a_paper_gets_its_copy_and_nobody_else_does(dispute, worker, stranger, client):
    made = Paper.objects.create(
        dispute=dispute,
        code="M05",
        title="调解协议书",
        name="M05-调解协议书.pdf",
        data=sample("M05"),
        audience="open",
    )
    own = Paper.objects.create(dispute=dispute, title="工资条", audience="open", uploaded_by=worker)
    address = reverse("disputes:paper_docx", args=[made.ref])
    client.force_login(worker)
    answer = client.get(address)
    assert (
        answer["Content-Type"].endswith("wordprocessingml.document")
        and quote("M05-调解协议书.docx") in answer["Content-Disposition"]
    )
    assert "工资差额" in words(Document(BytesIO(answer.content)))
    assert client.get(reverse("disputes:paper_docx", args=[own.ref])).status_code == 404
    page = client.get(dispute.get_absolute_url()).content.decode()
    assert address in page and str(own.ref) + "/docx/" not in page
    client.force_login(stranger)
    assert client.get(address).status_code == 404
