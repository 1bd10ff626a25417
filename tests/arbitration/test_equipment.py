"""What a hearing needs of its room, wherever it is laid; what each time respects; and who has how much to do already."""

import datetime as dt

import pytest
from django.utils import timezone

from arbitration import timetables
from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.loads import by_load
from arbitration.models import Arbitration, Hearing, Room
from arbitration.respects import respects
from arbitration.slots import next_slots
from arbitration.troubles import no_hearing_stands_where_it_cannot_be_held
from disputes.acts import perform
from disputes.calendars import in_force
from disputes.models import DocketEntry, Paper
from tests.arbitration.test_hearing import another, ready, schedule
from tests.arbitration.test_intake import refused
from tests.arbitration.test_planning import DAY, away, schedule_page
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
__all__ = ["ready"]


@pytest.fixture
def booth(ready):
    """A second room, with an interpreter's booth."""
    return Room.objects.create(
        office=ready.cast.office, name="第二仲裁庭", capacity=40, equipment=["booth", "video"]
    )


def needs(walk, *what, seats=None):
    walk.step("say_needs", walk.cast.clerk, needs=list(what), seats=seats)
    return walk


def fresh(walk):
    return Arbitration.objects.select_related("dispute", "office").get(pk=walk.case.pk)


def test_a_hearing_is_offered_rooms_alone_that_have_what_it_needs(ready, booth):
    assert {slot.room for slot in next_slots(fresh(ready), DAY)} == {ready.room}
    needs(ready, "booth")
    assert {slot.room for slot in next_slots(fresh(ready), DAY)} == {booth}
    needs(ready, "booth", "step_free")
    assert next_slots(fresh(ready), DAY) == []
    needs(ready, seats=41)
    assert {slot.room for slot in next_slots(fresh(ready), DAY)} == {ready.room}, (
        "seats of this room never mind"
    )
    Room.objects.update(capacity=40)
    assert next_slots(fresh(ready), DAY) == []


def test_a_refusal_names_what_is_missing(ready, booth):
    needs(ready, "booth", "step_free", seats=60)
    said = refused(schedule, ready, room=booth)
    assert "第二仲裁庭缺少本次庭审所需设备：无障碍通道" in said and "CR-38" in said
    assert "有40个座位，本次庭审需要60个" in said
    assert "口译间" in refused(schedule, ready) and not Hearing.objects.exists()


def test_what_is_said_when_the_hearing_is_laid_counts_then_and_when_it_moves(ready, booth):
    asked = {"day": DAY, "start": "09:00", "end": "10:30", "needs": ["booth"], "seats": 20}
    assert "口译间" in refused(ready.step, "schedule", ready.cast.presiding, room=ready.room, **asked)
    assert fresh(ready).needs == [], "nothing stays of a refusal"
    ready.step("schedule", ready.cast.presiding, room=booth, **asked)
    assert (ready.case.needs, ready.case.seats_needed) == (["booth"], 20)
    move = {"day": DAY + dt.timedelta(days=8), "start": "09:00", "end": "10:30", "reason": "另有任务"}
    assert "口译间" in refused(ready.step, "postpone", ready.cast.presiding, room=ready.room, **move)
    ready.step("postpone", ready.cast.presiding, room=ready.room, **move, needs=[])
    assert ready.case.hearing.room == ready.room and ready.case.needs == []


def test_needs_are_of_the_list_and_said_by_those_who_lay_hearings(ready):
    assert "CR-38" in refused(ready.step, "say_needs", ready.cast.clerk, needs=["throne"])
    assert "CR-38" in refused(ready.step, "say_needs", ready.cast.clerk, needs=[], seats=501)


def test_a_party_says_what_it_needs_and_the_hearing_is_laid_where_there_is_that(ready, booth, client):
    """CR-38: it counts at once; the clerk may say otherwise; the other side never reads of it."""
    reference, page = (
        ready.dispute.reference,
        f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/",
    )
    client.force_login(ready.cast.worker)
    assert client.get(page + "ask_needs/").status_code == 200
    assert client.post(page + "ask_needs/", {"needs": ["throne"]}).status_code == 422
    assert client.post(page + "ask_needs/", {"needs": ["booth"]}).status_code == 302
    assert {slot.room for slot in next_slots(fresh(ready), DAY)} == {booth}
    assert "口译间" in client.get(f"/cases/{reference}/").content.decode()
    client.force_login(ready.cast.employer)
    assert "口译间" not in client.get(f"/cases/{reference}/").content.decode()
    assert (
        not DocketEntry.objects.visible_to(ready.cast.employer).filter(step="arbitration.ask_needs").exists()
    )
    perform(fresh(ready), "ask_needs", by=ready.cast.employer, needs=["booth", "step_free"])
    client.force_login(ready.cast.clerk)
    form = client.get(page + "say_needs/").content.decode()
    assert f"{ready.dispute.parties.get(side='A')}：口译间" in form and "无障碍通道" in form
    perform(fresh(ready), "ask_needs", by=ready.cast.employer, needs=[])
    assert fresh(ready).needs == ["booth"], "what the other still needs stays"
    ready.step("say_needs", ready.cast.clerk, needs=[])
    assert {slot.room for slot in next_slots(fresh(ready), DAY)} == {ready.room}


def test_a_schedule_for_all_puts_each_where_its_needs_are_met_and_says_where_nowhere(
    ready, booth, clerk, client
):
    second, third = (another(ready, f"worker{n}", f"employer{n}") for n in (2, 3))
    needs(second, "booth")
    needs(third, "step_free")
    proposal = timetables.propose(ready.cast.office, by=clerk)
    assert proposal.moves[str(second.case.pk)]["room"] == booth.pk
    assert proposal.left[str(third.case.pk)]["lacks"] == ["step_free"]
    assert str(ready.case.pk) in proposal.moves and proposal.gap < 2
    client.force_login(clerk)
    page = client.get(f"/hearings/proposals/{proposal.pk}/").content.decode()
    assert "没有庭室具备所需设备：无障碍通道" in page
    assert "各仲裁员的庭审" in page and "最多的一天" in page


def test_a_repair_moves_it_to_a_room_that_has_it_as_well(ready, booth, clerk):
    other = Room.objects.create(office=ready.cast.office, name="第三仲裁庭", equipment=["booth"])
    needs(ready, "booth")
    schedule(ready, room=booth, end="10:30")
    absence = away(
        ready.cast.office, clerk, room=booth, since=timezone.localdate(), until=DAY + dt.timedelta(days=90)
    )
    proposal = timetables.mend(absence, by=clerk)
    assert proposal.moves[str(ready.case.pk)]["room"] == other.pk


def test_a_need_said_too_late_is_seen_on_the_board_and_by_the_audit(ready, clerk, client):
    schedule(ready)
    needs(ready, "booth")
    client.force_login(clerk)
    assert "庭室缺少所需设备" in client.get("/hearings/?week=2026-03-30").content.decode()
    (found,) = no_hearing_stands_where_it_cannot_be_held()
    assert "lacks" in str(found)


def test_a_recusal_takes_effect_whatever_the_room_lacks_by_now(ready, committee, clerk, client):
    """CR-12: who must leave the seat leaves it; the room is a trouble of its own, shown until it is repaired."""
    schedule(ready)
    needs(ready, "booth", seats=60)
    away(ready.cast.office, clerk, room=ready.room, since=DAY, until=DAY)
    away(ready.cast.office, clerk, person=ready.cast.recorder, since=DAY, until=DAY)
    gone, fresh_one = ready.cast.presiding, person("zoe", role="presiding", office=committee)
    ready.step("ask_recusal", ready.cast.worker, person=gone, reason="系对方近亲属")
    ready.step("decide_recusal", ready.cast.director, decision="upheld", reason="属实", substitute=fresh_one)
    hearing = Hearing.objects.get(arbitration=ready.case, stands=True)
    booked = set(hearing.bookings.filter(resource="person").values_list("resource_id", flat=True))
    assert ready.case.presiding == fresh_one and fresh_one.pk in booked and gone.pk not in booked
    client.force_login(clerk)
    assert "庭室缺少所需设备" in client.get(f"/hearings/?week={DAY}").content.decode()
    found = {one.words.rpartition(": ")[2] for one in no_hearing_stands_where_it_cannot_be_held()}
    assert found == {"lacks", "closed", "away"}


def test_a_substitute_who_is_away_then_is_refused_by_name(ready, committee, clerk):
    schedule(ready)
    fresh_one = person("zoe", role="presiding", office=committee)
    away(ready.cast.office, clerk, person=fresh_one, since=DAY, until=DAY)
    ready.step("ask_recusal", ready.cast.worker, person=ready.cast.presiding, reason="系对方近亲属")
    upheld = {"decision": "upheld", "reason": "属实", "substitute": fresh_one}
    said = refused(ready.step, "decide_recusal", ready.cast.director, **upheld)
    assert str(fresh_one) in said and "CR-38" in said
    assert fresh(ready).presiding == ready.cast.presiding


def test_rows_brought_from_another_system_are_held_to_it_too(ready, booth, clerk, client):
    needs(ready, "booth")
    client.force_login(clerk)
    row = f"{ready.case.number}\t2026-03-30\t09:00\t10:30\t{ready.room.name}"
    page = client.post("/hearings/handover/", {"hearings": row})
    assert page.status_code == 422 and "口译间" in page.content.decode()
    assert not Hearing.objects.exists()


# --- what each time respects


def words(found):
    return " ".join(one.words for one in found)


def test_each_time_says_its_notice_its_end_and_its_room(ready, booth, django_assert_num_queries):
    needs(ready, "booth", seats=30)
    case = fresh(ready)
    first = first_day_for_hearing(case, timezone.localdate())
    with django_assert_num_queries(5):
        respected = respects([case])[case.pk]
    said = words(respected.of(first, booth))
    assert f"最迟于{timezone.localdate().strftime('%Y年%-m月%-d日')}送达" in said and "足有五个工作日" in said
    assert "距审理期限届满" in said and "有40个座位，需要30个" in said and "口译间" in said
    assert all(one.kept and one.law for one in [*respected.of(first, booth), *respected.always])
    assert "均已答辩" in words(respected.always) and "应到庭的4人均有空" in words(respected.always)
    late = respected.of(respected.due + dt.timedelta(days=3), booth)
    assert [one.law for one in late if not one.kept] == ["AL-43, CR-45"] and "已超过审理期限" in words(late)
    soon = respected.of(timezone.localdate() + dt.timedelta(days=1), ready.room)
    assert {one.law for one in soon if not one.kept} == {"AL-35, CR-38", "CR-38"}


def test_the_least_the_text_asks_is_said_where_the_committee_s_own_count_is_over(ready):
    """Five clear days are the house's own duty; counted back one day later the notice still comes in time (trap 1)."""
    case = fresh(ready)
    before = first_day_for_hearing(case, timezone.localdate()) - dt.timedelta(days=1)
    while in_force().is_rest(before):
        before -= dt.timedelta(days=1)
    notice = respects([case])[case.pk].of(before, ready.room)[0]
    assert notice.kept and "倒数第五个工作日" in notice.words


def test_an_answer_that_is_awaited_and_days_nobody_can_come_are_said(walk, room):
    from tests.arbitration.walk import TO_ACCEPTED

    for part in TO_ACCEPTED:
        part(walk)
    assert "尚未开始" in words(respects([fresh(walk)])[walk.case.pk].always)
    walk.serve("D12")
    running = respects([fresh(walk)])[walk.case.pk].always[0]
    assert "尚未结束" in running.words and not running.kept
    walk.step("waive_answer", walk.cast.employer)
    away(walk.cast.office, walk.cast.clerk, dispute=walk.dispute, until=DAY + dt.timedelta(days=2))
    said = respects([fresh(walk)])[walk.case.pk].always
    assert "已放弃答辩期" in said[0].words and said[0].law == "CR-58" and "不能到庭的3天" in words(said)


def test_the_pages_say_it_and_a_time_that_is_taken_names_the_conflict(ready, client):
    other = another(ready)
    schedule(other, start="09:00", end="10:30")
    client.force_login(ready.cast.presiding)
    page = client.get(schedule_page(ready.case)).content.decode()
    assert page.count("该时间符合的规定") == 8 and "以下各时间均符合" in page and "足有五个工作日" in page
    free = client.get(
        f"{schedule_page(ready.case)}?room={ready.room.pk}&day={DAY}&start=14:00&end=15:30"
    ).content.decode()
    assert 'id="picked"' in free and "不符合" not in free
    taken = client.get(
        f"{schedule_page(ready.case)}?room={ready.room.pk}&day={DAY}&start=09:00&end=10:30"
    ).content.decode()
    assert "不符合" in taken and "已被占用" in taken
    board = client.get(f"/hearings/?week={DAY}&for={ready.case.pk}").content.decode()
    assert "该时间符合的规定" in board and "距审理期限届满" in board
    offered = client.get(schedule_page(ready.case).replace("/schedule/", "/offer_days/")).content.decode()
    assert "距审理期限届满" in offered and "均已答辩" in offered


def test_every_line_of_a_proposal_says_it(ready, clerk, client):
    proposal = timetables.propose(ready.cast.office, by=clerk)
    client.force_login(clerk)
    page = client.get(f"/hearings/proposals/{proposal.pk}/").content.decode()
    assert "该时间符合的规定" in page and "足有五个工作日" in page and "均已答辩" in page


# --- who has how much to do


def test_who_has_least_is_offered_first_when_a_tribunal_is_formed_and_it_says_so(ready, committee, client):
    fresh_one = person("zoe", role="arbitrator", office=committee)
    schedule(ready)
    rows = by_load([ready.cast.presiding, fresh_one])
    assert [one for one, _said in rows] == [fresh_one, ready.cast.presiding]
    assert rows[0][1] == "在办0件，三十日内开庭0次" and rows[1][1] == "在办1件，三十日内开庭1次"
    other = another_accepted(ready)
    client.force_login(ready.cast.director)
    address = f"/cases/{other.dispute.reference}/arbitration/{other.case.pk}/form_tribunal/"
    page = client.get(address).content.decode()
    assert page.index(f"{fresh_one} · 在办0件") < page.index(f"{ready.cast.presiding} · 在办1件")
    chosen = {"presiding": fresh_one.pk, "recorder": ready.cast.recorder.pk}
    assert client.post(address, chosen).status_code == 302
    assert Arbitration.objects.get(pk=other.case.pk).presiding == fresh_one
    assert Paper.objects.filter(code="D14", dispute=other.dispute).exists()


def another_accepted(walk):
    """A second case, accepted, before no tribunal."""
    found = another(walk, "worker9", "employer9")
    found.step("dissolve_tribunal", found.cast.director, reason="组成有误")
    return found
