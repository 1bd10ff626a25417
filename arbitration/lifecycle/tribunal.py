"""The tribunal: how the case is handled, who sits, who steps back (AL-31 to AL-33, OR-12 to OR-15)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    challenged_is_named,
    challenged_one,
    grounds_of_recusal_in_time,
    no_tribunal_yet,
    nobody_challenged_acts,
    nobody_decides_on_themselves,
    nobody_judges_their_own_award,
    nobody_recused_sits_again,
    nobody_sits_otherwise,
    not_challenged_already,
    number_fits,
    of_the_tribunal,
    one_or_three,
    persons_differ,
    persons_hold_posts,
    recorder_no_arbitrator,
    recusal_pending,
    said_before_everybody,
    simple_is_allowed,
    simple_is_possible,
    substitute_fits,
    substitute_if_upheld,
    sum_is_small,
    tribunal_formed,
    within_the_time_of_the_case,
)
from arbitration.lifecycle.stages import PREPARING, RUNNING, Stage
from disputes.lifecycle import director, either, party, tribunal
from disputes.lifecycle import presiding as chair
from disputes.models import User
from disputes.steps import SAME, step


class Mode(models.TextChoices):
    ORDINARY = "ordinary", _("Ordinary")
    SIMPLE = "simple", _("Simple handling")


class TribunalSteps(models.Model):
    mode = models.CharField(_("Handling"), max_length=10, choices=Mode, default=Mode.ORDINARY, editable=False)
    bench = models.JSONField(default=list, blank=True, editable=False)  # keys of those beside the presiding
    formed_on = models.DateField(_("Tribunal formed on"), null=True, editable=False)
    presiding = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    recorder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    challenged = models.JSONField(
        default=list, blank=True, editable=False
    )  # whose recusal is to be decided: keys

    class Meta:
        abstract = True

    @step(
        source=Stage.ACCEPTED, target=SAME, law="CR-56, CR-57", by=director,
        when=[simple_is_possible, sum_is_small, simple_is_allowed], title=_("Handle the case simply"),
        meaning=_("The case is simple: shorter times, one arbitrator, fewer forms."),
    )  # fmt: skip
    def handle_simply(self, on: date, ground: str) -> None:
        self.mode = Mode.SIMPLE

    @step(
        source=[*RUNNING], target=SAME, law="CR-61", by=either(chair, director), when=[nobody_challenged_acts, within_the_time_of_the_case],
        title=_("Turn to ordinary handling"),
        meaning=_("The case is not simple after all; the ordinary rules apply from now on."),
    )  # fmt: skip
    def to_ordinary(self, on: date, reason: str) -> None:
        """No restart: the time counts from the first acceptance."""
        self.mode = Mode.ORDINARY

    @step(
        source=Stage.ACCEPTED, target=SAME, law="AL-32, CR-37", by=director,
        when=[
            no_tribunal_yet, one_or_three, number_fits, persons_differ, recorder_no_arbitrator, persons_hold_posts, nobody_sits_otherwise,
            nobody_judges_their_own_award, nobody_recused_sits_again,
        ],
        title=_("Form the tribunal"),
        meaning=_("It is known who decides the case; a party may ask for a recusal with reasons."),
    )  # fmt: skip
    def form_tribunal(
        self, on: date, presiding: Any, recorder: Any, arbitrators: Any = (), override_reason: str = ""
    ) -> None:
        """One presiding and two more, or one alone in a simple case (OR-13); the recorder is none of them (OR-14)."""
        self.formed_on, self.presiding, self.recorder = on, presiding, recorder
        self.bench = [person.pk for person in arbitrators]

    @step(
        source=[*PREPARING], target=Stage.ACCEPTED, law="OR-15", by=director, when=[tribunal_formed],
        title=_("Dissolve a wrongly formed tribunal"), grave=True,
        meaning=_("The tribunal was not formed as the law says; a new one is formed."),
    )  # fmt: skip
    def dissolve_tribunal(self, on: date, reason: str) -> None:
        self.decided = (on, "本委", reason)  # of the hearing that was laid  # type: ignore[attr-defined]
        self.formed_on = self.presiding = self.recorder = None
        self.bench, self.challenged = [], []
        self.hearing_on = self.asked_on = None
        self.asked_by = self.asked_reason = ""
        self.sat = []  # type: ignore[var-annotated]  # heard from the beginning

    @step(
        source=[*PREPARING, Stage.IN_HEARING], target=SAME, law="AL-33, CR-11", by=party,
        when=[tribunal_formed, of_the_tribunal, not_challenged_already, grounds_of_recusal_in_time],
        title=_("Ask for a recusal"),
        meaning=_("A party says a member of the tribunal may not be impartial; this is decided within three working days."),
    )  # fmt: skip
    def ask_recusal(self, on: date, person: Any, reason: str, known_on: date | None = None) -> None:
        """Before the hearing opens; on a ground learnt later, until the debate ends. The person steps back.

        Of several each is decided for itself.
        """
        self.challenged = [*self.challenged, person.pk]

    @step(
        source=[*RUNNING, Stage.SUSPENDED], target=SAME, law="AL-33, CR-11, CR-12", by=director,
        when=[recusal_pending, challenged_is_named, nobody_decides_on_themselves, substitute_if_upheld, substitute_fits], title=_("Decide on the recusal"), grave=True,
        meaning=_("The request for recusal is decided, with its reason."),
    )  # fmt: skip
    def decide_recusal(
        self, on: date, decision: str, reason: str, substitute: Any = None, person: Any = None
    ) -> None:
        """`decision` is upheld (the substitute takes the seat) or rejected; `person` says whose, of several."""
        gone = challenged_one(self)
        self.recused = User.objects.get(pk=gone)
        if decision == "upheld":
            if gone == self.presiding_id:
                self.presiding = substitute
            if gone == self.recorder_id:
                self.recorder = substitute
            self.bench = [substitute.pk if key == gone else key for key in self.bench]
        self.challenged = [key for key in self.challenged if key != gone]

    @step(
        source=[*RUNNING, Stage.SETTLEMENT], target=SAME, law="CR-41", by=either(party, tribunal),
        when=[said_before_everybody], title=_("Say"),
        meaning=_("A word in the proceedings which everybody in the case can read."),
    )  # fmt: skip
    def say(self, on: date, text: str, audience: str = "open") -> None:
        """A word in the open room, between the parties and the tribunal."""
