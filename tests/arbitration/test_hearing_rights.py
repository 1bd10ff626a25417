"""What nobody loses over a hearing: a request that waits, a substitute who is free, a place in the hall (AL-33 to AL-36, CR-38)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from arbitration import allocation
from arbitration.lifecycle import Stage
from arbitration.models import Absence, Arbitration, Booking
from arbitration.reminders import remind
from disputes.acts import perform
from disputes.models import Paper, Party, Post, Seat, Service
from tests.arbitration.test_hearing import DAY, another, ready, schedule
from tests.arbitration.test_intake import at, refused
from tests.arbitration.test_online import LINK, online, people
from tests.arbitration.test_reminders import sent
from tests.arbitration.walk import walk_to
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
__all__ = ["online", "ready", "sent"]


@pytest.fixture
def second(committee):
    return person("substitute", role="presiding", office=committee)


def challenge(walk, **facts):
    walk.step("ask_recusal", walk.cast.worker, person=walk.cast.presiding, reason="系对方近亲属", **facts)


def replace(walk, who):
    walk.step("decide_recusal", walk.cast.director, decision="upheld", reason="属实", substitute=who)


def test_who_is_challenged_neither_closes_the_debate_nor_deliberates(clock, dispute, cast):
    case = walk_to(Stage.IN_HEARING, dispute, cast, clock)
    asked = {"person": cast.presiding, "reason": "x", "known_on": case.hearing_on}
    perform(case, "ask_recusal", by=cast.worker, **asked)
    for step, facts in (("close_debate", {}), ("deliberate", {"text": "x", "audience": "deliberation"})):
        assert "CR-12" in refused(perform, Arbitration.objects.get(), step, by=cast.presiding, **facts)


def test_nobody_decides_on_their_own_recusal(ready, committee):
    head = ready.cast.director
    Post.objects.create(user=head, office=committee, role="presiding")
    ready.step("dissolve_tribunal", head, reason="另行组成")
    ready.cast.presiding = head
    ready.form()
    challenge(ready)
    assert "CR-12" in refused(ready.step, "decide_recusal", head, decision="rejected", reason="x")
    other = person("deputy", role="director", office=committee)
    ready.step("decide_recusal", other, decision="rejected", reason="不属实")


def test_a_recusal_decided_after_the_hearing_day_asks_nothing_of_that_day(ready, committee, second, clock):
    schedule(ready)
    ready.hold()
    Absence.objects.create(
        office=committee, person=second, since=DAY, until=DAY, why="leave", by=ready.cast.clerk
    )
    challenge(ready, known_on=DAY)
    at(clock, "2026-04-01")
    replace(ready, second)
    assert ready.case.presiding == second


def test_a_hearing_by_video_stays_one_when_a_substitute_sits(online, second):
    before = online.case.hearing
    challenge(online)
    replace(online, second)
    assert online.case.hearing == before and online.case.hearing.link == LINK
    assert second.pk in booked(online) and online.cast.presiding.pk not in booked(online)


def test_while_a_recusal_waits_the_director_may_put_the_hearing_off(ready):
    schedule(ready)
    challenge(ready)
    assert "CR-12" in refused(ready.step, "put_off", ready.cast.presiding, reason="x")
    ready.step("put_off", ready.cast.director, reason="回避申请尚待决定")
    ready.step("decide_recusal", ready.cast.director, decision="rejected", reason="不属实")
    schedule(ready)


@pytest.mark.parametrize("step", ["applicant_absent", "respondent_absent", "open_hearing"])
def test_no_absence_counts_while_the_request_to_postpone_is_undecided(ready, clock, step):
    schedule(ready)
    ready.serve("D19")
    ready.step("ask_postponement", ready.cast.worker, reason="住院治疗")
    at(clock, "2026-03-30")
    facts = {} if step == "open_hearing" else {"reason": "未到庭"}
    assert "AL-35" in refused(ready.step, step, ready.cast.presiding, **facts)
    ready.step("refuse_postponement", ready.cast.presiding, reason="未附证明")
    ready.step(step, ready.cast.presiding, **facts)


def test_two_requests_to_postpone_are_both_decided(ready):
    schedule(ready)
    for user, reason in ((ready.cast.worker, "住院治疗"), (ready.cast.employer, "法定代表人出差")):
        ready.step("ask_postponement", user, reason=reason)
    ready.step("ask_postponement", ready.cast.employer, reason="附机票")
    assert ready.case.asked_by.count("、") == 1
    ready.step("put_off", ready.cast.director)
    data = Paper.objects.filter(code="D20").first().data
    assert all(word in data["reasons"] for word in ("住院治疗", "法定代表人出差", "附机票"))
    assert len(data["asked_by"].split("、")) == 2


def test_many_who_ask_fit_into_their_column(ready):
    Party.objects.update(name="某" * 60)
    schedule(ready)
    Party.objects.filter(side="B").update(name="另" * 60)
    for user in (ready.cast.worker, ready.cast.employer):
        ready.step("ask_postponement", user, reason="x")
    assert ready.case.asked_by == "多方当事人"


def test_a_request_dies_with_the_day_it_was_about(ready):
    schedule(ready)
    ready.step("ask_postponement", ready.cast.worker, reason="x")
    ready.step("dissolve_tribunal", ready.cast.director, reason="组成有误")
    ready.form()
    schedule(ready)
    assert ready.case.asked_on is None
    assert "CR-38" in refused(ready.step, "refuse_postponement", ready.cast.presiding, reason="x")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": dt.date(2026, 4, 11)}, "4月11日"),
        ({"start": "08:00", "end": "10:00"}, "09:00"),
        ({"start": "16:00", "end": "18:00"}, "17:00"),
    ],
)
def test_no_hearing_is_laid_on_a_day_off_or_outside_office_hours(ready, changes, words):
    assert words in refused(schedule, ready, **changes)
    assert not ready.case.hearings.exists()


def test_an_office_says_its_own_hours(ready, committee):
    hours = [["08:30", "10:00"], ["10:00", "11:30"], ["14:30", "16:00"], ["16:00", "18:00"]]
    committee.settings = {"sessions": hours}
    committee.save()
    ready.case = Arbitration.objects.get()
    schedule(ready, start="16:00", end="18:00")


def booked(walk):
    rows = Booking.objects.filter(hearing=walk.case.hearing, resource="person")
    return set(rows.values_list("resource_id", flat=True))


def represented(walk, who):
    party = walk.dispute.parties.get(side="A")
    return Seat.objects.create(dispute=walk.dispute, user=who, role="representative", side="A", party=party)


def test_a_representative_who_comes_later_is_booked_and_who_leaves_is_free(ready, second):
    lawyer = person("lawyer")
    schedule(ready)
    seat = represented(ready, lawyer)
    assert lawyer.pk in booked(ready)
    other = another(ready)
    other.step("dissolve_tribunal", other.cast.director, reason="另行组成")
    other.cast.presiding, other.cast.recorder = (
        second,
        person("writer", role="recorder", office=ready.cast.office),
    )
    other.form()
    represented(other, lawyer)
    room = type(ready.room).objects.create(office=ready.cast.office, name="第二仲裁庭")
    assert "Lawyer" in refused(schedule, other, room=room)
    seat.leave(dt.date(2026, 3, 9))
    assert lawyer.pk not in booked(ready)
    schedule(other, room=room)
    represented(ready, lawyer)
    assert lawyer.pk not in booked(ready), "the hours given to the other hearing stay with it"
    assert set(allocation.people(ready.case)) - booked(ready) == {lawyer.pk}


def test_a_suspended_case_is_neither_on_the_public_list_nor_reminded_of(ready, client, sent):
    schedule(ready)
    Party.objects.update(phone="13800000000")
    page = f"/hearings/public/?on={DAY}"
    assert ready.case.number in client.get(page).content.decode()
    ready.step("suspend", ready.cast.director, ground="injury", reason="等待工伤认定")
    assert ready.case.number not in client.get(page).content.decode()
    ready.day(DAY - dt.timedelta(days=3))
    assert remind() == 0
    ready.step("resume", ready.cast.director, reason="已有认定结论")
    assert remind() == 0, "it is laid and notified anew"


def test_in_default_by_video_who_has_come_is_recognised_all_the_same(online):
    online.serve("D19")
    online.day(online.case.hearing_on)
    assert "CR-41" in refused(online.step, "respondent_absent", online.cast.presiding, reason="未到庭")
    online.step("check_identity", online.cast.recorder, people=people(online, "A"))
    online.step("respondent_absent", online.cast.presiding, reason="未到庭")
    assert online.case.stage == Stage.IN_HEARING and online.case.defaulted


def test_who_speaks_for_ten_workers_agrees_to_video_for_all(ready):
    schedule(ready)
    for n in range(9):
        Party.objects.create(dispute=ready.dispute, side="A", name=f"工友{n}", worker=True)
    for user in (ready.cast.worker, ready.cast.employer):
        ready.step("say_online", user, agrees="yes")
    assert "CPL-16" in refused(ready.step, "hold_online", ready.cast.presiding, link=LINK)
    type(ready.dispute).objects.update(collective=True)
    ready.case = Arbitration.objects.get()
    ready.step("hold_online", ready.cast.presiding, link=LINK)
    ready.step("say_online", ready.cast.worker, agrees="no")
    assert "CPL-16" in refused(ready.step, "hold_online", ready.cast.presiding, link=LINK)


def test_no_hearing_opens_before_the_third_person_was_told(ready, clock):
    third = Party.objects.create(dispute=ready.dispute, side="T", name="丙公司", address="广州")
    schedule(ready)
    notices = Service.objects.filter(paper__code="D19")
    for one in notices.exclude(party=third):
        perform(one, "prove", by=ready.cast.clerk, receipt="x")
    at(clock, "2026-03-30")
    assert "CR-38" in refused(ready.step, "open_hearing", ready.cast.presiding)
    perform(notices.get(party=third), "prove", by=ready.cast.clerk, receipt="x")
    ready.step("open_hearing", ready.cast.presiding)


def test_the_open_room_is_for_the_parties_and_the_tribunal(clock, dispute, cast, clerk):
    case = walk_to(Stage.SCHEDULED, dispute, cast, clock)
    for user in (cast.worker, cast.employer, cast.presiding):
        assert perform(case, "say", by=user, text="你好").audience == "open"
    with pytest.raises(PermissionDenied):
        perform(case, "say", by=clerk, text="x")
    with pytest.raises(PermissionDenied):
        perform(case, "open_hearing", by=cast.worker)


def test_who_asks_for_another_day_reads_which_one_is_laid(ready, client):
    schedule(ready)
    where = f"/cases/{ready.case.dispute.reference}/arbitration/{ready.case.pk}"
    client.force_login(ready.cast.worker)
    asked = client.get(f"{where}/ask_postponement/").content.decode()
    assert "2026年3月30日 09:00–11:00" in asked
    ready.step("ask_postponement", ready.cast.worker, reason="住院治疗")
    client.force_login(ready.cast.presiding)
    assert "2026年3月30日" in client.get(f"{where}/refuse_postponement/").content.decode()
