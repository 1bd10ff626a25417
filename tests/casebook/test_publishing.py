"""What the public takes away of a case: its PDF, its record, what search engines are told. Nothing personal in any."""

import io
import json
import re

import pikepdf
import pytest
from django.test import Client

from casebook.importing import import_lines
from casebook.leaks import hits, hits_in_file
from casebook.models import TypicalCase
from casebook.publishing import as_script, pdf_of
from disputes.acts import NotLawful, perform
from disputes.papers.extract import about, text_of
from tests.casebook.conftest import DATA

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(db, editor):
    outcomes = list(import_lines(DATA.read_text("utf-8").splitlines(), publish=True))
    assert {one.what for one in outcomes} == {"new"}


def test_the_printed_case_says_what_the_page_says_and_nothing_about_anybody(published, client: Client):
    answer = client.get(f"{published.public_url}print.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="{published.number}.pdf"'
    said = text_of(answer.content)
    for words in (published.title, published.facts, published.result, published.formal_number):
        assert re.sub(r"\s", "", words) in said
    assert "陈嘉禾" not in said and "13800138000" not in said
    with pikepdf.open(io.BytesIO(answer.content)) as book:
        assert "/Author" not in book.docinfo
        assert book.Root.MarkInfo.Marked and book.Root.Lang
    assert client.get(f"{published.public_url}print.pdf?x=1").status_code == 302


def test_threat_14_a_name_in_the_file_alone_keeps_the_case_back(released, director, monkeypatch):
    from casebook import publishing

    made = publishing.print_data
    monkeypatch.setattr(publishing, "print_data", lambda case: made(case) | {"title": "陈嘉禾案"})
    assert hits(released) != [] or hits_in_file(released) != []
    monkeypatch.setattr("casebook.leaks.hits", lambda case: [])
    publishing._drawn.cache_clear()
    assert {hit.form for hit in hits_in_file(released)} == {"陈嘉禾"}
    with pytest.raises(NotLawful, match="CC-1034"):
        perform(released, "publish", by=director, despite="x")


def test_what_a_file_says_of_itself_is_read(released):
    pdf = pdf_of(released)
    with pikepdf.open(io.BytesIO(pdf)) as book:
        book.docinfo["/Author"] = "陈嘉禾"
        changed = io.BytesIO()
        book.save(changed)
    assert "陈嘉禾" in about(changed.getvalue()) and "陈嘉禾" not in about(pdf)


def test_search_engines_are_told_of_the_case_in_their_own_words(shelf, client: Client):
    page = client.get("/casebook/C001/").content.decode()
    said = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert said["@type"] == "Article" and said["headline"] == "快递企业员工拒上“996”被试用期辞退"
    assert said["url"] == "http://testserver/casebook/C001/" and said["inLanguage"] == "zh-CN"
    assert said["encoding"]["contentUrl"] == "http://testserver/casebook/C001/print.pdf"
    assert client.get(said["encoding"]["contentUrl"]).status_code == 200


def test_threat_21_a_title_ends_no_script_element():
    assert "<" not in as_script({"headline": "</script><script>alert(1)</script>&"})
    assert json.loads(as_script({"a": "</b>&"})) == {"a": "</b>&"}


def test_a_case_not_to_be_listed_is_read_but_not_found_by_robots(published, client: Client):
    TypicalCase.objects.filter(pk=published.pk).update(listed=False)
    answer = client.get(published.public_url)
    assert answer["X-Robots-Tag"] == "noindex" and b'name="robots" content="noindex"' in answer.content
    assert client.get(f"{published.public_url}print.pdf")["X-Robots-Tag"] == "noindex"
    assert published.public_url not in client.get("/sitemap.xml").content.decode()


def test_the_export_reads_back_as_it_was(shelf, client: Client, monkeypatch):
    monkeypatch.setattr("casebook.views.feeds.LINES", 15)
    lines, address = [], "/casebook/export.jsonl"
    while address:
        answer = client.get(address)
        assert answer["Content-Type"].startswith("application/jsonl")
        lines += answer.content.decode().splitlines()
        following = re.match(r'<http://testserver(.*)>; rel="next"', answer.headers.get("Link", ""))
        address = following[1] if following else ""
    assert len(lines) == TypicalCase.objects.published().count() == 38
    outcomes = list(import_lines(lines, publish=True))
    changed = [one for one in outcomes if one.what != "same"]
    assert changed == []
    assert client.get("/casebook/export.jsonl?after=x").status_code == 200


def test_threat_14_an_exact_sum_behind_a_rounded_text_is_not_in_the_export(published, client: Client):
    sums = [{"topic": "wages", "asked": "24000.00", "given": "23871.35"}]
    TypicalCase.objects.filter(pk=published.pk).update(sums=sums, result="单位支付约2.4万元。")
    assert "23871" not in client.get("/casebook/export.jsonl").content.decode()


def test_after_a_recall_neither_file_nor_record_is_left(shelf, editor, client: Client):
    perform(TypicalCase.objects.get(number="C025"), "recall", by=editor, kind="privacy")
    gone = client.get("/casebook/C025/print.pdf")
    assert gone.status_code == 410 and gone["Content-Type"].startswith("text/html")
    assert "可能识别到个人" in gone.content.decode()
    assert '"C025"' not in client.get("/casebook/export.jsonl").content.decode()


def test_results_and_offices_narrow_the_list(shelf, client: Client):
    page = client.get("/casebook/").content.decode()
    assert "请求处理结果" in page and "发布机关" in page
    page = client.get("/casebook/?result=refused").content.decode()
    assert "/casebook/C012/" in page and "/casebook/C001/" not in page
    assert client.get("/casebook/?office=珠海法院(媒体/案例平台转载)").content.decode().count("<h2><a") == 1
