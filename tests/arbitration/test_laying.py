"""More lines of a proposal than fit in one press: the worker books them, each by its own step, however often it is killed."""

import pytest

from arbitration import laying, timetables
from arbitration.models import Arbitration, Booking, BookingLine, Hearing, Proposal, Room
from arbitration.views import planning
from disputes.management.commands.tick import Command
from disputes.models import DocketEntry, Office, Paper, Post
from disputes.rounds import EVERY_ROUND
from tests.arbitration.test_hearing import ready, schedule
from tests.arbitration.test_planning import away
from tests.arbitration.test_proposals import backlog
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("backlog")]
__all__ = ["backlog", "ready"]


@pytest.fixture
def proposal(backlog, clerk, client, monkeypatch):
    monkeypatch.setattr(planning, "AT_ONCE", 2)
    client.force_login(clerk)
    return timetables.propose(backlog[0].cast.office, by=clerk)


def chosen(client, proposal, *keys, **more):
    return client.post(f"/hearings/proposals/{proposal.pk}/", {"case": list(keys or proposal.moves), **more})


def scheduled():
    return DocketEntry.objects.filter(step="arbitration.schedule").count()


def test_few_are_booked_at_once_and_many_by_the_worker(proposal, client):
    keys = list(proposal.moves)
    assert (
        "已排定" in chosen(client, proposal, *keys[:1]).content.decode() and not BookingLine.objects.exists()
    )
    answer = chosen(client, proposal, *keys[1:])
    assert answer.url == f"/hearings/proposals/{proposal.pk}/" and scheduled() == 1
    page = client.get(answer.url).content.decode()
    assert "共 3 场，已办理 0 场" in page and page.count("等待排定") == 3 and "progress/" in page
    assert page.count('name="case"') == 0, "what waits is not chosen twice"
    Command().once()
    assert laying.book_waiting in EVERY_ROUND and scheduled() == 4
    page = client.get(answer.url).content.decode()
    assert "已办理 3 场，其中已排定 3 场" in page and "hx-get" not in page
    assert Paper.objects.filter(code="D19").count() == 8
    for key, move in proposal.moves.items():
        hearing = Hearing.objects.get(arbitration=int(key), stands=True)
        assert timetables.as_move(hearing).items() <= move.items()


def test_the_page_asks_how_far_it_is_and_is_read_anew_at_the_end(proposal, client):
    where = f"/hearings/proposals/{proposal.pk}/progress/"
    chosen(client, proposal)
    part = client.get(where, headers={"HX-Request": "true"})
    assert (
        'id="laid"' in part.content.decode()
        and "<html" not in part.content.decode()
        and "HX-Refresh" not in part
    )
    laying.book_waiting()
    assert client.get(where)["HX-Refresh"] == "true"


def test_a_worker_killed_at_any_point_leaves_whole_lines_and_the_next_goes_on(proposal, client, monkeypatch):
    chosen(client, proposal)
    real, calls = laying.perform, []

    def killed(*args, **facts):
        real(*args, **facts)
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt  # the step is taken, its line not marked yet

    monkeypatch.setattr(laying, "perform", killed)
    with pytest.raises(KeyboardInterrupt):
        laying.book_waiting()
    assert scheduled() == 1 == BookingLine.objects.exclude(done_at=None).count()
    assert Hearing.objects.count() == 1
    laying.book_waiting()
    assert laying.book_waiting() == 0, "once more changes nothing"
    assert scheduled() == 4 and not BookingLine.objects.waiting().exists()
    taken = list(Booking.objects.values_list("resource", "resource_id", "day", "half_hour"))
    assert len(taken) == len(set(taken))


def test_refusals_are_listed_leave_the_others_alone_and_may_be_tried_anew(proposal, backlog, client):
    first = backlog[0]
    key = str(first.case.pk)
    day = timetables.date.fromisoformat(proposal.moves[key]["day"])
    gone = away(first.cast.office, first.cast.clerk, dispute=first.dispute, since=day)
    chosen(client, proposal)
    laying.book_waiting()
    page = client.get(f"/hearings/proposals/{proposal.pk}/").content.decode()
    assert "其中已排定 3 场" in page and page.count("未排定") == 1 and first.case.number in page
    line = BookingLine.objects.refused().get()
    assert line.arbitration_id == first.case.pk and "CR-38" in line.refused[0]
    gone.delete()
    laying.order(proposal, [first.case.pk], by=first.cast.clerk)
    assert laying.book_waiting() == 1 and not BookingLine.objects.refused().exists()
    assert Hearing.objects.filter(stands=True).count() == 4


@pytest.mark.parametrize("many", [False, True])
def test_a_room_given_up_meanwhile_is_refused_in_words(proposal, client, many):
    """At once and by the worker; the page of the proposal still opens."""
    keys = list(proposal.moves) if many else list(proposal.moves)[:1]
    Room.objects.all().delete()
    answer = chosen(client, proposal, *keys)
    assert answer.status_code in (200, 302)
    laying.book_waiting()
    page = client.get(f"/hearings/proposals/{proposal.pk}/")
    assert page.status_code == 200 and scheduled() == 0
    said = [line.refused for line in BookingLine.objects.all()] if many else [answer.content.decode()]
    assert len(said) == len(keys) and all("仲裁庭室已不再使用" in str(one) for one in said)


def test_the_same_press_twice_orders_nothing_twice(proposal, client):
    chosen(client, proposal)
    chosen(client, proposal)
    assert BookingLine.objects.count() == 4
    laying.book_waiting()
    chosen(client, proposal)
    assert BookingLine.objects.waiting().count() == 0 and laying.book_waiting() == 0 and scheduled() == 4


def test_a_line_stands_as_it_was_chosen_though_the_search_goes_on(proposal, client):
    chosen(client, proposal)
    spent = Proposal.objects.get().spent
    client.post(f"/hearings/proposals/{proposal.pk}/improve/")
    assert Proposal.objects.get().spent == spent, "nobody moves what waits to be booked"


def test_what_was_booked_by_hand_meanwhile_as_proposed_is_no_refusal(proposal, backlog, client):
    chosen(client, proposal)
    move = proposal.moves[str(backlog[1].case.pk)]
    schedule(backlog[1], day=timetables.date.fromisoformat(move["day"]), start=move["start"], end=move["end"])
    laying.book_waiting()
    assert not BookingLine.objects.refused().exists() and scheduled() == 4


def test_who_lost_the_post_meanwhile_books_nothing_more(proposal, clerk, client):
    chosen(client, proposal)
    Post.objects.filter(user=clerk).delete()
    laying.book_waiting()
    assert scheduled() == 0 and "不再负责" in BookingLine.objects.first().refused[0]


def test_a_line_that_fails_holds_up_no_other_and_is_given_back_after_three_tries(
    proposal, client, monkeypatch, caplog
):
    chosen(client, proposal)
    real, poison = laying.perform, int(min(proposal.moves))

    def broken(case, *args, **facts):
        if case.pk == poison:
            raise RuntimeError("a fault of ours")
        return real(case, *args, **facts)

    monkeypatch.setattr(laying, "perform", broken)
    assert laying.book_waiting() == 3 and BookingLine.objects.waiting().count() == 1
    laying.book_waiting()
    laying.book_waiting()
    assert BookingLine.objects.refused().get().refused == ["未能在此排定，请在案件中排定庭审。"]
    assert Arbitration.objects.get(pk=poison).stage == "accepted"


def test_a_round_ends_in_time_and_the_next_goes_on(proposal, client, monkeypatch):
    chosen(client, proposal)
    monkeypatch.setattr(laying, "SPELL", -1)
    assert laying.book_waiting() == 0
    monkeypatch.setattr(laying, "SPELL", 10)
    assert laying.book_waiting() == 4


def test_a_repair_of_many_is_the_director_s_and_carries_its_reason(
    proposal, backlog, clerk, director, client
):
    chosen(client, proposal)
    laying.book_waiting()
    day = min(Hearing.objects.values_list("day", flat=True))
    gone = away(backlog[0].cast.office, clerk, person=backlog[0].cast.presiding, since=day)
    mending = timetables.mend(gone, by=clerk)
    assert len(mending.moves) > 2
    assert chosen(client, mending, reason="因公外出").status_code == 403
    client.force_login(director)
    assert chosen(client, mending).status_code == 422
    chosen(client, mending, reason="因公外出")
    laying.book_waiting()
    assert timetables.struck(gone) == [] and not BookingLine.objects.refused().exists()
    assert "因公外出" in Paper.objects.filter(code="D20").first().data["reasons"]


def test_nobody_else_reads_how_far_it_is(proposal, worker, client):
    chosen(client, proposal)
    elsewhere = Office.objects.create(kind="committee", name="他处委员会", short="他", division="440105")
    for user in (worker, person("other-clerk", role="clerk", office=elsewhere)):
        client.force_login(user)
        assert client.get(f"/hearings/proposals/{proposal.pk}/progress/").status_code == 404
        assert chosen(client, proposal).status_code == 404
