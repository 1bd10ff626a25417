"""The terms of an offer, as they stand in the docket and later in the agreement (MR-26).

`{"items": ["…"], "total": "24000.00", "performance": [{"text": "…", "due_on": "2026-12-01", "amount": "…", "way": "…"}]}`
`total` and `amount` are yuan and may be absent where nothing is paid. `by` is the voice that owes a performance (without
it the employer's), `act` what is done where nothing is paid (`mediation.promises`).
Where several workers apply together, `shares` says what each gets of every performance, in their order, and `least` how
many of them must accept: `[{"party": "12", "name": "…", "amounts": ["…", "…"]}]` (AL-7, CR-63).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from disputes import wording


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


def main_figures(facts: Mapping[str, Any]) -> list[str]:
    """Of the entry of an offer: what is paid in all, and when the last of it is done."""
    terms = facts.get("terms") or {}
    last = wording.day_text(max(days(terms)), wording.spoken()) if terms.get("performance") else ""
    told = [wording.money_text(terms.get("total")), last and _("the last by %(day)s") % {"day": last}]
    return [one for one in told if one]


def days(terms: Mapping[str, Any]) -> list[date]:
    return [date.fromisoformat(str(each["due_on"])) for each in terms["performance"]]


def first_day(terms: Mapping[str, Any]) -> date:
    return min(days(terms))


def adds_up(terms: Mapping[str, Any]) -> bool:
    """The sums of the performances make the total, where one is named."""
    return in_all(terms) == Decimal(str(terms.get("total") or 0))


def in_all(terms: Mapping[str, Any]) -> Decimal:
    """What the performances come to."""
    return sum((Decimal(str(each.get("amount") or 0)) for each in terms.get("performance") or []), Decimal(0))


def uneven(terms: Mapping[str, Any]) -> str:
    """Why terms that do not add up are refused, with both sums."""
    return _("The instalments come to %(paid)s and the sum is %(total)s: make them the same.") % {
        "paid": wording.money_text(in_all(terms)), "total": wording.money_text(terms.get("total") or 0)
    }  # fmt: skip


def pays(terms: Mapping[str, Any]) -> bool:
    """Whether anything is to be paid."""
    return any(Decimal(str(each.get("amount") or 0)) > 0 for each in terms.get("performance") or [])


@dataclass(frozen=True)
class Changes:
    """What one offer says differently from another."""

    added: list[str]
    dropped: list[str]
    total_before: str
    total: str

    @property
    def total_changed(self) -> bool:
        return Decimal(self.total or 0) != Decimal(self.total_before or 0)


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Changes:
    old, new = (_points(terms) for terms in (before, now))
    return Changes(
        [point for point in new if point not in old],
        [point for point in old if point not in new],
        str(before.get("total") or ""),
        str(now.get("total") or ""),
    )


def _points(terms: Mapping[str, Any]) -> list[str]:
    """Everything that is agreed or done, a line each; a payment with its sum and day."""
    acts = [
        " ".join(str(each.get(name) or "") for name in ("text", "amount", "due_on")).strip()
        for each in terms.get("performance") or []
    ]
    return [*(str(item) for item in terms.get("items") or []), *acts]


def whole(terms: Mapping[str, Any]) -> bool:
    """Whether the shares make up every performance to the cent; terms without shares are whole."""
    named = terms.get("shares") or []
    columns = list(zip(*(one["amounts"] for one in named), strict=True))
    asked = [Decimal(str(each.get("amount") or 0)) for each in terms.get("performance") or []]
    return not named or [sum(map(Decimal, column), Decimal(0)) for column in columns] == asked


def in_order(terms: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], dict[str, str]]]:
    """The performances as they fall due, each with what every worker gets of it by the key of the party."""
    named = terms.get("shares") or []
    rows = [
        (each, {one["party"]: one["amounts"][n] for one in named if Decimal(one["amounts"][n]) > 0})
        for n, each in enumerate(terms["performance"])
    ]
    return sorted(rows, key=lambda row: row[0]["due_on"])


def share_of(share: Mapping[str, Any]) -> Decimal:
    return sum(map(Decimal, share["amounts"]), Decimal(0))


def only(terms: Mapping[str, Any], parties: Collection[str]) -> dict[str, Any]:
    """The same terms for these workers alone: the others' shares are taken off every performance and the sum."""
    kept = [one for one in terms["shares"] if one["party"] in parties]
    sums = [
        sum((Decimal(one["amounts"][n]) for one in kept), Decimal(0))
        for n in range(len(terms["performance"]))
    ]
    performance = [
        each | {"amount": f"{sum_:.2f}" if each.get("amount") else ""}
        for each, sum_ in zip(terms["performance"], sums, strict=True)
    ]
    total = f"{sum(sums, Decimal(0)):.2f}" if terms.get("total") else ""
    return {**terms, "shares": kept, "total": total, "performance": performance}
