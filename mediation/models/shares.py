from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation import terms
from mediation.lifecycle.stages import Answer
from mediation.models.cases import Mediation
from mediation.models.facts import in_the_joint_talks
from mediation.models.offers import Offer


class ShareQuerySet(models.QuerySet["Share"]):
    def unanswered(self) -> ShareQuerySet:
        return self.filter(answer="")

    def accepting(self) -> ShareQuerySet:
        return self.filter(answer=Answer.ACCEPTS)

    def visible_to(self, user: Any) -> ShareQuerySet:
        """Those who read the joint stream (MR-24)."""
        return self.filter(in_the_joint_talks(user))


class Share(models.Model):
    """What one of several workers who apply together gets from an offer, and this worker's own word on it (CR-63)."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="shares")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="shares")
    party = models.ForeignKey("disputes.Party", models.PROTECT, related_name="+")
    answer = models.CharField(_("Answer"), max_length=10, choices=Answer, blank=True)
    answered_on = models.DateField(_("Answered on"), null=True)
    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("Share of a worker")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "party"], name="one_share_per_worker_and_offer")
        ]

    def __str__(self) -> str:
        return str(self.party)

    @property
    def amounts(self) -> list[str]:
        named = self.offer.terms.get("shares") or []
        return next((one["amounts"] for one in named if one["party"] == str(self.party_id)), [])

    @property
    def total(self) -> Any:
        """Yuan, over all performances."""
        return terms.share_of({"amounts": self.amounts})
