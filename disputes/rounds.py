"""What other apps want done in every round of `tick`; each is safe to run twice, and tells its own failures."""

from __future__ import annotations

from collections.abc import Callable

EVERY_ROUND: list[Callable[[], object]] = []


def every_round(part: Callable[[], object]) -> Callable[[], object]:
    """Have it called in every round of the ticker."""
    EVERY_ROUND.append(part)
    return part
