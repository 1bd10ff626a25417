"""A page of ranked hits with count, facets and snippets, at three sizes; beside the full text of the database on the same words."""

import sqlite3
import statistics
import time

import pytest
from django.db import connection

from casebook import search
from casebook.indexing import MOST
from casebook.search import Index
from casebook.terms import terms, understand
from tests.bench.measure import SMALL, no_collection, report, seconds
from tests.bench.search_world import QUERIES, documents, known_terms, sentences

SIZES = [10_000] if SMALL else [10_000, 100_000, 1_000_000]
ROUNDS = 3 if SMALL else 7
ASKED = [text for text in QUERIES if not understand(text).phrases]
PHRASES = ("“加班费”", "“劳动关系”", "“第二倍工资” 未签", "“不可抗力” 停工")


def p95(do, asked=ASKED):
    """The 95th percentile of all questions, in milliseconds."""
    with no_collection():
        took = sorted(1000 * seconds(do, text) for _n in range(ROUNDS) for text in asked)
    return took[int(0.95 * (len(took) - 1))]


def words_of(text):
    return [term for wish in understand(text).wishes for term, _weight in wish.terms[:1]]


def whole_page(index, text):
    page = index.page(text, limit=20)
    return [hit.snippet for hit in page.hits], page.total, page.facets


def with_phrase(index, text):
    """As a reader asks it: the best hits are read for the phrase, and a page of them is cut out."""
    hits = index.query(text, limit=MOST)
    return [hit.snippet for hit in hits[:20]]


def bare_engine(index, text):
    """The limit: the engine's own search for the same words, without count, facets or a word of text."""
    return index._searcher().search(index._ranking(understand(text), {}), 20, count=False)


def fts5(many):
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE docs USING fts5(body, tokenize = 'unicode61')")
    rows = ((" ".join(known_terms(f"{doc.title}\n{doc.facts}\n{doc.issue}")),) for doc in documents(many))
    base.executemany("INSERT INTO docs VALUES (?)", rows)

    def ask(text):
        wanted = " OR ".join('"' + word.replace('"', "") + '"' for word in words_of(text))
        base.execute("SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT 20", [wanted]).fetchall()
        return base.execute("SELECT count(*) FROM docs WHERE docs MATCH ?", [wanted]).fetchone()

    return ask


def full_text_of_postgresql(many):
    cursor = connection.cursor()
    cursor.execute("CREATE TEMP TABLE docs (id serial, body tsvector)")
    batch = [[" ".join(known_terms(f"{doc.title}\n{doc.facts}\n{doc.issue}"))] for doc in documents(many)]
    cursor.executemany("INSERT INTO docs (body) VALUES (to_tsvector('simple', %s))", batch)
    cursor.execute("CREATE INDEX docs_body ON docs USING gin (body)")
    cursor.execute("ANALYZE docs")

    def ask(text):
        wanted = " | ".join("'" + word.replace("'", "") + "'" for word in words_of(text))
        cursor.execute(
            "SELECT id FROM docs, to_tsquery('simple', %s) q WHERE body @@ q ORDER BY ts_rank(body, q) DESC LIMIT 20", [wanted],
        )  # fmt: skip
        cursor.fetchall()
        cursor.execute("SELECT count(*) FROM docs WHERE body @@ to_tsquery('simple', %s)", [wanted])
        return cursor.fetchone()

    return ask


@pytest.mark.bench
@pytest.mark.django_db
def test_a_page_of_hits_at_three_sizes(tmp_path, monkeypatch):
    tokenising = statistics.mean(seconds(terms, sentence) / len(sentence) for sentence in sentences()[:300])
    monkeypatch.setattr(search, "terms", known_terms)
    for many in SIZES:
        index = Index(tmp_path / str(many))
        began = time.perf_counter()
        index.rebuild(documents(many))
        built = (time.perf_counter() - began) / many
        page, bare = (
            p95(lambda text, index=index: whole_page(index, text)),
            p95(lambda text, index=index: bare_engine(index, text)),
        )
        report(f"search_page_{many}", value=page, unit="ms", limit=bare, ratio=page / bare, n=many)
        phrase = p95(lambda text, index=index: with_phrase(index, text), PHRASES)
        report(f"search_phrase_{many}", value=phrase, unit="ms", limit=page, ratio=phrase / page, n=many)
        cut = 630 * tokenising
        report(
            f"search_build_{many}", value=1e6 * built, unit="us", limit=1e6 * cut, ratio=built / cut, n=many
        )
        if many <= 100_000:
            name, make = (
                ("fts5", fts5) if connection.vendor == "sqlite" else ("ts_rank", full_text_of_postgresql)
            )
            other = p95(make(many))
            report(f"search_{name}_{many}", value=other, unit="ms", limit=page, ratio=other / page, n=many)
