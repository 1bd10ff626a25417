"""The worklist by machine: the same rows, order and filters as the page."""

from __future__ import annotations

from typing import cast

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.api.disputes import AFTER
from disputes.api.door import Door, paged
from disputes.api.shapes import SIGNED_IN, TaskPage, TaskShape
from disputes.models import User
from disputes.views.queue import DUE, TABS, Asked, asked_lanes, page_of


class Tasks(Door):
    @extend_schema(
        tags=["tasks"], summary="The reader's worklist: by legal due date, then by the house's own targets",
        parameters=[
            AFTER,
            OpenApiParameter("tab", str, enum=TABS, description="`mine` unless said otherwise."),
            OpenApiParameter("due", str, enum=DUE),
            OpenApiParameter("kind", str, description="The kind of record the task is about."),
            OpenApiParameter("q", str, description="Party, number, reference or cause."),
        ],
        responses={200: TaskPage, **SIGNED_IN},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        page = page_of(
            asked_lanes(cast("User", request.user), Asked.of(request.GET, "mine")),
            request.GET.get("after", ""),
        )
        return paged(request, TaskShape(page.rows, many=True).data, page.after)
