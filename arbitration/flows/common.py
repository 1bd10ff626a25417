"""How the flows of this app name their steps, and whose some of them are from the start."""

from __future__ import annotations

from typing import Any


def steps(*names: str) -> frozenset[str]:
    return frozenset(f"arbitration.{name}" for name in names)


def reviews(*names: str) -> frozenset[str]:
    return frozenset(f"agreementreview.{name}" for name in names)


class OfThePresiding:
    """Work of the presiding arbitrator, or of the one who reviews, from the start."""

    @classmethod
    def assignee(cls, record: Any) -> Any:
        return record.presiding
