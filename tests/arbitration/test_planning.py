"""Slots, absences, proposed schedules, repair, calendars and the public list, as those who use them (docs/ux.md 30, 31)."""

import datetime as dt
import time

import pytest
from django.utils import timezone
from icalendar import Calendar

from arbitration import timetables
from arbitration.lifecycle import Stage
from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.models import Absence, Arbitration, Booking, Feed, Hearing, Proposal, Room
from arbitration.slots import next_slots, sessions
from disputes.acts import NotLawful, perform
from disputes.models import CaseTask, Deadline, DocketEntry, Office, Paper, Seat
from tests.arbitration.test_hearing import another, ready, schedule
from tests.arbitration.test_intake import refused
from tests.conftest import person

pytestmark = pytest.mark.django_db
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
    began = time.perf_counter()
    with django_assert_max_num_queries(6):
        slots = next_slots(other.case, DAY, count=3)
    assert time.perf_counter() - began < 1
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
    assert "CR-38" in told and "2026-03-30" in told
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


# --- a schedule for what waits


@pytest.fixture
def backlog(ready):
    """Four cases before one arbitrator and one room, ready to be laid."""
    return [ready, *(another(ready, f"worker{n}", f"employer{n}") for n in range(2, 5))]


def test_a_backlog_is_laid_at_once_booked_line_by_line_and_says_why(backlog, clerk, client):
    client.force_login(clerk)
    office = backlog[0].cast.office
    page = client.get("/hearings/proposals/").content.decode()
    assert "有 4 件案件等待排庭" in page
    made = client.post("/hearings/proposals/", {"office": office.pk})
    proposal = Proposal.objects.get()
    assert made.url == f"/hearings/proposals/{proposal.pk}/"
    assert len(proposal.moves) == 4 and not proposal.left and proposal.gap == 0
    assert not Booking.objects.exists(), "nothing is booked before somebody says so"
    page = client.get(made.url).content.decode()
    assert page.count('name="case"') == 4 and "裁决期限至" in page and "最早合法日期" in page
    first, *others = sorted(proposal.moves)
    done = client.post(made.url, {"case": [first]})
    assert "已排定" in done.content.decode() and Hearing.objects.filter(stands=True).count() == 1
    move = proposal.moves[first]
    hearing = Hearing.objects.get()
    assert (str(hearing.day), hearing.hours) == (move["day"], f"{move['start']}–{move['end']}")
    assert (
        Paper.objects.filter(code="D19", record_id=hearing.arbitration_id).exists()
        or Paper.objects.filter(code="D19").exists()
    )
    again = client.post(made.url, {"case": [first, *others]}).content.decode()
    assert "未排定" in again and again.count("已排定") >= 3, (
        "the one that stands is refused in words, the others are booked"
    )
    assert Hearing.objects.filter(stands=True).count() == 4
    taken = list(Booking.objects.values_list("resource", "resource_id", "day", "half_hour"))
    assert len(taken) == len(set(taken))


def test_the_proposal_respects_who_is_away_and_what_was_booked_meanwhile(backlog, clerk, director, client):
    office = backlog[0].cast.office
    first = first_day_for_hearing(backlog[0].case, timezone.localdate())
    away(office, clerk, person=backlog[0].cast.presiding, since=first, until=first + dt.timedelta(days=2))
    away(office, clerk, dispute=backlog[1].dispute, since=first, until=first + dt.timedelta(days=6))
    proposal = timetables.propose(office, by=clerk)
    days = {int(key): dt.date.fromisoformat(move["day"]) for key, move in proposal.moves.items()}
    assert min(days.values()) > first + dt.timedelta(days=2)
    assert days[backlog[1].case.pk] > first + dt.timedelta(days=6)
    held = proposal.moves[str(backlog[0].case.pk)]["why"]["held"]
    assert [who for who, _n in held] == [backlog[0].cast.presiding.pk]
    move = proposal.moves[str(backlog[0].case.pk)]
    schedule(backlog[2], day=dt.date.fromisoformat(move["day"]), start=move["start"], end=move["end"])
    client.force_login(clerk)
    told = client.post(f"/hearings/proposals/{proposal.pk}/", {"case": [backlog[0].case.pk]}).content.decode()
    assert "未排定" in told and "已被占用" in told
    better = timetables.go_on(proposal, seconds=0.05)
    assert str(backlog[2].case.pk) not in better.moves and len(better.moves) == 3


def test_searching_on_makes_nothing_worse_and_ends(backlog, clerk, client, monkeypatch):
    monkeypatch.setattr(timetables, "SLICE", 0.05)
    proposal = timetables.propose(backlog[0].cast.office, by=clerk)
    Proposal.objects.update(bound=proposal.cost / 2)
    client.force_login(clerk)
    page = client.get(f"/hearings/proposals/{proposal.pk}/").content.decode()
    assert "hx-post" in page and "正在继续优化" in page
    part = client.post(f"/hearings/proposals/{proposal.pk}/improve/", headers={"HX-Request": "true"})
    assert 'id="proposal"' in part.content.decode() and "<html" not in part.content.decode()
    assert Proposal.objects.get().cost <= proposal.cost and Proposal.objects.get().spent > 0
    Proposal.objects.update(spent=timetables.ENOUGH)
    assert "hx-post" not in client.get(f"/hearings/proposals/{proposal.pk}/").content.decode()


def test_what_cannot_be_placed_is_named_with_who_stands_in_the_way(backlog, clerk, client):
    office = backlog[0].cast.office
    away(
        office, clerk, person=backlog[0].cast.presiding, since=timezone.localdate(), until=dt.date(2027, 1, 1)
    )
    proposal = timetables.propose(office, by=clerk)
    assert not proposal.moves and len(proposal.left) == 4
    client.force_login(clerk)
    page = client.get(f"/hearings/proposals/{proposal.pk}/").content.decode()
    assert "无法排入" in page and "Presiding无空档" in page


def test_nobody_else_s_committee_is_laid_or_read(backlog, clerk, worker, client):
    proposal = timetables.propose(backlog[0].cast.office, by=clerk)
    elsewhere = Office.objects.create(kind="committee", name="他处委员会", short="他", division="440105")
    other = person("other-clerk", role="clerk", office=elsewhere)
    for user, status in ((other, 404), (worker, 404), (backlog[0].cast.presiding, 404)):
        client.force_login(user)
        assert client.get(f"/hearings/proposals/{proposal.pk}/").status_code == status
        assert client.post(f"/hearings/proposals/{proposal.pk}/improve/").status_code == status
    client.force_login(other)
    assert client.post("/hearings/proposals/", {"office": backlog[0].cast.office.pk}).status_code == 404
    client.force_login(worker)
    assert client.get("/hearings/proposals/").status_code == 403


# --- repair


def test_an_arbitrator_falls_ill_and_the_director_moves_her_hearings(backlog, clerk, director, client):
    for walk, start in zip(backlog, ("09:00", "10:30", "14:00", "15:30"), strict=True):
        schedule(walk, day=DAY, start=start, end=allocation_end(start))
        walk.serve("D19")
    client.force_login(clerk)
    client.post(
        "/hearings/absences/",
        {"whose": f"person-{backlog[0].cast.presiding.pk}", "since": "2026-03-30", "start": "09:00", "end": "12:00", "why": "ill"},
    )  # fmt: skip
    one = Absence.objects.get()
    page = client.get(f"/hearings/absences/{one.pk}/").content.decode()
    assert "已排定 2 场庭审" in page
    client.post(f"/hearings/absences/{one.pk}/repair/")
    proposal = Proposal.objects.get()
    assert set(proposal.moves) == {str(walk.case.pk) for walk in backlog[:2]}, "the others stay"
    where = f"/hearings/proposals/{proposal.pk}/"
    assert "由主任决定" in client.get(where).content.decode()
    client.force_login(director)
    assert client.post(where, {"case": list(proposal.moves)}).status_code == 422, "the parties are told why"
    client.post(where, {"case": list(proposal.moves), "reason": "首席仲裁员因病不能到庭"})
    for walk in backlog[:2]:
        case = Arbitration.objects.get(pk=walk.case.pk)
        assert str(case.hearing_on) == proposal.moves[str(case.pk)]["day"]
        decision = Paper.objects.filter(code="D20", dispute=walk.dispute).first()
        assert decision.data["variant"] == "granted" and "因病" in decision.data["reasons"]
    assert timetables.struck(one) == []
    taken = list(Booking.objects.values_list("resource", "resource_id", "day", "half_hour"))
    assert len(taken) == len(set(taken))


def test_a_hearing_that_can_stay_is_in_no_repair_however_short_it_was_laid(backlog, clerk):
    """A tribunal of three usually takes half a day; this one was laid for a session and stays as it stands."""
    for walk, start in zip(backlog[:3], ("09:00", "14:00", "15:30"), strict=True):
        schedule(walk, day=DAY, start=start, end=allocation_end(start))
    Arbitration.objects.filter(pk__in=[walk.case.pk for walk in backlog]).update(bench=[clerk.pk])
    one = Absence.objects.create(
        office=backlog[0].cast.office, by=clerk, since=DAY, until=DAY, start=18, end=24, why="ill",
        person=backlog[0].cast.presiding,
    )  # fmt: skip
    proposal = timetables.mend(one, by=clerk)
    assert set(proposal.moves) == {str(backlog[0].case.pk)} and not proposal.left
    move = proposal.moves[str(backlog[0].case.pk)]
    assert (move["start"], move["end"]) in {
        (span, allocation_end(span)) for span in ("09:00", "10:30", "14:00", "15:30")
    }


def allocation_end(start):
    return {"09:00": "10:30", "10:30": "12:00", "14:00": "15:30", "15:30": "17:00"}[start]


# --- the board, calendars, the public list


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


def test_a_page_of_the_board_asks_at_most_eight_times(backlog, clerk, client, django_assert_max_num_queries):
    for walk, start in zip(backlog, ("09:00", "10:30", "14:00", "15:30"), strict=True):
        schedule(walk, day=DAY, start=start, end=allocation_end(start))
    client.force_login(clerk)
    client.get("/hearings/?week=2026-03-30")
    signed_in = 3  # session, user, posts
    with django_assert_max_num_queries(8 + signed_in):
        client.get("/hearings/?week=2026-03-30")


def test_a_calendar_reads_hearings_without_names_until_the_address_is_renewed(ready, client):
    schedule(ready, start="09:00", end="10:30")
    client.force_login(ready.cast.presiding)
    page = client.post("/hearings/feeds/").content.decode()
    address = page.split('class="break-all"><a href="')[1].split('"')[0]
    path = address.split("testserver")[1]
    assert (
        Feed.objects.get().token_hash not in path
        and path not in client.get("/hearings/feeds/").content.decode()
    )
    client.logout()
    answer = client.get(path)
    assert answer["Content-Type"].startswith("text/calendar") and "no-store" in answer["Cache-Control"]
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == f"庭审 {ready.case.number}" and "第一仲裁庭" in str(event["location"])
    assert event.decoded("dtstart").isoformat() == "2026-03-30T09:00:00+08:00"
    for name in ready.dispute.parties.values_list("name", flat=True):
        assert name not in answer.content.decode()
    client.force_login(ready.cast.presiding)
    client.post("/hearings/feeds/")
    assert client.get(path).status_code == 404, "the address before answers no more"
    assert client.get("/hearings/feeds/xx.ics").status_code == 404


def test_the_calendar_of_a_room_is_for_those_who_keep_its_hearings(ready, clerk, worker, client):
    schedule(ready)
    client.force_login(worker)
    assert client.post("/hearings/feeds/", {"room": ready.room.pk}).status_code == 404
    client.force_login(clerk)
    page = client.post("/hearings/feeds/", {"room": ready.room.pk}).content.decode()
    path = page.split('class="break-all"><a href="')[1].split('"')[0].split("testserver")[1]
    assert b"VEVENT" in client.get(path).content
    clerk.posts.all().delete()
    assert client.get(path).status_code == 404, "who no longer keeps the hearings reads them no more"


def test_the_public_list_of_a_day_names_numbers_and_no_people(ready, client):
    schedule(ready)
    page = client.get("/hearings/public/?on=2026-03-30").content.decode()
    assert ready.case.number in page and "第一仲裁庭" in page and "09:00–11:00" in page
    for name in [*ready.dispute.parties.values_list("name", flat=True), "Presiding", ready.dispute.reference]:
        assert name not in page
    assert ready.case.number not in client.get("/hearings/public/?on=2026-03-31").content.decode()
    for odd in ("?on=x", "?on=9999-12-31", "?on=0001-01-01", "?office=x", "?office=99999999999999999999"):
        assert client.get(f"/hearings/public/{odd}").status_code == 200


def test_a_closed_hearing_is_on_no_public_list(ready, client):
    day = {"room": ready.room, "day": DAY, "start": "09:00", "end": "10:30"}
    ready.step("schedule", ready.cast.presiding, **day, closed=True)
    assert ready.case.hearing.closed
    assert ready.case.number not in client.get("/hearings/public/?on=2026-03-30").content.decode()
    assert Seat.objects.filter(dispute=ready.dispute).exists()
