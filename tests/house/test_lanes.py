"""docs/threats.md 27: what is dear to make is made a few at a time; who waits too long a line is told so."""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import AsyncClient
from django.urls import reverse

from casebook.once import once
from config import lanes
from config.lanes import TURNED_AWAY, Lanes, caller, lane_of
from config.settings.storage import database

PUBLIC, STAFF = lanes.LANES


def scope(path="/casebook/", query="q=x", who="192.0.2.1", **headers):
    return {
        "type": "http", "method": "GET", "path": path, "query_string": query.encode(), "client": [who, 1],
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip


class Slow:
    """An application that answers when it is told to; it counts who is inside and who was turned away."""

    def __init__(self):
        self.go, self.inside, self.most, self.served, self.refusals = asyncio.Event(), 0, 0, 0, 0

    async def __call__(self, scope, receive, send):
        if scope.get(TURNED_AWAY):
            self.refusals += 1
            await send({"type": "http.response.start", "status": 429, "headers": []})
            await send({"type": "http.response.body", "body": b"later"})
            return
        self.inside += 1
        self.most = max(self.most, self.inside)
        await self.go.wait()
        self.inside -= 1
        self.served += 1


async def crowd(app, house, asked):
    """All of them at once; the house begins to answer when everybody stands in line."""
    said = []

    async def send(message):
        said.append(message)

    waiting = [asyncio.ensure_future(house(one, None, send)) for one in asked]
    await asyncio.sleep(0.01)
    app.go.set()
    await asyncio.gather(*waiting)
    return [message["body"] for message in said if "body" in message]


def test_threat_27_a_hundred_dear_questions_are_made_two_at_a_time_and_the_line_has_an_end():
    async def story():
        app = Slow()
        away = await crowd(app, Lanes(app), [scope(who=f"192.0.2.{n}") for n in range(100)])
        assert set(away) == {b"later"} and app.refusals == 1  # made once, sent to all
        return app.most, app.served, len(away)

    room = PUBLIC.at_once + PUBLIC.waiting
    assert asyncio.run(story()) == (PUBLIC.at_once, room, 100 - room)


def test_threat_27_one_address_has_a_few_places_and_leaves_the_others_theirs():
    async def story():
        app = Slow()
        house = Lanes(app)
        away = await crowd(
            app, house, [scope(who="192.0.2.1") for _n in range(50)] + [scope(who="192.0.2.2")]
        )
        await house(scope(who="192.0.2.1"), None, None)  # the line is empty again
        return app.served, len(away)

    assert asyncio.run(story()) == (PUBLIC.each + 2, 50 - PUBLIC.each)


def test_threat_27_who_hangs_up_leaves_the_line():
    async def story():
        app = Slow()
        house = Lanes(app)
        waiting = [
            asyncio.ensure_future(house(scope(who="192.0.2.1"), None, None)) for _n in range(PUBLIC.each)
        ]
        await asyncio.sleep(0.01)
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert not house.queues[PUBLIC].inside
        app.go.set()
        await house(scope(who="192.0.2.1"), None, None)
        return app.served

    assert asyncio.run(story()) == 1


def test_threat_27_other_pages_wait_for_nothing():
    async def story():
        app = Slow()
        house = Lanes(app)
        others = [
            scope(path, "") for path in ("/", "/casebook/", "/casebook/C001/", "/claim/", "/my/", "/healthz")
        ]
        line = [asyncio.ensure_future(house(scope(who=f"192.0.2.{n}"), None, None)) for n in range(66)]
        line += [asyncio.ensure_future(house(one, None, None)) for one in others * 5]
        await asyncio.sleep(0.01)
        inside = app.inside
        app.go.set()
        await asyncio.gather(*line)
        return inside

    assert asyncio.run(story()) == PUBLIC.at_once + 30


@pytest.mark.parametrize(
    ("name", "args", "query", "lane"),
    [
        ("casebook:list", [], "q=1", PUBLIC), ("casebook:list", [], "after=2026-01-01,1", PUBLIC),
        ("casebook:export", [], "", PUBLIC), ("casebook:atom", [], "", PUBLIC), ("casebook:json", [], "", PUBLIC),
        ("casebook:figures", [], "", PUBLIC), ("casebook:pdf", ["C1"], "", PUBLIC), ("casebook:sitemap", [], "", PUBLIC),
        ("casebook_api:list", [], "", PUBLIC), ("casebook:home", [], "x=1", PUBLIC), ("casebook:case", ["C1"], "x=1", PUBLIC),
        ("casebook:case", ["C1"], "", None), ("casebook:home", [], "", None), ("casebook_api:case", ["C1"], "", None),
        ("disputes:work_export", [], "tab=office", STAFF), ("disputes:overview", [], "", STAFF),
        ("disputes:standards", [], "", STAFF), ("disputes:work", [], "q=1", None), ("disputes:my", [], "", None),
    ],
)  # fmt: skip
def test_the_dear_addresses_are_in_their_lanes(name, args, query, lane):
    assert lane_of(scope(reverse(name, args=args), query)) is lane


def test_behind_proxies_the_address_they_vouch_for_is_counted(settings):
    said = {"x_forwarded_for": "203.0.113.9, 198.51.100.7"}
    assert caller(scope(**said)) == "192.0.2.1"
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    assert caller(scope(**said)) == "198.51.100.7"
    assert caller(scope()) == "192.0.2.1"
    assert caller({"headers": [], "client": None}) == ""


def turned_away(path, language=""):
    """What Django answers to a request that the lane has refused."""

    async def story():
        client = AsyncClient()
        client.cookies["django_language"] = language
        client.handler = Refused(client.handler)
        return await client.get(path)

    return asyncio.run(story())


class Refused:
    """Django behind a lane without room."""

    def __init__(self, handler):
        self.handler = handler

    async def __call__(self, scope):
        return await self.handler({**scope, TURNED_AWAY: True})


@pytest.mark.parametrize(("language", "said"), [("", "请等几秒钟"), ("en", "Wait a few seconds")])
def test_threat_27_who_is_turned_away_is_told_why_and_when_to_come_back(language, said):
    answer = turned_away("/casebook/?q=x", language)
    assert answer.status_code == 429 and said in answer.content.decode()
    assert answer["Retry-After"] == "10" and "no-store" in answer["Cache-Control"]


def test_threat_27_machines_get_a_problem_they_can_read():
    answer = turned_away("/api/v1/casebook/?q=x")
    assert answer.status_code == 429 and answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == 429


def test_threat_27_on_postgresql_no_statement_of_a_page_runs_for_ever(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@h/d")
    monkeypatch.setenv("STATEMENT_TIMEOUT", "30000")
    assert database(tmp_path)["OPTIONS"]["options"] == "-c statement_timeout=30000"
    monkeypatch.delenv("STATEMENT_TIMEOUT")
    assert "options" not in database(tmp_path)["OPTIONS"]


def test_what_takes_long_to_load_is_loaded_once_however_many_ask_at_the_same_moment():
    made = []

    @once
    def slow():
        made.append(time.sleep(0.05))
        return object()

    with ThreadPoolExecutor(20) as pool:
        assert len(set(pool.map(lambda _n: slow(), range(20)))) == len(made) == 1


def test_threat_27_what_one_is_told_instead_is_not_kept_for_the_others():
    """A name of the house that Django refuses (400) must not become the answer to everybody who is turned away."""

    async def app(scope, receive, send):
        good = dict(scope["headers"])[b"host"] == b"testserver"
        await send({"type": "http.response.start", "status": 429 if good else 400, "headers": []})
        await send({"type": "http.response.body", "body": b"later" if good else b"bad"})

    said = []

    async def send(message):
        said.append(message.get("status"))

    async def story():
        house = Lanes(app)
        await house.refuse(scope(host="evil.example"), None, send)
        await house.refuse(scope(host="testserver"), None, send)

    asyncio.run(story())
    assert [status for status in said if status] == [400, 429]
