from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models.offices import Office


class TemplateVersions(models.QuerySet["TemplateVersion"]):
    def of_form(self, office: Any, code: str, variant: str) -> Self:
        return self.filter(office=office, code=code, variant=variant)

    def in_use(self, office: Any, code: str, variant: str, *, at: Any = None) -> TemplateVersion | None:
        """What the office followed at that moment (now if absent); None while it is the standard."""
        rows = self.of_form(office, code, variant).filter(at__lte=at or timezone.now())
        found = rows.order_by("-pk").first()
        return found if found and found.sha256 else None


class TemplateVersion(models.Model):
    """A DOCX template an office follows for one form of a document from that moment on. Never changed: the newest holds.

    A version without a file is the return to the standard; one brought back is a new version of the same file.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="templates")
    code = models.CharField(_("Document"), max_length=8)
    variant = models.CharField(max_length=24, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    name = models.CharField(_("File name"), max_length=160, blank=True)
    size = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects = TemplateVersions.as_manager()

    class Meta:
        verbose_name = _("Template of a document")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["office", "code", "variant", "-id"], name="templates_of_a_form")]

    def __str__(self) -> str:
        return f"{self.code} {self.variant}".strip()
