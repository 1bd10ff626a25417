from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.models.cases import Claim
from disputes.models.fields import EncryptedTextField
from disputes.models.people import Role


class ComparisonQuerySet(models.QuerySet["Comparison"]):
    def visible_to(self, user: Any) -> ComparisonQuerySet:
        """All for the province's supervisors; else those of awards of the director's committee, of the court's own."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if user.offices(Role.SUPERVISOR):
            return self.all()
        mine = models.Q(office__in=user.offices(Role.DIRECTOR)) | models.Q(court__in=user.offices(Role.COURT))
        return self.filter(mine)


class Comparison(models.Model):
    """How a court saw one claim that an award had decided (人社部发〔2017〕70号: one scope, one standard)."""

    class View(models.TextChoices):
        SAME = "same", _("As the award")
        PARTLY = "partly", _("Partly as the award")
        DIFFERS = "differs", _("Differently")

    handoff = models.ForeignKey("disputes.HandOff", models.PROTECT, related_name="comparisons")
    office = models.ForeignKey("disputes.Office", models.PROTECT, related_name="+")
    court = models.ForeignKey("disputes.Office", models.PROTECT, related_name="+")
    claim = models.ForeignKey("disputes.Claim", models.PROTECT, related_name="+")
    issue = models.CharField(_("Issue"), max_length=30, choices=Claim.Kind)
    article = models.CharField(_("Article"), max_length=40, blank=True)
    view = models.CharField(_("View of the court"), max_length=8, choices=View)
    reason = EncryptedTextField(_("Why the court saw it differently"), blank=True)
    answered_on = models.DateField(_("Day of the judgment"))
    objects = ComparisonQuerySet.as_manager()

    class Meta:
        verbose_name = _("Comparison of award and judgment")
        constraints = [
            models.UniqueConstraint(fields=["handoff", "claim"], name="one_comparison_per_claim_and_handoff")
        ]
        indexes = [
            models.Index(fields=["answered_on", "id"], name="comparisons_by_day"),
            models.Index(fields=["office", "answered_on"], name="comparisons_of_office"),
        ]

    def __str__(self) -> str:
        return f"{self.handoff_id}: {self.issue} {self.view}"
