from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models.offices import Office
from disputes.rules.readings import READINGS, chosen


class ReadingChoice(models.Model):
    """Who changed which reading of the law at an office, and when. Never changed: what holds is the office's setting."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="reading_choices")
    reading = models.CharField(max_length=40)
    before = models.CharField(max_length=40)
    option = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Choice of a reading")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.reading}: {self.before} → {self.option}"


def choose(office: Office, code: str, option: str, *, by: Any) -> ReadingChoice | None:
    """Let the office follow that option from now on; None if it does already. Raises `RuleError` on no option."""
    chosen(code, {code: option})
    with transaction.atomic():
        row = Office.objects.select_for_update().get(pk=office.pk)
        before = row.settings.get(code, READINGS[code].default)
        if option == before:
            return None
        row.settings = {**row.settings, code: option}
        row.save(update_fields=["settings"])
        return ReadingChoice.objects.create(office=row, reading=code, before=before, option=option, by=by)
