"""The calendar in force: what the package knows and, over it, the notices loaded since (docs/adr/0008)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from disputes.models import HolidayNotice
from disputes.rules.calendar import PUBLISHED, WorkCalendar

_turns = count(1)


@dataclass
class _Known:
    """What this process knows: the calendar, the key of its last notice, and in which turn it asked."""

    calendar: WorkCalendar = PUBLISHED
    last: int = 0
    turn: int = 0
    asked: int = -1


_known = _Known()


def in_force() -> WorkCalendar:
    """The calendar every date of the house is counted by. At most one short query in a request or sweep."""
    turn = _known.turn
    if _known.asked != turn:
        last = HolidayNotice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        if last != _known.last:
            _known.calendar, _known.last = _with_notices(), last
        _known.asked = turn
    return _known.calendar


def ask_again(**_signal: Any) -> None:
    """Another request or sweep begins: another process may have loaded a notice."""
    _known.turn = next(_turns)


def forget() -> None:
    """Know nothing any more (a transaction that loaded a notice was rolled back)."""
    _known.last = -1
    ask_again()


def before(notice: HolidayNotice) -> WorkCalendar:
    """The calendar that notice was loaded over."""
    return _with_notices(HolidayNotice.objects.filter(pk__lt=notice.pk))


def _with_notices(rows: Any = None) -> WorkCalendar:
    calendar = PUBLISHED
    for row in (HolidayNotice.objects if rows is None else rows).order_by("pk"):
        calendar = replace(row.notice.applied_to(calendar), version=f"{PUBLISHED.version}+{row.pk}")
    return calendar
