"""Disputes by machine: the list, one of them, its docket; each through `visible_to`, foreign and missing alike."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from disputes import access
from disputes.api.door import Door, paged
from disputes.api.shapes import (
    OF_A_CASE,
    SIGNED_IN,
    DisputePage,
    DisputeShape,
    Docket,
    EntryShape,
    WholeDispute,
)
from disputes.deadlines import soonest
from disputes.models import Deadline, Dispute
from disputes.views.asked import number
from disputes.views.cases import file_shown, panels_of
from disputes.views.room import following, last_seen

PAGE = 50
ENTRIES = 200
AFTER = OpenApiParameter("after", str, description="The cursor in `next` of the page before.")


class Disputes(Door):
    @extend_schema(
        operation_id="disputes_list", tags=["disputes"], summary="The disputes the reader may enter, newest first",
        parameters=[
            AFTER,
            OpenApiParameter("stage", str, enum=["draft", "open", "closed"]),
            OpenApiParameter("number", str, description="Reference or case number, whole."),
        ],
        responses={200: DisputePage, **SIGNED_IN},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        rows = Dispute.objects.visible_to(request.user).order_by("-pk")
        if stage := request.GET.get("stage"):
            rows = rows.filter(stage=stage[:20].replace("\0", ""))
        if named := request.GET.get("number", "").replace("\0", "").strip()[:60]:
            rows = rows.filter(reference=named.upper()) | rows.filter(number=named)
        if before := number(request.GET.get("after")):
            rows = rows.filter(pk__lt=before)
        shown = list(rows[: PAGE + 1])
        page = shown[:PAGE]
        nearest = soonest(Deadline.objects.told_to(request.user), [dispute.pk for dispute in page])
        results = DisputeShape(page, many=True, context={"nearest": nearest}).data
        return paged(request, results, str(page[-1].pk) if len(shown) > PAGE else "")


class OneDispute(Door):
    @extend_schema(
        tags=["disputes"], summary="One dispute: parties, claims, records with their steps, running time limits",
        responses={200: WholeDispute, **OF_A_CASE},
    )  # fmt: skip
    def get(self, request: Request, reference: str) -> Response:
        dispute = get_object_or_404(Dispute.objects.visible_to(request.user), reference=reference)
        audiences = access.audiences(dispute, request.user)
        running = Deadline.objects.told_to(request.user).open().filter(dispute=dispute)
        parties, claims = file_shown(dispute, audiences)
        deadlines = list(running.select_related("party"))
        context: dict[str, Any] = {
            "audiences": audiences,
            "parties": parties,
            "claims": claims,
            "panels": panels_of(dispute, request.user, set()),
            "deadlines": deadlines,
            "nearest": {dispute.pk: next((one for one in deadlines if one.status == "running"), None)},
        }
        return Response(WholeDispute(dispute, context=context).data)


class DisputeDocket(Door):
    @extend_schema(
        tags=["disputes"], summary="What happened, in the streams the reader may read",
        parameters=[
            OpenApiParameter("after", str, description="The last number of each stream: `open:12,joint:4`; none: from the start.")
        ],
        responses={200: Docket, **OF_A_CASE},
    )  # fmt: skip
    def get(self, request: Request, reference: str) -> Response:
        dispute = get_object_or_404(Dispute.objects.visible_to(request.user), reference=reference)
        audiences = access.audiences(dispute, request.user) - {"summary"}
        asked = request.GET.get("after", "") or ",".join(f"{name}:0" for name in audiences)
        found = list(following(dispute, request.user, asked)[: ENTRIES + 1])
        shown = found[:ENTRIES]
        last = dict(part.split(":", 1) for part in asked.split(",") if ":" in part)
        heard = {name: number(seq) or 0 for name, seq in last.items() if name in audiences}
        seen = heard | {name: seq for name, seq in last_seen(shown, set()).items() if name in heard}
        return Response(
            {
                "last": ",".join(f"{name}:{seq}" for name, seq in sorted(seen.items())),
                "more": len(found) > ENTRIES,
                "results": EntryShape(shown, many=True).data,
            }
        )
