from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes import access
from disputes.models.fields import EncryptedTextField
from mediation.models.cases import Mediation
from mediation.models.facts import in_the_joint_talks
from mediation.models.hands import Hand
from mediation.voices import of_seat


class SittingQuerySet(models.QuerySet["Sitting"]):
    def visible_to(self, user: Any) -> SittingQuerySet:
        """Those who read the joint stream (MR-24)."""
        return self.filter(in_the_joint_talks(user))


class Sitting(models.Model):
    """A meeting of the mediation, called beforehand or only noted; its minutes are a docket entry of the joint stream."""

    class Kind(models.TextChoices):
        ONLINE = "online", _("Online")
        ON_SITE = "on_site", _("On site")
        PHONE = "phone", _("By phone")

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField(_("Number"))
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.ON_SITE)
    at = models.DateTimeField(_("Day and time"), null=True)
    place = models.CharField(_("Place or link"), max_length=200, blank=True)
    held_on = models.DateField(_("Held on"), null=True, editable=False)
    called_off_on = models.DateField(_("Called off on"), null=True, editable=False)
    minutes = models.OneToOneField("disputes.DocketEntry", models.PROTECT, null=True, related_name="+")
    present = models.JSONField(default=list, blank=True)  # voices
    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sitting")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "number"], name="sittings_numbered_without_twins")
        ]

    def __str__(self) -> str:
        return str(_("Sitting %(number)d") % {"number": self.number})

    @property
    def called(self) -> bool:
        """Whether it was called beforehand."""
        return self.at is not None

    @property
    def text(self) -> str:
        return str(self.minutes.facts.get("minutes", "")) if self.minutes else ""

    @property
    def is_signed(self) -> bool:
        """Whether everybody who was present and can sign here has signed."""
        able = {of_seat(self.mediation, seat) for seat in self.mediation.dispute.current_seats}
        given = {one.voice for one in self.confirmations.all()}
        return bool(given) and able & set(self.present) <= given

    @property
    def awaited(self) -> list[tuple[Any, Confirmation | None]]:
        """Who was present, each with the confirmation if it is there."""
        given = {one.voice: one for one in self.confirmations.all()}
        return [(name, given.get(v)) for v, name in self.mediation.speakers.items() if v in self.present]


class Confirmation(Hand):
    """The word of one who was present for the minutes, signed by hand on the screen or by the typed name (MR-32)."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="confirmations")
    remark = EncryptedTextField(_("Remark"), blank=True)

    class Meta:
        verbose_name = _("Confirmation of minutes")
        constraints = [
            models.UniqueConstraint(fields=["sitting", "voice"], name="minutes_confirmed_once_by_a_voice")
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.sitting_id}"


class QuestionRoundQuerySet(models.QuerySet["QuestionRound"]):
    def visible_to(self, user: Any) -> QuestionRoundQuerySet:
        """Those who read the stream in which it was asked: before both sides, or in one caucus."""
        return self.filter(access.may_read(user, field="mediation__dispute", author=""))


class QuestionRound(models.Model):
    """Questions of the mediator, answered in writing until a day, each side when it suits (asynchronous sitting)."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="question_rounds")
    number = models.PositiveSmallIntegerField(_("Number"))
    audience = models.CharField(max_length=16, choices=access.Audience, default=access.Audience.JOINT)
    questions = EncryptedTextField(_("Questions"))
    asked_on = models.DateField(_("Asked on"))
    until = models.DateField(_("Answer until"))
    closed_on = models.DateField(null=True, editable=False)
    answered = models.JSONField(default=dict, blank=True)  # voice -> ISO day
    objects = QuestionRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("Round of questions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "number"], name="question_rounds_without_twins")
        ]

    def __str__(self) -> str:
        return str(_("Round of questions %(number)d") % {"number": self.number})

    @property
    def voices(self) -> list[str]:
        """The voices whose answer is wanted."""
        only = {"caucus_a": "A", "caucus_b": "B"}.get(self.audience, "")
        return [voice for voice in self.mediation.voices if not only or voice[:1] == only]

    @property
    def states(self) -> list[tuple[Any, str]]:
        """Who is asked, and the day each answered."""
        names = self.mediation.speakers
        return [(names[voice], self.answered.get(voice, "")) for voice in self.voices]

    @property
    def is_open(self) -> bool:
        waits = any(voice not in self.answered for voice in self.voices)
        return self.closed_on is None and self.until >= timezone.localdate() and waits
