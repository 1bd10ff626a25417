"""The shape of every answer: steps that add up, or a range where the law gives one."""

from dataclasses import dataclass
from decimal import Decimal

from disputes.rules.money import fen
from disputes.rules.words import Line


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working, yuan, already rounded to 0.01."""

    text: Line
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Sum:
    """`amount` in yuan; where the law gives a range it is None and `minimum`, `maximum` speak."""

    steps: tuple[Step, ...]
    law: tuple[str, ...]
    amount: Decimal | None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    notes: tuple[Line, ...] = ()


def step(zh: str, en: str, amount: Decimal) -> Step:
    return Step(Line(zh, en), fen(amount))


def total(law: str, *steps: Step) -> Sum:
    """The sum of the lines; `law` lists rule ids with spaces between."""
    return Sum(steps, tuple(law.split()), fen(sum((line.amount for line in steps), Decimal(0))))


def between(law: str, minimum: Step, maximum: Step, text: Line) -> Sum:
    """A range: one line that states both ends."""
    line = Step(text, maximum.amount)
    return Sum((line,), tuple(law.split()), None, minimum.amount, maximum.amount)
