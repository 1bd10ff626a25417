"""What strangers read: home, list, search, one case, feeds; and what is gone after a recall, at once."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebook import indexing
from casebook.importing import import_lines
from casebook.models import Batch, Follower, TypicalCase
from casebook.reading import PAGE
from disputes.acts import perform
from tests.casebook.conftest import DATA

pytestmark = pytest.mark.django_db
PAGES = ("/", "/casebook/", "/casebook/figures/", "/casebook/?q=加班费", "/casebook/?claim=overtime&trade=internet", "/casebook/C001/",
         "/casebook/feed.atom", "/casebook/feed.json", "/sitemap.xml")  # fmt: skip


@pytest.fixture
def shelf(db, editor):
    outcomes = list(import_lines(DATA.read_text("utf-8").splitlines(), publish=True))
    assert {one.what for one in outcomes} == {"new"}


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_public_pages_need_no_login_and_few_queries(shelf, client):
    for path in PAGES:
        indexing.rebuild()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200, path
        assert len(queries) <= 8, path
    assert not {"sessionid"} & set(client.cookies)


def every_public_page(editor, client):
    """One page of every kind as strangers see it, with the address of a recalled case and of somebody's e-mails."""
    perform(TypicalCase.objects.get(number="C025"), "recall", by=editor, kind="objection")
    follower = Follower.objects.create(address="reader@example.org", topic="overtime", language="zh-hans")
    paths = [*PAGES[:6], "/casebook/?q=“工资”", "/casebook/?q=没有的话", "/casebook/?article=劳动合同法第39条", "/casebook/glossary/",
             "/casebook/follow/", "/casebook/follow/?asked=1", follower.get_absolute_url(), Batch.objects.first().get_absolute_url(),
             "/hearings/public/", "/verify/", "/help/"]  # fmt: skip
    pages = {path: text(client, path) for path in paths}
    gone = client.get("/casebook/C025/")
    assert gone.status_code == 410
    return pages | {"/casebook/C025/": gone.content.decode()}


def test_ux_36_no_public_page_asks_for_a_login_or_a_puzzle(shelf, editor, client):
    for path, page in every_public_page(editor, client).items():
        assert 'type="password"' not in page and not re.search(
            "captcha|验证码|<canvas", page, re.IGNORECASE
        ), path
        assert not re.search(r"<(iframe|object|embed)\b", page), path
    assert not {"sessionid", "messages"} & set(client.cookies)


def test_ux_37_public_pages_speak_chinese(shelf, editor, client):
    pages = " ".join(every_public_page(editor, client).values())
    page = re.sub(r"<(script|style|title)[^>]*>.*?</\1>|<[^>]+>", " ", pages, flags=re.DOTALL)
    words = set(re.findall(r"[A-Za-z]{3,}", page)) - {
        "English",
        "https",
        "www",
        "court",
        "gov",
        "zixun",
        "xiangqing",
        "html",
        "Atom",
        "JSON",
    }
    assert {w for w in words if w not in DATA.read_text("utf-8")} == set()


def test_a_case_page_has_its_citation_its_articles_and_its_neighbours(shelf, client):
    page = text(client, "/casebook/C001/")
    assert "《快递企业员工拒上“996”被试用期辞退》" in page.replace("&quot;", '"')
    assert 'href="/casebook/?article=%E5%8A%B3%E5%8A%A8%E6%B3%95%E7%AC%AC41%E6%9D%A1"' in page
    assert "相关案例" in page and "https://www.court.gov.cn" in page
    assert 'href="https://www.court' not in page


def test_facets_count_and_narrow(shelf, client):
    page = text(client, "/casebook/?form=yes")
    assert "共 10 件" in page and "已选条件" in page
    assert "共 0 件" in text(client, "/casebook/?form=yes&year=1999")


def test_a_list_is_read_page_by_page_without_a_gap(shelf, client):
    seen, path = [], "/casebook/"
    while path:
        page = text(client, path)
        seen += re.findall(r'<h2><a href="/casebook/([^/]+)/">', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = "/casebook/" + following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == len(set(seen)) == 38 > PAGE


def test_odd_questions_are_answered_with_a_page(shelf, client):
    for q in (
        "",
        " ",
        "%00",
        "((((",
        "AND OR NOT",
        "*",
        "“",
        "加" * 5000,
        "<script>",
        "第四十七条",
        "\ud83d\ude00",
    ):
        assert client.get("/casebook/", {"q": q.encode("utf-8", "replace").decode()}).status_code == 200
    for odd in (
        "after=x",
        "after=2026-13-45,1",
        "after=99999999999999999999",
        "after=2026-01-01,99999999999999999999",
        "q=x&after=%C2%B2",
        "after=2026-01-01,%C2%B2",
        "year=abc",
        "claim=%27",
        "nothing=1",
    ):
        assert client.get(f"/casebook/?{odd}").status_code == 200


def test_found_words_are_marked(shelf, client):
    assert "<mark>加班费</mark>" in text(client, "/casebook/?q=加班费")


def test_after_a_recall_it_is_gone_everywhere_at_once(shelf, editor, client):
    indexing.rebuild()
    before = client.get("/casebook/")
    case = TypicalCase.objects.get(number="C025")
    perform(case, "recall", by=editor, kind="objection")
    gone = client.get("/casebook/C025/")
    assert gone.status_code == 410 and "相关人员提出异议" in gone.content.decode()
    assert case.title not in gone.content.decode() and case.facts[:12] not in gone.content.decode()
    assert "C025" in indexing.index().ids()  # the index has not followed yet
    for path in (
        "/",
        "/casebook/?claim=second_wage",
        "/casebook/?q=第二倍工资",
        "/casebook/feed.atom",
        "/casebook/feed.json",
        "/sitemap.xml",
    ):
        assert "C025" not in text(client, path), path
        assert case.title not in text(client, path), path
    assert client.get("/casebook/", headers={"if-none-match": before.headers["ETag"]}).status_code == 200


def test_a_recalled_case_the_index_still_has_is_not_counted(shelf, editor):
    """Not on any page, nor in the count, nor in a facet; the index need not be written anew for that."""
    indexing.rebuild()
    before = indexing.page("加班费", facets={}, offset=0, limit=1)
    last = indexing.page("加班费", facets={}, offset=before.total - 1, limit=1).hits[0].id
    case = TypicalCase.objects.get(number=last)
    perform(case, "recall", by=editor, kind="objection")
    assert last in indexing.index().ids()
    after = indexing.page("加班费", facets={}, offset=0, limit=1)
    assert last in indexing.index().ids()
    assert after.total == before.total - 1
    for facet, value in case.labels():
        if facet in before.facets:
            assert after.facets[facet].get(value, 0) == before.facets[facet][value] - 1


def test_an_unchanged_page_is_not_sent_twice_and_the_language_tells_them_apart(shelf, client):
    page = client.get("/casebook/C001/")
    again = client.get("/casebook/C001/", headers={"if-none-match": page.headers["ETag"]})
    assert again.status_code == 304
    client.cookies["django_language"] = "en"
    assert client.get("/casebook/C001/", headers={"if-none-match": page.headers["ETag"]}).status_code == 200
    assert "no-cache" in page.headers["Cache-Control"]


def test_drafts_have_no_public_address(proposed, client, worker):
    TypicalCase.objects.filter(pk=proposed.pk).update(number="2026-9999")
    client.force_login(worker)
    assert client.get("/casebook/2026-9999/").status_code == 404
    assert client.get("/casebook/none/").status_code == 404


def test_feeds_are_well_formed_and_absolute(shelf, client):
    from xml.etree import ElementTree as ET

    ET.fromstring(client.get("/casebook/feed.atom").content)
    ET.fromstring(client.get("/sitemap.xml").content)
    feed = json.loads(client.get("/casebook/feed.json").content)
    assert len(feed["items"]) == 38
    assert all(item["url"].startswith("http://testserver/casebook/C") for item in feed["items"])
    assert "Disallow: /casebook/desk/" in client.get("/robots.txt").content.decode()


PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7|add:7 }}",
    "]]></x>",
    "</title><svg/onload=alert(1)>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_threat_21_scripts_in_any_field_stay_words(db, record, client, editor, payload):
    record |= {
        "id": "X-1",
        "title": f"案{payload}",
        "facts": f"加班费 {payload}",
        "result": payload,
        "legal_issue": payload,
    }
    record |= {"significance": payload, "employer_type": payload, "province": payload}
    record["source"] |= {"issuer": payload, "batch": payload, "official_url": payload}
    record["law_articles"] = {"cited_in_source": [payload], "added_by_compiler": None}
    assert [one.what for one in import_lines([json.dumps(record)], publish=True)] == ["new"]
    client.force_login(editor)
    draft = TypicalCase.objects.get(number="X-1").get_absolute_url()
    for path in (
        *PAGES[:4],
        "/casebook/X-1/",
        "/casebook/feed.atom",
        "/casebook/desk/?stage=published",
        draft,
    ):
        page = text(client, path)
        for raw in ("<script>alert", "<img src=x", "<svg/onload", 'href="javascript', " 14 "):
            assert raw not in page, (path, raw)


def test_entries_of_the_feeds_have_one_id_whatever_name_the_house_is_asked_by(shelf, client, settings):
    settings.PUBLIC_ADDRESS = "https://cases.example.org"
    ids = []
    for host in ("testserver", "localhost"):
        atom = client.get("/casebook/feed.atom", headers={"host": host}).content.decode()
        feed = client.get("/casebook/feed.json", headers={"host": host}).json()
        assert feed["items"][0]["url"].startswith(f"http://{host}/")
        ids.append((re.findall(r"<id>(.*?)</id>", atom), [item["id"] for item in feed["items"]]))
    assert ids[0] == ids[1] and len(set(ids[0][1])) == 38
    assert all(one.startswith("https://cases.example.org/casebook/") for one in ids[0][0] + ids[0][1])


def test_the_number_of_a_case_finds_it_first_and_no_recalled_one(shelf, editor, client):
    first = re.search(
        r'<ol class="results"><li><h2><a href="([^"]+)"', text(client, "/casebook/?q=案例C012号")
    )
    assert first[1] == "/casebook/C012/"
    perform(TypicalCase.objects.get(number="C012"), "recall", by=editor, kind="error")
    assert "/casebook/C012/" not in text(client, "/casebook/?q=C012")


def test_the_filters_are_one_closed_line_before_the_first_hit(shelf, client):
    page = text(client, "/casebook/?q=工资")
    assert re.search(
        r'<nav class="facets"[^>]*><details class="explain facets__all"><summary>筛选</summary>', page
    )
