"""Evidence and facts of one arbitration on one page: catalogues with opinions and rulings, and what is agreed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from arbitration import elements
from arbitration.models import Arbitration, Inquiry
from disputes import access, steps
from disputes.models import Dispute, DocketEntry
from disputes.views.cases import EVIDENCE, Choice, frame

WAITS_FOR = {"refuse_inquiry": Inquiry.State.ASKED, "record_inquiry": Inquiry.State.OUT}


def choices(record: Any, user: Any, inquiries: list[Inquiry]) -> Iterator[Choice]:
    """The steps of this page that are the reader's now; nothing is offered on an inquiry that is not there."""
    record.act = steps.Act(by=user, on=timezone.localdate())
    states = {one.state for one in inquiries}
    idle = {name for name, state in WAITS_FOR.items() if state not in states}
    for name in EVIDENCE:
        found = None if name in idle else steps.find(record, name)
        if found is not None and found.has_perm(record, user):
            yield Choice(record, name, steps.terms(found), [])


@login_required
@require_GET
def evidence(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """For those who read the open file; rulings are the tribunal's until the award is made."""
    user: Any = request.user
    dispute = get_object_or_404(Dispute.objects.visible_to(user), reference=reference)
    audiences = access.audiences(dispute, user)
    if "open" not in audiences:
        raise Http404
    record = get_object_or_404(Arbitration.objects.select_related("office"), dispute=dispute, pk=pk)
    record.dispute = dispute
    exhibits = record.exhibits.select_related("paper", "party").prefetch_related("opinions__party")
    orders = DocketEntry.objects.visible_to(user).filter(dispute=dispute, step="arbitration.order_evidence")
    lines = elements.lines(record)
    inquiries = list(record.inquiries.select_related("party"))
    return render(
        request,
        "arbitration/evidence.html",
        {
            "frame": frame(user),
            "dispute": dispute,
            "record": record,
            "catalogues": [(side, list(rows)) for side, rows in groupby(exhibits, lambda one: one.get_side_display())],
            "ruled": access.stream("deliberation", record) in audiences or record.wholly_decided,
            "lines": lines,
            "agreed": sum(line.state == "agreed" for line in lines),
            "choices": list(choices(record, user, inquiries)),
            "inquiries": inquiries,
            "orders": orders.filter(record_id=record.pk),
            "back": reverse("disputes:case", args=[dispute.reference]),
        },
    )  # fmt: skip
