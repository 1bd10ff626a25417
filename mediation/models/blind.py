from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.models.fields import EncryptedJSONField
from mediation.models.cases import Mediation
from mediation.models.facts import in_the_joint_talks

MOST = 3  # rounds in one dispute, whoever mediates: more would let a side find the other's limit by halving
STEP = Decimal(100)  # yuan to which the middle is rounded
WIDTH = 17  # signs of every figure at rest


class BlindRoundQuerySet(models.QuerySet["BlindRound"]):
    def running(self) -> BlindRoundQuerySet:
        return self.filter(outcome="")

    def visible_to(self, user: Any) -> BlindRoundQuerySet:
        """Those who read the joint stream, as for offers (MR-24); the figures are nobody's to read."""
        return self.filter(in_the_joint_talks(user))


class BlindRound(models.Model):
    """Each side names its limit for one sum in secret; the house says only whether they meet.

    `limits` holds the figures, encrypted, until both are in or the round ends; then they are erased. `middle` is for
    the mediator alone: whoever knows it and one limit can work out the other, to within the rounding. It goes when the
    talks end.
    """

    class Outcome(models.TextChoices):
        OVERLAP = "overlap", _("The limits meet")
        APART = "apart", _("The limits do not meet")
        ENDED = "ended", _("Ended without a comparison")

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="blind_rounds")
    number = models.PositiveSmallIntegerField(_("Number"))
    about = models.CharField(_("What the sum is for"), max_length=120)
    opened_on = models.DateField(_("Opened on"))
    entered = models.JSONField(default=list, blank=True)  # the sides that are in
    limits = EncryptedJSONField(default=dict, blank=True)
    outcome = models.CharField(_("Outcome"), max_length=8, choices=Outcome, blank=True)
    middle = EncryptedJSONField(default=dict, blank=True)
    objects = BlindRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("Double-blind round")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["mediation", "number"], name="blind_rounds_numbered_without_twins"
            ),
            models.UniqueConstraint(
                fields=["mediation"], condition=Q(outcome=""), name="one_blind_round_runs_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Round %(number)d") % {"number": self.number})

    def enter(self, side: str, limit: Decimal) -> str:
        """Keep the limit of that side. When both are in: compare, erase, and say the outcome."""
        self.limits = {**self.limits, side: f"{limit:0{WIDTH}.2f}"}  # all rows are of one size (threat 4)
        self.entered = sorted({*self.entered, side})
        if {"A", "B"} <= set(self.limits):
            least, most = Decimal(self.limits["A"]), Decimal(self.limits["B"])
            self.outcome = self.Outcome.OVERLAP if least <= most else self.Outcome.APART
            between = middle(least, most) if least <= most else None
            self.middle = {"sum": f"{between:.2f}"} if between is not None else {}
            self.limits = {}
        self.save(update_fields=["limits", "entered", "outcome", "middle"])
        return self.outcome

    def end(self) -> None:
        """The talks, or the round itself, are over: no figure stays."""
        self.outcome, self.limits, self.middle = self.outcome or self.Outcome.ENDED, {}, {}
        self.save(update_fields=["outcome", "limits", "middle"])


def middle(least: Decimal, most: Decimal) -> Decimal | None:
    """Half-way between the limits, in whole hundreds of yuan that lie between them (the house's own rule).

    None where no such sum lies between: a finer one would give a limit away, or that the two are almost the same.
    """
    lowest = (least / STEP).to_integral_value(ROUND_CEILING) * STEP
    highest = (most / STEP).to_integral_value(ROUND_FLOOR) * STEP
    if lowest > highest:
        return None
    half = ((least + most) / 2 / STEP).quantize(Decimal(1), ROUND_HALF_UP) * STEP
    return min(max(half, lowest), highest)
