"""A mediation changes hands in law when its task does: leave, departure, taking and giving back (MR-25)."""

import pytest

from disputes.models import CaseTask, Seat
from mediation.models import Leave, MediatorProfile
from tests.conftest import person
from tests.mediation.conftest import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(organisation):
    return person("second", role="mediator", office=organisation)


def task_of(mediation):
    return CaseTask.objects.open().get(record_type="mediation", record_id=mediation.pk, role="mediator")


def hand(client, user, action, *tasks, **more):
    client.force_login(user)
    chosen = {"action": action, "task": [task.pk for task in tasks], "confirmed": "1"}
    return client.post("/work/hand/", chosen | more, follow=True).content.decode()


def test_the_lead_gives_a_running_mediation_to_a_colleague_who_then_mediates(
    mediating, mediator, second, lead, client
):
    hand(client, lead, "assign", task_of(mediating), to=second.pk)
    found = again(mediating)
    assert found.mediator == second and task_of(found).owner == second
    seats = Seat.objects.current().filter(dispute=found.dispute, role="mediator")
    assert [seat.user for seat in seats] == [second]
    assert found.dispute.docket.filter(step="mediation.name_mediator", by=lead).exists()


def test_who_is_away_or_too_close_gets_nothing_and_the_result_says_why(
    mediating, mediator, second, lead, client
):
    entry, _new = MediatorProfile.objects.get_or_create(user=second, office=mediating.office)
    Leave.objects.create(profile=entry, since="2020-01-01", until="2099-01-01", why="leave")
    page = hand(client, lead, "assign", task_of(mediating), to=second.pk)
    assert "第25条" in page or "MR-25" in page
    found = again(mediating)
    assert found.mediator == mediator and task_of(found).owner == mediator


def test_taking_the_task_is_taking_the_case(accepted, mediator, client):
    client.force_login(mediator)
    client.post(f"/work/{task_of(accepted).pk}/take/")
    found = again(accepted)
    assert found.mediator == mediator and found.stage == "in_mediation" and task_of(found).owner == mediator


def test_giving_back_the_task_is_giving_back_the_case(mediating, mediator, lead, client):
    page = hand(client, lead, "release", task_of(mediating))
    assert "无权" in page or "由谁办理" in page or "不由您" in page
    assert again(mediating).mediator == mediator
    client.force_login(mediator)
    client.post(f"/work/{task_of(mediating).pk}/release/")
    found = again(mediating)
    assert found.mediator is None and found.stage == "accepted" and task_of(found).owner is None


def test_two_who_take_at_once_one_has_it(accepted, mediator, second, client):
    task = task_of(accepted)
    client.force_login(mediator)
    client.post(f"/work/{task.pk}/take/")
    client.force_login(second)
    assert client.post(f"/work/{task.pk}/take/").status_code in (302, 404)
    assert again(accepted).mediator == mediator
