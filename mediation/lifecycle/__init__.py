"""The mediation of a dispute by an organisation (docs/law.md 10.1): from the application to the agreement kept or broken."""

from disputes.steps import Stages
from mediation.lifecycle.blind import BlindSteps
from mediation.lifecycle.facts import FactsSteps
from mediation.lifecycle.intake import IntakeSteps
from mediation.lifecycle.keeping import KeepingSteps
from mediation.lifecycle.settling import SettlingSteps
from mediation.lifecycle.shares import SharesSteps
from mediation.lifecycle.sittings import SittingSteps
from mediation.lifecycle.stages import Stage
from mediation.lifecycle.talks import TalksSteps


class MediationLifecycle(
    IntakeSteps, TalksSteps, SittingSteps, FactsSteps, BlindSteps, SettlingSteps, SharesSteps, KeepingSteps
):
    """Intake, talks, facts, settling, keeping: one record, one stage."""

    stage = Stages(Stage)

    class Meta:
        abstract = True


__all__ = ["MediationLifecycle", "Stage"]
