"""Partner systems: the keys with which a court's own system calls, and the messages it has sent."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models.fields import EncryptedJSONField, EncryptedTextField


def new_key() -> str:
    return "pk_" + secrets.token_hex(8)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


class PartnerKey(models.Model):
    """One key of one system of an office. It acts as `user`, an account nobody can sign in with, and its posts."""

    office = models.ForeignKey("disputes.Office", models.PROTECT, related_name="partner_keys")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="partner_keys")
    name = models.CharField(_("Name of the system"), max_length=60)
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    secret = EncryptedTextField(default=new_secret, editable=False)
    scopes = models.JSONField(default=list)  # "handoff.read", "handoff.answer"
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Partner key")

    def __str__(self) -> str:
        return f"{self.key} ({self.name})"


class Nonce(models.Model):
    """A word a key has used: a request signed with it is not heard twice (threat 17)."""

    key = models.ForeignKey(PartnerKey, models.CASCADE, related_name="nonces")
    word = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="one_use_of_a_nonce")]
        indexes = [models.Index(fields=["at"], name="nonces_by_age")]

    def __str__(self) -> str:
        return f"{self.key_id}: {self.word}"


class CourtMessageQuerySet(models.QuerySet["CourtMessage"]):
    def waiting(self) -> CourtMessageQuerySet:
        return self.filter(taken_at=None)


class CourtMessage(models.Model):
    """What a court's system said of one hand-off. Numbered by the court; taken in that order, whenever each arrives."""

    handoff = models.ForeignKey("disputes.HandOff", models.PROTECT, related_name="messages")
    key = models.ForeignKey(PartnerKey, models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    event = models.CharField(max_length=12)
    said = EncryptedJSONField(default=dict)
    received_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True)
    refused = models.CharField(max_length=500, blank=True)  # why it had no effect
    objects = CourtMessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["handoff", "sequence"], name="one_message_of_a_number_per_handoff"
            )
        ]

    def __str__(self) -> str:
        return f"{self.handoff_id} {self.sequence} {self.event}"

    @property
    def state(self) -> str:
        """`waiting` for an earlier number, `taken`, or `refused` with its reason."""
        return "waiting" if self.taken_at is None else "refused" if self.refused else "taken"

    def same(self, event: str, said: dict[str, Any]) -> bool:
        return self.event == event and self.said == said
