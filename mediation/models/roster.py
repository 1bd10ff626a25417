from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.guangdong import divisions
from disputes.models import Claim, Party
from disputes.models.fields import EncryptedJSONField

USUAL = 20  # open cases a mediator carries, unless the organisation says otherwise


class ProfileQuerySet(models.QuerySet["MediatorProfile"]):
    def visible_to(self, user: Any) -> ProfileQuerySet:
        """The lead of the organisation keeps the roster; a mediator reads the own entry."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(office__in=user.offices("lead")) | Q(user=user))


class MediatorProfile(models.Model):
    """What an organisation knows of its mediator when it names one (MR-25): what for, in what, how many, against whom.

    `conflicts` are names of people and firms the mediator declared to be close to; they stay encrypted.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mediator_profiles")
    office = models.ForeignKey("disputes.Office", models.PROTECT, related_name="mediator_profiles")
    specialities = models.JSONField(_("Specialities"), default=list, blank=True)
    languages = models.JSONField(_("Languages"), default=list, blank=True)
    districts = models.JSONField(_("Districts"), default=list, blank=True)  # division codes; none: all alike
    capacity = models.PositiveSmallIntegerField(
        _("Open cases at most"), default=USUAL, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    conflicts = EncryptedJSONField(default=list, blank=True)
    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mediator's entry in the roster")
        constraints = [
            models.UniqueConstraint(fields=["user", "office"], name="one_entry_per_mediator_and_organisation")
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def speciality_words(self) -> list[str]:
        known = dict(Claim.Kind.choices)
        return [str(known[kind]) for kind in self.specialities if kind in known]

    @property
    def language_words(self) -> list[str]:
        known = dict(Party.Language.choices)
        return [str(known[name]) for name in self.languages if name in known]

    @property
    def district_words(self) -> list[str]:
        return [divisions()[code] for code in self.districts if code in divisions()]


class LeaveQuerySet(models.QuerySet["Leave"]):
    def on(self, day: date) -> LeaveQuerySet:
        return self.filter(since__lte=day, until__gte=day)

    def ahead(self) -> LeaveQuerySet:
        """Running today or still to come."""
        return self.filter(until__gte=timezone.localdate())


class Leave(models.Model):
    """Days on which a mediator is away. `why` is a kind, never a story."""

    class Why(models.TextChoices):
        LEAVE = "leave", _("Leave")
        TRAINING = "training", _("Training")
        OTHER = "other", _("Other duties")

    profile = models.ForeignKey(MediatorProfile, models.CASCADE, related_name="leaves")
    since = models.DateField(_("From"))
    until = models.DateField(_("To"))
    why = models.CharField(_("Kind"), max_length=10, choices=Why, default=Why.LEAVE)
    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("Leave")
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")), name="leave_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"
