"""The review of an agreement."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from arbitration.flows.common import OfThePresiding, reviews
from arbitration.lifecycle.review import ReviewStage
from disputes.views.tasks import do
from disputes.worklist import CaseFlow, Duty


class ReviewAcceptanceFlow(CaseFlow):
    opens_on = reviews("join")
    lives_in = frozenset({ReviewStage.SUBMITTED})
    ends_on = reviews("accept", "refuse")

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="director", steps=reviews("accept", "refuse"))
        .Annotation(title=_("Decide on reviewing the agreement")).Next(this.end)
    )  # fmt: skip
    end = flow.End()


class ReviewNamingFlow(CaseFlow):
    opens_on = reviews("accept")
    lives_in = frozenset({ReviewStage.ACCEPTED})
    ends_on = reviews("name_arbitrator")

    start = flow.StartHandle().Next(this.appoint)
    appoint = (
        Duty(do, role="director", steps=reviews("name_arbitrator"), due="agreementreview.review")
        .Annotation(title=_("Name the arbitrator who reviews the agreement")).Next(this.end)
    )  # fmt: skip
    end = flow.End()


class ReviewFlow(OfThePresiding, CaseFlow):
    opens_on = reviews("name_arbitrator")
    lives_in = frozenset({ReviewStage.REVIEWING})
    ends_on = reviews("make_statement", "refuse_statement", "name_arbitrator")  # another one is named

    start = flow.StartHandle().Next(this.review)
    review = (
        Duty(
            do,
            role="arbitrator",
            steps=reviews("make_statement", "refuse_statement"),
            due="agreementreview.review",
        )
        .Annotation(title=_("Review the agreement"))
        .Next(this.end)
    )
    end = flow.End()
