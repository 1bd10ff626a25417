"""What a reader looks for among the published cases: filters, counts, pages, neighbours. A few queries at any size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casebook import indexing
from casebook.models import Batch, Label, TypicalCase
from casebook.search import LINKED, Hit
from casebook.topics import Kind, NewForm, Outcome, Route, Topic, Trade

PAGE = 20
FACETS: dict[str, Any] = {
    "claim": _("Claims"), "kind": _("Kind of dispute"), "trade": _("Trade"), "form": _("Form of work"),
    "route": _("Way it went"), "result": _("What became of the claims"), "year": _("Year"), "region": _("Region"),
    "office": _("Published by"),
}  # fmt: skip
ALSO = LINKED  # filters reached by links only
WORDS: dict[str, Any] = {
    "claim": Topic, "kind": Kind, "trade": Trade, "form": NewForm, "route": Route, "result": Outcome,
}  # fmt: skip
UNTOLD = (Topic.MIXED, Topic.OTHER)  # topics that tell a reader nothing
LONGEST = 100  # characters of a question


def word_for(facet: str, value: str) -> Any:
    words = WORDS.get(facet)
    return words(value).label if words and value in words.values else value


@dataclass(frozen=True)
class Asked:
    """What the address asks for; anything it does not know is left out."""

    text: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    after: str = ""

    @classmethod
    def of(cls, params: Mapping[str, str]) -> Asked:
        said = {name: params.get(name, "").replace("\x00", "")[:160] for name in (*FACETS, *ALSO)}
        filters = {name: value for name, value in said.items() if value}
        text = " ".join(params.get("q", "").replace("\x00", "").split())[:LONGEST]
        return cls(text, filters, params.get("after", "").replace("\x00", "")[:40])

    def url(self, *, after: str = "", **changed: str) -> str:
        """The address with these filters set, or taken away where empty."""
        pairs = {"q": self.text, **self.filters, **changed, "after": after}
        return "?" + urlencode({name: value for name, value in pairs.items() if value})

    @property
    def chosen(self) -> list[tuple[Any, str]]:
        """(words, address without it) of every filter."""
        return [(word_for(name, value), self.url(**{name: ""})) for name, value in self.filters.items()]


@dataclass(frozen=True)
class Row:
    """A case in a list; `passage` is its snippet in pieces, marked where it was found."""

    case: TypicalCase
    passage: list[tuple[str, bool]]


@dataclass(frozen=True)
class Answer:
    rows: list[Row]
    total: int
    older: str
    facets: list[tuple[str, Any, list[Any]]]


def answer(asked: Asked) -> Answer:
    """A page of cases, how many there are, and by what they can be narrowed."""
    rows = narrowed(TypicalCase.objects.published(), asked.filters)
    if asked.text:
        return _ranked(rows, asked)
    total, counted = rows.count(), facets(rows, asked)
    day, _comma, pk = asked.after.partition(",")
    if pk.isdecimal() and (until := _day(day)):
        rows = rows.filter(Q(published_on=until, pk__lt=int(pk)) | Q(published_on__lt=until))
    shown = list(rows.order_by("-published_on", "-pk").defer("original", "findings")[: PAGE + 1])
    last = shown[PAGE - 1] if len(shown) > PAGE else None
    older = asked.url(after=f"{last.published_on},{last.pk}") if last else ""
    return Answer([Row(case, [(opening(case), False)]) for case in shown[:PAGE]], total, older, counted)


def _ranked(rows: QuerySet[TypicalCase], asked: Asked) -> Answer:
    start = min(int(asked.after), indexing.MOST - PAGE) if asked.after.isdecimal() else 0
    page = indexing.page(asked.text, facets=asked.filters, offset=start, limit=PAGE)
    cases = {
        c.number: c for c in rows.filter(number__in=[h.id for h in page.hits]).defer("original", "findings")
    }
    found = [Row(cases[hit.id], passage(hit)) for hit in page.hits if hit.id in cases]
    more = start + PAGE < min(page.total, indexing.MOST)
    counted = {name: sorted(values.items(), reverse=True) for name, values in page.facets.items()}
    return Answer(
        found, page.total, asked.url(after=str(start + PAGE)) if more else "", named(counted, asked)
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def narrowed(rows: QuerySet[TypicalCase], filters: Mapping[str, str]) -> QuerySet[TypicalCase]:
    for name, value in filters.items():
        rows = rows.filter(pk__in=Label.objects.filter(facet=name, value=value).values("case"))
    return rows


def opening(case: TypicalCase) -> str:
    text = case.issue or case.facts
    return text if len(text) <= 120 else text[:119] + "…"


def passage(hit: Hit) -> list[tuple[str, bool]]:
    """The snippet cut at its marks."""
    text, pieces, at = hit.snippet.text, [], 0
    for start, end in hit.snippet.marks:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


@dataclass(frozen=True)
class Value:
    words: Any
    count: int
    url: str
    chosen: bool


def facets(rows: QuerySet[TypicalCase], asked: Asked) -> list[tuple[str, Any, list[Value]]]:
    """Every facet with its values and how many of these cases have each; a chosen one leads back."""
    return named(counts(Label.objects.filter(facet__in=FACETS, case__in=rows.order_by().values("pk"))), asked)


def named(counted: Mapping[str, list[tuple[str, int]]], asked: Asked) -> list[tuple[str, Any, list[Value]]]:
    """The same, from counts made elsewhere: facet -> (value, number of cases), values from the latest or last."""
    found = []
    for name, title in FACETS.items():
        values = [
            Value(
                word_for(name, v),
                n,
                asked.url(**{name: "" if asked.filters.get(name) == v else v}),
                asked.filters.get(name) == v,
            )
            for v, n in counted.get(name, [])
        ]
        if len(values) > 1 or any(value.chosen for value in values):
            found.append(
                (name, title, sorted(values, key=lambda value: -value.count) if name != "year" else values)
            )
    return found


def counts(labels: QuerySet[Label]) -> dict[str, list[tuple[str, int]]]:
    """Facet -> (value, number of cases), values from the latest or last."""
    found: dict[str, list[tuple[str, int]]] = {}
    for facet, value, n in (
        labels.values_list("facet", "value").annotate(n=Count("pk")).order_by("facet", "-value")
    ):
        found.setdefault(facet, []).append((value, n))
    return found


def shelf() -> dict[str, Any]:
    """The home page: topics and batches with how many cases each, and the latest."""
    counted = counts(Label.objects.filter(facet__in=("claim", "batch"), case__stage="published"))
    topics = [
        (word_for("claim", v), n, Asked().url(claim=v))
        for v, n in counted.get("claim", [])
        if v not in UNTOLD
    ]
    covers = {
        batch.name: batch
        for batch in Batch.objects.filter(name__in=[v for v, _n in counted.get("batch", [])])
    }
    batches = [(v, n, covers[v].get_absolute_url()) for v, n in counted.get("batch", []) if v in covers]
    latest = TypicalCase.objects.published().order_by("-published_on", "-pk").defer("original", "findings")
    return {
        "topics": sorted(topics, key=lambda topic: -topic[1]),
        "batches": sorted(batches, key=lambda batch: -batch[1])[:12],
        "latest": list(latest[:6]),
    }


def related(case: TypicalCase, *, limit: int = 5) -> list[TypicalCase]:
    """Those that share most topics and articles with it."""
    shared = Q()
    for facet, values in (("claim", case.topics), ("article", case.articles)):
        shared |= Q(facet=facet, value__in=values)
    if not shared.children or not (case.topics or case.articles):
        return []
    near = Label.objects.filter(shared, case__stage="published").exclude(case=case.pk)
    pks = near.values("case").annotate(n=Count("pk")).order_by("-n", "-case").values_list("case", flat=True)
    return in_order(list(pks[:limit]))


def in_order(pks: Iterable[int]) -> list[TypicalCase]:
    pks = list(pks)
    cases = TypicalCase.objects.published().defer("original", "findings").in_bulk(pks)
    return [cases[pk] for pk in pks if pk in cases]
