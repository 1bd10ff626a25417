"""Review of a mediation agreement by the committee (docs/law.md 10.3; CR-74 to CR-79)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import director, either, operation_of_law, party
from disputes.models import Deadline, HandOff, Numbering, Post, Seat, User
from disputes.rules.clauses import clauses, confirms_relation
from disputes.service import latest_is_proved
from disputes.steps import NEW, SAME, Stages, guard, step


class ReviewStage(models.TextChoices):
    NEW = NEW, _("New")
    PROPOSED = "proposed", _("Waiting for the other side to join")
    SUBMITTED = "submitted", _("Submitted by both")
    ACCEPTED = "accepted", _("Accepted")
    REVIEWING = "reviewing", _("Under review")
    STATEMENT = "statement_draft", _("Mediation statement being served")
    EFFECTIVE = "effective", _("Mediation statement in effect")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    REFUSED = "refused", _("No statement made")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDED = [ReviewStage.EFFECTIVE, ReviewStage.NOT_ACCEPTED, ReviewStage.REFUSED, ReviewStage.WITHDRAWN]


def other_side(review: Any, user: User | None) -> bool:
    return user is not None and review.dispute.side_of(user) in {"A", "B"} - {review.proposed_by}


def one_who_asked(review: Any, user: User | None) -> bool:
    """Until the other side joins, the application is of its applicant alone (CR-74, CR-76)."""
    if user is None:
        return False
    asking = {review.proposed_by} if review.stage == ReviewStage.PROPOSED else {"A", "B"}
    return review.dispute.side_of(user) in asking


def reviewer(review: Any, user: User | None) -> bool:
    """While the post is held (CR-77)."""
    return (
        user is not None and review.arbitrator_id == user.pk and review.dispute.is_seated(user, "arbitrator")
    )


@guard(_("There is no signed mediation agreement in this dispute."), law="CR-74")
def agreement_exists(review: Any) -> bool:
    return review.agreement is not None


@guard(
    _("The fifteen days from the agreement taking effect are over, or have not begun."), law="CR-74, CR-75"
)
def within_fifteen_days(review: Any) -> bool:
    rows = Deadline.objects.filter(
        dispute=review.dispute.pk, rule="agreement_review_application", status="running"
    )
    return rows.filter(trigger_on__lte=review.act.on, due_on__gte=review.act.on).exists()


@guard(_("An agreement that confirms the employment relationship cannot be reviewed."), law="CR-75")
def confirms_no_relation(review: Any) -> bool:
    if review.dispute.claims.filter(kind="confirm_relation", dropped=False).exists():
        return False
    result = review.agreement.data.get("result", []) if review.agreement else []
    return not any(map(confirms_relation, clauses(each["text"] for each in result)))


@guard(
    _("The agreement is before a court for confirmation, or was confirmed; the two ways exclude each other."),
    law="CR-75",
)
def not_before_a_court(review: Any) -> bool:
    asked = HandOff.objects.filter(dispute=review.dispute.pk, ground="confirmation")
    return not asked.exclude(stage__in=["new", "withdrawn", "refused"]).exists()


@guard(_("A review of this agreement is pending or was decided."), law="CR-75, CR-79")
def not_reviewed_yet(review: Any) -> bool:
    again = [ReviewStage.WITHDRAWN]
    return (
        not type(review)
        ._default_manager.filter(dispute=review.dispute.pk)
        .exclude(pk=review.pk)
        .exclude(stage__in=again)
        .exists()
    )


@guard(
    _("The arbitrator and the recorder hold the posts and have no other part in this dispute."),
    law="CR-77, AL-33",
)
def reviewer_fits(review: Any) -> bool:
    facts = review.act.facts
    if not facts:
        return True
    people = [facts["arbitrator"], facts["recorder"]]
    named = {one.pk for one in people}
    if (
        len(named) != 2
        or review.dispute.partial(people)
        or Seat.objects.filter(
            dispute=review.dispute.pk, user__in=named, role__in=["party", "representative", "mediator"]
        ).exists()
    ):
        return False
    posts = Post.objects.current().filter(office=review.office_id)
    return (
        posts.filter(user=facts["arbitrator"], role__in=["presiding", "arbitrator"]).exists()
        and posts.filter(user=facts["recorder"], role__in=["recorder", "clerk"]).exists()
    )


@guard(_("The review was extended once."), law="CR-76")
def not_extended_before(review: Any) -> bool:
    return review.extended_on is None


@guard(_("The statement was served on both; it binds."), law="CR-76, AL-42")
def not_served_on_both(review: Any) -> bool:
    return not all(latest_is_proved(review.dispute, "D37", one) for one in review.dispute.parties.all())


@guard(_("Not every party has signed for the statement."), law="CR-77, AL-42")
def served_on_both(review: Any) -> bool:
    return all(latest_is_proved(review.dispute, "D37", one) for one in review.dispute.parties.all())


APPLYING = [agreement_exists, within_fifteen_days, confirms_no_relation, not_before_a_court]


class ReviewLifecycle(models.Model):
    stage = Stages(ReviewStage)
    proposed_by = models.CharField(max_length=1, blank=True, editable=False)
    number = models.CharField(_("Number"), max_length=60, blank=True, editable=False)
    submitted_on = models.DateField(_("Submitted on"), null=True, editable=False)
    accepted_on = models.DateField(_("Accepted on"), null=True, editable=False)
    extended_on = models.DateField(_("Extended on"), null=True, editable=False)
    effective_on = models.DateField(_("In effect since"), null=True, editable=False)
    arbitrator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("Arbitrator"),
        editable=False,
    )
    recorder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("Recorder"),
        editable=False,
    )

    class Meta:
        abstract = True

    @step(
        source=ReviewStage.NEW, target=ReviewStage.PROPOSED, law="CR-74", by=party, when=[*APPLYING, not_reviewed_yet],
        title=_("Ask the committee to review the agreement"),
        meaning=_("One side asks the committee to review the settlement so that it can be enforced; the other must join."),
    )  # fmt: skip
    def apply(self, on: date, pledge: str = "") -> None:
        """One side hands in for both; the other joins within the same fifteen days."""
        acting = self.act.by  # type: ignore[attr-defined]
        self.proposed_by = self.dispute.side_of(acting)  # type: ignore[attr-defined]

    @step(
        source=ReviewStage.PROPOSED, target=ReviewStage.SUBMITTED, law="CR-74", by=other_side,
        when=[within_fifteen_days, not_before_a_court], title=_("Join the application for review"), answers=True,
        meaning=_("Both sides asked; the committee decides whether to take the review."),
    )  # fmt: skip
    def join(self, on: date) -> None:
        self.submitted_on = on
        self.number = Numbering.next(self.office, "审", on.year)  # type: ignore[attr-defined]

    @step(
        source=ReviewStage.SUBMITTED, target=ReviewStage.ACCEPTED, law="CR-75", by=director,
        when=[confirms_no_relation, not_before_a_court], title=_("Accept the review"),
        meaning=_("The committee reviews the agreement within five working days."),
    )  # fmt: skip
    def accept(self, on: date) -> None:
        self.accepted_on = on

    @step(
        source=ReviewStage.SUBMITTED, target=ReviewStage.NOT_ACCEPTED, law="CR-75", by=director,
        title=_("Refuse the review"), grave=True,
        meaning=_("The committee may not review this agreement and says why; the agreement itself stays."),
    )  # fmt: skip
    def refuse(self, on: date, ground: str, reason: str) -> None:
        """Outside scope, no jurisdiction, out of time, confirms the relationship, or judicially confirmed."""

    @step(
        source=[ReviewStage.ACCEPTED, ReviewStage.REVIEWING], target=ReviewStage.REVIEWING, law="CR-77", by=director,
        when=[reviewer_fits], title=_("Name the arbitrator who reviews"),
        meaning=_("The arbitrator who reviews the agreement is named."),
    )  # fmt: skip
    def name_arbitrator(self, on: date, arbitrator: Any, recorder: Any) -> None:
        """Another one too, while it is reviewed: who fell ill, left or stands too near."""
        self.arbitrator, self.recorder = arbitrator, recorder

    @step(
        source=ReviewStage.REVIEWING, target=SAME, law="CR-76", by=director, when=[not_extended_before],
        title=_("Extend the review by five working days"),
        meaning=_("The review needs more time: five more working days at most."),
    )  # fmt: skip
    def extend(self, on: date, reason: str) -> None:
        self.extended_on = on

    @step(
        source=ReviewStage.REVIEWING, target=ReviewStage.STATEMENT, law="CR-77", by=reviewer,
        title=_("Make the mediation statement"), grave=True,
        meaning=_("The agreement is lawful; the statement takes effect when both have received it."),
    )  # fmt: skip
    def make_statement(self, on: date) -> None:
        """With the same content as the agreement."""

    @step(
        source=ReviewStage.REVIEWING, target=ReviewStage.REFUSED, law="CR-78", by=reviewer,
        title=_("Make no statement of the agreement"), grave=True,
        meaning=_("The agreement cannot be confirmed and the reason is given; the sides may go to arbitration."),
    )  # fmt: skip
    def refuse_statement(self, on: date, ground: str, reason: str) -> None:
        """Breaks the law, harms others, suspected false evidence, not voluntary, unclear: arbitration stays open."""

    @step(
        source=ReviewStage.STATEMENT, target=ReviewStage.EFFECTIVE, law="CR-77, AL-42", by=operation_of_law,
        when=[served_on_both], title=_("The mediation statement takes effect"),
        meaning=_("The settlement can now be enforced like an award."),
    )  # fmt: skip
    def take_effect(self, on: date) -> None:
        self.effective_on = on

    @step(
        source=[ReviewStage.PROPOSED, ReviewStage.SUBMITTED, ReviewStage.ACCEPTED, ReviewStage.REVIEWING, ReviewStage.STATEMENT],
        target=ReviewStage.WITHDRAWN, law="CR-76, CR-79", by=either(one_who_asked, operation_of_law), when=[not_served_on_both],
        title=_("Withdraw the review"), grave=True,
        meaning=_("The application for review was taken back; the agreement itself stays."),
    )  # fmt: skip
    def withdraw(self, on: date, reason: str = "") -> None:
        """Either side that asked, until the statement is served."""


__all__ = ["ENDED", "ReviewLifecycle", "ReviewStage"]
