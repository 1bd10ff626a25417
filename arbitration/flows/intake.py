"""From filing to acceptance: the clerk examines, the director decides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from arbitration.flows.common import steps
from arbitration.lifecycle.stages import Stage
from disputes.views.tasks import do
from disputes.worklist import CaseFlow, Duty


class AcceptanceFlow(CaseFlow):
    """The clerk examines the application and gives an opinion; the director decides (CR-22, CR-30)."""

    opens_on = steps("file", "complete_correction", "resume_after_mediation", "decline_suggestion")
    lives_in = frozenset({Stage.RECEIVED})
    ends_on = steps("accept", "refuse", "redirect", "return_for_correction", "suggest_mediation")

    start = flow.StartHandle().Next(this.examine)
    examine = (
        Duty(
            do, role="clerk", due="arbitration.acceptance",
            steps=steps("propose_acceptance", "return_for_correction", "suggest_mediation", "redirect"),
        )
        .Annotation(title=_("Examine the application"))
        .Next(this.decide)
    )  # fmt: skip
    decide = (
        Duty(do, role="director", steps=steps("accept", "refuse", "redirect"), due="arbitration.acceptance")
        .Annotation(title=_("Decide on acceptance"))
        .Next(this.end)
    )
    end = flow.End()


class CorrectionFlow(CaseFlow):
    """The clerk looks after an application that was not completed in time."""

    opens_on = steps("return_for_correction")
    lives_in = frozenset({Stage.CORRECTION})
    ends_on = steps("complete_correction", "not_corrected")

    start = flow.StartHandle().Next(this.follow)
    follow = (
        Duty(
            do,
            role="clerk",
            steps=steps("complete_correction", "not_corrected"),
            due="arbitration.correction",
        )
        .Annotation(title=_("See whether the application was completed"))
        .Next(this.end)
    )
    end = flow.End()


class ArrivalFlow(CaseFlow):
    """A transferred case must be taken over (CR-9)."""

    opens_on = steps("arrive")
    lives_in = frozenset({Stage.ARRIVING})
    ends_on = steps("receive_transfer")

    start = flow.StartHandle().Next(this.take_over)
    take_over = (
        Duty(do, role="clerk", steps=steps("receive_transfer"))
        .Annotation(title=_("Take over the transferred case")).Next(this.end)
    )  # fmt: skip
    end = flow.End()
