from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.award import AwardLifecycle, AwardStage
from disputes.models.fields import EncryptedJSONField, EncryptedTextField
from disputes.models.workings import Working


class Kind(models.TextChoices):
    FINAL = "final", _("Final")
    NON_FINAL = "non_final", _("Not final")


class Award(AwardLifecycle):
    """One award document: all its items are final, or none is (CR-50(4))."""

    arbitration = models.ForeignKey("arbitration.Arbitration", models.PROTECT, related_name="awards")
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="awards")
    office = models.ForeignKey("disputes.Office", models.PROTECT, related_name="+")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    partial = models.BooleanField(_("On a part of the case"), default=False)
    number = models.CharField(_("Number"), max_length=60, unique=True)
    companion = models.CharField(_("Other award of the same day"), max_length=60, blank=True)
    facts = EncryptedTextField(_("Facts found"), blank=True)
    reasons = EncryptedTextField(_("Reasons"), blank=True)
    relation = models.BooleanField(_("The employment relationship is at issue"), default=False)
    threshold = models.DecimalField(_("Twelve minimum wages (yuan)"), max_digits=12, decimal_places=2)
    corrections = EncryptedJSONField(default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("Award")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.number

    @property
    def final(self) -> bool:
        return self.kind == Kind.FINAL

    @property
    def ended(self) -> bool:
        return (
            self.stage in (AwardStage.EFFECTIVE, AwardStage.SET_ASIDE, AwardStage.WITHOUT_EFFECT)
            and not self.stayed
        )

    @property
    def concerns(self) -> Any:
        """Whose window passed; for whom the award stands."""
        late = getattr(self, "lapsing", None)
        return late.party if late is not None else vars(self).get("bound")

    def can_be_served(self, code: str) -> bool:
        """One that is not final till it took effect; a final award has effect before it is served (AL-47, AL-50)."""
        open_still = [AwardStage.MADE, AwardStage.CONTESTED, *([AwardStage.EFFECTIVE] if self.final else [])]
        return code != "D38" or self.stage in open_still

    @cached_property
    def workers(self) -> list[Any]:
        """Whom it concerns: those whose parts it decides, where the others' stand in another document (J1-17)."""
        every = [party for party in self.dispute.parties.all() if party.worker]
        parts = [item.reason.get("parties") for item in self.items.all()]
        named = {key for part in parts for key in part or ()}
        return every if not all(parts) or not named else [party for party in every if party.pk in named]

    def concerns_worker(self, party: Any) -> bool:
        return party.pk in {worker.pk for worker in self.workers}

    def waits_for_all(self) -> bool:
        """Whether those who have sued keep the award from everybody: an employer, or every worker (J1-16, J1-17)."""
        sued = {party.pk: party.worker for party in self.dispute.parties.all() if party.pk in self.sued_by}
        return not all(sued.values()) or {worker.pk for worker in self.workers} <= set(sued)

    def binds(self, party: Any) -> bool:
        """Whether the award binds now in relation to this party."""
        return self.stage == AwardStage.EFFECTIVE and party.pk not in self.sued_by

    @property
    def gone(self) -> bool:
        """Whether a court, or the committee itself, took it away: nothing can be done against it any more."""
        return self.stage in (AwardStage.SET_ASIDE, AwardStage.WITHOUT_EFFECT)

    @property
    def shown_items(self) -> Any:
        return self.items.select_related("claim")

    def outcome_sums(self) -> list[tuple[str, Any, Any]]:
        """(kind of claim, asked, given) of every claim for money; nothing while it does not bind."""
        if self.stage != AwardStage.EFFECTIVE:
            return []
        return [(item.claim.kind, item.claim.amount, item.awarded) for item in self.shown_items]

    def outcome_words(self) -> str:
        """What it decides, claim by claim; nothing while it does not bind."""
        if self.stage != AwardStage.EFFECTIVE:
            return ""
        return "\n".join(item.text for item in self.shown_items)

    def gives_to(self, party: Any) -> bool:
        """Whether it gives this party anything: of several workers of whose parts it says so (J1-17)."""
        return any(item.gives_to(party) for item in self.items.select_related("claim"))


class AwardItem(models.Model):
    """What is found and decided on one claim, and by which articles (`LCL-47`, or as typed).

    `awarded` in yuan; the test of finality looks at it, not at what was claimed.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="items")
    claim = models.ForeignKey("disputes.Claim", models.PROTECT, related_name="+")
    awarded = models.DecimalField(_("Awarded (yuan)"), max_digits=14, decimal_places=2, null=True)
    text = EncryptedTextField(_("Decision"))
    found = EncryptedTextField(_("Found"), blank=True)
    articles = models.JSONField(_("Articles"), default=list, blank=True)
    final = models.BooleanField(default=False)
    reason = models.JSONField(
        default=dict
    )  # {"zh": …, "en": …}: why final or not; `parties`: whose parts alone, `given`: who of them gets something
    working = EncryptedJSONField(
        default=dict, blank=True
    )  # as the tribunal worked it out, beside its own sum

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["award", "claim"], name="one_item_per_claim_and_award")
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.claim_id}"

    @property
    def worked_out(self) -> Working:
        return Working(self.working)

    def gives_to(self, party: Any) -> bool:
        if self.claim.side != party.side or (self.awarded is not None and self.awarded <= 0):
            return False
        parts = self.reason.get("given", self.reason.get("parties"))
        return parts is None or party.pk in parts

    @property
    def why(self) -> str:
        """Why it is final or not, in the reader's language."""
        return str(self.reason.get("en" if (get_language() or "").startswith("en") else "zh", ""))
