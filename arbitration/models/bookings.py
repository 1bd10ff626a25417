"""Who and what is taken when: a row per person or room and half hour, unique in the database (trap: double booking)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.stages import Stage
from disputes.models.fields import EncryptedTextField

CHINA = ZoneInfo("Asia/Shanghai")


class Room(models.Model):
    """A hearing room of a committee."""

    office = models.ForeignKey("disputes.Office", models.PROTECT, related_name="rooms")
    name = models.CharField(_("Name"), max_length=60)
    address = models.CharField(_("Address"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("Seats"), null=True, blank=True, help_text=_("Empty: never mind how many come.")
    )
    equipment = models.JSONField(_("Equipment"), default=list, blank=True)  # of `Equipment`
    remarks = models.CharField(_("Remarks"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Hearing room")
        ordering = ["office", "name"]
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="one_room_of_a_name_per_office")
        ]

    def __str__(self) -> str:
        return self.name

    def seats(self, people: int) -> bool:
        """Whether so many find a seat."""
        return self.capacity is None or self.capacity >= people

    def lacks(self, needs: Iterable[str]) -> list[str]:
        """Of what a hearing needs, that which the room has not."""
        return [one for one in needs if one not in self.equipment]


class HearingQuerySet(models.QuerySet["Hearing"]):
    def to_be_held(self) -> HearingQuerySet:
        """Those that stand, but not while their case is suspended (CR-47)."""
        return self.filter(stands=True).exclude(arbitration__stage=Stage.SUSPENDED)


class Hearing(models.Model):
    """One sitting: a day, a room, from one half hour to another. `stands` until it is postponed or given up."""

    arbitration = models.ForeignKey("arbitration.Arbitration", models.PROTECT, related_name="hearings")
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="hearings")
    office = models.ForeignKey("disputes.Office", models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, models.PROTECT, related_name="hearings")
    day = models.DateField(_("Day"))
    start = models.PositiveSmallIntegerField()  # half hours since midnight
    end = models.PositiveSmallIntegerField()  # the first half hour that is free again
    stands = models.BooleanField(default=True)
    closed = models.BooleanField(_("Not open to the public"), default=False)  # CR-25
    link = EncryptedTextField(_("Address of the video meeting"), blank=True)
    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hearing")
        ordering = ["day", "start", "id"]
        indexes = [
            models.Index(fields=["office", "day"], name="hearings_of_office"),
            models.Index(fields=["day"], condition=models.Q(stands=True), name="standing_hearings_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="a_hearing_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["arbitration"], condition=models.Q(stands=True), name="one_standing_hearing_per_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.hours} {self.room}"

    @property
    def hours(self) -> str:
        return f"{clock(self.start)}–{clock(self.end)}"

    @property
    def halves(self) -> range:
        return range(self.start, self.end)

    @property
    def online(self) -> bool:
        """Held by video; the tribunal sits in the room all the same."""
        return bool(self.link)

    @property
    def starts_at(self) -> datetime:
        return moment(self.day, self.start)

    @property
    def ends_at(self) -> datetime:
        return moment(self.day, self.end)


class Reminder(models.Model):
    """A text message that went out so many days before a hearing, to one party, once."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="reminders")
    party = models.ForeignKey("disputes.Party", models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "party", "days"], name="one_reminder_per_rung_and_party"
            )
        ]

    def __str__(self) -> str:
        return f"{self.hearing}: {self.days}"


class Booking(models.Model):
    """One half hour of one room or person, taken by a hearing. The constraint lets it be taken once."""

    class Resource(models.TextChoices):
        ROOM = "room", _("Room")
        PERSON = "person", _("Person")

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="bookings")
    resource = models.CharField(max_length=8, choices=Resource)
    resource_id = models.BigIntegerField()
    day = models.DateField()
    half_hour = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "resource_id", "day", "half_hour"],
                name="nobody_and_no_room_is_booked_twice",
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.resource_id} {self.day} {clock(self.half_hour)}"


def clock(half_hour: int) -> str:
    """`19` is 09:30."""
    return f"{half_hour // 2:02d}:{half_hour % 2 * 30:02d}"


def half_hour(hour: Any) -> int:
    """The half hour `09:30` names."""
    hours, minutes = str(hour).split(":")[:2]
    return int(hours) * 2 + int(minutes) // 30


def moment(day: date, half: int) -> datetime:
    return datetime.combine(day, time(half // 2, half % 2 * 30), CHINA)
