"""Hearings that stand when they cannot be held: found by the audit, marked on the board for the office alone."""

import datetime as dt

import pytest
from django.core.management import call_command

from arbitration.models import Booking, Hearing
from arbitration.troubles import no_hearing_stands_where_it_cannot_be_held as check
from disputes import checks
from tests.arbitration.test_hearing import another, ready, schedule
from tests.arbitration.test_planning import DAY, away
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("laid")]
__all__ = ["ready"]
BOARD = "/hearings/?week=2026-03-30"


@pytest.fixture
def laid(ready):
    schedule(ready, start="09:00", end="10:30")
    return ready


def found():
    return [finding.words.rpartition(": ")[2] for finding in check()]


def test_a_hearing_booked_by_lawful_steps_has_none(laid):
    assert check in checks.CHECKS and found() == []


@pytest.mark.parametrize("who", ["presiding", "recorder"])
def test_who_sits_has_gone_away_since(laid, who, capsys):
    away(laid.cast.office, laid.cast.clerk, person=getattr(laid.cast, who))
    (finding,) = check()
    assert finding.words == "it stands on 2026-03-30 09:00–10:30: away" and "fewest moves" in finding.repair
    assert str(getattr(laid.cast, who)) not in finding.where + finding.words
    with pytest.raises(SystemExit):
        call_command("audit")
    assert f"no_hearing_stands_where_it_cannot_be_held: {laid.dispute.reference}" in capsys.readouterr().err


def test_the_room_was_closed_and_only_the_hours_of_an_absence_count(laid):
    one = away(laid.cast.office, laid.cast.clerk, room=laid.room)
    assert found() == ["closed"]
    one.start, one.end = 21, 36  # from 10:30 on
    one.save()
    assert found() == []


def test_an_absence_entered_at_another_office_counts_and_one_of_somebody_else_does_not(
    laid, office_elsewhere
):
    away(office_elsewhere, laid.cast.clerk, person=laid.cast.presiding)
    assert found() == ["away"]
    laid.cast.presiding.absences.all().delete()
    away(laid.cast.office, laid.cast.clerk, person=person("idle", role="arbitrator", office=laid.cast.office))
    assert found() == []


def test_a_day_off_and_hours_outside_the_office_s_own(laid):
    Hearing.objects.update(day=dt.date(2026, 4, 5))
    assert found() == ["day_off"]
    Hearing.objects.update(day=DAY)
    laid.cast.office.settings = {
        "sessions": [["09:30", "10:30"], ["10:30", "11:30"], ["14:00", "15:00"], ["15:00", "16:00"]]
    }
    laid.cast.office.save()
    assert found() == ["hours"]


def test_what_is_over_or_given_up_is_nobody_s_trouble(laid, clock):
    away(laid.cast.office, laid.cast.clerk, person=laid.cast.presiding)
    Hearing.objects.update(stands=False)
    assert found() == []
    Hearing.objects.update(stands=True)
    clock.move_to(dt.datetime(2026, 3, 31, 9, tzinfo=dt.UTC))
    assert found() == []


def test_two_queries_a_batch_however_many_hearings(laid, django_assert_max_num_queries):
    other = another(laid)
    schedule(other, start="14:00", end="15:30")
    away(laid.cast.office, laid.cast.clerk, person=laid.cast.presiding)
    with django_assert_max_num_queries(4):
        assert found() == ["away", "away"]
    assert Booking.objects.exists()


def test_the_board_marks_them_for_the_office_and_tells_no_party(laid, client):
    away(laid.cast.office, laid.cast.clerk, person=laid.cast.presiding)
    for who, told in ((laid.cast.clerk, True), (laid.cast.presiding, True), (laid.cast.worker, False)):
        client.force_login(who)
        for address in (BOARD, f"{BOARD}&by=person"):
            page = client.get(address).content.decode()
            assert "09:00–10:30" in page
            assert ("有出庭人员不在岗" in page) is told


@pytest.fixture
def office_elsewhere():
    from disputes.models import Office

    return Office.objects.create(kind="committee", name="他处委员会", short="他", division="440105")


def test_seats_said_to_be_needed_afterwards_make_the_room_too_small(laid):
    laid.room.capacity = 40
    laid.room.save()
    assert found() == []
    laid.step("say_needs", laid.cast.clerk, needs=[], seats=41)
    assert found() == ["lacks"]
