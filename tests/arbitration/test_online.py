"""A hearing by video: every party consents, a private link, who takes part is checked, and back to the room (CPL-16)."""

import pytest
from django.utils import timezone

from arbitration.lifecycle.guards.online import identities_checked
from arbitration.models import Arbitration, Booking, Hearing
from disputes import docket
from disputes.acts import NotLawful, PermissionDenied
from disputes.models import CaseTask, Dispute, DocketEntry, Paper, Party
from tests.arbitration.test_hearing import ready

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
__all__ = ["ready"]
LINK = "https://meeting.example.cn/j/8812?pwd=q7"


@pytest.fixture
def online(ready):
    ready.schedule()
    for user in (ready.cast.worker, ready.cast.employer):
        ready.step("say_online", user, agrees="yes")
    ready.step("hold_online", ready.cast.presiding, link=LINK)
    return ready


def people(walk, *sides):
    return [
        {"party": party.pk, "how": "出示身份证原件", "proved": True}
        for party in walk.dispute.parties.all()
        if party.side in (sides or "AB")
    ]


def reasons(refused):
    return " ".join(map(str, refused.value.reasons))


def test_without_the_consent_of_every_party_there_is_no_video(ready):
    ready.schedule()
    with pytest.raises(NotLawful) as refused:
        ready.step("hold_online", ready.cast.presiding, link=LINK)
    assert "各方当事人同意" in reasons(refused)
    ready.step("say_online", ready.cast.worker, agrees="yes")
    ready.step("say_online", ready.cast.employer, agrees="no")
    with pytest.raises(NotLawful):
        ready.step("hold_online", ready.cast.presiding, link=LINK)


@pytest.mark.parametrize(
    "link", ["http://meeting.example.cn", "javascript:alert(1)", "https://", "meeting", "https://a@b.cn", " "]
)
def test_the_link_is_a_safe_address(ready, link):
    ready.schedule()
    for user in (ready.cast.worker, ready.cast.employer):
        ready.step("say_online", user, agrees="yes")
    with pytest.raises(NotLawful):
        ready.step("hold_online", ready.cast.presiding, link=link)


def test_the_link_is_read_by_the_case_alone_and_stands_in_no_docket_paper_or_public_list(
    online, client, admin_client
):
    address = f"/cases/{online.dispute.reference}/"
    for user in (online.cast.worker, online.cast.employer, online.cast.presiding, online.cast.recorder):
        client.force_login(user)
        assert "meeting.example.cn" in client.get(address).content.decode()
    seen = admin_client.get(f"/admin/arbitration/hearing/{online.case.hearing.pk}/change/")
    assert seen.status_code == 200 and "meeting.example.cn" not in seen.content.decode()
    client.logout()
    day = online.case.hearing_on
    for path in (f"/hearings/public/?on={day}", "/"):
        assert "meeting.example.cn" not in client.get(path).content.decode()
    assert not any("meeting.example.cn" in str(entry.facts) for entry in DocketEntry.objects.all())
    assert not any("meeting.example.cn" in str(paper.data) for paper in Paper.objects.all())
    assert "meeting" not in str(Hearing.objects.values_list("dispute__cause", flat=True))
    assert docket.verify(Dispute.objects.all()) == []


def test_the_link_is_encrypted_in_the_table(online):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT link FROM arbitration_hearing")
        assert all("meeting" not in row[0] for row in cursor.fetchall())


def test_the_hearing_opens_once_everybody_was_recognised(online):
    online.serve("D19")
    with pytest.raises(NotLawful):  # not yet the day
        online.step("check_identity", online.cast.recorder, people=people(online))
    online.day(online.case.hearing_on)
    with pytest.raises(NotLawful) as refused:
        online.step("open_hearing", online.cast.presiding)
    assert "核验" in reasons(refused)
    online.step("check_identity", online.cast.recorder, people=people(online, "A"))
    with pytest.raises(NotLawful):
        online.step("open_hearing", online.cast.presiding)
    online.step("check_identity", online.cast.recorder, people=people(online, "B"))
    online.step("open_hearing", online.cast.presiding)
    assert online.case.stage == "in_hearing"


@pytest.mark.parametrize("wrong", [[], [{"party": 999, "how": "x", "proved": True}], "blank", "twice"])
def test_a_check_names_parties_of_the_case_and_how(online, wrong):
    online.day(online.case.hearing_on)
    some = people(online)
    said = {"blank": [some[0] | {"how": " "}], "twice": [some[0], some[0]]}.get(str(wrong), wrong)
    with pytest.raises(NotLawful):
        online.step("check_identity", online.cast.recorder, people=said)


def test_a_consent_taken_back_brings_the_hearing_to_its_room(online):
    online.step("say_online", online.cast.employer, agrees="no")
    assert not online.case.hearing.online and online.case.hearing_on and online.case.stage == "scheduled"
    online.serve("D19")
    online.day(online.case.hearing_on)
    online.step("open_hearing", online.cast.presiding)  # nobody to recognise on a screen


def test_before_it_opened_it_goes_back_to_the_room_on_the_same_day(online):
    day = online.case.hearing_on
    online.step("fall_back", online.cast.presiding, reason="被申请人设备故障")
    assert online.case.stage == "scheduled" and online.case.hearing_on == day
    assert not online.case.hearing.online and Booking.objects.exists()
    with pytest.raises(NotLawful):
        online.step("fall_back", online.cast.presiding, reason="再次")


def test_a_line_that_fails_in_the_hearing_leads_to_a_new_day(online):
    online.serve("D19")
    online.day(online.case.hearing_on)
    online.step("check_identity", online.cast.recorder, people=people(online))
    online.step("open_hearing", online.cast.presiding)
    online.step("fall_back", online.cast.presiding, reason="网络中断无法恢复")
    assert online.case.stage == "accepted" and online.case.hearing_on is None
    assert not Booking.objects.filter(day__gte=timezone.localdate()).exists()
    assert CaseTask.objects.open().filter(role="presiding").count() == 1
    online.schedule()
    assert not online.case.hearing.online
    online.hold()
    assert online.case.stage == "in_hearing"


def test_a_new_day_has_a_new_link(online):
    day = online.case.hearing_on.replace(day=online.case.hearing_on.day + 7)
    online.step(
        "postpone", online.cast.presiding, room=online.room, day=day, start="09:00", end="11:00", reason="仲裁员有其他任务"
    )  # fmt: skip
    assert not online.case.hearing.online
    online.step("hold_online", online.cast.clerk, link=LINK)
    assert online.case.hearing.online


def test_a_party_neither_holds_nor_ends_a_hearing_by_video(online):
    for name, facts in (("hold_online", {"link": LINK}), ("fall_back", {"reason": "x"})):
        with pytest.raises(PermissionDenied):
            online.step(name, online.cast.worker, **facts)


def test_the_forms_lead_through_it(ready, client):
    ready.schedule()
    base = f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/"
    for user in (ready.cast.worker, ready.cast.employer):
        client.force_login(user)
        assert client.post(base + "say_online/", {}).status_code == 422
        assert client.post(base + "say_online/", {"agrees": "yes"}).status_code == 302
    client.force_login(ready.cast.presiding)
    wrong = client.post(base + "hold_online/", {"link": "ftp://x"})
    assert wrong.status_code == 422 and "https://" in wrong.content.decode()
    assert client.post(base + "hold_online/", {"link": LINK}).status_code == 302
    ready.serve("D19")
    ready.day(ready.case.hearing_on)
    client.force_login(ready.cast.recorder)
    some = {f"seen_{party.pk}": "on" for party in ready.dispute.parties.all()}
    assert "身份核验方式" in client.post(base + "check_identity/", some).content.decode()
    some |= {f"how_{party.pk}": "出示身份证" for party in ready.dispute.parties.all()}
    assert client.post(base + "check_identity/", some).status_code == 302


def test_who_came_on_the_new_day_was_not_heard_in_default(online):
    """The line fails in a hearing in default; on the new day the respondent is there (AL-36)."""
    online.serve("D19")
    online.day(online.case.hearing_on)
    online.step("check_identity", online.cast.recorder, people=people(online, "A"))
    online.step("respondent_absent", online.cast.presiding, reason="未到")
    online.step("fall_back", online.cast.presiding, reason="网络中断")
    online.schedule()
    online.hold()
    assert not online.case.defaulted and online.case.absent_side == ""


def test_of_several_respondents_one_that_came_is_enough(online):
    """Who has not come is not recognised, and keeps the hearing from nobody (AL-36)."""
    Party.objects.create(dispute=online.dispute, side="B", name="乙公司", address="广州")
    online.day(online.case.hearing_on)
    case = Arbitration.objects.get(pk=online.case.pk)
    assert not identities_checked(case)
    online.step("check_identity", online.cast.recorder, people=people(online, "A"))
    assert not identities_checked(case)
    online.step("check_identity", online.cast.recorder, people=people(online)[:2])
    assert identities_checked(case)


def test_a_hearing_held_a_day_later_is_checked_on_that_day(online):
    online.serve("D19")
    online.day(online.case.hearing_on)
    online.after(1)
    online.step("check_identity", online.cast.recorder, people=people(online))
    online.step("open_hearing", online.cast.presiding)
