"""What administrators changed, for the supervisors: accounts, posts, offices and second factors (GB/T 22239)."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from disputes.models import Role
from disputes.views.asked import number

PAGE = 50


@login_required
@require_GET
def trail(request: HttpRequest) -> HttpResponse:
    """Newest first, fifty a page; who administers does not watch over it."""
    user: Any = request.user
    if not user.offices(Role.SUPERVISOR):
        raise PermissionDenied
    rows = LogEntry.objects.select_related("user", "content_type").order_by("-pk")
    if before := number(request.GET.get("before")):
        rows = rows.filter(pk__lt=before)
    shown = list(rows[: PAGE + 1])
    older = shown[PAGE - 1].pk if len(shown) > PAGE else None
    return render(request, "disputes/administration.html", {"changes": shown[:PAGE], "older": older})
