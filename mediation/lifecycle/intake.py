"""From the application to the named mediator (AL-12, MR-21 to MR-25)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import lead, respondent
from disputes.models import Numbering, User
from disputes.steps import SAME, step
from mediation.guards.actors import applies, named_mediator, org_mediator, organisation, voice
from mediation.guards.intake import (
    both_agree,
    consented,
    dispute_is_live,
    in_scope,
    named_has_no_conflict,
    named_is_neutral,
    named_is_ours,
    named_is_there,
    names_both_sides,
    nobody_has_it,
    not_answered,
    nothing_running,
    office_mediates,
    somebody_else,
    states_claims,
    taker_has_no_conflict,
    taker_is_neutral,
    tells_facts,
)
from mediation.lifecycle.stages import ASKED, Stage
from mediation.voices import of_side


class IntakeSteps(models.Model):
    mediator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Mediator"),
    )
    number = models.CharField(_("Number"), max_length=60, blank=True, editable=False)
    received_on = models.DateField(_("Received on"), null=True, editable=False)
    answer = models.CharField(_("Answer of the other side"), max_length=8, blank=True, editable=False)
    answered_on = models.DateField(_("Answered on"), null=True, editable=False)
    accepted_on = models.DateField(_("Accepted on"), null=True, editable=False)

    class Meta:
        abstract = True

    @step(
        source=Stage.NEW, target=Stage.SUBMITTED, law="AL-12, MR-21", by=applies,
        when=[
            names_both_sides, states_claims, tells_facts, dispute_is_live,
            office_mediates, nothing_running,
        ],
        title=_("Apply for mediation"),
        meaning=_("A party asks for mediation; the claim's limitation period is interrupted by it."),
    )  # fmt: skip
    def apply(self, on: date) -> None:
        """Received and registered (MR-32) in one: the number is given with the day of receipt."""
        self.received_on = on
        self.number = Numbering.next(self.office, "调", on.year)

    @step(
        source=ASKED, target=SAME, law="MR-22", by=respondent, when=[not_answered],
        title=_("Agree to mediate"), answers=True,
        meaning=_("The respondent is willing to talk; the organisation can take the case."),
    )  # fmt: skip
    def consent(self, on: date, speaks: str = "") -> None:
        """The other side agrees once each of its voices does. `speaks` is the language it wants spoken."""
        self.speaking = self.dispute.party_of(self.act.by)  # type: ignore[attr-defined]
        if speaks and self.speaking:
            self.speaking.speaks = speaks
            self.speaking.save(update_fields=["speaks"])
        if of_side(self, "B") <= consented(self) | {voice(self)}:  # type: ignore[attr-defined]
            self.answer, self.answered_on = "agrees", on

    @step(
        source=ASKED, target=SAME, law="MR-22", by=organisation, when=[not_answered],
        title=_("Note that the other side agrees"), audience="joint",
        meaning=_("The respondent told the organisation that it agrees to mediation."),
    )  # fmt: skip
    def record_consent(self, on: date, note: str, proof: str = "") -> None:
        """An answer given orally or on paper; `note` says who gave it, when and how."""
        self.answer, self.answered_on = "agrees", on

    @step(
        source=ASKED,
        target=Stage.NOT_ACCEPTED,
        law="MR-22",
        by=respondent,
        title=_("Refuse to mediate"),
        answers=True,
        grave=True,
        meaning=_("The respondent does not want mediation; the applicant may go to arbitration."),
    )
    def refuse_consent(self, on: date) -> None:
        self.answer, self.answered_on, self.ended_on = "refuses", on, on

    @step(
        source=ASKED, target=Stage.NOT_ACCEPTED, law="MR-22", by=organisation, when=[not_answered],
        title=_("Note that the other side refuses"), audience="joint", grave=True,
        meaning=_("The other side told the organisation that it does not want mediation; arbitration is open."),
    )  # fmt: skip
    def record_refusal(self, on: date, note: str, proof: str = "") -> None:
        self.answer, self.answered_on, self.ended_on = "refuses", on, on

    @step(
        source=ASKED, target=Stage.ACCEPTED, law="MR-22", by=organisation, when=[both_agree, in_scope],
        title=_("Accept the mediation"),
        meaning=_("The organisation takes the case; from now the mediation should end within fifteen days."),
    )  # fmt: skip
    def accept(self, on: date) -> None:
        self.accepted_on = on

    @step(
        source=ASKED, target=Stage.NOT_ACCEPTED, law="MR-22", by=organisation, title=_("Do not accept the mediation"),
        grave=True,
        meaning=_("The organisation may not take the case and says why; the applicant may go to arbitration."),
    )  # fmt: skip
    def decline(self, on: date, ground: str) -> None:
        """`ground` is out_of_scope or no_consent; the words of the notice follow from it."""
        self.ended_on = on

    @step(
        source=[Stage.ACCEPTED, Stage.IN_MEDIATION], target=Stage.IN_MEDIATION, law="MR-25", by=lead,
        when=[named_is_ours, named_is_neutral, somebody_else, named_is_there, named_has_no_conflict], title=_("Name the mediator"),
        meaning=_("The organisation named the mediator who works on the case."),
    )  # fmt: skip
    def name_mediator(self, on: date, mediator: User) -> None:
        self.mediator = mediator

    @step(
        source=[Stage.ACCEPTED, Stage.IN_MEDIATION], target=Stage.IN_MEDIATION, law="MR-25", by=org_mediator,
        when=[nobody_has_it, taker_is_neutral, taker_has_no_conflict], title=_("Take the case"),
        meaning=_("A mediator works on the case from now on."),
    )  # fmt: skip
    def take(self, on: date) -> None:
        self.mediator = self.act.by

    @step(
        source=Stage.IN_MEDIATION,
        target=Stage.ACCEPTED,
        law="MR-25",
        by=named_mediator,
        title=_("Give the case back"),
        meaning=_("The mediator gave the case back; the organisation names another."),
    )
    def release(self, on: date) -> None:
        self.mediator = None
