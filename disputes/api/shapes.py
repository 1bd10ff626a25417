"""What the API shows of a dispute: no more than the pages show the same reader."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from disputes.api.door import lang
from disputes.api.problems import MEDIA_TYPE
from disputes.models import CaseTask, Claim, Deadline, Dispute, DocketEntry, Party


class FieldProblem(serializers.Serializer[Any]):
    field = serializers.CharField()
    detail = serializers.CharField()


class Problem(serializers.Serializer[Any]):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False)
    errors = FieldProblem(many=True, required=False)  # type: ignore[assignment]  # RFC 9457's own word


def problems(*statuses: int) -> dict[tuple[int, str], type[Problem]]:
    """These refusals, and that of a caller who takes no JSON (406), which every address knows."""
    return {(status, MEDIA_TYPE): Problem for status in sorted({*statuses, 406})}


REFUSED = problems(400, 413, 415, 422, 429)
SIGNED_IN = problems(401, 403, 429)
OF_A_CASE = problems(401, 403, 404, 429)


class Coded(serializers.Serializer[Any]):
    """A value of the law's own list: its code and its words in the reader's language."""

    code = serializers.CharField()
    words = serializers.CharField()


def coded(record: Any, name: str) -> dict[str, str]:
    return {"code": str(getattr(record, name)), "words": str(getattr(record, f"get_{name}_display")())}


class DeadlineShape(serializers.ModelSerializer[Deadline]):
    """A running time limit. `explanation` tells how its day was counted; `earlier` the days it had before."""

    title = serializers.CharField(source="limit.title")
    binds = serializers.CharField(source="binds_display", help_text="Who must act.")
    party = serializers.CharField(source="party.name", allow_null=True, default=None)
    status = serializers.SerializerMethodField()
    explanation = serializers.SerializerMethodField()
    earlier = serializers.JSONField(source="history")

    class Meta:
        model = Deadline
        fields = (
            "code", "title", "rule", "binds", "party", "status", "trigger_on", "raw_due", "due_on", "provisional",
            "calendar", "explanation", "earlier",
        )  # fmt: skip

    @extend_schema_field(Coded)
    def get_status(self, deadline: Deadline) -> dict[str, str]:
        return coded(deadline, "status")

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_explanation(self, deadline: Deadline) -> list[str]:
        return deadline.told(lang())


class PartyShape(serializers.ModelSerializer[Party]):
    """As the case page names a party: no identity, no address, no phone."""

    side = serializers.SerializerMethodField()

    class Meta:
        model = Party
        fields = ("side", "kind", "worker", "name", "head", "head_post")

    @extend_schema_field(Coded)
    def get_side(self, party: Party) -> dict[str, str]:
        return coded(party, "side")


class ClaimShape(serializers.ModelSerializer[Claim]):
    kind = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = ("side", "kind", "text", "amount", "dropped")

    @extend_schema_field(Coded)
    def get_kind(self, claim: Claim) -> dict[str, str]:
        return coded(claim, "kind")


class StepShape(serializers.Serializer[Any]):
    """A step of the law that the reader may take now, or why it is refused now."""

    name = serializers.CharField()
    title = serializers.CharField(source="terms.title")
    meaning = serializers.CharField(source="terms.meaning", allow_blank=True)
    law = serializers.CharField(source="terms.law")
    refused = serializers.ListField(child=serializers.CharField())


class RecordShape(serializers.Serializer[Any]):
    """A legal record of the dispute: mediation, arbitration, award, hand-off …"""

    model = serializers.CharField()
    id = serializers.IntegerField(source="record.pk")
    title = serializers.CharField()
    number = serializers.SerializerMethodField()
    stage = serializers.SerializerMethodField()
    steps = StepShape(many=True, source="choices")

    def get_number(self, panel: Any) -> str:
        return str(getattr(panel.record, "number", "") or "")

    @extend_schema_field(Coded)
    def get_stage(self, panel: Any) -> dict[str, str]:
        return coded(panel.record, "stage")


class DisputeShape(serializers.ModelSerializer[Dispute]):
    category = serializers.SerializerMethodField()
    stage = serializers.SerializerMethodField()
    next_deadline = serializers.SerializerMethodField()
    address = serializers.CharField(source="get_absolute_url", help_text="Its page.")

    class Meta:
        model = Dispute
        fields = (
            "reference", "number", "category", "cause", "stage", "opened_on", "collective", "next_deadline", "address",
        )  # fmt: skip

    @extend_schema_field(Coded)
    def get_category(self, dispute: Dispute) -> dict[str, str]:
        return coded(dispute, "category")

    @extend_schema_field(Coded)
    def get_stage(self, dispute: Dispute) -> dict[str, str]:
        return coded(dispute, "stage")

    @extend_schema_field(DeadlineShape(allow_null=True))
    def get_next_deadline(self, dispute: Dispute) -> Any:
        nearest = self.context["nearest"].get(dispute.pk)
        return DeadlineShape(nearest).data if nearest else None


class WholeDispute(DisputeShape):
    """One dispute as far as its reader may read it."""

    audiences = serializers.SerializerMethodField()
    parties = serializers.SerializerMethodField()
    claims = serializers.SerializerMethodField()
    records = serializers.SerializerMethodField()
    deadlines = serializers.SerializerMethodField()

    class Meta:
        model = Dispute
        fields = (*DisputeShape.Meta.fields, "audiences", "parties", "claims", "records", "deadlines")

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_audiences(self, dispute: Dispute) -> list[str]:
        return sorted(self.context["audiences"])

    @extend_schema_field(PartyShape(many=True))
    def get_parties(self, dispute: Dispute) -> Any:
        return PartyShape(self.context["parties"], many=True).data

    @extend_schema_field(ClaimShape(many=True))
    def get_claims(self, dispute: Dispute) -> Any:
        return ClaimShape(self.context["claims"], many=True).data

    @extend_schema_field(RecordShape(many=True))
    def get_records(self, dispute: Dispute) -> Any:
        return RecordShape(self.context["panels"], many=True).data

    @extend_schema_field(DeadlineShape(many=True))
    def get_deadlines(self, dispute: Dispute) -> Any:
        return DeadlineShape(self.context["deadlines"], many=True).data


class EntryShape(serializers.ModelSerializer[DocketEntry]):
    """One entry of the docket: `seq` counts without gaps within its `stream`. `text` is what was said in it."""

    stream = serializers.CharField(source="audience")
    title = serializers.CharField()
    meaning = serializers.CharField(allow_blank=True)
    by = serializers.SerializerMethodField()
    party = serializers.CharField(source="party.name", allow_null=True, default=None)
    stage = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()

    class Meta:
        model = DocketEntry
        fields = (
            "stream", "seq", "step", "title", "meaning", "law", "record_type", "record_id", "about", "party", "stage",
            "by", "on", "at", "text",
        )  # fmt: skip

    @extend_schema_field({"type": ["string", "null"], "description": "Null: by operation of law."})
    def get_by(self, entry: DocketEntry) -> str | None:
        return str(entry.by) if entry.by_id else None

    @extend_schema_field(Coded)
    def get_stage(self, entry: DocketEntry) -> dict[str, str]:
        return {"code": entry.target, "words": str(entry.target_display)}

    @extend_schema_field(OpenApiTypes.STR)
    def get_text(self, entry: DocketEntry) -> str:
        return str(entry.facts.get("text", ""))


class TaskShape(serializers.ModelSerializer[CaseTask]):
    """One duty of one person. `legal` is false where the day is the house's own target."""

    what = serializers.CharField(source="label")
    reference = serializers.CharField(source="dispute.reference")
    number = serializers.CharField(source="dispute.number", allow_blank=True)
    cause = serializers.CharField(source="dispute.cause", allow_blank=True)
    role = serializers.SerializerMethodField()
    owner = serializers.SerializerMethodField()
    legal = serializers.BooleanField(source="is_legal")

    class Meta:
        model = CaseTask
        fields = (
            "id", "code", "what", "due_on", "legal", "role", "owner", "reference", "number", "cause", "record_type",
            "record_id", "held_until",
        )  # fmt: skip

    @extend_schema_field(Coded)
    def get_role(self, task: CaseTask) -> dict[str, str]:
        return coded(task, "role")

    @extend_schema_field({"type": ["string", "null"]})
    def get_owner(self, task: CaseTask) -> str | None:
        return str(task.owner) if task.owner_id else None


class Page(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last.")


class DisputePage(Page):
    results = DisputeShape(many=True)


class TaskPage(Page):
    results = TaskShape(many=True)


class Docket(serializers.Serializer[Any]):
    """`last` is what to ask for next (`after`); `more` says that something follows already."""

    last = serializers.CharField(allow_blank=True)
    more = serializers.BooleanField()
    results = EntryShape(many=True)
