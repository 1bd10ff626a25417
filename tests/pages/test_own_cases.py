"""docs/threats.md 24: who stands for a side in a case has no post in it, whatever post is held at its offices (AL-33)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from disputes import access, steps
from disputes.acts import perform
from disputes.models import CaseTask, HandOff, Post, Seat, User
from disputes.views.queue import lanes_of
from tests.pages.world import AUDIENCES, TODAY, word

pytestmark = pytest.mark.django_db
POSTS = [
    ("clerk", "committee"), ("director", "committee"), ("presiding", "committee"), ("recorder", "committee"),
    ("lead", "organisation"), ("mediator", "organisation"), ("court", "court"),
]  # fmt: skip


@pytest.fixture
def case(world):
    return world.cases["a"]


def taking_office(user, case, role, place):
    office = getattr(case.place, place)
    Post.objects.create(user=user, office=office, role=role, since=dt.date(2020, 1, 1))
    return User.objects.get(pk=user.pk)


def open_to(case, user):
    found = set()
    for record in case.records.values():
        fresh = type(record).objects.get(pk=record.pk)
        fresh.act = steps.Act(by=user, on=TODAY.date())
        if record._meta.app_label != "casebook":
            found |= {one.name for one in steps.open_at(fresh) if one.has_perm(fresh, user)}
    return found


@pytest.mark.parametrize(("role", "place"), POSTS)
def test_threat_24_a_party_with_a_post_reads_and_does_what_every_party_does(case, role, place):
    employer = User.objects.get(pk=case.who["employer"].pk)
    heard, may = access.audiences(case.dispute, employer), open_to(case, employer)
    official = taking_office(employer, case, role, place)
    assert (
        access.audiences(case.dispute, official)
        == heard
        == {"open", "joint", "caucus_b", "agreement", "summary"}
    )
    assert open_to(case, official) == may
    assert not CaseTask.objects.visible_to(official).filter(dispute=case.dispute, owner=None).exists()
    assert not HandOff.objects.sent_to(official).exists()
    lanes = [lane for tab in ("pool", "office", "held") for lane in lanes_of(official, tab)]
    assert not any(lane.filter(dispute=case.dispute).exists() for lane in lanes)
    client = Client()
    client.force_login(official)
    pages = "".join(client.get(f"/cases/{case.reference}/{part}").content.decode() for part in ("", "room/"))
    assert [name for name in AUDIENCES if word("a", name) in pages and name not in heard] == []


@pytest.mark.parametrize("audience", ["side", "deliberation", "agreement", "open"])
def test_threat_24_the_live_room_tells_a_party_with_a_post_no_more(case, audience):
    employer = case.who["employer"]
    stream = access.stream(audience, case.records["arbitration"])
    told = access.listeners(case.dispute.pk, stream, [employer.pk])
    taking_office(employer, case, "director", "committee")
    taking_office(employer, case, "clerk", "committee")
    assert access.listeners(case.dispute.pk, stream, [employer.pk]) == told
    assert case.who["clerk"].pk in access.listeners(case.dispute.pk, stream, [case.who["clerk"].pk]) or audience == "deliberation"  # fmt: skip


def test_threat_24_who_spoke_for_a_side_before_takes_no_step_of_the_office_in_that_case(world, case):
    Seat.objects.filter(user=case.who["agent"]).update(left=True)
    agent = taking_office(case.who["agent"], case, "director", "committee")
    assert access.audiences(case.dispute, agent) == set()
    with pytest.raises(PermissionDenied):
        perform(case.records["arbitration"], "extend", by=agent, days=10, reason="x")
    other = world.cases["b"]
    stranger = taking_office(agent, other, "director", "committee")
    assert "side" in access.audiences(other.dispute, stranger)


def test_threat_24_a_task_of_ones_own_case_is_neither_taken_nor_given(case):
    task = CaseTask.objects.filter(dispute=case.dispute, is_open=True, role="clerk", owner=None).first()
    employer = taking_office(case.who["employer"], case, "clerk", "committee")
    client = Client()
    client.force_login(employer)
    assert client.post(f"/work/{task.pk}/take/").status_code == 404
    client.force_login(case.who["director"])
    client.post("/work/hand/", {"action": "assign", "confirmed": "1", "task": [task.pk], "to": employer.pk})
    assert CaseTask.objects.get(pk=task.pk).owner is None
