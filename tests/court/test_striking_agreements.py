"""An answer on a mediation agreement, written down wrongly, is struck (CR-22)."""

from arbitration.lifecycle.review import not_before_a_court
from arbitration.models import AgreementReview
from disputes.acts import perform
from disputes.management.commands.tick import sweep
from disputes.models import Deadline
from tests.court.test_agreements import (
    accepted,
    agreed,
    applied,
    broken,
    clock,
    courts,
    effective,
    file,
    mediating,
    ways,
)
from tests.court.test_rows_agreements import DAY, again, answer, at_court, ordered

__all__ = ["accepted", "agreed", "applied", "broken", "clock", "courts", "effective", "mediating"]
WHY = {"reason": "误记", "proof": "（2026）粤0104民督7号"}


def test_an_order_to_pay_that_was_none_leaves_no_days(broken, courts, worker, employer, lead, court, clock):
    """Its fifteen days end, the court's own days run on; the right answer counts anew from its own receipt."""
    one = ordered(broken, "payment_order", worker, lead, court)
    clock.go(2026, 12, 18)
    sweep()
    assert again(one).stage == "enforceable" and "enforcement" in ways(broken, worker)
    perform(again(one), "strike_result", by=lead, **WHY)
    assert again(one).stage == "acknowledged" and "enforcement" not in ways(broken, worker)
    assert {row.code for row in Deadline.objects.open().filter(code__startswith="handoff")} == {
        "handoff.order_issue"
    }
    perform(
        again(one), "record_result", by=court, result="refused", ruling="2", on=DAY(2026, 12, 2), proof="2"
    )
    assert again(one).stage == "refused"


def test_an_agreement_whose_confirmation_is_asked_anew_is_not_reviewed_meanwhile(
    effective, courts, worker, employer, lead, court
):
    """CR-75: the refusal that was struck leaves it before the court."""
    one = file(effective, "confirmation", worker)
    perform(one, "join", by=employer)
    one = answer(at_court(one, lead, court), court, "refused")
    review = AgreementReview(dispute=effective.dispute)
    assert not_before_a_court(review)
    perform(one, "strike_result", by=court, **WHY)
    assert not not_before_a_court(review)
