"""Final or not, while the award is being written: the same rule that the step will ask."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from arbitration.models import Arbitration
from disputes import steps
from disputes.forms import StepForm
from disputes.models import Dispute


@login_required
@require_POST
def preview(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A fragment for htmx, a page without it. Only for who could take the step; what is typed is not kept."""
    seen = Dispute.objects.visible_to(request.user)
    record = get_object_or_404(
        Arbitration.objects.select_related("dispute", "office"), pk=pk, dispute__in=seen
    )
    found = steps.find(record, step) if step in ("make_award", "award_in_part") else None
    record.act = steps.Act(by=request.user, on=timezone.localdate())
    if found is None or not found.has_perm(record, request.user):
        raise PermissionDenied
    form = StepForm.all[f"arbitration.{step}"](request.POST, record=record, user=request.user)
    live = "HX-Request" in request.headers
    template = "arbitration/_finality_live.html" if live else "arbitration/finality.html"
    return render(request, template, form.extra())
