"""The hearing, the award and the end of the file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from arbitration.deadlines import ENDED
from arbitration.flows.common import OfThePresiding, steps
from arbitration.lifecycle.award import AwardStage
from arbitration.lifecycle.sittings import BEFORE_THE_PUBLIC
from arbitration.lifecycle.stages import DECIDED, HEARD, PENDING, Stage
from arbitration.lifecycle.supervision import SETTLED
from disputes.deadlines import on_steps
from disputes.views.tasks import do
from disputes.worklist import CaseFlow, Duty


class ScheduleFlow(OfThePresiding, CaseFlow):
    opens_on = steps("form_tribunal", "resume", "put_off", "fall_back", "go_back", "adjourn")
    lives_in = frozenset({Stage.ACCEPTED})
    ends_on = steps("schedule", "dissolve_tribunal")

    start = flow.StartHandle().Next(this.schedule)
    schedule = (
        Duty(do, role="presiding", steps=steps("schedule"), due="arbitration.award")
        .Annotation(title=_("Schedule the hearing")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.stage == Stage.ACCEPTED and record.formed_on is not None


class PostponementFlow(OfThePresiding, CaseFlow):
    opens_on = steps("ask_postponement")
    lives_in = frozenset({Stage.SCHEDULED})
    ends_on = opens_on | steps("postpone", "put_off", "refuse_postponement")  # two requests are one task

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="presiding", steps=steps("postpone", "put_off", "refuse_postponement"))
        .Annotation(title=_("Decide on the postponement")).Next(this.end)
    )  # fmt: skip
    end = flow.End()


class ClosedHearingFlow(OfThePresiding, CaseFlow):
    """A party asks that the hearing not be public; the tribunal decides (CR-25)."""

    opens_on = steps("ask_closed", "form_tribunal")
    lives_in = frozenset({*BEFORE_THE_PUBLIC})
    ends_on = steps("ask_closed", "decide_closed", "dissolve_tribunal")

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="presiding", steps=steps("decide_closed"))
        .Annotation(title=_("Decide whether the hearing is public")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return bool(record.closing) and record.formed_on is not None


class HearingFlow(OfThePresiding, CaseFlow):
    opens_on = steps("schedule", "postpone", "resume")
    lives_in = frozenset({Stage.SCHEDULED})
    ends_on = steps(
        "open_hearing", "respondent_absent", "applicant_defaults", "applicant_absent", "postpone", "put_off"
    )

    start = flow.StartHandle().Next(this.hold)
    hold = (
        Duty(
            do, role="presiding", steps=steps("open_hearing", "respondent_absent", "applicant_defaults", "applicant_absent"),
            due="arbitration.hearing",
        )
        .Annotation(title=_("Hold the hearing"))
        .Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.stage == Stage.SCHEDULED


class AwardFlow(OfThePresiding, CaseFlow):
    opens_on = steps("open_hearing", "respondent_absent", "applicant_defaults", "go_back", "resume")
    lives_in = frozenset({*HEARD})
    ends_on = steps("make_award", "settle", "uphold_award", "uphold_statement", "fall_back", "adjourn")

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="presiding", steps=steps("close_debate", "make_award", "settle"), due="arbitration.award")
        .Annotation(title=_("Decide the case")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.stage in HEARD


class TerminationFlow(CaseFlow):
    """A court has filed the suit over the delay; ending the case is the committee's decision (CR-48)."""

    opens_on = steps("note_suit")
    lives_in = frozenset({*PENDING})
    ends_on = steps("terminate", "make_award")

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="director", steps=steps("terminate"))
        .Annotation(title=_("End the case the court has taken")).Next(this.end)
    )  # fmt: skip
    end = flow.End()


class SupervisionFlow(CaseFlow):
    """A party asks for an award in effect to be looked at again; the director decides (B9-18)."""

    opens_on = on_steps("award.ask_supervision")
    lives_in = frozenset({AwardStage.EFFECTIVE})
    ends_on = on_steps("award.refuse_supervision", "award.open_supervision")

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="director", steps=on_steps("award.refuse_supervision", "award.open_supervision"))
        .Annotation(title=_("Decide whether the case is heard anew")).Next(this.end)
    )  # fmt: skip
    end = flow.End()


class StatementSupervisionFlow(CaseFlow):
    """The same of a mediation statement."""

    opens_on = steps("ask_statement_supervision")
    lives_in = frozenset({*SETTLED})
    ends_on = steps("refuse_statement_supervision", "reopen_statement")

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="director", steps=steps("refuse_statement_supervision", "reopen_statement"))
        .Annotation(title=_("Decide whether the case is heard anew")).Next(this.end)
    )  # fmt: skip
    end = flow.End()


class ArchiveFlow(CaseFlow):
    """The bound file goes into the archive (CR-21)."""

    opens_on = steps("close")
    lives_in = frozenset({Stage.CLOSED})
    ends_on = steps("archive", "reopen", "reopen_statement")

    start = flow.StartHandle().Next(this.archive)
    archive = (
        Duty(do, role="clerk", steps=steps("archive"))
        .Annotation(title=_("Put the file into the archive")).Next(this.end)
    )  # fmt: skip
    end = flow.End()


class CloseFlow(CaseFlow):
    opens_on = ENDED
    lives_in = frozenset({*DECIDED})
    ends_on = steps("close", "reopen", "reopen_statement")

    start = flow.StartHandle().Next(this.close)
    close = (
        Duty(do, role="director", steps=steps("close")).Annotation(title=_("Close the file")).Next(this.end)
    )
    end = flow.End()
