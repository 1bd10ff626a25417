"""Taking over what is somebody else's: tasks by counting their keys, pages without a second factor, cases by timing.

docs/threats.md 1, 2 and 20.
"""

import statistics
import time

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from viewflow.workflow.base import Flow

from disputes.acts import perform
from disputes.models import CaseTask, Post
from tests.pages import addresses, cells

pytestmark = pytest.mark.django_db
APPS = ("disputes", "mediation", "arbitration", "casebook")


def client_of(world, who):
    client = Client(raise_request_exception=False)
    client.force_login(world.users[who])
    return client


def flows(parent=Flow):
    for one in parent.__subclasses__():
        if one.__module__.partition(".")[0] in APPS and one.instance.nodes():
            yield one
        yield from flows(one)


def test_threat_02_every_node_with_a_page_asks_for_a_permission():
    nodes = [node for one in flows() for node in one.instance.nodes()]
    pages = [node for node in nodes if getattr(node, "view", None) or hasattr(node, "_owner_permission")]
    assert len(pages) >= 30
    assert [str(node) for node in pages if not node._owner_permission] == []


def test_threat_02_no_page_of_the_engine_has_an_address():
    def callbacks(resolver):
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from callbacks(pattern)
            else:
                yield getattr(pattern.callback, "view_class", pattern.callback).__module__

    assert [module for module in callbacks(get_resolver()) if module.startswith("viewflow")] == []


OUTSIDE = ["stranger", "supervisor", "admin", "worker_a", "employer_a", "expired_a", "court_a", "editor_a", "clerk_b", "director_b", "lead_b", "mediator_b", "presiding_b"]  # fmt: skip


@pytest.mark.parametrize("who", OUTSIDE)
def test_threat_02_counting_keys_takes_over_no_task(who, world):
    """The exploit: a login of any kind, and the numbers from one upwards."""
    client, case = client_of(world, who), world.cases["a"]
    own = who.removesuffix("_a")  # a court has tasks of its own in this case
    theirs = list(CaseTask.objects.filter(dispute=case.dispute, is_open=True).exclude(role=own))
    before = {(task.pk, task.owner_id, task.status) for task in theirs}
    assert theirs
    for task in theirs:
        for method, path in (("get", ""), ("post", ""), ("post", "take/"), ("post", "release/")):
            answer = getattr(client, method)(f"/work/{task.pk}/{path}")
            assert answer.status_code in (403, 404), (who, task, path)
    for action, more in (("assign", {"to": world.users[who].pk}), ("take", {}), ("release", {})):
        chosen = {"task": [task.pk for task in theirs], "action": action, "confirmed": "1"}
        client.post("/work/hand/", chosen | more)
    now = CaseTask.objects.filter(pk__in=[task.pk for task in theirs])
    assert {(task.pk, task.owner_id, task.status) for task in now} == before


def test_threat_02_who_loses_the_post_loses_the_task_that_was_taken(world):
    case = world.cases["a"]
    task = next(
        task for task in CaseTask.objects.filter(dispute=case.dispute, is_open=True) if task.role == "clerk"
    )
    clerk, client = case.who["clerk"], client_of(world, "clerk_a")
    CaseTask.objects.filter(pk=task.pk).update(owner=clerk)
    assert client.get(f"/work/{task.pk}/").status_code in (200, 302)
    Post.objects.filter(user=clerk).update(until="2026-04-01")
    fresh = client_of(world, "clerk_a")
    assert fresh.get(f"/work/{task.pk}/").status_code in (403, 404)
    step = next(iter(task.duty.steps)).partition(".")[2]
    where = f"/cases/{case.reference}/{task.record_type}/{task.record_id}/{step}/"
    assert fresh.post(where, {"confirmed": "1"}).status_code in (403, 404)
    assert case.dispute.reference not in fresh.get("/work/?tab=mine").content.decode()


STAFF = [
    "mediator_a",
    "lead_a",
    "clerk_a",
    "director_a",
    "presiding_a",
    "recorder_a",
    "court_a",
    "editor_a",
    "supervisor",
]


def test_threat_20_without_a_second_factor_staff_reach_no_page_of_a_case(world, settings):
    settings.STAFF_MFA_REQUIRED = True
    case, open_pages, tried = world.cases["a"], [], 0
    rules = {n: r for n, r in addresses.RULES.items() if not r.door and n.partition(":")[0] in APPS}
    for who in STAFF:
        client = client_of(world, who)
        for pattern, rule in rules.items():
            for address, _target in list(cells.targets(rule, case, pattern))[:2]:
                tried += 1
                answer = client.get(address)
                if answer.status_code != 302 or "/account/2fa/" not in answer["Location"]:
                    open_pages.append(f"{who} {address} {answer.status_code}")
    assert tried > 300 and open_pages == []


def test_threat_01_a_case_of_others_answers_as_fast_as_none(world):
    client, took = client_of(world, "worker_b"), {world.cases["a"].reference: [], "2222-2222": []}
    for n in range(42):
        for reference, times in took.items():
            began = time.process_time()
            assert client.get(f"/cases/{reference}/").status_code == 404
            times.append(time.process_time() - began) if n > 1 else None
    foreign, missing = (statistics.median(times) for times in took.values())
    assert abs(foreign - missing) < 0.005, (foreign, missing)


def test_threat_01_a_task_done_by_its_owner_is_nobody_elses_any_more(world):
    """What is over is not there, for its owner as for a stranger."""
    case = world.cases["a"]
    service = case.dispute.services.filter(stage="due").first()
    task = CaseTask.objects.get(record_type="service", record_id=service.pk, is_open=True)
    perform(service, "prove", by=case.who["clerk"], channel="direct", receipt="签收")
    assert client_of(world, "clerk_a").get(f"/work/{task.pk}/").status_code == 404
