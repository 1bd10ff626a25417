from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes import access
from disputes.models.cases import Dispute, Party

if TYPE_CHECKING:
    from disputes.models.people import User


# From these steps on the law has every party told of the case; before them it may not know of it.
TOLD = ("mediation.apply", "mediation.part", "arbitration.accept", "arbitration.receive_transfer")


class SeatQuerySet(models.QuerySet["Seat"]):
    def current(self) -> SeatQuerySet:
        """Seats that hold today. Who sits by a post (mediator, tribunal, recorder) must still hold one."""
        posts = apps.get_model("disputes", "Post").objects.current().filter(user=OuterRef("user"))
        return self.in_time().filter(Q(role__in=access.OUTSIDERS) | Exists(posts))

    def for_sides(self) -> SeatQuerySet:
        """Of a party, a third person or who speaks for one, now or before."""
        return self.filter(side__in=Party.Side.values)

    def in_time(self) -> SeatQuerySet:
        """Seats whose time it is, whether or not a post is still held."""
        today = timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today, left=False)

    def seat_known(self, dispute: Dispute) -> None:
        """Give each party without a seat of its own the account whose verified identity is the party's.

        Called when the law has the party told (`TOLD`): consent asked (MR-22), or the case accepted (AL-30).
        """
        accounts = apps.get_model("disputes", "User").objects.filter(is_active=True, identity_verified=True)
        for party in dispute.parties.exclude(identity_index=""):
            if (account := accounts.filter(identity_index=party.identity_index).first()) is not None:
                self._seat(account, party)

    def seat_account(self, account: User) -> None:
        """The same for an account verified when its party had been told already: a number, never a name, opens the case."""
        told = apps.get_model("disputes", "DocketEntry").objects.filter(
            dispute=OuterRef("dispute"), step__in=TOLD
        )
        named = Party.objects.filter(Exists(told), identity_index=account.identity_index)
        for party in named.exclude(identity_index="").select_related("dispute"):
            self._seat(account, party)

    def _seat(self, account: User, party: Party) -> None:
        """A representative's seat is none of the party's own: who is spoken for may see what is said in its name.

        Nobody sits on two sides, and nobody again where the office said that it was not the party: there it enters
        by hand who it is.
        """
        before = party.dispute.seats.filter(user=account)
        elsewhere = before.exclude(side=party.side).exclude(mistaken=True)
        if elsewhere.exists() or before.filter(party=party, mistaken=True).exists():
            return
        if not party.seats.current().filter(role=Seat.Role.PARTY).exists():
            self.get_or_create(
                dispute=party.dispute, user=account, role=Seat.Role.PARTY, party=party, left=False, defaults={"side": party.side}
            )  # fmt: skip


class Seat(models.Model):
    """A person's place in one dispute, for a time: the one source of who may read and do what as a person."""

    class Role(models.TextChoices):
        PARTY = "party", _("Party")
        REPRESENTATIVE = "representative", _("Representative")
        MEDIATOR = "mediator", _("Mediator")
        ARBITRATOR = "arbitrator", _("Arbitrator")
        PRESIDING = "presiding", _("Presiding arbitrator")
        RECORDER = "recorder", _("Recorder")

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=20, choices=Role)
    side = models.CharField(max_length=1, choices=Party.Side, blank=True)
    party = models.ForeignKey(Party, models.CASCADE, null=True, blank=True, related_name="seats")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)
    left = models.BooleanField(default=False)
    mistaken = models.BooleanField(default=False, db_default=False)  # entered wrongly in a party's own place
    powers = models.CharField(_("Powers"), max_length=200, blank=True)
    special_powers = models.BooleanField(_("May settle, withdraw and change claims"), default=False)
    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("Seat")
        indexes = [models.Index(fields=["user", "dispute"], name="seats_by_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "user", "role"],
                condition=Q(left=False, party=None),
                name="one_current_seat_of_a_role_per_person",
            ),
            models.UniqueConstraint(
                fields=["dispute", "user", "role", "party"],
                condition=Q(left=False),
                name="one_current_seat_of_a_role_per_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    def leave(self, on: date, *, mistaken: bool = False) -> None:
        """The person leaves the case on that day: nothing more may be read, open sockets close."""
        self.left, self.until, self.mistaken = True, on, mistaken
        self.save(update_fields=["left", "until", "mistaken"])


class Engagement(models.Model):
    """An office that handles, or handled, a dispute: its staff may enter while it lasts."""

    class Capacity(models.TextChoices):
        MEDIATION = "mediation", _("Mediation")
        ARBITRATION = "arbitration", _("Arbitration")
        COURT = "court", _("Court")

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="engagements")
    office = models.ForeignKey("disputes.Office", models.PROTECT, related_name="engagements")
    capacity = models.CharField(max_length=12, choices=Capacity)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["office", "dispute"], name="engagements_by_office")]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "office", "capacity"], name="one_engagement_per_capacity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.dispute_id}"
