"""The record of the hearing: the recorder writes it, the one who presides finishes it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from arbitration.flows.common import OfThePresiding, steps
from arbitration.lifecycle.minutes import SIGNING
from arbitration.lifecycle.stages import HEARD
from disputes.views.tasks import do
from disputes.worklist import CaseFlow, Duty


class WriteRecordFlow(CaseFlow):
    opens_on = steps("open_hearing", "respondent_absent", "applicant_defaults")
    lives_in = frozenset({*HEARD})
    ends_on = steps("write_record", "fall_back")

    start = flow.StartHandle().Next(this.write)
    write = (
        Duty(do, role="recorder", steps=steps("write_record"))
        .Annotation(title=_("Write the hearing record")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def assignee(cls, record: Any) -> Any:
        return record.recorder


class FinishRecordFlow(OfThePresiding, CaseFlow):
    opens_on = steps("write_record")
    lives_in = frozenset({*SIGNING})
    ends_on = steps("finish_record", "write_record")  # written anew, it is signed anew

    start = flow.StartHandle().Next(this.finish)
    finish = (
        Duty(do, role="presiding", steps=steps("finish_record"))
        .Annotation(title=_("Have the hearing record signed, and finish it")).Next(this.end)
    )  # fmt: skip
    end = flow.End()
