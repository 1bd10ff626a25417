"""Full-text search over published cases: tantivy on jieba words, one engine whatever the database."""

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, Final

import tantivy

from casebook.snippets import Snippet, snippet
from casebook.terms import Request, bare, runs, terms, threes, understand

BOOSTS: Final = {"title": 3.0, "issue": 2.2, "claims": 2.0, "facts": 1.0, "rest": 0.7}
_OWN_NUMBER: Final = 1000.0  # above all that words can weigh: who gives the number of a case wants that case
_HEAP: Final = 30_000_000  # bytes for one document
_LARGE: Final = 100_000_000  # bytes for all of them: fewer, larger segments are searched faster
VALUES: Final = 1000  # values of all facets that are counted
COUNTED: Final = {"values": {"terms": {"field": "counted", "size": VALUES}}}
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
    numbers: Sequence[str] = ()  # besides its id


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
        self._whole: tuple[tuple[int, int], Counter[str]] | None = None

    def rebuild(self, docs: Iterable[Doc]) -> int:
        """Replace everything in one commit, so that readers see the old or the new; returns the number."""
        writer = self._index.writer(_LARGE, 1)
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
        found = searcher.search(self._ranking(request, facets or {}), limit, count=False).hits
        return [_hit(searcher.doc(address), score, request) for score, address in found]

    def page(
        self,
        text: str,
        *,
        limit: int,
        offset: int = 0,
        facets: Mapping[str, str] | None = None,
        without: Sequence[str] = (),
    ) -> Found:
        """One page with the count and the facets of everything found but the ids `without`.

        Ranking reads every field for every synonym; what is only counted is looked up in one field of all words.
        """
        request = understand(text)
        seen = self._seen
        searcher = self._searcher()
        left_out = [self._these(without)] if without else []
        result = searcher.search(self._ranking(request, facets or {}, left_out), limit, offset=offset)
        hits = [_hit(searcher.doc(address), score, request) for score, address in result.hits]
        total = int(result.count or 0)  # type: ignore[attr-defined]  # missing from its stub
        values = self._values(searcher, self._matching(request, facets or {}, left_out), total, seen)
        return Found(hits, total, _by_facet(values))

    def count(self, text: str, *, facets: Mapping[str, str] | None = None) -> int:
        """How many documents match at all."""
        result = self._searcher().search(self._matching(understand(text), facets or {}), 1)
        return int(result.count or 0)  # type: ignore[attr-defined]  # as above

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

    def _values(
        self, searcher: tantivy.Searcher, matching: tantivy.Query, many: int, seen: tuple[int, int]
    ) -> Counter[str]:
        """How many of the `many` matching documents have each value; where the others are fewer, those are counted.

        `seen` is the state of the index for which the counts of all documents are kept.
        """
        if 2 * many <= searcher.num_docs:
            return _counted(searcher, matching)
        whole = self._whole
        if whole is None or whole[0] != seen:
            whole = self._whole = (seen, _counted(searcher, tantivy.Query.all_query()))
        return whole[1] - _counted(searcher, _all_of([], [matching]))

    def _these(self, ids: Sequence[str]) -> tantivy.Query:
        return tantivy.Query.term_set_query(self._index.schema, "id", list(ids))

    def _ranking(
        self, request: Request, facets: Mapping[str, str], left_out: Sequence[tantivy.Query] = ()
    ) -> tantivy.Query:
        wishes = [self._wish(wish.terms) for wish in request.wishes]
        wishes += [tantivy.Query.const_score_query(one, _OWN_NUMBER) for one in self._numbered(request)]
        conditions = [tantivy.Query.const_score_query(one, 0.0) for one in self._conditions(request, facets)]
        if request.phrases:
            return _all_of(conditions, left_out, ranked_by=wishes)
        return _all_of([*_any_of(wishes), *conditions], left_out)

    def _matching(
        self, request: Request, facets: Mapping[str, str], left_out: Sequence[tantivy.Query] = ()
    ) -> tantivy.Query:
        """The same documents, in no order."""
        conditions = self._conditions(request, facets)
        if request.phrases:
            return _all_of(conditions, left_out)
        wanted = sorted({term for wish in request.wishes for term, _weight in wish.terms})
        said = [tantivy.Query.term_query(self._index.schema, "said", term, "basic") for term in wanted]
        said += self._numbered(request)
        return _all_of([*_any_of(said), *conditions], left_out)

    def _conditions(self, request: Request, facets: Mapping[str, str]) -> list[tantivy.Query]:
        """What a document has to have: the phrases letter by letter, a value of each facet.

        Where there are phrases the other words only rank: a text has the phrase, however it is cut into words.
        """
        schema = self._index.schema
        named = [f"{name}={value}" for name, value in facets.items()]
        found = [tantivy.Query.term_query(schema, "facet", value) for value in named]
        return found + [self._phrase(phrase) for phrase in request.phrases]

    def _phrase(self, phrase: str) -> tantivy.Query:
        schema = self._index.schema
        if phrase in runs(phrase):
            return tantivy.Query.term_query(schema, "runs", phrase, "basic")
        parts = threes(phrase)
        if len(parts) == 1:
            return tantivy.Query.term_query(schema, "threes", parts[0])
        last = len(parts) - 1
        apart: list[str | tuple[int, str]] = [(at, parts[at]) for at in (*range(0, last, 3), last)]
        return tantivy.Query.phrase_query(schema, "threes", apart)

    def _numbered(self, request: Request) -> list[tantivy.Query]:
        return [tantivy.Query.term_query(self._index.schema, "number", one) for one in request.numbers]

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
    builder.add_text_field("number", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("facet", tokenizer_name="raw")
    builder.add_text_field("counted", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("shown_title", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("shown_text", stored=True, tokenizer_name="raw", index_option="basic")
    for name in BOOSTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(
        "said", tokenizer_name="whitespace", index_option="basic"
    )  # the words of all fields
    # for phrases: the shortest and words of the dictionary, then all others
    builder.add_text_field("runs", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("threes", tokenizer_name="whitespace", index_option="position")
    return builder.build()


def _document(doc: Doc) -> tantivy.Document:
    text = "\n".join(part for part in (doc.facts, doc.issue, doc.claims, doc.rest) if part)
    document = tantivy.Document(id=doc.id, shown_title=doc.title, shown_text=text)
    for number in {bare(one) for one in (doc.id, *doc.numbers)} - {""}:
        document.add_text("number", number)
    words = {name: terms(getattr(doc, name)) for name in BOOSTS}
    for name, found in words.items():
        document.add_text(name, " ".join(found))
    document.add_text("said", " ".join(set(chain(*words.values()))))
    whole = f"{doc.title}\n{text}"
    document.add_text("runs", " ".join(runs(whole)))
    document.add_text("threes", " ".join(threes(whole)))
    for name, values in doc.facets.items():
        for value in values:
            document.add_text("facet", f"{name}={value}")
            if name not in LINKED:
                document.add_text("counted", f"{name}={value}")
    return document


def _all_of(
    wanted: Sequence[tantivy.Query],
    left_out: Sequence[tantivy.Query],
    ranked_by: Sequence[tantivy.Query] = (),
) -> tantivy.Query:
    must = [(tantivy.Occur.Must, one) for one in wanted or [tantivy.Query.all_query()]]
    should = [(tantivy.Occur.Should, one) for one in ranked_by]
    return tantivy.Query.boolean_query(must + should + [(tantivy.Occur.MustNot, one) for one in left_out])


def _any_of(wished: Sequence[tantivy.Query]) -> list[tantivy.Query]:
    """One query or, where nothing is wished, none."""
    return [tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in wished])] if wished else []


def _hit(document: tantivy.Document, score: float, request: Request) -> Hit:
    title, text = str(document.get_first("shown_title")), str(document.get_first("shown_text"))
    words = tuple(term for wish in request.wishes for term, weight in wish.terms if weight >= 0.4)
    return Hit(str(document.get_first("id")), title, round(score, 4), text, words)


def _counted(searcher: tantivy.Searcher, query: tantivy.Query) -> Counter[str]:
    buckets: Any = searcher.aggregate(query, COUNTED)["values"]["buckets"]
    return Counter({str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets})


def _by_facet(values: Mapping[str, int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for said, many in values.items():
        name, _equals, value = said.partition("=")
        found.setdefault(name, {})[value] = many
    return found
