"""Traps of a mediation agreement: review and judicial confirmation exclude each other."""

import pytest

from arbitration.models import AgreementReview
from disputes.acts import begin
from disputes.models import Claim, Deadline
from disputes.models.handoff import candidates
from tests.arbitration import conftest as arbitration
from tests.arbitration.test_intake import refused
from tests.mediation import conftest as mediation

# The fixtures of both legs, under their own names.
room, cast = arbitration.room, arbitration.cast
clock, applied, accepted, mediating = (
    mediation.clock, mediation.applied, mediation.accepted, mediation.mediating,
)  # fmt: skip
agreed, effective = mediation.agreed, mediation.effective


@pytest.fixture
def review(effective, cast):
    return AgreementReview(dispute=effective.dispute, office=cast.office)


def test_trap_24_fifteen_days_to_ask_for_review_and_thirty_for_confirmation(effective):
    windows = Deadline.objects.filter(record_type="mediation", status="running")
    days = {row.rule: (row.raw_due - effective.effective_on).days for row in windows}
    assert (days["agreement_review_application"], days["judicial_confirmation"]) == (15, 30)


def test_trap_24_who_asked_the_court_to_confirm_asks_for_no_review(effective, review, cast):
    handoff = next(one for one in candidates(effective.dispute, cast.worker) if one.ground == "confirmation")
    begin(handoff, "file", by=cast.worker, reason="请确认")
    assert "CR-75" in refused(begin, review, "apply", by=cast.worker)


def test_trap_24_an_agreement_that_confirms_the_relation_is_not_reviewed(effective, review, cast):
    Claim.objects.create(dispute=effective.dispute, kind="confirm_relation", text="确认劳动关系")
    assert "CR-75" in refused(begin, review, "apply", by=cast.worker)
