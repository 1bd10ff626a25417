"""How a sum was worked out: what is kept beside a claim or an awarded item, told in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Working:
    """`kept` is plain JSON: way, inputs, steps, law, sources, calendar, and `amount` or `minimum` and `maximum`.

    Nothing of it is counted again: a later minimum wage or calendar leaves it as it was.
    """

    kept: dict[str, Any]

    def __bool__(self) -> bool:
        return bool(self.kept)

    def _sum(self, name: str) -> Decimal | None:
        said = self.kept.get(name)
        return Decimal(said) if said is not None else None

    @property
    def amount(self) -> Decimal | None:
        """Yuan; None where the law gives a range."""
        return self._sum("amount")

    @property
    def minimum(self) -> Decimal | None:
        return self._sum("minimum")

    @property
    def maximum(self) -> Decimal | None:
        return self._sum("maximum")

    @property
    def way(self) -> str:
        """Which calculator of `rules.amounts` it was."""
        return str(self.kept.get("way", ""))

    @property
    def inputs(self) -> dict[str, Any]:
        return dict(self.kept.get("inputs", {}))

    @property
    def law(self) -> tuple[str, ...]:
        return tuple(self.kept.get("law", ()))

    @property
    def calendar(self) -> str:
        return str(self.kept.get("calendar", ""))

    @property
    def lines(self) -> list[tuple[str, Decimal]]:
        return [(_told(step), Decimal(step["amount"])) for step in self.kept.get("steps", ())]

    @property
    def notes(self) -> list[str]:
        return [_told(note) for note in self.kept.get("notes", ())]

    @property
    def sources(self) -> list[str]:
        return [_told(source) for source in self.kept.get("sources", ())]

    @property
    def printed(self) -> list[str]:
        """The lines for a document, always in Chinese."""
        return [f"{step['zh']}＝{step['amount']}元" for step in self.kept.get("steps", ())]

    def differs(self, amount: Decimal | None) -> bool:
        """Whether another sum stands beside it."""
        if amount is None or not self:
            return False
        if self.amount is None:
            return not (self.minimum or 0) <= amount <= (self.maximum or 0)
        return amount != self.amount


def _told(line: dict[str, str]) -> str:
    return line["en" if (get_language() or "").startswith("en") else "zh"]
