"""docs/ux.md 23: electronic service is asked for apart, taken back freely, and its receipt says arrived and opened."""

import pytest
from django.utils import timezone

from arbitration.models import Arbitration
from disputes import checks
from disputes.acts import NotLawful, perform
from disputes.models import Deadline, DocketEntry, Paper, Party, Service
from tests.arbitration.conftest import cast, clock, room, walk
from tests.arbitration.walk import walk_to

pytestmark = pytest.mark.django_db
__all__ = ["cast", "clock", "room", "walk"]


def side(dispute, letter):
    return Party.objects.get(dispute=dispute, side=letter)


def test_ux_23_a_party_agrees_and_takes_it_back_on_pages_of_their_own(walk, client):
    walk_to("accepted", walk.dispute, walk.cast, walk.clock)
    dispute = walk.dispute
    client.force_login(walk.cast.employer)
    where = f"/cases/{dispute.reference}/dispute/{dispute.pk}/"
    assert not side(dispute, "B").electronic_service
    assert "同意电子送达" in client.get(dispute.get_absolute_url()).content.decode()
    assert client.post(f"{where}accept_electronic/").status_code == 302
    assert side(dispute, "B").electronic_service and not side(dispute, "A").electronic_service
    page = client.get(dispute.get_absolute_url()).content.decode()
    assert "撤回电子送达同意" in page
    assert "end_electronic" not in page[page.index("<main") : page.index('id="papers"')], (
        "no advice of the house"
    )
    assert client.post(f"{where}accept_electronic/").status_code == 422
    assert client.post(f"{where}end_electronic/").status_code == 302
    assert not side(dispute, "B").electronic_service
    assert DocketEntry.objects.filter(step__startswith="dispute.", step__endswith="electronic").count() == 2


def test_ux_23_nobody_agrees_for_a_party(walk):
    walk_to("accepted", walk.dispute, walk.cast, walk.clock)
    for user in (walk.cast.clerk, walk.cast.director):
        with pytest.raises(Exception, match="accept_electronic"):
            perform(walk.dispute, "accept_electronic", by=user)
    with pytest.raises(NotLawful, match="CPL-90"):
        perform(walk.dispute, "end_electronic", by=walk.cast.worker)


def test_ux_23_the_receipt_says_when_it_was_sent_arrived_and_was_opened(walk, client):
    walk.file()
    perform(walk.dispute, "accept_electronic", by=walk.cast.worker)
    walk.accept()
    service = Service.objects.get(paper__code="D09")
    other = Service.objects.get(paper__code="D12")
    assert service.arrived_at is not None and service.opened_at is None and other.arrived_at is None
    client.force_login(walk.cast.clerk)
    client.get(service.paper.get_absolute_url())
    assert Service.objects.get(pk=service.pk).opened_at is None, "the office's own look is no receipt"
    client.force_login(walk.cast.worker)
    client.get(service.paper.get_absolute_url())
    first = Service.objects.get(pk=service.pk).opened_at
    client.get(service.paper.get_absolute_url())
    assert first is not None and Service.objects.get(pk=service.pk).opened_at == first
    for user in (walk.cast.clerk, walk.cast.worker):
        client.force_login(user)
        page = client.get(walk.dispute.get_absolute_url()).content.decode()
        assert 'hint">到达账户' in page and "打开 20" in page
    client.force_login(walk.cast.employer)
    assert 'hint">到达账户' not in client.get(walk.dispute.get_absolute_url()).content.decode()


def test_ux_23_after_the_end_nothing_is_served_electronically(walk):
    walk.file()
    perform(walk.dispute, "accept_electronic", by=walk.cast.worker)
    walk.accept()
    perform(walk.dispute, "end_electronic", by=walk.cast.worker)
    service = Service.objects.get(paper__code="D09")
    with pytest.raises(NotLawful, match="CPL-90"):
        perform(service, "prove", by=walk.cast.clerk, channel="electronic", receipt="系统回执")
    assert Paper.objects.filter(code="D09").exists()


@pytest.mark.parametrize("who", ["employer", "clerk"])
def test_ux_23_the_day_of_arrival_counts_whoever_notes_it_and_whenever(walk, who):
    """CPL-90, CPLI-135: nobody chooses the day on which the time to answer begins."""
    walk.file()
    perform(walk.dispute, "accept_electronic", by=walk.cast.employer)
    walk.accept()
    service = Service.objects.get(paper__code="D12")
    arrived = service.arrived_at.date()
    walk.after(6)
    perform(service, "prove", by=getattr(walk.cast, who), channel="electronic", receipt="系统回执")
    assert Service.objects.get(pk=service.pk).served_on == arrived
    assert Deadline.objects.get(code="arbitration.answer").trigger_on == arrived
    assert Paper.objects.get(code="D40").data["served_on"] == arrived.isoformat()
    assert list(checks.no_deadline_drifts()) == []  # and the night's audit counts from it too


def test_ux_23_a_mediation_statement_is_signed_for_by_the_party_and_the_day_it_signs_counts(walk):
    """AL-42: arrival in an account is no signature."""
    walk_to("settlement_draft", walk.dispute, walk.cast, walk.clock)
    service = Service.objects.get(paper__code="D37", party__side="A")
    perform(walk.dispute, "accept_electronic", by=walk.cast.worker)
    Service.objects.filter(pk=service.pk).update(arrived_at=timezone.now())
    walk.after(3)
    with pytest.raises(NotLawful, match="AL-42"):
        perform(service, "prove", by=walk.cast.clerk, channel="electronic", receipt="系统回执")
    perform(service, "prove", by=walk.cast.worker, channel="electronic", receipt="本人签收")
    assert Service.objects.get(pk=service.pk).served_on == timezone.localdate()


def test_cr_59_phone_and_text_serve_in_a_case_handled_simply_alone(walk):
    walk.file()
    walk.accept()
    service = Service.objects.get(paper__code="D12")
    asked = {"by": walk.cast.clerk, "channel": "simple", "receipt": "电话"}
    with pytest.raises(NotLawful, match="CR-59"):
        perform(service, "prove", **asked)
    Arbitration.objects.update(mode="simple")
    perform(service, "prove", **asked)
    assert not Service.objects.get(pk=service.pk).confirmed
