"""The casebook by machine: what the public site shows, for everybody, without a login."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from casebook import reading
from casebook.models import TypicalCase
from casebook.pages import HEADINGS, citation
from casebook.reading import ALSO, FACETS, Asked
from disputes.api.door import Public
from disputes.api.problems import Gone
from disputes.api.shapes import Page, problems


class CaseShape(serializers.ModelSerializer[TypicalCase]):
    """A published typical case in a list."""

    topics = serializers.SerializerMethodField()
    address = serializers.CharField(source="public_url")
    passage = serializers.SerializerMethodField()

    class Meta:
        model = TypicalCase
        fields = (
            "number",
            "title",
            "published_on",
            "topics",
            "trade",
            "region",
            "year",
            "batch",
            "address",
            "passage",
        )

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_topics(self, case: TypicalCase) -> list[str]:
        return [str(words) for words in case.topic_words]

    @extend_schema_field({"type": "string"})
    def get_passage(self, case: TypicalCase) -> str:
        return self.context.get("passages", {}).get(case.pk, "")


class WholeCase(CaseShape):
    """Everything the public reads of it; nothing else is stored in what this reads."""

    citation = serializers.SerializerMethodField()
    articles = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = TypicalCase
        fields = (
            *(n for n in CaseShape.Meta.fields if n != "passage"),
            *dict(HEADINGS),
            "articles",
            "issuer",
            "citation",
            "corrected_on",
        )

    def get_citation(self, case: TypicalCase) -> str:
        return citation(case)


class FacetValue(serializers.Serializer[Any]):
    words = serializers.CharField()
    count = serializers.IntegerField()
    address = serializers.CharField()


class CasePage(Page):
    total = serializers.IntegerField()
    facets = serializers.DictField(child=FacetValue(many=True))
    results = CaseShape(many=True)


class Cases(Public):
    throttle_scope = "casebook"

    @extend_schema(
        operation_id="casebook_list", tags=["casebook"], summary="Published typical cases: list, search (`q`) and facets",
        parameters=[OpenApiParameter(name, str) for name in ("q", "after", *FACETS, *ALSO)],
        responses={200: CasePage, **problems(429)},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        asked = Asked.of(request.GET)
        answer = reading.answer(asked)
        passages = {row.case.pk: "".join(text for text, _marked in row.passage) for row in answer.rows}
        shown = CaseShape([row.case for row in answer.rows], many=True, context={"passages": passages}).data
        facets = {
            name: [{"words": str(v.words), "count": v.count, "address": request.path + v.url} for v in values]
            for name, _title, values in answer.facets
        }
        following = request.build_absolute_uri(request.path + answer.older) if answer.older else None
        return Response({"next": following, "total": answer.total, "facets": facets, "results": shown})


class OneCase(Public):
    throttle_scope = "casebook"

    @extend_schema(
        tags=["casebook"], summary="One published typical case; 410 once it is recalled",
        responses={200: WholeCase, **problems(404, 410, 429)},
    )  # fmt: skip
    def get(self, request: Request, number: str) -> Response:
        rows = TypicalCase.objects.filter(stage__in=("published", "recalled")).defer("original", "findings")
        case = get_object_or_404(rows, number=number.replace("\0", ""))
        if case.stage == "recalled":
            raise Gone(case.get_recall_reason_display())
        return Response(WholeCase(case).data)


app_name = "casebook_api"
urlpatterns = [
    path("", Cases.as_view(), name="list"),
    path("<str:number>/", OneCase.as_view(), name="case"),
]
