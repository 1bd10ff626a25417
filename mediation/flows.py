"""The work a mediation gives: to the lead of the organisation, to its mediators, to the mediator of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from disputes.views.tasks import do
from disputes.worklist import CaseFlow, Duty, Handover
from mediation.lifecycle import Stage

if TYPE_CHECKING:
    from disputes.models import User


def steps(*names: str) -> frozenset[str]:
    return frozenset(f"mediation.{name}" for name in names)


NAMED = Handover("name_mediator", whom="mediator")


class MediationIntakeFlow(CaseFlow):
    """Decide on an application within three working days (MR-22)."""

    opens_on = steps("apply")
    lives_in = frozenset({Stage.SUBMITTED})
    ends_on = steps("accept", "decline", "record_refusal", "refuse_consent", "withdraw")

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(
            do,
            role="lead",
            due="mediation.acceptance",
            steps=steps("accept", "decline", "record_consent", "record_refusal"),
        )
        .Annotation(title=_("Ask the other side and decide on the mediation"))
        .Next(this.end)
    )
    end = flow.End()


class NameMediatorFlow(CaseFlow):
    """A mediator of the organisation takes the case, or its lead names one (MR-25)."""

    opens_on = steps("accept", "release")
    lives_in = frozenset({Stage.ACCEPTED})
    ends_on = steps("take", "name_mediator")

    start = flow.StartHandle().Next(this.name)
    name = (
        Duty(
            do,
            role="mediator",
            due="mediation.period",
            steps=steps("take", "name_mediator"),
            handing={"take": Handover("take"), "assign": NAMED},
        )
        .Annotation(title=_("Take the mediation"))
        .Next(this.end)
    )
    end = flow.End()


class MediateFlow(CaseFlow):
    """Bring the sides to an agreement within the period (MR-29)."""

    opens_on = steps("take", "name_mediator")
    lives_in = frozenset({Stage.IN_MEDIATION})
    ends_on = steps("agree", "release", "name_mediator")

    start = flow.StartHandle().Next(this.mediate)
    mediate = (
        Duty(
            do,
            role="mediator",
            due="mediation.period",
            steps=steps("sit", "offer", "agree", "record_acceptance"),
            handing={"assign": NAMED, "release": Handover("release")},
        )
        .Annotation(title=_("Mediate"))
        .Next(this.end)
    )
    end = flow.End()

    @classmethod
    def assignee(cls, record: Any) -> User | None:
        return record.mediator


class SignFlow(CaseFlow):
    """Have the agreement signed by both sides and sign it (AL-14)."""

    opens_on = steps("agree")
    lives_in = frozenset({Stage.AGREED})
    ends_on = steps("take_effect", "give_up")

    start = flow.StartHandle().Next(this.sign)
    sign = (
        Duty(do, role="mediator", steps=steps("sign", "record_signature", "take_effect"))
        .Annotation(title=_("Have the agreement signed"))
        .Next(this.end)
    )
    end = flow.End()

    @classmethod
    def assignee(cls, record: Any) -> User | None:
        return record.mediator


class SealFlow(CaseFlow):
    """Put the organisation's seal on the agreement (AL-14)."""

    opens_on = steps("agree")
    lives_in = frozenset({Stage.AGREED})
    ends_on = steps("seal", "give_up")

    start = flow.StartHandle().Next(this.seal)
    seal = Duty(do, role="lead", steps=steps("seal")).Annotation(title=_("Seal the agreement")).Next(this.end)
    end = flow.End()


class FollowUpFlow(CaseFlow):
    """Ask whether the agreement is kept, on each agreed day (MR-32)."""

    opens_on = steps("await_performance")
    lives_in = frozenset({Stage.EFFECTIVE})
    ends_on = steps("record_instalment", "record_performance", "record_breach")

    start = flow.StartHandle().Next(this.follow)
    follow = (
        Duty(
            do,
            role="lead",
            due="mediation.performance",
            steps=steps("record_instalment", "record_performance", "record_breach"),
        )
        .Annotation(title=_("Follow up the performance"))
        .Next(this.end)
    )
    end = flow.End()
