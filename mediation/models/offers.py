from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disputes.models.fields import EncryptedJSONField
from mediation.models.cases import Mediation
from mediation.models.facts import in_the_joint_talks
from mediation.terms import Changes, changes, only


class OfferQuerySet(models.QuerySet["Offer"]):
    def open_to(self, voice: str, on: date | None = None) -> OfferQuerySet:
        """Those that stand on that day (today) and this voice has not accepted; of the mediator's, any that stands."""
        lasting = models.Q(valid_until=None) | models.Q(valid_until__gte=on or timezone.localdate())
        standing = self.filter(lasting, replaced=False, withdrawn_on=None, declined_on=None)
        if voice == "A":  # workers who apply together answer one by one
            standing = standing.filter(shares=None)
        return standing.exclude(accepted__has_key=voice) if voice else standing

    def visible_to(self, user: Any) -> OfferQuerySet:
        """Those who read the joint stream: the sides and the mediator of the sitting, nobody else ever (MR-24)."""
        return self.filter(in_the_joint_talks(user))


class Offer(models.Model):
    """A proposal for an agreement. `side` is empty when the mediator made it. Terms: see `mediation.terms`."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="offers")
    number = models.PositiveSmallIntegerField(_("Number"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    side = models.CharField(max_length=1, blank=True)
    made_on = models.DateField(_("Made on"))
    terms = EncryptedJSONField(default=dict)
    accepted = models.JSONField(default=dict, blank=True)
    replaced = models.BooleanField(default=False)
    valid_until = models.DateField(_("Open until"), null=True, blank=True)
    answers = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="answered_by")
    withdrawn_on = models.DateField(_("Withdrawn on"), null=True, editable=False)
    declined_on = models.DateField(_("Declined on"), null=True, editable=False)
    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("Offer")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "number"], name="offers_numbered_without_twins")
        ]

    def __str__(self) -> str:
        return str(_("Offer %(number)d") % {"number": self.number})

    @property
    def shown(self) -> dict[str, Any]:
        """The terms as they are to be read: what was offered, and once settled what was agreed."""
        return self.agreed if self.is_settled else self.terms

    @property
    def agreed(self) -> dict[str, Any]:
        """Of several workers, those who accepted; their shares alone are owed."""
        if not self.terms.get("shares"):
            return self.terms
        return only(self.terms, {str(key) for key in self.shares.accepting().values_list("party", flat=True)})

    @cached_property
    def asked(self) -> list[Any]:
        """Of several workers, each with the own share and answer."""
        found = list(self.shares.select_related("party")) if self.terms.get("shares") else []
        for share in found:
            share.offer = self
        return found

    @property
    def answers_in(self) -> dict[str, int]:
        answers = [share.answer for share in self.asked]
        return {"all": len(answers), "in": sum(map(bool, answers)), "accept": answers.count("accepts")}

    @property
    def is_over(self) -> bool:
        """Whether its own last day has passed unaccepted."""
        late = self.valid_until is not None and self.valid_until < timezone.localdate()
        return late and not self.is_settled

    @property
    def changes(self) -> Changes | None:
        """What it changes against the offer it answers."""
        return changes(self.answers.terms, self.terms) if self.answers else None

    @property
    def is_settled(self) -> bool:
        return set(self.mediation.voices) <= set(self.accepted)
