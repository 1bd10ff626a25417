"""Hearings outside the house: calendars by private address, and the public list of a day. No names in either."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods
from icalendar import Calendar, Event

from arbitration.allocation import PERSON
from arbitration.forms.hearing import iso_day
from arbitration.forms.planning import KEEPERS
from arbitration.models import Feed, Hearing, Room
from arbitration.models.planning import hidden
from disputes.models import Office
from disputes.views.asked import number
from disputes.views.cases import frame

BACK = timedelta(days=30)
FIRST_YEAR = date(2000, 1, 1)
MOST = 500  # hearings in one list


@require_GET
def public(request: HttpRequest) -> HttpResponse:
    """The open hearings of a day (AL-26): number, cause, hours and room. Anybody may read it."""
    day = iso_day(request.GET.get("on")) or timezone.localdate()
    rows = (
        Hearing.objects.to_be_held()
        .filter(day=day, closed=False)
        .select_related("arbitration", "dispute", "room", "office")
    )
    offices = Office.objects.filter(pk__in=rows.order_by().values("office"))
    chosen = request.GET.get("office", "")
    if (office := number(chosen)) is not None:
        rows = rows.filter(office=office)
    hearings = rows.order_by("office__division", "office_id", "start", "room__name", "pk")[:MOST]
    context = {
        "day": day, "hearings": hearings, "offices": offices, "chosen": chosen, "today": timezone.localdate(),
        "previous": day - timedelta(days=1), "following": day + timedelta(days=1),
    }  # fmt: skip
    return render(request, "arbitration/public.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def links(request: HttpRequest) -> HttpResponse:
    """A private address for one's own hearings, or for a room of one's committee. Shown once; a fresh one ends the old."""
    user: Any = request.user
    rooms = Room.objects.filter(office__in=user.offices(*KEEPERS)).select_related("office")
    token, room = "", None
    if request.method == "POST":
        key = request.POST.get("room", "")
        if key:
            room = get_object_or_404(rooms, pk=number(key))
        if request.POST.get("end"):
            Feed.objects.filter(person=user, room=room).delete()
            return redirect("arbitration:feeds")
        token = Feed.renew(user, room)
    address = request.build_absolute_uri(reverse("arbitration:calendar", args=[token])) if token else ""
    feeds = {feed.room_id: feed for feed in Feed.objects.filter(person=user)}
    return render(
        request, "arbitration/feeds.html",
        {
            "frame": frame(user), "address": address, "of": room, "own": feeds.get(None),
            "rooms": [(one, feeds.get(one.pk)) for one in rooms],
        },
    )  # fmt: skip


@require_GET
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The hearings ahead and of the last month as iCalendar (RFC 5545): case number, room, hours."""
    feed = Feed.objects.filter(token_hash=hidden(token)).select_related("person", "room").first()
    if feed is None or not feed.person.is_active or not _still_theirs(feed):
        raise Http404
    rows = Hearing.objects.to_be_held().filter(day__gte=timezone.localdate() - BACK)
    if feed.room_id:
        rows = rows.filter(room=feed.room_id)
    else:
        rows = rows.filter(bookings__resource=PERSON, bookings__resource_id=feed.person_id).distinct()
    with override("zh-hans"):
        body = _written(rows.select_related("arbitration", "room", "office")[:MOST])
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _still_theirs(feed: Feed) -> bool:
    """A room's calendar is read by those who keep its hearings, as long as they do."""
    return feed.room is None or feed.room.office_id in feed.person.offices(*KEEPERS)


def _written(hearings: Any) -> bytes:
    book = Calendar()
    book.add("prodid", "-//labour disputes//hearings//ZH")
    book.add("version", "2.0")
    book.add("x-wr-calname", _("Hearings"))
    for hearing in hearings:
        event = Event()
        event.add("uid", f"hearing-{hearing.pk}@{hearing.office_id}.hearings")
        event.add("dtstamp", timezone.now())
        event.add("dtstart", hearing.starts_at)
        event.add("dtend", hearing.ends_at)
        event.add("summary", f"{_('Hearing')} {hearing.arbitration.number}")
        where = f"{hearing.office} {hearing.room} {hearing.room.address}".strip()
        event.add("location", f"{_('By video')} · {where}" if hearing.online else where)
        book.add_component(event)
    book.add_missing_timezones(first_date=FIRST_YEAR)  # RFC 5545 3.2.19: whoever names a zone describes it
    return book.to_ical()
