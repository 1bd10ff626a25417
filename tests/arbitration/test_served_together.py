"""One receipt for several papers of one party (CR-20): each keeps its own record, proof and time limit."""

import pytest

from arbitration.lifecycle.stages import Stage
from disputes.acts import NotLawful, perform
from disputes.models import CaseTask, Deadline, DocketEntry, Paper, Service
from tests.arbitration.walk import PATHS

pytestmark = pytest.mark.django_db
SIGNED = {"channel": "direct", "receipt": "前台张某签收"}


@pytest.fixture
def formed(walk):
    """The copy of the application and the notice of the tribunal wait for the respondent."""
    for part in PATHS[Stage.RECEIVED]:
        part(walk)
    walk.accept()
    walk.form()
    return walk


def copy(walk, code, side="B"):
    return Service.objects.get(dispute=walk.dispute, paper__code=code, party__side=side)


def test_the_clerk_proves_several_at_once_and_each_is_recorded_for_itself(formed, client):
    first, second = copy(formed, "D12"), copy(formed, "D14")
    where = f"/cases/{formed.dispute.reference}/service/{first.pk}/prove/"
    client.force_login(formed.cast.clerk)
    offered = [key for key, _name in client.get(where).context["form"].fields["also"].choices]
    assert second.pk in offered and copy(formed, "D14", "A").pk not in offered and first.pk not in offered
    assert client.post(where, SIGNED | {"also": offered}).status_code == 302
    for service in (copy(formed, "D12"), copy(formed, "D14")):
        assert (service.stage, service.channel, service.receipt) == ("served", "direct", SIGNED["receipt"])
        entry = DocketEntry.objects.get(step="service.prove", record_id=service.pk)
        assert (entry.by, entry.about, "also" in entry.facts) == (formed.cast.clerk, service.about, False)
        assert Paper.objects.filter(code="D40", record_type="service", record_id=service.pk).count() == 1
        assert not CaseTask.objects.open().filter(record_type="service", record_id=service.pk).exists()
    assert Deadline.objects.running().filter(code="arbitration.answer", party__side="B").count() == 1
    assert copy(formed, "D14", "A").stage == "due"


def test_one_that_cannot_be_served_so_leaves_all_unproved(formed):
    with pytest.raises(NotLawful, match="CPL-90"):  # nobody agreed to electronic service
        perform(copy(formed, "D12"), "prove", by=formed.cast.clerk, channel="electronic", receipt="", also=[copy(formed, "D14").pk])  # fmt: skip
    assert {copy(formed, code).stage for code in ("D12", "D14")} == {"due"}


def test_papers_of_another_party_or_proved_already_are_no_part_of_it(formed):
    for other in (copy(formed, "D14", "A"), copy(formed, "D12")):
        with pytest.raises(NotLawful, match="CR-20"):
            perform(copy(formed, "D12"), "prove", by=formed.cast.clerk, **SIGNED, also=[other.pk])
    perform(copy(formed, "D14"), "prove", by=formed.cast.clerk, **SIGNED)
    with pytest.raises(NotLawful, match="CR-20"):
        perform(copy(formed, "D12"), "prove", by=formed.cast.clerk, **SIGNED, also=[copy(formed, "D14").pk])
    assert copy(formed, "D12").stage == "due"


def test_what_may_not_go_with_the_others_refuses_them_all(formed):
    """The award is never served by telephone (CR-59), whatever came with it."""
    award = copy(formed, "D14")
    Paper.objects.filter(pk=award.paper_id).update(code="D38")
    with pytest.raises(NotLawful, match="CR-59"):
        perform(copy(formed, "D12"), "prove", by=formed.cast.clerk, channel="simple", receipt="短信", also=[award.pk])  # fmt: skip
    assert copy(formed, "D12").stage == "due"


def test_a_party_confirms_each_paper_by_itself(formed, client):
    perform(formed.dispute, "accept_electronic", by=formed.cast.employer)
    client.force_login(formed.cast.employer)
    where = f"/cases/{formed.dispute.reference}/service/{copy(formed, 'D12').pk}/prove/"
    assert "also" not in client.get(where).context["form"].fields
