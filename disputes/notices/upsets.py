"""What was arranged for a day that a notice makes wrong. It is listed for the people who arranged it, and not touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from disputes.rules.calendar import WorkCalendar

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Upset:
    """`code` is one of `WORDS`."""

    dispute_id: int
    code: str
    day: date


Finder = Callable[[WorkCalendar, WorkCalendar, int], Iterable[Upset]]
FINDERS: list[Finder] = []
WORDS: dict[str, str | _StrPromise] = {}


def upsets(**words: str | _StrPromise) -> Callable[[Finder], Finder]:
    """Declare who finds, between the old calendar and the new one of a year, what no longer holds."""
    WORDS.update(words)

    def declared(find: Finder) -> Finder:
        FINDERS.append(find)
        return find

    return declared


def by_dispute(old: WorkCalendar, new: WorkCalendar, year: int) -> dict[int, list[Upset]]:
    found: dict[int, list[Upset]] = defaultdict(list)
    for find in FINDERS:
        for one in find(old, new, year):
            found[one.dispute_id].append(one)
    return found
