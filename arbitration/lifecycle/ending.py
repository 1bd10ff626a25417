"""How a case stands still, is lengthened, and ends (CR-32, CR-35, CR-45 to CR-50)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    all_papers_served,
    answer_over,
    award_covers_claims,
    award_items_count,
    award_items_name_articles,
    before_the_last_day,
    claims_not_decided_yet,
    collective_consents,
    counterclaim_to_hear,
    court_has_the_case,
    everything_is_printed,
    file_is_whole,
    ground_in_the_rules,
    may_dispose_of_claims,
    no_claim_waits,
    no_counterclaim_to_hear,
    no_recusal_pending,
    nobody_challenged_acts,
    not_extended_before,
    nothing_else_to_hear,
    nothing_frozen_is_forgotten,
    objection_decided,
    other_applicants_consent,
    own_claims,
    own_claims_stand,
    own_counterclaim_stands,
    own_counterclaims,
    own_one_waits,
    result_is_in_the_file,
    something_else_to_hear,
    tribunal_still_lawful,
    votes_are_counted,
    wage_is_known,
)
from arbitration.lifecycle.outcomes import OUTCOMES, Outcome
from arbitration.lifecycle.stages import DECIDED, HEARD, INTAKE, PENDING, PREPARING, RUNNING, Stage
from disputes.lifecycle import applicant, clerk, director, either, operation_of_law, presiding, respondent
from disputes.steps import SAME, returned, step


class EndingSteps(models.Model):
    suspended_at = models.CharField(max_length=24, blank=True, editable=False)  # the stage to come back to
    suspended_on = models.DateField(_("Suspended on"), null=True, editable=False)
    suspended_for = models.CharField(max_length=40, blank=True, editable=False)
    extended_on = models.DateField(_("Extended on"), null=True, editable=False)
    court_number = models.CharField(
        _("Number of the suit over the delay"), max_length=60, blank=True, editable=False
    )
    overdue_on = models.DateField(_("No award in time, since"), null=True, editable=False)
    outcome = models.CharField(_("Closed by"), max_length=12, choices=Outcome, blank=True, editable=False)
    archived_on = models.DateField(_("Put into the archive on"), null=True, editable=False)
    closed_on = models.DateField(_("Closed on"), null=True, editable=False)
    nothing_given = models.BooleanField(default=False, editable=False)  # by the award, to the applicant

    class Meta:
        abstract = True

    @step(
        source=[*RUNNING], target=Stage.SUSPENDED, law="CR-46, CR-47", by=director, when=[ground_in_the_rules],
        title=_("Suspend the case"), grave=True,
        meaning=_("The case waits for something outside it; the days of waiting do not count."),
    )  # fmt: skip
    def suspend(self, on: date, ground: str, reason: str = "") -> None:
        """The 45 days stand still from the day of approval (CR-46(6)). A hearing that was laid is given back."""
        back = str(self.stage)  # type: ignore[attr-defined]
        if back == Stage.SCHEDULED:
            back, self.hearing_on = str(Stage.ACCEPTED), None
            self.asked_on, self.asked_by, self.asked_reason = None, "", ""
        self.suspended_at, self.suspended_on, self.suspended_for = back, on, ground

    @step(
        source=Stage.SUSPENDED, target=returned(*RUNNING), law="CR-47", by=either(director, presiding), when=[nobody_challenged_acts],
        title=_("Go on with the case"),
        meaning=_("The reason for waiting is gone; the time goes on."),
    )  # fmt: skip
    def resume(self, on: date, reason: str) -> str:
        back, self.suspended_at, self.suspended_for = self.suspended_at, "", ""
        self.stood_since, self.suspended_on = self.suspended_on, None
        return back

    @step(
        source=[*RUNNING], target=SAME, law="AL-43, CR-45", by=director, when=[not_extended_before, before_the_last_day],
        title=_("Extend the time for the award by 15 days"), grave=True,
        meaning=_("The case is complex; the director allowed up to fifteen more days for the award."),
    )  # fmt: skip
    def extend(self, on: date, reason: str) -> None:
        """Once; counted from the raw last day, never from a rolled one (trap 4)."""
        self.extended_on = on

    @step(
        source=[*PENDING], target=SAME, law="AL-43", by=operation_of_law,
        title=_("No award in time: a party may sue on the matter"),
        meaning=_("The award is late: a party may take the matter to court, or go on waiting."),
    )  # fmt: skip
    def run_overdue(self, on: date) -> None:
        """Opens the court and ends nothing: the committee goes on until a court has filed the suit (CR-48, trap 23)."""
        self.overdue_on = on

    @step(
        source=[*INTAKE, *PENDING], target=Stage.WITHDRAWN, law="CR-35, CR-63", by=applicant,
        when=[may_dispose_of_claims, collective_consents, other_applicants_consent, no_counterclaim_to_hear],
        title=_("Withdraw the application for arbitration"), grave=True,
        meaning=_("The applicant took the application back; the case ends."),
    )  # fmt: skip
    def withdraw(self, on: date, reason: str, consent: str = "") -> None:
        """A new application must be accepted (CR-35)."""
        self.ended_on = on  # type: ignore[assignment]

    @step(
        source=[*RUNNING, Stage.SUSPENDED], target=SAME, law="CR-35, CR-36, CR-63", by=applicant,
        when=[may_dispose_of_claims, collective_consents, other_applicants_consent, own_claims_stand, counterclaim_to_hear],
        title=_("Withdraw your own claims; the counterclaim is heard"), grave=True,
        meaning=_("The applicant took its own claims back; the case goes on for the counterclaim alone."),
    )  # fmt: skip
    def withdraw_claims(self, on: date, reason: str, consent: str = "") -> None:
        """The counterclaim is no part of what the applicant may dispose of; what it withdraws may be filed again (CR-35)."""
        self.given_up = own_claims(self)

    @step(
        source=[*RUNNING, Stage.SUSPENDED], target=SAME, law="CR-35, CR-36", by=respondent,
        when=[may_dispose_of_claims, own_counterclaim_stands, something_else_to_hear],
        title=_("Withdraw your counterclaim"), grave=True,
        meaning=_("The respondent took its counterclaim back; the other claims are heard as before."),
    )  # fmt: skip
    def withdraw_counterclaim(self, on: date, reason: str) -> None:
        """Undecided or joined; it may be filed again, on its own (CR-35). The 45 days go on as they were counted."""
        self._take_back_counterclaims()

    @step(
        source=[*RUNNING, Stage.SUSPENDED], target=Stage.WITHDRAWN, law="CR-35, CR-36", by=respondent,
        when=[may_dispose_of_claims, own_counterclaim_stands, nothing_else_to_hear],
        title=_("Withdraw your counterclaim, the last claim of the case"), grave=True,
        meaning=_("The respondent took its counterclaim back and no other claim is left; the case ends."),
    )  # fmt: skip
    def withdraw_last_counterclaim(self, on: date, reason: str) -> None:
        """The applicant's own claims were withdrawn, given up or decided before."""
        self._take_back_counterclaims()
        self.ended_on = on  # type: ignore[assignment]

    def _take_back_counterclaims(self) -> None:
        self.given_up = own_counterclaims(self)
        if own_one_waits(self):
            self.counterclaim: dict[str, Any] = {}

    @step(
        source=[*PREPARING, *HEARD, Stage.SUSPENDED], target=Stage.CANCELLED, law="CR-32", by=director,
        title=_("Withdraw a case accepted by mistake"), grave=True,
        meaning=_("The case should not have been taken; it ends here and the reason is given."),
    )  # fmt: skip
    def cancel(self, on: date, reason: str) -> None:
        """A jurisdiction error is transferred instead (CR-9)."""
        self.ended_on = on  # type: ignore[assignment]

    @step(
        source=[*PENDING], target=SAME, law="CR-48", by=operation_of_law, title=_("A court has filed the suit over the delay"),
        meaning=_("The court took the matter because of the delay; the committee ends its case."),
    )  # fmt: skip
    def note_suit(self, on: date, court_number: str) -> None:
        """The committee is told by the court; ending the case is its own decision."""
        self.court_number = court_number

    @step(
        source=[*PENDING], target=Stage.TERMINATED, law="AL-43, CR-48", by=director,
        when=[court_has_the_case], title=_("End the case: the court has taken it"), grave=True,
        meaning=_("The court has the matter now; the committee's case ends."),
    )  # fmt: skip
    def terminate(self, on: date, court_number: str = "") -> None:
        """Only once the court has filed the suit over the delay; else the case goes on."""
        self.court_number = court_number or self.court_number
        self.ended_on = on  # type: ignore[assignment]

    @step(
        source=[*HEARD], target=Stage.AWARDED, law="AL-45, AL-46, CR-49, CR-50, CR-53", by=presiding,
        when=[tribunal_still_lawful, no_recusal_pending, objection_decided, answer_over, no_claim_waits, votes_are_counted,
            award_items_count, award_items_name_articles, award_covers_claims, claims_not_decided_yet, wage_is_known],
        title=_("Make the award"), grave=True,
        meaning=_("The tribunal decided the case; the award is now served on each party."),
    )  # fmt: skip
    def make_award(
        self,
        on: date,
        items: list[dict[str, Any]],
        facts: str,
        reasons: str,
        relation: str = "",
        proof: str = "",
    ) -> None:
        """One document per kind: final items apart from the others (CR-50(4), trap 16)."""
        self.ended_on = on  # type: ignore[assignment]
        self.statement_since = None  # a statement that was heard anew has given way
        self.nothing_given = self.gives_nothing(items)  # type: ignore[attr-defined]

    @step(
        source=[*HEARD], target=SAME, law="AL-43, CR-49", by=presiding,
        when=[tribunal_still_lawful, no_recusal_pending, votes_are_counted, award_items_count, award_items_name_articles,
            claims_not_decided_yet, wage_is_known],
        title=_("Make an award on a part that is clear"), grave=True,
        meaning=_("What is clear already is decided first; the rest goes on."),
    )  # fmt: skip
    def award_in_part(
        self,
        on: date,
        items: list[dict[str, Any]],
        facts: str,
        reasons: str,
        relation: str = "",
        proof: str = "",
    ) -> None:
        """The rest of the case goes on; the partial award has its own remedies."""

    @step(
        source=list(DECIDED), target=Stage.CLOSED, law="CR-21, CR-22", by=director,
        when=[all_papers_served, nothing_frozen_is_forgotten], title=_("Close the file"),
        meaning=_("The committee has nothing more to do; the file goes to the archive."),
    )  # fmt: skip
    def close(self, on: date) -> None:
        self.outcome = OUTCOMES[Stage(self.stage)]  # type: ignore[attr-defined]
        self.closed_on = on

    @step(
        source=Stage.CLOSED, target=Stage.ARCHIVED, law="CR-21, CR-22, CR-24", by=clerk,
        when=[everything_is_printed, result_is_in_the_file, file_is_whole], title=_("Put the file into the archive"), audience="side",
        meaning=_("The bound file is in the archive and is kept there for as long as the rules say."),
    )  # fmt: skip
    def archive(self, on: date, absent: dict[str, str], remarks: str = "", shelfmark: str = "") -> None:
        """`absent` says of each paper that is not in the volumes why; `shelfmark` is where the bound file stands."""
        self.archived_on = on
