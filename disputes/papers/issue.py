"""Documents the law attaches to steps: an `Issue` says itself on which step it is made, from what, for whom."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.urls import reverse

from disputes import access
from disputes.access import Audience
from disputes.models import Paper
from disputes.papers.documents import check

if TYPE_CHECKING:
    from disputes.models import DocketEntry, Party

CHECKED = {Audience.OPEN, Audience.AGREEMENT}  # what leaves the house; the rest has no public trace
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


def new_check() -> str:
    """Twelve signs nobody guesses (58 bits), printed on the document with its QR code."""
    return "".join(secrets.choice(ALPHABET) for _n in range(12))


Data = Callable[["DocketEntry", "Party | None"], Mapping[str, Any]]
When = Callable[["DocketEntry"], bool]


def nobody(entry: DocketEntry) -> Sequence[Party]:
    return ()


def side(letter: str) -> Callable[[DocketEntry], Sequence[Party]]:
    """Every party of one side."""
    return lambda entry: [party for party in entry.dispute.parties.all() if party.side == letter]


def everybody(entry: DocketEntry) -> Sequence[Party]:
    return list(entry.dispute.parties.all())


@dataclass(frozen=True)
class Issue:
    """A document of `disputes.papers.documents` made on a step.

    With `to`, one copy is addressed to and must be served on each party it names; without, one is put in the file.
    `data(entry, addressee)` gives the fields the document wants; a missing one refuses the whole step.
    """

    code: str
    on: frozenset[str]
    data: Data
    to: Callable[[DocketEntry], Sequence[Party]] = nobody
    audience: str = Audience.OPEN
    volume: str = Paper.Volume.MAIN
    when: When = field(default=lambda entry: True, compare=False)
    all: ClassVar[list[Issue]] = []

    def __post_init__(self) -> None:
        Issue.all.append(self)


@cache
def _made_on(names: frozenset[str]) -> list[Issue]:
    return [one for one in Issue.all if names & one.on]


def turn(entries: Sequence[DocketEntry]) -> None:
    """Make the papers of a step, and have each addressed copy served."""
    for entry in entries:
        for one in _made_on(entry.names):
            if one.when(entry):
                _make(one, entry)


def _make(one: Issue, entry: DocketEntry) -> None:
    from disputes.service import order

    addressees: Sequence[Party | None] = one.to(entry) or [None]
    for addressee in addressees:
        data = dict(one.data(entry, addressee))
        paper = draw(entry, one.code, data, audience=one.audience, volume=one.volume)
        if addressee is not None:
            order(paper, addressee, entry)


def draw(entry: DocketEntry, code: str, data: dict[str, Any], *, audience: str, volume: str) -> Paper:
    """Fix a document's data in the step that makes it; it is rendered from them afterwards, the same to the byte."""
    wanted = check(code, data)
    record = entry.record
    sealed = code.startswith("J")  # goes to a court inside a package that proves it
    secret = new_check() if wanted.issued and audience in CHECKED and not sealed else ""
    if secret:
        data = data | {"check": f"{settings.PUBLIC_ADDRESS}{reverse('disputes:check_paper', args=[secret])}"}
    return Paper.objects.create(
        dispute=entry.dispute, record_type=entry.record_type, record_id=record.pk, entry=entry, code=code,
        title=wanted.title, number=data.get("number", ""), data=data, audience=access.stream(audience, record), volume=volume,
        check_code=secret, name=f"{code}-{wanted.title}.pdf", media_type="application/pdf", made_at=entry.at,
    )  # fmt: skip


__all__ = ["Issue", "draw", "everybody", "nobody", "side", "turn"]
