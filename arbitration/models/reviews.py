from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.review import ENDED, ReviewLifecycle, ReviewStage


class AgreementReview(ReviewLifecycle):
    """The committee looks at a mediation agreement and makes a mediation statement of it, or does not."""

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="agreement_reviews")
    office = models.ForeignKey(
        "disputes.Office", models.PROTECT, related_name="+", verbose_name=_("Committee")
    )

    class Meta:
        verbose_name = _("Review of the mediation agreement")

    def __str__(self) -> str:
        return self.number or self.dispute.reference

    @property
    def ended(self) -> bool:
        """What only one side asked for is before nobody yet: it keeps no dispute open (CR-74)."""
        return self.stage in (*ENDED, ReviewStage.PROPOSED)

    def can_be_served(self, code: str) -> bool:
        return code != "D37" or self.stage == ReviewStage.STATEMENT

    @property
    def presiding(self) -> Any:
        return self.arbitrator

    @cached_property
    def agreement(self) -> Any:
        """The newest signed agreement of the dispute; it crosses from mediation as a paper, nothing else does."""
        return self.dispute.papers.filter(code="M05", audience="agreement").order_by("-pk").first()

    def gives_to(self, party: Any) -> bool:
        return bool(party.side == "A")
