from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes import access
from disputes.models.fields import EncryptedTextField
from mediation.models.cases import Mediation


def in_the_joint_talks(user: Any) -> models.Q:
    """Rows of a mediation whose joint stream the user reads (MR-24)."""
    return access.hears(user, access.Audience.JOINT, "mediation__dispute")


class FactQuerySet(models.QuerySet["Fact"]):
    def visible_to(self, user: Any) -> FactQuerySet:
        """The sides and the mediator of the sitting; others read those that crossed, in their paper."""
        return self.filter(in_the_joint_talks(user))

    def standing(self) -> FactQuerySet:
        return self.filter(withdrawn=False)


class Fact(models.Model):
    """A fact the sides may agree on (无争议事实). `side` is empty when the mediator put it into words.

    It crosses to arbitration once every voice has confirmed it and every voice has agreed that it crosses (MR-24).
    Both are kept as voice -> ISO day.
    """

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="facts")
    number = models.PositiveSmallIntegerField(_("Number"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    side = models.CharField(max_length=1, blank=True)
    stated_on = models.DateField(_("Stated on"))
    text = EncryptedTextField(_("Fact"))
    confirmed = models.JSONField(default=dict, blank=True)
    released = models.JSONField(default=dict, blank=True)
    withdrawn = models.BooleanField(default=False)
    crossed_on = models.DateField(_("Passed on to arbitration on"), null=True)
    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("Undisputed fact")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "number"], name="facts_numbered_without_twins")
        ]

    def __str__(self) -> str:
        return str(_("Fact %(number)d") % {"number": self.number})

    @property
    def is_confirmed(self) -> bool:
        return set(self.mediation.voices) <= set(self.confirmed)

    @property
    def is_released(self) -> bool:
        """Confirmed by all, and all agree that it crosses."""
        return self.is_confirmed and set(self.mediation.voices) <= set(self.released)

    @property
    def marks(self) -> list[tuple[str, str, str]]:
        """Whose word is asked, the day each confirmed, the day each agreed that it crosses."""
        who = self.mediation.speakers
        return [(name, self.confirmed.get(v, ""), self.released.get(v, "")) for v, name in who.items()]


class ChosenPaperQuerySet(models.QuerySet["ChosenPaper"]):
    def waiting(self) -> ChosenPaperQuerySet:
        return self.filter(copy=None)


class ChosenPaper(models.Model):
    """A paper a side handed in during the mediation and wants in the file of the arbitration.

    Its audience stays what it was; what crosses is a copy that its side hands in openly.
    """

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="chosen_papers")
    voice = models.CharField(max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    paper = models.ForeignKey("disputes.Paper", models.PROTECT, related_name="+")
    copy = models.OneToOneField("disputes.Paper", models.PROTECT, null=True, related_name="+")
    objects = ChosenPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("Paper chosen for the file")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "paper"], name="papers_chosen_once_a_mediation")
        ]

    def __str__(self) -> str:
        return str(self.paper)
