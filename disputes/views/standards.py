"""Where courts and committees differ: by issue, article and office (人社部发〔2017〕70号, B9; one scope, one standard)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from disputes.lifecycle.handoff import Stage
from disputes.models import Claim, Comparison, HandOff, Role
from disputes.views.asked import number

PAGE = 50
View = Comparison.View
COUNTS = {
    "all": Count("pk"),
    **{view: Count("pk", filter=Q(view=view)) for view in View.values},
}


@dataclass(frozen=True)
class Line:
    """One issue, article or office: how many claims were compared and how many the court saw as the award did."""

    label: Any
    all: int
    same: int
    partly: int
    differs: int

    @property
    def share(self) -> int:
        """Per cent of the compared claims that the court saw as the award did, rounded down."""
        return self.same * 100 // self.all


def lines(rows: Any, by: str, label: Any = lambda value: value) -> list[Line]:
    """The most differing first."""
    found = rows.values(by).annotate(**COUNTS).order_by()
    told = [Line(label(each[by]), each["all"], *(each[view] for view in View.values)) for each in found]
    return sorted(told, key=lambda line: (-line.differs - line.partly, -line.all, str(line.label)))


def uncompared(user: Any) -> Any:
    """Judgments and decisions on awards that nobody has compared yet, of the reader's offices."""
    rows = HandOff.objects.filter(
        record_type="award", stage__in=[Stage.JUDGED, Stage.SET_ASIDE], comparisons=None
    )
    if user.offices(Role.SUPERVISOR):
        return rows
    return rows.filter(
        Q(from_office__in=user.offices(Role.DIRECTOR)) | Q(office__in=user.offices(Role.COURT))
    )


@login_required
@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    """The report of a year, or of all years; below it what differs, newest first, fifty a page."""
    user: Any = request.user
    if not user.offices(Role.SUPERVISOR, Role.DIRECTOR, Role.COURT):
        raise PermissionDenied
    seen = Comparison.objects.visible_to(user)
    years = sorted(
        seen.annotate(year=ExtractYear("answered_on")).values_list("year", flat=True).distinct(), reverse=True
    )
    year = number(request.GET.get("year"))
    rows = seen.filter(answered_on__year=year) if year in years else seen
    differing = (
        rows.exclude(view=View.SAME).select_related("office", "court", "handoff__dispute").order_by("-pk")
    )
    if before := number(request.GET.get("before")):
        differing = differing.filter(pk__lt=before)
    shown = list(differing[: PAGE + 1])
    issues = dict(Claim.Kind.choices)
    context = {
        "years": years, "year": year if year in years else None,
        "tables": [
            ("issue", lines(rows, "issue", lambda value: issues.get(value, value))),
            ("article", lines(rows.exclude(article=""), "article")),
            ("office", lines(rows, "office__name")),
            ("court", lines(rows, "court__name")),
        ],
        "compared": rows.count(), "waiting": list(uncompared(user).select_related("dispute", "office")[:10]),
        "shown": shown[:PAGE], "older": shown[PAGE - 1].pk if len(shown) > PAGE else None,
    }  # fmt: skip
    return render(request, "disputes/standards.html", context)
