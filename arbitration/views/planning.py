"""Proposed schedules: made in a second, made better while somebody looks on, booked line by line through the steps.

Up to a hundred lines are booked at once; more are the worker's, and the page shows how far it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arbitration.allocation import equipment
from arbitration.forms.planning import KEEPERS, BookForm
from arbitration.laying import AT_ONCE, book, order
from arbitration.lifecycle import Stage
from arbitration.models import Arbitration, Booking, Hearing, Proposal, Room
from arbitration.respects import Respected, Respects, respects
from arbitration.timetables import ENOUGH, as_move, go_on, propose, waiting
from disputes.models import Office, Seat, User
from disputes.views.asked import number
from disputes.views.cases import frame

SHOWN = 20


@dataclass(frozen=True)
class Line:
    """One hearing of a proposal, in words a clerk can check."""

    case: Arbitration
    day: date | None
    start: str
    end: str
    room: Any
    first: date
    due: date | None
    waits: int
    crowded: int
    late: bool
    lacks: str  # what the hearing needs and no room has
    respected: list[Respected]
    held: list[tuple[Any, int]]  # who, on how many earlier days; None for the parties' own days
    gone: bool = False  # it has been booked, or is no longer to be
    ordered: bool = False  # the worker is to book it


@dataclass(frozen=True)
class Load:
    """How many hearings an arbitrator has in each week of a proposal, and on the fullest day."""

    person: Any
    weeks: list[int]
    most: int


@dataclass(frozen=True)
class Done:
    """What became of one line; `refused` says why not."""

    case: Arbitration
    refused: list[str]


@dataclass(frozen=True)
class Laid:
    """How far the worker is with the lines it was given."""

    many: int
    waiting: set[int]
    refused: list[Done]

    @property
    def done(self) -> int:
        return self.many - len(self.waiting)

    @property
    def booked(self) -> int:
        return self.done - len(self.refused)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.many


def visible(user: Any) -> Any:
    return Proposal.objects.filter(office__in=user.offices(*KEEPERS)).select_related(
        "office", "absence", "by"
    )


@login_required
@require_http_methods(["GET", "POST"])
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits at the reader's committees, and the proposals made."""
    user: Any = request.user
    offices = Office.objects.filter(pk__in=user.offices(*KEEPERS))
    if not offices:
        raise PermissionDenied
    if request.method == "POST":
        office = get_object_or_404(offices, pk=number(request.POST.get("office")))
        return redirect("arbitration:proposal", pk=propose(office, by=user).pk)
    rows = [(office, waiting(office.pk).count()) for office in offices]
    return render(
        request, "arbitration/proposals.html",
        {"frame": frame(user), "offices": rows, "proposals": visible(user)[:SHOWN]},
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines of one proposal. A POST books those chosen, or has them booked; a refusal leaves the others alone."""
    user: Any = request.user
    one = get_object_or_404(visible(user), pk=pk)
    if request.method == "POST" and not _may_book(one, user):
        raise PermissionDenied
    form = BookForm(request.POST or None, proposal=one)
    done: list[Done] = []
    if request.method == "POST" and form.is_valid():
        chosen, reason = form.cleaned_data["case"], form.cleaned_data["reason"]
        if len(chosen) > AT_ONCE:
            order(one, chosen, by=user, reason=reason)
            return redirect("arbitration:proposal", pk=one.pk)
        done = [_book(one, key, user, reason) for key in chosen]
    return render(
        request,
        "arbitration/proposal.html",
        _context(one, user, form=form, done=done),
        status=422 if form.errors else 200,
    )


@login_required
@require_POST
def improve(request: HttpRequest, pk: int) -> HttpResponse:
    """Search on for a few seconds; the page asks again as long as it is open and there is something to gain."""
    one = get_object_or_404(visible(request.user).filter(kind=Proposal.Kind.BACKLOG), pk=pk)
    if one.spent < ENOUGH and not one.lines.waiting().exists():
        one = go_on(one)
    if request.headers.get("HX-Request"):
        return render(request, "arbitration/_proposal.html", _context(one, request.user))
    return redirect("arbitration:proposal", pk=one.pk)


@login_required
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the worker is; once it is done the page is read anew."""
    one = get_object_or_404(visible(request.user), pk=pk)
    laid = _laid(one)
    answer = render(request, "arbitration/_laid.html", {"proposal": one, "laid": laid})
    if laid and not laid.waiting:
        answer["HX-Refresh"] = "true"
    return answer


def _laid(one: Proposal) -> Laid | None:
    """What became of the lines given to the worker; None where none was."""
    lines = list(one.lines.select_related("arbitration__dispute"))
    if not lines:
        return None
    waiting = {line.arbitration_id for line in lines if line.done_at is None}
    return Laid(len(lines), waiting, [Done(line.arbitration, line.refused) for line in lines if line.refused])


def _context(one: Proposal, user: Any, **more: Any) -> dict[str, Any]:
    laid = _laid(one)
    lines = _lines(one, laid.waiting if laid else set())
    loads = _loads(one)
    better = one.kind == Proposal.Kind.BACKLOG and one.spent < ENOUGH and (one.gap is None or one.gap > 0)
    return {
        "frame": frame(user), "proposal": one, "lines": [line for line in lines if line.day],
        "left": [line for line in lines if not line.day], "laid": laid,
        "searching": better and not (laid and laid.waiting),
        "used": min(100, round(100 * one.spent / ENOUGH)), "may_book": _may_book(one, user),
        "loads": loads, "weeks": range(1, len(loads[0].weeks) + 1) if loads else [], **more,
    }  # fmt: skip


def _may_book(one: Proposal, user: Any) -> bool:
    """A first hearing is laid by the clerk too; one that stands is moved by the director (CR-38)."""
    roles = ("director",) if one.kind == Proposal.Kind.REPAIR else ("clerk",)
    return one.office_id in user.offices(*roles)


def _lines(one: Proposal, ordered: set[int]) -> list[Line]:
    """Eight queries, whatever the length."""
    said = {**one.moves, **{key: {"day": "", "why": why} for key, why in one.left.items()}}
    cases = list(Arbitration.objects.filter(pk__in=map(int, said)).select_related("dispute", "office"))
    rooms = Room.objects.filter(office=one.office_id).in_bulk()
    standing = {
        hearing.arbitration_id: hearing
        for hearing in Hearing.objects.filter(arbitration__in=map(int, said), stands=True)
    }
    respected = respects(cases)
    named = {who for move in said.values() for who, _days in move["why"]["held"]}
    people = User.objects.in_bulk(named)
    lines = []
    for case in cases:
        move = said[str(case.pk)]
        why = move["why"]
        lines.append(
            Line(
                case=case,
                day=_day(move["day"]),
                start=move.get("start", ""),
                end=move.get("end", ""),
                room=rooms.get(move.get("room")),
                first=date.fromisoformat(why["first"]),
                due=_day(why["due"]),
                waits=why["waits"],
                crowded=why["crowded"],
                late=why["late"],
                lacks=equipment(why.get("lacks", [])),
                respected=_respected(respected[case.pk], move, rooms),
                held=[(people.get(who), days) for who, days in why["held"]],
                gone=_is_done(one, case, move, standing.get(case.pk)),
                ordered=case.pk in ordered,
            )
        )
    return sorted(lines, key=lambda line: (line.day or date.max, line.start, line.case.pk))


def _respected(respected: Respects, move: dict[str, Any], rooms: dict[int, Room]) -> list[Respected]:
    day, room = _day(move["day"]), rooms.get(move.get("room", 0))
    return [*respected.of(day, room), *respected.always] if day and room else []


def _loads(one: Proposal) -> list[Load]:
    """The sessions of everybody who sits, week by week, as booked and as proposed: the fullest first. Three queries."""
    days = {key: date.fromisoformat(move["day"]) for key, move in one.moves.items()}
    if not days:
        return []
    first, last = monday(min(days.values())), monday(max(days.values()))
    weeks = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    cases = dict(Arbitration.objects.filter(pk__in=map(int, days)).values_list("dispute", "pk"))
    seats = Seat.objects.current().filter(dispute__in=cases, role__in=("presiding", "arbitrator"))
    found: dict[int, Counter[date]] = defaultdict(Counter)
    names = {}
    for seat in seats.select_related("user"):
        names[seat.user_id] = seat.user
        found[seat.user_id][days[str(cases[seat.dispute_id])]] += 1
    standing = Booking.objects.filter(
        resource=Booking.Resource.PERSON, resource_id__in=names, day__range=(first, last + timedelta(days=6))
    ).exclude(hearing__arbitration__in=map(int, days))
    for person, day, _hearing in standing.values_list("resource_id", "day", "hearing").distinct():
        found[person][day] += 1
    loads = [
        Load(names[person], [sum(many for day, many in held.items() if monday(day) == week) for week in weeks], max(held.values()))
        for person, held in found.items()
    ]  # fmt: skip
    return sorted(loads, key=lambda load: (-sum(load.weeks), str(load.person)))


def _is_done(one: Proposal, case: Arbitration, move: dict[str, Any], standing: Hearing | None) -> bool:
    """Whether nothing is left to do for this line."""
    if one.kind == Proposal.Kind.BACKLOG:
        return case.stage != Stage.ACCEPTED
    return standing is None or as_move(standing).items() <= move.items()


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _book(one: Proposal, key: int, user: Any, reason: str) -> Done:
    refused = book(one.kind, key, one.moves[str(key)], by=user, reason=reason)
    return Done(Arbitration.objects.select_related("dispute").get(pk=key), refused)
