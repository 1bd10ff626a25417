"""Handing a matter to a court (裁审衔接): filed by a party, sent by the office, answered by the court."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import either, operation_of_law, party, posted
from disputes.lifecycle.answering import (
    appeal_in_time,
    compares_what_was_decided,
    leaves_the_employer_its_time,
    letter_waits,
    may_hear_it_instead,
    mistake_is_shown,
    not_dismissed_before,
    not_gone_there_again,
    not_served_yet,
    order_was_over,
    party_of_the_dispute,
    result_fits_ground,
    somebody_may_still_object,
    something_was_left,
    was_answered,
)
from disputes.lifecycle.filing import (
    LAWFUL_TO_FILE,
    confirmation_in_time,
    ground_of,
    not_under_review,
)
from disputes.lifecycle.grounds import TRANSFER
from disputes.models.fields import EncryptedTextField
from disputes.steps import NEW, SAME, Stages, returned, step

if TYPE_CHECKING:
    from disputes.models import User


class Stage(models.TextChoices):
    NEW = NEW, _("New")
    PROPOSED = "proposed", _("Waiting for the other side to join")
    FILED = "filed", _("Filed, to be sent")
    SENT = "sent", _("Sent")
    ACKNOWLEDGED = "acknowledged", _("Registered by who received it")
    RETURNED = "returned", _("Returned")
    ORDERED = "ordered", _("Payment order issued")
    STANDS = "stands", _("Dismissed: the award stands")
    SET_ASIDE = "set_aside", _("Award set aside")
    GAVE_WAY = "gave_way", _("Dismissed: the worker has sued")
    JUDGED = "judged", _("Judged")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISMISSED_LATE = "dismissed_late", _("Dismissed as late")
    DISMISSED_SCOPE = "dismissed_scope", _("Dismissed: wrong party or no labour dispute")
    REFUSED = "refused", _("Refused")
    CONFIRMED = "confirmed", _("Agreement confirmed")
    OBJECTED = "objected", _("Payment order ended by objection")
    ENFORCEABLE = "enforceable", _("Payment order enforceable")
    ENFORCED = "enforced", _("Enforced")
    ACTED = "acted", _("The inspection acted: paid, or ordered to pay")
    NOT_OBEYED = "not_obeyed", _("The order to pay was not obeyed: handed to the police")
    POINTED_BACK = "pointed_back", _("Pointed back to the procedure for disputes")
    CASE_OPENED = "case_opened", _("Criminal case opened")
    NO_CASE = "no_case", _("No criminal case")
    REVIEWED = "reviewed", _("Decided on review")
    DECLINED = "declined", _("Not accepted for review")


LIVE = (Stage.FILED, Stage.SENT, Stage.ACKNOWLEDGED, Stage.RETURNED, Stage.ORDERED)
RESULTS = (
    Stage.STANDS, Stage.SET_ASIDE, Stage.JUDGED, Stage.WITHDRAWN, Stage.DISMISSED_LATE, Stage.DISMISSED_SCOPE,
    Stage.REFUSED, Stage.CONFIRMED, Stage.ORDERED, Stage.ENFORCED, Stage.ACTED, Stage.NOT_OBEYED, Stage.POINTED_BACK,
    Stage.CASE_OPENED, Stage.NO_CASE, Stage.REVIEWED, Stage.DECLINED,
)  # fmt: skip
ANSWERED = (*RESULTS, Stage.OBJECTED, Stage.ENFORCEABLE)
HANDLED = tuple(dict.fromkeys((*LIVE, *ANSWERED, Stage.GAVE_WAY)))  # filed, wherever it is
FAILED = (Stage.WITHDRAWN, Stage.DISMISSED_LATE, Stage.DISMISSED_SCOPE, Stage.REFUSED)


def filer(handoff: Any, user: User | None) -> bool:
    """The party that goes to court, or its representative; on a fresh record anybody of a side."""
    seats = [seat for seat in handoff.dispute.seats_of(user) if seat.party_id]
    return any(handoff.filed_by_id in (None, seat.party_id) for seat in seats if seat.side in ("A", "B"))


def other_side(handoff: Any, user: User | None) -> bool:
    seats = handoff.dispute.seats_of(user)
    return any(seat.side in ("A", "B") and seat.side != handoff.filed_by.side for seat in seats)


def applicants(handoff: Any, user: User | None) -> bool:
    """Who asked the court: the filer; of what both must ask together either side. What the law itself sends nobody."""
    may = ground_of(handoff).may  # type: ignore[union-attr]
    return may != "nobody" and (filer(handoff, user) or (may == "both" and other_side(handoff, user)))


# The clerk of the committee whose award it is, the lead of the mediation organisation whose agreement it is.
sender = posted("clerk", "lead", "receiver", at="from_office_id")
head = posted("director", at="from_office_id")  # of the committee whose award it is
at_the_other = posted("clerk")


def speaks_for_it(handoff: Any, user: User | None) -> bool:
    """Nobody of the court or authority works here: who sent the file writes down what it said on paper."""
    return handoff.on_paper and sender(handoff, user)


def other_committee(handoff: Any, user: User | None) -> bool:
    """The committee that a case was transferred to."""
    return handoff.ground == TRANSFER and at_the_other(handoff, user)


court_clerk = either(posted("court"), speaks_for_it)
received = either(posted("court", "receiver"), other_committee, speaks_for_it)


def resists(handoff: Any, user: User | None) -> bool:
    """Against whom an award is being enforced: it may say why it must not be (J1-24)."""
    against_an_award = handoff.ground == "enforcement" and handoff.record_type == "award"
    return against_an_award and other_side(handoff, user)


class HandOffLifecycle(models.Model):
    """Every entry is also named by its ground: `handoff.file:suit`, `handoff.record_result:set_aside`."""

    stage = Stages(Stage)
    filed_on = models.DateField(_("Filed on"), null=True, editable=False)
    sent_on = models.DateField(_("Sent on"), null=True, editable=False)
    docket_number = models.CharField(
        _("Docket number of the court"), max_length=60, blank=True, editable=False
    )
    ruling = models.CharField(_("Number of the ruling"), max_length=60, blank=True, editable=False)
    answered_on = models.DateField(_("Answered on"), null=True, editable=False)
    return_reason = EncryptedTextField(_("Why it came back"), blank=True, editable=False)
    on_paper = models.BooleanField(default=False, editable=False)  # nobody of the receiver works here
    venue = models.CharField(_("Why this court"), max_length=20, blank=True, editable=False)
    served = models.JSONField(
        default=dict, blank=True, editable=False
    )  # party's key -> day of receiving the ruling
    left = models.JSONField(
        default=list, blank=True, editable=False
    )  # what people did on a struck answer: numbers in the open stream

    class Meta:
        abstract = True

    @step(
        source=Stage.NEW, target=returned(Stage.FILED, Stage.PROPOSED), law="AL-48, AL-49, AL-50, CPL-205",
        by=either(filer, operation_of_law),
        when=LAWFUL_TO_FILE, title=_("Go to court or to an authority"), grave=True,
        meaning=_("A party takes the matter to a court or an authority; the office now sends the file there."),
    )  # fmt: skip
    def file(
        self, on: date, reason: str = "", proof: str = "", venue: str = "", grounds: Sequence[str] = (),
        challenged: str = "", known_on: str = "", told_on: str = "",
    ) -> str:  # fmt: skip
        """What both must ask together waits, as proposed, for the other side to join (CPL-205).

        `venue` says why this court (`disputes.models.venue.WHY`), `grounds` which of art. 49 are relied on; for a review
        `challenged` names the authority's act and `known_on` the day the party learnt of it; `told_on` the day it learnt of the right to a review, if not told.
        """
        self.filed_on, self.venue = on, venue or self.venue
        return Stage.PROPOSED if ground_of(self).may == "both" else Stage.FILED  # type: ignore[union-attr]

    @step(
        source=Stage.PROPOSED, target=Stage.FILED, law="CPL-205", by=other_side,
        when=[confirmation_in_time, not_under_review], title=_("Join the application to the court"), grave=True,
        meaning=_("The other side joined; the application is complete and goes to the court."),
    )  # fmt: skip
    def join(self, on: date) -> None:
        self.filed_on = on

    @step(
        source=[Stage.PROPOSED, Stage.FILED, Stage.RETURNED], target=Stage.WITHDRAWN, law="CPL-205, J1-22, J1-25",
        by=either(applicants, operation_of_law), when=[leaves_the_employer_its_time],
        title=_("Take the application to the court back"),
        meaning=_("The application is dropped before a court has it, as if it had never been made; it may be made again within its time limit."),
    )  # fmt: skip
    def withdraw(self, on: date) -> None:
        """Nothing was before the court yet, or it came back; the window runs on. At the court it is taken back there."""

    @step(
        source=[Stage.FILED, Stage.RETURNED], target=Stage.SENT, law="CPL-126", by=sender,
        when=[may_hear_it_instead], title=_("Send the file to the court"),
        meaning=_("The sealed file is with the court or authority, which now looks at it."),
    )  # fmt: skip
    def send(self, on: date, court: int | None = None) -> None:
        """The package is made and handed over (`disputes.court.sequels`).

        `court` is the key of another competent court, where the first one returned the file as not its own (J1-3, AL-49).
        """
        for other in self.other_venues if court else ():  # type: ignore[attr-defined]
            if other.court.pk == court:
                self.office, self.venue = other.court, other.code
        self.sent_on = on
        self.on_paper = not self.office.works_here  # type: ignore[attr-defined]
        self.return_reason = ""

    @step(
        source=Stage.SENT, target=SAME, law="CPL-126", by=speaks_for_it, title=_("Record the receipt on paper"),
        meaning=_("The file was handed over on paper or on a disk; who took it signed for it."),
    )  # fmt: skip
    def hand_over(self, on: date, taken_by: str, proof: str = "") -> None:
        """For a court without a system: list and package were brought there; `taken_by` signed for them."""

    @step(
        source=Stage.SENT, target=Stage.ACKNOWLEDGED, law="CPL-126", by=received,
        title=_("Register the file received"),
        meaning=_("Who received the file has taken the case and given it a number, and now decides."),
    )  # fmt: skip
    def acknowledge(self, on: date, docket_number: str) -> None:
        self.docket_number = docket_number

    @step(
        source=Stage.SENT, target=Stage.RETURNED, law="CPL-126", by=received,
        title=_("Return the file to the office"),
        meaning=_("The file came back with the reason; the office completes it and sends it again."),
    )  # fmt: skip
    def return_file(self, on: date, reason: str) -> None:
        self.return_reason = reason

    @step(
        source=[Stage.SENT, Stage.ACKNOWLEDGED], target=SAME, law="J1-24, J1-25", by=resists,
        when=[not_dismissed_before], title=_("Object to the enforcement"),
        meaning=_("The other side told the court on which grounds the award must not be enforced; the court decides."),
    )  # fmt: skip
    def resist(self, on: date, grounds: Sequence[str], reason: str) -> None:
        """`grounds` are codes of J1-24(1)-(7); those of AL-49 are the same but the last."""

    @step(
        source=[Stage.SENT, Stage.ACKNOWLEDGED], target=SAME, law="B9-18", by=operation_of_law,
        title=_("The court that enforces is told of the supervision"),
        meaning=_("What is being enforced is heard anew, or that is over; the court is told what holds now."),
    )  # fmt: skip
    def tell_of_supervision(self, on: date, what: str) -> None:
        """`what`: opened, upheld or replaced. Webhooks carry it through the outbox; its system reads it with the hand-off. A
        court on paper is written to (D45), and who sent the file brings the letter.
        """

    @step(
        source=[Stage.SENT, Stage.ACKNOWLEDGED], target=SAME, law="B9-18", by=speaks_for_it, when=[letter_waits],
        title=_("Record that the court has the letter"),
        meaning=_("The court was told on paper what holds now of what it enforces; who took the letter signed for it."),
    )  # fmt: skip
    def hand_over_letter(self, on: date, taken_by: str, proof: str = "") -> None:
        """`taken_by` signed for it, or the number of the receipt of the post."""

    @step(
        source=Stage.ACKNOWLEDGED, target=SAME, law="CPL-139", by=court_clerk, title=_("Record the court's hearing"),
        meaning=_("The court has set the day of its hearing."),
    )  # fmt: skip
    def record_hearing(self, on: date, held_on: str = "", place: str = "") -> None:
        """The day the court named for its hearing."""

    @step(
        source=Stage.ACKNOWLEDGED, target=returned(*RESULTS), law="AL-49, J1-21, J1-22, CPL-157", by=received,
        when=[result_fits_ground, order_was_over], title=_("Record the answer"), grave=True,
        meaning=_("The answer is here; what it changes is shown below it."),
    )  # fmt: skip
    def record_result(
        self, on: date, result: str, ruling: str, served: dict[str, str] | None = None, served_on: str = "",
        proof: str = "", obey_by: str = "", evasion: str = "",
    ) -> str:  # fmt: skip
        """`on` is the day of the ruling, `served` the day each party (by key) received it, `served_on` the last.

        Of an order to pay that was not obeyed: `obey_by`, its term, and `evasion`, what was done so as not to pay.
        """
        self.ruling, self.answered_on = ruling, on
        return result

    @step(
        source=list(ANSWERED), target=Stage.ACKNOWLEDGED, law="CR-22, CPL-157",
        by=either(received, sender), when=[was_answered, mistake_is_shown, not_gone_there_again],
        title=_("Strike the answer: it was written down wrongly"), grave=True,
        meaning=_("The answer was written down wrongly and does not hold; the right one is recorded next. The docket keeps both."),
    )  # fmt: skip
    def strike_result(self, on: date, reason: str, proof: str) -> None:
        """What it started is put right as far as nobody acted on it (`disputes.court.striking`); `proof` is the paper."""
        self.ruling, self.answered_on, self.served = "", None, {}

    @step(
        source=Stage.ACKNOWLEDGED, target=SAME, law="CR-22", by=operation_of_law,
        title=_("What was done on the struck answer waits for the office"),
        meaning=_("Somebody acted on the answer before it was struck; the office sees to that and tells those concerned."),
    )  # fmt: skip
    def leave_to_the_office(self, on: date, acts: Sequence[int]) -> None:
        """`acts` are numbers in the open stream; no rule undoes what a person did."""
        self.left = [*acts]

    @step(
        source=list(HANDLED), target=SAME, law="CR-22", by=sender,
        when=[something_was_left], title=_("Say what became of it"),
        meaning=_("The office says what became of what was done on the answer that was struck."),
    )  # fmt: skip
    def settle_what_was_left(self, on: date, done: str) -> None:
        """In words; the steps themselves are taken where they belong."""
        self.left = []

    @step(
        source=[Stage.JUDGED, Stage.SET_ASIDE, Stage.STANDS], target=SAME, law="B9-1, AL-48, AL-49",
        by=either(court_clerk, head), when=[compares_what_was_decided], title=_("Compare the award with the judgment"),
        meaning=_("Where award and judgment agree or part is kept for the report on one scope and one standard."),
    )  # fmt: skip
    def compare(self, on: date, views: Sequence[dict[str, Any]]) -> None:
        """`views`: of each claim `claim` (its key), `view` (same, partly, differs), `article` and `reason`."""

    @step(
        source=[*RESULTS, Stage.ENFORCEABLE], target=SAME, law="AL-49, J1-18, J1-21, J1-24, CPL-171",
        by=either(court_clerk, sender, operation_of_law), when=[was_answered, party_of_the_dispute, not_served_yet],
        title=_("The party received the court's ruling"),
        meaning=_("The court's ruling reached this party; its own time limit to react runs from this day."),
    )  # fmt: skip
    def serve_result(self, on: date, party: int, proof: str = "") -> None:
        """`party` by its key: each party's own windows count from its own receipt (trap 21). An order to pay that stands
        against one debtor may reach another later, whose days run from then on (CPL-227).
        """
        self.served = {**self.served, str(party): on.isoformat()}
        self.concerned: int | None = int(party)

    @step(
        source=Stage.NOT_OBEYED, target=SAME, law="劳动保障监察条例-18", by=operation_of_law,
        title=_("The inspection hands it to the police itself"),
        meaning=_("Nobody of the inspection works in this system: it hands the suspected crime to the police on its own."),
    )  # fmt: skip
    def hand_on_itself(self, on: date) -> None:
        """Nothing is sent from here."""

    @step(
        source=[Stage.JUDGED, *FAILED], target=SAME, law="CPL-171", by=either(party, court_clerk), when=[appeal_in_time],
        title=_("A party appeals"),
        meaning=_("This party appealed within its time, so the judgment or ruling does not take effect; the next court up decides."),
    )  # fmt: skip
    def note_appeal(self, on: date, party: int, handed_in_on: str = "", proof: str = "") -> None:
        """`party` by its key; `handed_in_on` where it is said later, perhaps when the time seemed unused."""
        self.concerned = int(party)

    @step(
        source=[*RESULTS, Stage.ENFORCEABLE], target=SAME, law="AL-48, AL-49, CPL-171, CPL-250", by=operation_of_law,
        title=_("A window the court's answer opened passed unused"),
        meaning=_("Nobody used the time the court's answer left; it cannot be used any more."),
    )  # fmt: skip
    def let_pass(self, on: date) -> None:
        """A party did not sue again, ask again, appeal or have enforced in its time."""

    @step(
        source=[Stage.FILED, Stage.SENT, Stage.ACKNOWLEDGED, Stage.RETURNED], target=Stage.GAVE_WAY, law="J1-21",
        by=operation_of_law, title=_("The request to set aside gives way to the worker's suit"),
        meaning=_("The worker sued on the same award, so the court judges the whole matter in that suit."),
    )  # fmt: skip
    def give_way(self, on: date) -> None:
        """The worker sued on the same award in the own window."""

    @step(
        source=[Stage.ORDERED, Stage.ENFORCEABLE], target=Stage.OBJECTED, law="CPL-228, J1-13", by=court_clerk,
        when=[somebody_may_still_object], title=_("Record the debtor's objection"),
        meaning=_("The debtor objected in time: the payment order has no effect and the way to a suit is open."),
    )  # fmt: skip
    def end_order(self, on: date) -> None:
        """A valid objection ends the order; on an agreement (AL-16) the worker may sue directly (J1-13)."""
        self.concerned = None  # it ends the days of every debtor

    @step(
        source=Stage.ORDERED, target=Stage.ENFORCEABLE, law="CPL-227", by=operation_of_law,
        title=_("Nobody objected to the payment order"),
        meaning=_("The time to object is over: the payment order can be enforced."),
    )  # fmt: skip
    def stand(self, on: date) -> None:
        """15 days from each debtor's receipt passed without payment or objection."""
