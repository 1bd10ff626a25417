"""What is dear to make is made a few at a time, so that everything else stays quick for everybody.

Searches, exports, feeds and figures wait for their turn before Django: who waits holds no thread and no connection.
Where too many wait, or one address asks for too much at once, the rest is turned away in words (429, `Retry-After`).
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from casebook.kept import chosen
from disputes.api.problems import MEDIA_TYPE, problem

Scope = MutableMapping[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
TURNED_AWAY = "turned_away"  # in the scope: Django only has to say so
AGAIN = 10  # seconds after which it is worth asking again


@dataclass(frozen=True, slots=True)
class Lane:
    """Addresses that are made `at_once` at most in one process; `waiting` more may wait, `each` of one address."""

    paths: re.Pattern[str]
    asking: re.Pattern[str] = re.compile("$^")  # those that are dear only with a question behind them
    at_once: int = 2
    waiting: int = 64
    each: int = 8


LANES = (
    Lane(
        re.compile(r"/casebook/(export\.jsonl|feed\.\w+|figures/|[^/]+/print\.pdf)|/sitemap\.xml|/api/v1/casebook/"),
        asking=re.compile(r"/casebook/.*|/"),
    ),
    Lane(re.compile(r"/work/export/|/overview/.*|/papers/[^/]+/docx/|/hearings/feeds/.+"), at_once=1),
)  # fmt: skip


def lane_of(scope: Scope) -> Lane | None:
    """The lane in which this request waits, if it is one for dear pages."""
    path = scope["path"]
    for lane in LANES:
        if lane.paths.fullmatch(path) or (scope.get("query_string") and lane.asking.fullmatch(path)):
            return lane
    return None


class Queue:
    """Who waits in one lane of this process, and who is being served."""

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self.free = asyncio.Semaphore(lane.at_once)
        self.inside: Counter[str] = Counter()

    def takes(self, who: str) -> bool:
        """Whether one more may come in; an address nobody knows is limited by the lane alone."""
        if self.inside.total() >= self.lane.at_once + self.lane.waiting:
            return False
        return not who or self.inside[who] < self.lane.each

    @asynccontextmanager
    async def turn(self, who: str) -> AsyncIterator[None]:
        """One's turn, after those who came before. Who hangs up leaves."""
        self.inside[who] += 1
        try:
            async with self.free:
                yield
        finally:
            self.inside[who] -= 1
            if not self.inside[who]:
                del self.inside[who]


class Lanes:
    """`app`, with its dear pages made a few at a time."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.queues = {lane: Queue(lane) for lane in LANES}
        self.refusals: dict[tuple[Any, ...], list[dict[str, Any]]] = {}

    async def __call__(self, scope: Scope, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        lane = lane_of(scope)
        if lane is None:
            await self.app(scope, receive, send)
            return
        queue, who = self.queues[lane], caller(scope)
        if not queue.takes(who):
            await self.refuse(scope, receive, send)
            return
        async with queue.turn(who):
            await self.app(scope, receive, send)

    async def refuse(self, scope: Scope, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        """The same few bytes for everybody, made once by Django: a storm that is turned away must cost nothing."""
        headers = dict(scope["headers"])
        language, scale = chosen(headers.get(b"cookie", b""))
        key = (scope["path"].startswith("/api/"), language, scale)
        if key not in self.refusals:
            cookies = f"{settings.LANGUAGE_COOKIE_NAME}={language}; scale={scale}".encode()
            kept: list[dict[str, Any]] = []

            async def keep(message: dict[str, Any]) -> None:
                kept.append(message)

            plain = [(b"host", headers.get(b"host", b"")), (b"cookie", cookies)]
            await self.app({**scope, "method": "GET", "headers": plain, TURNED_AWAY: True}, receive, keep)
            if kept[0]["status"] == HTTPStatus.TOO_MANY_REQUESTS:  # a bad host is this one's alone
                self.refusals[key] = kept
        else:
            kept = self.refusals[key]
        for message in kept:
            await send(
                {**message, "body": b""} if "body" in message and scope["method"] == "HEAD" else message
            )


def caller(scope: Scope) -> str:
    """The address that asks, as the limits of the API count it (`NUM_PROXIES`); empty where nobody knows it."""
    hops = settings.REST_FRAMEWORK["NUM_PROXIES"]
    said = next(
        (value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"), ""
    )
    if hops and said:
        named = said.split(",")
        return named[-min(hops, len(named))].strip()
    return str((scope.get("client") or [""])[0] or "")


class TurnedAway:
    """Says so, in the reader's language; nothing is looked up for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not getattr(request, "scope", {}).get(TURNED_AWAY):
            return self.get_response(request)
        response: HttpResponse
        if request.path.startswith("/api/"):
            response = JsonResponse(
                problem(429), status=429, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
            )
        else:
            response = render(request, "429.html", {"busy": True}, status=429)
        response["Retry-After"] = str(AGAIN)
        add_never_cache_headers(response)
        return response
