"""A schedule for all that waits, and its repair: proposed, explained, booked line by line."""

import datetime as dt

import pytest
from django.utils import timezone

from arbitration import laying, timetables
from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.models import Absence, Arbitration, Booking, Hearing, Proposal
from disputes.models import Office, Paper
from tests.arbitration.test_hearing import another, ready, schedule
from tests.arbitration.test_planning import DAY, away
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("backlog")]
__all__ = ["ready"]


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


def test_a_move_on_the_same_day_can_still_be_booked(backlog, clerk, director, client):
    schedule(backlog[0], day=DAY, start="09:00", end="10:30")
    one = Absence.objects.create(
        office=backlog[0].cast.office, by=clerk, since=DAY, until=DAY, start=18, end=24, why="ill",
        person=backlog[0].cast.presiding,
    )  # fmt: skip
    proposal = timetables.mend(one, by=clerk)
    key = str(backlog[0].case.pk)
    proposal.moves[key] |= {"day": DAY.isoformat(), "start": "14:00", "end": "15:30"}
    proposal.save()
    client.force_login(director)
    where = f"/hearings/proposals/{proposal.pk}/"
    assert f'name="case" value="{key}"' in client.get(where).content.decode()
    client.post(where, {"case": [key], "reason": "因病"})
    assert f'name="case" value="{key}"' not in client.get(where).content.decode()
    assert Hearing.objects.get(stands=True).hours == "14:00–15:30"


def test_a_closed_hearing_stays_closed_when_it_is_moved(backlog, clerk, director, client):
    walk = backlog[0]
    walk.step(
        "schedule", walk.cast.presiding, room=walk.room, day=DAY, start="09:00", end="10:30", closed=True
    )
    one = away(walk.cast.office, clerk, person=walk.cast.presiding)
    proposal = timetables.mend(one, by=clerk)
    client.force_login(director)
    client.post(f"/hearings/proposals/{proposal.pk}/", {"case": list(proposal.moves), "reason": "因病"})
    moved = Hearing.objects.get(stands=True)
    assert moved.day != DAY and moved.closed
    page = f"/cases/{walk.dispute.reference}/arbitration/{walk.case.pk}/postpone/"
    client.force_login(walk.cast.presiding)
    assert 'name="closed" id="id_closed" checked' in " ".join(client.get(page).content.decode().split()) or (
        client.get(page).context["form"]["closed"].value() is True
    )


def test_a_repair_moves_no_hearing_that_somebody_moved_meanwhile(backlog, clerk, director, client):
    walk = backlog[0]
    schedule(walk, start="09:00", end="10:30")
    one = away(walk.cast.office, clerk, person=walk.cast.presiding)
    proposal = timetables.mend(one, by=clerk)
    later = DAY + dt.timedelta(days=15)
    walk.step(
        "postpone", director, room=walk.room, day=later, start="14:00", end="15:30", reason="当事人均同意"
    )
    client.force_login(director)
    said = client.post(
        f"/hearings/proposals/{proposal.pk}/", {"case": list(proposal.moves), "reason": "因病"}
    )
    assert "已被改期" in said.content.decode()
    laying.order(proposal, [walk.case.pk], by=director, reason="因病")
    assert laying.book_waiting() == 1
    assert Hearing.objects.get(stands=True).day == later


def test_what_is_proved_is_proved_of_what_is_still_to_be_laid(backlog, clerk):
    """Booked lines leave the proposal, and the bound with them: the rest claims nothing it has not proved."""
    proposal = timetables.propose(backlog[0].cast.office, by=clerk)
    move = proposal.moves[str(backlog[0].case.pk)]
    schedule(backlog[0], day=dt.date.fromisoformat(move["day"]), start=move["start"], end=move["end"])
    later = timetables.go_on(proposal, seconds=0.05)
    assert len(later.moves) == 3 and later.bound is not None and later.bound <= later.cost


def test_a_page_of_the_board_asks_at_most_eight_times(backlog, clerk, client, django_assert_max_num_queries):
    for walk, start in zip(backlog, ("09:00", "10:30", "14:00", "15:30"), strict=True):
        schedule(walk, day=DAY, start=start, end=allocation_end(start))
    client.force_login(clerk)
    client.get("/hearings/?week=2026-03-30")
    signed_in = 3  # session, user, posts
    with django_assert_max_num_queries(8 + signed_in):
        client.get("/hearings/?week=2026-03-30")
