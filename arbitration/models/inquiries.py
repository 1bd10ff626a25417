"""Evidence the committee collects itself, and expert opinions (CR-16, AL-37, CR-40)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.models.fields import EncryptedTextField


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def waiting(self) -> InquiryQuerySet:
        """Asked for by a party and not decided."""
        return self.filter(state=Inquiry.State.ASKED)

    def out(self) -> InquiryQuerySet:
        """Begun, and without a result."""
        return self.filter(state=Inquiry.State.OUT)


class Inquiry(models.Model):
    """One thing the committee finds out: evidence in the hands of others, or a question for experts."""

    class Kind(models.TextChoices):
        COLLECTION = "collection", _("Evidence to be collected")
        APPRAISAL = "appraisal", _("Question for experts")

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for, to be decided")
        OUT = "out", _("Under way")
        DONE = "done", _("Result in the file")
        REFUSED = "refused", _("Refused")

    arbitration = models.ForeignKey("arbitration.Arbitration", models.PROTECT, related_name="inquiries")
    number = models.PositiveSmallIntegerField(_("Number"))
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    state = models.CharField(max_length=8, choices=State)
    party = models.ForeignKey("disputes.Party", models.PROTECT, null=True, related_name="+")  # who asked
    what = EncryptedTextField(_("What has to be found out"))
    holder = EncryptedTextField(_("Who holds it"), blank=True)  # of an appraisal: the body
    officers = models.JSONField(default=list, blank=True)
    payer = models.CharField(max_length=80, blank=True)
    fee = models.DecimalField(_("Fee (yuan)"), max_digits=12, decimal_places=2, null=True)
    asked_on = models.DateField(null=True)
    begun_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    found = EncryptedTextField(blank=True)  # the result, or why it was refused
    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Inquiry")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["arbitration", "number"], name="inquiries_numbered_without_twins")
        ]

    def __str__(self) -> str:
        about: dict[str, Any] = {"number": self.number, "what": self.what}
        return str(_("%(number)d. %(what)s") % about)
