"""One published case as an entry of a feed, whichever form the feed has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from casebook.models import TypicalCase

LATEST = 50


@dataclass(frozen=True)
class Entry:
    id: str
    url: str
    title: str
    summary: str
    at: datetime
    topics: list[str]

    def as_json(self) -> dict[str, Any]:
        """JSON Feed 1.1."""
        return {
            "id": self.id, "url": self.url, "title": self.title, "content_text": self.summary,
            "date_published": self.at.isoformat(), "tags": self.topics,
        }  # fmt: skip


def entry_of(case: TypicalCase, base: str) -> Entry:
    """`base` is the address the reader asks, without a slash at the end; the id is the same under every name of the house."""
    summary = "\n\n".join(part for part in (case.issue, case.facts, case.result) if part)
    address = base + case.public_url if case.number else ""
    return Entry(
        settings.PUBLIC_ADDRESS + case.public_url,
        address,
        case.title,
        summary,
        case.changed_at,
        [str(word) for word in case.topic_words],
    )


def latest(base: str) -> list[Entry]:
    rows = TypicalCase.objects.published().order_by("-published_on", "-pk").defer("original", "findings")
    return [entry_of(case, base) for case in rows[:LATEST]]
