from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models.fields import EncryptedTextField
from mediation.models.cases import Mediation


class Hand(models.Model):
    """One voice's signature, drawn on the screen or by the typed name, with the moment at which it was given."""

    voice = models.CharField(max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    drawn = EncryptedTextField(blank=True)  # PNG, base64

    class Meta:
        abstract = True

    @property
    def image(self) -> str:
        """The drawn signature as an address of its own data; empty when the name was typed."""
        return f"data:image/png;base64,{self.drawn}" if self.drawn else ""

    @property
    def printed(self) -> dict[str, Any]:
        """As a document shows it: the picture, or whose word it is, and the moment."""
        return {"drawn": self.drawn, "signer": str(self.by), "signed_at": self.at.isoformat()}


class Signature(Hand):
    """Under the agreement (AL-14): of a side or, with the voice `mediator`, of the mediator."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="hands")

    class Meta:
        verbose_name = _("Signature")
        constraints = [
            models.UniqueConstraint(fields=["mediation", "voice"], name="agreement_signed_once_by_a_voice")
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.mediation_id}"
