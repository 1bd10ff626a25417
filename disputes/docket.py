"""Writing the docket: chained per dispute, numbered without gaps per audience stream, and walking it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from disputes import access, steps
from disputes.models import Dispute, DocketEntry, rows

if TYPE_CHECKING:
    from disputes.models import User


def plain(value: Any) -> Any:
    """A fact as the docket keeps it: records by their number, never a whole object."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    return value if isinstance(value, (int, float, bool, type(None))) else str(value)


def write(
    taken: Sequence[tuple[Any, steps.Transition, str]], *, by: User | None, on: date, facts: dict[str, Any]
) -> list[DocketEntry]:
    """One entry per record, all of one step; the disputes are locked by the caller and their heads move with it."""
    secret = steps.terms(taken[0][1]).unwritten
    kept = {k: plain(value) for k, value in facts.items() if k not in secret and value not in (None, "", [])}
    audience, now = kept.pop("audience", None), timezone.now()
    model = type(taken[0][0])
    stamps = {
        source: rows.fresh(
            DocketEntry, step=steps.name_of(model, step), law=steps.terms(step).law, source=source,
            audience=str(audience or steps.terms(step).audience), record_type=model._meta.model_name,
            by=by, on=on, at=now, facts=kept,
        )
        for source, step in {source: step for _record, step, source in taken}.items()
    }  # fmt: skip
    alike = {source: stamp.alike() for source, stamp in stamps.items()}
    salts = secrets.token_hex(16 * len(taken))
    disputes = [record.dispute for record, _step, _source in taken]
    entries = [
        _entry(stamps[source], alike[source], salts[32 * n : 32 * n + 32], record, disputes[n], by)
        for n, (record, _step, source) in enumerate(taken)
    ]
    rows.insert_all(entries)
    rows.update(disputes, HEADS)
    return entries


HEADS = ["chain_length", "chain_head", "streams", "number"]


def _entry(
    stamp: DocketEntry, alike: tuple[str, str], salt: str, record: Any, dispute: Dispute, by: User | None
) -> DocketEntry:
    audience = access.stream(stamp.audience, record)
    dispute.number = getattr(record, "number", "") or dispute.number
    dispute.chain_length += 1
    dispute.streams[audience] = dispute.streams.get(audience, 0) + 1
    links: dict[str, models.Model] = {"dispute": dispute}
    party = getattr(record, "concerns", None)
    if party is None and by is not None and by.speaking_for is not None:
        party = dispute.party_of(by)  # of several for whom the person speaks, the one named
    if isinstance(party, models.Model):  # else its key, where nobody need read it
        links["party"], party = party, party.pk
    entry: DocketEntry = rows.like(
        stamp, links, number=dispute.chain_length, audience=audience, seq=dispute.streams[audience], party_id=party,
        record_id=record.pk, about=getattr(record, "about", ""), target=record.stage, salt=salt,
    )  # fmt: skip
    entry.record = record
    entry.seal(dispute.chain_head, alike)
    dispute.chain_head = entry.digest
    return entry


@dataclass(frozen=True)
class Break:
    """Where a chain does not hold: the first entry that is changed, missing or too many."""

    dispute: str
    number: int
    words: str


Seals = Mapping[str, Sequence[tuple[int, str]]]  # by reference: how long the chain was, and its head


def sealed(lines: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    """What `manage.py seal` printed, day after day, as `verify` compares it."""
    found: dict[str, list[tuple[int, str]]] = {}
    for line in filter(str.strip, lines):
        head = json.loads(line)
        found.setdefault(head["dispute"], []).append((head["length"], head["head"]))
    return found


def verify(disputes: Iterable[Dispute], seals: Seals | None = None) -> list[Break]:
    """Walk the chains: every entry in its place, unchanged, and the head where the dispute says it is.

    A chain cut at its end or forged as a whole is in order with itself: heads printed earlier and kept elsewhere
    (`seals`) tell. Electronic Signature Law art. 5: kept complete and unaltered.
    """
    found = (_broken(dispute, (seals or {}).get(dispute.reference, ())) for dispute in disputes)
    return [one for one in found if one]


def _broken(dispute: Dispute, seals: Sequence[tuple[int, str]]) -> Break | None:
    entries = dispute.docket.order_by("number")
    try:
        return _walk(dispute, entries.iterator(), seals)
    except ValueError:  # somewhere a value that no key opens: the entries one by one, until it is met
        return _walk(dispute, entries.defer(*OPENED), seals)


OPENED = ("facts", "on", "at")  # what reading a row turns from stored text into a value


def _walk(dispute: Dispute, entries: Iterable[DocketEntry], seals: Sequence[tuple[int, str]]) -> Break | None:
    digests = [""]
    seen: dict[str, int] = {}
    for number, entry in enumerate(entries, 1):
        seen[entry.audience] = seen.get(entry.audience, 0) + 1
        if entry.number != number or entry.seq != seen[entry.audience]:
            return Break(dispute.reference, number, "an entry is missing or out of order")
        if not _holds(entry, digests[-1]):
            return Break(dispute.reference, number, "the entry was changed after it was written")
        digests.append(entry.digest)
    length = len(digests) - 1
    if (digests[-1], length, seen) != (dispute.chain_head, dispute.chain_length, dispute.streams):
        return Break(
            dispute.reference, min(length, dispute.chain_length) + 1, "the end of the chain is missing"
        )
    for then, head in sorted(seals):
        if digests[min(then, length)] != head:
            return Break(dispute.reference, min(then, length + 1), "the chain is not the one that was sealed")
    return None


def _holds(entry: DocketEntry, previous: str) -> bool:
    try:
        return entry.is_sealed(previous)
    except (ValueError, AttributeError):
        return False
