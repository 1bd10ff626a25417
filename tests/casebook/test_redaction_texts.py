"""Every text of the data set and of our own: what must go is covered, what must stay is untouched."""

from collections import Counter

import pytest

from casebook.redact import Span, redact
from tests.casebook.marked_texts import Marked, recorded, written

TEXTS = [*recorded(), *written(), *written("varied_texts.txt", "V")]


def _covered(start: int, end: int, spans: tuple[Span, ...]) -> bool:
    return all(any(s.start <= at < s.end for s in spans) for at in range(start, end))


def _names(marked: Marked) -> list[str]:
    return [marked.text[start:end] for start, end, kind, _ in marked.gone if kind == "PERSON"]


@pytest.mark.parametrize("marked", TEXTS, ids=lambda marked: marked.id)
def test_what_must_go_is_covered_and_what_must_stay_is_untouched(marked: Marked) -> None:
    spans = redact(marked.text).spans
    missed = [
        marked.text[start:end]
        for start, end, kind, _ in marked.gone
        if kind != "CASE_NO" and not _covered(start, end, spans)
    ]
    touched = [marked.text[a:b] for a, b in marked.stays if any(s.start < b and a < s.end for s in spans)]
    assert (missed, touched) == ([], [])


@pytest.mark.parametrize("marked", TEXTS, ids=lambda marked: marked.id)
def test_with_the_parties_named_no_name_remains(marked: Marked) -> None:
    result = redact(marked.text, parties=_names(marked))
    assert all(_covered(start, end, result.spans) for start, end, kind, _ in marked.gone if kind == "PERSON")


def test_types_are_told_apart() -> None:
    right, wrong = Counter[str](), Counter[str]()
    for marked in TEXTS:
        spans = redact(marked.text).spans
        for start, end, kind, _ in marked.gone:
            same = any(s.type == kind and s.start < end and start < s.end for s in spans)
            (right if same else wrong)[kind] += 1
    wrong.pop("CASE_NO", None)
    assert wrong.total() <= 0.03 * right.total(), wrong


def test_little_is_hidden_that_need_not_be() -> None:
    extra = [
        marked.text[s.start : s.end]
        for marked in TEXTS
        for s in redact(marked.text).spans
        if not any(s.start < end and start < s.end for start, end, *_ in marked.gone)
    ]
    assert len(extra) <= 3, extra
