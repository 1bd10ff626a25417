"""The terms of an offer, as they stand in the docket and later in the agreement (MR-26).

`{"items": ["…"], "total": "24000.00", "performance": [{"text": "…", "due_on": "2026-12-01", "amount": "…", "way": "…"}]}`
`total` and `amount` are yuan and may be absent where nothing is paid.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any


def complete(terms: Mapping[str, Any]) -> bool:
    """Whether everything MR-26 asks for is said, with days that exist and sums that are sums."""
    items, performance = terms.get("items") or [], terms.get("performance") or []
    if not items or not performance or not all(str(item).strip() for item in items):
        return False
    return all(_said(each) for each in performance)


def _said(each: Mapping[str, Any]) -> bool:
    if not (str(each.get("text") or "").strip() and str(each.get("way") or "").strip()):
        return False
    try:
        date.fromisoformat(str(each.get("due_on") or ""))
        return Decimal(str(each.get("amount") or 0)) >= 0
    except (ValueError, InvalidOperation):
        return False


def days(terms: Mapping[str, Any]) -> list[date]:
    return [date.fromisoformat(str(each["due_on"])) for each in terms["performance"]]


def first_day(terms: Mapping[str, Any]) -> date:
    return min(days(terms))


def adds_up(terms: Mapping[str, Any]) -> bool:
    """The sums of the performances make the total, where one is named."""
    paid = sum((Decimal(str(each.get("amount") or 0)) for each in terms.get("performance") or []), Decimal(0))
    return paid == Decimal(str(terms.get("total") or 0))


def pays(terms: Mapping[str, Any]) -> bool:
    """Whether anything is to be paid."""
    return any(Decimal(str(each.get("amount") or 0)) > 0 for each in terms.get("performance") or [])
