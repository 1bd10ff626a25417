"""One cell: a person, a method, an address, and what came back. The matrix makes thousands of them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape

from disputes import access
from tests.pages import addresses
from tests.pages.people import ALONE, PRINCIPALS
from tests.pages.world import AUDIENCES, Case, World, word

ONCE = re.compile(r'(value|content)="[A-Za-z0-9]{64}"')
EVERY_STREAM = ",".join(f"{name}:0" for name in access.Audience.values)


@dataclass
class Cell:
    """What `who` got for `method` on an address of `pattern`."""

    who: str
    method: str
    pattern: str
    address: str
    status: int
    faults: list[str]

    def __str__(self) -> str:
        return f"{self.who} {self.method} {self.address} [{self.pattern}] {self.status}: {'; '.join(self.faults)}"


def role_in(principal: str, case: Case) -> str:
    """The role in this case; empty for somebody of the other place."""
    if principal in ALONE:
        return principal
    role, _line, letter = principal.rpartition("_")
    return role if letter == case.letter else ""


def body(answer: Any) -> str:
    if getattr(answer, "streaming", False):
        content = b"" if answer.is_async else b"".join(answer.streaming_content)
    else:
        content = answer.content
    answer.close()
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as packed:
            content = b"\n".join(
                [*(name.encode() for name in packed.namelist()), *map(packed.read, packed.namelist())]
            )
    return content.decode("utf-8", "ignore")


def bare(answer: Any, address: str) -> tuple[int, str]:
    """Status and page without what differs by design: the address asked for and one-time tokens."""
    text = body(answer) + answer.headers.get("Location", "")
    for form in (address, quote(address), escape(address)):
        text = text.replace(form, "ADDRESS")
    return answer.status_code, ONCE.sub("", text)


def leaks(text: str, principal: str, world: World, pattern: str) -> list[str]:
    """The planted words in the text that this person may not read. A court reads the main volume in its package."""
    if "zq" not in text:
        return []
    found = []
    for case in world.cases.values():
        role = role_in(principal, case)
        for name in (*AUDIENCES, "file", "upload", "typical"):
            given = role == "court" and name == "open" and pattern == "disputes:court_package"
            if word(case.letter, name) in text and role not in addresses.READS[name] and not given:
                found.append(f"reads {name} of case {case.letter}")
    return found


class Desk:
    """One person's way to the house: a session, and the handler without what a test client adds to it."""

    def __init__(self, user: Any, handler: BaseHandler) -> None:
        self.handler, self.requests = handler, RequestFactory()
        if user is not None:
            client = Client()
            client.force_login(user)
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            self.requests.cookies[settings.SESSION_COOKIE_NAME] = key

    def send(self, method: str, address: str, *, forged: bool = True) -> Any:
        """`forged` requests carry no token and are checked for one, as in service."""
        request = getattr(self.requests, method.lower())(address)
        request._dont_enforce_csrf_checks = not forged
        return self.handler.get_response(request)


class Walk:
    """Asks for every address as every principal, and judges every answer by the table."""

    def __init__(self, world: World) -> None:
        self.world, self.cells = world, []
        handler = BaseHandler()
        handler.load_middleware()
        self.desks = {name: Desk(world.users.get(name), handler) for name in PRINCIPALS}
        self.answers: dict[tuple[str, str, str], tuple[int, str]] = {}

    def ask(self, who: str, method: str, pattern: str, address: str) -> tuple[Cell, tuple[int, str]]:
        answer = self.desks[who].send(method, address, forged=False)
        seen = bare(answer, address)
        cell = Cell(who, method, pattern, address, seen[0], leaks(seen[1], who, self.world, pattern))
        if seen[0] >= 500:
            cell.faults.append("fails")
        self.cells.append(cell)
        return cell, seen

    def missing(self, who: str, method: str, pattern: str, rule: addresses.Rule) -> tuple[int, str] | None:
        """What this person gets for an address that leads nowhere."""
        if rule.missing is None:
            return None
        key = (who, method, pattern)
        if key not in self.answers:
            address = in_full(pattern, reverse(pattern, args=rule.missing))
            _cell, self.answers[key] = self.ask(who, method, pattern, address)
        return self.answers[key]


def in_full(pattern: str, address: str) -> str:
    """The feed is asked for every stream there is."""
    return f"{address}?after={EVERY_STREAM}" if pattern.endswith(":feed") else address


def targets(rule: addresses.Rule, case: Case, pattern: str) -> Iterator[tuple[str, addresses.Target]]:
    for target in rule.targets(case):
        try:
            address = reverse(pattern, args=target.args)
        except NoReverseMatch as broken:  # pragma: no cover
            raise AssertionError(f"{pattern}: the table's arguments fit no address") from broken
        yield in_full(pattern, address), target


People = Callable[[addresses.Target], list[str]]


def look(walk: Walk, pattern: str, rule: addresses.Rule, case: Case, people: list[str] | People) -> None:
    """GET as each of these people; whom to ask may depend on the target."""
    for address, target in targets(rule, case, pattern):
        for who in people(target) if callable(people) else people:
            cell, seen = walk.ask(who, "GET", pattern, address)
            if rule.door:
                continue
            role = role_at(who, rule, case)
            cell.faults += wrong_status(cell.status, role, target)
            if role not in target.inside and seen != walk.missing(who, "GET", pattern, rule):
                cell.faults.append("foreign and missing differ")


def wrong_status(status: int, role: str, target: addresses.Target) -> list[str]:
    if role in target.who:
        return (
            []
            if status == 200 or target.at_most or (role == "anonymous" and status == 302)
            else ["is refused"]
        )
    return ["gets the page"] if status == 200 else []


def try_to_write(walk: Walk, pattern: str, rule: addresses.Rule, case: Case, people: list[str]) -> None:
    """POST with nothing in it. What those inside do is rolled back; the others do nothing and learn nothing."""
    if rule.door:
        return
    for address, target in targets(rule, case, pattern):
        for who in people:
            if role_at(who, rule, case) in target.inside:
                with transaction.atomic():
                    walk.ask(who, "POST", pattern, address)
                    transaction.set_rollback(True)
                continue
            cell, seen = walk.ask(who, "POST", pattern, address)
            if seen != walk.missing(who, "POST", pattern, rule):
                cell.faults.append("foreign and missing differ")


def role_at(who: str, rule: addresses.Rule, case: Case) -> str:
    """At an address that belongs to no case, the role wherever it is held."""
    if rule.missing is None:
        return who if who in ALONE else who.rpartition("_")[0]
    return role_in(who, case)


def without_token(walk: Walk, pattern: str, address: str, people: list[str]) -> None:
    """An unsafe method without a token is refused before anything is looked at.

    The API writes nothing: it knows no such method there, takes nothing but JSON, or has no such address.
    """
    refused = (401, 403, 404, 405, 415) if address.startswith("/api/") else (403,)
    for who in people:
        for method in ("POST", "DELETE")[: 2 if who in ("worker_a", "clerk_a") else 1]:
            status = walk.desks[who].send(method, address).status_code
            faults = [] if status in refused else [f"{method} without a token is answered"]
            walk.cells.append(Cell(who, method, pattern, address, status, faults))
