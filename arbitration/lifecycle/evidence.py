"""Evidence and facts before the tribunal: catalogues, opinions, rulings, the table of facts (AL-6, AL-39, CR-15, CR-41)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    admission_has_consent,
    contest_is_reasoned,
    denial_is_reasoned,
    elements_are_theirs,
    elements_were_stated,
    exhibit_is_theirs,
    exhibits_are_of_the_case,
    exhibits_are_the_others,
    late_is_explained,
    longer_than_before,
    may_admit,
    no_recusal_pending,
    nobody_challenged_acts,
    papers_are_the_partys,
    ruling_is_reasoned,
)
from arbitration.lifecycle.stages import HEARD, PREPARING, Stage
from disputes.lifecycle import clerk, either, party, tribunal
from disputes.lifecycle import presiding as chair
from disputes.steps import SAME, step

OPEN = [*PREPARING, Stage.IN_HEARING]  # until the debate is closed


class EvidenceSteps(models.Model):
    evidence_extended_until = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True

    @step(
        source=OPEN, target=SAME, law="AL-6, CR-15", by=either(party, clerk), when=[papers_are_the_partys, late_is_explained],
        title=_("Put evidence into the catalogue"),
        meaning=_("A side says what it proves by which paper; the others may contest it."),
    )  # fmt: skip
    def offer_evidence(self, on: date, items: Sequence[dict[str, Any]], why_late: str = "") -> None:
        """`items`: paper (its reference), title, pages, proves. Late evidence needs its reason.

        Of a party that comes to the counter the clerk enters what it handed in there.
        """
        first = self.dispute.papers.get(ref=items[0]["paper"])  # type: ignore[attr-defined]
        self.speaking = self.dispute.party_of(self.act.by) or first.party  # type: ignore[attr-defined]

    @step(
        source=OPEN, target=SAME, law="AL-6", by=party, when=[exhibit_is_theirs], title=_("Withdraw an exhibit"),
        meaning=_("A side does not rely on this paper any more; the paper stays in the file."),
    )  # fmt: skip
    def withdraw_evidence(self, on: date, exhibit: int) -> None:
        self.speaking = self.dispute.party_of(self.act.by)  # type: ignore[attr-defined]

    @step(
        source=OPEN, target=SAME, law="CR-41", by=party, when=[exhibits_are_the_others, contest_is_reasoned],
        title=_("Give an opinion on the other side's evidence"), answers=True,
        meaning=_("A side says of each exhibit whether it is genuine, lawfully obtained and to the point."),
    )  # fmt: skip
    def give_opinions(self, on: date, opinions: Sequence[dict[str, Any]]) -> None:
        """`opinions`: exhibit, authentic, lawful, relevant, text. A later opinion takes the place of an earlier one."""
        self.speaking = self.dispute.party_of(self.act.by)  # type: ignore[attr-defined]

    @step(
        source=[*PREPARING], target=SAME, law="CR-15", by=either(chair, clerk), when=[nobody_challenged_acts, longer_than_before],
        title=_("Give more time for evidence"),
        meaning=_("The period for evidence ends later for everybody; new claims may come until then, too."),
    )  # fmt: skip
    def extend_evidence(self, on: date, until: date, reason: str) -> None:
        """On request with reasons; the period is the committee's to set."""
        self.evidence_extended_until = until

    @step(
        source=OPEN, target=SAME, law="AL-6, AL-39", by=tribunal, when=[nobody_challenged_acts], title=_("Order evidence to be produced"),
        meaning=_("Evidence in the employer's hands must be produced by this day; if it is not, that counts against the employer."),
    )  # fmt: skip
    def order_evidence(self, on: date, what: str, due_on: date) -> None:
        """Failure to produce it counts against whoever holds it."""

    @step(
        source=HEARD, target=SAME, law="CR-15, CR-41", by=chair, when=[exhibits_are_of_the_case, ruling_is_reasoned, no_recusal_pending],
        title=_("Rule on the evidence"), audience="deliberation",
        meaning=_("The tribunal says which evidence it admits, and why; the parties read it in the award."),
    )  # fmt: skip
    def rule_on_evidence(self, on: date, rulings: Sequence[dict[str, Any]]) -> None:
        """`rulings`: exhibit, admitted (yes, partly, no), reason, reprimand (late evidence let in, CR-15)."""

    @step(
        source=OPEN, target=SAME, law="AL-6", by=party, when=[elements_are_theirs], title=_("State the facts of your claims"),
        meaning=_("A side says, point by point, on which facts its claims rest."),
    )  # fmt: skip
    def state_elements(self, on: date, items: Sequence[dict[str, Any]]) -> None:
        """`items`: claim, code, text. New words ask for a new answer."""
        self.speaking = self.dispute.party_of(self.act.by)  # type: ignore[attr-defined]

    @step(
        source=OPEN, target=SAME, law="AL-6, AL-24", by=party,
        when=[elements_were_stated, denial_is_reasoned, may_admit, admission_has_consent],
        title=_("Answer the stated facts"), answers=True,
        meaning=_("The other side says which of these facts it agrees to; those need no more proof."),
    )  # fmt: skip
    def answer_elements(self, on: date, items: Sequence[dict[str, Any]], consent: str = "") -> None:
        """`items`: claim, code, agrees, text."""
        self.speaking = self.dispute.party_of(self.act.by)  # type: ignore[attr-defined]
