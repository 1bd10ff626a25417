"""A hearing by video: consent of every party, link, who takes part, and back to the room (CPL-16 by analogy, RECALLED)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    everybody_agrees_online,
    hearing_day_has_come,
    is_online,
    link_is_safe,
    nobody_challenged_acts,
    people_are_of_the_case,
)
from arbitration.lifecycle.stages import PREPARING, Stage
from disputes.lifecycle import clerk, either, party, recorder
from disputes.lifecycle import presiding as chair
from disputes.steps import SAME, returned, step


class OnlineSteps(models.Model):
    online_consents = models.JSONField(default=dict, blank=True, editable=False)  # party's key: yes or no

    class Meta:
        abstract = True

    @step(
        source=[*PREPARING], target=SAME, law="CPL-16", by=party, title=_("Say whether the hearing may be by video"),
        meaning=_("A hearing is held by video only if every party agrees; each may take its word back before the hearing."),
    )  # fmt: skip
    def say_online(self, on: date, agrees: str) -> None:
        """`agrees` is yes or no. A no brings a hearing by video back to its room."""
        case: Any = self
        case.speaking = case.dispute.party_of(case.act.by)
        self.online_consents = {**self.online_consents, str(case.speaking.pk): agrees}

    @step(
        source=Stage.SCHEDULED, target=SAME, law="CPL-16", by=either(chair, clerk),
        when=[nobody_challenged_acts, everybody_agrees_online, link_is_safe], title=_("Hold the hearing by video"),
        meaning=_("The hearing stays on its day and hour; who takes part by video finds the address on the page of the case."),
        unwritten={"link"},
    )  # fmt: skip
    def hold_online(self, on: date, link: str) -> None:
        """The room stays booked: the tribunal sits there, and it is where everybody meets if the line fails."""

    @step(
        source=[Stage.SCHEDULED, Stage.IN_HEARING], target=SAME, law="CPL-16, CR-41", by=either(recorder, chair),
        when=[is_online, hearing_day_has_come, people_are_of_the_case], title=_("Record who takes part by video"),
        meaning=_("It was checked who takes part by video; the hearing opens only when this is done."),
    )  # fmt: skip
    def check_identity(self, on: date, people: Sequence[dict[str, Any]]) -> None:
        """`people`: party (key), how it was recognised, proved."""

    @step(
        source=[Stage.SCHEDULED, Stage.IN_HEARING], target=returned(Stage.SCHEDULED, Stage.ACCEPTED), law="CPL-16",
        by=chair, when=[is_online], title=_("Go back to the hearing room"),
        meaning=_("The hearing is not held by video any more: it is in its room, or, if it was under way, on a new day."),
    )  # fmt: skip
    def fall_back(self, on: date, reason: str) -> str:
        """Before it opened: the same day, in the room. While it runs and the line fails: to be scheduled anew."""
        case: Any = self
        if case.stage == Stage.SCHEDULED:
            return Stage.SCHEDULED
        case.hearing_on = None
        return Stage.ACCEPTED
