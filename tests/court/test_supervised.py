"""A court that enforces is told that what it enforces is heard anew, and how that ended (B9-18)."""

import pytest

from disputes.acts import perform
from disputes.delivery import notices
from disputes.models import Endpoint, HandOff, Outgoing, PartnerKey, User
from tests.arbitration import conftest as arbitration
from tests.arbitration import test_supervision
from tests.court.test_awards import file

clock, room, cast, walk = arbitration.clock, arbitration.room, arbitration.cast, arbitration.walk
binding = test_supervision.binding


@pytest.fixture
def enforcing(binding, worker, clerk):
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
