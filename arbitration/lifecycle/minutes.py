"""The record of the hearing: written by the recorder, signed in the room or on the phone, finished (AL-40, CR-41)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    everybody_signed_or_is_noted,
    hearing_has_hours,
    record_before_is_finished,
    record_is_signed,
    record_lies_open,
    record_waits_for_you,
    remarks_are_answered,
    somebody_signs,
    who_did_not_sign_is_known,
)
from arbitration.lifecycle.stages import HEARD, PREPARING, Stage
from disputes.lifecycle import either, party, presiding, recorder, tribunal
from disputes.steps import SAME, step

SIGNING = [*PREPARING, *HEARD, Stage.SETTLEMENT, Stage.AWARDED, Stage.MEDIATED]
keeper = either(recorder, presiding)


class MinutesSteps(models.Model):
    class Meta:
        abstract = True

    @step(
        source=[*HEARD], target=SAME, law="AL-40, CR-41", by=keeper, when=[record_before_is_finished, hearing_has_hours, somebody_signs],
        title=_("Write the hearing record"),
        meaning=_("What was said at the hearing is written down; everybody who was there reads and signs it."),
    )  # fmt: skip
    def write_record(
        self, on: date, start: str, end: str, place: str, attendance: Sequence[dict[str, Any]],
        stages: Sequence[dict[str, str]], last_words: Sequence[dict[str, str]], mediation: str, *, closed: bool = False,
    ) -> None:  # fmt: skip
        """`start` and `end` are clock times of the day of the hearing. Written again before it is finished: signed anew."""

    @step(
        source=SIGNING, target=SAME, law="AL-40", by=either(party, tribunal, recorder),
        when=[record_waits_for_you, record_is_signed], unwritten={"drawn"}, title=_("Sign the hearing record"), answers=True,
        meaning=_("One who was at the hearing read the record and signed it; a remark stands beside the signature."),
    )  # fmt: skip
    def sign_record(self, on: date, typed: str = "", remark: str = "", drawn: bytes = b"") -> None:
        """`drawn` is the signature as PNG, which no docket keeps; else the full name is typed. `remark` asks to correct."""

    @step(
        source=SIGNING, target=SAME, law="AL-40, CR-41", by=keeper, when=[record_lies_open, who_did_not_sign_is_known],
        title=_("Note that somebody did not sign the record"),
        meaning=_("Somebody who was at the hearing did not sign the record; why is noted in it."),
    )  # fmt: skip
    def note_unsigned(self, on: date, who: str, reason: str) -> None:
        """`who` is the key of the attendance: `party-12` or `user-5`."""

    @step(
        source=SIGNING, target=SAME, law="AL-40", by=presiding,
        when=[record_lies_open, everybody_signed_or_is_noted, remarks_are_answered], title=_("Finish the hearing record"),
        meaning=_("The hearing record is complete and part of the file."),
    )  # fmt: skip
    def finish_record(self, on: date, answer: str) -> None:
        """`answer` says what becomes of the remarks, and is empty without any; a refused correction is noted with its reason."""
