"""What is new in the reader's cases, and the mark up to which it was read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from disputes import news
from disputes.views.asked import number
from disputes.views.cases import PAGE, frame


@login_required
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """Newest first; a button marks all of it as read."""
    if request.method == "POST":
        news.read_all(request.user)
        return redirect("disputes:news")
    rows = news.of(request.user).select_related("by", "party", "dispute").order_by("-pk")
    if before := number(request.GET.get("before")):
        rows = rows.filter(pk__lt=before)
    shown = list(rows[: PAGE + 1])
    seen = news.reach_of(request.user).seen
    context = {
        "frame": frame(request.user), "entries": shown[:PAGE], "seen": seen,
        "older": shown[PAGE - 1].pk if len(shown) > PAGE else None, "unread": any(one.pk > seen for one in shown),
    }  # fmt: skip
    return render(request, "disputes/news.html", context)
