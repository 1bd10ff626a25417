from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes import access

MARKED = (access.Audience.JOINT, access.Audience.CAUCUS_A, access.Audience.CAUCUS_B)


class ReadMarkQuerySet(models.QuerySet["ReadMark"]):
    def visible_to(self, user: Any) -> ReadMarkQuerySet:
        """Who has read a stream is told to those who read it too."""
        return self.filter(access.may_read(user, author=""))


class ReadMark(models.Model):
    """How far a person has read a stream of a mediation. Only forward; nothing of the file hangs on it."""

    dispute = models.ForeignKey("disputes.Dispute", models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    audience = models.CharField(max_length=16, choices=access.Audience)
    seq = models.PositiveIntegerField(default=0)
    objects = ReadMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Read mark")
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "user", "audience"], name="one_mark_per_reader_and_stream"
            )
        ]

    def __str__(self) -> str:
        return f"{self.audience}:{self.seq}"

    @classmethod
    def move(cls, dispute: Any, user: Any, audience: str, seq: int) -> int:
        """Move the mark forward, never past what is written. Where it stands now, 0 if it did not move."""
        seq = min(seq, dispute.streams.get(audience, 0))
        mark, made = cls.objects.get_or_create(
            dispute=dispute, user=user, audience=audience, defaults={"seq": seq}
        )
        moved = made or cls.objects.filter(pk=mark.pk, seq__lt=seq).update(seq=seq)
        return seq if moved else 0
