"""A court that enforces is told that what it enforces is heard anew, and how that ended (B9-18)."""

import pytest
from django.utils import timezone

from disputes.acts import NotLawful, perform
from disputes.delivery import notices
from disputes.models import CaseTask, Endpoint, HandOff, Outgoing, Paper, PartnerKey, User
from disputes.papers.shelf import render_waiting
from tests.arbitration import conftest as arbitration
from tests.arbitration import test_supervision
from tests.court.test_awards import file

pytestmark = pytest.mark.standing("binding")

clock, room, cast, walk = arbitration.clock, arbitration.room, arbitration.cast, arbitration.walk
binding = test_supervision.binding


@pytest.fixture
def enforcing(binding, worker, clerk, court):
    one = file(test_supervision.award(), "enforcement", worker)
    perform(one, "send", by=clerk)
    key = PartnerKey.objects.create(
        office=one.office, user=User.objects.create(username="sys"), name="x", scopes=["handoff.read"]
    )
    Endpoint.objects.create(office=one.office, key=key, url="https://court.example.cn/")
    return one


@pytest.mark.parametrize("upheld", [True, False])
def test_the_court_that_enforces_is_told(binding, enforcing, committee, court, client, upheld):
    test_supervision.opened(binding)
    notices.note()
    told = Outgoing.objects.get(said__event="handoff.tell_of_supervision")
    assert told.said["record"] == f"handoff-{enforcing.pk}"
    client.force_login(court)
    assert "重新审理本案" in client.get(enforcing.get_absolute_url()).content.decode()
    test_supervision.again(binding, committee)
    if upheld:
        binding.step("uphold_award", binding.cast.presiding, reason="原裁决计算无误")
    else:
        binding.award(sums={binding.dispute.claims.get().pk: "50000.00"})
    words = "予以维持" if upheld else "不再执行"
    assert words in HandOff.objects.get(pk=enforcing.pk).supervision[1]
    client.force_login(court)
    assert words in client.get(enforcing.get_absolute_url()).content.decode()


def test_without_supervision_nothing_is_told(enforcing):
    assert HandOff.objects.get().supervision is None


def test_a_court_on_paper_is_written_to_and_the_clerk_brings_the_letter(
    binding, worker, clerk, committee, client
):
    """Nobody of it reads the hand-off: the letter says what holds, and who took it signed for it."""
    one = file(test_supervision.award(), "enforcement", worker)
    perform(one, "send", by=clerk)
    assert HandOff.objects.get(pk=one.pk).on_paper
    with pytest.raises(NotLawful, match="B9-18"):
        perform(HandOff.objects.get(pk=one.pk), "hand_over_letter", by=clerk, taken_by="李书记员")
    test_supervision.opened(binding)
    letter = Paper.objects.get(code="D45", record_type="handoff", record_id=one.pk)
    assert letter.data["addressee"] == one.office.name and "中止执行" in letter.data["reasons"]
    assert render_waiting() and Paper.objects.get(pk=letter.pk).sha256
    task = CaseTask.objects.open().get(code="LetterFlow.bring")
    assert (task.role, task.office) == ("clerk", one.from_office)
    client.force_login(clerk)
    where = f"/cases/{one.dispute.reference}/handoff/{one.pk}/hand_over_letter/"
    assert where in client.get(one.dispute.get_absolute_url()).content.decode()
    assert (
        client.post(where, {"taken_by": "李书记员", "on": timezone.localdate().isoformat()}).status_code
        == 302
    )
    assert not CaseTask.objects.open().filter(code="LetterFlow.bring").exists()
    test_supervision.again(binding, committee)
    binding.step("uphold_award", binding.cast.presiding, reason="原裁决计算无误")
    assert "恢复执行" in Paper.objects.filter(code="D45", record_type="handoff").latest("pk").data["reasons"]
    assert CaseTask.objects.open().filter(code="LetterFlow.bring").exists()


def test_a_court_that_reads_here_gets_no_letter(enforcing, court, binding):
    test_supervision.opened(binding)
    assert not Paper.objects.filter(code="D45", record_type="handoff").exists()
