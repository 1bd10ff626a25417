"""Yuan: decimals only, rounded half-up to the fen, never a binary float."""

import re
from decimal import ROUND_HALF_UP, Decimal

from disputes.rules.words import RuleError

FEN = Decimal("0.01")
LARGEST = Decimal(10) ** 12  # two such factors still fit Decimal's 28 digits

SHOWN = 40  # signs of a wrong input that its refusal repeats
WRITTEN = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def fen(amount: Decimal) -> Decimal:
    """Rounded half-up to 0.01."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def yuan(amount: Decimal) -> str:
    """`35000.00`: two decimals, no grouping."""
    return f"{fen(amount):f}"


def plain(number: Decimal) -> str:
    """A factor as people write it: 3.5, 12, 57.471264."""
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    return text or "0"


def shown(value: object) -> str:
    """What was typed, as far as a refusal repeats it."""
    said = str(value)
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}…"


def decimal_of(name: str, value: object) -> Decimal:
    """A number or its text as a decimal that is finite and not negative; `name` names it in the refusal."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise RuleError(f"{name} 应为数字", f"{name} must be a number")
    if isinstance(value, str) and not WRITTEN.fullmatch(value):
        raise RuleError(f"{name} 不是数字：{shown(value)}", f"{name} is not a number: {shown(value)}")
    number = Decimal(str(value))
    if not number.is_finite() or not 0 <= number < LARGEST:
        raise RuleError(f"{name} 应为不小于零的有限数字", f"{name} must be finite and not negative")
    return abs(number)  # "-0" is nothing, and has no sign
