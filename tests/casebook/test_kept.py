"""Public pages are sent as they were made until something is published, corrected or recalled; never a personal one."""

import asyncio
import gzip
from urllib.parse import quote

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.layers import get_channel_layer
from django.db import connections

from casebook import kept
from casebook.importing import import_lines
from casebook.kept import ASKS, GROUP, KeptPages, Page, Shelf, shelf
from casebook.models import TypicalCase
from disputes.acts import perform
from tests.casebook.conftest import DATA, decide_all

MARKED = (b"X-Kept", b"1")


@pytest.fixture(autouse=True)
def an_empty_shelf(monkeypatch, settings):
    """With a layer inside the process: on Redis one layer would be left by one loop after another."""
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    fresh = Shelf()
    for name, value in vars(fresh).items():
        monkeypatch.setattr(shelf, name, value)


class House:
    """An application that counts how often it is asked."""

    def __init__(self, *, status=200, headers=(MARKED, (b"ETag", b'W/"1"')), body="案" * 1000):
        self.asked, self.status, self.headers, self.body = 0, status, list(headers), body.encode()
        self.edition = 1

    async def __call__(self, scope, receive, send):
        self.asked += 1
        self.scope = scope
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body[:10], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[10:]})


@pytest.fixture
def house(monkeypatch):
    house = House()
    monkeypatch.setattr(kept, "_edition", lambda: house.edition)
    monkeypatch.setattr(kept, "database_sync_to_async", lambda look: sync_to_async(look))
    return house


async def ask(app, path="/casebook/", *, method="GET", twice=("", ()), **headers):
    """(status, headers, body) of one request; `twice` is a header that comes more than once."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    raw += [(twice[0].encode(), value.encode()) for value in twice[1]]
    scope = {
        "type": "http", "method": method, "path": path.partition("?")[0], "raw_path": path.partition("?")[0].encode(),
        "query_string": path.partition("?")[2].encode(), "headers": [(b"host", b"testserver"), *raw], "scheme": "http",
    }  # fmt: skip
    said = ApplicationCommunicator(app, scope)
    await said.send_input({"type": "http.request", "body": b""})
    start, body = await said.receive_output(20), b""
    while True:
        part = await said.receive_output(20)
        body += part.get("body", b"")
        if not part.get("more_body"):
            await said.wait()
            return start["status"], {n.lower(): v for n, v in start["headers"]}, body


def test_a_public_page_is_made_once_and_sent_whole(house):
    async def story():
        app = KeptPages(house)
        for _time in range(5):
            status, headers, body = await ask(app)
            assert (status, body) == (200, house.body)
            assert b"x-kept" not in headers and headers[b"vary"] == b"Cookie, Accept-Encoding"
        zipped = await ask(app, accept_encoding="gzip, br")
        assert gzip.decompress(zipped[2]) == house.body and zipped[1][b"content-encoding"] == b"gzip"
        assert len(zipped[2]) == int(zipped[1][b"content-length"]) < len(house.body) / 5

    asyncio.run(story())
    assert house.asked == 2  # once for those who read gzip
    assert house.scope[ASKS]


def test_language_and_type_have_their_own_page_and_other_cookies_do_not(house):
    async def story():
        app = KeptPages(house)
        for cookie in ("", "django_language=en", "scale=large", "scale=large; django_language=en"):
            await ask(app, cookie=cookie)
        assert house.asked == 4
        for cookie in ("django_language=fr", "scale=huge", "csrftoken=abc", "scale=large; csrftoken=z"):
            await ask(app, cookie=cookie)
        assert house.asked == 4
        await ask(app, "/casebook/?q=1")
        await ask(app, "/casebook/", host="elsewhere")
        assert house.asked == 6

    asyncio.run(story())


def test_nobody_sends_a_page_of_his_own_choice_to_everybody(house):
    """What this layer reads of a request is what Django will read of it: else a page is kept under a wrong key."""

    async def story():
        app = KeptPages(house)
        await ask(app)
        await ask(app, cookie='{"a"}[b c]=1; scale=large; django_language=en')
        assert house.asked == 2  # a cookie that RFC 6265 does not know spoils only itself
        await ask(app, cookie="scale=large; django_language=en")
        assert house.asked == 2
        for name, values in {
            "cookie": ("scale=large", "x=y"),
            "x-forwarded-proto": ("https", "http"),
            "host": ("evil.example", "testserver"),
        }.items():
            await ask(app, twice=(name, values))
        assert house.asked == 5 and len(shelf.pages) == 2
        await ask(app, twice=("cookie", ("sessionid=x", "x=y")))
        assert house.asked == 6 and len(shelf.pages) == 2

    asyncio.run(story())


def test_who_refuses_gzip_is_sent_none(house):
    async def story():
        app = KeptPages(house)
        for said in ("gzip;q=0", "gzip; q=0.000, br", "br", ""):
            assert (await ask(app, accept_encoding=said))[2] == house.body
        for said in ("gzip", "br, gzip;q=0.5"):
            assert gzip.decompress((await ask(app, accept_encoding=said))[2]) == house.body

    asyncio.run(story())


def test_what_may_be_somebodys_own_is_never_kept(house):
    async def story():
        app = KeptPages(house)
        for said in (
            {"cookie": "sessionid=x"},
            {"cookie": "messages=x"},
            {"authorization": "x"},
            {"range": "bytes=0-1"},
        ):
            await ask(app, **said)
            await ask(app, **said)
        await ask(app, method="POST")
        assert house.asked == 9 and not shelf.pages
        for other in (
            House(headers=[]),
            House(status=404),
            House(headers=[MARKED, (b"Set-Cookie", b"a=b")]),
            House(status=410),
        ):
            app = KeptPages(other)
            assert (await ask(app))[2] == other.body
            assert (await ask(app, method="HEAD"))[2] == b""
            assert other.asked == 2
        assert not shelf.pages

    asyncio.run(story())


def test_a_reader_with_a_copy_is_told_that_nothing_changed(house):
    async def story():
        app = KeptPages(house)
        for _time in range(2):
            status, headers, body = await ask(app, if_none_match='W/"1"')
            assert (status, body) == (304, b"") and b"content-length" not in headers
        assert (await ask(app, if_none_match='W/"0"'))[0] == 200
        status, headers, body = await ask(app, method="HEAD")
        assert (status, body, headers[b"content-length"]) == (200, b"", b"3000")

    asyncio.run(story())
    assert house.asked == 1


def test_another_process_is_heard_through_the_layer_at_once(house, monkeypatch):
    async def story():
        app = KeptPages(house)
        await ask(app)
        house.body = b"corrected"
        monkeypatch.setattr(kept, "UNSEEN", 3600)  # nobody looks at the edition
        for _time in range(100):  # until the listener stands in the layer
            await get_channel_layer().group_send(GROUP, {"type": "empty"})
            await asyncio.sleep(0.02)
            if (await ask(app))[2] == b"corrected":
                return
        raise AssertionError

    asyncio.run(story())


def test_a_layer_that_fails_while_it_is_left_holds_up_no_end(house, monkeypatch):
    class Clinging:
        async def new_channel(self):
            return "specific.1"

        async def group_add(self, group, channel):
            pass

        async def receive(self, channel):
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                raise KeyError(channel) from None

    async def story():
        monkeypatch.setattr(kept, "get_channel_layer", Clinging)
        await ask(KeptPages(house))
        await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(story(), 5))  # and with it the listener


def test_where_the_layer_is_away_the_edition_tells_within_a_second(house, monkeypatch):
    async def deaf():
        return None

    async def story():
        monkeypatch.setattr(kept, "_hear", deaf)
        app = KeptPages(house)
        await ask(app)
        house.body, house.edition = b"corrected", 2
        await asyncio.sleep(kept.UNSEEN + 0.05)
        assert (await ask(app))[2] == b"corrected"

    asyncio.run(story())


def test_what_cannot_be_compared_is_not_sent(house, monkeypatch):
    def down():
        raise OSError

    async def story():
        app = KeptPages(house)
        await ask(app)
        monkeypatch.setattr(kept, "_edition", down)
        await asyncio.sleep(kept.UNSEEN + 0.05)
        for _time in range(3):
            await ask(app)
        assert house.asked == 4

    asyncio.run(story())


def test_a_page_begun_before_a_recall_is_not_kept_after_it(house):
    async def slow(scope, receive, send):
        begun.set()
        await going_on.wait()
        await house(scope, receive, send)

    async def story():
        app = KeptPages(slow)
        making = asyncio.create_task(ask(app))
        await begun.wait()
        shelf.empty()
        going_on.set()
        await making
        await ask(app)
        assert house.asked == 2

    begun, going_on = asyncio.Event(), asyncio.Event()
    asyncio.run(story())


def test_the_oldest_pages_make_room(monkeypatch):
    monkeypatch.setattr(kept, "ROOM", 100)
    pages = Shelf()
    for n in range(5):
        pages.put((n,), Page([], b"x" * 30, b""))
        pages.get((0,))
    assert pages.size == sum(len(page.body) for page in pages.pages.values()) <= 100
    assert pages.get((0,)) is not None


@pytest.mark.django_db(transaction=True)
def test_threat_14_the_whole_house_a_recall_is_seen_at_once(editor, monkeypatch):
    from config.asgi import application

    list(import_lines(DATA.read_text("utf-8").splitlines()[:3], publish=True))

    async def story():
        first = await ask(application, "/casebook/C001/")
        assert first[0] == 200 and b"set-cookie" not in first[1]
        assert b"C001" in (await ask(application, "/casebook/"))[2]
        held = len(shelf.pages)
        assert held == 2
        assert await ask(application, "/casebook/C001/") == first
        case = await sync_to_async(TypicalCase.objects.get)(number="C001")
        await sync_to_async(perform)(case, "recall", by=editor, kind="privacy")
        assert not shelf.pages
        assert (await ask(application, "/casebook/C001/"))[0] == 410
        assert b"/casebook/C001/" not in (await ask(application, "/casebook/"))[2]
        assert b"/casebook/C001/" not in (await ask(application, "/sitemap.xml"))[2]
        await sync_to_async(connections.close_all)()

    asyncio.run(story())


@pytest.mark.django_db(transaction=True)
def test_a_correction_is_seen_at_once_wherever_the_case_is_read(published, editor, reader, director):
    """Pages that are kept, list, feeds, export, sitemap, programming interface and index, before and after."""
    from config.asgi import application

    number, old, new = published.number, "拖欠三个月工资的处理", "拖欠两个月工资的处理"
    reads = (f"/casebook/{number}/", "/casebook/", "/casebook/?q=拖欠", "/casebook/feed.json", "/casebook/feed.atom",
             "/casebook/export.jsonl", f"/api/v1/casebook/{number}/", "/api/v1/casebook/?q=拖欠")  # fmt: skip

    def step(name, by, **facts):
        perform(TypicalCase.objects.get(pk=published.pk), name, by=by, **facts)

    def words():
        case = TypicalCase.objects.get(pk=published.pk)
        step("edit", editor, words={**case.original, "title": new}, filing={})
        decide_all(TypicalCase.objects.get(pk=published.pk), editor)

    async def pages():
        said = {}
        for path in reads:
            address, _sign, query = path.partition("?")
            query = query and "q=" + quote(query.removeprefix("q="))
            status, _headers, body = await ask(application, f"{address}?{query}" if query else address)
            said[path] = (status, body.decode())
        return said

    async def story():
        for _time in range(2):  # the second time they are the pages that were kept
            assert all(old in body for _status, body in (await pages()).values())
        assert shelf.pages
        await sync_to_async(step)("correct", editor, reason="写错")
        assert not shelf.pages
        meanwhile = await pages()
        assert not any(old in body for _status, body in meanwhile.values())
        assert meanwhile[reads[0]][0] == meanwhile[reads[6]][0] == 404
        await sync_to_async(words)()
        await sync_to_async(step)("submit", editor)
        await sync_to_async(step)("release", reader)
        await pages()
        await sync_to_async(step)("publish", director, despite="同类案件较多")
        assert not any(old in body or new not in body for _status, body in (await pages()).values())
        await sync_to_async(connections.close_all)()

    asyncio.run(story())
