"""What the hand-off to a court does to the award and to a case that is late, by the hand-off's own steps."""

import datetime as dt

import pytest

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration, Award
from disputes.acts import begin, perform
from disputes.lifecycle.grounds import Ground
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Claim, Deadline
from disputes.models.handoff import drawn
from tests.arbitration.test_awards import awarded, serve, window
from tests.arbitration.test_intake import at
from tests.arbitration.walk import Walk, walk_to
from tests.conftest import person


@pytest.fixture
def courts(cast):
    basic = cast.office.court
    return {
        "basic": person("court", role="court", office=basic),
        "intermediate": person("court2", role="court", office=basic.court),
    }


def filed(dispute, ground, subject, side, by, cast, court):
    """Filed, sent and registered."""
    handoff = drawn(dispute, Ground.all[ground], subject, dispute.parties.get(side=side))
    handoff = begin(handoff, "file", by=by, reason="请依法处理").record
    perform(handoff, "send", by=cast.clerk)
    perform(handoff, "acknowledge", by=court, docket_number="（2026）粤01民特1号")
    return handoff


@pytest.mark.parametrize(
    ("result", "stage", "stayed"), [("set_aside", "set_aside", False), ("stands", "effective", False)]
)
def test_the_employers_request_stays_enforcement_until_the_court_answers(
    result, stage, stayed, dispute, cast, clock, courts
):
    _walk, award = awarded(dispute, cast, clock, "2026-11-02")
    serve(award, "B", "2026-11-04", cast, clock)
    award = Award.objects.get(pk=award.pk)
    handoff = filed(dispute, "set_aside", award, "B", cast.employer, cast, courts["intermediate"])
    assert Award.objects.get(pk=award.pk).stayed and window(award, "set_aside", "B").status == "stopped"
    perform(handoff, "record_result", by=courts["intermediate"], result=result, ruling="（2026）粤01民特1号")
    award = Award.objects.get(pk=award.pk)
    assert (award.stage, award.stayed) == (stage, stayed)


@pytest.mark.parametrize(
    ("result", "stage"), [("judged", "without_effect"), ("dismissed_scope", "without_effect")]
)
def test_a_judgment_leaves_nothing_of_the_award(result, stage, dispute, cast, clock, courts):
    Claim.objects.filter(dispute=dispute).update(amount="90000.00")
    _walk, award = awarded(dispute, cast, clock, "2026-04-17")
    serve(award, "B", "2026-04-20", cast, clock)
    award = Award.objects.get(pk=award.pk)
    handoff = filed(dispute, "suit", award, "B", cast.employer, cast, courts["basic"])
    perform(handoff, "record_result", by=courts["basic"], result=result, ruling="（2026）粤0104民初1号")
    assert Award.objects.get(pk=award.pk).stage == stage


def test_a_suit_dismissed_as_late_lets_the_award_bind_from_the_day_after_the_window(
    dispute, cast, clock, courts
):
    Claim.objects.filter(dispute=dispute).update(amount="90000.00")
    _walk, award = awarded(dispute, cast, clock, "2026-04-17")
    serve(award, "A", "2026-04-20", cast, clock)
    serve(award, "B", "2026-04-20", cast, clock)
    award = Award.objects.get(pk=award.pk)
    handoff = filed(dispute, "suit", award, "A", cast.worker, cast, courts["basic"])
    at(clock, "2026-06-01")
    sweep()
    perform(
        handoff, "record_result", by=courts["basic"], result="dismissed_late", ruling="（2026）粤0104民初1号"
    )
    award = Award.objects.get(pk=award.pk)
    assert award.stage == "effective" and award.effective_on == dt.date(2026, 5, 7)


def test_once_the_court_has_filed_the_suit_over_the_delay_the_director_may_end_the_case(
    clock, dispute, cast, courts
):
    """CR-48, trap 23."""
    case = walk_to(Stage.ACCEPTED, dispute, cast, clock)
    at(clock, (Deadline.objects.get(code="arbitration.award").due_on + dt.timedelta(days=1)).isoformat())
    sweep()
    case = Arbitration.objects.get(pk=case.pk)
    filed(dispute, "direct_suit", case, "A", cast.worker, cast, courts["basic"])
    walk = Walk(dispute, cast, clock)
    walk.case = Arbitration.objects.get(pk=case.pk)
    assert walk.case.stage == Stage.ACCEPTED and walk.case.court_number == "（2026）粤01民特1号"
    assert CaseTask.objects.open().get(code="TerminationFlow.decide").role == "director"
    walk.step("terminate", cast.director)
    assert walk.case.stage == Stage.TERMINATED
