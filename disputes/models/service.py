from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes import access
from disputes.lifecycle.service import ServiceLifecycle, Stage


class ServiceQuerySet(models.QuerySet["Service"]):
    def visible_to(self, user: Any) -> ServiceQuerySet:
        return self.filter(pk__in=self.model.objects.filter(dispute__in=_disputes(user)).values("pk"))

    def served(self) -> ServiceQuerySet:
        return self.filter(stage=Stage.SERVED)


def _disputes(user: Any) -> Any:
    from disputes.models.cases import Dispute

    return Dispute.objects.filter(access.may_enter(user)).values("pk")


class Service(ServiceLifecycle):
    """One paper on its way to one party, with its proof (送达回证)."""

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="services")
    paper = models.ForeignKey("disputes.Paper", models.PROTECT, related_name="services")
    party = models.ForeignKey("disputes.Party", models.PROTECT, related_name="services")
    office = models.ForeignKey("disputes.Office", models.PROTECT, null=True, related_name="+")
    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Service")
        indexes = [
            models.Index(
                fields=["asked_at", "id"], condition=models.Q(stage="sent"), name="services_under_way"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["paper", "party"], name="one_service_per_paper_and_party")
        ]

    def __str__(self) -> str:
        return f"{self.paper} → {self.party}"

    @property
    def which(self) -> str:
        """Which paper on its way to whom: a case has many services, and a proof on the wrong one moves a window."""
        return str(self)

    # What a batch that lapses reads: of itself, of the dispute what its docket moves, of the paper what `about` wants.
    reads: ClassVar = {
        "": ("stage", "served_on", "confirmed", "dispute", "paper", "party"),
        "dispute": ("number", "chain_length", "chain_head", "streams"),
        "paper": ("code", "record_type", "record_id"),
    }

    @property
    def about(self) -> str:
        return self.paper.code

    @property
    def rests_on(self) -> tuple[str, int | None]:
        """The record whose time limits it moves; those of another award or case are left alone."""
        return self.paper.record_type, self.paper.record_id

    @property
    def reaches_an_account(self) -> bool:
        """Whether it arrives where the party, or who speaks for it, signs in and agreed to that (CPL-90)."""
        return self.party.electronic_service and self.party.seats.current().exists()

    @property
    def concerns(self) -> Any:
        return self.party_id

    @property
    def ended(self) -> bool:
        return True  # an open service keeps no dispute open; the record whose paper it is does
