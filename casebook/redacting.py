"""Finding identifiers in all fields of a case at once, and composing what the public reads. Plain data, no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casebook.redact import redact

Span = dict[str, Any]  # id, field, start, end, form, type, replacement, suspect, reason, decision, why
BETWEEN = "\n\n"


def detect(texts: Mapping[str, str], parties: Sequence[str]) -> list[Span]:
    """The findings of every field; one pass over all, so that one person has one replacement everywhere."""
    whole = BETWEEN.join(texts.values())
    bounds, at = [], 0
    for name, text in texts.items():
        bounds.append((name, at, at + len(text)))
        at += len(text) + len(BETWEEN)
    found: list[Span] = []
    for span in redact(whole, parties=parties, hide_suspects=False).spans:
        for name, start, end in bounds:
            first, last = max(span.start, start), min(span.end, end)
            if first < last:
                found.append(
                    _span(name, texts[name], first - start, last - start, span.type, span.replacement)
                    | {"suspect": span.suspect, "reason": span.reason}
                )
    return found


def _span(field: str, text: str, start: int, end: int, kind: str, replacement: str) -> Span:
    return {
        "id": f"{field}-{start}-{end}", "field": field, "start": start, "end": end, "form": text[start:end],
        "type": kind, "replacement": replacement, "suspect": False, "reason": "", "decision": "", "why": "",
    }  # fmt: skip


def hidden(span: Span) -> bool:
    """What is certain is hidden unless somebody kept it; a suspect only when somebody says so."""
    return span["decision"] == "hide" or (not span["suspect"] and span["decision"] != "keep")


def decided(span: Span, decision: str, replacement: str, why: str) -> Span:
    """The span with a decision; `open` undoes it."""
    if decision == "open":
        return span | {"decision": "", "why": ""}
    return span | {
        "decision": decision,
        "why": why,
        "replacement": replacement.strip() or span["replacement"],
    }


def said_alike(spans: Iterable[Span], ids: Sequence[str], replacement: str) -> list[Span]:
    """The same thing has the same replacement wherever it is named."""
    spans = list(spans)
    named = {(s["form"], s["type"]) for s in spans if s["id"] in ids}
    return [s | {"replacement": replacement} if (s["form"], s["type"]) in named else s for s in spans]


def carried_over(texts: Mapping[str, str], found: list[Span], before: Iterable[Span]) -> list[Span]:
    """New findings with the decisions already made on the same words; what an editor had added is found again."""
    old = {(s["field"], s["form"], s["type"]): s for s in before}
    spans = []
    for span in found:
        kept = old.get((span["field"], span["form"], span["type"]))
        if kept and kept["decision"]:
            span |= {name: kept[name] for name in ("decision", "why", "replacement")}
        spans.append(span)
    for own in {s["form"]: s for s in old.values() if s["reason"] == ADDED}.values():
        spans = added(texts, spans, own["form"], own["type"], own["replacement"], own["why"])
    return spans


ADDED = "editor"


def added(
    texts: Mapping[str, str], spans: Iterable[Span], form: str, kind: str, replacement: str, why: str
) -> list[Span]:
    """One more span wherever `form` stands; it takes the place of smaller findings inside it."""
    fresh = [
        _span(name, text, at, at + len(form), kind, replacement)
        | {"reason": ADDED, "decision": "hide", "why": why}
        for name, text in texts.items()
        for at in _places(text, form)
    ]
    kept = [s for s in spans if not any(_meet(s, new) for new in fresh)]
    return sorted(kept + fresh, key=lambda s: (list(texts).index(s["field"]), s["start"]))


def _meet(one: Span, other: Span) -> bool:
    return one["field"] == other["field"] and one["start"] < other["end"] and other["start"] < one["end"]


def _places(text: str, form: str) -> Iterator[int]:
    at = text.find(form) if form else -1
    while at >= 0:
        yield at
        at = text.find(form, at + len(form))


def shown(texts: Mapping[str, str], spans: Sequence[Span]) -> dict[str, str]:
    """Every field as the public reads it: removed, not masked."""
    return {
        name: "".join(piece.public for piece in pieces(name, text, spans)) for name, text in texts.items()
    }


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a field: plain text, or a finding."""

    text: str
    span: Span | None = None

    @property
    def public(self) -> str:
        return self.span["replacement"] if self.span and hidden(self.span) else self.text

    @property
    def hidden(self) -> bool:
        return self.span is not None and hidden(self.span)


def pieces(field: str, text: str, spans: Iterable[Span]) -> list[Piece]:
    """The field cut at its findings, for both sides of the editing page."""
    found, at = [], 0
    for span in sorted((s for s in spans if s["field"] == field), key=lambda s: s["start"]):
        if span["start"] > at:
            found.append(Piece(text[at : span["start"]]))
        found.append(Piece(text[span["start"] : span["end"]], span))
        at = span["end"]
    return [*found, Piece(text[at:])] if at < len(text) else found
