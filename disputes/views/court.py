"""The court's inbox and the page of one hand-off: what was sent, whether it is whole, what to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from disputes.court import package, schemas, stamps
from disputes.court.seal import public_key
from disputes.deadlines import TimeLimit
from disputes.delivery import outbox
from disputes.lifecycle.handoff import Stage, sender
from disputes.models import Deadline, HandOff
from disputes.models.handoff import RECEIVERS
from disputes.papers import shelf
from disputes.views.cases import choices, frame

PAGE = 50
TABS = {"waiting": (Stage.SENT, Stage.ACKNOWLEDGED, Stage.ORDERED), "all": tuple(Stage)}
CHECKED_AT_ONCE = 32 * 1024 * 1024  # bytes; a larger package is verified when somebody asks


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What the user's courts were sent, longest waiting first; a cursor leads on at the same cost."""
    if not request.user.offices(*RECEIVERS):
        raise PermissionDenied
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "waiting"
    rows = HandOff.objects.sent_to(request.user).filter(stage__in=TABS[tab])
    if cursor := _cursor(request.GET.get("after", "")):
        day, pk = cursor
        rows = rows.filter(Q(sent_on=day, pk__gt=pk) | Q(sent_on__gt=day))
    rows = rows.select_related("dispute", "office", "from_office", "filed_by").order_by("sent_on", "pk")
    shown = list(rows[: PAGE + 1])
    dated(shown[:PAGE])
    last = shown[PAGE - 1] if len(shown) > PAGE else None
    after = f"{last.sent_on},{last.pk}" if last else ""
    return render(
        request,
        "disputes/court.html",
        {"handoffs": shown[:PAGE], "after": after, "tab": tab, "court": bool(request.user.offices("court"))},
    )


def dated(handoffs: Sequence[HandOff]) -> None:
    """Give each as `due` the time limit of the court's own next answer, or None. One query."""
    own = [limit.code for limit in TimeLimit.all.values() if limit.binds == "court"]
    rows = Deadline.objects.running().filter(
        code__in=own, record_type="handoff", record_id__in=[one.pk for one in handoffs]
    )
    found = {row.record_id: row for row in rows.order_by("-due_on")}
    for one in handoffs:
        one.due = found.get(one.pk)


def _cursor(text: str) -> tuple[date, int] | None:
    day, _comma, pk = text.partition(",")
    try:
        return date.fromisoformat(day), int(pk)
    except ValueError:
        return None


def _seen(request: HttpRequest, pk: int) -> HandOff:
    rows = HandOff.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("dispute", "office", "from_office", "filed_by"), pk=pk)


@login_required
@require_GET
def handoff(request: HttpRequest, pk: int) -> HttpResponse:
    """One hand-off, for the court, for the office that sent it and for the parties."""
    found = _seen(request, pk)
    small = 0 < found.package_size <= CHECKED_AT_ONCE
    return _page(request, found, verdict=package.verdict(found) if small else None)


@login_required
@require_GET
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page, with every byte of the package read again."""
    found = _seen(request, pk)
    if not found.package_sha256:
        raise Http404
    return _page(request, found, verdict=package.verdict(found))


def _page(request: HttpRequest, found: HandOff, *, verdict: Any) -> HttpResponse:
    parties = [(party, found.received_on(party)) for party in found.dispute.parties.all()]
    found_choices = sorted(choices(found, request.user), key=lambda one: one.name == "strike_result")
    context = {
        "frame": frame(request.user), "record": found, "dispute": found.dispute, "parties": parties,
        "claims": found.dispute.claims.filter(dropped=False), "verdict": verdict,
        "stamp": stamps.of(found),
        "choices": found_choices, "delivery": delivery_of(found, request.user),
        "windows": windows(found),
        "refused": [one for one in found_choices if one.refused], "is_court": found.office_id in request.user.offices(*RECEIVERS),
    }  # fmt: skip
    return render(request, "disputes/court_handoff.html", context)


def delivery_of(found: HandOff, user: Any) -> dict[str, Any] | None:
    """How the package reaches the other side, for the office that sends it."""
    if not found.sent_on or not sender(found, user):
        return None
    last = found.outgoing.exclude(done_at=None, dropped_at__isnull=False).order_by("-pk").first()
    return {"last": last, "on_paper": last is None and found.on_paper}


@login_required
@require_POST
def deliver_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The clerk has what waits tried in the next round, whatever its pause."""
    found = _seen(request, pk)
    waiting = found.outgoing.waiting().order_by("-pk").first()
    if waiting is None or not sender(found, request.user):
        raise Http404
    outbox.again(waiting)
    return redirect(found)


def windows(found: HandOff) -> Any:
    """The time limits it was filed within, and those the court's answer opened."""
    filed = Q(ended_by__record_type="handoff", ended_by__record_id=found.pk, ended_by__step="handoff.file")
    opened = Q(record_type="handoff", record_id=found.pk)
    return Deadline.objects.filter(filed | opened, dispute=found.dispute_id).select_related("party")


@login_required
@require_GET
def seal(request: HttpRequest, pk: int) -> JsonResponse:
    """The office's seal on the package, to be kept beside it."""
    found = _seen(request, pk)
    if not found.package_seal:
        raise Http404
    answer = JsonResponse(found.package_seal, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = package.file_name(found).removesuffix(".zip") + ".seal.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def seal_key(request: HttpRequest) -> JsonResponse:
    """The public key with which anybody checks a seal of this house."""
    return JsonResponse({"algorithm": "Ed25519", "key": public_key()})


@require_GET
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """A published JSON Schema of the package's data."""
    found = schemas.published().get(f"{name}.json")
    if found is None:
        raise Http404
    return HttpResponse(
        found, content_type="application/schema+json", headers={"Cache-Control": "public, max-age=86400"}
    )


@login_required
@require_GET
def timestamp(request: HttpRequest, pk: int) -> HttpResponse:
    """The authority's time stamp on the package (RFC 3161, DER), to be kept beside it."""
    found = _seen(request, pk)
    stamp = stamps.of(found)
    if stamp is None or not stamp.stamped_at:
        raise Http404
    name = package.file_name(found).removesuffix(".zip") + ".tst"
    answer = HttpResponse(bytes(stamp.token), content_type="application/timestamp-token")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_GET
def download(request: HttpRequest, pk: int) -> FileResponse:
    found = _seen(request, pk)
    if not found.package_sha256:
        raise Http404
    answer = FileResponse(
        shelf.store().open(found.package_sha256), as_attachment=True, filename=package.file_name(found),
        content_type="application/zip",
    )  # fmt: skip
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
