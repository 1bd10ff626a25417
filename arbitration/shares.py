"""What each of several workers gets of one claim: each part is tested alone for finality (CR-50, J1-17).

A share is `{party, name, amount}`, the amount in yuan as text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

Share = Mapping[str, Any]


def total(shares: Sequence[Share]) -> Decimal:
    return sum((Decimal(one["amount"]) for one in shares), Decimal(0))


def told(shares: Sequence[Share]) -> str:
    """As the decision says it."""
    return "其中：" + _each(shares) + "。" if shares else ""


def told_in_part(shares: Sequence[Share]) -> str:
    """As the decision says it that leaves the other workers' parts to the other document of the day (CR-50(4))."""
    return f"本裁决书仅裁决其中下列劳动者的部分：{_each(shares)}，计{total(shares):.2f}元；其余劳动者的部分另作裁决书。"


def _each(shares: Sequence[Share]) -> str:
    return "；".join(f"{one['name']}{one['amount']}元" for one in shares)


def key_of(item: Mapping[str, Any], share: Share | None = None) -> str:
    """Under which the item of an award, or one worker's part of it, is tested."""
    return f"{item['claim']}/{share['party']}" if share else str(item["claim"])


def parts(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The key and the sum of everything in the item that is tested alone."""
    shares = item.get("shares") or []
    if not shares:
        yield key_of(item), item.get("awarded")
    for one in shares:
        yield key_of(item, one), one["amount"]


def within(item: Mapping[str, Any], keys: Collection[str]) -> Mapping[str, Any] | None:
    """As much of the item as a document with these keys decides; None if nothing."""
    shares = item.get("shares") or []
    if not shares:
        return item if key_of(item) in keys else None
    own = [one for one in shares if key_of(item, one) in keys]
    if not own:
        return None
    if len(own) == len(shares):
        return {**item, "text": _stopped(item["text"]) + told(own)}
    part = {"shares": own, "awarded": f"{total(own):.2f}", "text": _stopped(item["text"]) + told_in_part(own)}
    return {**item, **part}


def whose(item: Mapping[str, Any]) -> dict[str, list[int]]:
    """Whose parts alone the item decides, and who of them gets something; nothing where it decides the claim of all."""
    shares = item.get("shares") or []
    given = [int(one["party"]) for one in shares if Decimal(one["amount"]) > 0]
    return {"parties": [int(one["party"]) for one in shares], "given": given} if shares else {}


def deciding(item: Mapping[str, Any]) -> str:
    """The key of the part whose test says most: the largest."""
    shares = item.get("shares") or []
    return key_of(item, max(shares, key=lambda one: Decimal(one["amount"])) if shares else None)


def _stopped(text: str) -> str:
    return text.rstrip("。") + "。"
