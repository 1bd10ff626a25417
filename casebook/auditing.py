"""The leak test over what is really sent: addresses asked as a stranger asks them, pages that are kept, the index.

`casebook.leaks` hunts through what would be made of the row; here the row says only whom to look for.
"""

from __future__ import annotations

import html
import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from time import sleep
from typing import Any
from urllib.parse import urlencode, urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from casebook import indexing
from casebook.kept import shelf
from casebook.leaks import Hit, hits, hits_in_file, hunt
from casebook.models import TypicalCase
from casebook.once import once
from disputes.acts import NotLawful, perform
from disputes.papers.extract import about, text_of
from disputes.rounds import every_round

logger = logging.getLogger(__name__)
NIGHT = range(1, 5)  # hours
ROUND = 5  # cases of one round
AGAIN = timedelta(hours=20)  # once a night
# Of a page: what stands there of its own case, not what every page has or what other cases say.
OWN = re.compile(
    r'(?s)<title>.*?</title>|<script type="application/ld\+json">.*?</script>|<main.*?</article>'
)


@once
def _house() -> BaseHandler:
    """All that answers a request, middleware included."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler


class Stranger:
    """Somebody without a login who reads address after address; what serves all cases is read once."""

    def __init__(self) -> None:
        self.shared: dict[str, str] = {}
        self.lines: dict[str, str] = {}  # of the export, by number

    def read(self, path: str, **query: Any) -> bytes:
        """What is answered there; nothing where there is nothing. Who asks too often waits, as anybody does."""
        house = urlsplit(settings.PUBLIC_ADDRESS)
        asked: dict[str, Any] = {
            "PATH_INFO": path, "QUERY_STRING": urlencode(query), "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": house.netloc,
            "HTTP_X_FORWARDED_PROTO": house.scheme, "wsgi.url_scheme": house.scheme,
        }  # fmt: skip
        setup_testing_defaults(asked)
        with translation.override(settings.LANGUAGE_CODE):  # a request chooses its own
            answer: Any = _house().get_response(WSGIRequest(asked))
            while answer.status_code == 429:
                sleep(int(answer.get("Retry-After", 1)))
                answer = _house().get_response(WSGIRequest(asked))
        if answer.status_code == 200:
            return bytes(answer.content)
        logger.warning("%s answers %d: not audited", path, answer.status_code)
        return b""

    def surfaces(self, case: TypicalCase) -> Iterator[tuple[str, str]]:
        """Whatever a stranger gets of this case, by where it stands."""
        page = self.read(case.public_url).decode()
        yield from _page(page)
        yield from _pdf(self.read(reverse("casebook:pdf", args=[case.number])))
        interface = self.read(reverse("casebook_api:case", args=[case.number])).decode()
        yield _("export and programming interface"), f"{interface}\n{self._line(case)}"
        found = self.read(reverse("casebook:list"), q=case.title[:100]).decode()
        yield _("search result"), _plain(_of(case, found, "<li>"))
        yield _("feed"), _plain(_of(case, self._shared("casebook:atom"), "<entry>"))
        items = json.loads(self._shared("casebook:json") or '{"items": []}')["items"]
        yield (
            _("feed"),
            json.dumps([i for i in items if i["url"].endswith(case.public_url)], ensure_ascii=False),
        )
        yield _("what search engines are told"), _plain(_of(case, self._shared("casebook:sitemap"), "<url>"))

    def _shared(self, name: str) -> str:
        if name not in self.shared:
            self.shared[name] = self.read(reverse(name)).decode()
        return self.shared[name]

    def _line(self, case: TypicalCase) -> str:
        """Its line of the export; who reads case after case reads each page of the export once."""
        number = str(case.number)
        if number not in self.lines:
            said = self.read(reverse("casebook:export"), after=case.pk - 1).decode()
            self.lines = {json.loads(line)["id"]: line for line in said.splitlines()}
        return self.lines.get(number, "")


def _of(case: TypicalCase, text: str, mark: str) -> str:
    """The parts that lead to this case."""
    return "\n".join(part for part in text.split(mark) if case.public_url in part)


def _plain(source: str) -> str:
    return html.unescape(strip_tags(source))


def _page(source: str) -> Iterator[tuple[str, str]]:
    own = "\n".join(OWN.findall(source))
    yield _("public page"), _plain(own)
    yield _("source of the page"), html.unescape(own)


def _pdf(body: bytes) -> Iterator[tuple[str, str]]:
    if body:
        yield _("PDF file"), f"{text_of(body)}\n{about(body)}"


def _kept(case: TypicalCase) -> Iterator[tuple[str, str]]:
    """What this process sends of it without asking anybody."""
    for path, body in shelf.sent_of(case.public_url):
        surfaces = _pdf(body) if path.endswith(".pdf") else _page(body.decode())
        for where, text in surfaces:
            yield (where if where == _("source of the page") else f"{_('kept page')}：{where}"), text


def _stored(case: TypicalCase) -> Iterator[tuple[str, str]]:
    """What the index shows of it."""
    for hit in indexing.index().query(case.title, limit=indexing.MOST):
        if hit.id == case.number:
            yield _("search index"), f"{hit.title}\n{hit.text}"


def _found_by_name(case: TypicalCase) -> Iterator[Hit]:
    """Names by which the index finds it, whatever it shows."""
    for name in case.names_known():
        if any(hit.id == case.number for hit in indexing.index().query(f"“{name}”", limit=indexing.MOST)):
            yield Hit(_("search index"), name, _("name of a party"))


def all_hits(case: TypicalCase, stranger: Stranger) -> list[Hit]:
    """What of the original shows anywhere: in what the row would make, and in what is really sent."""
    sent: dict[str, str] = {}
    for where, text in (*stranger.surfaces(case), *_kept(case), *_stored(case)):
        sent[where] = f"{sent.get(where, '')}\n{text}"
    found = [*hits(case), *hits_in_file(case), *hunt(case, sent), *_found_by_name(case)]
    return list(dict.fromkeys(found))


@every_round
def audit_in_turn() -> int:
    """At night, a few cases a round, those first that have waited longest. Whoever decides on publication is told by
    a task; the docket says where it leaks, never what. Returns how many were looked at."""
    now = timezone.now()
    if timezone.localtime(now).hour not in NIGHT:
        return 0
    waiting = Q(audited_at=None) | Q(audited_at__lt=now - AGAIN)
    rows = (
        TypicalCase.objects.published().filter(waiting).order_by(F("audited_at").asc(nulls_first=True), "pk")
    )
    stranger, cases = Stranger(), list(rows.select_related("source_dispute", "dispute", "office")[:ROUND])
    for case in cases:
        TypicalCase.objects.filter(pk=case.pk).update(
            audited_at=now
        )  # first: one that fails holds up no other
        found = all_hits(case, stranger)
        with suppress(NotLawful):  # nothing has changed since the last night
            if found:
                said = dict.fromkeys(f"{hit.where}：{hit.reason}" for hit in found)
                perform(case, "find_leak", reason="；".join(said))
            else:
                perform(case, "end_leak")
    return len(cases)
