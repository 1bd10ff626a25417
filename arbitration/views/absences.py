"""Who is away and which room is closed: entered by the clerk or the director, or by an arbitrator for herself."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arbitration.forms.planning import KEEPERS, SITTING, AbsenceForm
from arbitration.models import Absence
from arbitration.timetables import mend, struck
from disputes.views.cases import frame

SHOWN = 100


def visible(user: Any) -> Any:
    """Those of the committees at which the reader keeps the hearings, and the reader's own; a party's day names no case."""
    rows = Absence.objects.filter(office__in=user.offices(*KEEPERS)) | Absence.objects.filter(person=user)
    return rows.select_related("person", "room", "office")


@login_required
@require_http_methods(["GET", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if not user.offices(*KEEPERS, *SITTING):
        raise PermissionDenied
    form = AbsenceForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        return redirect("arbitration:absence", pk=form.save().pk)
    ahead = visible(user).filter(until__gte=timezone.localdate())
    return render(
        request, "arbitration/absences.html", {"frame": frame(user), "form": form, "absences": ahead[:SHOWN]},
        status=422 if form.errors else 200,
    )  # fmt: skip


@login_required
@require_GET
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """One absence, and the hearings that stand in its time."""
    user: Any = request.user
    one = get_object_or_404(visible(user), pk=pk)
    hearings = struck(one) if one.office_id in user.offices(*KEEPERS) else []
    return render(
        request, "arbitration/absence.html",
        {"frame": frame(user), "absence": one, "hearings": hearings, "proposals": one.proposals.all()[:5]},
    )  # fmt: skip


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It was entered by mistake or is over earlier: it ends today, or never was."""
    one = get_object_or_404(visible(request.user).exclude(why=Absence.Why.PARTY), pk=pk)
    today = timezone.localdate()
    if one.since >= today:
        one.delete()
    else:
        one.until = min(one.until, today)
        one.save(update_fields=["until"])
    return redirect("arbitration:absences")


@login_required
@require_POST
def repair(request: HttpRequest, pk: int) -> HttpResponse:
    """Work out the fewest moves."""
    user: Any = request.user
    one = get_object_or_404(visible(user).filter(office__in=user.offices(*KEEPERS)), pk=pk)
    return redirect("arbitration:proposal", pk=mend(one, by=user).pk)
