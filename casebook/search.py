"""Full-text search over published cases: tantivy on jieba words, one engine whatever the database."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import tantivy

from casebook.snippets import Snippet, snippet
from casebook.terms import Request, terms, understand

BOOSTS: Final = {"title": 3.0, "issue": 2.2, "claims": 2.0, "facts": 1.0, "rest": 0.7}
_HEAP: Final = 30_000_000
_EXTRA: Final = 200
VALUES: Final = 1000  # values of all facets that are counted
LINKED: Final = ("batch", "article")  # facets reached by links alone: never counted


@dataclass(frozen=True, slots=True)
class Doc:
    """A published case as far as search is concerned; `facets` are the values it is filtered by."""

    id: str
    title: str
    facts: str
    issue: str = ""
    claims: str = ""
    rest: str = ""
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Hit:
    """A case found; the snippet's ranges are code points of its text, never HTML. Only what is shown is cut out."""

    id: str
    title: str
    score: float
    text: str
    words: tuple[str, ...]

    @cached_property
    def snippet(self) -> Snippet:
        return snippet(self.text, self.words)


@dataclass(frozen=True)
class Found:
    """One page of hits, how many there are in all, and how many of those have each value of each facet."""

    hits: list[Hit]
    total: int
    facets: dict[str, dict[str, int]]


class Index:
    """The index in one directory. It is derived data: whatever it says, the database decides what is public."""

    def __init__(self, directory: Path) -> None:
        self._directory = Path(directory)
        self._directory.mkdir(parents=True, exist_ok=True)
        self._index = self._open()
        self._seen = self._stamp()

    def rebuild(self, docs: Iterable[Doc]) -> int:
        """Replace everything in one commit, so that readers see the old or the new; returns the number."""
        writer = self._index.writer(_HEAP, 1)
        writer.delete_all_documents()
        count = 0
        for doc in docs:
            writer.add_document(_document(doc))
            count += 1
        self._commit(writer)
        return count

    def add(self, doc: Doc) -> None:
        """Add the document, or replace the one of the same id."""
        writer = self._index.writer(_HEAP, 1)
        writer.delete_documents_by_term("id", doc.id)
        writer.add_document(_document(doc))
        self._commit(writer)

    def remove(self, doc_id: str) -> None:
        """Forget a document; unknown ids are no error."""
        writer = self._index.writer(_HEAP, 1)
        writer.delete_documents_by_term("id", doc_id)
        self._commit(writer)

    def query(self, text: str, *, limit: int = 20, facets: Mapping[str, str] | None = None) -> list[Hit]:
        """The best documents first; an empty text gives those of the facets in no particular order."""
        request = understand(text)
        searcher = self._searcher()
        wanted = limit + (_EXTRA if request.phrases else 0)
        found = searcher.search(self._query(request, facets or {}), wanted, count=False).hits
        hits = (_hit(searcher.doc(address), score, request) for score, address in found)
        return [hit for hit in hits if hit is not None][:limit]

    def page(
        self,
        text: str,
        *,
        limit: int,
        offset: int = 0,
        facets: Mapping[str, str] | None = None,
        without: Sequence[str] = (),
    ) -> Found | None:
        """One page with the count and the facets of everything found but the ids `without`; None where a phrase has
        to be looked up in the text, which no index of words counts."""
        request = understand(text)
        if request.phrases:
            return None
        searcher, query = self._searcher(), self._query(request, facets or {})
        if without:
            query = query.and_must_not_match(self._these(without))
        result = searcher.search(query, limit, offset=offset)
        hits = (_hit(searcher.doc(address), score, request) for score, address in result.hits)
        counted = searcher.aggregate(query, {"values": {"terms": {"field": "counted", "size": VALUES}}})
        return Found([hit for hit in hits if hit], int(result.count or 0), _by_facet(counted))  # type: ignore[attr-defined]

    def count(self, text: str, *, facets: Mapping[str, str] | None = None) -> int:
        """How many documents match at all."""
        result = self._searcher().search(self._query(understand(text), facets or {}), 1)
        return int(result.count or 0)  # type: ignore[attr-defined]  # missing from its stub

    def holding(self, ids: Sequence[str]) -> int:
        """How many of these it has."""
        result = self._searcher().search(self._these(ids), 1) if ids else None
        return int(result.count or 0) if result else 0  # type: ignore[attr-defined]  # as above

    def ids(self, *, limit: int = 1_000_000) -> set[str]:
        """Every id in the index: what a check compares with the database."""
        searcher = self._searcher()
        found = searcher.search(tantivy.Query.all_query(), limit, count=False).hits
        return {str(searcher.doc(address).get_first("id")) for _, address in found}

    def __len__(self) -> int:
        return int(self._searcher().num_docs)

    def _these(self, ids: Sequence[str]) -> tantivy.Query:
        return tantivy.Query.term_set_query(self._index.schema, "id", list(ids))

    def _query(self, request: Request, facets: Mapping[str, str]) -> tantivy.Query:
        must, should = tantivy.Occur.Must, tantivy.Occur.Should
        ranked = [(should, self._wish(wish.terms)) for wish in request.wishes]
        parts = [(must, tantivy.Query.boolean_query(ranked) if ranked else tantivy.Query.all_query())]
        for name, value in facets.items():
            term = tantivy.Query.term_query(self._index.schema, "facet", f"{name}={value}")
            parts.append((must, tantivy.Query.const_score_query(term, 0.0)))
        return tantivy.Query.boolean_query(parts)

    def _wish(self, weighted: Sequence[tuple[str, float]]) -> tantivy.Query:
        """The best field and the best synonym count, the others break ties."""
        schema = self._index.schema
        options = [
            tantivy.Query.boost_query(tantivy.Query.term_query(schema, name, term), boost * weight)
            for term, weight in weighted
            for name, boost in BOOSTS.items()
        ]
        return tantivy.Query.disjunction_max_query(options, 0.2)

    def _searcher(self) -> tantivy.Searcher:
        """A searcher that sees what any process has committed."""
        if (stamp := self._stamp()) != self._seen:
            self._index.reload()
            self._seen = stamp
        return self._index.searcher()

    def _stamp(self) -> tuple[int, int]:
        try:
            stat = (self._directory / "meta.json").stat()
        except FileNotFoundError:
            return (0, 0)
        return (stat.st_mtime_ns, stat.st_ino)

    def _commit(self, writer: tantivy.IndexWriter) -> None:
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._seen = self._stamp()

    def _open(self) -> tantivy.Index:
        """Open or create; an index that cannot be read, or of another shape, is emptied."""
        try:
            return tantivy.Index(_schema(), path=str(self._directory))
        except ValueError:
            shutil.rmtree(self._directory)
            self._directory.mkdir(parents=True)
            return tantivy.Index(_schema(), path=str(self._directory))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("facet", tokenizer_name="raw")
    builder.add_text_field("counted", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("shown_title", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("shown_text", stored=True, tokenizer_name="raw", index_option="basic")
    for name in BOOSTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _document(doc: Doc) -> tantivy.Document:
    document = tantivy.Document(id=doc.id, shown_title=doc.title)
    document.add_text("shown_text", "\n".join(t for t in (doc.facts, doc.issue, doc.claims, doc.rest) if t))
    for name in BOOSTS:
        document.add_text(name, " ".join(terms(getattr(doc, name))))
    for name, values in doc.facets.items():
        for value in values:
            document.add_text("facet", f"{name}={value}")
            if name not in LINKED:
                document.add_text("counted", f"{name}={value}")
    return document


def _hit(document: tantivy.Document, score: float, request: Request) -> Hit | None:
    title, text = str(document.get_first("shown_title")), str(document.get_first("shown_text"))
    if any(
        phrase not in normal_text
        for phrase in request.phrases
        for normal_text in [f"{title}\n{text}".lower()]
    ):
        return None
    words = tuple(term for wish in request.wishes for term, weight in wish.terms if weight >= 0.4)
    return Hit(str(document.get_first("id")), title, round(score, 4), text, words)


def _by_facet(counted: Any) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for bucket in counted["values"]["buckets"]:
        name, _equals, value = str(bucket["key"]).partition("=")
        found.setdefault(name, {})[value] = int(bucket["doc_count"])
    return found
