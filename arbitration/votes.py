"""How three arbitrators come to a result: the majority; where there is none, the presiding arbitrator (AL-45, CR-52)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """`opinion` is the place of the one that decides; `dissent` the keys of those who voted otherwise."""

    opinion: int
    how: str  # unanimous, majority, presiding
    dissent: list[str]


def result(votes: Mapping[str, int], presiding: str) -> Result:
    """Raises KeyError where the presiding arbitrator has not voted."""
    own = votes[presiding]
    (first, most), *_rest = Counter(votes.values()).most_common()
    opinion = first if most * 2 > len(votes) else own
    dissent = [key for key, place in votes.items() if place != opinion]
    how = "unanimous" if not dissent else "majority" if most * 2 > len(votes) else "presiding"
    return Result(opinion, how, dissent)
