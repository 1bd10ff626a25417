"""The worklist: my tasks, my office's pool, everything of the office; ordered by legal due date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from viewflow.workflow.status import STATUS

from disputes import steps
from disputes.models import CaseTask, Deadline, Role, User
from disputes.views.asked import number
from disputes.views.cases import choices

PAGE = 50
MANY = 1000  # counts stop here: "999+"
TABS = ("mine", "pool", "office")
OWN_TARGET = gettext_lazy("The house's own target of five working days; no time limit of law.")


@dataclass(frozen=True)
class Page:
    rows: list[CaseTask]
    after: str  # the cursor of the next page, empty on the last


def lanes_of(user: User, tab: str) -> list[Any]:
    """The tab as parts that no task is in twice; each is one stretch of one partial index, in order of due date."""
    tasks = CaseTask.objects.open()
    if tab == "pool":
        return [tasks.filter(office=post.office_id, role=post.role, owner=None) for post in user.held_posts]
    if tab == "office":
        return [tasks.filter(office=office) for office in sorted(set(user.offices(Role.LEAD, Role.DIRECTOR)))]
    return [
        tasks.filter(Q(office=None) | Q(office__in={post.office_id for post in user.held_posts}), owner=user)
    ]


def page_of(lanes: Sequence[Any], after: str) -> Page:
    """Fifty rows by (due date, key) after the cursor: the same cost at any size, one query a lane."""
    day, _comma, key = after.partition(",")
    pk = number(key)
    due = _day(day) if pk is not None else None
    shown: list[CaseTask] = []
    for lane in lanes:
        rows = lane.filter(due_on__gte=due).exclude(due_on=due, pk__lte=pk) if due else lane
        read = rows.select_related("dispute", "owner").defer("dispute__facts_text")
        shown += read.order_by("due_on", "id")[: PAGE + 1]
    shown.sort(key=lambda task: (task.due_on, task.pk))
    last = shown[PAGE - 1] if len(shown) > PAGE else None
    return Page(shown[:PAGE], f"{last.due_on.isoformat()},{last.pk}" if last else "")


def dated(tasks: Sequence[Any]) -> None:
    """Give each task as `legal` the time limit of law that dates it, or None. One query."""
    codes = {task.pk: task.duty.due for task in tasks if task.duty and task.duty.due}
    rows = Deadline.objects.open().filter(
        dispute__in={t.dispute_id for t in tasks if t.pk in codes}, code__in=set(codes.values())
    )
    found = {(row.dispute_id, row.code, row.record_id): row for row in rows.order_by("-pk")} if codes else {}
    for task in tasks:
        task.legal = found.get((task.dispute_id, codes.get(task.pk, ""), task.record_id))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@login_required
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else ("mine" if CaseTask.objects.owned_by(request.user).exists() else "pool")
    lanes = lanes_of(request.user, tab)
    if request.GET.get("overdue"):
        lanes = [lane.filter(due_on__lt=timezone.localdate()) for lane in lanes]
    asked = request.GET.get("q", "").replace("\0", "").strip()[:60]
    if asked:
        named = Q(dispute__reference__istartswith=asked) | Q(dispute__number__contains=asked)
        lanes = [lane.filter(named | Q(dispute__cause__contains=asked)) for lane in lanes]
    page = page_of(lanes, request.GET.get("after", ""))
    dated(page.rows)
    return render(
        request,
        "disputes/work.html",
        {
            "tab": tab,
            "page": page,
            "counts": counts_of(request.user),
            "colleagues": colleagues(request.user),
            "q": asked,
        },
    )


def counts_of(user: User) -> dict[str, str]:
    """How many in each tab, and how many of mine are overdue; each is counted up to `MANY`. One query."""
    lanes = {tab: lanes_of(user, tab) for tab in TABS}
    lanes["overdue"] = [lane.filter(due_on__lt=timezone.localdate()) for lane in lanes["mine"]]
    parts = [(tab, up_to_many(lane).query.sql_with_params()) for tab in lanes for lane in lanes[tab]]
    asked = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) counted)" for _tab, (sql, _params) in parts)  # noqa: S608
    found = dict.fromkeys(lanes, 0)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", [value for _tab, (_sql, params) in parts for value in params])
        for (tab, _query), counted in zip(parts, cursor.fetchone(), strict=True):
            found[tab] += counted
    return {name: f"{MANY - 1}+" if n >= MANY else str(n) for name, n in found.items()}


def up_to_many(lane: Any) -> Any:
    """In the order of the index: without one PostgreSQL gathers the whole office before it stops."""
    return lane.order_by("due_on", "id").values("pk")[:MANY]


def colleagues(user: User) -> Any:
    """Whom a lead or director may give work to."""
    offices = user.offices(Role.LEAD, Role.DIRECTOR)
    return User.objects.filter(posts__office__in=offices).distinct().order_by("name") if offices else []


@login_required
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task of the pool. Of two who try at once one wins; the other is told who."""
    task = get_object_or_404(CaseTask.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm(f"disputes.act_as_{task.role}", task):
        raise PermissionDenied
    won = CaseTask.objects.filter(pk=pk, is_open=True, owner=None).update(
        owner=request.user, status=STATUS.ASSIGNED, assigned=timezone.now()
    )
    if won:
        messages.success(request, _("The task is yours."))
    else:
        messages.error(request, _("Somebody else has taken this task, or it is done."))
    wanted = request.POST.get("next", "")
    return redirect(wanted if local(request, wanted) else "disputes:work")


def local(request: HttpRequest, path: str) -> bool:
    """Whether this is a path of this very site, as a browser reads it."""
    host = {request.get_host()}
    return path.startswith("/") and url_has_allowed_host_and_scheme(
        path, host, require_https=request.is_secure()
    )


@login_required
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a task back to the pool."""
    task = get_object_or_404(CaseTask.objects.open().filter(owner=request.user), pk=pk)
    CaseTask.objects.filter(pk=task.pk, owner=request.user).update(
        owner=None, status=STATUS.NEW, assigned=None
    )
    messages.success(request, _("The task is back in the pool."))
    return redirect("disputes:work")


@login_required
@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """A lead or director gives the chosen tasks to a colleague of the office who holds the post."""
    offices = request.user.offices(Role.LEAD, Role.DIRECTOR)
    keys = [key for text in request.POST.getlist("task") if (key := number(text)) is not None]
    chosen = CaseTask.objects.open().filter(pk__in=keys, office__in=offices)
    whom = get_object_or_404(User, pk=number(request.POST.get("to")) or 0)
    given = 0
    for task in chosen:
        if whom.has_perm(f"disputes.act_as_{task.role}", task):
            given += CaseTask.objects.filter(pk=task.pk, is_open=True).update(
                owner=whom, status=STATUS.ASSIGNED, assigned=timezone.now()
            )
    refused = len(request.POST.getlist("task")) - given
    messages.success(
        request, _("%(given)d tasks assigned, %(refused)d refused.") % {"given": given, "refused": refused}
    )
    return redirect("disputes:work")


@login_required
def do(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
    """Go to the step that fulfils the task; where several may, choose."""
    task = get_object_or_404(CaseTask.objects.visible_to(request.user).open(), pk=pk)
    if task.page:
        return redirect(task.page_url)
    record = steps.model_named(task.record_type)._default_manager.get(pk=task.record_id)
    wanted = {name.partition(".")[2] for name in (task.duty.steps if task.duty else ())}
    open_now = [one for one in choices(record, request.user) if one.name in wanted]
    if len(open_now) == 1:
        return redirect(
            "disputes:step", task.dispute.reference, task.record_type, task.record_id, open_now[0].name
        )
    dated([task])
    story = task.legal.story if task.legal else [OWN_TARGET]
    context = {"task": task, "record": record, "choices": open_now, "story": story}
    return render(request, "disputes/task.html", context)
