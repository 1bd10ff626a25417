"""What parties bring before the hearing, and who must answer it. What a suspension kept waiting is decided after it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from arbitration.flows.common import steps
from arbitration.lifecycle.stages import PENDING, RUNNING, Stage
from disputes.views.tasks import do
from disputes.worklist import CaseFlow, Duty


class TribunalFlow(CaseFlow):
    """The director forms the tribunal (CR-37)."""

    opens_on = steps(
        "accept", "receive_transfer", "dissolve_tribunal", "resume", "reopen", "reopen_statement"
    )
    lives_in = frozenset({Stage.ACCEPTED})
    ends_on = steps("form_tribunal")

    start = flow.StartHandle().Next(this.form)
    form = (
        Duty(do, role="director", steps=steps("form_tribunal"), due="arbitration.tribunal_notice")
        .Annotation(title=_("Form the tribunal")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.stage == Stage.ACCEPTED and record.formed_on is None


class AnswerFlow(CaseFlow):
    """The answer goes to the other side (CR-33)."""

    opens_on = steps("answer", "record_answer")
    lives_in = frozenset({*PENDING})
    ends_on = steps("forward_answer")

    start = flow.StartHandle().Next(this.forward)
    forward = (
        Duty(do, role="clerk", steps=steps("forward_answer"), due="arbitration.forward_answer")
        .Annotation(title=_("Forward the answer")).Next(this.end)
    )  # fmt: skip
    end = flow.End()


class ObjectionFlow(CaseFlow):
    opens_on = steps("object_to_jurisdiction", "resume", "go_back")
    lives_in = frozenset({*RUNNING})
    ends_on = steps("reject_objection", "transfer")

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="director", steps=steps("reject_objection", "transfer"))
        .Annotation(title=_("Decide on the objection to jurisdiction")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.stage in RUNNING and record.objection == "raised"


class CounterclaimFlow(CaseFlow):
    opens_on = steps("file_counterclaim", "resume", "go_back", "receive_transfer")
    lives_in = frozenset({*RUNNING})
    ends_on = steps("join_counterclaim", "refuse_counterclaim", "withdraw_counterclaim")

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(
            do,
            role="director",
            steps=steps("join_counterclaim", "refuse_counterclaim"),
            due="arbitration.counterclaim",
        )
        .Annotation(title=_("Decide on the counterclaim"))
        .Next(this.end)
    )
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.stage in RUNNING and bool(record.counterclaim)


class ChangeFlow(CaseFlow):
    opens_on = steps("ask_change", "resume", "go_back", "receive_transfer")
    lives_in = frozenset({*RUNNING})
    ends_on = steps("take_change", "refuse_change")

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="director", steps=steps("take_change", "refuse_change"))
        .Annotation(title=_("Decide on the changed claim")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.stage in RUNNING and bool(record.change)


class RecusalFlow(CaseFlow):
    """Three working days (CR-11)."""

    opens_on = steps("ask_recusal", "decide_recusal")
    lives_in = frozenset({*RUNNING, Stage.SUSPENDED})
    ends_on = opens_on | steps("dissolve_tribunal")  # one task, whatever waits

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="director", steps=steps("decide_recusal"), due="arbitration.recusal")
        .Annotation(title=_("Decide on the recusal")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return bool(record.challenged)
