"""What was found in a text, and how findings that overlap are settled."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

TYPES: Final = (
    *("PERSON", "ADDRESS", "ORG", "ID_CARD", "PHONE", "LANDLINE", "CASE_NO", "DOB", "EMAIL", "BANK_CARD"),
    *("BANK_ACCOUNT", "WECHAT", "QQ", "ALIPAY", "SOCIAL", "USCC", "AGE", "PLATE", "HEALTH", "PERMIT"),
    *("LICENSE_NO", "SI_NO", "PASSPORT", "EMPLOYEE_NO", "E_SIGN", "GEO"),
)

CERTAIN, STRONG, LIKELY, WEAK = 100, 80, 60, 40


@dataclass(frozen=True, slots=True)
class Finding:
    """A candidate: offsets are code points of the input, `end` exclusive; a higher `rank` wins an overlap."""

    start: int
    end: int
    type: str
    reason: str
    rank: int = STRONG
    suspect: bool = False

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Span:
    """A settled finding; `suspect` means that a person has to decide."""

    start: int
    end: int
    type: str
    replacement: str
    suspect: bool
    reason: str


def settle(findings: Iterable[Finding]) -> list[Finding]:
    """The strongest finding keeps its ground; of a weaker one only the parts outside it remain."""
    taken: list[Finding] = []  # in their order and without overlap
    for finding in sorted(findings, key=lambda f: (-f.rank, f.start - f.end, f.start)):
        first = max(bisect_left(taken, finding.start, key=_start) - 1, 0)
        behind = bisect_left(taken, finding.end, lo=first, key=_start)
        near = [other for other in taken[first:behind] if other.overlaps(finding.start, finding.end)]
        for piece in _outside(finding, near):
            insort(taken, piece, key=_start)
    return taken


def _start(finding: Finding) -> int:
    return finding.start


def _outside(finding: Finding, near: Sequence[Finding]) -> Iterator[Finding]:
    if finding.type in {"PERSON", "ORG", "HEALTH"} and any(other.type != "CASE_NO" for other in near):
        return
    starts = (finding.start, *(other.end for other in near))
    ends = (*(other.start for other in near), finding.end)
    yield from (
        replace(finding, start=start, end=end) for start, end in zip(starts, ends, strict=True) if start < end
    )
