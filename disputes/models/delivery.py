"""What goes out to other systems: where to, what, how often it was tried and with what result."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models.fields import EncryptedTextField
from disputes.models.partners import new_secret


class Endpoint(models.Model):
    """Where another system listens. With `key` a platform's or court's webhook; without, a court that packages are pushed to.

    One thing at a time goes to an endpoint, in the order of its numbers: what fails holds up what follows, and nothing else.
    """

    office = models.ForeignKey("disputes.Office", models.PROTECT, related_name="endpoints")
    key = models.ForeignKey(
        "disputes.PartnerKey", models.PROTECT, null=True, blank=True, related_name="webhooks"
    )
    url = models.URLField(_("Address"), max_length=300)
    secret = EncryptedTextField(default=new_secret, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    stopped_at = models.DateTimeField(_("Stopped"), null=True, blank=True)
    last_number = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("Address of another system")
        constraints = [
            models.UniqueConstraint(
                fields=["office"],
                condition=models.Q(key=None, stopped_at=None),
                name="one_push_address_per_office",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id}: {self.pk}"


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    def waiting(self) -> OutgoingQuerySet:
        return self.filter(done_at=None, dropped_at=None)


class Outgoing(models.Model):
    """One thing on its way: a package (`handoff`), or a notice of one docket entry (`entry`) without its words."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="outgoing")
    number = models.PositiveIntegerField()
    handoff = models.ForeignKey("disputes.HandOff", models.PROTECT, null=True, related_name="outgoing")
    entry = models.ForeignKey("disputes.DocketEntry", models.PROTECT, null=True, related_name="+")
    said = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    told = models.CharField(max_length=200, blank=True)  # how the last attempt ended
    sent = models.PositiveBigIntegerField(default=0)  # bytes the other side has said it holds
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # a newer package took its place
    objects = OutgoingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Delivery")
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "number"], name="one_delivery_of_a_number"),
            models.UniqueConstraint(
                fields=["endpoint", "entry"],
                condition=models.Q(entry__isnull=False),
                name="one_notice_of_an_entry",
            ),
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "number"],
                condition=models.Q(done_at=None, dropped_at=None),
                name="deliveries_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.endpoint_id} {self.number}"

    @property
    def state(self) -> str:
        return "done" if self.done_at else "dropped" if self.dropped_at else "waiting"


def numbered(endpoint: Endpoint, **fields: Any) -> Outgoing:
    """The next one for this endpoint. Call inside a transaction."""
    row = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    row.last_number += 1
    row.save(update_fields=["last_number"])
    return Outgoing.objects.create(endpoint=row, number=row.last_number, **fields)
