"""Put the detectors together: find, settle, replace."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from casebook.redact import contacts, records
from casebook.redact.addresses import find_addresses
from casebook.redact.framed import find_framed, find_nicknamed, stands_as_word
from casebook.redact.identifiers import find_identifiers
from casebook.redact.kept import kept_zones, official_names
from casebook.redact.names import find_names, whole_name
from casebook.redact.orgs import find_orgs, find_short_names
from casebook.redact.parties import find_parties, is_firm, split_name
from casebook.redact.replacements import Replacements
from casebook.redact.spans import STRONG, TYPES, Finding, Span, settle
from casebook.redact.surroundings import said_before
from casebook.redact.typography import plain
from casebook.words import known

DEFAULT_HIDDEN: Final = frozenset(TYPES) - {"CASE_NO"}


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text without what was removed, and the spans of the input with the decision for each."""

    text: str
    spans: tuple[Span, ...]


def redact(
    text: str,
    *,
    parties: Sequence[str] = (),
    hide_suspects: bool = True,
    hidden: frozenset[str] = DEFAULT_HIDDEN,
) -> Redacted:
    """Remove identifiers and names from `text`.

    Spans are code points of the input, in order and without overlap. With `hide_suspects` off, suspects
    are reported and stay in the text. Types outside `hidden` are neither reported nor removed.
    """
    view = plain(text)
    owners: dict[tuple[int, int], str] = {}
    named = [name for name in (plain(party).strip() for party in parties) if len(name) > 1]
    findings = settle(_all_findings(view, named, owners))
    replacements = Replacements(view)
    people = [party for party in named if not is_firm(party)]
    spans = tuple(
        Span(
            f.start,
            f.end,
            f.type,
            replacements.of(f.type, _key(view, f, owners, people)),
            f.suspect,
            f.reason,
        )
        for f in findings
        if f.type in hidden
    )
    return Redacted("".join(_pieces(text, spans, hide_suspects=hide_suspects)), spans)


def _all_findings(view: str, parties: Sequence[str], owners: dict[tuple[int, int], str]) -> Iterator[Finding]:
    zones = list(kept_zones(view))
    officials = official_names(view)
    stay = [place for places in officials.values() for place in places]
    for finding, name in find_parties(view, parties):
        if finding.reason != "当事人姓名" and _within(finding, stay):
            continue  # 仲裁员贺辉怡 is not the party 陈辉怡
        if view[finding.start : finding.end] == name and known(name) and _is_word(view, finding):
            continue
        owners[finding.start, finding.end] = name
        yield finding
    yield from find_identifiers(view)
    patterns = list(contacts.matches(view, contacts.PATTERNS + records.PATTERNS))
    yield from (f for f in patterns if f.rank >= STRONG + 5 or not _touches(f, zones))
    yield from (f for f in find_addresses(view) if not _within(f, zones))
    firms = [f for f in find_orgs(view) if not _touches(f, stay)]
    yield from firms
    for finding, firm in find_short_names(view, firms):
        owners.setdefault((finding.start, finding.end), firm)
        yield finding
    wanted = frozenset(p for p in parties if not is_firm(p))
    yield from _people(view, wanted, zones + stay, frozenset(officials) - wanted)


def _people(
    view: str, wanted: frozenset[str], zones: list[tuple[int, int]], officials: frozenset[str]
) -> Iterator[Finding]:
    """Names by their surroundings, then the same names wherever else they stand."""
    seen: dict[str, Finding] = {}
    framed = [f for f in find_framed(view) if view[f.start : f.end] not in officials]
    yield from _again(view, framed)
    for finding in chain(find_names(view, wanted=wanted), find_nicknamed(view)):
        name = view[finding.start : finding.end]
        if _touches(finding, zones) or name in officials:
            continue
        if name in wanted and known(name) and _is_word(view, finding):
            continue
        yield finding
        if "·" in name:
            seen.setdefault(name.partition("·")[0], finding)
        if len(name) > 2 or not known(name):
            seen[name] = max(seen.get(name, finding), finding, key=lambda f: f.rank)
    for name, first in seen.items():
        if len(name) > 1 and not known(name):
            yield from (
                replace(first, start=s, end=whole_name(view, s, s + len(name)), reason="前文姓名再现")
                for s in _places(view, name)
                if len(name) > 2 or not _crosses_word(view, s, s + len(name))
            )


def _again(view: str, framed: Sequence[Finding]) -> Iterator[Finding]:
    """What a frame has made a name is one wherever it stands, unless grammar says otherwise."""
    for name, first in {view[f.start : f.end]: f for f in framed}.items():
        places = {(f.start, f.end) for f in framed if view[f.start : f.end] == name}
        for start in _places(view, name):
            again = replace(first, start=start, end=start + len(name))
            if (start, again.end) in places or not _is_word(view, again):
                yield again


def _is_word(view: str, finding: Finding) -> bool:
    return stands_as_word(view, finding.start, finding.end)


def _crosses_word(view: str, start: int, end: int) -> bool:
    """常安 inside 常安排: the end belongs to the next word, and nothing before announces a person."""
    return known(view[end - 1 : end + 1]) and said_before(view[max(0, start - 20) : start]) < 3


def _places(view: str, name: str) -> Iterator[int]:
    at = view.find(name)
    while at >= 0:
        yield at
        at = view.find(name, at + 1)


def _touches(finding: Finding, zones: Iterable[tuple[int, int]]) -> bool:
    return any(finding.overlaps(start, end) for start, end in zones)


def _within(finding: Finding, zones: Iterable[tuple[int, int]]) -> bool:
    return any(start <= finding.start and finding.end <= end for start, end in zones)


def _key(view: str, finding: Finding, owners: dict[tuple[int, int], str], people: Sequence[str]) -> str:
    """The full name behind a form: the party it belongs to, or itself."""
    form = view[finding.start : finding.end]
    if (finding.start, finding.end) in owners:
        return owners[finding.start, finding.end]
    if finding.type == "PERSON":
        same = [party for party in people if party == form or split_name(party)[0] + "sir" == form.lower()]
        return same[0] if same else form
    return form


def _pieces(text: str, spans: Sequence[Span], *, hide_suspects: bool) -> Iterator[str]:
    at = 0
    for span in spans:
        if span.suspect and not hide_suspects:
            continue
        yield text[at : span.start]
        yield span.replacement
        at = span.end
    yield text[at:]
