"""Hearings that a holiday notice upsets: found for their offices, moved by nobody but them (CR-38)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arbitration.models import Hearing
from disputes.models import Service
from disputes.notices.upsets import Upset, upsets
from disputes.rules import periods
from disputes.rules.calendar import WorkCalendar

REACH = timedelta(days=31)  # the notice of a hearing in January is counted back into the year before


@upsets(
    hearing_on_day_off=_("The hearing falls on a day off"),
    hearing_notice_late=_("By the new count the hearing notice was served too late"),
)
def hearings(old: WorkCalendar, new: WorkCalendar, year: int) -> Iterator[Upset]:
    first = max(date(year, 1, 1), timezone.localdate())
    rows = Hearing.objects.filter(stands=True, day__range=(first, date(year, 12, 31) + REACH))
    served = _served(set(rows.values_list("dispute", flat=True)))
    for hearing in rows:
        if new.is_rest(hearing.day) and not old.is_rest(hearing.day):
            yield Upset(hearing.dispute_id, "hearing_on_day_off", hearing.day)
        last = served.get(hearing.dispute_id)
        if last and _last_day(hearing.day, new) < last <= _last_day(hearing.day, old):
            yield Upset(hearing.dispute_id, "hearing_notice_late", hearing.day)


def _last_day(hearing: date, calendar: WorkCalendar) -> date:
    return periods.due("hearing_notice", hearing, calendar=calendar).due


def _served(disputes: set[int]) -> dict[int, date]:
    """The day the last party was served the newest hearing notice."""
    rows = Service.objects.served().filter(dispute__in=disputes, paper__code="D19")
    days = rows.order_by("paper_id", "served_on").values_list("dispute", "served_on")
    return {dispute: day for dispute, day in days if day}
