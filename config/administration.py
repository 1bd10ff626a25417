"""What the libraries bring to /admin/ is not kept there: their pages tell sessions, secrets and addresses (threat 20)."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from disputes.admin import Narrow
from disputes.models import User

HOUSES = ("disputes", "mediation", "arbitration", "casebook")


class SecondFactorAdmin(Narrow):
    """Whose it is and since when. Who lost the telephone has it taken away here and sets up another."""

    list_display = fields = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)

    def log_deletions(self, request: Any, queryset: Any) -> list[LogEntry]:
        """The trail says whose it was."""
        kind = ContentType.objects.get_for_model(User)
        return [
            LogEntry.objects.create(
                user=request.user, content_type=kind, object_id=str(one.user_id), object_repr=str(one.user)[:200], action_flag=CHANGE,
                change_message=json.dumps([{"deleted": {"name": "Second factor", "object": str(one)}}]),
            )
            for one in queryset
        ]  # fmt: skip

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False


def close_the_rest() -> None:
    """Once every app has brought its pages."""
    for model in apps.get_models():
        if model._meta.app_label not in HOUSES and admin.site.is_registered(model):
            admin.site.unregister(model)
    admin.site.register(Authenticator, SecondFactorAdmin)
