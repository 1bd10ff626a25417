"""An application that no court has yet is taken back: as if it had never been brought (J1-22, J1-25, 法释〔2000〕18号)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from arbitration.models import Award
from disputes.acts import NotLawful, perform
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Dispute, HandOff
from tests.arbitration.walk import CHINA
from tests.court.test_awards import (
    awarded,
    before_court,
    cast,
    clock,
    due,
    file,
    final,
    open_award,
    room,
    today,
    walk,
    ways,
)

pytestmark = pytest.mark.standing("open_award", "final")

__all__ = ["cast", "clock", "final", "open_award", "room", "walk"]


def go(clock, *day):
    clock.move_to(dt.datetime(*day, 10, tzinfo=CHINA))


def again(one):
    return HandOff.objects.get(pk=one.pk)


def test_a_suit_taken_back_in_time_leaves_the_window_running(open_award, worker, employer, client):
    before = due("award.suit")
    one = file(open_award, "suit", worker)
    client.force_login(worker)
    address = f"/cases/{one.dispute.reference}/handoff/{one.pk}/withdraw/"
    assert "撤回申请" in client.get(one.get_absolute_url()).content.decode()
    assert client.post(address, {"confirmed": "1"}).status_code == 302
    assert again(one).stage == "withdrawn" and due("award.suit") == before
    award = Award.objects.get()
    assert (award.stage, award.sued_by) == ("made", [])
    assert not CaseTask.objects.open().filter(record_type="handoff", record_id=one.pk).exists()
    assert ways(open_award, worker) == {"suit"} and file(open_award, "suit", worker).stage == "filed"


def test_then_the_award_takes_effect_after_the_last_window_as_if_nobody_had_sued(
    open_award, worker, employer, clock
):
    perform(file(open_award, "suit", worker), "withdraw", by=worker)
    for day in ((2026, 5, 7), (2026, 5, 13)):
        go(clock, *day)
        sweep()
    award = Award.objects.get()
    assert (award.stage, award.effective_on) == ("effective", dt.date(2026, 5, 13))


def test_taken_back_when_the_windows_are_over_it_takes_effect_at_once(
    open_award, worker, clerk, court, clock
):
    """Also where the court had returned the file; the time to enforce runs from then."""
    one = file(open_award, "suit", worker)
    perform(one, "send", by=clerk)
    with pytest.raises(NotLawful):
        perform(again(one), "withdraw", by=worker)  # the court has it: it is taken back there
    perform(again(one), "return_file", by=court, reason="缺页")
    go(clock, 2026, 5, 13)
    sweep()
    assert Award.objects.get().stage == "contested"
    go(clock, 2026, 5, 20)
    perform(again(one), "withdraw", by=worker)
    award = Award.objects.get()
    assert (award.stage, award.effective_on) == ("effective", dt.date(2026, 5, 13))
    assert due("award.suit") == {} and ways(open_award, worker) == {"enforcement"}


def test_a_suit_after_the_award_was_set_aside_is_taken_back_too(final, worker, employer, clerk, higher):
    before_court(file(final, "set_aside", employer), clerk, higher, "set_aside", a=today(), b=today())
    before = due("handoff.suit_after_set_aside")
    one = file(final, "suit", worker)
    assert set(due("handoff.suit_after_set_aside")) == {"B"}
    perform(one, "withdraw", by=worker)
    assert due("handoff.suit_after_set_aside") == before and Award.objects.get().stage == "set_aside"


def test_what_the_law_itself_sends_no_party_takes_back(handoff, worker, employer):
    one = handoff("transfer")
    for user in (worker, employer):
        with pytest.raises(PermissionDenied):
            perform(one, "withdraw", by=user)


def test_the_other_sides_own_suit_still_keeps_the_award(open_award, worker, employer):
    one = file(open_award, "suit", worker)
    file(open_award, "suit", employer)
    perform(one, "withdraw", by=worker)
    award = Award.objects.get()
    assert award.stage == "contested" and len(award.sued_by) == 1 and set(due("award.suit")) == {"A"}


def test_a_request_to_set_aside_taken_back_lifts_the_stay(final, worker, employer):
    before = due("award.set_aside")
    one = file(final, "set_aside", employer)
    assert Award.objects.get().stayed
    perform(one, "withdraw", by=employer)
    award = Award.objects.get()
    assert (award.stage, award.stayed) == ("effective", False) and due("award.set_aside") == before
    assert file(final, "set_aside", employer).stage == "filed" and Award.objects.get().stayed


@pytest.mark.parametrize("who", ["employer", "clerk", "court", "stranger"])
def test_nobody_else_takes_it_back(open_award, worker, who, request):
    one = file(open_award, "suit", worker)
    with pytest.raises(PermissionDenied):
        perform(one, "withdraw", by=request.getfixturevalue(who))
    perform(again(one), "withdraw", by=worker)
    with pytest.raises(NotLawful):
        perform(again(one), "withdraw", by=worker)


def test_a_workers_suit_on_a_final_award_is_taken_back_before_the_court(final, worker, employer):
    """J1-21: the employer's request fell with it, and its thirty days run from the court's ruling alone."""
    request = file(final, "set_aside", employer)
    one = file(final, "suit", worker)
    assert again(request).stage == "gave_way"
    with pytest.raises(NotLawful, match="J1-21"):
        perform(one, "withdraw", by=worker)
    assert again(one).stage == "filed" and Dispute.objects.get().stage == "open"


def test_a_suit_that_came_when_the_employers_time_was_over_is_taken_back(walk, worker, employer, clock):
    """It took nothing from the employer: its thirty days had passed before the worker received the award."""
    award = awarded(walk, a=dt.date(2026, 6, 8), b=dt.date(2026, 4, 20))
    assert award.final
    clock.move_to(dt.datetime(2026, 6, 8, 12, tzinfo=CHINA))
    sweep()
    suit = file(award, "suit", worker)
    perform(suit, "withdraw", by=worker)
    assert Award.objects.get().stage == "effective"
