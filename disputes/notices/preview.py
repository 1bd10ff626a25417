"""What a notice would change, counted per kind of time limit and office. No case is named."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from disputes import calendars
from disputes.deadlines import TimeLimit
from disputes.models import Deadline, Engagement, HolidayNotice
from disputes.notices import upsets
from disputes.notices.recount import Counter, movable
from disputes.rules.notices import Notice

CHUNK = 2000
READ = (
    "code", "rule", "dispute", "trigger_on", "raw_due", "due_on", "provisional", "pauses", "restarts", "extended",
    "reading",
)  # fmt: skip


@dataclass
class Line:
    """One kind of time limit at one office."""

    title: Any
    office: str
    earlier: int = 0
    later: int = 0
    confirmed: int = 0
    over: int = 0  # of those moved earlier: the new last day has passed already

    @property
    def changed(self) -> bool:
        return bool(self.earlier or self.later or self.confirmed)


@dataclass
class Preview:
    """What would happen, and over which version of the calendar it was worked out."""

    version: str
    replaces: HolidayNotice | None
    touched: int = 0
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    upset: Tally[tuple[Any, str]] = field(default_factory=Tally)

    @property
    def changed(self) -> list[Line]:
        rows = [line for line in self.lines.values() if line.changed]
        return sorted(rows, key=lambda line: (line.office, str(line.title)))

    @property
    def upset_lines(self) -> list[tuple[Any, str, int]]:
        return [(words, office, n) for (words, office), n in sorted(self.upset.items(), key=str)]

    def total(self, name: str) -> int:
        return sum(getattr(line, name) for line in self.lines.values())

    @property
    def totals(self) -> dict[str, int]:
        return {name: self.total(name) for name in ("earlier", "later", "confirmed", "over")}


def preview(notice: Notice) -> Preview:
    """Counts by the calendar with the notice every open time limit it touches; writes nothing."""
    old = calendars.in_force()
    new = notice.applied_to(old)
    found = Preview(old.version, HolidayNotice.objects.filter(year=notice.year).order_by("-pk").first())
    counter = Counter(new)
    for rows in _chunks(Deadline.objects.open().touching(notice.year)):
        offices = _offices({row.dispute_id for row in rows})
        for row in rows:
            found.touched += 1
            if movable(row):
                _compare(found, counter, row, offices.get(row.dispute_id, ""))
    upset = upsets.by_dispute(old, new, notice.year)
    offices = _offices(set(upset))
    for pk, all_of_it in upset.items():
        found.upset.update((upsets.WORDS[one.code], offices.get(pk, "")) for one in all_of_it)
    return found


def _compare(found: Preview, counter: Counter, row: Deadline, office: str) -> None:
    then = counter.due(row)
    title = TimeLimit.all[row.code].title
    line = found.lines.setdefault((row.code, office), Line(title, office))
    if counter.moves(row):
        earlier = (then.due, then.raw_due) < (row.due_on, row.raw_due)
        line.earlier += earlier
        line.later += not earlier
        line.over += earlier and _passed(then.due)
    elif row.provisional and not then.provisional:
        line.confirmed += 1


def _passed(day: date) -> bool:
    return day < timezone.localdate()


def _chunks(rows: Any) -> Iterator[list[Deadline]]:
    part: list[Deadline] = []
    for row in rows.only(*READ).order_by("pk").iterator(chunk_size=CHUNK):
        part.append(row)
        if len(part) == CHUNK:
            yield part
            part = []
    yield part


def _offices(disputes: set[int]) -> dict[int, str]:
    """The office that handles each dispute now, or did last."""
    rows = Engagement.objects.filter(dispute__in=disputes).order_by("pk")
    return dict(rows.values_list("dispute", "office__name"))
