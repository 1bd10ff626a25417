"""Webhooks of a key: where its system wants to be told, what was sent, and sending it again."""

from __future__ import annotations

from typing import Any, cast

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.api.court import key_of
from disputes.api.door import Door, paged
from disputes.api.keys import AnyKey, SignedKey
from disputes.api.problems import Unanswerable
from disputes.api.shapes import Page, problems
from disputes.delivery import wire
from disputes.models import Endpoint, Outgoing
from disputes.views.asked import number

PAGE, MOST = 50, 5
REFUSALS = problems(401, 403, 404, 429)


class WebhookIn(serializers.Serializer[Any]):
    url = serializers.URLField(max_length=300)


class WebhookShape(serializers.ModelSerializer[Endpoint]):
    id = serializers.IntegerField(source="pk")

    class Meta:
        model = Endpoint
        fields = ("id", "url", "made_at", "failing_since", "stopped_at", "last_number")


class NewWebhook(serializers.ModelSerializer[Endpoint]):
    """The secret is told once: signatures are checked with it (docs/api.md)."""

    id = serializers.IntegerField(source="pk")
    secret = serializers.CharField()

    class Meta:
        model = Endpoint
        fields = ("id", "url", "made_at", "secret")


class NoticeShape(serializers.ModelSerializer[Outgoing]):
    state = serializers.ChoiceField(choices=["waiting", "done", "dropped"])
    said = serializers.DictField()

    class Meta:
        model = Outgoing
        fields = ("number", "said", "state", "attempts", "told", "made_at", "due_at", "done_at")


class NoticePage(Page):
    results = NoticeShape(many=True)


class AgainIn(serializers.Serializer[Any]):
    number = serializers.IntegerField(help_text="Every notice from this number on is sent again.")


class OfKey(Door):
    authentication_classes = (SignedKey,)
    permission_classes = (AnyKey,)

    def webhooks(self, request: Request) -> Any:
        return Endpoint.objects.filter(key=key_of(request))

    def webhook(self, request: Request, pk: int) -> Endpoint:
        return get_object_or_404(self.webhooks(request), pk=pk)

    def place_for_one_more(self, request: Request, field: str) -> None:
        if self.webhooks(request).filter(stopped_at=None).count() >= MOST:
            raise Unanswerable(_("This key has five webhooks already; take one away first."), field)


class Webhooks(OfKey):
    @extend_schema(
        operation_id="webhooks", tags=["webhooks"], summary="The webhooks of this key",
        responses={200: WebhookShape(many=True), **problems(401, 403, 429)},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        return Response(WebhookShape(self.webhooks(request).order_by("pk"), many=True).data)

    @extend_schema(
        tags=["webhooks"], summary="Be told from now on; the answer has the secret, once", request=WebhookIn,
        responses={201: NewWebhook, **problems(400, 401, 403, 413, 415, 422, 429)},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        url = request.data.get("url") if isinstance(request.data, dict) else None
        key = key_of(request)
        if not isinstance(url, str) or len(url) > 300:
            raise Unanswerable(_("Give an https address."), "url")
        try:
            wire.check(url)
        except wire.Forbidden as refused:
            raise Unanswerable(_("Give an https address."), "url") from refused
        self.place_for_one_more(request, "url")
        made = Endpoint.objects.create(office=key.office, key=key, url=url)
        return Response(NewWebhook(made).data, status=201)


class OneWebhook(OfKey):
    @extend_schema(
        tags=["webhooks"], summary="Stop it; what waits is not sent", responses={204: None, **REFUSALS}
    )
    def delete(self, request: Request, pk: int) -> Response:
        hook = self.webhook(request, pk)
        self.webhooks(request).filter(pk=hook.pk, stopped_at=None).update(stopped_at=timezone.now())
        self.webhooks(request).filter(pk=hook.pk).update(failing_since=None)
        return Response(status=204)


class Notices(OfKey):
    @extend_schema(
        operation_id="webhook_notices", tags=["webhooks"], summary="What was and is to be sent, oldest first",
        parameters=[OpenApiParameter("after", str, description="The cursor in `next` of the page before.")],
        responses={200: NoticePage, **REFUSALS},
    )  # fmt: skip
    def get(self, request: Request, pk: int) -> Response:
        rows = self.webhook(request, pk).outgoing.order_by("number")
        if after := number(request.GET.get("after")):
            rows = rows.filter(number__gt=after)
        shown = list(rows[: PAGE + 1])
        page = shown[:PAGE]
        results = NoticeShape(cast("Any", page), many=True).data
        return paged(request, results, str(page[-1].number) if len(shown) > PAGE else "")

    @extend_schema(
        tags=["webhooks"], summary="Send again from a number on; a webhook that was stopped goes on", request=AgainIn,
        responses={200: OpenApiTypes.OBJECT, **problems(400, 401, 403, 404, 413, 415, 422, 429)},
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        hook = self.webhook(request, pk)
        first = request.data.get("number") if isinstance(request.data, dict) else None
        if not isinstance(first, int) or isinstance(first, bool) or not 1 <= first <= 2_000_000_000:
            raise Unanswerable("1, 2, 3, …", "number")
        if hook.stopped_at:
            self.place_for_one_more(request, "number")
        rows = hook.outgoing.filter(number__gte=first)
        many = rows.update(done_at=None, due_at=timezone.now(), attempts=0)
        self.webhooks(request).filter(pk=hook.pk).update(stopped_at=None, failing_since=None)
        return Response({"again": many})
