"""What the agreement wants done, what was done of it, and what is still owed, to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes import wording
from mediation.models.cases import Mediation
from mediation.promises import Act

if TYPE_CHECKING:
    from disputes.models import Party

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Part:
    """What one of several workers is to get of one performance, and has got. Yuan."""

    party: Any
    due: Decimal
    paid: Decimal

    @property
    def open(self) -> Decimal:
        return self.due - self.paid


class InstalmentQuerySet(models.QuerySet["Instalment"]):
    def outstanding(self) -> InstalmentQuerySet:
        return self.filter(done_on=None)

    def overdue(self, on: date) -> InstalmentQuerySet:
        """Neither done nor recorded as broken, and the agreed day has passed."""
        return self.outstanding().filter(due_on__lt=on, broken_on=None)

    def owed_to(self, side: str) -> InstalmentQuerySet:
        """Those that the other side has to perform."""
        return self.exclude(by__startswith=side)

    def ahead(self, on: date, days: int) -> InstalmentQuerySet:
        """Outstanding and due within so many days from that one."""
        soon = {"due_on__gte": on, "due_on__lte": on + timedelta(days=days)}
        return self.outstanding().filter(broken_on=None, mediation__stage="effective", **soon)


class Instalment(models.Model):
    """One performance of the agreement: who does what, by when, in which way (MR-26)."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField(_("Number"))
    text = models.CharField(_("Performance"), max_length=300)
    due_on = models.DateField(_("Due on"))
    amount = models.DecimalField(_("Sum (yuan)"), max_digits=14, decimal_places=2, null=True)
    way = models.CharField(_("Way"), max_length=60)
    by = models.CharField(max_length=24, default="B")  # the voice that owes it
    act = models.CharField(_("Act"), max_length=24, choices=Act, blank=True)  # where nothing is paid
    parts = models.JSONField(default=dict, blank=True)  # of several workers: party -> yuan
    done_on = models.DateField(_("Done on"), null=True)
    broken_on = models.DateField(_("Recorded as broken on"), null=True)
    reminded_on = models.DateField(null=True, editable=False)
    objects = InstalmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Performance")
        ordering = ["due_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "number"], name="instalments_numbered_without_twins")
        ]

    def __str__(self) -> str:
        return " · ".join(
            part
            for part in (
                self.text,
                wording.day_text(self.due_on, wording.spoken()),
                wording.money_text(self.amount),
            )
            if part
        )

    @property
    def paid(self) -> Decimal:
        return sum((one.amount for one in self.receipts.all()), NOTHING)

    @property
    def open(self) -> Decimal:
        """Yuan still owed; nothing where it is no payment or was done."""
        return NOTHING if self.amount is None or self.done_on else self.amount - self.paid

    @property
    def is_late(self) -> bool:
        return self.done_on is None and self.due_on < timezone.localdate()

    @property
    def debtors(self) -> list[Party]:
        """Who has to perform it."""
        return [party for voice, party in self._speaking() if voice.startswith(self.by)]

    @property
    def creditors(self) -> list[Party]:
        """Who gets it: the other side, of several workers those with a part in it."""
        others = [party for voice, party in self._speaking() if voice[0] != self.by[0]]
        return [party for party in others if not self.parts or str(party.pk) in self.parts]

    def _speaking(self) -> list[tuple[str, Party]]:
        voices = {party.pk: voice for voice, party in self.mediation.voices.items()}
        sides = [party for party in self.mediation.dispute.parties.all() if party.side in ("A", "B")]
        return [(voices.get(party.pk, party.side), party) for party in sides]

    @property
    def of_workers(self) -> list[Part]:
        """Of several workers, what each is to get and has got of it, in their order."""
        if not self.parts:
            return []
        got: dict[str, Decimal] = {}
        for one in self.receipts.all():
            got[str(one.party_id)] = got.get(str(one.party_id), NOTHING) + one.amount
        parties = [party for party in self.mediation.dispute.parties.all() if str(party.pk) in self.parts]
        return [
            Part(party, Decimal(self.parts[str(party.pk)]), got.get(str(party.pk), NOTHING))
            for party in parties
        ]

    @property
    def still_owed(self) -> dict[str, Decimal]:
        """What is open to whom, by the key of the party; of one creditor side under the empty key."""
        if self.done_on or self.amount is None:
            return {}
        parts = {str(part.party.pk): part.open for part in self.of_workers} or {"": self.open}
        return {key: sum_ for key, sum_ in parts.items() if sum_ > 0}


class Receipt(models.Model):
    """A payment that the creditor or the organisation recorded; of several workers, to one of them."""

    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="receipts")
    party = models.ForeignKey("disputes.Party", models.PROTECT, null=True, related_name="+")
    amount = models.DecimalField(_("Sum (yuan)"), max_digits=14, decimal_places=2)
    on = models.DateField(_("Paid on"))

    class Meta:
        verbose_name = _("Payment received")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.instalment_id}: {self.amount}"


class PerformanceReminder(models.Model):
    """A text message that went out so many days before a performance is due, to one party, once."""

    instalment = models.ForeignKey(Instalment, models.CASCADE, related_name="reminders")
    party = models.ForeignKey("disputes.Party", models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instalment", "party", "days"], name="one_performance_reminder_per_rung_and_party"
            )
        ]

    def __str__(self) -> str:
        return f"{self.instalment_id}: {self.days}"
