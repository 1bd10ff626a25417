"""What reached a person who was entered wrongly for a party is served anew, and the windows run from that (CR-20, CR-29)."""

import datetime as dt

import pytest
from django.utils import timezone

from arbitration.lifecycle.stages import Stage
from disputes.acts import NotLawful, PermissionDenied, perform
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Deadline, Dispute, Paper, Seat, Service
from tests.arbitration.walk import PATHS
from tests.conftest import person

pytestmark = pytest.mark.django_db
ADDRESS = {"address": "别处", "phone": "13900000000"}


def walked(walk, stage):
    """The stranger sits where the employer should, and had everything sent to its own account."""
    for part in PATHS[Stage.RECEIVED]:
        part(walk)
    walk.dispute.claims.update(amount="90000.00")  # an award on it is not final
    Seat.objects.filter(user=walk.cast.employer).delete()
    Seat.objects.create(
        dispute=walk.dispute, user=person("stranger"), role="party", side="B", party=walk.dispute.parties.get(side="B")
    )  # fmt: skip
    walk.dispute = Dispute.objects.get(pk=walk.dispute.pk)
    walk.cast.employer = person("stranger")
    perform(walk.dispute, "accept_electronic", by=person("stranger"))
    for part in PATHS[stage][len(PATHS[Stage.RECEIVED]) :]:
        part(walk)
    return walk


def copy(walk, code, side="B"):
    return Service.objects.filter(dispute=walk.dispute, paper__code=code, party__side=side).latest("pk")


def received(walk, code, **facts):
    perform(copy(walk, code), "prove", by=person("stranger"), channel="electronic", receipt="", **facts)


def unseat(walk, clock, days=3):
    clock.shift(dt.timedelta(days=days))
    seat = Seat.objects.get(dispute=walk.dispute, user=person("stranger"), left=False)
    dispute = Dispute.objects.get(pk=walk.dispute.pk)
    perform(dispute, "unseat", by=walk.cast.clerk, seat=seat.pk, reason="登记时认错了人")


def anew(walk, code, by=None):
    return perform(copy(walk, code), "serve_anew", by=by or walk.cast.clerk, reason="送到了他人账户")


def windows(walk, code, status="running"):
    return Deadline.objects.filter(dispute=walk.dispute, code=code, party__side="B", status=status)


def test_the_time_to_answer_runs_from_the_right_service_alone(walk, clock):
    walked(walk, Stage.ACCEPTED)
    received(walk, "D12")
    wrong = windows(walk, "arbitration.answer").get()
    unseat(walk, clock)
    anew(walk, "D12")
    assert not windows(walk, "arbitration.answer").exists()
    service = copy(walk, "D12")
    assert (service.stage, service.served_on, service.channel, service.arrived_at) == ("due", None, "", None)
    assert CaseTask.objects.open().filter(record_type="service", record_id=service.pk).exists()
    clock.shift(dt.timedelta(days=2))
    perform(service, "prove", by=walk.cast.clerk, channel="direct", receipt="收件人签收")
    right = windows(walk, "arbitration.answer").get()
    assert right.trigger_on == timezone.localdate() > wrong.trigger_on
    assert Paper.objects.filter(code="D40", record_id=service.pk).count() == 2, "the earlier proof stays"


def test_the_window_to_sue_over_already_opens_again_while_the_award_waits_for_the_other(walk, clock):
    walked(walk, Stage.AWARDED)
    received(walk, "D38")
    award = walk.case.awards.get()
    clock.shift(dt.timedelta(days=30))
    sweep()
    assert windows(walk, "award.suit", "lapsed").exists() and not windows(walk, "award.suit").exists()
    unseat(walk, clock)
    anew(walk, "D38")
    walk.serve("D38")
    award = walk.case.awards.get()
    assert windows(walk, "award.suit").get().trigger_on == timezone.localdate() and award.stage == "made"
    clock.shift(dt.timedelta(days=30))
    sweep()
    award = walk.case.awards.get()
    assert award.stage == "effective"


def test_what_took_effect_is_not_undone_by_it(walk, clock):
    walked(walk, Stage.AWARDED)
    received(walk, "D38")
    walk.serve("D38")
    clock.shift(dt.timedelta(days=30))
    sweep()
    unseat(walk, clock)
    with pytest.raises(NotLawful, match="CR-20"):
        anew(walk, "D38")


def test_only_what_that_account_received_and_only_once_its_place_has_ended(walk, clock):
    walked(walk, Stage.ACCEPTED)
    received(walk, "D12")
    with pytest.raises(NotLawful, match="CR-29"):
        anew(walk, "D12")
    unseat(walk, clock)
    walk.serve("D09")
    with pytest.raises(NotLawful, match="CR-29"):  # of the other party
        perform(copy(walk, "D09", "A"), "serve_anew", by=walk.cast.clerk, reason="x")
    for user in (walk.cast.worker, person("stranger")):
        with pytest.raises(PermissionDenied):
            anew(walk, "D12", by=user)
    anew(walk, "D12")
    walk.serve("D12")
    with pytest.raises(NotLawful, match="CR-29"):  # it reached the party
        anew(walk, "D12")


def test_what_was_posted_to_the_address_that_person_gave(walk, clock):
    walked(walk, Stage.ACCEPTED)
    perform(walk.dispute, "confirm_address", by=person("stranger"), **ADDRESS)
    service = perform(copy(walk, "D12"), "post", by=walk.cast.clerk, tracking="XA1").record
    perform(service, "prove", by=walk.cast.clerk, channel="post", receipt="他人签收")
    unseat(walk, clock)
    anew(walk, "D12")
    assert copy(walk, "D12").stage == "due"


def test_what_came_back_from_the_address_that_person_gave_is_not_deemed_served(walk, clock):
    """CPL-95, trap of D05: the warning reached somebody else, though the party itself gave an address since."""
    walked(walk, Stage.ACCEPTED)
    perform(walk.dispute, "confirm_address", by=person("stranger"), **ADDRESS)
    perform(copy(walk, "D12"), "post", by=walk.cast.clerk, tracking="XA1")
    unseat(walk, clock)
    Seat.objects.create(
        dispute=walk.dispute, user=person("the_right_one"), role="party", side="B", party=walk.dispute.parties.get(side="B")
    )  # fmt: skip
    perform(Dispute.objects.get(pk=walk.dispute.pk), "confirm_address", by=person("the_right_one"), **ADDRESS)
    perform(copy(walk, "D12"), "fail", by=walk.cast.clerk, reason="查无此人")
    with pytest.raises(NotLawful, match="事先确认的送达地址"):
        perform(copy(walk, "D12"), "deem_returned", by=walk.cast.clerk, why="moved")


def test_the_clerk_finds_it_beside_the_service_and_parties_do_not(walk, clock, client):
    walked(walk, Stage.ACCEPTED)
    received(walk, "D12")
    where = f"/cases/{walk.dispute.reference}/service/{copy(walk, 'D12').pk}/serve_anew/"
    client.force_login(walk.cast.clerk)
    assert where not in client.get(walk.dispute.get_absolute_url()).content.decode()
    unseat(walk, clock)
    client.force_login(walk.cast.worker)
    assert where not in client.get(walk.dispute.get_absolute_url()).content.decode()
    client.force_login(walk.cast.clerk)
    assert where in client.get(walk.dispute.get_absolute_url()).content.decode()
    assert "重新送达" in client.get(where).content.decode()
    said = {"reason": "送到了他人账户", "confirmed": walk.dispute.reference[-4:]}
    assert client.post(where, said).status_code == 302
    assert copy(walk, "D12").stage == "due"
