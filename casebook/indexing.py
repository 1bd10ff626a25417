"""Published cases in the search index. The index is derived and may be wrong; the database says what is shown."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from time import monotonic, sleep, time
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import transaction

from casebook.labelling import BATCH, put_right
from casebook.models import TypicalCase
from casebook.once import once
from casebook.search import Doc, Found, Hit, Index

logger = logging.getLogger(__name__)
MOST = 200  # hits looked at for one question: nobody reads on
TRIES = 20  # half a second apart
PAUSE = 60.0  # seconds between two attempts to mend
DAY = 86_400.0  # seconds
SPARE = 20  # more, in case the index still holds what was recalled
_mended: WeakKeyDictionary[Index, float] = WeakKeyDictionary()
_waiting: ContextVar[list[int] | None] = ContextVar("waiting", default=None)


@lru_cache(maxsize=4)
def _index_at(directory: Path) -> Index:
    return Index(directory)


def index() -> Index:
    """The index of this house; opened once in a process.

    One made by other code or of other words lies elsewhere: this one is empty then, and is written as a lost one is.
    """
    return _index_at(shelf_of_indexes() / made_of())


def shelf_of_indexes() -> Path:
    return Path(settings.INDEX_ROOT) / "casebook"


@once
def made_of() -> str:
    """A digest of all that decides what stands in an index: the code, the words, the libraries."""
    package = files("casebook")
    parts = [package / f"{name}.py" for name in ("indexing", "models", "search", "terms", "words")]
    parts += [package / "data" / name for name in ("dictionary.txt", "synonyms.json", "traditional.txt")]
    digest = sha256("".join(version(name) for name in ("jieba", "tantivy")).encode())
    for part in parts:
        digest.update(part.read_bytes())
    return digest.hexdigest()[:16]


def tidy() -> None:
    """Forget the indexes of earlier releases, a day after the last of them was written."""
    for other in shelf_of_indexes().glob("*"):
        if other.name != made_of() and time() - other.stat().st_mtime > DAY:
            shutil.rmtree(other) if other.is_dir() else other.unlink()


def doc_of(case: TypicalCase) -> Doc:
    """Only what the public reads of it."""
    facets: dict[str, list[str]] = {}
    for facet, value in case.labels():
        facets.setdefault(facet, []).append(value)
    rest = [case.handling, case.result, case.analysis, case.significance, case.employer, *case.articles]
    return Doc(
        str(case.number or ""), case.title, case.facts, issue=case.issue, claims=case.claims,
        rest=" ".join(part for part in rest if part), facets=facets, numbers=[case.formal_number],
    )  # fmt: skip


def follow_after_commit(case: TypicalCase) -> None:
    """Once the step stands, the index follows it. A failure is mended by the next search or `casebook index`."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting.append(case.pk)
        return
    pk = case.pk
    transaction.on_commit(lambda: follow([pk]), robust=True)


def follow(pks: Iterable[int]) -> None:
    for case in TypicalCase.objects.filter(pk__in=list(pks)).exclude(number=None):
        if case.stage == "published":
            index().add(doc_of(case))
        else:
            index().remove(str(case.number))


@contextmanager
def together() -> Iterator[None]:
    """Many cases at once: the index is written once at the end, whatever happened between."""
    token = _waiting.set([])
    try:
        yield
    finally:
        changed = _waiting.get()
        _waiting.reset(token)
        if changed:
            _rebuild_in_turn()


def _rebuild_in_turn() -> None:
    """After a writer of another process, if there is one; a failure is mended by the next search."""
    for attempt in range(TRIES):
        try:
            rebuild()
        except ValueError:
            logger.warning("the search index is being written by another process (%d)", attempt + 1)
            sleep(0.5)
        else:
            return


def rebuild(told: Callable[[int], object] = int) -> int:
    """Write the whole index anew from the database; readers see the old one until it is done.

    `told` hears how many cases have been read so far. Labels that are not what they should be are put right on the way.
    """
    rows = put_right(TypicalCase.objects.published().select_related("office").iterator(chunk_size=BATCH))
    count = index().rebuild(doc_of(case) for n, case in enumerate(rows, 1) if told(n) is not False)
    tidy()
    return count


def rebuild_if_stale() -> int:
    """After a new release: what the first search would do, before anybody has to wait for it."""
    published = TypicalCase.objects.published().count()
    return rebuild() if len(index()) != published else 0


def find(text: str, *, facets: Mapping[str, str] | None = None, limit: int = MOST) -> list[Hit]:
    """Hits in order of rank, only of cases that are public now."""
    _mend(TypicalCase.objects.published().count())
    hits = index().query(text, limit=limit + SPARE, facets=facets)
    shown = TypicalCase.objects.published().filter(number__in=[hit.id for hit in hits])
    public = set(shown.values_list("number", flat=True))
    return [hit for hit in hits if hit.id in public][:limit]


def page(text: str, *, facets: Mapping[str, str], offset: int, limit: int) -> Found:
    """One page in order of rank with count and facets, only of cases that are public now."""
    recalled = _recalled()
    _mend(TypicalCase.objects.published().count(), recalled)
    found = index().page(text, limit=limit, offset=offset, facets=facets, without=recalled)
    shown = TypicalCase.objects.published().filter(number__in=[hit.id for hit in found.hits])
    public = set(shown.values_list("number", flat=True))
    hits = [hit for hit in found.hits if hit.id in public]
    return Found(hits, found.total - (len(found.hits) - len(hits)), found.facets)


def _recalled() -> list[str]:
    """What was public once and is not now: the index may still have it, so that no question may count it."""
    rows = TypicalCase.objects.once_published().exclude(stage="published")
    return [str(number) for number in rows.values_list("number", flat=True)]


def _mend(expected: int, recalled: list[str] | None = None) -> None:
    """An index that, but for the recalled cases, has more or fewer than the published is written anew first.

    It was lost, or left by a killed process. A case just recalled is no reason: it is left out of every answer.
    At most once a minute in a process: another one may be importing, and the index has one writer at a time.
    """
    shelf, now = index(), monotonic()
    if recalled is None:
        recalled = [] if len(shelf) == expected else _recalled()
    if len(shelf) - shelf.holding(recalled) == expected or now - _mended.get(shelf, -PAUSE) < PAUSE:
        return
    _mended[shelf] = now
    logger.warning("the search index has %d of %d cases; it is written anew", len(shelf), expected)
    try:
        rebuild()
    except ValueError:  # another process holds the writer's lock
        logger.warning("the search index is being written by another process", exc_info=True)


__all__ = ["doc_of", "find", "follow_after_commit", "page", "rebuild", "rebuild_if_stale", "together"]
