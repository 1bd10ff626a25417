"""From filing to acceptance (AL-28 to AL-29, CR-29 to CR-32, CR-69)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    claims_are_clear,
    correction_time_over,
    in_scope,
    not_barred,
    not_corrected_before,
    not_decided_before,
    not_mediated_before,
    not_pending_already,
    opinion_given,
    our_jurisdiction,
    parties_are_known,
    taken_earlier,
)
from arbitration.lifecycle.stages import Stage
from disputes.lifecycle import applicant, clerk, director, either, opener, operation_of_law, party
from disputes.models import DocketEntry, Numbering
from disputes.models.fields import EncryptedTextField
from disputes.steps import SAME, step


def filer(record: Any, user: Any) -> bool:
    """The applicant's side, or the one who drafted the dispute."""
    return applicant(record, user) or opener(record.dispute, user)


def take_up_again(arbitration: Any) -> None:
    """Filed again in the same dispute: the applicant's claims that ended beside a counterclaim are asked anew, whether they
    are accepted or not; a counterclaim that came to no decision is filed anew by whose it is (CR-35, CR-36, CR-39).
    """
    before = DocketEntry.objects.filter(dispute=arbitration.dispute.pk)
    claims = arbitration.dispute.claims
    if not before.filter(step="arbitration.file").exists():
        return
    claims.filter(side="B").exclude(pk__in=arbitration.decided_claims).update(dropped=True)
    if taken_earlier(arbitration, "withdraw_claims") | taken_earlier(arbitration, "applicant_defaults"):
        changes = before.filter(step="arbitration.ask_change")
        replaced = {entry.facts.get("instead") for entry in changes} - {None}
        claims.filter(side="A", dropped=True).exclude(pk__in=replaced).update(dropped=False)


class IntakeSteps(models.Model):
    intake_number = models.CharField(_("Receipt number"), max_length=60, blank=True, editable=False)
    number = models.CharField(_("Case number"), max_length=60, blank=True, editable=False)
    received_on = models.DateField(_("Received on"), null=True, editable=False)
    known_on = models.DateField(_("The applicant knew since"), null=True, editable=False)
    time_facts = models.JSONField(
        default=dict, editable=False
    )  # ended_on, interruptions, suspensions (CR-27, CR-28)
    limitation_raised_on = models.DateField(_("Limitation raised on"), null=True, editable=False)
    correct_by = models.DateField(_("To be completed by"), null=True, editable=False)
    corrected = models.BooleanField(default=False, editable=False)  # told once (CR-29)
    mediated_before = models.BooleanField(default=False, editable=False)
    matter = models.CharField(_("Matter outside arbitration"), max_length=40, blank=True, editable=False)
    opinion = EncryptedTextField(_("Clerk's opinion"), blank=True, editable=False)
    silent_on = models.DateField(_("No decision in time, since"), null=True, editable=False)
    accepted_on = models.DateField(_("Accepted on"), null=True, editable=False)
    ended_on = models.DateField(_("Ended on"), null=True, editable=False)

    class Meta:
        abstract = True

    @step(
        source=Stage.NEW, target=Stage.RECEIVED, law="AL-28, CR-29", by=filer, when=[not_pending_already],
        title=_("File for arbitration"),
        meaning=_("The application is with the committee, which decides within five working days whether to take it."),
    )  # fmt: skip
    def file(
        self,
        on: date,
        known_on: date | None = None,
        time_facts: dict[str, Any] | None = None,
        proof: str = "",
    ) -> None:
        """Filed any way (counter, post, online); the day of filing is what limitation looks at (CR-27)."""
        take_up_again(self)
        self.received_on, self.known_on, self.time_facts = on, known_on, time_facts or {}
        self.intake_number = Numbering.next(self.office, "收", on.year)  # type: ignore[attr-defined]

    @step(
        source=Stage.RECEIVED, target=SAME, law="CR-22, CR-30", by=clerk, audience="side",
        title=_("Propose to the director how to decide on acceptance"),
        meaning=_("The clerk told the director what he thinks of taking the case."),
    )  # fmt: skip
    def propose_acceptance(self, on: date, opinion: str, matter: str = "") -> None:
        """The approval form of the side volume; `matter` names what belongs elsewhere (disputes.rules.scope)."""
        self.opinion, self.matter = opinion, matter

    @step(
        source=Stage.RECEIVED, target=Stage.CORRECTION, law="CR-29", by=clerk, when=[not_corrected_before],
        title=_("Return for completion, everything at once"),
        meaning=_("Something is missing; everything needed is named at once. The time to decide waits for it."),
    )  # fmt: skip
    def return_for_correction(self, on: date, defects: list[str], due_on: date) -> None:
        """All defects in one notice; `due_on` is the day the committee fixes (no rule gives a length)."""
        self.corrected, self.correct_by = True, due_on

    @step(
        source=Stage.CORRECTION, target=Stage.RECEIVED, law="CR-29, CR-46", by=either(applicant, clerk),
        title=_("Complete the application"), answers=True,
        meaning=_("What was missing came in; the time to decide runs anew."),
    )  # fmt: skip
    def complete_correction(self, on: date, note: str = "", proof: str = "") -> None:
        """A new five working days run from completion; nothing is carried over (CR-46(2), trap 6)."""

    @step(
        source=Stage.CORRECTION, target=Stage.NOT_ACCEPTED, law="CR-29, CR-31", by=clerk, when=[correction_time_over],
        title=_("Not accepted: the papers were not completed"), grave=True,
        meaning=_("What was missing did not come in time; the case is not taken. The applicant may apply again."),
    )  # fmt: skip
    def not_corrected(self, on: date) -> None:
        self._refuse(on)

    @step(
        source=Stage.RECEIVED, target=Stage.SUGGESTED, law="CR-69", by=clerk, when=[not_mediated_before],
        title=_("Suggest mediation first"),
        meaning=_("The committee suggests mediation first; it is voluntary."),
    )  # fmt: skip
    def suggest_mediation(self, on: date, body: str = "") -> None:
        """An unmediated filing: the party may agree or not; the five working days go on (CR-69)."""

    @step(
        source=Stage.SUGGESTED, target=Stage.DEFERRED, law="CR-69", by=applicant,
        title=_("Agree to mediation; acceptance is put off"),
        meaning=_("The sides try mediation first; if it brings nothing the application goes on here."),
    )  # fmt: skip
    def agree_to_mediation(self, on: date) -> None:
        self.mediated_before = True

    @step(
        source=Stage.SUGGESTED,
        target=Stage.RECEIVED,
        law="CR-69",
        by=applicant,
        title=_("Decline mediation"),
        meaning=_("The applicant wants the application handled now; it goes on."),
    )
    def decline_suggestion(self, on: date) -> None:
        self.mediated_before = True

    @step(
        source=Stage.DEFERRED, target=Stage.RECEIVED, law="CR-69, AL-14", by=either(party, clerk, operation_of_law),
        title=_("Mediation brought nothing; go on with acceptance"),
        meaning=_("Mediation brought no agreement; the committee goes on with the application."),
    )  # fmt: skip
    def resume_after_mediation(self, on: date, reason: str = "") -> None:
        """Failed, or fifteen days without agreement, or an agreement not kept."""

    @step(
        source=Stage.DEFERRED, target=Stage.SETTLED_BEFORE, law="CR-69, AL-14", by=clerk,
        title=_("Settled in mediation; the filing is closed"),
        meaning=_("The sides settled in mediation; nothing is left to arbitrate."),
    )  # fmt: skip
    def settle_before_acceptance(self, on: date, agreement: str = "") -> None:
        self.ended_on = on

    @step(
        source=Stage.RECEIVED, target=Stage.ACCEPTED, law="AL-29, CR-30", by=director,
        when=[opinion_given, in_scope, claims_are_clear, parties_are_known, our_jurisdiction, not_barred, not_decided_before],
        title=_("Accept the case"), grave=True,
        meaning=_("The committee takes the case; the award is due within forty-five days."),
    )  # fmt: skip
    def accept(self, on: date) -> None:
        """The day the head approves is the day of acceptance: the 45 days run from it (trap 5)."""
        self.accepted_on = on
        self.number = Numbering.next(self.office, "案", on.year)  # type: ignore[attr-defined]

    @step(
        source=Stage.RECEIVED, target=Stage.NOT_ACCEPTED, law="AL-29, CR-31, CR-34", by=director,
        title=_("Refuse the case"), grave=True,
        meaning=_("The committee may not take the case and says why; the applicant may go to court."),
    )  # fmt: skip
    def refuse(self, on: date, ground: str, reason: str) -> None:
        self._refuse(on)

    @step(
        source=Stage.RECEIVED, target=Stage.REDIRECTED, law="AL-21, CR-31", by=either(clerk, director),
        title=_("Point to the committee that may hear it"), grave=True,
        meaning=_("Another committee may hear the case; the applicant is told which."),
    )  # fmt: skip
    def redirect(self, on: date, to: str, reason: str) -> None:
        """A written pointer, not a refusal (trap 8)."""
        self.ended_on = on

    @step(
        source=[Stage.RECEIVED, Stage.SUGGESTED], target=SAME, law="AL-29, CR-31", by=operation_of_law, title=_("No decision in five working days: the applicant may sue"),
        meaning=_("The committee did not decide in time; the applicant may go to court, or go on waiting."),
    )  # fmt: skip
    def fall_silent(self, on: date) -> None:
        """Opens the court and decides nothing: the committee may still accept."""
        self.silent_on = self.silent_on or on

    def _refuse(self, on: date) -> None:
        self.ended_on = on
        self.number = Numbering.next(self.office, "不", on.year)  # type: ignore[attr-defined]
