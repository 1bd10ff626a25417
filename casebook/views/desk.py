"""The editors' desk: drafts by stage, and one draft with its original and its public text side by side."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casebook.anonymity import FEWEST, crowd
from casebook.forms import DecideForm, HideForm
from casebook.leaks import hits
from casebook.lifecycle import Stage
from casebook.models import TypicalCase
from casebook.pages import HEADINGS, context_of
from casebook.redacting import pieces
from casebook.texts import FIELDS
from casebook.words_of_types import type_word
from disputes.acts import NotLawful, perform
from disputes.models import DocketEntry
from disputes.views.asked import number
from disputes.views.cases import choices, frame

PAGE = 50
DESK = {"editor", "reader", "director"}
ON_THE_PAGE = {"decide", "hide"}  # steps that have their forms on the page itself
ONWARD = ("submit", "release", "publish", "edit")  # buttons in this order, then what sends back or ends


@login_required
@never_cache
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Drafts of the reader's desk, by stage, newest first."""
    if not request.user.roles() & DESK:
        raise PermissionDenied
    rows = TypicalCase.objects.visible_to(request.user).defer("original", "findings", "facts")
    stage = request.GET.get("stage", "")
    stage = stage if stage in Stage.values else ""
    rows = (
        rows.filter(stage=stage)
        if stage
        else rows.filter(stage__in=("proposed", "editing", "submitted", "released"))
    )
    if before := number(request.GET.get("before")):
        rows = rows.filter(pk__lt=before)
    shown = list(rows.order_by("-pk")[: PAGE + 1])
    older = shown[PAGE - 1].pk if len(shown) > PAGE else None
    stages = [choice for choice in Stage.choices if choice[0] != Stage.NEW]
    context = {"cases": shown[:PAGE], "older": older, "stage": stage, "stages": stages}
    return render(request, "casebook/desk.html", context)


def draft_of(request: HttpRequest, pk: int) -> TypicalCase:
    rows = TypicalCase.objects.visible_to(request.user).select_related("dispute", "source_dispute", "office")
    return get_object_or_404(rows, pk=pk)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, draft_of(request, pk))


@login_required
@never_cache
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide, keep or undo one finding; the next one that is open comes into view."""
    case = draft_of(request, pk)
    return taken(request, case, "decide", DecideForm(request.POST, record=case, user=request.user))


@login_required
@never_cache
@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    case = draft_of(request, pk)
    return taken(request, case, "hide", HideForm(request.POST, record=case, user=request.user))


def taken(request: HttpRequest, case: TypicalCase, name: str, form: Any) -> HttpResponse:
    if form.is_valid():
        try:
            perform(case, name, by=request.user, **form.facts())
            return redirect(f"{case.get_absolute_url()}#findings")
        except NotLawful as refusal:
            for reason in refusal.reasons:
                form.add_error(None, str(reason))
    return page(request, case, status=422, **{"form": form, f"{name}_form": form})


def page(request: HttpRequest, case: TypicalCase, *, status: int = 200, **context: Any) -> HttpResponse:
    """One draft: both texts, what was found, what still leaks, what may be done, what was done."""
    open_now = sorted(choices(case, request.user), key=lambda choice: order(choice.name))
    names = {choice.name for choice in open_now}
    titles = {"title": TypicalCase._meta.get_field("title").verbose_name, **dict(HEADINGS)}
    texts = [
        (titles[name], pieces(name, case.original.get(name, ""), case.spans))
        for name in FIELDS
        if case.original.get(name)
    ]
    entries = DocketEntry.objects.filter(dispute=case.dispute_id).select_related("by").order_by("-number")
    return render(
        request,
        "casebook/draft.html",
        {
            "frame": frame(request.user),
            "case": case,
            "texts": texts,
            "findings": findings(case),
            "undecided": len(case.undecided),
            "fewest": FEWEST,
            "leaks": leaks(case) if case.stage in ("editing", "submitted", "released", "published") else [],
            "crowd": crowd(case) if case.stage in ("editing", "submitted", "released") else None,
            "may_decide": "decide" in names,
            "choices": [choice for choice in open_now if choice.name not in ON_THE_PAGE],
            "hide_form": context.pop("hide_form", None) or HideForm(record=case, user=request.user),
            "entries": entries[:PAGE],
            **context_of(case),
            **context,
        },
        status=status,
    )


def order(name: str) -> int:
    return ONWARD.index(name) if name in ONWARD else len(ONWARD)


def leaks(case: TypicalCase) -> list[tuple[str, str, list[str]]]:
    """(form, whose it is, where it stands), one row for each form."""
    rows: dict[tuple[str, str], list[str]] = {}
    for hit in hits(case):
        rows.setdefault((hit.form, hit.reason), []).append(hit.where)
    return [(form, reason, where) for (form, reason), where in rows.items()]


def findings(case: TypicalCase) -> list[dict[str, Any]]:
    """One row for each thing found, wherever it stands: open suspects first, then what is certain."""
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for span in case.spans:
        key = (span["form"], span["type"], span["decision"])
        row = rows.setdefault(key, {**span, "spans": [], "type_word": type_word(span["type"])})
        row["spans"].append(span["id"])
    for row in rows.values():
        row["open"] = row["suspect"] and not row["decision"]
        row["key"], row["spans"], row["count"] = row["id"], " ".join(row["spans"]), len(row["spans"])
    return sorted(rows.values(), key=lambda row: (not row["open"], row["decision"] != "", not row["suspect"]))
