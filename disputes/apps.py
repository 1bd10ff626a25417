from importlib import import_module

from django.apps import AppConfig
from django.core.signals import request_started
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class DisputesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "disputes"
    verbose_name = _("Disputes")

    def ready(self) -> None:
        from disputes import calendars, mails  # noqa: F401 - mails goes along with every round of the ticker
        from disputes.caseroom import revoke  # noqa: F401 - connects its receivers

        request_started.connect(calendars.ask_again)

        autodiscover_modules("deadlines", "issues", "sequels", "flows", "forms", "seat_forms")
        for part in (
            "grounds",
            "elsewhere",
            "deadlines",
            "issues",
            "sequels",
            "striking",
            "flows",
            "forms",
            "preparing",
            "stamps",
        ):
            import_module(f"disputes.court.{part}")
        for part in ("push", "notices"):
            import_module(f"disputes.delivery.{part}")
