from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.rules.notices import Notice


class HolidayNotice(models.Model):
    """A State Council notice loaded after the package was made. Never changed: a later one replaces it.

    Of several for one year the newest holds. `counted_at` is empty while open deadlines still wait to be recounted.
    """

    year = models.PositiveSmallIntegerField(_("Year"))
    number = models.CharField(_("Number of the notice"), max_length=60)
    rest = models.JSONField(_("Days off"))
    work = models.JSONField(_("Make-up workdays"))
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    over = models.CharField(max_length=40)  # the version of the calendar it was loaded over
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField(default=timezone.now)
    counted_at = models.DateTimeField(null=True)
    moved = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("Holiday notice")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(replaces=None), name="one_first_notice_of_a_year"
            ),
            models.CheckConstraint(condition=Q(year__range=(2004, 2099)), name="notice_of_a_known_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.number}"

    @property
    def notice(self) -> Notice:
        rest, work = ([date.fromisoformat(day) for day in days] for days in (self.rest, self.work))
        return Notice(self.year, self.number, tuple(rest), tuple(work))
