"""The hearing board: a week, by room or by arbitrator. Seven queries, however many hearings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from arbitration.allocation import DAY
from arbitration.lifecycle import Stage
from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.models import Absence, Arbitration, Hearing, Room
from arbitration.respects import Respected, Respects, respects
from arbitration.slots import Slot as Free
from arbitration.slots import next_slots
from arbitration.troubles import Trouble, troubles
from disputes.calendars import in_force
from disputes.models import Seat
from disputes.views.asked import number
from disputes.views.cases import frame
from disputes.wording import listed

POSTS = ("clerk", "recorder", "arbitrator", "presiding", "director")
SITTING = ("presiding", "arbitrator")
WAITING = 20
AWAY_SHOWN = 30
HOURS = [f"{half // 2:02d}:00" for half in range(DAY[0], DAY[1], 2)]


@dataclass(frozen=True)
class Slot:
    """One hearing in a row of the board; `url` is empty where the reader may not enter the case."""

    start: int
    span: int
    hours: str
    title: str
    hint: str
    url: str
    troubles: list[Trouble]  # what keeps it from being held


@dataclass
class Row:
    name: str
    slots: list[Slot] = field(default_factory=list)


@dataclass
class Day:
    day: date
    rows: list[Row] = field(default_factory=list)


@login_required
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Staff see their committees' week; a party sees its own hearings; anybody else an empty week."""
    user: Any = request.user
    offices = user.offices(*POSTS)
    first = monday(request.GET.get("week", ""))
    last = first + timedelta(days=6)
    view = "person" if offices and request.GET.get("by") == "person" else "room"
    own = Seat.objects.current().filter(user=user).values("dispute")
    rows = Hearing.objects.filter(
        Q(office__in=offices) | Q(dispute__in=own), day__range=(first, last), stands=True
    )
    hearings = list(rows.select_related("arbitration", "dispute", "office", "room", "room__office"))
    seats, there = _bench(hearings)
    mine = set(
        Seat.objects.current()
        .filter(user=user, dispute__in=[h.dispute_id for h in hearings])
        .values_list("dispute", flat=True)
    )
    staff = set(user.offices("clerk", "director"))
    open_to = {h.pk for h in hearings if h.office_id in staff or h.dispute_id in mine}
    away = _absences(offices, first, last, hearings, there) if offices else []
    marks = _marks([h for h in hearings if h.office_id in offices], there, away)
    days = (
        _by_room(hearings, seats, open_to, offices, marks)
        if view == "room"
        else _by_person(hearings, seats, open_to, marks)
    )
    case = _case(user, request.GET.get("for", ""))
    respected = respects([case])[case.pk] if case else None
    lawful = first_day_for_hearing(case, timezone.localdate()) if case else last
    return render(
        request, "arbitration/hearings.html",
        {
            "case": case, "free": _free(respected, max(first, lawful), last) if respected else [],
            "lawful": lawful if lawful > last else None,
            "always": respected.always if respected else [], "keeps": bool(staff), "lays": bool(user.offices("clerk")),
            "away": [one for one in away if one.office_id in offices][:AWAY_SHOWN],
            "frame": frame(user), "first": first, "last": last, "previous": first - timedelta(days=7),
            "following": first + timedelta(days=7), "today": timezone.localdate(), "view": view, "hours": HOURS,
            "staff": bool(offices), "days": _week(first, days), "waiting": _waiting(user),
        },
    )  # fmt: skip


def monday(text: str) -> date:
    """The Monday of the week of that ISO day, of this week if it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = timezone.localdate()
    return day - timedelta(days=day.weekday()) if date(2000, 1, 10) < day < date(2999, 1, 1) else monday("")


def _bench(hearings: list[Hearing]) -> tuple[dict[int, list[Any]], dict[int, set[int]]]:
    """By dispute the arbitrators, and the keys of all who sit, the recorder too."""
    disputes = [h.dispute_id for h in hearings]
    rows = Seat.objects.current().filter(dispute__in=disputes, role__in=(*SITTING, "recorder"))
    found: dict[int, list[Any]] = defaultdict(list)
    there: dict[int, set[int]] = defaultdict(set)
    for seat in rows.select_related("user").order_by("-role", "pk"):
        there[seat.dispute_id].add(seat.user_id)
        if seat.role in SITTING:
            found[seat.dispute_id].append(seat.user)
    return found, there


def _marks(
    hearings: list[Hearing], there: dict[int, set[int]], away: list[Absence]
) -> dict[int, list[Trouble]]:
    """What keeps hearings still to be held from being held; for the office alone, which moves them."""
    calendar, today = in_force(), timezone.localdate()
    ahead = [h for h in hearings if h.day >= today and h.arbitration.stage == Stage.SCHEDULED]
    return {h.pk: troubles(h, there[h.dispute_id], away, calendar) for h in ahead}


def _slot(hearing: Hearing, hint: str, *, url: str, marks: dict[int, list[Trouble]]) -> Slot:
    case = hearing.arbitration
    return Slot(
        start=hearing.start - DAY[0] + 1, span=hearing.end - hearing.start, hours=hearing.hours,
        title=str(case) if url else _("Taken"), hint=hint, url=url, troubles=marks.get(hearing.pk, []),
    )  # fmt: skip


def _url(hearing: Hearing, open_to: set[int]) -> str:
    return hearing.dispute.get_absolute_url() if hearing.pk in open_to else ""


def _by_room(
    hearings: list[Hearing],
    seats: dict[int, list[Any]],
    open_to: set[int],
    offices: list[int],
    marks: dict[int, list[Trouble]],
) -> dict[date, list[Row]]:
    """On a day with hearings every room of the office has its row, empty ones too."""
    rooms = list(Room.objects.filter(office__in=offices).order_by("office", "pk")) or sorted(
        {h.room for h in hearings}, key=lambda r: r.pk
    )
    days: dict[date, dict[int, Row]] = {}
    for hearing in hearings:
        rows = days.setdefault(hearing.day, {room.pk: Row(room.name) for room in rooms})
        hint = listed(seats[hearing.dispute_id]) if hearing.pk in open_to else ""
        row = rows.setdefault(hearing.room_id, Row(f"{hearing.room.office} {hearing.room}"))
        row.slots.append(_slot(hearing, hint, url=_url(hearing, open_to), marks=marks))
    return {day: list(rows.values()) for day, rows in days.items()}


def _by_person(
    hearings: list[Hearing],
    seats: dict[int, list[Any]],
    open_to: set[int],
    marks: dict[int, list[Trouble]],
) -> dict[date, list[Row]]:
    days: dict[date, dict[int, Row]] = {}
    for hearing in hearings:
        for user in seats[hearing.dispute_id]:
            row = days.setdefault(hearing.day, {}).setdefault(user.pk, Row(str(user)))
            row.slots.append(_slot(hearing, str(hearing.room), url=_url(hearing, open_to), marks=marks))
    return {day: sorted(rows.values(), key=lambda row: row.name) for day, rows in days.items()}


def _case(user: Any, key: str) -> Arbitration | None:
    """The case whose hearing the reader is laying."""
    return _mine(user).filter(pk=number(key)).select_related("dispute", "office").first()


def _free(respected: Respects, since: date, last: date) -> list[tuple[Free, list[Respected]]]:
    """The times until then at which everybody of the case and a room are free, and what each respects."""
    case = respected.case
    long = case.collective or bool(case.bench)
    found = next_slots(case, since, long=long, count=28, last=last) if since <= last else []
    return [(slot, respected.of(slot.day, slot.room)) for slot in found]


def _absences(
    offices: list[int], first: date, last: date, hearings: list[Hearing], there: dict[int, set[int]]
) -> list[Absence]:
    """Those of the week entered at these offices, or elsewhere for whoever sits here."""
    people = {person for h in hearings for person in there[h.dispute_id]}
    rows = Absence.objects.between(first, last).filter(
        Q(office__in=offices, dispute=None) | Q(person__in=people)
    )
    return list(rows.select_related("person", "room"))


def _week(first: date, days: dict[date, list[Row]]) -> list[Day]:
    """Monday to Friday, and a weekend day if something is on it (a make-up workday)."""
    week = [first + timedelta(days=n) for n in range(7)]
    return [Day(day, days.get(day, [])) for day in week if day.weekday() < 5 or day in days]


def _mine(user: Any) -> Any:
    """Cases of the reader's that have a tribunal and no hearing yet."""
    mine = Q(presiding=user) | Q(office__in=user.offices("clerk"))
    return Arbitration.objects.filter(mine, stage=Stage.ACCEPTED, formed_on__isnull=False)


def _waiting(user: Any) -> list[dict[str, Any]]:
    rows = _mine(user).select_related("dispute").order_by("accepted_on", "pk")
    return [
        {
            "pk": case.pk, "number": case.number, "cause": case.dispute.cause,
            "url": reverse("disputes:step", args=[case.dispute.reference, "arbitration", case.pk, "schedule"]),
        }
        for case in rows[:WAITING]
    ]  # fmt: skip
