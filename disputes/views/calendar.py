"""The working-day calendar for the administrator: the year at a glance, a notice loaded, and first what it would change."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from disputes import calendars
from disputes.acts import NotLawful
from disputes.models import HolidayNotice, Role
from disputes.notices.form import NoticeForm
from disputes.notices.preview import preview
from disputes.notices.recount import finish, load
from disputes.rules.calendar import FESTIVALS_EN, WorkCalendar
from disputes.rules.counting import rest_runs
from disputes.rules.notices import days_of

BATCHES = 4  # counted before the administrator's page comes back; the ticker counts the rest
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Day:
    """`kind`: statutory, rest (by the notice), work (made up for), weekend, or nothing for a plain workday."""

    day: date
    kind: str
    festival: str


def administrators_only(view: View) -> View:
    @wraps(view)
    @login_required
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not (user.is_superuser or Role.ADMINISTRATOR in user.roles()):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return asked


@administrators_only
@require_GET
def glance(request: HttpRequest, year: int = 0) -> HttpResponse:
    """Twelve months, the notice they rest on, and every notice loaded for the year."""
    calendar, year = calendars.in_force(), year or timezone.localdate().year
    if year not in calendar.years:
        raise Http404
    waiting = HolidayNotice.objects.filter(counted_at=None)
    return render(request, "disputes/calendar.html", {
        "year": year, "years": [y for y in range(year - 2, year + 3) if y in calendar.years],
        "months": months(calendar, year), "weekdays": weekdays(),
        "notice": calendar.notice(year), "version": calendar.version, "runs": runs(calendar, year),
        "workdays": calendar.workdays(date(year, 1, 1), date(year, 12, 31)),
        "made_up": [day for day in days_of(year) if calendar.is_make_up(day)],
        "loaded": HolidayNotice.objects.filter(year=year).select_related("loaded_by").order_by("-pk"),
        "waiting": waiting.exists(),
    })  # fmt: skip


def months(calendar: WorkCalendar, year: int) -> list[dict[str, Any]]:
    """Every month with its weeks; where a week reaches into another month there is no day."""
    off = {day for run in runs(calendar, year) for day in run["days"]}
    return [
        {
            "first": date(year, month, 1),
            "weeks": [
                [_day(calendar, day, off) if day.month == month else None for day in week]
                for week in Calendar().monthdatescalendar(year, month)
            ],
        }
        for month in range(1, 13)
    ]


def _day(calendar: WorkCalendar, day: date, off: set[date]) -> Day:
    festival = named(calendar.festival(day) or "")
    if calendar.is_make_up(day):
        return Day(day, "work", "")
    if festival:
        return Day(day, "statutory", festival)
    if day in off:
        return Day(day, "rest", "")
    return Day(day, "weekend" if day.weekday() >= 5 else "", "")


def named(festival: str) -> str:
    """The festival in the reader's language."""
    return FESTIVALS_EN.get(festival, "") if (get_language() or "").startswith("en") else festival


def weekdays() -> list[str]:
    """一 to 日, Mon to Sun."""
    return [str(WEEKDAYS_ABBR[n]).removeprefix("星期") for n in range(7)]


def runs(calendar: WorkCalendar, year: int) -> list[dict[str, Any]]:
    """The stretches of days off that are more than a weekend, with the festivals in them."""
    found = []
    for first, last in rest_runs(date(year, 1, 1), date(year, 12, 31), calendar):
        days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        if any(calendar.kind(day) for day in days):
            names = dict.fromkeys(name for day in days if (name := calendar.festival(day)))
            found.append(
                {"first": first, "last": last, "days": days, "names": [named(name) for name in names]}
            )
    return found


@administrators_only
@require_http_methods(["GET", "POST"])
def load_notice(request: HttpRequest) -> HttpResponse:
    """The notice is typed, then seen with all it would change, then confirmed over the version that was seen."""
    if request.method == "GET":
        first = {"year": timezone.localdate().year + 1}
        return render(request, "disputes/calendar_load.html", {"form": NoticeForm(initial=first)})
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return render(request, "disputes/calendar_load.html", {"form": form}, status=422)
    if "edit" in request.POST:
        return render(request, "disputes/calendar_load.html", {"form": form})
    if request.POST.get("confirmed") == calendars.in_force().version:
        return _confirmed(request, form)
    return _previewed(request, form, seen="confirmed" in request.POST)


def _previewed(request: HttpRequest, form: NoticeForm, *, seen: bool) -> HttpResponse:
    """`seen`: it was confirmed over a calendar that has changed since; what it changes now is shown again."""
    said = {name: form.cleaned_data[name] for name in form.fields}
    nothing_new = form.notice.says_nothing_new(calendars.in_force())
    return render(request, "disputes/calendar_check.html", {
        "said": said, "notice": form.notice, "preview": preview(form.notice), "nothing_new": nothing_new, "changed": seen,
    })  # fmt: skip


def _confirmed(request: HttpRequest, form: NoticeForm) -> HttpResponse:
    year = form.notice.year
    try:
        row = load(form.notice, by=request.user)
    except NotLawful as refused:
        form.add_error(None, str(refused))
        return render(request, "disputes/calendar_load.html", {"form": form}, status=422)
    if row is None:
        messages.info(request, _("This notice is in force already; nothing was changed."))
    elif not finish(row, batches=BATCHES):
        messages.success(request, _("The notice is in force. Time limits are still being counted anew."))
    else:
        row = HolidayNotice.objects.get(pk=row.pk)
        said = ngettext(
            "The notice is in force. %(n)d time limit was moved; the people concerned were told.",
            "The notice is in force. %(n)d time limits were moved; the people concerned were told.",
            row.moved,
        )
        messages.success(request, said % {"n": row.moved})
    return redirect("disputes:calendar_year", year)
