"""Who or what is away when, and the timetables somebody had proposed."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arbitration.models.bookings import clock
from disputes.models.fields import EncryptedTextField


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def between(self, first: date, last: date) -> AbsenceQuerySet:
        return self.filter(since__lte=last, until__gte=first)

    def of(self, *, people: Any = (), rooms: Any = (), dispute: int | None = None) -> AbsenceQuerySet:
        """Those of these people and rooms, and the days the parties of that dispute cannot come."""
        asked = Q(person__in=people) | Q(room__in=rooms)
        return self.filter(asked | Q(dispute=dispute) if dispute else asked)


class Absence(models.Model):
    """Days on which a person, a room, or the parties of a case are not there; all day or between two hours.

    `why` is a kind, never a story, and read by those who keep the hearings alone: colleagues read who is away when.
    """

    class Why(models.TextChoices):
        LEAVE = "leave", _("Leave")
        ILL = "ill", _("Ill")
        TRAINING = "training", _("Training")
        DUTIES = "duties", _("Other duties")
        CLOSED = "closed", _("Room closed")
        PARTY = "party", _("A party cannot come")

    office = models.ForeignKey("disputes.Office", models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="absences", verbose_name=_("Person")
    )
    room = models.ForeignKey(
        "arbitration.Room", models.PROTECT, null=True, related_name="absences", verbose_name=_("Room")
    )
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, null=True, related_name="absences")
    side = models.CharField(max_length=1, blank=True)  # of the party that cannot come
    since = models.DateField(_("From"))
    until = models.DateField(_("To"))
    start = models.PositiveSmallIntegerField(default=0)  # half hours since midnight
    end = models.PositiveSmallIntegerField(default=48)
    why = models.CharField(_("Kind"), max_length=10, choices=Why)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Absence")
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["office", "until"], name="absences_of_office")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since"), end__gt=models.F("start")),
                name="an_absence_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, room=None, dispute=None)
                | Q(person=None, room__isnull=False, dispute=None)
                | Q(person=None, room=None, dispute__isnull=False),
                name="an_absence_is_of_one_person_room_or_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whose} {self.since} – {self.until}"

    @property
    def whose(self) -> Any:
        return self.person or self.room or self.dispute

    @property
    def hours(self) -> str:
        """Empty where it is all day."""
        return "" if (self.start, self.end) == (0, 48) else f"{clock(self.start)}–{clock(self.end)}"

    def covers(self, day: date, halves: range) -> bool:
        return self.since <= day <= self.until and self.start < halves.stop and halves.start < self.end


class Proposal(models.Model):
    """A timetable somebody had worked out for the hearings of a committee; nothing is booked until it is said so.

    `moves` has, by the key of the arbitration, day, first and last half hour, room and why; `left` those without a place
    and why.
    """

    class Kind(models.TextChoices):
        BACKLOG = "backlog", _("Schedule for what waits")
        REPAIR = "repair", _("Repair after an absence")

    office = models.ForeignKey("disputes.Office", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    absence = models.ForeignKey(Absence, models.SET_NULL, null=True, related_name="proposals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    moves = models.JSONField(default=dict)
    left = models.JSONField(default=dict)
    cost = models.FloatField(
        default=0
    )  # `Timetable.worth`: days of waiting and lateness, journeys, full days
    bound = models.FloatField(null=True)  # no timetable is worth less
    spent = models.FloatField(default=0)  # seconds of search

    class Meta:
        verbose_name = _("Proposed schedule")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["office", "-id"], name="proposals_of_office")]

    def __str__(self) -> str:
        return f"{self.office} {self.at:%Y-%m-%d %H:%M}"

    @property
    def gap(self) -> float | None:
        """By how much the best there can be is missed at most, in per cent; None while nothing is proved."""
        if self.bound is None:
            return None
        return 100 * (self.cost / self.bound - 1) if self.bound else 0.0


class BookingLineQuerySet(models.QuerySet["BookingLine"]):
    def waiting(self) -> BookingLineQuerySet:
        return self.filter(done_at=None)

    def refused(self) -> BookingLineQuerySet:
        return self.exclude(done_at=None).exclude(refused=[])


class BookingLine(models.Model):
    """A line of a proposal somebody chose, for the worker to book; done with the step it takes, or with why it is refused."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="lines")
    arbitration = models.ForeignKey("arbitration.Arbitration", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    move = models.JSONField()  # day, first and last half hour, room: as it was proposed when it was chosen
    reason = EncryptedTextField(blank=True)
    language = models.CharField(max_length=10, blank=True)  # of the words of a refusal
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    refused = models.JSONField(default=list, blank=True)
    objects = BookingLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("Line to be booked")
        ordering = ["pk"]
        indexes = [models.Index(fields=["id"], condition=Q(done_at=None), name="lines_to_be_booked")]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "arbitration"], name="a_line_is_chosen_once")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.arbitration_id}"


def new_token() -> str:
    return secrets.token_urlsafe(24)


def hidden(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Feed(models.Model):
    """A private address at which a calendar reads the hearings of one person or room. Only its hash is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds")
    room = models.ForeignKey("arbitration.Room", models.CASCADE, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Calendar feed")
        constraints = [
            models.UniqueConstraint(fields=["person", "room"], name="one_feed_per_person_and_room"),
            models.UniqueConstraint(fields=["person"], condition=Q(room=None), name="one_feed_of_ones_own"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.room or ''}".strip()

    @classmethod
    def renew(cls, person: Any, room: Any) -> str:
        """A fresh address; the one before answers no more."""
        token = new_token()
        cls.objects.update_or_create(
            person=person, room=room, defaults={"token_hash": hidden(token), "at": timezone.now()}
        )
        return token
