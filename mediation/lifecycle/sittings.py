"""Sittings on site, online, by phone, or in writing with questions; their minutes, confirmed by who was there (MR-25, MR-32)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import operation_of_law
from disputes.steps import SAME, step
from mediation.guards.actors import named_mediator, sides
from mediation.guards.sittings import (
    answered_where_asked,
    answers_have_time,
    asked_where_it_is_read,
    is_signed,
    minutes_are_of_a_sitting,
    minutes_wait,
    no_questions_open_there,
    questions_are_open,
    questions_wait,
    rounds_of_questions_are_left,
    sitting_is_ahead,
    time_lies_ahead,
)
from mediation.lifecycle.stages import TALKING, Stage


class SittingSteps(models.Model):
    class Meta:
        abstract = True

    @step(
        source=TALKING, target=SAME, law="MR-25", by=named_mediator, when=[time_lies_ahead],
        title=_("Call a sitting"), audience="joint",
        meaning=_("The mediator asks both sides to a sitting; day, time and place or link are shown."),
    )  # fmt: skip
    def call_sitting(self, on: date, kind: str, at: datetime, place: str = "") -> None:
        """`place` is a room, or the link of an online sitting. Nobody is punished for staying away (AL-3)."""

    @step(
        source=TALKING, target=SAME, law="MR-25", by=named_mediator, when=[sitting_is_ahead],
        title=_("Call a sitting off"), audience="joint",
        meaning=_("The sitting does not take place at that time."),
    )  # fmt: skip
    def call_off_sitting(self, on: date, sitting: int, reason: str) -> None:
        """`sitting` is its number."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="MR-25, MR-32", by=named_mediator,
        when=[minutes_are_of_a_sitting], title=_("Record a sitting"), audience="joint",
        meaning=_("The mediator noted what was said at a sitting; it stays in the mediation."),
    )  # fmt: skip
    def sit(
        self, on: date, minutes: str, place: str = "", sitting: int | None = None, present: Sequence[str] = ()
    ) -> None:
        """The minutes are for the parties and the mediator alone (MR-24). `present` are voices; nobody named: all."""

    @step(
        source=TALKING, target=SAME, law="MR-32", by=sides, when=[minutes_wait, is_signed], unwritten={"drawn"},
        title=_("Confirm the minutes of a sitting"), answers=True, audience="joint",
        meaning=_("One who was there signed the minutes; a remark stands beside the signature."),
    )  # fmt: skip
    def confirm_minutes(
        self, on: date, sitting: int, typed: str = "", remark: str = "", drawn: bytes = b""
    ) -> None:
        """`drawn` is the signature as PNG, which no docket keeps; else the full name is typed."""

    @step(
        source=TALKING, target=SAME, law="MR-32", by=operation_of_law, title=_("The minutes are signed"), audience="joint",
        meaning=_("Everybody who was there and has an account has signed; the minutes are printed with the signatures."),
    )  # fmt: skip
    def close_minutes(self, on: date, sitting: int) -> None:
        """On the last signature that can be given here. `sitting` is its number."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="MR-25", by=named_mediator,
        when=[asked_where_it_is_read, no_questions_open_there, answers_have_time, rounds_of_questions_are_left],
        title=_("Ask questions in writing"), audience="joint",
        meaning=_("The mediator asks in writing; each side answers when it suits, until the day shown."),
    )  # fmt: skip
    def ask_questions(self, on: date, text: str, until: date, audience: str) -> None:
        """`audience` is joint, or the caucus of the side that is asked alone."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="MR-24, MR-25", by=sides,
        when=[questions_wait, answered_where_asked], title=_("Answer the questions"), answers=True, audience="joint",
        meaning=_("A side answered the mediator's questions in writing."),
    )  # fmt: skip
    def answer_questions(self, on: date, questions: int, text: str, audience: str) -> None:
        """`questions` is the number of the round; the answer is read by whoever reads the questions."""

    @step(
        source=TALKING, target=SAME, law="MR-25", by=named_mediator, when=[questions_are_open],
        title=_("Close a round of questions"), audience="joint",
        meaning=_("No more answers are awaited to these questions."),
    )  # fmt: skip
    def close_questions(self, on: date, questions: int, audience: str) -> None:
        """`questions` is its number."""
