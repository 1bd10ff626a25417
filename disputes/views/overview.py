"""What supervisors and directors see of many disputes: number, stage, dates and sums; never a word of content."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from disputes.deadlines import soonest
from disputes.models import Deadline, Dispute, Engagement, Role
from disputes.views.asked import number
from disputes.views.queue import Asked, counts_of

PAGE = 50


def overseen(user: Any) -> Any:
    """All disputes before offices for provincial supervisors; for directors and leads those of their own."""
    handled = Engagement.objects.filter(until=None)
    if user.offices(Role.SUPERVISOR):
        return Dispute.objects.filter(pk__in=handled.values("dispute"))
    offices = user.offices(Role.DIRECTOR, Role.LEAD)
    if not offices:
        raise PermissionDenied
    return Dispute.objects.filter(pk__in=handled.filter(office__in=offices).values("dispute"))


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Overdue first figures, then the disputes newest first, fifty a page."""
    rows = overseen(request.user)
    today = timezone.localdate()
    told = Deadline.objects.overseen_by(request.user)
    late = told.running().filter(dispute__in=rows.values("pk"), due_on__lt=today)
    figures = rows.aggregate(
        open=Count("pk", filter=Q(stage="open")), closed=Count("pk", filter=Q(stage="closed"))
    ) | {"late": late.values("dispute").distinct().count()}
    if request.user.offices(Role.DIRECTOR, Role.LEAD):
        figures["tasks"] = counts_of(request.user, Asked(tab="office", due="overdue"))["found"]
    if request.GET.get("late"):
        rows = rows.filter(pk__in=late.values("dispute"))
    if before := number(request.GET.get("before")):
        rows = rows.filter(pk__lt=before)
    shown = list(rows.annotate(asked=Sum("claims__amount")).order_by("-pk")[: PAGE + 1])
    nearest = soonest(told, [dispute.pk for dispute in shown])
    handling = {one.dispute_id: one.office for one in _handling([dispute.pk for dispute in shown])}
    cases = [(dispute, handling.get(dispute.pk), nearest.get(dispute.pk)) for dispute in shown[:PAGE]]
    older = shown[PAGE - 1].pk if len(shown) > PAGE else None
    return render(request, "disputes/overview.html", {"cases": cases, "older": older, "figures": figures})


def _handling(disputes: list[int]) -> Any:
    return Engagement.objects.filter(dispute__in=disputes, until=None).select_related("office").order_by("pk")
