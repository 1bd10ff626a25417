"""An award from its making to its effect, or its end before a court (AL-47 to AL-51, CR-50 to CR-54)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import director, operation_of_law, party, presiding
from disputes.models import Deadline, HandOff, Service
from disputes.steps import NEW, SAME, Stages, guard, returned, step

WINDOWS = ["award.suit", "award.set_aside"]


class AwardStage(models.TextChoices):
    NEW = NEW, _("New")
    MADE = "made", _("Made, the windows to sue run")
    EFFECTIVE = "effective", _("In effect")
    CONTESTED = "contested", _("Before a court")
    SUPERVISED = "supervised", _("Being heard anew")
    SET_ASIDE = "set_aside", _("Set aside")
    WITHOUT_EFFECT = "without_effect", _("Without effect")


def windows(award: Any) -> Any:
    return Deadline.objects.filter(
        dispute=award.dispute.pk, record_type="award", record_id=award.pk, code__in=WINDOWS
    )


def served_on_everybody(award: Any) -> bool:
    """The award itself; a correction or a decision on it is served apart and moves no window (trap 49)."""
    rows = Service.objects.filter(paper__code="D38", paper__record_type="award", paper__record_id=award.pk)
    return not rows.exclude(stage="served").exists()


@guard(_("The award is not final, and a party may still sue."), law="AL-50")
def nobody_may_sue_any_more(award: Any) -> bool:
    """A final award binds on its own date (trap 22); another once every party's own window is over (trap 21)."""
    if award.final:
        return True
    if not served_on_everybody(award):
        return False
    return windows(award).exists() and not windows(award).open().exists()


@guard(_("The text to correct and the correct text are needed."), law="CR-54")
def correction_is_said(award: Any) -> bool:
    facts = award.act.facts
    return not facts or bool(facts.get("wrong") and facts.get("right"))


@guard(_("A party may still go to court against it, or a court has the case already."), law="B9-18")
def no_court_has_it(award: Any) -> bool:
    """Who has not received it yet may go to court as well."""
    if not served_on_everybody(award) or windows(award).open().exists() or award.stayed or award.sued_by:
        return False
    rows = HandOff.objects.filter(record_type="award", record_id=award.pk, ground__in=("suit", "set_aside"))
    return not any(not one.ended for one in rows)


@guard(_("The case of this award is not over yet."), law="B9-18")
def its_case_is_over(award: Any) -> bool:
    return award.arbitration.stage in ("awarded", "closed", "archived")


@guard(
    _("Nobody has asked for it; decide of your own motion to hear the case anew, or leave it."), law="B9-18"
)
def supervision_was_asked(award: Any) -> bool:
    return award.supervision_asked_on is not None


@guard(_("A request waits for a decision already."), law="B9-18")
def supervision_not_asked_yet(award: Any) -> bool:
    return award.supervision_asked_on is None


class AwardLifecycle(models.Model):
    stage = Stages(AwardStage)
    supervision_asked_on = models.DateField(null=True, editable=False)
    made_on = models.DateField(_("Made on"), null=True, editable=False)
    effective_on = models.DateField(_("In effect since"), null=True, editable=False)
    stayed = models.BooleanField(_("Enforcement stayed"), default=False, editable=False)
    sued_by = models.JSONField(default=list, blank=True, editable=False)  # parties' keys (trap 20)

    class Meta:
        abstract = True

    @step(
        source=AwardStage.NEW,
        target=AwardStage.MADE,
        law="AL-46, CR-53",
        by=operation_of_law,
        title=_("The award is made"),
        meaning=_(
            "The tribunal decided; each party's time to react runs from the day it receives the award."
        ),
    )
    def make(self, on: date, proof: str = "") -> None:
        """The tribunal's `make_award` brings one of these per document."""
        self.made_on = on

    @step(
        source=[AwardStage.MADE, AwardStage.CONTESTED], target=AwardStage.EFFECTIVE, law="AL-47, AL-50", by=operation_of_law,
        when=[nobody_may_sue_any_more], title=_("The award takes effect"),
        meaning=_("The award is binding; who does not pay can be forced to by the court."),
    )  # fmt: skip
    def take_effect(self, on: date) -> None:
        """`on` is the award's own date if final, else the day after the last window (DT64, DT65)."""
        self.effective_on = on

    @step(
        source=[AwardStage.MADE, AwardStage.EFFECTIVE, AwardStage.CONTESTED, AwardStage.WITHOUT_EFFECT], target=SAME,
        law="AL-48, AL-49, AL-50", by=operation_of_law, title=_("A window to go to court is over"),
        meaning=_("One party's time to go to court is over without its doing so."),
    )  # fmt: skip
    def pass_window(self, on: date) -> None:
        """One party's own window, from its own receipt."""

    @step(
        source=[AwardStage.MADE, AwardStage.EFFECTIVE, AwardStage.CONTESTED],
        target=returned(AwardStage.MADE, AwardStage.CONTESTED, AwardStage.EFFECTIVE), law="AL-48, AL-50, J1-16, J1-17",
        by=operation_of_law, title=_("A suit on the award has been filed"),
        meaning=_("A party sued in time, so this award does not take effect while the court decides."),
    )  # fmt: skip
    def contest(self, on: date, party: int) -> str:
        """The whole award waits for the suing party; of several workers only for those who sue (J1-16, J1-17)."""
        self.sued_by = [*self.sued_by, party] if party not in self.sued_by else self.sued_by
        if self.waits_for_all():  # type: ignore[attr-defined]
            return AwardStage.CONTESTED
        return str(self.stage)

    @step(
        source=[AwardStage.MADE, AwardStage.EFFECTIVE], target=SAME, law="AL-49, J1-25", by=operation_of_law,
        title=_("The employer asks for the award to be set aside; enforcement is stayed"),
        meaning=_("The employer asks the court to set the award aside; enforcement waits for the court."),
    )  # fmt: skip
    def stay(self, on: date, party: int = 0) -> None:
        self.stayed = True

    @step(
        source=[AwardStage.EFFECTIVE, AwardStage.MADE, AwardStage.CONTESTED], target=returned(*AwardStage.values),
        law="J1-22, J1-25", by=operation_of_law, title=_("The award stands"),
        meaning=_("The court left the award as it is; it can be enforced."),
    )  # fmt: skip
    def stand(self, on: date, party: int = 0) -> str:
        """The request was dismissed or gave way, or the suit fell: what was stayed goes on."""
        self.stayed, self.bound = False, party or None
        self.sued_by = [key for key in self.sued_by if key != party]
        if self.stage != AwardStage.CONTESTED or self.waits_for_all():  # type: ignore[attr-defined]
            return str(self.stage)
        return AwardStage.EFFECTIVE if self.effective_on else AwardStage.MADE

    @step(
        source=[AwardStage.EFFECTIVE, AwardStage.MADE, AwardStage.CONTESTED], target=AwardStage.SET_ASIDE, law="AL-49",
        by=operation_of_law, title=_("The award is set aside"),
        meaning=_("The court removed the award; the parties may sue within fifteen days of receiving the ruling."),
    )  # fmt: skip
    def set_aside(self, on: date) -> None:
        """Either party may sue within fifteen days of receiving the ruling."""
        self.stayed, self.effective_on = False, None

    @step(
        source=[AwardStage.MADE, AwardStage.EFFECTIVE, AwardStage.CONTESTED], target=AwardStage.WITHOUT_EFFECT, law="J1-16",
        by=operation_of_law, title=_("The award has no effect"),
        meaning=_("The court decides the matter in the suit; this award is not carried out."),
    )  # fmt: skip
    def lose_effect(self, on: date) -> None:
        """The court has judged the matter, or found it no labour dispute: the award as a whole falls."""
        self.effective_on, self.stayed = None, False

    @step(
        source=[AwardStage.MADE, AwardStage.EFFECTIVE, AwardStage.CONTESTED, AwardStage.SET_ASIDE, AwardStage.WITHOUT_EFFECT],
        target=returned(AwardStage.MADE, AwardStage.EFFECTIVE, AwardStage.CONTESTED), law="CR-22", by=operation_of_law,
        title=_("The award is again as it was before an answer that was struck"),
        meaning=_("The court's answer had been written down wrongly; until the right one is here the award is as before."),
    )  # fmt: skip
    def restore(self, on: date, *, to: str, sued_by: list[int], stayed: bool, effective_on: str = "") -> str:
        """`to` is the stage before that answer (`arbitration.sequels.striking`)."""
        self.sued_by, self.stayed = sued_by, stayed
        self.effective_on = date.fromisoformat(effective_on) if effective_on else None
        return to

    @step(
        source=[AwardStage.MADE, AwardStage.EFFECTIVE, AwardStage.CONTESTED], target=SAME, law="CR-54", by=presiding,
        when=[correction_is_said], title=_("Correct a slip in the award"), grave=True,
        meaning=_("A slip of the pen or of arithmetic was put right; the decision itself is the same."),
    )  # fmt: skip
    def correct(self, on: date, wrong: str, right: str) -> None:
        """A slip of the pen or an item left out; the windows do not move (trap 49)."""
        self.corrections = [*self.corrections, {"on": on.isoformat(), "wrong": wrong, "right": right}]  # type: ignore[has-type]

    @step(
        source=AwardStage.EFFECTIVE, target=SAME, law="B9-18", by=party,
        when=[no_court_has_it, supervision_not_asked_yet], title=_("Ask the committee to look at the award again"),
        meaning=_("A party says the award in effect is clearly wrong; the director decides whether it is heard anew."),
    )  # fmt: skip
    def ask_supervision(self, on: date, reason: str) -> None:
        """No time limit is written; enforcement goes on meanwhile."""
        self.supervision_asked_on = on

    @step(
        source=AwardStage.EFFECTIVE, target=SAME, law="B9-18", by=director, when=[supervision_was_asked],
        title=_("Refuse to hear the case anew"),
        meaning=_("The director found no clear error; the award binds as before."),
    )  # fmt: skip
    def refuse_supervision(self, on: date, reason: str) -> None:
        self.supervision_asked_on = None

    @step(
        source=AwardStage.EFFECTIVE, target=AwardStage.SUPERVISED, law="B9-18", by=director,
        when=[no_court_has_it, its_case_is_over], title=_("Have the case heard anew"), grave=True,
        meaning=_("The award is clearly wrong in something; it is not enforced while another tribunal hears the case anew."),
    )  # fmt: skip
    def open_supervision(self, on: date, reason: str) -> None:
        """On request or of the committee's own motion, unless a court has the case."""
        self.supervision_asked_on = None

    @step(
        source=AwardStage.SUPERVISED, target=AwardStage.EFFECTIVE, law="B9-18", by=operation_of_law,
        title=_("Heard anew, the award stands"), meaning=_("The award proved right; it can be enforced again."),
    )  # fmt: skip
    def be_upheld(self, on: date) -> None:
        """In effect since the day it was before."""

    @step(
        source=AwardStage.SUPERVISED, target=AwardStage.WITHOUT_EFFECT, law="B9-18", by=operation_of_law,
        title=_("A new award takes its place"),
        meaning=_("The case was heard anew and decided otherwise; the new award is open to suit."),
    )  # fmt: skip
    def be_replaced(self, on: date) -> None:
        self.effective_on = None
