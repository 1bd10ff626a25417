"""Awards made from seeds: nearly all of what identifies people goes, the words of the law stay."""

from collections import Counter
from dataclasses import dataclass, field

import pytest

from casebook.redact import Span, redact
from tests.casebook.generated_awards import DIRECT, PROOF, Award, Planted, award


@dataclass
class Count:
    """Figures over many awards, with examples of what went wrong."""

    planted: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    touched: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    hidden: int = 0
    left: list[str] = field(default_factory=list)

    def recall(self, kinds: frozenset[str] | None = None, *, but: frozenset[str] = frozenset()) -> float:
        chosen = [kind for kind in self.planted if (kinds is None or kind in kinds) and kind not in but]
        planted = sum(self.planted[kind] for kind in chosen)
        return 1 - sum(self.missed[kind] for kind in chosen) / max(planted, 1)

    def __str__(self) -> str:
        kinds = (f"{kind}: {self.missed[kind]} of {n} missed" for kind, n in sorted(self.planted.items()))
        touched = f"kept words touched: {len(self.touched)} of {self.kept}"
        return "\n".join((*kinds, touched, *self.examples[:30], *self.touched[:20], *self.left[:20]))


def _covered(planted: Planted, covered: set[int], text: str) -> bool:
    return all(at in covered or text[at] in " 　" for at in range(planted.start, planted.end))


def _near(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 14) : start]}[{text[start:end]}]{text[end : end + 10]}".replace("\n", "⏎")


def _overlaps(span: Span, planted: Planted) -> bool:
    return span.start < planted.end and planted.start < span.end


def _count_one(count: Count, one: Award, parties: list[str]) -> None:
    result = redact(one.text, parties=parties)
    covered = {at for span in result.spans for at in range(span.start, span.end)}
    for planted in one.gone:
        if planted.needs_names and not parties:
            continue
        count.planted[planted.type] += 1
        if not _covered(planted, covered, one.text):
            count.missed[planted.type] += 1
            count.examples.append(f"{planted.type} {_near(one.text, planted.start, planted.end)}")
    count.kept += len(one.stays)
    for stay in one.stays:
        if covered.intersection(range(stay.start, stay.end)):
            count.touched.append(f"kept {stay.slot} {_near(one.text, stay.start, stay.end)}")
    count.hidden += len(result.spans)
    for span in result.spans:
        if not any(_overlaps(span, planted) for planted in one.gone):
            count.extra.append(f"{span.type} {_near(one.text, span.start, span.end)}")
    for planted in one.gone:
        value = one.text[planted.start : planted.end]
        direct = value in parties or planted.type in PROOF & DIRECT
        if parties and direct and value in result.text:
            count.left.append(f"left {planted.type} {value}")


def measured(numbers: range, *, named: bool) -> Count:
    """What the engine does with the awards of these seeds."""
    count = Count()
    for one in map(award, numbers):
        _count_one(count, one, one.parties if named else [])
    return count


def _with_names(numbers: range) -> None:
    count = measured(numbers, named=True)
    assert count.recall() >= 0.995, str(count)
    assert count.recall(PROOF) == 1, str(count)
    assert len(count.touched) <= 0.02 * count.kept, str(count)
    assert count.left == [], str(count)


def _without_names(numbers: range) -> None:
    count = measured(numbers, named=False)
    assert count.recall(PROOF) == 1, str(count)
    assert count.recall(but=PROOF) >= 0.98, str(count)
    assert len(count.touched) <= 0.02 * count.kept, str(count)
    assert len(count.extra) <= 0.01 * count.hidden, "\n".join(count.extra[:40])


def test_with_the_parties_named() -> None:
    _with_names(range(60))


def test_without_names() -> None:
    _without_names(range(60))


@pytest.mark.long
@pytest.mark.parametrize("check", [_with_names, _without_names])
def test_a_thousand(check: object) -> None:
    assert callable(check)
    check(range(1000))
