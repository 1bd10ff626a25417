"""Which court hears it, what its form asks for, and what each party reads of its own time (J1-3, AL-49)."""

import json

import pytest
from django.utils import timezone

from disputes.acts import NotLawful, perform
from disputes.court import messages, preparing
from disputes.models import Deadline, Dispute, Endpoint, HandOff, Office, Outgoing, Paper, PartnerKey
from disputes.models.handoff import candidates
from tests.conftest import person
from tests.court.test_awards import (
    cast,
    clock,
    file,
    final,
    open_award,
    room,
    walk,
)
from tests.court.test_package import payload

pytestmark = pytest.mark.standing("open_award", "final")

__all__ = ["cast", "clock", "final", "open_award", "room", "walk"]


# Where the courts sit ------------------------------------------------------------------------------------------------


@pytest.fixture
def two_courts(committee):
    """The work is done in the district of the committee, the employer sits in another one of the city."""
    above = committee.court.court
    other = Office.objects.create(
        kind="basic_court", name="广州市天河区人民法院", division="440106", court=above
    )
    Dispute.objects.update(employer_seat="440106")
    return committee.court, other


def test_a_suit_may_go_where_the_work_is_done_or_where_the_employer_sits(
    open_award, two_courts, worker, client
):
    """J1-3; the one named first is taken unless the party names the other; a court that does not hear it is refused."""
    own, other = two_courts
    address = f"/cases/{open_award.dispute.reference}/new/handoff/file/"
    client.force_login(worker)
    page = client.get(address)
    assert [key for key, _words in page.context["form"].fields["court"].choices] == ["", str(other.pk)]
    assert own.name in page.content.decode() and "第3条" in page.content.decode()
    (key, _words) = page.context["form"].fields["way"].choices[0]
    asked = {"way": key, "reason": "请求改判", "confirmed": "1"}
    wrong = client.post(address, asked | {"court": str(own.court.pk)})
    assert wrong.status_code == 422 and "court" in wrong.context["form"].errors
    assert client.post(address, asked | {"court": str(other.pk)}).status_code == 302
    one = HandOff.objects.get()
    assert (one.office, one.venue) == (other, "employer")
    assert "用人单位" in client.get(one.get_absolute_url()).content.decode()


def returned(award, user, clerk, court):
    one = file(award, "suit", user)
    perform(one, "send", by=clerk)
    perform(one, "return_file", by=court, reason="不属本院管辖")
    return HandOff.objects.get(pk=one.pk)


def test_a_file_the_wrong_court_returned_goes_to_the_other_one(
    open_award, two_courts, worker, clerk, court, client
):
    """J1-3: the clerk names the other competent court; list, package and inbox are of that court."""
    own, other = two_courts
    theirs = person("theirs", role="court", office=other)
    one = returned(open_award, worker, clerk, court)
    address = f"/cases/{one.dispute.reference}/handoff/{one.pk}/send/"
    client.force_login(clerk)
    form = client.get(address).context["form"]
    assert [key for key, _words in form.fields["court"].choices] == ["", other.pk]
    assert client.post(address, {"court": "abc"}).status_code == 422
    assert client.post(address, {"court": str(own.pk)}).status_code == 422
    assert client.post(address, {"court": str(other.pk)}).status_code == 302
    one = HandOff.objects.get()
    assert (one.stage, one.office, one.venue) == ("sent", other, "employer")
    assert Paper.objects.filter(code="J03").latest("pk").data["receiver"] == other.name
    assert json.loads(payload(one)["data/handoff.json"])["court"] == other.name
    assert list(HandOff.objects.sent_to(theirs)) == [one] and not HandOff.objects.sent_to(court).exists()
    perform(one, "acknowledge", by=theirs, docket_number="（2026）粤0106民初1号")


def test_only_what_came_back_goes_elsewhere_and_only_where_it_may_be_heard(
    open_award, two_courts, worker, clerk, court, client
):
    own, other = two_courts
    one = file(open_award, "suit", worker)
    client.force_login(clerk)
    page = client.get(f"/cases/{one.dispute.reference}/handoff/{one.pk}/send/")
    assert "court" not in page.context["form"].fields
    with pytest.raises(NotLawful, match="J1-3"):
        perform(one, "send", by=clerk, court=other.pk)
    perform(HandOff.objects.get(), "send", by=clerk)
    perform(HandOff.objects.get(), "return_file", by=court, reason="缺页")
    for wrong in (own.pk, own.court.pk, 0):
        with pytest.raises(NotLawful, match="J1-3"):
            perform(HandOff.objects.get(), "send", by=clerk, court=wrong)
    perform(HandOff.objects.get(), "send", by=clerk)
    assert HandOff.objects.get().office == own


def test_a_large_file_for_the_other_court_is_never_sent_to_the_first_one_by_the_worker(
    open_award, two_courts, worker, clerk, court, client, monkeypatch
):
    one, other = returned(open_award, worker, clerk, court), two_courts[1]
    monkeypatch.setattr(preparing, "SMALL", (0, 0))
    client.force_login(clerk)
    address = f"/cases/{one.dispute.reference}/handoff/{one.pk}/send/"
    waits = client.post(address, {"court": str(other.pk)})
    assert waits.status_code == 422 and "请在本页改送该法院" in waits.content.decode()
    preparing.work_off()
    assert HandOff.objects.get().stage == "returned"
    assert client.post(address, {"court": str(other.pk)}).status_code == 302
    assert HandOff.objects.get().office == other


def test_the_first_courts_messages_and_deliveries_end_with_it(open_award, two_courts, worker, clerk, court):
    """What waited of the first court is dropped; its words under a number do not pass for the other court's."""
    own, other = two_courts
    keys = [
        PartnerKey.objects.create(key=office.name, office=office, user=user, scopes=["handoff.answer"])
        for office, user in ((own, court), (other, person("theirs", role="court", office=other)))
    ]
    said = {"on": timezone.localdate().isoformat(), "reason": "不属本院管辖"}
    Endpoint.objects.create(office=own, url="http://127.0.0.1:1/")
    one = file(open_award, "suit", worker)
    perform(one, "send", by=clerk)
    messages.receive(keys[0], one, 3, "hearing", {"on": said["on"], "held_on": "2026-06-01", "place": "一"})
    messages.receive(keys[0], one, 1, "returned", said)
    perform(HandOff.objects.get(), "send", by=clerk, court=other.pk)
    one = HandOff.objects.get()
    assert [m.sequence for m in one.messages.all()] == [1]
    assert Outgoing.objects.get().state == "dropped"
    with pytest.raises(messages.Conflict):
        messages.receive(keys[1], one, 1, "returned", said)
    assert messages.receive(keys[1], one, 2, "registered", said | {"docket_number": "1"}).state == "taken"
    assert HandOff.objects.get().stage == "acknowledged"


def test_a_dispatched_worker_may_sue_where_the_user_firm_sits(open_award, two_courts, worker):
    """AL-22, J1-3: agency and user firm are joint parties; the committee counts both seats too."""
    third = Office.objects.create(
        kind="basic_court", name="佛山市禅城区人民法院", division="440604", court=two_courts[0].court
    )
    Dispute.objects.update(more_places={"user_firm_seat": "440604"})
    one = next(
        o
        for o in candidates(Dispute.objects.get(), worker)
        if o.ground == "suit" and o.record_type == "award"
    )
    assert [(venue.court, venue.code) for venue in one.venues] == [
        (two_courts[0], "workplace"), (two_courts[1], "employer"), (third, "user_firm"),
    ]  # fmt: skip


def test_where_the_place_of_work_is_unclear_the_employers_court_hears_it(open_award, two_courts, worker):
    Dispute.objects.update(workplace="")
    one = file(open_award, "suit", worker)
    assert (one.office, one.venue) == (two_courts[1], "employer")  # J1-3(2)


def test_where_neither_is_known_it_is_the_court_of_the_offices_district(open_award, committee, worker):
    Dispute.objects.update(workplace="", employer_seat="")
    one = file(open_award, "suit", worker)
    assert (one.office, one.venue) == (committee.court, "office")


def test_a_request_to_set_aside_names_one_of_the_six_grounds(final, employer, client):
    address = f"/cases/{final.dispute.reference}/new/handoff/file/"
    client.force_login(employer)
    (key, _words) = client.get(address).context["form"].fields["way"].choices[0]
    asked = {"way": key, "reason": "程序违法", "confirmed": "1"}
    wrong = client.post(address, asked)
    assert wrong.status_code == 422 and "grounds" in wrong.context["form"].errors
    assert client.post(address, asked | {"grounds": ["procedure"]}).status_code == 302
    entry = Dispute.objects.get().docket.get(step="handoff.file")
    assert entry.facts["grounds"] == ["procedure"] and timezone.localdate() == entry.on


def test_each_party_reads_its_own_clock_and_what_happens_if_it_does_nothing(
    open_award, worker, employer, client
):
    for user in (worker, employer):
        client.force_login(user)
        page = client.get(open_award.dispute.get_absolute_url()).content.decode()
        assert "到期没有行动：" in page and "非终局裁决发生法律效力，可以申请执行" in page


def test_every_window_to_court_says_what_its_end_means():
    from disputes.deadlines import TimeLimit
    from disputes.lifecycle.grounds import Ground

    codes = {code for ground in Ground.all.values() for code in ground.windows}
    for code in codes | {
        "handoff.appeal",
        "handoff.appeal_ruling",
        "handoff.objection",
        "arbitration.preserved",
    }:
        assert str(Deadline(code=code).otherwise), code
        assert TimeLimit.all[code]
