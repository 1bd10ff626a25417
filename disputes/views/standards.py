"""Where courts and committees differ: by issue, article and office (人社部发〔2017〕70号, B9; one scope, one standard)."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from disputes.lifecycle.handoff import Stage
from disputes.models import Claim, Comparison, HandOff, Role
from disputes.views.asked import number

PAGE = 50
MOST = 10_000  # differing claims in one file
RUNS = frozenset("=+-@＝＋－＠|%")  # what begins a formula or a command in some spreadsheet
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
    joined = Comparison.objects.filter(
        handoff__ruling=OuterRef("ruling"),
        handoff__office=OuterRef("office"),
        handoff__record_type="award",
        handoff__record_id=OuterRef("record_id"),
    )  # one judgment on the suits of both sides (J1-4)
    rows = HandOff.objects.filter(
        ~Exists(joined), record_type="award", stage__in=[Stage.JUDGED, Stage.SET_ASIDE]
    )
    if user.offices(Role.SUPERVISOR):
        return rows
    return rows.filter(
        Q(from_office__in=user.offices(Role.DIRECTOR)) | Q(office__in=user.offices(Role.COURT))
    )


@dataclass(frozen=True)
class Report:
    """What one reader may see of one year, or of all years."""

    years: list[int]
    year: int | None
    rows: Any

    @classmethod
    def asked(cls, request: HttpRequest) -> Report:
        """Raises PermissionDenied for who has no post that reads it."""
        user: Any = request.user
        if not user.offices(Role.SUPERVISOR, Role.DIRECTOR, Role.COURT):
            raise PermissionDenied
        seen = Comparison.objects.visible_to(user)
        told = seen.annotate(year=ExtractYear("answered_on")).values_list("year", flat=True).distinct()
        years, year = sorted(told, reverse=True), number(request.GET.get("year"))
        return (
            cls(years, year, seen.filter(answered_on__year=year)) if year in years else cls(years, None, seen)
        )

    def tables(self) -> list[tuple[str, list[Line]]]:
        issues = dict(Claim.Kind.choices)
        return [
            ("issue", lines(self.rows, "issue", lambda value: issues.get(value, value))),
            ("article", lines(self.rows.exclude(article=""), "article")),
            ("office", lines(self.rows, "office__name")),
            ("court", lines(self.rows, "court__name")),
        ]

    def differing(self) -> Any:
        """Newest first."""
        rows = self.rows.exclude(view=View.SAME).select_related("office", "court", "handoff__dispute")
        return rows.order_by("-pk")


@login_required
@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    """The report of a year, or of all years; below it what differs, newest first, fifty a page."""
    report = Report.asked(request)
    differing = report.differing()
    if before := number(request.GET.get("before")):
        differing = differing.filter(pk__lt=before)
    shown = list(differing[: PAGE + 1])
    context = {
        "years": report.years, "year": report.year, "tables": report.tables(), "compared": report.rows.count(),
        "waiting": list(uncompared(request.user).select_related("dispute", "office")[:10]),
        "shown": shown[:PAGE], "older": shown[PAGE - 1].pk if len(shown) > PAGE else None,
    }  # fmt: skip
    return render(request, "disputes/standards.html", context)


@login_required
@require_GET
def as_csv(request: HttpRequest) -> HttpResponse:
    """The tables for a spreadsheet: UTF-8 with its mark, one line for each line of the page, nothing that would run."""
    report = Report.asked(request)
    names = {"issue": _("Issue"), "article": _("Article"), "office": _("Committee"), "court": _("Court")}
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow(
        [
            _("Figures by"),
            _("Item counted"),
            _("Claims compared"),
            *(str(label) for label in View.labels),
            _("Share as the award"),
        ]
    )
    for by, found in report.tables():
        for line in found:
            figures = (line.all, line.same, line.partly, line.differs, f"{line.share}%")
            out.writerow([names[by], inert(str(line.label)), *figures])
    return _sent("\ufeff" + written.getvalue(), "text/csv; charset=utf-8", report, "csv")


@login_required
@require_GET
def as_json(request: HttpRequest) -> HttpResponse:
    """The tables and what differs, newest first, at most MOST; `complete` says whether that is all."""
    report = Report.asked(request)
    shown = list(report.differing()[: MOST + 1])
    told = {
        "year": report.year, "compared": report.rows.count(),
        "tables": {
            by: [{**asdict(line), "label": str(line.label), "share": line.share} for line in found]
            for by, found in report.tables()
        },
        "complete": len(shown) <= MOST,
        "differing": [
            {
                "issue": one.issue, "view": one.view, "article": one.article, "reason": one.reason,
                "on": one.answered_on.isoformat(), "office": one.office.name, "court": one.court.name,
                "number": one.handoff.dispute.number or one.handoff.dispute.reference,
            }
            for one in shown[:MOST]
        ],
    }  # fmt: skip
    return _sent(json.dumps(told, ensure_ascii=False), "application/json", report, "json")


def inert(words: str) -> str:
    """No spreadsheet takes it for a formula, however it begins (threat 22)."""
    return f"'{words}" if words.lstrip()[:1] in RUNS or words[:1] in "\t\r\n" else words


def _sent(content: str, kind: str, report: Report, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    name = f"standards-{report.year}" if report.year else "standards"
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
