"""Before the award: property preserved through the committee, and payment in advance (AL-44, CR-51; 财产保全规定 3, 23)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    advance_asked,
    advance_is_as_asked,
    advance_is_on_such_a_claim,
    advance_was_served,
    both_conditions_are_said,
    case_is_lost,
    no_advance_waits,
    no_preservation_yet,
    nobody_challenged_acts,
    preservation_asked,
    preservation_forwarded,
    something_is_frozen,
)
from arbitration.lifecycle.stages import ENDS, PENDING, RUNNING, Stage
from disputes.lifecycle import applicant, clerk, operation_of_law, presiding
from disputes.models.fields import EncryptedJSONField
from disputes.steps import SAME, step

LOST = [Stage.NOT_ACCEPTED, Stage.WITHDRAWN, Stage.DEEMED_WITHDRAWN, Stage.CANCELLED, Stage.AWARDED]
LOSING = [
    *LOST,
    *PENDING,
    Stage.MEDIATED,
]  # the own claims alone, beside a counterclaim that goes on or was settled
EVER = [*PENDING, *LOST, *(stage for stage in ENDS if stage not in LOST)]


class InterimSteps(models.Model):
    """Preservation stays in the side volume: who is warned hides what is to be frozen."""

    preservation = EncryptedJSONField(default=dict, blank=True, editable=False)
    advance = EncryptedJSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    @step(
        source=[*PENDING], target=SAME, law="CPL-103, CPL-104", by=applicant, when=[no_preservation_yet], audience="side",
        title=_("Ask for property to be preserved"),
        meaning=_("The committee sends the application to the court; the other side is not told by it."),
    )  # fmt: skip
    def ask_preservation(self, on: date, what: str, amount: Any, reason: str, urgent: str = "") -> None:
        """Through the committee (财产保全规定 3). Security may be waived for pay and injury claims (there, 9)."""
        self.preservation = {
            "state": "asked", "on": on.isoformat(), "what": what, "amount": str(amount), "urgent": bool(urgent),
        }  # fmt: skip

    @step(
        source=[*PENDING], target=SAME, law="CPL-103, CPL-104", by=clerk, when=[preservation_asked], audience="side",
        title=_("Send the application for preservation to the court"),
        meaning=_("The court decides within five days, within 48 hours if it is urgent."),
    )  # fmt: skip
    def forward_preservation(self, on: date, court: str) -> None:
        """With the notice of acceptance and the evidence (D35)."""
        self.preservation = {**self.preservation, "state": "forwarded", "court": court}

    @step(
        source=EVER, target=SAME, law="CPL-103", by=clerk, when=[preservation_forwarded], audience="side",
        title=_("Record the court's ruling on preservation"),
        meaning=_("The court ruled on the preservation; it serves its ruling itself."),
    )  # fmt: skip
    def note_preservation(self, on: date, ruling: str, number: str) -> None:
        """`ruling` is granted or refused."""
        self.preservation = {**self.preservation, "state": ruling, "number": number}

    @step(
        source=LOSING, target=SAME, law="CPL-104", by=clerk, when=[something_is_frozen, case_is_lost],
        title=_("Remind the applicant to have the preservation lifted"),
        meaning=_("The applicant must ask the court to lift the preservation now; who leaves it in place pays for the harm."),
    )  # fmt: skip
    def remind_to_lift(self, on: date) -> None:
        """When the application was refused, withdrawn, treated as withdrawn or lost (财产保全规定 23)."""
        self.preservation = {**self.preservation, "reminded_on": on.isoformat()}

    @step(
        source=EVER, target=SAME, law="CPL-104", by=clerk, when=[something_is_frozen],
        title=_("Record that the preservation was lifted"), audience="side",
        meaning=_("The court lifted the preservation."),
    )  # fmt: skip
    def note_lifted(self, on: date) -> None:
        self.preservation = {**self.preservation, "state": "lifted", "lifted_on": on.isoformat()}

    @step(
        source=EVER, target=SAME, law="J1-49", by=operation_of_law,
        title=_("The three months to use what is frozen passed"),
        meaning=_("Enforcement was not asked for in time: the court lifts the preservation. Enforcement itself stays open for two years."),
    )  # fmt: skip
    def let_preservation_go(self, on: date) -> None:
        """Three months from effect without an application to enforce (J1-49); the court lifts the measure."""
        self.preservation = {**self.preservation, "released_on": on.isoformat()}

    @step(
        source=[*RUNNING], target=SAME, law="AL-44, CR-51", by=applicant, when=[no_advance_waits, advance_is_on_such_a_claim],
        title=_("Ask for payment in advance"),
        meaning=_("The applicant asks that part of the claim be paid before the award."),
    )  # fmt: skip
    def ask_advance(self, on: date, claim: int, amount: Any, reason: str) -> None:
        """A worker gives no security."""
        self.advance = {"state": "asked", "on": on.isoformat(), "claim": claim, "amount": str(amount)}

    @step(
        source=[*RUNNING], target=SAME, law="AL-44, CR-51", by=presiding,
        when=[advance_asked, advance_is_on_such_a_claim, advance_is_as_asked, both_conditions_are_said],
        title=_("Order payment in advance"), grave=True,
        meaning=_("Part of the claim must be paid now; if it is not, the court enforces it before the award."),
    )  # fmt: skip
    def order_advance(self, on: date, claim: int, amount: Any, clear: str, hardship: str) -> None:
        """Both conditions of AL-44 are said in the decision (D36)."""
        self.advance = {**self.advance, "state": "ordered", "claim": claim, "amount": str(amount)}

    @step(
        source=[*RUNNING], target=SAME, law="AL-44, CR-51", by=presiding, when=[nobody_challenged_acts, advance_asked],
        title=_("Refuse payment in advance"),
        meaning=_("The conditions for payment before the award are not there; the claim is decided in the award."),
    )  # fmt: skip
    def refuse_advance(self, on: date, reason: str) -> None:
        self.advance = {**self.advance, "state": "refused"}

    @step(
        source=EVER, target=SAME, law="AL-44, CR-51", by=clerk, when=[advance_was_served],
        title=_("Send the advance payment to the court for enforcement"),
        meaning=_("The court that enforces was sent the decision with the proof of its service."),
    )  # fmt: skip
    def transfer_advance(self, on: date, court: str) -> None:
        """The committee itself refers it (AL-44)."""
        self.advance = {**self.advance, "state": "transferred", "court": court}
