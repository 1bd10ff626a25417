"""What each side brings to prove its case, what the other says of it, and what both say of the facts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.models import Party
from disputes.models.fields import EncryptedTextField


class ExhibitQuerySet(models.QuerySet["Exhibit"]):
    def standing(self) -> ExhibitQuerySet:
        return self.filter(withdrawn_on=None)


class Exhibit(models.Model):
    """A paper in the catalogue of one side (证据目录): where in it, and what it shall prove (AL-6, AL-28)."""

    class Admitted(models.TextChoices):
        YES = "yes", _("Admitted")
        PARTLY = "partly", _("Admitted in part")
        NO = "no", _("Not admitted")

    arbitration = models.ForeignKey("arbitration.Arbitration", models.PROTECT, related_name="exhibits")
    party = models.ForeignKey("disputes.Party", models.PROTECT, related_name="+")
    side = models.CharField(max_length=1, choices=Party.Side)
    number = models.PositiveSmallIntegerField()
    paper = models.ForeignKey("disputes.Paper", models.PROTECT, related_name="+")
    title = models.CharField(_("Title"), max_length=120)
    pages = models.CharField(_("Pages relied on"), max_length=60, blank=True)
    proves = EncryptedTextField(_("What it shall prove"))
    offered_on = models.DateField()
    late = models.BooleanField(default=False)
    why_late = EncryptedTextField(_("Why it comes late"), blank=True)
    withdrawn_on = models.DateField(null=True, editable=False)
    admitted = models.CharField(max_length=6, choices=Admitted, blank=True)
    reason = EncryptedTextField(_("Reasons"), blank=True)
    reprimanded = models.BooleanField(default=False)
    objects = ExhibitQuerySet.as_manager()

    class Meta:
        verbose_name = _("Exhibit")
        ordering = ["side", "number"]
        constraints = [
            models.UniqueConstraint(fields=["arbitration", "side", "number"], name="exhibits_numbered_without_twins")
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(
            _("%(side)s, exhibit %(number)d") % {"side": self.get_side_display(), "number": self.number}
        )

    @property
    def url(self) -> str:
        """The paper, opened at its first page named."""
        first = self.pages.replace("-", ",").split(",")[0].strip()
        return self.paper.get_absolute_url() + (f"#page={first}" if first else "")


class Opinion(models.Model):
    """What another party says of an exhibit (质证): authentic, lawfully obtained, to the point (CR-41)."""

    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="opinions")
    party = models.ForeignKey("disputes.Party", models.PROTECT, related_name="+")
    authentic = models.BooleanField()
    lawful = models.BooleanField()
    relevant = models.BooleanField()
    text = EncryptedTextField(blank=True)
    given_on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["exhibit", "party"], name="one_opinion_of_a_party_on_an_exhibit")
        ]

    def __str__(self) -> str:
        return f"{self.exhibit}: {self.party}"

    @property
    def contests(self) -> list[Any]:
        """What of the three it denies, in words."""
        words = (
            (self.authentic, _("authenticity")),
            (self.lawful, _("legality")),
            (self.relevant, _("relevance")),
        )
        return [word for holds, word in words if not holds]


class ElementSaid(models.Model):
    """What the claiming side says of one element of one claim, or what one party of the other side answers to it.

    `agrees` is that answer; what one of several respondents admits binds no other.
    """

    arbitration = models.ForeignKey("arbitration.Arbitration", models.PROTECT, related_name="elements")
    claim = models.ForeignKey("disputes.Claim", models.CASCADE, related_name="+")
    code = models.CharField(max_length=20)
    side = models.CharField(max_length=1)
    party = models.ForeignKey("disputes.Party", models.CASCADE, related_name="+")
    text = EncryptedTextField(blank=True)
    agrees = models.BooleanField(null=True)
    said_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["arbitration", "claim", "code", "party"], name="one_word_of_a_party_on_an_element"
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.code} {self.party_id}"
