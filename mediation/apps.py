from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MediationConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "mediation"
    verbose_name = _("Mediation")

    def ready(self) -> None:
        autodiscover_modules(
            "deadlines", "issues", "sequels", "keeping", "parting", "crossing", "flows", "forms"
        )
