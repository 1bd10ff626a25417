"""For administrators: that a mediation exists, where and at which stage. Nothing of what was said (docs/audiences.md)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from disputes.admin import Narrow
from mediation.models import Mediation


@admin.register(Mediation)
class MediationAdmin(Narrow):
    list_display = ("number", "office", "stage", "received_on", "ended_on")
    list_filter = ("stage",)
    search_fields = ("number",)
    fields = readonly_fields = (
        "number",
        "office",
        "stage",
        "received_on",
        "accepted_on",
        "effective_on",
        "ended_on",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
