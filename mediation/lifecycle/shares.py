"""One mediation with many workers: each answers for itself; who declines goes on alone (AL-7, CR-63)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import applicant, operation_of_law
from disputes.models import Numbering
from disputes.steps import SAME, step
from mediation.guards.actors import may_settle, named_mediator
from mediation.guards.agreement import nothing_is_void
from mediation.guards.settling import offer_lies_ahead
from mediation.guards.shares import (
    answer_is_one,
    answering_is_over,
    answers_are_of_silent_workers,
    share_is_theirs,
)
from mediation.lifecycle.stages import Stage


class SharesSteps(models.Model):
    parted_from = models.CharField(_("Parted from the mediation"), max_length=60, blank=True, editable=False)

    class Meta:
        abstract = True

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="AL-7, CR-63", by=applicant,
        when=[may_settle, share_is_theirs, answer_is_one, offer_lies_ahead, nothing_is_void],
        title=_("Accept or decline your share"), answers=True, audience="joint", grave=True,
        meaning=_("One of the workers said whether the offer holds for that worker; nobody answers for another."),
    )  # fmt: skip
    def answer_share(self, on: date, offer: int, answer: str) -> None:
        """`answer` is `accepts` or `declines`; it stands."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="AL-7, CR-63", by=named_mediator,
        when=[answers_are_of_silent_workers, offer_lies_ahead, nothing_is_void],
        title=_("Note the answers of workers without an account"), audience="joint", grave=True,
        meaning=_("Workers without an account told the mediator whether the offer holds for them."),
    )  # fmt: skip
    def record_answers(
        self, on: date, offer: int, answers: Mapping[str, str], note: str, proof: str = ""
    ) -> None:
        """`answers` by the key of the party: `accepts` or `declines`; `note` says how they were given."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="CR-63", by=named_mediator, when=[answering_is_over, offer_lies_ahead],
        title=_("Close the answers"), audience="joint", grave=True,
        meaning=_("The time to answer is over; who said nothing is not bound by the offer."),
    )  # fmt: skip
    def close_answers(self, on: date, offer: int) -> None:
        """Silence is no consent: whoever did not answer in time has not accepted."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="CR-63", by=operation_of_law,
        title=_("Too few workers accepted"), audience="joint",
        meaning=_("Fewer workers accepted than the offer asks for; it is off the table."),
    )  # fmt: skip
    def fall_short(self, on: date, offer: int, accepted: int, least: int) -> None:
        """The offer binds nobody any more; the talks go on."""

    @step(
        source=Stage.NEW, target=Stage.FAILED, law="AL-5, CR-63", by=operation_of_law,
        title=_("Leave the joint mediation without an agreement"),
        meaning=_("The others agreed and this worker did not: this worker may go to arbitration alone."),
    )  # fmt: skip
    def part(self, on: date, joint: str, received_on: str, accepted_on: str) -> None:
        """A worker whom the agreement of the others does not bind, in a dispute of that worker's own."""
        self.parted_from, self.ended_on = joint, on
        self.received_on, self.accepted_on = date.fromisoformat(received_on), date.fromisoformat(accepted_on)
        self.number = Numbering.next(self.office, "调", on.year)  # type: ignore[attr-defined]
