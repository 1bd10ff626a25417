"""An application on its way: what was typed so far, to be gone on with on any device."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from disputes import access
from disputes.models.cases import Dispute
from disputes.models.fields import EncryptedJSONField


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, user: Any) -> DraftQuerySet:
        """The drafts this person began: nobody else ever reads one."""
        return self.filter(access.written_by(user, "dispute")).select_related("dispute")


class Draft(models.Model):
    """`answers` holds what was typed per question; `stamps` who saved each last, so that no device overwrites another.

    `ticket` names the triage it came from: starting twice finds the same draft.
    """

    dispute = models.OneToOneField(Dispute, models.CASCADE, related_name="draft")
    ticket = models.CharField(max_length=40, unique=True, editable=False)
    answers = EncryptedJSONField(default=dict, blank=True)
    stamps = models.JSONField(default=dict, blank=True)
    at = models.CharField(max_length=24, default="", blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    receipt = models.ForeignKey("disputes.DocketEntry", models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey(
        "disputes.PartnerKey", models.PROTECT, null=True, related_name="applications", editable=False
    )
    external = models.CharField(max_length=60, blank=True, editable=False)  # the platform's own name for it
    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "external"],
                condition=models.Q(partner__isnull=False),
                name="one_application_of_a_name_per_partner",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}: {self.at}"

    @property
    def event(self) -> str:
        return str(self.answers.get("event", "other"))

    def answer(self, question: str, name: str, default: Any = "") -> Any:
        """What was typed there."""
        return self.answers.get(question, {}).get(name) or default

    @property
    def at_counter(self) -> bool:
        """Told to somebody of an office, who writes it down (CR-29); the writer is no party of it."""
        return bool(self.answers.get("counter"))

    @property
    def who(self) -> str:
        """`self`, `agent` or `group`: for whom the application is made."""
        return str(self.answer("circumstances", "who", "self"))
