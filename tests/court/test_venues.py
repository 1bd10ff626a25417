"""Which court hears it, what its form asks for, and what each party reads of its own time (J1-3, AL-49)."""

import pytest
from django.utils import timezone

from disputes.models import Deadline, Dispute, HandOff, Office
from disputes.models.handoff import candidates
from tests.court.test_awards import (
    cast,
    clock,
    file,
    final,
    open_award,
    room,
    walk,
)

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
