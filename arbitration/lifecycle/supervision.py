"""Arbitration supervision (仲裁监督): an effective award that is clearly wrong is heard anew (B9-18, RECALLED in its details)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    heard_anew,
    no_recusal_pending,
    tribunal_still_lawful,
    votes_are_counted,
)
from arbitration.lifecycle.stages import HEARD, Stage
from disputes.lifecycle import operation_of_law, presiding
from disputes.steps import step


class SupervisionSteps(models.Model):
    reopened_on = models.DateField(_("Heard anew since"), null=True, editable=False)
    former_bench = models.JSONField(default=list, blank=True, editable=False)  # keys: they do not sit again

    class Meta:
        abstract = True

    @step(
        source=[Stage.AWARDED, Stage.CLOSED], target=Stage.ACCEPTED, law="B9-18", by=operation_of_law,
        title=_("The case is heard anew"),
        meaning=_("The award is looked at again by another tribunal; a new time for the award runs."),
    )  # fmt: skip
    def reopen(self, on: date) -> None:
        """Another tribunal, another hearing; what both sides said and handed in stays in the file."""
        case: Any = self
        self.reopened_on = on
        self.former_bench = [case.presiding_id, *case.bench]
        case.formed_on = case.presiding = case.recorder = case.recusal_of = None
        case.bench, case.outcome, case.defaulted = [], "", False
        case.ended_on = case.closed_on = case.hearing_on = case.overdue_on = case.extended_on = None

    @step(
        source=[*HEARD], target=Stage.AWARDED, law="B9-18, AL-45", by=presiding,
        when=[heard_anew, tribunal_still_lawful, no_recusal_pending, votes_are_counted],
        title=_("Leave the award as it is"), grave=True,
        meaning=_("Heard anew, the award proved right; it binds as before."),
    )  # fmt: skip
    def uphold_award(self, on: date, reason: str) -> None:
        """The other result is a new award in its place, open to suit."""
        case: Any = self
        case.ended_on = on
