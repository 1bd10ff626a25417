"""From acceptance to the hearing day: answer, jurisdiction, counterclaim, changes, new parties."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    answer_time_runs,
    answer_waits,
    change_asked,
    changed_claim_stands,
    collective_consents,
    counterclaim_asked,
    in_evidence_time,
    in_time_for_objection,
    its_answer_came_in_time,
    its_file_is_here,
    limitation_not_raised_yet,
    may_dispose_of_claims,
    no_counterclaim_waits,
    no_objection_waits,
    nobody_challenged_acts,
    not_pending_change,
    not_waived_yet,
    objection_pending,
    others_consent_to_replace,
    respondents,
    time_to_answer_is_left,
    who_gave_up,
)
from arbitration.lifecycle.stages import HEARD, PENDING, PREPARING, RUNNING, Stage
from disputes.lifecycle import applicant, clerk, director, either, operation_of_law, party, respondent
from disputes.lifecycle import presiding as chair
from disputes.models.fields import EncryptedJSONField
from disputes.steps import SAME, step


class PreparingSteps(models.Model):
    answer_waived = models.BooleanField(default=False, editable=False)
    objection = models.CharField(max_length=10, blank=True, editable=False)  # raised, rejected, upheld
    counterclaim = EncryptedJSONField(default=dict, blank=True, editable=False)
    change = EncryptedJSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    @step(
        source=Stage.ARRIVING, target=Stage.ACCEPTED, law="CR-9, CR-46", by=either(clerk, director),
        when=[its_file_is_here], title=_("Take over the transferred case"),
        meaning=_("The committee took over the case and goes on with it."),
    )  # fmt: skip
    def receive_transfer(self, on: date) -> None:
        """The committee it was transferred to must accept; the 45 days run anew from receipt (CR-46(5))."""
        from disputes.models import Numbering

        self.received_on = self.accepted_on = on
        self.number = Numbering.next(self.office, "案", on.year)  # type: ignore[attr-defined]

    @step(
        source=Stage.NEW,
        target=Stage.ARRIVING,
        law="CR-9",
        by=operation_of_law,
        title=_("Transferred from another committee"),
        meaning=_("Another committee sent the case here because this one may hear it."),
    )
    def arrive(self, on: date) -> None:
        """The sending committee's transfer brings it."""

    @step(
        source=[*PENDING], target=SAME, law="AL-30, CR-33", by=party, when=[answer_time_runs], title=_("Answer the claims"), answers=True,
        meaning=_("The respondent told its side; the applicant gets a copy."),
    )  # fmt: skip
    def answer(self, on: date, text: str) -> None:
        """No answer does not stop the case. The time may run in the hearing, of who joined late, and in a suspension."""
        self.speaking = self.dispute.party_of(self.act.by)  # type: ignore[attr-defined]

    @step(
        source=[*PENDING], target=SAME, law="AL-30, CR-33", by=clerk, when=[its_answer_came_in_time],
        title=_("Enter an answer that came on paper"),
        meaning=_("A party's answer came on paper; the other side gets a copy."),
    )  # fmt: skip
    def record_answer(self, on: date, party: int, text: str, proof: str = "") -> None:
        """Its day is the day it came; `party` by its key, `proof` the sheets themselves."""
        self.speaking = self.dispute.parties.get(pk=party)  # type: ignore[attr-defined]

    @step(
        source=[*RUNNING, Stage.SETTLEMENT, Stage.SUSPENDED], target=SAME, law="AL-30, CR-33", by=operation_of_law,
        title=_("The time to answer is over"),
        meaning=_("The time to answer is over; not answering does not stop the case."),
    )  # fmt: skip
    def close_answer(self, on: date) -> None:
        """Objection to jurisdiction and counterclaim are barred from here (trap 31)."""

    @step(
        source=[*RUNNING], target=SAME, law="AL-30, CR-33", by=clerk, when=[answer_waits],
        title=_("Forward the answer to the other side"),
        meaning=_("The applicant was sent the answer."),
    )  # fmt: skip
    def forward_answer(self, on: date) -> None:
        """The answer stands in the open file; this records that the other side was sent it."""

    @step(
        source=[*RUNNING], target=SAME, law="AL-27, J2-20", by=respondent, when=[limitation_not_raised_yet],
        title=_("Raise limitation as a defence"),
        meaning=_("The respondent says the claim is too old; the tribunal must look at it now."),
    )  # fmt: skip
    def raise_limitation(self, on: date, reason: str) -> None:
        """A defence and no filter of acceptance; not raised here, it is lost in court (trap 26)."""
        self.speaking = self.dispute.party_of(self.act.by)  # type: ignore[attr-defined]
        self.limitation_raised_on = self.limitation_raised_on or on  # type: ignore[has-type]

    @step(
        source=[*PENDING], target=SAME, law="CR-58", by=respondent, when=[not_waived_yet, time_to_answer_is_left],
        title=_("Give up the rest of the time to answer"),
        meaning=_("The respondent needs no more time to answer; the hearing may be earlier."),
    )  # fmt: skip
    def waive_answer(self, on: date) -> None:
        """Shortened or dropped only with the agreement of the respondent whose time it is; its objections end with it."""
        self.speaking = self.dispute.party_of(self.act.by)  # type: ignore[attr-defined]
        gone = who_gave_up(self) | ({self.speaking.pk} if self.speaking else set())
        self.answer_waived = self.speaking is None or respondents(self) <= gone

    @step(
        source=[*RUNNING, Stage.SUSPENDED], target=SAME, law="CR-10", by=respondent, when=[in_time_for_objection, no_objection_waits],
        title=_("Object to jurisdiction"),
        meaning=_("The respondent says another committee should hear the case; this is decided first."),
    )  # fmt: skip
    def object_to_jurisdiction(self, on: date, reason: str) -> None:
        self.objection = "raised"

    @step(
        source=[*RUNNING], target=SAME, law="CR-10", by=director, when=[objection_pending],
        title=_("Reject the objection to jurisdiction"),
        meaning=_("The case stays here; the proceedings go on."),
    )  # fmt: skip
    def reject_objection(self, on: date, reason: str) -> None:
        """By written decision; an objection that is right leads to transfer."""
        self.objection = "rejected"

    @step(
        source=[*PREPARING, *HEARD], target=Stage.TRANSFERRED, law="CR-9, CR-10", by=director,
        title=_("Transfer the case to the committee that may hear it"), grave=True,
        meaning=_("The case goes to the committee that may hear it; nothing has to be filed again."),
    )  # fmt: skip
    def transfer(self, on: date, to: Any, reason: str) -> None:
        """Wrong jurisdiction found after acceptance, by objection or not: transfer, never refusal."""
        self.ended_on = on
        self.objection = "upheld" if self.objection else ""

    @step(
        source=[*RUNNING, Stage.SUSPENDED], target=SAME, law="CR-36", by=respondent, when=[in_time_for_objection, no_counterclaim_waits],
        title=_("File a counterclaim"),
        meaning=_("The respondent has a claim of its own; the committee decides within five working days whether to hear it here."),
    )  # fmt: skip
    def file_counterclaim(self, on: date, kind: str, text: str, amount: Any = None) -> None:
        self.counterclaim = {
            "kind": kind,
            "text": text,
            "amount": str(amount) if amount is not None else None,
        }

    @step(
        source=[*RUNNING], target=SAME, law="CR-36, CR-46", by=director, when=[counterclaim_asked],
        title=_("Join the counterclaim"), grave=True,
        meaning=_("Both claims are heard and decided together."),
    )  # fmt: skip
    def join_counterclaim(self, on: date) -> None:
        """The 45 days run anew from its acceptance (CR-46(4)); the applicant gets a time to answer it."""
        self.joined, self.counterclaim = self.counterclaim, {}
        self.answer_waived = False

    @step(
        source=[*RUNNING], target=SAME, law="CR-36", by=director, when=[counterclaim_asked],
        title=_("Do not join the counterclaim"),
        meaning=_("The counterclaim is not heard here; the reasons say whether it may be filed as a case of its own."),
    )  # fmt: skip
    def refuse_counterclaim(self, on: date, reason: str, ground: str = "separate") -> None:
        """To be filed separately, or (`scope`) outside what arbitration hears: then by a refusal notice (CR-36)."""
        self.counterclaim = {}

    @step(
        source=[*PREPARING], target=SAME, law="CR-44", by=applicant,
        when=[in_evidence_time, not_pending_change, changed_claim_stands, may_dispose_of_claims, collective_consents, others_consent_to_replace],
        title=_("Add or change a claim"),
        meaning=_("The applicant wants to add or change a claim; the tribunal decides on it."),
    )  # fmt: skip
    def ask_change(
        self,
        on: date,
        kind: str,
        text: str,
        amount: Any = None,
        instead: int | None = None,
        consent: str = "",
    ) -> None:
        """Before the evidence period ends; later ones are separate applications.

        `instead` is the claim it takes the place of, if one; `consent` is of the others who claim it or are represented (CR-63).
        """
        self.change = {"kind": kind, "text": text, "amount": str(amount) if amount is not None else None}
        if instead is not None:
            self.change["instead"] = instead

    @step(
        source=[*RUNNING], target=SAME, law="CR-44, CR-46", by=either(director, chair), when=[nobody_challenged_acts, change_asked],
        title=_("Take the changed claim"), grave=True,
        meaning=_("The changed claim is part of the case; the other side gets time to answer it."),
    )  # fmt: skip
    def take_change(self, on: date) -> None:
        """The 45 days run anew (CR-46(3)); the respondent gets a new time to answer.

        Who gave up the earlier one did not know of this claim: it is asked anew (CR-44).
        """
        self.joined, self.change = self.change, {}
        self.answer_waived = False

    @step(
        source=[*RUNNING], target=SAME, law="CR-44", by=either(director, chair), when=[nobody_challenged_acts, change_asked],
        title=_("Do not take the changed claim"),
        meaning=_("The changed claim is not heard here; it may be filed as a case of its own."),
    )  # fmt: skip
    def refuse_change(self, on: date, reason: str) -> None:
        """The claims stay as they were; nothing restarts."""
        self.change = {}

    @step(
        source=[*RUNNING], target=SAME, law="CR-46, AL-23", by=either(director, chair), when=[nobody_challenged_acts], title=_("Join a party"), grave=True,
        meaning=_("Somebody whose rights are at stake became a party and may speak."),
    )  # fmt: skip
    def join_party(
        self,
        on: date,
        called: str,
        side: str,
        kind: str = "organisation",
        address: str = "",
        worker: str = "",
    ) -> None:
        """A joint party or third person; the 45 days run anew from this decision (CR-46(1)). Its time to answer is its own."""
        self.answer_waived = False
