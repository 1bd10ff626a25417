"""What was found in a text, and how findings that overlap are settled."""

from collections.abc import Iterable
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
    taken: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (-f.rank, f.start - f.end, f.start)):
        taken.extend(_outside(finding, taken))
    return sorted(taken, key=lambda f: f.start)


def _outside(finding: Finding, taken: list[Finding]) -> list[Finding]:
    pieces = [(finding.start, finding.end)]
    for other in taken:
        pieces = [cut for piece in pieces for cut in _minus(piece, other)]
    cut = any(other.type != "CASE_NO" and other.overlaps(finding.start, finding.end) for other in taken)
    if cut and finding.type in {"PERSON", "ORG", "HEALTH"}:
        return []
    return [replace(finding, start=start, end=end) for start, end in pieces]


def _minus(piece: tuple[int, int], other: Finding) -> list[tuple[int, int]]:
    start, end = piece
    if not other.overlaps(start, end):
        return [piece]
    return [(a, b) for a, b in ((start, other.start), (other.end, end)) if a < b]
