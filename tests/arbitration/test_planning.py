"""When all of a case are free next, absences and the board, as those who use them (docs/ux.md 30, 31)."""

import datetime as dt
import time

import pytest
from django.utils import timezone

from arbitration.allocation import sessions
from arbitration.lifecycle import Stage
from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.models import Absence, Arbitration, Booking, Hearing, Room
from arbitration.slots import next_slots
from disputes.acts import NotLawful, perform
from disputes.models import CaseTask, Deadline, DocketEntry, Office, Paper, Post
from tests.arbitration.test_hearing import another, ready, schedule
from tests.arbitration.test_intake import refused
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
DAY = dt.date(2026, 3, 30)
__all__ = ["ready"]


def away(office, by, *, since=DAY, until=None, **whose):
    return Absence.objects.create(
        office=office, by=by, since=since, until=until or since, why="leave", **whose
    )


def schedule_page(case):
    return f"/cases/{case.dispute.reference}/arbitration/{case.pk}/schedule/"


def test_ux_31_the_next_time_for_all_of_them_and_a_room(ready):
    first = first_day_for_hearing(ready.case, timezone.localdate())
    slots = next_slots(ready.case, first)
    assert [(one.day, one.start) for one in slots[:4]] == [
        (first, "09:00"), (first, "10:30"), (first, "14:00"), (first, "15:30"),
    ]  # fmt: skip
    away(ready.cast.office, ready.cast.clerk, person=ready.cast.presiding, since=first)
    away(ready.cast.office, ready.cast.clerk, dispute=ready.dispute, since=first + dt.timedelta(days=1))
    later = next_slots(ready.case, first)
    assert later[0].day > first + dt.timedelta(days=1)
    away(
        ready.cast.office,
        ready.cast.clerk,
        room=ready.room,
        since=first,
        until=first + dt.timedelta(days=400),
    )
    assert next_slots(ready.case, first) == []


def test_ux_31_what_others_have_taken_is_left_out_and_one_s_own_is_not(ready):
    schedule(ready, start="09:00", end="10:30")
    other = another(ready)
    first = first_day_for_hearing(other.case, timezone.localdate())
    assert (DAY, "09:00") not in [(one.day, one.start) for one in next_slots(other.case, DAY)]
    assert next_slots(ready.case, DAY)[0].day == DAY and next_slots(ready.case, DAY)[0].start == "09:00"
    assert first <= DAY


def test_ux_31_a_slot_is_found_within_a_second_in_six_queries(ready, django_assert_max_num_queries):
    """A committee booked full for three months."""
    office, presiding = ready.cast.office, ready.cast.presiding
    schedule(ready)
    hearing = ready.case.hearing
    other = another(ready)
    days = [DAY + dt.timedelta(days=n) for n in range(90)]
    rows = [
        Booking(hearing=hearing, resource=kind, resource_id=key, day=day, half_hour=half)
        for day in days for half in range(16, 38)
        for kind, key in [("person", presiding.pk), *(("room", 10_000 + n) for n in range(8))]
        if (day, half) not in {(DAY, n) for n in range(18, 22)} or kind == "room"
    ]  # fmt: skip
    Booking.objects.bulk_create(rows)
    began = time.thread_time()
    with django_assert_max_num_queries(6):
        slots = next_slots(other.case, DAY, count=3)
    assert time.thread_time() - began < 1
    assert slots[0].day > days[-1] and len(slots) == 3 and office.pk == slots[0].room.office_id


def test_a_small_room_takes_no_large_case(ready):
    Room.objects.update(capacity=3)
    assert next_slots(ready.case, DAY) == []
    Room.objects.create(office=ready.cast.office, name="大庭", capacity=40)
    assert {one.room.name for one in next_slots(ready.case, DAY)} == {"大庭"}


def test_the_hours_of_a_day_are_the_committee_s(ready):
    Office.objects.update(
        settings={
            "sessions": [["08:30", "10:00"], ["10:00", "11:30"], ["14:30", "16:00"], ["16:00", "17:30"]]
        }
    )
    ready.case = Arbitration.objects.get()
    assert next_slots(ready.case, DAY)[0].start == "08:30" and len(sessions(ready.case.office)) == 4


def test_the_form_offers_the_next_times_and_picks_one_by_a_link(ready, client):
    client.force_login(ready.cast.presiding)
    page = client.get(schedule_page(ready.case)).content.decode()
    slot = next_slots(ready.case, first_day_for_hearing(ready.case, timezone.localdate()))[0]
    link = f"?room={slot.room.pk}&amp;day={slot.day}&amp;start=09:00&amp;end=10:30"
    assert link in page
    chosen = client.get(
        f"{schedule_page(ready.case)}?room={slot.room.pk}&day={slot.day}&start=14:00&end=15:30"
    )
    assert '<option value="14:00" selected>' in chosen.content.decode()
    half_day = client.get(f"{schedule_page(ready.case)}?long=1&from=2026-04-20").content.decode()
    assert "09:00–12:00" in half_day and "2026年4月20日" in half_day
    for odd in ("?from=x", "?from=9999-12-31", "?from=0001-01-01", "?long=9"):
        assert client.get(schedule_page(ready.case) + odd).status_code == 200


@pytest.mark.parametrize("whose", ["person", "room", "dispute"])
def test_nothing_is_booked_over_an_absence(ready, whose):
    what = {"person": ready.cast.recorder, "room": ready.room, "dispute": ready.dispute}[whose]
    away(ready.cast.office, ready.cast.clerk, **{whose: what})
    told = refused(schedule, ready)
    assert "CR-38" in told and "2026年3月30日" in told
    schedule(ready, day=dt.date(2026, 3, 31))


def test_an_absence_of_some_hours_leaves_the_others(ready):
    Absence.objects.create(
        office=ready.cast.office, by=ready.cast.clerk, since=DAY, until=DAY, start=18, end=24, why="duties",
        person=ready.cast.presiding,
    )  # fmt: skip
    refused(schedule, ready, start="11:30", end="12:30")
    schedule(ready, start="12:00", end="13:00")


def test_a_party_says_when_it_cannot_come_and_is_left_alone_then(ready, client):
    client.force_login(ready.cast.employer)
    page = f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/say_away/"
    assert client.post(page, {"since": "2026-03-30", "until": "2026-03-27"}).status_code == 422
    assert client.post(page, {"since": "2026-03-30", "until": "2026-04-03"}).status_code == 302
    entry = DocketEntry.objects.get(step="arbitration.say_away")
    assert entry.audience == "open" and entry.party.side == "B"
    assert next_slots(ready.case, DAY)[0].day == dt.date(2026, 4, 7), "after the week and Qingming"
    refusal = client.post(page, {"since": "2026-04-10", "until": "2026-04-20"})
    assert refusal.status_code == 422 and "十日" in refusal.content.decode()
    with pytest.raises(NotLawful, match="CR-38"):
        perform(
            ready.case, "say_away", by=ready.cast.worker, since=dt.date(2020, 1, 1), until=dt.date(2026, 3, 9)
        )
    perform(ready.case, "say_away", by=ready.cast.worker, since=DAY, until=DAY)


def test_a_hearing_put_off_without_a_day_gives_everything_back_and_waits_again(ready):
    schedule(ready)
    ready.serve("D19")
    before = Deadline.objects.get(code="arbitration.award").due_on
    assert "CR-38" in refused(ready.step, "put_off", ready.cast.presiding, reason="")
    with pytest.raises(Exception, match="put_off"):
        ready.step("put_off", ready.cast.worker, reason="x")
    ready.step("put_off", ready.cast.director, reason="庭室停电")
    assert ready.case.stage == Stage.ACCEPTED and ready.case.hearing_on is None
    assert not Booking.objects.exists() and not Hearing.objects.filter(stands=True).exists()
    decision = Paper.objects.filter(code="D20").last()
    assert decision.data["variant"] == "open" and decision.data["reasons"] == "庭室停电"
    assert Deadline.objects.get(code="arbitration.award").due_on == before, "trap 7: the 45 days run on"
    assert not Deadline.objects.open().filter(code="arbitration.hearing").exists()
    assert CaseTask.objects.open().filter(code="ScheduleFlow.schedule").count() == 1
    assert not CaseTask.objects.open().filter(code="HearingFlow.hold").exists()
    schedule(ready, day=dt.date(2026, 4, 20))
    assert ready.case.stage == Stage.SCHEDULED


# --- absences on their page


def test_the_clerk_enters_who_is_away_and_a_closed_room(ready, clerk, client):
    client.force_login(clerk)
    chair = f"person-{ready.cast.presiding.pk}"
    asked = {"whose": chair, "since": "2026-03-30", "until": "2026-04-03", "why": "ill"}
    answer = client.post("/hearings/absences/", asked)
    assert answer.status_code == 302
    one = Absence.objects.get()
    assert (one.person, one.why, one.start, one.end, one.office) == (
        ready.cast.presiding,
        "ill",
        0,
        48,
        ready.cast.office,
    )
    client.post(
        "/hearings/absences/",
        {"whose": f"room-{ready.room.pk}", "since": "2026-03-30", "start": "09:00", "end": "12:00"},
    )
    assert Absence.objects.get(room=ready.room).hours == "09:00–12:00"
    assert "Presiding" in client.get("/hearings/?week=2026-03-30").content.decode()
    for wrong in (
        {"whose": chair, "since": "2026-03-30", "until": "2026-03-01"},
        {"whose": chair, "since": "2026-03-30", "start": "12:00", "end": "09:00"},
        {"whose": chair, "since": "2026-03-30", "start": "12:00"},
        {"whose": "person-99999", "since": "2026-03-30"},
        {"whose": chair, "since": "2026-02-30"},
    ):
        assert client.post("/hearings/absences/", wrong).status_code == 422, wrong
    assert Absence.objects.count() == 2
    client.post(f"/hearings/absences/{one.pk}/end/")
    assert Absence.objects.count() == 1


def test_colleagues_read_who_is_away_and_not_that_she_is_ill(ready, clerk, client):
    Absence.objects.create(
        office=ready.cast.office, by=clerk, since=DAY, until=DAY, why="ill", person=ready.cast.presiding
    )
    for user, told in ((clerk, True), (ready.cast.recorder, False)):
        client.force_login(user)
        page = client.get("/hearings/?week=2026-03-30").content.decode()
        assert "本周缺席" in page and "Presiding" in page and ("病假" in page) == told, user


def test_an_absence_that_is_over_is_not_made_longer_by_ending_it(ready, clerk, client):
    past = away(ready.cast.office, clerk, person=ready.cast.recorder, since=dt.date(2026, 1, 5))
    client.force_login(clerk)
    client.post(f"/hearings/absences/{past.pk}/end/")
    assert Absence.objects.get(pk=past.pk).until == dt.date(2026, 1, 5)


def test_an_arbitrator_enters_the_own_absence_alone_and_a_stranger_none(ready, worker, client):
    client.force_login(ready.cast.presiding)
    page = client.get("/hearings/absences/").content.decode()
    assert f"person-{ready.cast.presiding.pk}" in page and f"person-{ready.cast.recorder.pk}" not in page
    others = {"whose": f"person-{ready.cast.recorder.pk}", "since": "2026-03-30", "why": "leave"}
    assert client.post("/hearings/absences/", others).status_code == 422
    assert (
        client.post(
            "/hearings/absences/", others | {"whose": f"person-{ready.cast.presiding.pk}"}
        ).status_code
        == 302
    )
    one = Absence.objects.get()
    for user, status in ((worker, 404), (person("elsewhere", role="clerk"), 404), (ready.cast.recorder, 404)):
        client.force_login(user)
        assert client.get(f"/hearings/absences/{one.pk}/").status_code == status
        assert client.post(f"/hearings/absences/{one.pk}/end/").status_code == status
        assert client.post(f"/hearings/absences/{one.pk}/repair/").status_code == status
    client.force_login(worker)
    assert client.get("/hearings/absences/").status_code == 403


def test_an_absence_tells_nothing_of_what_the_person_does_before_another_committee(ready, client):
    """An arbitrator of one committee is a party before another: the colleagues who keep the absence learn nothing of it."""
    elsewhere = Office.objects.create(
        kind="committee", name="佛山市仲裁委员会", short="佛", division="440600"
    )
    Post.objects.create(user=ready.cast.employer, office=elsewhere, role="arbitrator")
    schedule(ready)
    client.force_login(person("keeper", role="clerk", office=elsewhere))
    asked = {"whose": f"person-{ready.cast.employer.pk}", "since": DAY.isoformat(), "why": "leave"}
    page = client.post("/hearings/absences/", asked, follow=True).content.decode()
    assert Absence.objects.get().person == ready.cast.employer
    assert ready.case.number not in page and ready.room.name not in page


def test_a_clerk_who_writes_hearings_down_may_be_ill(ready, clerk, director, client):
    client.force_login(director)
    assert f"person-{clerk.pk}" in client.get("/hearings/absences/").content.decode()


def test_of_days_a_party_cannot_come_those_that_passed_count_no_more(ready):
    today = timezone.localdate()
    ready.step("say_away", ready.cast.worker, since=today, until=today + dt.timedelta(days=8))
    ready.after(7)
    assert ready.case.days_away("A") == 2
    later = timezone.localdate() + dt.timedelta(days=10)
    ready.step("say_away", ready.cast.worker, since=later, until=later + dt.timedelta(days=7))


def test_a_day_a_party_names_twice_counts_once(ready):
    since = timezone.localdate() + dt.timedelta(days=10)
    for until in (since + dt.timedelta(days=6), since + dt.timedelta(days=9)):
        ready.step("say_away", ready.cast.worker, since=since, until=until)
    with pytest.raises(NotLawful):
        ready.step("say_away", ready.cast.worker, since=since, until=since + dt.timedelta(days=10))


# --- the board


def test_ux_30_the_board_lays_moves_and_puts_off_by_links_and_forms_alone(ready, client):
    client.force_login(ready.cast.presiding)
    board = client.get("/hearings/").content.decode()
    assert f"for={ready.case.pk}" in board and "draggable" not in board
    week = client.get(f"/hearings/?week=2026-03-30&for={ready.case.pk}").content.decode()
    assert (
        f"{schedule_page(ready.case)}?room={ready.room.pk}&amp;day=2026-03-30&amp;start=09:00&amp;end=10:30"
        in week
    )
    facts = {"room": ready.room.pk, "day": "2026-03-30", "start": "09:00", "end": "10:30"}
    assert client.post(schedule_page(ready.case), facts).status_code == 302
    case = Arbitration.objects.get()
    move = f"/cases/{case.dispute.reference}/arbitration/{case.pk}/postpone/"
    moved = facts | {"day": "2026-03-31", "reason": "合议庭另有安排"}
    assert client.post(move, moved).status_code == 302
    board = client.get("/hearings/?week=2026-03-30").content.decode()
    assert case.number in board and Hearing.objects.get(stands=True).day == dt.date(2026, 3, 31)
    assert client.post(move.replace("postpone", "put_off"), {"reason": "停电"}).status_code == 302
    assert not Hearing.objects.filter(stands=True).exists()


def test_a_week_too_near_for_the_notice_says_so_and_leads_on(ready, client):
    """CR-38: all may be free, and yet no hearing can be laid there."""
    client.force_login(ready.cast.clerk)
    page = client.get(f"/hearings/?for={ready.case.pk}").content.decode()
    day = first_day_for_hearing(ready.case, timezone.localdate())
    assert "提前五个工作日" in page and "没有共同空档" not in page
    there = f"?week={day}&amp;for={ready.case.pk}"
    assert there in page
    week = client.get(f"/hearings/{there.replace('&amp;', '&')}").content.decode()
    assert f"day={day}" in week and f"by=person&amp;for={ready.case.pk}" in week


def test_ux_30_a_conflict_names_who_and_the_case_where_the_reader_may_know_it(ready, client):
    schedule(ready)
    other = another(ready)
    client.force_login(ready.cast.presiding)
    facts = {"room": ready.room.pk, "day": "2026-03-30", "start": "09:00", "end": "10:30"}
    told = client.post(schedule_page(other.case), facts)
    text = told.content.decode()
    assert (
        told.status_code == 422 and "第一仲裁庭" in text and "Presiding" in text and ready.case.number in text
    )
