"""Plain values from outside, read strictly; each refusal names the field."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from disputes.rules.money import decimal_of, shown
from disputes.rules.words import RuleError

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)


def day(name: str, value: object) -> date:
    """An ISO day, `2026-09-30` and nothing looser (no week dates, no basic format)."""
    if value is None:
        raise RuleError(f"缺少 {name}", f"{name} is missing")
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            found = date.min
        if FIRST <= found <= LAST:
            return found
    said = shown(value)
    raise RuleError(f"{name} 不是有效日期：{said}", f"{name} is not a valid day (YYYY-MM-DD): {said}")


def number(name: str, value: object) -> Decimal:
    """A sum or a count, finite and not negative."""
    return decimal_of(name, value)


def positive(name: str, value: object) -> Decimal:
    """A sum or a count that cannot be nothing."""
    found = decimal_of(name, value)
    if not found:
        raise RuleError(f"{name} 应大于零", f"{name} must be more than zero")
    return found


def whole(name: str, value: object) -> int:
    """A whole number, not negative."""
    found = decimal_of(name, value)
    if found != found.to_integral_value():
        raise RuleError(f"{name} 应为整数", f"{name} must be a whole number")
    return int(found)


def year(name: str, value: object) -> int:
    """A calendar year."""
    found = whole(name, value)
    if not FIRST.year <= found <= LAST.year:
        raise RuleError(f"{name} 不是有效年份：{shown(value)}", f"{name} is not a valid year: {shown(value)}")
    return found


def boolean(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise RuleError(f"{name} 应为 true 或 false", f"{name} must be true or false")
    return value


def text(name: str, value: object) -> str:
    if value is None or value == "":
        raise RuleError(f"缺少 {name}", f"{name} is missing")
    if not isinstance(value, str):
        raise RuleError(f"{name} 应为文字", f"{name} must be text")
    return value


def choice(known: Sequence[str]) -> Callable[[str, object], str]:
    """A reader that accepts only these words."""

    def read(name: str, value: object) -> str:
        if value not in known:
            raise RuleError(
                f"{name} 只能是：{'、'.join(known)}", f"{name} must be one of: {', '.join(known)}"
            )
        return str(value)

    return read
