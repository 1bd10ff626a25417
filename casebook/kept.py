"""Public pages made once and sent many times: a small ASGI layer before Django.

A page is kept when its view says so (`public`) and nobody is signed in. It is emptied through the channel layer by
every publication, correction and recall, and compared with the edition in the database at least every `UNSEEN`
seconds: where the layer is away, an old page is gone half a second later. What cannot be compared is not sent.
"""

from __future__ import annotations

import asyncio
import gzip
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from typing import Any

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import transaction
from django.http import parse_cookie

logger = logging.getLogger(__name__)
Scope = MutableMapping[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[..., Any]  # an ASGI application
Headers = list[tuple[bytes, bytes]]

GROUP = "public-pages"
ASKS = "kept"  # in the scope: this layer stands before the application
MARK = b"x-kept"  # what a view says of its answer to this layer alone; never sent
UNSEEN = 0.5  # seconds a page is sent without a look at the edition
REJOIN = 3600.0  # seconds after which the group is joined anew: members of a group expire
ROOM = 64 * 1024 * 1024  # bytes of pages in one process, oldest use out first
LARGEST = 1024 * 1024  # bytes of one page that is kept
SMALLEST = 860  # bytes below which compressing gains nothing


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one answer, with its headers, and how it is told from others."""

    headers: Headers
    body: bytes
    etag: bytes


class Shelf:
    """The pages of this process and the edition they were made of."""

    def __init__(self) -> None:
        self.pages: OrderedDict[tuple[Any, ...], Page] = OrderedDict()
        self.size = 0
        self.edition: int | None = None
        self.looked = 0.0
        self.emptied = 0  # how often: a page begun before is not kept after

    def empty(self) -> None:
        self.pages.clear()
        self.size, self.emptied = 0, self.emptied + 1

    def get(self, key: tuple[Any, ...]) -> Page | None:
        page = self.pages.get(key)
        if page is not None:
            self.pages.move_to_end(key)
        return page

    def sent_of(self, address: str) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of every page kept under that address, as its readers see it."""
        for key, page in list(self.pages.items()):
            path = key[3].decode("latin-1")
            if path.startswith(address):
                zipped = any(name.lower() == b"content-encoding" for name, _value in page.headers)
                yield path, gzip.decompress(page.body) if zipped else page.body

    def put(self, key: tuple[Any, ...], page: Page) -> None:
        old = self.pages.pop(key, None)
        self.size += len(page.body) - (len(old.body) if old else 0)
        self.pages[key] = page
        while self.size > ROOM:
            _key, gone = self.pages.popitem(last=False)
            self.size -= len(gone.body)


shelf = Shelf()


def empty_after_commit() -> None:
    """The public reads something else now: once the change stands, no process sends what it kept before."""
    transaction.on_commit(_empty_everywhere, robust=True)


def _empty_everywhere() -> None:
    shelf.empty()
    with suppress(Exception):  # a layer that is away is no reason to fail: every process looks at the edition
        async_to_sync(_tell)()


async def _tell() -> None:
    await asyncio.wait_for(get_channel_layer().group_send(GROUP, {"type": "empty"}), 2)


class KeptPages:
    """`app`, with its public pages kept."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.listening: asyncio.Task[None] | None = None
        self.looking: asyncio.Task[int] | None = None

    async def __call__(self, scope: Scope, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        key = key_of(scope) if scope["type"] == "http" else None
        if key is None:
            await self.app(scope, receive, send)
            return
        page = shelf.get(key)
        if page is not None and await self._is_current() and shelf.get(key) is page:
            await send_page(page, scope, send)
            return
        await self._make(key, scope, receive, send)

    async def _make(
        self, key: tuple[Any, ...], scope: Scope, receive: Callable[[], Awaitable[Any]], send: Send
    ) -> None:
        """Let Django make the page; keep it if it says so and nothing was published meanwhile."""
        current = await self._is_current()
        before = shelf.emptied
        held: Headers | None = None
        body = bytearray()

        async def passed_on(message: dict[str, Any]) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                names = {name.lower() for name, _value in headers}
                headers = [(name, value) for name, value in headers if name.lower() != MARK]
                if MARK in names and message["status"] == HTTPStatus.OK and b"set-cookie" not in names:
                    held = headers
                else:
                    await send({**message, "headers": headers})
            elif held is None:
                await send(message if scope["method"] == "GET" else {**message, "body": b""})
            else:
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                page = page_of(held, bytes(body), zipped=key[-1])
                if current and before == shelf.emptied and len(page.body) <= LARGEST:
                    shelf.put(key, page)
                await send_page(page, scope, send)

        asked = [(n, v) for n, v in scope["headers"] if n != b"if-none-match"]  # this layer answers it
        await self.app({**scope, "method": "GET", "headers": asked, ASKS: True}, receive, passed_on)

    async def _is_current(self) -> bool:
        """Whether what is kept is of the edition that stands in the database; one look serves all who wait."""
        self._listen()
        if monotonic() - shelf.looked < UNSEEN and shelf.edition is not None:
            return True
        if self.looking is None or self.looking.done():
            self.looking = asyncio.create_task(database_sync_to_async(_edition)())
        began = monotonic()
        try:
            edition = await asyncio.shield(self.looking)
        except Exception:
            logger.warning("the edition of the casebook could not be read", exc_info=True)
            return False
        if edition != shelf.edition:
            shelf.empty()
        shelf.edition, shelf.looked = edition, max(shelf.looked, began)
        return True

    def _listen(self) -> None:
        if self.listening is None or self.listening.done():
            self.listening = asyncio.create_task(_hear())


def _edition() -> int:
    from casebook.models import Edition

    return Edition.now()


async def _hear() -> None:
    """For as long as the process serves: what another process published empties this one's pages."""
    layer = get_channel_layer()
    while not stopped():  # a layer may swallow that it was cancelled
        try:
            channel = await layer.new_channel()
            await layer.group_add(GROUP, channel)
            with suppress(TimeoutError):
                async with asyncio.timeout(REJOIN):
                    while not stopped():
                        await layer.receive(channel)
                        shelf.empty()
            await layer.group_discard(GROUP, channel)
        except Exception:
            if stopped():  # what a layer raises while it is being cancelled is no reason to go on
                raise
            logger.warning(
                "the channel layer failed; kept pages are compared by their edition", exc_info=True
            )
            await asyncio.sleep(1)


def stopped() -> bool:
    """Whether somebody has asked this task to end."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def key_of(scope: Scope) -> tuple[Any, ...] | None:
    """What two requests have in common when they get the same bytes; None for what is never kept."""
    if scope["method"] not in ("GET", "HEAD"):
        return None
    said = [(name, value) for name, value in scope["headers"] if name in WANTED]
    headers = dict(said)
    if len(headers) < len(said):  # one header twice: Django joins them, others take the last
        return None
    cookies = headers.get(b"cookie", b"")
    if settings.SESSION_COOKIE_NAME.encode() in cookies or b"messages=" in cookies:
        return None
    if b"authorization" in headers or b"range" in headers or b"hx-request" in headers:
        return None
    read_as = chosen(cookies) if cookies else ("", "")
    zipped = GZIP.search(headers.get(b"accept-encoding", b"")) is not None
    return (
        headers.get(b"host", b""), headers.get(b"x-forwarded-proto", b""), scope.get("scheme", ""),
        scope.get("raw_path") or scope["path"].encode(), scope.get("query_string", b""), *read_as, zipped,
    )  # fmt: skip


WANTED = frozenset(
    (b"cookie", b"host", b"accept-encoding", b"authorization", b"range", b"hx-request", b"x-forwarded-proto")
)


GZIP = re.compile(rb"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


def chosen(cookies: bytes) -> tuple[str, str]:
    """Language and size of type, as far as the house knows them: other values are the same as none. Read as Django
    reads them, who forgives more than the standard library: else a page would be kept under somebody else's key."""
    said = parse_cookie(cookies.decode("latin-1"))
    language, scale = said.get(settings.LANGUAGE_COOKIE_NAME, ""), said.get("scale", "")
    return (language if language in dict(settings.LANGUAGES) else "", scale if scale == "large" else "")


def page_of(headers: Headers, body: bytes, *, zipped: bool) -> Page:
    """The answer as it is sent: compressed where the reader can read that (nothing secret stands in it)."""
    dropped = {b"content-length", b"vary"}
    kept = [(name, value) for name, value in headers if name.lower() not in dropped]
    if zipped and len(body) >= SMALLEST:
        body = gzip.compress(body, 6, mtime=0)
        kept.append((b"Content-Encoding", b"gzip"))
    kept += [(b"Vary", b"Cookie, Accept-Encoding"), (b"Content-Length", str(len(body)).encode())]
    etag = next((value for name, value in headers if name.lower() == b"etag"), b"")
    return Page(kept, body, etag)


async def send_page(page: Page, scope: Scope, send: Send) -> None:
    """The whole page, its headers alone, or that nothing has changed since the reader's copy."""
    known = next((value for name, value in scope["headers"] if name == b"if-none-match"), b"")
    if page.etag and page.etag in known:
        headers = [
            (n, v) for n, v in page.headers if n.lower() not in (b"content-length", b"content-encoding")
        ]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    body = page.body if scope["method"] == "GET" else b""
    await send({"type": "http.response.start", "status": 200, "headers": page.headers})
    await send({"type": "http.response.body", "body": body})
