from __future__ import annotations

import gc
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from disputes import deadlines, live, news
from disputes.acts import lapse
from disputes.calendars import ask_again
from disputes.carriers.parcels import carry
from disputes.models import CaseTask, Deadline, HolidayNotice
from disputes.notices.recount import finish
from disputes.papers.shelf import forget_abandoned, render_waiting
from disputes.rounds import EVERY_ROUND

logger = logging.getLogger(__name__)
BATCH = 500


def sweep() -> int:
    """Let every deadline lapse whose last day is over, in batches of one kind. Cost follows what is due."""
    taken = 0
    skipped: set[int] = set()
    while True:
        late = deadlines.late(timezone.localdate(), BATCH + len(skipped))
        due = [row for row in late if row.id not in skipped]
        if not due:
            return taken
        rows = [row for row in due if row.code in deadlines.TimeLimit.all]
        skipped |= {row.id for row in due if row.code not in deadlines.TimeLimit.all}
        for _code, group in groupby(sorted(rows, key=attrgetter("code", "id")), key=attrgetter("code")):
            batch = list({row.dispute_id: row for row in group}.values())
            done = _lapse(batch)
            taken += done
            if done < len(batch):
                still = Deadline.objects.lapsing(timezone.localdate()).filter(
                    pk__in=[row.id for row in batch]
                )
                skipped |= set(still.values_list("pk", flat=True))


def _lapse(batch: list[deadlines.Late]) -> int:
    """A batch in one transaction; if it fails, each alone, so that one broken case holds up no other."""
    try:
        with _uncollected():
            return len(lapse(batch))
    except Exception:
        if len(batch) == 1:
            logger.exception("dispute %d: deadline %s did not lapse", batch[0].dispute_id, batch[0].code)
            return 0
        return sum(_lapse([row]) for row in batch)


@contextmanager
def _uncollected() -> Iterator[None]:
    """A batch makes thousands of objects and no cycles: looking for some among them takes a quarter of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Command(BaseCommand):
    """Safe to run twice, anywhere, at once."""

    help = "Let overdue deadlines lapse, render waiting papers, ring the bells that were not heard."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="run until stopped, every 15 seconds")

    def handle(self, *, loop: bool, **options: Any) -> None:
        self.once()
        while loop:
            time.sleep(15)
            close_old_connections()
            try:
                self.once()
            except Exception:
                logger.exception("this round of the ticker failed; the next one tries again")

    def once(self) -> None:
        ask_again()
        for notice in HolidayNotice.objects.filter(counted_at=None):
            finish(notice)
        sweep()
        CaseTask.objects.wake(timezone.localdate())
        render_waiting()
        news.send()
        try:
            live.ring_untold()
        except Exception:
            logger.warning("the rooms could not be rung; the next round tries again", exc_info=True)
        for part in (
            forget_abandoned,
            carry,
            *EVERY_ROUND,
        ):  # last: they may wait for somebody outside the house
            try:
                part()
            except Exception:
                logger.exception("a part of this round failed; the next one tries again")
