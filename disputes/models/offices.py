from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class Office(models.Model):
    """A body that handles disputes: committee, mediation organisation, court or the province's department."""

    class Kind(models.TextChoices):
        COMMITTEE = "committee", _("Arbitration committee")
        MEDIATION = "mediation", _("Mediation organisation")
        BASIC_COURT = "basic_court", _("Basic court")
        INTERMEDIATE_COURT = "intermediate_court", _("Intermediate court")
        INSPECTION = "inspection", _("Labour inspection")
        POLICE = "police", _("Police")
        REVIEW = "review", _("Administrative review authority")
        PROVINCE = "province", _("Provincial department")

    class Organisation(models.TextChoices):
        """The kinds of mediation organisation in AL-10, and the centres of 人社部发〔2022〕71号."""

        NONE = "", "—"
        ENTERPRISE = "enterprise", _("Enterprise mediation committee")
        GRASSROOTS = "grassroots", _("People's mediation body")
        TOWNSHIP = "township", _("Township or street mediation body")
        CENTRE = "centre", _("Mediation centre at an arbitration court")
        DISTRICT = "district", _("Mediation centre of a district or county")
        TRADE = "trade", _("Mediation body of a trade")
        NEW_FORM = "new_form", _("Mediation body for new forms of employment")

    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    organisation = models.CharField(
        _("Kind of organisation"), max_length=20, choices=Organisation, blank=True
    )
    name = models.CharField(_("Name"), max_length=80, unique=True)
    short = models.CharField(_("Short name in case numbers"), max_length=10, blank=True)
    division = models.CharField(_("Division code"), max_length=6, db_index=True)
    address = models.CharField(_("Address"), max_length=120, blank=True)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    court = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    settings = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("Office")
        ordering = ["division", "kind", "id"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def works_here(self) -> bool:
        """Whether anybody of the office has a post here, or a system of its own with a key."""
        return self.posts.current().exists()

    @property
    def city(self) -> str:
        """The division code of the prefecture-level city: minimum wages are keyed by it."""
        return self.division[:4] + "00"


class Numbering(models.Model):
    """The last serial given per office, kind and year: reserved under lock, without gaps, never reused."""

    office = models.ForeignKey(Office, models.PROTECT)
    kind = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "year"], name="one_series_per_office_kind_year")
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.kind} {self.year}: {self.last}"

    @classmethod
    def next(cls, office: Office, kind: str, year: int) -> str:
        """The next number, e.g. `穗劳人仲案字〔2026〕12号` (docs/law.md 8.1). Call inside the step's transaction.

        `kind` is 案 (case), 不 (refusal), 审 (review) or 调 (mediation); the pattern is the office's setting.
        """
        cls.objects.get_or_create(office=office, kind=kind, year=year)
        row = cls.objects.select_for_update().get(office=office, kind=kind, year=year)
        row.last += 1
        row.save(update_fields=["last"])
        pattern = office.settings.get("number", "{short}劳人仲{kind}字〔{year}〕{serial}号")
        return pattern.format(short=office.short, kind=kind, year=year, serial=row.last)
