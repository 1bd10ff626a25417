"""Candidate days for the hearing: the tribunal names a few, each party strikes those on which it cannot come (CR-38)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    candidates_are_lawful,
    candidates_are_open,
    no_recusal_pending,
    one_day_is_left,
    tribunal_formed,
)
from arbitration.lifecycle.stages import Stage
from disputes.lifecycle import clerk, either, party
from disputes.lifecycle import presiding as chair
from disputes.steps import SAME, step


class DatesSteps(models.Model):
    candidates = models.JSONField(default=dict, blank=True, editable=False)  # until, slots, struck

    class Meta:
        abstract = True

    @step(
        source=Stage.ACCEPTED, target=SAME, law="AL-35, CR-38", by=either(chair, clerk),
        when=[tribunal_formed, no_recusal_pending, candidates_are_lawful], title=_("Name candidate days for the hearing"),
        meaning=_("The parties may strike the days on which they cannot come; the hearing is then laid on one that is left."),
    )  # fmt: skip
    def offer_days(self, on: date, slots: Sequence[dict[str, Any]], until: date) -> None:
        """`slots`: room, day, start, end. Nothing is booked: the hearing is scheduled as always."""
        self.candidates = {"until": until.isoformat(), "slots": [dict(slot) for slot in slots], "struck": {}}

    @step(
        source=Stage.ACCEPTED, target=SAME, law="CR-38", by=party, when=[candidates_are_open, one_day_is_left],
        title=_("Strike days on which you cannot come"), answers=True,
        meaning=_("A party says on which of the candidate days it cannot come; who says nothing can come on all."),
    )  # fmt: skip
    def strike_days(self, on: date, cannot: Sequence[int]) -> None:
        """`cannot`: places in the list. A later answer takes the place of an earlier one."""
        case: Any = self
        case.speaking = case.dispute.party_of(case.act.by)
        struck = {**self.candidates.get("struck", {}), str(case.speaking.pk): list(cannot)}
        self.candidates = {**self.candidates, "struck": struck}
