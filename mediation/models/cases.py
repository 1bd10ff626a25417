from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disputes.models import HandOff
from mediation import terms
from mediation.lifecycle import MediationLifecycle, Stage
from mediation.lifecycle.stages import ONWARD
from mediation.voices import voices

if TYPE_CHECKING:
    from mediation.models.offers import Offer

OVER = (Stage.PERFORMED, Stage.BREACHED, Stage.FAILED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN)


class Mediation(MediationLifecycle):
    """One mediation of a dispute by one organisation."""

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="mediations")
    office = models.ForeignKey(
        "disputes.Office", models.PROTECT, related_name="mediations", verbose_name=_("Mediation organisation")
    )

    class Meta:
        verbose_name = _("Mediation")
        indexes = [models.Index(fields=["office", "stage"], name="mediations_of_office")]

    def __str__(self) -> str:
        return self.number or str(_("Mediation"))

    @property
    def ended(self) -> bool:
        """Nothing more can happen in it. An agreement in effect is not over until it is kept or broken."""
        return self.stage in OVER

    @property
    def leads_on(self) -> bool:
        """Ended without an agreement that is kept: the sides may go to arbitration (AL-5, AL-15)."""
        return self.stage in (*ONWARD, Stage.NOT_ACCEPTED)

    @property
    def leads_to(self) -> str:
        """What can be begun next, as the case page offers it first: arbitration, once the law has opened it (AL-5, AL-14)."""
        waiting = self.arbitration_open_on and self.stage != Stage.EFFECTIVE and not self.ended
        return "arbitration" if self.leads_on or waiting else ""

    @property
    def at_intake(self) -> bool:
        return self.stage in (Stage.SUBMITTED, Stage.ACCEPTED)

    @cached_property
    def together(self) -> list[Any]:
        """The workers who apply together; empty when one alone applies (AL-7)."""
        found = [party for party in self.dispute.parties.all() if party.side == "A" and party.worker]
        return found if len(found) > 1 else []

    @cached_property
    def stated(self) -> list[Any]:
        """Every fact put into words, withdrawn or not."""
        found = list(self.facts.all())
        for one in found:
            one.mediation = self
        return found

    @property
    def standing_facts(self) -> list[Any]:
        return [one for one in self.stated if not one.withdrawn]

    @cached_property
    def called(self) -> list[Any]:
        """Every sitting, with minutes and signatures, for readers of the joint stream alone."""
        found = list(self.sittings.select_related("minutes__by").prefetch_related("confirmations__by"))
        for one in found:
            one.mediation = self
        return found

    @property
    def ahead(self) -> list[Any]:
        """The sittings neither held nor called off."""
        return [one for one in self.called if one.held_on is None and one.called_off_on is None]

    @cached_property
    def asked(self) -> list[Any]:
        """Every round of questions; who may read which is said by its audience."""
        found = list(self.question_rounds.all())
        for one in found:
            one.mediation = self
        return found

    @property
    def signing(self) -> list[tuple[Any, str, Any]]:
        """Who has to sign, the day each did, and the hand, where it was given here."""
        words = {**self.speakers, "mediator": _("Mediator"), "seal": _("Seal of the organisation")}
        hands = {one.voice: one for one in self.hands.select_related("by")}
        return [(words[key], self.signatures.get(key, ""), hands.get(key)) for key in words]

    @property
    def to_be_sealed(self) -> bool:
        """Both sides have signed: whoever puts the seal on it may read what it says."""
        return self.stage == Stage.AGREED and set(self.voices) <= set(self.signatures)

    @cached_property
    def voices(self) -> dict[str, Any]:
        """Whose consent, acceptance and signature it takes: both sides, of several respondents each."""
        return voices(self.dispute)

    @property
    def payer(self) -> str:
        """The voice that pays unless the terms say otherwise: the employer's."""
        return next((voice for voice, party in self.voices.items() if not party.worker), "B")

    @cached_property
    def followed(self) -> list[Any]:
        """Every performance with what was paid of it."""
        found = list(self.instalments.prefetch_related("receipts"))
        for one in found:
            one.mediation = self
        return found

    @property
    def still_open(self) -> Decimal:
        """Yuan still owed by the agreement, due or not."""
        return sum((one.open for one in self.followed), Decimal(0))

    @property
    def of_workers(self) -> list[tuple[Any, list[Any], Decimal]]:
        """Of several workers, each with the parts of every payment, and what is still open in all."""
        columns = [one.of_workers for one in self.followed if one.parts]
        everyone = {part.party.pk: part.party for column in columns for part in column}
        rows = []
        for pk, party in everyone.items():
            own = [next((part for part in column if part.party.pk == pk), None) for column in columns]
            rows.append((party, own, sum((part.open for part in own if part), Decimal(0))))
        return rows

    @property
    def speakers(self) -> dict[str, Any]:
        """Every voice by the name people know it by."""
        sides = {"A": _("Applicant"), "B": _("Respondent")}
        return {voice: sides.get(voice, party.name) for voice, party in self.voices.items()}

    @property
    def concerns(self) -> Any:
        """The party that speaks in this step, where it speaks for itself."""
        return getattr(self, "speaking", None)

    @property
    def pays(self) -> bool:
        """Whether the agreement wants anything paid (AL-16)."""
        return self.settled is not None and terms.pays(self.settled.agreed)

    def outcome_sums(self) -> list[tuple[str, Any, Any]]:
        """(kind of claim, asked, agreed). An agreement gives one sum: of several claims it is said of all together."""
        if self.settled is None or not self.settled.agreed.get("total"):
            return []
        claims = list(self.dispute.claims.all())
        kinds = {claim.kind for claim in claims}
        asked = sum((claim.amount for claim in claims if claim.amount is not None), Decimal(0))
        return [
            (
                kinds.pop() if len(kinds) == 1 else "mixed",
                asked or None,
                Decimal(self.settled.agreed["total"]),
            )
        ]

    @property
    def ruled_by(self) -> Any:
        """The court that confirmed the agreement or ordered it to be paid: it enforces its own ruling (CPL-235)."""
        asked = HandOff.objects.filter(record_type="mediation", record_id=self.pk)
        given = asked.filter(stage__in=["confirmed", "enforceable"]).select_related("office").last()
        return given and given.office

    @property
    def owed(self) -> list[dict[str, Any]]:
        """What of the agreement is overdue and still open, as an application to a court asks for it (AL-16).

        Of several workers a line each; of a sum paid in part, what is left of it.
        """
        found: list[dict[str, Any]] = []
        for one in self.followed:
            if not one.is_late:
                continue
            said = f"{one.text}（应于{one.due_on.isoformat()}前履行）"
            if one.amount is None:
                found.append({"text": said, "amount": None})
                continue
            left = f"，已付{one.paid:.2f}元" if one.paid and not one.parts else ""
            names = {str(part.party.pk): f"，付给{part.party.name}" for part in one.of_workers}
            found += [
                {"text": f"{said}{left}{names.get(key, '')}", "amount": f"{sum_:.2f}"}
                for key, sum_ in one.still_owed.items()
            ]
        return found

    @property
    def thread(self) -> list[Offer]:
        """Every offer with the one it answers, in the order in which they were made."""
        return list(self.offers.select_related("by", "answers"))

    @property
    def settled(self) -> Offer | None:
        """The offer both sides accepted: the terms of the agreement."""
        return next((offer for offer in self.offers.all() if offer.is_settled), None)
