from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models.fields import EncryptedJSONField


class Letter(models.Model):
    """An e-mail on its way out: what it says and to whom is encrypted, and deleted once it has left."""

    said = EncryptedJSONField()
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("E-mail on its way")

    def __str__(self) -> str:
        return f"{self.pk}: {self.attempts}"
