"""A hearing of several sittings; a hearing that is not open to the public (AL-26, AL-35, AL-40, CR-25)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    closing_asked,
    closing_has_a_ground,
    missing_respondents,
    no_recusal_pending,
    nobody_challenged_acts,
    opened_on,
    respondents_gone,
    sitting_goes_on,
    sitting_is_written,
    tribunal_formed,
    who_left_had_come,
)
from arbitration.lifecycle.stages import HEARD, PREPARING, Stage
from disputes.lifecycle import party, presiding, speaks_for_a_party
from disputes.models.fields import EncryptedJSONField
from disputes.steps import SAME, step

BEFORE_THE_PUBLIC = [*PREPARING, Stage.IN_HEARING]


class SittingsSteps(models.Model):
    # Earlier sittings: day, absent (side), missing, left.
    sat = models.JSONField(default=list, blank=True, editable=False)
    closing = EncryptedJSONField(
        default=dict, blank=True, editable=False
    )  # asked for, by the key of the party: party, side, ground, reason
    in_private = models.BooleanField(_("Not open to the public"), default=False, editable=False)

    class Meta:
        abstract = True

    @step(
        source=Stage.IN_HEARING, target=SAME, law="AL-36, CR-39", by=presiding,
        when=[no_recusal_pending, sitting_goes_on, who_left_had_come],
        title=_("The respondent left without leave: go on in default"), grave=True,
        meaning=_("The respondent left the hearing without leave; it goes on, and the award may be made in its absence."),
    )  # fmt: skip
    def respondent_leaves(self, on: date, reason: str, gone: Sequence[int], proof: str = "") -> None:
        """`gone` are the keys of those who left; that they came shows that they were notified."""

    @step(
        source=[*HEARD], target=Stage.ACCEPTED, law="AL-35, AL-40, CR-38", by=presiding,
        when=[nobody_challenged_acts, sitting_is_written], title=_("Continue the hearing on another day"),
        meaning=_("The hearing is not over: it goes on before the same tribunal on a day that is notified as the first was."),
    )  # fmt: skip
    def adjourn(self, on: date, reason: str) -> None:
        """No article counts the sittings: each is notified five working days before, the 45 days run on (trap 7).

        After the debate too, where deliberating showed that something is not clear yet.
        """
        case: Any = self
        day = opened_on(case) or case.hearing_on
        missing = missing_respondents(case)
        row = {"day": day.isoformat(), "absent": case.absent_side} | ({"missing": missing} if missing else {})
        left = respondents_gone(case)
        self.sat = [*self.sat, row | ({"left": left} if left else {})]
        case.hearing_on, case.defaulted = None, False

    @step(
        source=BEFORE_THE_PUBLIC, target=SAME, law="AL-26, CR-25", by=party, when=[speaks_for_a_party],
        title=_("Ask that the hearing not be public"),
        meaning=_("A party asks that the public stay out of the hearing; the tribunal decides."),
    )  # fmt: skip
    def ask_closed(self, on: date, ground: str, reason: str) -> None:
        """For a state or trade secret or privacy; by agreement once every party asks. A later request replaces the party's own."""
        case: Any = self
        asking = case.dispute.party_of(case.act.by)
        row = {"party": asking.name, "side": asking.side, "ground": ground, "reason": reason}
        self.closing = {**self.closing, str(asking.pk): row}

    @step(
        source=BEFORE_THE_PUBLIC, target=SAME, law="AL-26, CR-25", by=presiding,
        when=[closing_asked, tribunal_formed, nobody_challenged_acts, closing_has_a_ground],
        title=_("Decide whether the hearing is public"),
        meaning=_("The tribunal decided on the request that the hearing not be public, and says why."),
    )  # fmt: skip
    def decide_closed(self, on: date, decision: str, reason: str) -> None:
        """`decision` is closed, or refused: then the hearing stays as it was laid."""
        self.in_private = self.in_private or decision == "closed"
        self.closing = {}
