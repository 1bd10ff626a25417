"""The court's own system: fetch what was handed over, say what became of it. Signed requests (`keys`), resumable files."""

from __future__ import annotations

import re
from typing import Any, cast

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.api.door import AsItIs, Door, paged
from disputes.api.keys import Scoped, SignedKey
from disputes.api.problems import BeyondTheEnd, Unanswerable
from disputes.api.shapes import Page, coded, problems
from disputes.court import messages, package, stamps
from disputes.models import CourtMessage, HandOff, PartnerKey
from disputes.papers import shelf
from disputes.views.asked import number

PAGE = 50
PIECE = 8 * 1024 * 1024  # bytes sent at most for one range
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
REFUSALS = problems(401, 403, 404, 429)


class HandOffShape(serializers.Serializer[HandOff]):
    """One matter on its way to this court."""

    id = serializers.IntegerField(source="pk")
    reference = serializers.CharField(source="dispute.reference")
    ground = serializers.CharField()
    title = serializers.CharField(help_text="The ground in words.")
    stage = serializers.SerializerMethodField()
    filed_on = serializers.DateField()
    sent_on = serializers.DateField()
    from_office = serializers.CharField(source="from_office.name")
    docket_number = serializers.CharField()
    package_sha256 = serializers.CharField()
    package_size = serializers.IntegerField(help_text="Bytes.")
    parties = serializers.SerializerMethodField()
    claims = serializers.SerializerMethodField()
    results = serializers.SerializerMethodField()
    last_sequence = serializers.SerializerMethodField()

    def get_stage(self, handoff: HandOff) -> dict[str, str]:
        return coded(handoff, "stage")

    def get_parties(self, handoff: HandOff) -> list[dict[str, Any]]:
        """`number` is what `served` and `party` of a message name."""
        return [{"number": p.pk, "side": p.side, "name": p.name} for p in handoff.dispute.parties.all()]

    def get_claims(self, handoff: HandOff) -> list[dict[str, Any]]:
        """`number` is what `views` of a message name."""
        return [{"number": c.pk, "kind": c.kind, "text": c.text} for c in handoff.dispute.claims.all()]

    def get_results(self, handoff: HandOff) -> list[str]:
        """What `result` may be on this ground."""
        return list(handoff.rule.results)

    def get_last_sequence(self, handoff: HandOff) -> int:
        """The highest number taken without a gap; the next message has the following one."""
        return sum(1 for message in handoff.messages.all() if message.taken_at)


class ObjectionShape(serializers.Serializer[Any]):
    on = serializers.DateField()
    grounds = serializers.ListField(child=serializers.CharField(), help_text="In words.")
    reason = serializers.CharField()


class SupervisionShape(serializers.Serializer[Any]):
    on = serializers.DateField()
    text = serializers.CharField()


class WholeHandOff(HandOffShape):
    objections = serializers.SerializerMethodField()
    supervision = serializers.SerializerMethodField()

    @extend_schema_field(SupervisionShape(allow_null=True))
    def get_supervision(self, handoff: HandOff) -> Any:
        """What is being enforced is heard anew by the committee, or that is over (B9-18)."""
        told = handoff.supervision
        return {"on": told[0].isoformat(), "text": told[1]} if told else None

    @extend_schema_field(ObjectionShape(many=True))
    def get_objections(self, handoff: HandOff) -> Any:
        """What the other side says against the enforcement of an award (J1-24)."""
        rows = [
            {"on": on, "grounds": grounds, "reason": reason} for on, grounds, reason in handoff.objections
        ]
        return ObjectionShape(cast("Any", rows), many=True).data


class HandOffPage(Page):
    results = HandOffShape(many=True)


class MessageIn(serializers.Serializer[Any]):
    """`on` is the legal day. Further members by event: registered docket_number; returned reason; hearing held_on,
    place; result result, ruling, served (party number -> day), and of an order that was not obeyed obey_by, evasion; struck reason (the answer was said wrongly; the right one follows as another result); served party; objection none; appeal party,
    handed_in_on; compared views (claim, view: same, partly or differs, article, reason)."""

    sequence = serializers.IntegerField(min_value=1, max_value=2_000_000_000)
    event = serializers.ChoiceField(choices=list(messages.EVENTS))
    on = serializers.DateField()
    docket_number = serializers.CharField(required=False, max_length=60)
    reason = serializers.CharField(required=False, max_length=2000)
    held_on = serializers.DateField(required=False)
    handed_in_on = serializers.DateField(required=False)
    place = serializers.CharField(required=False, max_length=120)
    result = serializers.CharField(required=False, max_length=20)
    ruling = serializers.CharField(required=False, max_length=60)
    obey_by = serializers.DateField(required=False, help_text="The last day the order gave for paying.")
    evasion = serializers.CharField(required=False, max_length=1000)
    served = serializers.DictField(child=serializers.DateField(), required=False)
    party = serializers.IntegerField(required=False)
    views = serializers.ListField(child=serializers.DictField(), required=False)


class MessageOut(serializers.ModelSerializer[CourtMessage]):
    state = serializers.ChoiceField(choices=["waiting", "taken", "refused"])

    class Meta:
        model = CourtMessage
        fields = ("sequence", "event", "state", "refused")


class Partner(Door):
    """Only signed requests of a key with the scope."""

    authentication_classes = (SignedKey,)
    permission_classes = (Scoped,)
    scope = "handoff.read"

    def found(self, request: Request, pk: int) -> HandOff:
        return get_object_or_404(self.rows(request), pk=pk)

    def rows(self, request: Request) -> Any:
        rows = HandOff.objects.sent_to(request.user).filter(office=key_of(request).office)
        return rows.select_related("dispute", "from_office").prefetch_related(
            "dispute__parties", "dispute__claims", "messages"
        )


def key_of(request: Request) -> PartnerKey:
    """`Scoped` lets nothing else in."""
    return cast("PartnerKey", request.auth)


class HandOffs(Partner):
    @extend_schema(
        operation_id="court_handoffs", tags=["court"], summary="What was handed over to this court, oldest first",
        parameters=[OpenApiParameter("after", str, description="The cursor in `next` of the page before.")],
        responses={200: HandOffPage, **problems(401, 403, 429)},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        rows = self.rows(request).order_by("pk")
        if after := number(request.GET.get("after")):
            rows = rows.filter(pk__gt=after)
        shown = list(rows[: PAGE + 1])
        page = shown[:PAGE]
        return paged(
            request,
            HandOffShape(cast("Any", page), many=True).data,
            str(page[-1].pk) if len(shown) > PAGE else "",
        )


class OneHandOff(Partner):
    @extend_schema(tags=["court"], summary="One hand-off", responses={200: WholeHandOff, **REFUSALS})
    def get(self, request: Request, pk: int) -> Response:
        return Response(WholeHandOff(self.found(request, pk)).data)


class Package(Partner):
    content_negotiation_class = AsItIs

    @extend_schema(
        tags=["court"], summary="The package; `Range: bytes=n-` goes on where a broken transfer ended (8 MiB at a time)",
        parameters=[OpenApiParameter("Range", str, OpenApiParameter.HEADER)],
        responses={
            (200, "application/zip"): OpenApiTypes.BINARY, (206, "application/zip"): OpenApiTypes.BINARY,
            **problems(401, 403, 404, 416, 429),
        },
    )  # fmt: skip
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        handoff = self.found(request, pk)
        if not handoff.package_sha256:
            raise Http404
        file, size = shelf.store().open(handoff.package_sha256), handoff.package_size
        wanted = RANGE.fullmatch(request.headers.get("Range", ""))
        if wanted is None:
            whole = FileResponse(
                file, as_attachment=True, filename=package.file_name(handoff), content_type="application/zip"
            )
            whole["Accept-Ranges"] = "bytes"
            return whole
        first = int(wanted[1])
        last = min(int(wanted[2] or size - 1), size - 1, first + PIECE - 1)
        with file:
            if first > last:
                raise BeyondTheEnd
            file.seek(first)
            piece = HttpResponse(file.read(last - first + 1), status=206, content_type="application/zip")
        piece["Content-Range"] = f"bytes {first}-{last}/{size}"
        return piece


class Seal(Partner):
    @extend_schema(
        tags=["court"], summary="The office's seal on the package (docs/package.md)",
        responses={200: OpenApiTypes.OBJECT, **REFUSALS},
    )  # fmt: skip
    def get(self, request: Request, pk: int) -> Response:
        handoff = self.found(request, pk)
        if not handoff.package_seal:
            raise Http404
        return Response(handoff.package_seal)


class Stamp(Partner):
    content_negotiation_class = AsItIs

    @extend_schema(
        tags=["court"], summary="The time stamp on the package (RFC 3161, DER), once the authority has given it",
        responses={(200, "application/timestamp-token"): OpenApiTypes.BINARY, **REFUSALS},
    )  # fmt: skip
    def get(self, request: Request, pk: int) -> HttpResponse:
        stamp = stamps.of(self.found(request, pk))
        if stamp is None or not stamp.stamped_at:
            raise Http404
        return HttpResponse(bytes(stamp.token), content_type="application/timestamp-token")


class Conflicting(Unanswerable):
    status_code = 409


class Messages(Partner):
    scope = "handoff.answer"

    @extend_schema(
        tags=["court"], summary="What became of it: numbered from 1 by the court, taken in that order, the same one never twice",
        description="A court to which the file went after another returned it goes on from the hand-off's last_sequence.",
        request=MessageIn, responses={200: MessageOut, **problems(400, 401, 403, 404, 409, 413, 415, 422, 429)},
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        handoff = self.found(request, pk)
        body = request.data if isinstance(request.data, dict) else {}
        sequence, event = body.get("sequence"), body.get("event")
        if not isinstance(sequence, int) or isinstance(sequence, bool) or not 1 <= sequence <= 2_000_000_000:
            raise Unanswerable("1, 2, 3, …", "sequence")
        said = {name: value for name, value in body.items() if name not in ("sequence", "event")}
        try:
            message = messages.receive(key_of(request), handoff, sequence, str(event), said)
        except messages.Incomplete as refused:
            raise Unanswerable(str(refused.args[1]), refused.args[0]) from refused
        except messages.Conflict as refused:
            raise Conflicting("", "sequence") from refused
        return Response(MessageOut(message).data)
