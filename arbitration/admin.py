"""Looking only: the law moves these rows, nobody's hand. Rooms alone are kept here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.equipment import Equipment
from arbitration.models import AgreementReview, Arbitration, Award, Hearing, Room
from disputes.admin import Narrow


class ReadOnly(Narrow):
    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Arbitration)
class ArbitrationAdmin(ReadOnly):
    list_display = ("number", "intake_number", "office", "stage", "received_on", "accepted_on")
    list_filter = ("stage",)
    list_select_related = ("office",)
    fields = (
        "dispute",
        "office",
        "stage",
        "number",
        "intake_number",
        "received_on",
        "accepted_on",
        "ended_on",
        "outcome",
    )


@admin.register(Award)
class AwardAdmin(ReadOnly):
    list_display = ("number", "kind", "stage", "made_on", "effective_on")
    list_filter = ("kind", "stage")
    fields = ("dispute", "office", "number", "kind", "stage", "made_on", "effective_on", "stayed")


@admin.register(AgreementReview)
class AgreementReviewAdmin(ReadOnly):
    list_display = ("number", "office", "stage", "submitted_on")
    fields = ("dispute", "office", "number", "stage", "submitted_on", "accepted_on", "effective_on")


@admin.register(Hearing)
class HearingAdmin(ReadOnly):
    """Not the address of a meeting by video: whoever reads the file of the case finds it there."""

    fields = ("arbitration", "office", "room", "day", "start", "end", "stands", "closed")
    list_display = ("day", "hours", "room", "stands")
    list_select_related = ("room",)
    date_hierarchy = "day"


class RoomForm(forms.ModelForm):
    equipment = forms.MultipleChoiceField(
        label=_("Equipment"), choices=Equipment.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Room
        fields = ("office", "name", "address", "capacity", "equipment", "remarks")


@admin.register(Room)
class RoomAdmin(Narrow):
    form = RoomForm
    list_display = ("name", "office", "address", "capacity", "equipped", "remarks")
    list_select_related = ("office",)

    @admin.display(description=_("Equipment"))
    def equipped(self, room: Room) -> str:
        return "、".join(str(Equipment(one).label) for one in room.equipment)
