"""Words, more time, and the ends without an agreement (MR-24, MR-29, MR-30)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disputes import wording
from disputes.lifecycle import applicant, either, operation_of_law
from disputes.steps import SAME, step
from mediation.guards.actors import named_mediator, side, sides, voice
from mediation.guards.talks import (
    agrees_without_account,
    asked_by_somebody_else,
    asked_day_lies_ahead,
    later_than_now,
    may_speak_there,
)
from mediation.lifecycle.stages import RUNNING, UNSETTLED, Stage


def day_asked(facts: Mapping[str, Any]) -> list[str]:
    return [gettext("until %(day)s") % {"day": wording.day_text(facts["until"], wording.spoken())}]


class TalksSteps(models.Model):
    extension_by = models.CharField(max_length=1, blank=True, editable=False)
    extension_agreed = models.JSONField(default=list, blank=True, editable=False)  # by which voices
    extension_until = models.DateField(null=True, editable=False)
    agreed_until = models.DateField(_("Extended by both until"), null=True, editable=False)
    arbitration_open_on = models.DateField(_("Arbitration open since"), null=True, editable=False)
    ended_on = models.DateField(_("Ended on"), null=True, editable=False)

    class Meta:
        abstract = True

    @step(
        source=RUNNING, target=SAME, law="MR-24", by=either(sides, named_mediator), when=[may_speak_there],
        title=_("Speak"), audience="joint",
        meaning=_("A message in the mediation; the tribunal never reads it."),
    )  # fmt: skip
    def say(self, on: date, text: str, audience: str) -> None:
        """Each side in its caucus and before both; the mediator everywhere, and in notes nobody else reads."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="MR-29", by=sides, when=[later_than_now],
        title=_("Ask to extend the mediation"), tells=day_asked,
        meaning=_("One side asks for more time; it counts only once everybody else agrees."),
    )  # fmt: skip
    def ask_extension(self, on: date, until: date) -> None:
        self.extension_by, self.extension_until, self.extension_agreed = side(self), until, [voice(self)]

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="MR-29", by=sides,
        when=[asked_by_somebody_else, asked_day_lies_ahead], title=_("Agree to the extension"), answers=True,
        meaning=_("More time is agreed to; it counts once everybody has agreed, and either side may still go to arbitration."),
    )  # fmt: skip
    def agree_extension(self, on: date) -> None:
        """Of several on a side each agrees for itself. The day of AL-14 stays: either may go to arbitration (trap 25)."""
        self._more_time(voice(self))

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="MR-29", by=named_mediator,
        when=[asked_by_somebody_else, asked_day_lies_ahead, agrees_without_account],
        title=_("Note that a side without an account agrees to more time"), audience="joint",
        meaning=_("A side without an account told the mediator that it agrees to more time; it counts once everybody has agreed."),
    )  # fmt: skip
    def record_extension(self, on: date, side: str, note: str, proof: str = "") -> None:
        """Told orally or on paper; `note` says by whom, when and how, and the paper of the extension prints it."""
        self._more_time(side)

    def _more_time(self, whose: str) -> None:
        self.extension_agreed = [*self.extension_agreed, whose]
        if set(self.voices) <= set(self.extension_agreed):  # type: ignore[attr-defined]
            self.agreed_until, self.extension_until = self.extension_until, None

    @step(
        source=RUNNING,
        target=Stage.FAILED,
        law="MR-30",
        by=sides,
        title=_("Give up the mediation"),
        grave=True,
        meaning=_(
            "One side ended the talks; the applicant may go to arbitration with everything carried over."
        ),
    )
    def give_up(self, on: date) -> None:
        """Either side, at any time before all have signed: mediation is voluntary (AL-3)."""
        self.ended_on = on

    @step(
        source=[Stage.ACCEPTED, Stage.IN_MEDIATION], target=Stage.FAILED, law="MR-29", by=operation_of_law,
        title=_("The time of the mediation ran out"),
        meaning=_("The time ran out without an agreement; the applicant may go to arbitration."),
    )  # fmt: skip
    def fail_by_time(self, on: date) -> None:
        self.ended_on = on

    @step(
        source=UNSETTLED, target=Stage.WITHDRAWN, law="AL-3, MR-21", by=applicant, title=_("Withdraw the application"),
        grave=True,
        meaning=_("The applicant took the application back; a new one is possible within the limitation period."),
    )  # fmt: skip
    def withdraw(self, on: date) -> None:
        self.ended_on = on

    @step(
        source=(Stage.SUBMITTED, *RUNNING), target=SAME, law="AL-14", by=operation_of_law,
        title=_("15 days without agreement: arbitration is open"),
        meaning=_("Fifteen days passed without agreement: the applicant may file for arbitration, talks may go on."),
    )  # fmt: skip
    def open_arbitration(self, on: date) -> None:
        """Records the right and decides nothing: the mediation goes on if the sides want it."""
        self.arbitration_open_on = on

    @step(
        source=[value for value in Stage.values if value != Stage.NEW], target=SAME, law="AL-27, CR-27, MR-31",
        by=operation_of_law, title=_("Limitation begins anew"),
        meaning=_("The one-year limitation period begins anew from the day shown."),
    )  # fmt: skip
    def restart_limitation(self, on: date, ground: str, restarts_on: str) -> None:
        """`restarts_on` is the day from which the year runs again; `ground` why (MR-31)."""
