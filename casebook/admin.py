"""For administrators: which cases are published or recalled. No original and no draft (docs/audiences.md)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from casebook.lifecycle import Stage
from casebook.models import TypicalCase
from disputes.admin import Narrow


@admin.register(TypicalCase)
class TypicalCaseAdmin(Narrow):
    list_display = ("number", "stage", "office", "published_on", "corrected_on", "recalled_on")
    list_filter = ("stage",)
    search_fields = ("number",)
    fields = readonly_fields = (
        "number", "formal_number", "stage", "office", "published_on", "corrected_on", "recalled_on",
        "recall_reason",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        """A draft's very title may name somebody."""
        return super().get_queryset(request).filter(stage__in=(Stage.PUBLISHED, Stage.RECALLED))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
