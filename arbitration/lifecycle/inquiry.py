"""What the committee finds out itself: evidence in other hands, expert opinions; and what it advises an employer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    appraisal_fits,
    body_has_time,
    collection_fits,
    few_inquiries_wait,
    holder_is_named,
    inquiry_is_out,
    inquiry_waits,
    nobody_challenged_acts,
    payer_is_a_party,
    there_is_an_employer,
    two_officers,
)
from arbitration.lifecycle.stages import HEARD, PREPARING, Stage
from disputes.lifecycle import clerk, director, either, party, presiding, recorder, tribunal
from disputes.steps import SAME, step

OPEN = [*PREPARING, Stage.IN_HEARING]
UNDER_WAY = [*PREPARING, *HEARD, Stage.SUSPENDED]  # a case often stands still until experts answer (CR-47)
ADVISED = [*PREPARING, *HEARD, Stage.SETTLEMENT, Stage.SUSPENDED, Stage.AWARDED, Stage.MEDIATED]


class InquirySteps(models.Model):
    class Meta:
        abstract = True

    @step(
        source=OPEN, target=SAME, law="AL-37, CR-16", by=party, when=[holder_is_named, few_inquiries_wait],
        title=_("Ask for evidence to be collected, or experts to be heard"),
        meaning=_("A party cannot get this evidence itself, or a question needs experts; the tribunal decides on it."),
    )  # fmt: skip
    def ask_inquiry(self, on: date, kind: str, what: str, reason: str, holder: str = "") -> None:
        """`kind` is collection (evidence in the hands of `holder`) or appraisal (the question is `what`)."""
        self.speaking = self.dispute.party_of(self.act.by)  # type: ignore[attr-defined]

    @step(
        source=OPEN, target=SAME, law="AL-37, CR-16", by=presiding, when=[nobody_challenged_acts, inquiry_waits],
        title=_("Refuse to collect evidence or to hear experts"),
        meaning=_("What a party asked for is not needed to decide the case, or it can get it itself."),
    )  # fmt: skip
    def refuse_inquiry(self, on: date, inquiry: int, reason: str) -> None:
        """`inquiry` is its number."""

    @step(
        source=OPEN, target=SAME, law="CR-16", by=either(tribunal, clerk), when=[nobody_challenged_acts, collection_fits, two_officers],
        title=_("Collect evidence"),
        meaning=_("Two officers of the committee ask for evidence where it is kept; both sides may comment on what they find."),
    )  # fmt: skip
    def collect_evidence(
        self, on: date, what: str, holder: str, officers: Sequence[str], inquiry: int | None = None
    ) -> None:
        """On request (`inquiry` is its number) or of its own motion; at least two persons with a letter."""

    @step(
        source=OPEN, target=SAME, law="AL-37, CR-40", by=presiding, when=[nobody_challenged_acts, appraisal_fits, payer_is_a_party, body_has_time],
        title=_("Commission an expert opinion"),
        meaning=_("Experts are asked; who asked for them advances the fee, and who the result is against bears it."),
    )  # fmt: skip
    def commission_appraisal(
        self, on: date, what: str, body: str, payer: str, due_on: date, fee: Any = None, agreed: str = "",
        inquiry: int | None = None,
    ) -> None:  # fmt: skip
        """The body both sides agreed on (`agreed`), else one the tribunal names; `fee` in yuan."""

    @step(
        source=UNDER_WAY, target=SAME, law="CR-16, CR-17, AL-37", by=either(tribunal, recorder, clerk),
        when=[inquiry_is_out], title=_("Record what was found"),
        meaning=_("What was collected, or what the experts say, is in the file; both sides may comment on it."),
    )  # fmt: skip
    def record_inquiry(self, on: date, inquiry: int, found: str) -> None:
        """The papers themselves are added to the case beside it."""

    @step(
        source=ADVISED, target=SAME, law="AL-1", by=either(presiding, director), when=[there_is_an_employer],
        title=_("Advise the employer"),
        meaning=_("The committee tells the employer what it should do better so that no such dispute comes up again."),
    )  # fmt: skip
    def advise_employer(self, on: date, problem: str, advice: str) -> None:
        """An arbitration proposal (仲裁建议书): it binds nobody and decides nothing."""
