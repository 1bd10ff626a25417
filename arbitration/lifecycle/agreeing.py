"""What the sides agree on while the case runs: to settle between themselves, to have somebody else mediate (AL-41, CR-70)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    may_settle,
    nobody_delegated_yet,
    nothing_heard_yet,
    other_side_proposed,
    speaks_for_itself,
    terms_are_those_read,
    terms_are_written,
)
from arbitration.lifecycle.stages import PREPARING, RUNNING
from disputes.lifecycle import party
from disputes.models.fields import EncryptedJSONField
from disputes.steps import SAME, step


class AgreeingSteps(models.Model):
    settlement = EncryptedJSONField(
        default=dict, blank=True, editable=False
    )  # proposed by a side, not yet agreed
    delegation_agreed = models.JSONField(default=dict, blank=True, editable=False)  # side -> organisation

    class Meta:
        abstract = True

    @step(
        source=[*RUNNING], target=SAME, law="AL-41, MR-11", by=party, audience="joint",
        when=[may_settle, speaks_for_itself, terms_are_written], title=_("Propose a settlement to the other side"),
        meaning=_("One side proposes how to settle; only the parties read it, the tribunal does not."),
    )  # fmt: skip
    def propose_settlement(self, on: date, terms: str) -> None:
        """In place of what stood before. What is conceded in it is not used against who conceded it (MR-11)."""
        side = self.dispute.side_of(self.act.by)  # type: ignore[attr-defined]
        self.settlement = {"by": side, "terms": "\n".join(terms.strip().splitlines()), "on": on.isoformat()}

    @step(
        source=[*RUNNING], target=SAME, law="AL-41, MR-11", by=party, grave=True,
        when=[may_settle, speaks_for_itself, other_side_proposed, terms_are_those_read],
        title=_("Agree to the settlement"), answers=True,
        meaning=_("Both sides agreed between themselves; the settlement is in the file, and the application may be withdrawn."),
    )  # fmt: skip
    def agree_settlement(self, on: date, read: str) -> None:
        """`read` are the terms agreed to. It ends nothing: the applicant withdraws, or asks for a mediation statement."""
        self.settlement = {**self.settlement, "agreed_on": on.isoformat()}

    @step(
        source=[*PREPARING], target=SAME, law="CR-70", by=party, when=[nobody_delegated_yet, nothing_heard_yet],
        title=_("Agree to mediation by somebody else"),
        meaning=_("This side agrees that the organisation named mediates before the hearing; the tribunal delegates once both do."),
    )  # fmt: skip
    def agree_to_delegation(self, on: date, body: str) -> None:
        """Both sides have to name the same organisation."""
        side: Any = self.dispute.side_of(self.act.by)  # type: ignore[attr-defined]
        self.delegation_agreed = {**self.delegation_agreed, side: body.strip()}
