"""Double-blind rounds: each side's limit in secret, and only whether they meet (AL-3, MR-24)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import operation_of_law
from disputes.steps import SAME, step
from mediation.guards.actors import may_settle, named_mediator, sides
from mediation.guards.blind import (
    a_round_runs,
    have_not_met,
    limit_is_a_sum,
    no_round_runs,
    not_in_yet,
    rounds_are_left,
    two_sides_alone,
)
from mediation.lifecycle.stages import Stage


class BlindSteps(models.Model):
    class Meta:
        abstract = True

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="AL-3, MR-24", by=named_mediator,
        when=[two_sides_alone, no_round_runs, rounds_are_left, have_not_met], title=_("Open a double-blind round"), audience="joint",
        meaning=_("Each side may write its limit for one sum in secret; nobody reads it, only whether the limits meet is said."),
    )  # fmt: skip
    def open_round(self, on: date, about: str) -> None:
        """`about` is what the sum is for. At most three rounds in one dispute, none after the limits met."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="AL-3, MR-24", by=sides, unwritten={"limit"},
        when=[a_round_runs, may_settle, not_in_yet, limit_is_a_sum], title=_("Write your limit in secret"), answers=True, audience="joint",
        meaning=_("This side is in; its figure is read by nobody and erased when the round is over."),
    )  # fmt: skip
    def enter_limit(self, on: date, limit: Decimal) -> None:
        """The applicant's least, the respondent's most, in yuan. Once in a round: trying again would feel the way."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="AL-3, MR-24", by=operation_of_law,
        title=_("Both are in: the limits were compared"), audience="joint",
        meaning=_("The house compared the two figures and erased them; only whether they meet is known."),
    )  # fmt: skip
    def compare_limits(self, on: date, outcome: str) -> None:
        """`outcome` is overlap or apart."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="AL-3, MR-24", by=named_mediator, when=[a_round_runs],
        title=_("End the double-blind round"), audience="joint",
        meaning=_("The round ended without a comparison; what was written is erased."),
    )  # fmt: skip
    def end_round(self, on: date) -> None:
        """Nothing is compared."""
