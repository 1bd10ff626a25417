"""Every open time limit that a notice touches is counted anew (T5, CR-80).

The notice counts from the moment it is saved; the time limits follow in batches, each in one transaction under the
locks of its disputes. What was cut short is taken up again by `tick`; a row that was counted is not counted twice.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes import calendars, deadlines, worklist
from disputes.access import Audience
from disputes.acts import NotLawful, perform
from disputes.models import Deadline, Dispute, HolidayNotice
from disputes.models.rows import update
from disputes.notices import upsets
from disputes.rules.calendar import WorkCalendar
from disputes.rules.notices import Notice
from disputes.rules.periods import Due

if TYPE_CHECKING:
    from disputes.models import User

logger = logging.getLogger(__name__)
BATCH = 50  # disputes in one transaction
ENDS = [which(name) for which in (Min, Max) for name in ("trigger_on", "due_on")]
COUNTED = ["raw_due", "due_on", "provisional", "calendar", "explanation"]


class Counter:
    """Counts by one calendar; time limits with the same trigger and pauses are counted once."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self.calendar = calendar
        self.known: dict[tuple[Any, ...], Due] = {}

    def due(self, row: Deadline) -> Due:
        key = (row.rule, row.trigger_on, str(row.pauses), str(row.restarts), row.extended, row.reading)
        if key not in self.known:
            self.known[key] = deadlines.counted(row, self.calendar)
        return self.known[key]

    def moves(self, row: Deadline) -> bool:
        if not movable(row):
            return False
        found = self.due(row)
        return (found.raw_due, found.due) != (row.raw_due, row.due_on)


def movable(row: Deadline) -> bool:
    """Whether a calendar has a say in its day: nobody set it, and the house knows the time limit."""
    return row.code in deadlines.TimeLimit.all and not row.stands_as_set


def load(notice: Notice, *, by: User | None = None) -> HolidayNotice | None:
    """Put the notice in force; None if the calendar says all of it already.

    Raises `NotLawful` when another notice for that year was loaded at the same moment.
    """
    calendar = calendars.in_force()
    if notice.says_nothing_new(calendar):
        return None
    earlier = HolidayNotice.objects.filter(year=notice.year).order_by("-pk").first()
    row = HolidayNotice(
        year=notice.year, number=notice.number, rest=[day.isoformat() for day in sorted(notice.rest)],
        work=[day.isoformat() for day in sorted(notice.work)], replaces=earlier, over=calendar.version, loaded_by=by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise NotLawful(
            _("Another notice for this year was loaded in the meantime; look at it first.")
        ) from None
    calendars.ask_again()
    return row


def finish(row: HolidayNotice, *, batches: int | None = None) -> bool:
    """Count what the notice touches and the calendar in force has not counted, `batches` at most; whether all is done."""
    run = Run(row.year, row.number, upsets.by_dispute(calendars.before(row), calendars.in_force(), row.year))
    done = run.go(batches)
    HolidayNotice.objects.filter(pk=row.pk).update(
        moved=F("moved") + run.moved, confirmed=F("confirmed") + run.confirmed
    )
    if done:
        HolidayNotice.objects.filter(pk=row.pk, counted_at=None).update(counted_at=timezone.now())
    return done


def catch_up() -> bool:
    """Count by the calendar in force whatever another one counted: after a release that carries new notices."""
    left: list[Any] = [row for row in HolidayNotice.objects.order_by("-pk") if not finish(row)]
    calendar = calendars.in_force()
    stale = Deadline.objects.open().exclude(calendar=calendar.version)
    days = [day for day in stale.aggregate(*ENDS).values() if day]
    years = range(min(days).year, max(days).year + 1) if days else ()
    for year in years:
        if year in calendar.years and not Run(year, calendar.notice(year) or calendar.version, {}).go():
            left.append(year)
    return not left


class Run:
    """One going through of all that the calendar of a year touches; `number` is the reason that is kept."""

    def __init__(self, year: int, number: str, upset: dict[int, list[upsets.Upset]]) -> None:
        self.year, self.number, self.upset = year, number, upset
        self.calendar = calendars.in_force()
        self.counter = Counter(self.calendar)
        self.failed: set[int] = set()
        self.moved = self.confirmed = 0

    def go(self, batches: int | None = None) -> bool:
        while batch := self.waiting():
            if batches == 0:
                return False
            batches = None if batches is None else batches - 1
            self.recount(batch)
        return not self.failed

    def stale(self) -> Any:
        rows = Deadline.objects.open().touching(self.year).exclude(calendar=self.calendar.version)
        return rows.exclude(dispute__in=self.failed) if self.failed else rows

    def waiting(self) -> list[int]:
        """The next disputes with a time limit that the calendar in force has not counted."""
        return list(self.stale().order_by("dispute").values_list("dispute", flat=True).distinct()[:BATCH])

    def recount(self, batch: Sequence[int]) -> None:
        """A batch in one transaction; if it fails, each alone, so that one broken case holds up no other."""
        try:
            with transaction.atomic():
                self._recount(batch)
        except Exception:
            if len(batch) == 1:
                logger.exception("dispute %d was not counted anew by %s", batch[0], self.number)
                self.failed.add(batch[0])
            for one in batch if len(batch) > 1 else ():
                self.recount([one])

    def _recount(self, batch: Sequence[int]) -> None:
        locked = Dispute.objects.select_for_update().defer("facts_text")
        disputes = locked.filter(pk__in=batch).order_by("pk").in_bulk()
        rows: dict[int, list[Deadline]] = defaultdict(list)
        for row in self.stale().filter(dispute__in=batch).order_by("pk"):
            rows[row.dispute_id].append(row)
        moved = [row for mine in rows.values() for row in mine if self.counter.moves(row)]
        quiet = [row for mine in rows.values() for row in mine if row not in moved]
        for pk in rows:
            self._tell(disputes[pk], [row for row in moved if row.dispute_id == pk])
        confirmed = sum(self._count_quietly(row) for row in quiet)
        update(quiet, COUNTED)
        self.moved, self.confirmed = self.moved + len(moved), self.confirmed + confirmed

    def _count_quietly(self, row: Deadline) -> bool:
        """The day stays and its explanation names the notice. Whether it was provisional and is so no longer."""
        was = row.provisional
        if movable(row):
            deadlines.count(row)
        row.calendar = self.calendar.version
        return was and not row.provisional

    def _tell(self, dispute: Dispute, moved: Sequence[Deadline]) -> None:
        """One entry per audience, so that nobody reads of a time limit that is not his; then the new days and tasks."""
        upset = self.upset.get(dispute.pk, [])
        for audience in dict.fromkeys([row.audience for row in moved] + ([Audience.OPEN] if upset else [])):
            mine = [row for row in moved if row.audience == audience]
            entry = perform(
                dispute, "recount", audience=audience, notice=self.number,
                moved=[self._move(row) for row in mine],
                broken=[{"what": one.code, "day": one.day.isoformat()} for one in upset if audience == Audience.OPEN],
            )  # fmt: skip
            for row in mine:
                deadlines.recount(row, entry)
                worklist.follow_deadlines(row)

    def _move(self, row: Deadline) -> dict[str, str]:
        now = self.counter.due(row).due
        return {"limit": row.code, "was": row.due_on.isoformat(), "now": now.isoformat()}
