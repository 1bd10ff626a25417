"""The leak test reads what is really sent, once a night, and tells the director without saying whom it saw."""

import gzip
from datetime import datetime

import pytest
from django.utils import timezone

from casebook import auditing, indexing
from casebook.auditing import Stranger, all_hits, audit_in_turn
from casebook.kept import Page, Shelf, shelf
from casebook.models import TypicalCase
from casebook.search import Doc
from casebook.views import public
from disputes.acts import perform
from disputes.models import CaseTask, DocketEntry
from disputes.rounds import EVERY_ROUND

pytestmark = pytest.mark.django_db
NAME = "陈嘉禾"


@pytest.fixture(autouse=True)
def an_empty_shelf(monkeypatch):
    for name, value in vars(Shelf()).items():
        monkeypatch.setattr(shelf, name, value)


@pytest.fixture
def published(published):
    indexing.rebuild()
    return published


def now(case):
    return TypicalCase.objects.select_related("source_dispute").get(pk=case.pk)


def planted_in_index(case, title):
    indexing.index().add(Doc(case.number, title, f"{NAME}在场。"))


def test_threat_14_every_address_of_a_published_case_is_read_and_a_clean_one_leaks_nothing(published):
    surfaces = list(Stranger().surfaces(published))
    assert len(surfaces) == 8 and all(text.strip() for _where, text in surfaces)
    shows_words = [text for _where, text in surfaces if published.title in text]
    assert len(shows_words) == 7  # all but the sitemap
    assert published.public_url in surfaces[-1][1]
    assert all_hits(published, Stranger()) == []


@pytest.mark.parametrize(
    "path", ["/casebook/{}/", "/api/v1/casebook/{}/", "/casebook/", "/casebook/feed.atom", "/casebook/feed.json",
             "/casebook/export.jsonl", "/sitemap.xml"],
)  # fmt: skip
def test_threat_14_a_leak_in_what_one_address_sends_is_found(published, monkeypatch, path):
    read, path = Stranger.read, path.format(published.number)
    mark = published.public_url if path == "/sitemap.xml" else published.title

    def leaking(self, asked, **query):
        body = read(self, asked, **query)
        return body.replace(mark.encode(), f"{mark} {NAME}".encode()) if asked == path else body

    monkeypatch.setattr(Stranger, "read", leaking)
    assert NAME in {hit.form for hit in all_hits(published, Stranger())}


def test_threat_14_a_leak_in_the_printed_file_is_found(published, monkeypatch):
    draw = public.pdf_of
    monkeypatch.setattr(
        public, "pdf_of", lambda case: draw(TypicalCase(title=NAME, number=case.number, facts="x"))
    )
    assert NAME in {hit.form for hit in all_hits(published, Stranger())}


@pytest.mark.parametrize("zipped", [False, True])
def test_threat_14_a_leak_in_a_kept_page_is_found(published, zipped):
    body = f"<title>x</title><main><article>{NAME}在场</article></main>".encode()
    headers = [(b"Content-Encoding", b"gzip")] if zipped else []
    key = (b"testserver", b"", "http", published.public_url.encode(), b"", "", "", zipped)
    shelf.put(key, Page(headers, gzip.compress(body) if zipped else body, b""))
    assert NAME in {hit.form for hit in all_hits(published, Stranger())}


@pytest.mark.parametrize("title", ["拖欠三个月工资的处理", "另一个标题"])
def test_threat_14_a_leak_in_the_stored_document_of_the_index_is_found(published, title):
    planted_in_index(published, title)
    assert {hit.form for hit in all_hits(published, Stranger())} == {NAME}


def test_what_other_cases_say_and_what_every_page_has_is_no_leak_of_this_one(published):
    page = published.public_url
    source = f'<header>{NAME}</header><main><article>ok</article><a href="/">{NAME}</a></main><footer>{NAME}</footer>'
    assert not any(NAME in text for _where, text in auditing._page(source))
    assert (
        auditing._of(published, f'<li><a href="{page}">a</a><li>{NAME}', "<li>") == f'<a href="{page}">a</a>'
    )


def test_an_address_that_does_not_answer_is_told_in_the_log(published, caplog):
    assert Stranger().read("/casebook/none/") == b"" and "answers 404" in caplog.text


def tasks(case):
    return list(CaseTask.objects.open().filter(dispute=case.dispute_id).values_list("code", "role"))


def at(monkeypatch, day, hour):
    """The audit's own clock; the rest of the house keeps its own."""
    moment = timezone.make_aware(datetime(2026, 11, day, hour))

    class Clock:
        now = staticmethod(lambda: moment)
        localtime = staticmethod(timezone.localtime)

    monkeypatch.setattr(auditing, "timezone", Clock)


def test_once_a_night_the_director_is_told_where_it_leaks_and_never_what(published, monkeypatch):
    assert audit_in_turn in EVERY_ROUND
    planted_in_index(published, published.title)
    at(monkeypatch, 28, 12)
    assert audit_in_turn() == 0 and tasks(published) == []
    at(monkeypatch, 28, 2)
    assert [audit_in_turn(), audit_in_turn()] == [1, 0]
    assert tasks(published) == [("LeakFlow.close", "director")]
    entry = DocketEntry.objects.get(dispute=published.dispute_id, step="typicalcase.find_leak")
    assert "搜索索引" in entry.facts["reason"] and NAME not in str(entry.facts)
    at(monkeypatch, 29, 2)
    assert audit_in_turn() == 1
    assert DocketEntry.objects.filter(step="typicalcase.find_leak").count() == 1
    indexing.rebuild()
    at(monkeypatch, 30, 2)
    assert audit_in_turn() == 1
    assert tasks(published) == [] and now(published).stage == "published"


def test_a_round_looks_at_a_few_cases_those_that_waited_longest_first(published, monkeypatch):
    monkeypatch.setattr(auditing, "ROUND", 0)
    at(monkeypatch, 28, 2)
    assert audit_in_turn() == 0 and now(published).audited_at is None


def test_a_leak_that_is_corrected_leaves_the_editor_at_work_and_the_director_free(published, director):
    perform(published, "find_leak", reason="公开页面：当事人姓名")
    perform(now(published), "correct", by=director, reason="仍可识别")
    assert tasks(published) == [("RedactFlow.redact", "editor")]
