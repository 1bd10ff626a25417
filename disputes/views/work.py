"""The worklist: my tasks, my office's pool, everything of the office; ordered by legal due date, filtered by the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from disputes import steps
from disputes.models import CaseTask, Role, SavedView
from disputes.models.worklist import ORDER
from disputes.views.asked import number
from disputes.views.exporting import workbook
from disputes.views.handing import GiveBack, Handing, Outcome, Take, colleagues
from disputes.views.queue import DUE, MANY, Asked, asked_lanes, counts_of, dated, named, page_of
from disputes.worklist import CaseFlow

RESULT = "work_result"
LISTED = 50  # of the chosen tasks, before they are handed


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks; without a tab, mine if there is any, else what can be taken."""
    asked = Asked.of(request.GET)
    if asked.tab:
        return asked
    mine = CaseTask.objects.owned_by(request.user).exists()
    return Asked.of(request.GET, "mine" if mine else "pool")


@login_required
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    context: dict[str, Any] = {
        "asked": asked,
        "counts": counts_of(request.user, asked),
        "leads": bool(request.user.offices(Role.LEAD, Role.DIRECTOR)),
    }
    if request.GET.get("part") == "tabs":
        return render(request, "disputes/_work_tabs.html", context)
    page = page_of(asked_lanes(request.user, asked), request.GET.get("after", ""))
    dated(page.rows)
    named(page.rows, request.user)
    context |= {
        "page": page,
        "choices": choices_for(request, asked),
        "saved": SavedView.objects.visible_to(request.user),
        "handings": [(word, Handing.all[word].title) for word in HANDINGS[asked.tab]],
    }
    return render(request, "disputes/work.html", context)


HANDINGS = {
    "mine": ("release", "hold"),
    "pool": ("take",),
    "office": ("assign", "release", "hold"),
    "held": ("wake", "assign"),
}


def choices_for(request: HttpRequest, asked: Asked) -> dict[str, list[tuple[str, Any]]]:
    """What each filter offers: value and words."""
    flows = {flow.record_type() for flow in CaseFlow.all()}
    kinds = {name: steps.model_named(name)._meta.verbose_name for name in flows}
    held = {post.role for post in request.user.held_posts}
    leads = held & {Role.LEAD, Role.DIRECTOR}
    roles = [(value, label) for value, label in Role.choices if leads or value in held]
    people = colleagues(request.user) if asked.tab in ("office", "held") else []
    return {
        "due": list(zip(DUE, (_("Overdue"), _("Due within three days"), _("Later")), strict=True)),
        "kind": sorted(kinds.items(), key=lambda one: str(one[1])),
        "role": roles if len(roles) > 1 else [],
        "owner": [("nobody", _("Nobody yet")), *((str(one.pk), one) for one in people)] if people else [],
    }


@login_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as a spreadsheet (XLSX)."""
    asked = asked_of(request)
    data = workbook(asked_lanes(request.user, asked), asked)
    answer = HttpResponse(
        data, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    answer["Content-Disposition"] = f'attachment; filename="worklist-{asked.tab}.xlsx"'
    return answer


@login_required
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters under a name; the same name is replaced."""
    asked = Asked.of(QueryDict(request.POST.get("query", "")[:600]))
    name = request.POST.get("name", "").replace("\0", "").strip()[:40]
    if not name:
        messages.error(request, _("Name the view: write a few words."))
    elif not SavedView.keep(request.user, name, asked.query):
        messages.error(
            request, _("You keep %(most)d views already: remove one first.") % {"most": SavedView.MOST}
        )
    else:
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": name})
    return redirect(f"{reverse('disputes:work')}?{asked.query}")


@login_required
@require_POST
def forget_view(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk).delete()
    return redirect("disputes:work")


def chosen(request: HttpRequest) -> list[CaseTask]:
    """The ticked tasks of those the reader sees, or all that the list was narrowed to; at most a thousand."""
    if request.POST.get("all"):
        lanes = asked_lanes(request.user, Asked.of(request.POST, "mine"))
        rows = [task for lane in lanes for task in lane.told_apart()[:MANY]]
        return rows[:MANY]
    keys = [key for text in request.POST.getlist("task")[:MANY] if (key := number(text)) is not None]
    seen = CaseTask.objects.visible_to(request.user).open().filter(pk__in=keys)
    return list(seen.told_apart().order_by(*ORDER))


@login_required
@require_POST
def hand(request: HttpRequest) -> HttpResponse:
    """Say what is done with the chosen tasks, see it once, confirm it, and read what became of each."""
    kind = Handing.all.get(request.POST.get("action", ""))
    tasks = chosen(request)
    if kind is None or not tasks:
        messages.error(request, _("Choose the tasks first; nothing was changed."))
        return redirect("disputes:work")
    confirmed = "confirmed" in request.POST
    form = kind(request.POST if confirmed else None, user=request.user)
    if not confirmed or not form.is_valid():
        named(tasks[:LISTED], request.user)
        context = {"form": form, "tasks": tasks, "listed": tasks[:LISTED], "asked": Asked.of(request.POST)}
        return render(request, "disputes/work_check.html", context, status=422 if confirmed else 200)
    found = [Outcome(str(task.label), task.dispute.reference, str(form.do(task))) for task in tasks]
    asked_for = set(request.POST.getlist("task")) if not request.POST.get("all") else set()
    gone = len(asked_for) - len(found) if asked_for else 0
    request.session[RESULT] = {"title": str(kind.title), "rows": [asdict(one) for one in found], "gone": gone}
    return redirect("disputes:handed")


@login_required
@require_GET
def handed(request: HttpRequest) -> HttpResponse:
    """What became of each of the chosen tasks, successes and refusals with their reasons."""
    result = request.session.get(RESULT) or {"title": "", "rows": [], "gone": 0}
    rows: Sequence[dict[str, str]] = result["rows"]
    done = [one for one in rows if not one["refused"]]
    refused = [one for one in rows if one["refused"]]
    return render(
        request,
        "disputes/work_done.html",
        {"result": result, "done": done, "refused": refused, "gone": result["gone"]},
    )


@login_required
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task of the pool. Of two who try at once one wins; the other is told who."""
    task = get_object_or_404(CaseTask.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm(f"disputes.act_as_{task.role}", task):
        raise PermissionDenied
    return _answer(request, Take(user=request.user).do(task), _("The task is yours."))


@login_required
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a task back to the pool."""
    task = get_object_or_404(CaseTask.objects.open().filter(owner=request.user), pk=pk)
    return _answer(request, GiveBack(user=request.user).do(task), _("The task is back in the pool."))


def _answer(request: HttpRequest, refusal: str, done: str) -> HttpResponse:
    (messages.error if refusal else messages.success)(request, refusal or done)
    wanted = request.POST.get("next", "")
    return redirect(wanted if local(request, wanted) else "disputes:work")


def local(request: HttpRequest, path: str) -> bool:
    """Whether this is a path of this very site, as a browser reads it."""
    host = {request.get_host()}
    return path.startswith("/") and url_has_allowed_host_and_scheme(
        path, host, require_https=request.is_secure()
    )
