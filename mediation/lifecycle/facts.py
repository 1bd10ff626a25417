"""Undisputed facts, and what a side takes along to arbitration. What was said of them stays in the talks (MR-24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import either, operation_of_law
from disputes.steps import SAME, step
from mediation.guards.actors import may_settle, named_mediator, sides
from mediation.guards.facts import (
    fact_is_said,
    fact_is_theirs_to_withdraw,
    fact_waits,
    facts_are_confirmed,
    facts_can_be_held,
    list_has_room,
    papers_are_their_own,
    told_in_own_caucus,
)
from mediation.lifecycle.stages import ONWARD, TALKING


class FactsSteps(models.Model):
    class Meta:
        abstract = True

    @step(
        source=TALKING, target=SAME, law="MR-24, B9-8", by=either(sides, named_mediator),
        when=[fact_is_said, list_has_room], title=_("State an undisputed fact"), audience="joint",
        meaning=_("A fact was written down which the other side may confirm."),
    )  # fmt: skip
    def state_fact(self, on: date, wording: str) -> None:
        """A side's own statement is its confirmation; the mediator's needs every side's."""

    @step(
        source=TALKING, target=SAME, law="MR-24, B9-8", by=sides, when=[fact_waits], title=_("Confirm a fact"), answers=True,
        audience="joint",
        meaning=_("Both sides say the same about this fact."),
    )  # fmt: skip
    def confirm_fact(self, on: date, fact: int) -> None:
        """`fact` is its number. It binds nobody outside the talks until all agree that it crosses."""

    @step(
        source=TALKING, target=SAME, law="MR-24", by=either(sides, named_mediator),
        when=[fact_is_theirs_to_withdraw], title=_("Withdraw a fact"), audience="joint",
        meaning=_("The fact is not put forward any more."),
    )  # fmt: skip
    def withdraw_fact(self, on: date, fact: int) -> None:
        """As long as not all have confirmed it."""

    @step(
        source=(*TALKING, *ONWARD), target=SAME, law="MR-24, B9-8", by=sides, when=[may_settle, facts_are_confirmed],
        title=_("Agree that confirmed facts go to arbitration"), audience="joint", grave=True,
        meaning=_("This side lets the confirmed facts go to the tribunal; both must agree."),
    )  # fmt: skip
    def release_facts(self, on: date, facts: Sequence[int]) -> None:
        """`facts` are their numbers. They cross only if the mediation ends without an agreement that is kept."""

    @step(
        source=(*TALKING, *ONWARD), target=SAME, law="MR-24", by=sides, when=[facts_can_be_held],
        title=_("Keep facts in the mediation after all"), audience="joint",
        meaning=_("This side keeps the facts in the mediation; nothing of them passes on."),
    )  # fmt: skip
    def hold_facts(self, on: date, facts: Sequence[int]) -> None:
        """Takes back one's own agreement, as long as they have not crossed."""

    @step(
        source=ONWARD, target=SAME, law="MR-24, B9-8", by=operation_of_law, audience="agreement",
        title=_("Undisputed facts pass on to arbitration"),
        meaning=_("The facts both sides confirmed and let go are before the tribunal; nothing else of the talks is."),
    )  # fmt: skip
    def cross_facts(self, on: date, facts: Sequence[int]) -> None:
        """Those all confirmed and all agreed to pass on, as one paper of the dispute."""

    @step(
        source=(*TALKING, *ONWARD), target=SAME, law="AL-6, MR-24", by=sides,
        when=[papers_are_their_own, told_in_own_caucus], title=_("Choose papers for the file of the arbitration"),
        audience="notes",
        meaning=_("The side chose which of its own papers go into the arbitration file."),
    )  # fmt: skip
    def choose_papers(self, on: date, papers: Sequence[str]) -> None:
        """The references of all that are chosen; an earlier choice that has not crossed is replaced."""

    @step(
        source=ONWARD, target=SAME, law="AL-6, AL-28", by=operation_of_law,
        title=_("Papers a side chose go into the file"),
        meaning=_("Papers which their own side chose were put into the file; nothing else of the mediation was."),
    )  # fmt: skip
    def carry_papers(self, on: date, papers: Sequence[str]) -> None:
        """`papers` are the references of the copies in the open file."""
