"""Preservation is urgent, and has to be lifted when the case is lost; an advance is decided and referred."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from arbitration.flows.common import OfThePresiding, steps
from arbitration.lifecycle.inquiry import OPEN as INQUIRING
from arbitration.lifecycle.interim import LOSING
from arbitration.lifecycle.stages import PENDING, RUNNING
from disputes.views.tasks import do
from disputes.worklist import CaseFlow, Duty


class PreservationFlow(CaseFlow):
    """The clerk forwards it at once (财产保全规定 3)."""

    opens_on = steps("ask_preservation", "receive_transfer")
    lives_in = frozenset({*PENDING})
    ends_on = steps("forward_preservation")

    start = flow.StartHandle().Next(this.forward)
    forward = (
        Duty(do, role="clerk", steps=steps("forward_preservation"))
        .Annotation(title=_("Send the application for preservation to the court")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.preservation.get("state") == "asked"


class LiftFlow(CaseFlow):
    """Something is frozen and the case is over without success: the applicant is told to have it lifted (there, 23)."""

    opens_on = steps(
        "refuse",
        "not_corrected",
        "withdraw",
        "withdraw_last_counterclaim",
        "applicant_absent",
        "cancel",
        "make_award",
        "note_preservation",
        "withdraw_claims",
        "applicant_defaults",
        "receive_transfer",
    )
    lives_in = frozenset({*LOSING})
    ends_on = steps("remind_to_lift", "note_lifted", "reopen", "close", "take_change")

    start = flow.StartHandle().Next(this.remind)
    remind = (
        Duty(do, role="clerk", steps=steps("remind_to_lift", "note_lifted"))
        .Annotation(title=_("Remind the applicant to have the preservation lifted")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        kept = record.preservation
        frozen = kept.get("state") == "granted" and "reminded_on" not in kept
        return frozen and record.stage in LOSING and record.lost


class InquiryFlow(OfThePresiding, CaseFlow):
    """Requests to collect evidence or to hear experts: one task while any waits (CR-16, AL-37)."""

    opens_on = steps("ask_inquiry", "refuse_inquiry", "collect_evidence", "commission_appraisal")
    lives_in = frozenset({*INQUIRING})
    ends_on = opens_on

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="presiding", steps=steps("refuse_inquiry", "collect_evidence", "commission_appraisal"))
        .Annotation(title=_("Decide on what the parties want found out")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        """Asked just now, or another request than the one decided still waits."""
        facts = record.act.facts
        asked = "kind" in facts and record.stage in INQUIRING
        return asked or record.inquiries.waiting().exclude(number=facts.get("inquiry") or 0).exists()


class AdvanceFlow(OfThePresiding, CaseFlow):
    opens_on = steps("ask_advance", "form_tribunal", "resume", "go_back")
    lives_in = frozenset({*RUNNING})
    ends_on = steps("order_advance", "refuse_advance", "make_award")

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="presiding", steps=steps("order_advance", "refuse_advance"))
        .Annotation(title=_("Decide on payment in advance")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        """Once there is a tribunal: of another committee, perhaps, than the one that was asked (CR-9)."""
        waits = record.advance.get("state") == "asked"
        return record.stage in RUNNING and waits and record.presiding_id is not None
