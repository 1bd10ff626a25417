"""J1-24, J1-25: objecting to the enforcement of an award, and never twice on the same ground."""

import pytest
from django.core.exceptions import PermissionDenied

from disputes.acts import NotLawful, perform
from disputes.models import HandOff
from tests.api.test_partner import make
from tests.court.test_awards import awarded, before_court, cast, clock, file, final, room, today, walk

pytestmark = pytest.mark.standing("final")

__all__ = ["awarded", "cast", "clock", "final", "room", "walk"]


@pytest.fixture
def enforced(final, worker, employer, clerk, court, higher):
    """`enforced(result, *grounds)`: the employer's request ended like that, then the worker has it enforced."""

    def make(result, *grounds):
        request = file(final, "set_aside", employer, grounds=list(grounds))
        before_court(request, clerk, higher, result, a=today(), b=today())
        one = file(final, "enforcement", worker)
        perform(one, "send", by=clerk)
        return HandOff.objects.get(pk=one.pk)

    return make


def resist(one, user, *grounds):
    return perform(one, "resist", by=user, grounds=list(grounds), reason="送达程序违法")


@pytest.mark.parametrize("again", [["procedure"], ["forged"], ["procedure", "public"]])
def test_the_same_ground_is_not_heard_again_against_the_enforcement(enforced, employer, again):
    one = enforced("stands", "procedure", "forged")
    with pytest.raises(NotLawful, match="J1-25"):
        resist(one, employer, *again)
    assert not one.dispute.docket.filter(step="handoff.resist").exists()


def test_another_ground_is_heard_before_and_after_the_court_has_registered_it(enforced, employer, court):
    one = enforced("stands", "procedure")
    resist(one, employer, "concealed", "public")
    perform(one, "acknowledge", by=court, docket_number="（2026）粤0104执1号")
    resist(HandOff.objects.get(pk=one.pk), employer, "public")
    first, _second = one.dispute.docket.filter(step="handoff.resist").order_by("number")
    assert first.facts["grounds"] == ["concealed", "public"] and first.law == "J1-24, J1-25"
    perform(
        HandOff.objects.get(pk=one.pk),
        "record_result",
        by=court,
        result="refused",
        ruling="（2026）粤0104执1号之一",
    )
    with pytest.raises(NotLawful):
        resist(HandOff.objects.get(pk=one.pk), employer, "public")


def test_a_request_that_was_withdrawn_was_not_dismissed(enforced, employer):
    resist(enforced("withdrawn", "procedure"), employer, "procedure")


@pytest.mark.parametrize("who", ["worker", "clerk", "court", "stranger"])
def test_nobody_else_objects(enforced, who, request):
    with pytest.raises(PermissionDenied):
        resist(enforced("stands", "procedure"), request.getfixturevalue(who), "public")


def test_there_is_nothing_to_object_to_but_the_enforcement_of_an_award(final, employer, worker, clerk):
    suit = file(final, "suit", worker)
    perform(suit, "send", by=clerk)
    with pytest.raises(PermissionDenied):
        resist(HandOff.objects.get(pk=suit.pk), employer, "public")


def test_the_page_refuses_in_plain_words_and_takes_another_ground(enforced, employer, worker, court, client):
    one = enforced("stands", "procedure")
    address = f"/cases/{one.dispute.reference}/handoff/{one.pk}/resist/"
    client.force_login(employer)
    assert "违反法定程序" in client.get(address).content.decode()
    refused = client.post(address, {"grounds": ["procedure", "public"], "reason": "送达程序违法"})
    assert refused.status_code == 422 and "同一理由" in refused.content.decode()
    assert client.post(address, {"grounds": ["public"], "reason": ""}).status_code == 422
    assert client.post(address, {"grounds": ["public"], "reason": "损害公共利益"}).status_code == 302
    assert one.dispute.docket.get(step="handoff.resist").by == employer
    client.force_login(court)
    assert "执行该裁决违背社会公共利益" in client.get(one.get_absolute_url()).content.decode()
    system = make(one.office, "审判系统")
    (said,) = system.request("GET", f"/api/v1/court/handoffs/{one.pk}/").json()["objections"]
    assert said == {
        "on": today().isoformat(),
        "grounds": ["执行该裁决违背社会公共利益"],
        "reason": "损害公共利益",
    }
    client.force_login(worker)
    assert "损害公共利益" in client.get(f"/cases/{one.dispute.reference}/").content.decode()
