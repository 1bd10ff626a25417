"""The agreement kept or broken, and the ways to give it force (AL-15, MR-32)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import either, operation_of_law
from disputes.steps import SAME, step
from mediation.guards.actors import follower, organisation, sides
from mediation.guards.keeping import (
    a_day_has_passed,
    a_sum_is_outstanding,
    broken_ones_are_overdue,
    is_outstanding,
    not_reminded_yet,
    nothing_outstanding,
    owed_to_who_says_so,
    said_for_oneself,
    sums_are_owed,
)
from mediation.lifecycle.stages import BINDING, Stage


class KeepingSteps(models.Model):
    class Meta:
        abstract = True

    @step(
        source=Stage.EFFECTIVE, target=SAME, law="MR-26", by=operation_of_law, title=_("Performance is due"),
        audience="agreement",
        meaning=_("The sums and acts agreed on are due on the days shown."),
    )  # fmt: skip
    def await_performance(self, on: date, instalment: int, due_on: str) -> None:
        """The next thing the agreement wants done, and its day."""

    @step(
        source=Stage.EFFECTIVE, target=SAME, law="MR-32", by=operation_of_law, when=[not_reminded_yet],
        title=_("A performance is due soon"), audience="agreement",
        meaning=_("Within three days something agreed on is due; who owes it and who gets it are told."),
    )  # fmt: skip
    def remind(self, on: date, instalment: int, due_on: str) -> None:
        """Once for each performance, by the ticker."""

    @step(
        source=BINDING, target=SAME, law="MR-32", by=follower,
        when=[a_sum_is_outstanding, is_outstanding, owed_to_who_says_so, said_for_oneself, sums_are_owed],
        title=_("Record a payment"), audience="agreement",
        meaning=_("A part of an agreed sum was paid; what is still open is shown to the cent."),
    )  # fmt: skip
    def record_payment(
        self, on: date, instalment: int, paid: Mapping[str, str], note: str = "", proof: str = ""
    ) -> None:
        """`paid` is yuan by the key of the worker; with one creditor side, under the empty key."""

    @step(
        source=BINDING, target=SAME, law="MR-32", by=either(follower, operation_of_law),
        when=[is_outstanding, owed_to_who_says_so, said_for_oneself],
        title=_("Record a performance"), audience="agreement",
        meaning=_("One of the agreed payments or acts was done."),
    )  # fmt: skip
    def record_instalment(self, on: date, instalment: int, note: str = "", proof: str = "") -> None:
        """The creditor or the organisation says that all of it was done; never the debtor alone."""

    @step(
        source=Stage.EFFECTIVE, target=SAME, law="AL-15, MR-26", by=operation_of_law,
        title=_("An agreed day passed without performance"), audience="agreement",
        meaning=_("An agreed day passed and nothing was noted; either pay, note the payment, or record the breach."),
    )  # fmt: skip
    def fall_overdue(self, on: date) -> None:
        """Records that nothing was reported; whether the agreement is broken is for a party to say."""

    @step(
        source=[Stage.EFFECTIVE, Stage.BREACHED], target=Stage.PERFORMED, law="MR-32",
        by=either(follower, operation_of_law), when=[nothing_outstanding],
        title=_("The agreement has been kept"), audience="agreement",
        meaning=_("Everything agreed on has been done; the matter is settled."),
    )  # fmt: skip
    def record_performance(self, on: date) -> None:
        """After the last performance, by the law itself."""

    @step(
        source=BINDING, target=Stage.BREACHED, law="AL-15, MR-30", by=either(sides, organisation),
        when=[a_day_has_passed, broken_ones_are_overdue], title=_("Record that the agreement was broken"), audience="agreement",
        grave=True,
        meaning=_("The agreement was not kept; arbitration, a payment order or enforcement may be open."),
    )  # fmt: skip
    def record_breach(self, on: date, instalments: Sequence[int] = ()) -> None:
        """Opens arbitration (AL-15) and, for pay and the like, the payment order (AL-16).

        `instalments` are the numbers of those that were not kept; none named: all that are overdue.
        """

    @step(
        source=BINDING, target=SAME, law="CR-74", by=operation_of_law, audience="agreement",
        title=_("The time for a joint review application passed"),
        meaning=_("The fifteen days to ask together for a review by the committee are over."),
    )  # fmt: skip
    def pass_review(self, on: date) -> None:
        """15 days from effect."""

    @step(
        source=BINDING, target=SAME, law="CPL-205", by=operation_of_law, audience="agreement",
        title=_("The time for joint judicial confirmation passed"),
        meaning=_("The thirty days to ask the court together for confirmation are over."),
    )  # fmt: skip
    def pass_confirmation(self, on: date) -> None:
        """30 days from effect."""
