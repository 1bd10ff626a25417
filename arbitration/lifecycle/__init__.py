"""An arbitration's whole life (docs/law.md 10.2), in the order it is lived."""

from arbitration.lifecycle.agreeing import AgreeingSteps
from arbitration.lifecycle.dates import DatesSteps
from arbitration.lifecycle.ending import EndingSteps
from arbitration.lifecycle.evidence import EvidenceSteps
from arbitration.lifecycle.hearing import HearingSteps
from arbitration.lifecycle.inquiry import InquirySteps
from arbitration.lifecycle.intake import IntakeSteps
from arbitration.lifecycle.interim import InterimSteps
from arbitration.lifecycle.minutes import MinutesSteps
from arbitration.lifecycle.online import OnlineSteps
from arbitration.lifecycle.preparing import PreparingSteps
from arbitration.lifecycle.sittings import SittingsSteps
from arbitration.lifecycle.stages import Stage
from arbitration.lifecycle.supervision import SupervisionSteps
from arbitration.lifecycle.tribunal import Mode, TribunalSteps
from disputes.steps import Stages


class ArbitrationLifecycle(
    IntakeSteps,
    PreparingSteps,
    EvidenceSteps,
    InquirySteps,
    TribunalSteps,
    DatesSteps,
    AgreeingSteps,
    HearingSteps,
    SittingsSteps,
    MinutesSteps,
    OnlineSteps,
    InterimSteps,
    EndingSteps,
    SupervisionSteps,
):
    """Intake, preparation, evidence, hearing, end, and perhaps a new hearing: one record, one stage."""

    stage = Stages(Stage)

    class Meta:
        abstract = True


__all__ = ["ArbitrationLifecycle", "Mode", "Stage"]
