"""What is worked out beside the case for its package: a large one made ready, and the time stamp on one that was sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=2)  # a worker that has not been heard of for so long is dead; another goes on


class PackageJobQuerySet(models.QuerySet["PackageJob"]):
    def waiting(self) -> PackageJobQuerySet:
        """Those that somebody may go on with now."""
        return self.filter(
            Q(taken_at=None) | Q(taken_at__lt=timezone.now() - LEASE), state__in=PackageJob.OPEN
        )


class PackageJob(models.Model):
    """Papers of one hand-off being rendered, counted, hashed and bound. It holds no result that cannot be made again."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be prepared")
        PREPARING = "preparing", _("Being prepared")
        READY = "ready", _("Ready to be sent")
        FAILED = "failed", _("A paper could not be prepared")

    OPEN = (State.QUEUED, State.PREPARING)
    handoff = models.OneToOneField("disputes.HandOff", models.CASCADE, related_name="package_job")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)  # papers, and the volume they are bound into
    failed_on = models.ForeignKey("disputes.Paper", models.SET_NULL, null=True, related_name="+")
    bound_of = models.CharField(max_length=64, blank=True)  # of which papers, in which order: `court.index`
    bound_sha256 = models.CharField(max_length=64, blank=True)
    taken_at = models.DateTimeField(null=True)
    # Who wants it sent as soon as it is ready; and why that was refused then.
    asked_by = models.ForeignKey("disputes.User", models.SET_NULL, null=True, related_name="+")
    refused = models.CharField(max_length=500, blank=True)
    objects = PackageJobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state__in=["queued", "preparing"]), name="packages_to_prepare"
            )
        ]

    def __str__(self) -> str:
        return f"{self.handoff_id} {self.done}/{self.total}"

    @property
    def ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def trouble(self) -> str:
        """What the clerk has to see to; empty while nothing went wrong."""
        if self.state == self.State.FAILED:
            return str(self.get_state_display())
        return self.refused

    @property
    def under_way(self) -> bool:
        return self.state in self.OPEN

    def note(self, **fields: Any) -> None:
        """Write it down at once, so that others see it and a dead worker's place is known."""
        for name, value in fields.items():
            setattr(self, name, value)
        PackageJob.objects.filter(pk=self.pk).update(**fields)


class TimeStamp(models.Model):
    """What an authority of time stamps (RFC 3161) said of a package: that these bytes were there at that moment."""

    sha256 = models.CharField(max_length=64, unique=True)
    token = models.BinaryField(default=b"")  # a TimeStampToken in DER; empty until the authority has answered
    stamped_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at", "id"], condition=Q(stamped_at=None), name="time_stamps_outstanding"
            )
        ]

    def __str__(self) -> str:
        return self.sha256

    @staticmethod
    def outstanding(before: datetime) -> models.QuerySet[TimeStamp]:
        """Those to ask for: never asked, or last asked before that moment."""
        due = Q(asked_at=None) | Q(asked_at__lt=before)
        return TimeStamp.objects.filter(due, stamped_at=None).order_by("asked_at", "pk")
