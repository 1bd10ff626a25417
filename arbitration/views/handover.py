"""Hearings brought from another system: handed in as a list, seen row by row with what would become of it, then booked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from arbitration.forms.planning import HandoverForm
from arbitration.handover import Line, book, rehearse
from disputes.views.cases import frame


@login_required
@require_http_methods(["GET", "POST"])
def handed_over(request: HttpRequest) -> HttpResponse:
    """The clerk's alone, as first hearings are. Nothing is booked before the rows were seen; then all or none."""
    user: Any = request.user
    if not user.offices("clerk"):
        raise PermissionDenied
    form = HandoverForm(request.POST or None, request.FILES or None, user=user)
    lines: list[Line] = []
    if request.method == "POST" and "edit" not in request.POST and form.is_valid():
        lines = form.cleaned_data["hearings"]
        try:
            if "book" in request.POST:
                return _booked(request, book(lines, user), lines)
            rehearse(lines, user)
        except ValidationError as faults:
            form.add_error("hearings", faults)
    return render(
        request, "arbitration/handover.html",
        {"frame": frame(user), "form": form, "lines": [] if form.errors else lines, "fresh": sum(not one.stands for one in lines)},
        status=422 if form.errors and "edit" not in request.POST else 200,
    )  # fmt: skip


def _booked(request: HttpRequest, many: int, lines: list[Line]) -> HttpResponse:
    said = ngettext("%(many)d hearing was booked.", "%(many)d hearings were booked.", many)
    messages.success(request, said % {"many": many})
    week = min(line.day for line in lines).isoformat()
    return redirect(f"{reverse('arbitration:hearings')}?week={week}")
