"""Arbitration supervision (仲裁监督): a result in effect that is clearly wrong is heard anew (B9-18, RECALLED in its details).

An award is a record of its own and is asked about there. A mediation statement (仲裁调解书) is this record's: it may be asked
about where it was not made freely, or where what it says is against the law (AL-42: of one's own will; B9-18: any effective
result). That these two are its grounds follows CPL's review of a court's statement; no text says so for a committee's.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    against_will_or_law,
    award_heard_anew,
    no_court_has_the_statement,
    no_recusal_pending,
    statement_heard_anew,
    statement_in_effect,
    statement_not_asked_about_yet,
    statement_was_asked_about,
    tribunal_still_lawful,
    votes_are_counted,
)
from arbitration.lifecycle.stages import FILED, HEARD, Stage
from disputes.lifecycle import director, operation_of_law, party, presiding
from disputes.steps import SAME, step

SETTLED = [Stage.MEDIATED, *FILED]


class SupervisionSteps(models.Model):
    supervision_asked_on = models.DateField(null=True, editable=False)  # of the mediation statement
    statement_since = models.DateField(null=True, editable=False)  # in effect since, while it is heard anew
    reopened_on = models.DateField(_("Heard anew since"), null=True, editable=False)
    former_bench = models.JSONField(default=list, blank=True, editable=False)  # keys: they do not sit again

    class Meta:
        abstract = True

    @step(
        source=[Stage.AWARDED, *FILED], target=Stage.ACCEPTED, law="B9-18", by=operation_of_law,
        title=_("The case is heard anew"),
        meaning=_("The award is looked at again by another tribunal; a new time for the award runs."),
    )  # fmt: skip
    def reopen(self, on: date) -> None:
        """Another tribunal, another hearing; what both sides said and handed in stays in the file."""
        self._begin_anew(on)

    def _begin_anew(self, on: date) -> None:
        case: Any = self
        self.reopened_on = on
        self.former_bench = [case.presiding_id, *case.bench]
        case.formed_on = case.presiding = case.recorder = None
        case.challenged = []
        case.bench, case.sat, case.outcome, case.defaulted = [], [], "", False
        case.ended_on = case.closed_on = case.archived_on = case.hearing_on = case.overdue_on = (
            case.extended_on
        ) = None

    @step(
        source=[*HEARD], target=Stage.AWARDED, law="B9-18, AL-45", by=presiding,
        when=[award_heard_anew, tribunal_still_lawful, no_recusal_pending, votes_are_counted],
        title=_("Leave the award as it is"), grave=True,
        meaning=_("Heard anew, the award proved right; it binds as before."),
    )  # fmt: skip
    def uphold_award(self, on: date, reason: str) -> None:
        """The other result is a new award in its place, open to suit."""
        case: Any = self
        case.ended_on = on

    @step(
        source=[*SETTLED], target=SAME, law="B9-18, AL-42", by=party,
        when=[statement_in_effect, no_court_has_the_statement, statement_not_asked_about_yet, against_will_or_law],
        title=_("Ask the committee to look at the mediation statement again"),
        meaning=_("A party says the statement was not made freely or is against the law; the director decides."),
    )  # fmt: skip
    def ask_statement_supervision(self, on: date, ground: str, reason: str) -> None:
        """No time limit is written; enforcement goes on meanwhile."""
        self.supervision_asked_on = on

    @step(
        source=[*SETTLED], target=SAME, law="B9-18", by=director, when=[statement_was_asked_about],
        title=_("Refuse to open the settled case again"),
        meaning=_("The director found the statement free and lawful; it binds as before."),
    )  # fmt: skip
    def refuse_statement_supervision(self, on: date, reason: str) -> None:
        self.supervision_asked_on = None

    @step(
        source=[*SETTLED], target=Stage.ACCEPTED, law="B9-18, AL-42", by=director,
        when=[statement_in_effect, no_court_has_the_statement, against_will_or_law],
        title=_("Have the settled case heard anew"), grave=True,
        meaning=_("The statement was not made freely or is against the law; it is not enforced while another tribunal hears the case."),
    )  # fmt: skip
    def reopen_statement(self, on: date, ground: str, reason: str) -> None:
        """On request or of the committee's own motion, unless a court has the case."""
        case: Any = self
        self.supervision_asked_on = None
        self.statement_since, case.effective_on = case.effective_on, None
        self._begin_anew(on)

    @step(
        source=[*HEARD], target=Stage.MEDIATED, law="B9-18, AL-42", by=presiding,
        when=[statement_heard_anew, tribunal_still_lawful, no_recusal_pending, votes_are_counted],
        title=_("Leave the mediation statement as it is"), grave=True,
        meaning=_("Heard anew, the statement proved free and lawful; it binds as before."),
    )  # fmt: skip
    def uphold_statement(self, on: date, reason: str) -> None:
        """In effect since the day it was before. The other results are an award, or a new statement, in its place."""
        case: Any = self
        case.effective_on, self.statement_since = self.statement_since, None
        case.ended_on = on
