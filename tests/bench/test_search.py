"""A page of ranked hits with count, facets and snippets, at three sizes; beside the full text of the database on the same words.

The databases are asked at 10,000 and 100,000 documents only: at a million one question would take them seconds.
"""

import shutil
import sqlite3
import time
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection

from casebook import search
from casebook.indexing import made_of
from casebook.search import Index
from casebook.terms import terms, understand
from tests.bench import search_world
from tests.bench.measure import SMALL, no_collection, report, seconds
from tests.bench.search_world import QUERIES, documents, known_runs, known_terms, known_threes

SIZES = [10_000] if SMALL else [10_000, 100_000, 1_000_000]
ROUNDS = 3 if SMALL else 7
PHRASES = ("“加班费”", "“劳动关系”", "“第二倍工资” 未签", "“不可抗力” 停工", "“用人单位”", "“解除劳动合同”")
OTHER_PHRASES = (
    "“支付工资”",
    "“支付加班费”",
    "“解除劳动关系”",
    "“违法解除劳动合同”",
)  # no words of the dictionary
KEPT = Path(__file__).parents[2] / "build" / "indexes"


def p95(do, asked=()):
    """The 95th percentile of all questions (those without a phrase if none are named), in milliseconds."""
    asked = asked or [text for text in QUERIES if not understand(text).phrases]
    with no_collection():
        took = sorted(1000 * seconds(do, text) for _n in range(ROUNDS) for text in asked)
    return took[int(0.95 * (len(took) - 1))]


def words_of(text):
    return [term for wish in understand(text).wishes for term, _weight in wish.terms[:1]]


def whole_page(index, text):
    page = index.page(text, limit=20)
    return [hit.snippet for hit in page.hits], page.total, page.facets


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


def index_of(many, monkeypatch):
    """The index and the seconds it took; the one built for the first database is kept for the second (None)."""
    made = sha256(made_of().encode() + Path(search_world.__file__).read_bytes()).hexdigest()[:16]
    for other in KEPT.glob("*"):
        if not other.name.startswith(made):
            shutil.rmtree(other)
    index = Index(KEPT / f"{made}-{many}")
    if len(index) == many:
        return index, None
    with monkeypatch.context() as patch:
        patch.setattr(search, "terms", known_terms)
        patch.setattr(search, "runs", known_runs)
        patch.setattr(search, "threes", known_threes)
        began = time.perf_counter()
        index.rebuild(documents(many))
        return index, time.perf_counter() - began


@pytest.mark.bench
@pytest.mark.django_db
@pytest.mark.parametrize("many", SIZES)
def test_a_page_of_hits_at_three_sizes(many, monkeypatch):
    index, took = index_of(many, monkeypatch)
    page = p95(lambda text: whole_page(index, text))
    bare = p95(lambda text: bare_engine(index, text))
    report(f"search_page_{many}", value=page, unit="ms", limit=bare, ratio=page / bare, n=many)
    for name, phrases in (("phrase", PHRASES), ("other_phrase", OTHER_PHRASES)):
        found = p95(lambda text: whole_page(index, text), phrases)
        report(f"search_{name}_{many}", value=found, unit="ms", limit=page, ratio=found / page, n=many)
    if took is not None:
        each, cut = 1e6 * took / many, 1e6 * cutting(200)
        report(f"search_build_{many}", value=each, unit="us", limit=cut, ratio=each / cut, n=many)
    if many <= 100_000:
        name, make = ("fts5", fts5) if connection.vendor == "sqlite" else ("ts_rank", full_text_of_postgresql)
        other = p95(make(many))
        report(f"search_{name}_{many}", value=other, unit="ms", limit=page, ratio=other / page, n=many)


@pytest.mark.bench
@pytest.mark.django_db
def test_an_index_of_texts_that_were_never_cut(tmp_path):
    """What `casebook index` takes for each case: above, sentences are cut once for all documents."""
    many = 1000
    texts = list(documents(many))
    index, cut = Index(tmp_path), cutting(many)
    whole = seconds(index.rebuild, texts) / many
    report("search_build_uncut", value=1e6 * whole, unit="us", limit=1e6 * cut, ratio=whole / cut, n=many)


def cutting(many):
    """The seconds that cutting one document into words takes."""
    texts = [f"{doc.title}\n{doc.facts}\n{doc.issue}" for doc in documents(many)]
    return sum(seconds(terms, text) for text in texts) / many
