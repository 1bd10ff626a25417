"""A partner platform: the questions, filing for a person it signed in by real name, following, and receiving papers."""

from __future__ import annotations

from typing import Any, cast

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.api.court import Conflicting, Partner, key_of
from disputes.api.door import AsItIs, paged
from disputes.api.problems import Unanswerable
from disputes.api.shapes import Coded, Page, problems
from disputes.intake import partner
from disputes.intake.events import EVENTS
from disputes.models import Deadline, Draft, Paper
from disputes.papers import shelf
from disputes.views.asked import number

PAGE = 50
LEGAL = ("mediation", "arbitration", "award", "agreementreview", "handoff")
REFUSALS = problems(401, 403, 404, 429)
FOR_A_WORKER = [(code, code) for code, one in EVENTS.items() if not one.employer]


class Answers(serializers.Serializer[Any]):
    """The questions of `partner/questions/`, each an object of texts; what is answered several times a list of them."""


class ApplicationIn(serializers.Serializer[Any]):
    event = serializers.ChoiceField(choices=FOR_A_WORKER)
    answers = serializers.DictField(help_text="By question: texts as a person would type them.")


class QuestionsIn(ApplicationIn):
    answers = serializers.DictField(required=False, help_text="What is answered already; left out: nothing.")


class DayShape(serializers.ModelSerializer[Deadline]):
    title = serializers.CharField(source="limit.title")
    otherwise = serializers.CharField(help_text="What happens if nobody acts by then.")

    class Meta:
        model = Deadline
        fields = ("code", "title", "due_on", "otherwise")


class RecordShape(serializers.Serializer[Any]):
    kind = serializers.CharField()
    number = serializers.CharField()
    office = serializers.CharField()
    stage = Coded()


class ApplicationShape(serializers.Serializer[Draft]):
    """One application that came in by this key, and where its dispute stands."""

    name = serializers.CharField(source="external", help_text="The platform's own name for it.")
    reference = serializers.CharField(source="dispute.reference")
    stage = serializers.CharField(source="dispute.stage")
    received_at = serializers.DateTimeField(source="sent_at")
    records = serializers.SerializerMethodField()
    days = serializers.SerializerMethodField()

    def get_records(self, draft: Draft) -> list[dict[str, Any]]:
        """The legal records of the dispute: kind, number, office, stage."""
        return [
            {
                "kind": record._meta.model_name, "office": str(record.office),
                "number": getattr(record, "number", "") or getattr(record, "intake_number", ""),
                "stage": {"code": record.stage, "words": str(record.get_stage_display())},
            }
            for record in draft.dispute.records() if record._meta.model_name in LEGAL
        ]  # fmt: skip

    def get_days(self, draft: Draft) -> list[dict[str, Any]]:
        """The running time limits, as the applicant sees them."""
        running: Any = (
            Deadline.objects.visible_to(draft.dispute.opened_by).open().filter(dispute=draft.dispute)
        )
        return list(DayShape(sorted(running, key=lambda row: row.due_on), many=True).data)


class ApplicationPage(Page):
    results = ApplicationShape(many=True)


class PaperShape(serializers.ModelSerializer[Paper]):
    id = serializers.CharField(source="ref")

    class Meta:
        model = Paper
        fields = ("id", "title", "number", "media_type", "made_at")


class Platform(Partner):
    scope = "application.read"

    def applications(self, request: Request) -> Any:
        return key_of(request).applications.exclude(receipt=None).select_related("dispute__opened_by")

    def application(self, request: Request, name: str) -> Draft:
        return get_object_or_404(self.applications(request), external=name)

    def papers(self, draft: Draft) -> Any:
        """What the applicant may read in the open: never what is said in a mediation."""
        rows = Paper.objects.visible_to(draft.dispute.opened_by)
        return rows.filter(dispute=draft.dispute, audience__in=("open", "agreement"))


class Questions(Platform):
    scope = "application.file"

    @extend_schema(
        tags=["partner"], summary="What is asked: the questions as far as the answers sent lead, with their fields",
        request=QuestionsIn, responses={200: OpenApiTypes.OBJECT, **problems(400, 401, 403, 413, 415, 422, 429)},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        event, answers = _said(request)
        try:
            partner.check_shape(event, answers, whole=False)
        except partner.Unfit as unfit:
            raise _unanswerable(unfit) from unfit
        return Response({"event": event, "questions": partner.asked(event, answers)})


class Applications(Platform):
    @extend_schema(
        operation_id="partner_applications", tags=["partner"], summary="What came in by this key, oldest first",
        parameters=[OpenApiParameter("after", str, description="The cursor in `next` of the page before.")],
        responses={200: ApplicationPage, **problems(401, 403, 429)},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        rows = self.applications(request).order_by("pk")
        if after := number(request.GET.get("after")):
            rows = rows.filter(pk__gt=after)
        shown = list(rows[: PAGE + 1])
        page = shown[:PAGE]
        results = ApplicationShape(cast("Any", page), many=True).data
        return paged(request, results, str(page[-1].pk) if len(shown) > PAGE else "")


class OneApplication(Platform):
    @property
    def wanted(self) -> str:
        return "application.file" if self.request.method == "PUT" else "application.read"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.scope = self.wanted
        super().initial(request, *args, **kwargs)

    @extend_schema(
        tags=["partner"],
        summary="One application and where its dispute stands",
        responses={200: ApplicationShape, **REFUSALS},
    )
    def get(self, request: Request, name: str) -> Response:
        return Response(ApplicationShape(self.application(request, name)).data)

    @extend_schema(
        tags=["partner"], summary="File it: once, however often it is sent; all of it or nothing",
        request=ApplicationIn,
        responses={200: ApplicationShape, 201: ApplicationShape, **problems(400, 401, 403, 404, 409, 413, 415, 422, 429)},
    )  # fmt: skip
    def put(self, request: Request, name: str) -> Response:
        event, answers = _said(request)
        try:
            draft, new = partner.receive(key_of(request), name, event, answers)
        except partner.Unfit as unfit:
            raise _unanswerable(unfit) from unfit
        except partner.Conflict as other:
            raise Conflicting("", "name") from other
        return Response(ApplicationShape(draft).data, status=201 if new else 200)


class Papers(Platform):
    @extend_schema(
        operation_id="partner_papers",
        tags=["partner"],
        summary="The papers the applicant may read",
        responses={200: PaperShape(many=True), **REFUSALS},
    )
    def get(self, request: Request, name: str) -> Response:
        rows = self.papers(self.application(request, name)).order_by("pk")
        return Response(PaperShape(rows, many=True).data)


class OnePaper(Platform):
    content_negotiation_class = AsItIs

    @extend_schema(
        tags=["partner"],
        summary="One of them",
        responses={(200, "*/*"): OpenApiTypes.BINARY, **REFUSALS},
    )
    def get(self, request: Request, name: str, ref: Any) -> HttpResponseBase:
        paper = get_object_or_404(self.papers(self.application(request, name)), ref=ref)
        if not paper.sha256:
            shelf.bytes_of(paper)
        file, _size = shelf.store().open(paper.sha256), 0
        named = paper.name or f"{paper.title}.pdf"
        return FileResponse(file, as_attachment=True, filename=named, content_type=paper.media_type)


def _said(request: Request) -> tuple[str, dict[str, Any]]:
    body = request.data if isinstance(request.data, dict) else {}
    answers = body.get("answers", {})
    if not isinstance(answers, dict):
        words = _("Give an object of texts; what is answered several times as a list of them.")
        raise Unanswerable(words, "answers")
    return str(body.get("event", "")), answers


def _unanswerable(unfit: partner.Unfit) -> Unanswerable:
    """Every fault with its field."""
    (field, words), *more = unfit.faults
    return Unanswerable(words, field, *more)
