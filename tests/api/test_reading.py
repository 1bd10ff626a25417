"""Disputes, dockets and tasks by machine: as much as the pages show, and not a word more."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disputes import access
from disputes.models import CaseTask, Deadline, Dispute, DocketEntry
from tests.pages import addresses
from tests.pages.cells import leaks
from tests.pages.people import PRINCIPALS

pytestmark = pytest.mark.django_db
CALLERS = [name for name in PRINCIPALS if name != "anonymous"]


@pytest.mark.parametrize("who", CALLERS)
def test_threat_01_nobody_reads_by_machine_what_the_pages_keep_from_him(who, world, as_):
    """Planted words of every audience of two cases: the walls of the pages are the walls of the API."""
    caller = as_(world.users[who])
    for case in world.cases.values():
        texts = [
            caller.get("/api/v1/disputes/").content.decode(),
            caller.get("/api/v1/tasks/?tab=pool").content.decode(),
        ]
        role = who.rpartition("_")[0] if who.endswith(f"_{case.letter}") else who
        for path in ("", "docket/"):
            answer = caller.get(f"/api/v1/disputes/{case.reference}/{path}")
            assert (answer.status_code == 200) is (role in addresses.INSIDE), (who, case.letter, path)
            texts.append(answer.content.decode())
        for text in texts:
            assert leaks(text, who, world, "api") == []


def test_the_docket_by_machine_is_the_docket_of_the_reader_stream_by_stream_without_gaps(world, as_):
    case = world.cases["a"]
    for who in ("worker_a", "employer_a", "mediator_a", "presiding_a", "clerk_a", "lead_a"):
        user, last, seen = world.users[who], "", []
        while True:
            page = as_(user).get(f"/api/v1/disputes/{case.reference}/docket/?after={last}").json()
            seen += [(entry["stream"], entry["seq"]) for entry in page["results"]]
            last = page["last"]
            if not page["more"]:
                break
        entries = DocketEntry.objects.visible_to(user).filter(dispute=case.dispute).order_by("pk")
        expected = [
            (e.audience, e.seq) for e in entries if e.audience in access.audiences(case.dispute, user)
        ]
        assert seen == expected and seen
        again = as_(user).get(f"/api/v1/disputes/{case.reference}/docket/?after={last}").json()
        assert again["results"] == [] and again["last"] == last


def test_a_dispute_tells_its_deadlines_with_their_story_in_both_languages(world, as_):
    case = world.cases["a"]
    for language, word in (("zh", "日"), ("en", "day")):
        told = as_(world.users["worker_a"]).get(f"/api/v1/disputes/{case.reference}/", language).json()
        rows = Deadline.objects.visible_to(world.users["worker_a"]).open().filter(dispute=case.dispute)
        assert [one["due_on"] for one in told["deadlines"]] == [row.due_on.isoformat() for row in rows]
        for shown, row in zip(told["deadlines"], rows, strict=True):
            assert shown["explanation"] == row.told(language) and any(
                word in line for line in shown["explanation"]
            )
        assert (
            told["stage"]["words"] == {"zh": "办理中", "en": "Open"}[language]
            or told["stage"]["code"] == "open"
        )


def test_no_identity_address_or_phone_of_a_party_is_told_by_machine(world, as_):
    case = world.cases["a"]
    text = as_(world.users["clerk_a"]).get(f"/api/v1/disputes/{case.reference}/").content.decode()
    for party in case.dispute.parties.all():
        for secret in (party.identity, party.phone, party.born_on):
            assert not secret or secret not in text


def test_a_record_lists_the_steps_that_are_the_readers_with_what_refuses_them(world, as_):
    case = world.cases["a"]
    told = as_(world.users["presiding_a"]).get(f"/api/v1/disputes/{case.reference}/").json()
    steps = {one["name"]: one for record in told["records"] for one in record["steps"]}
    assert steps and all(one["law"] and one["title"] and one["meaning"] for one in steps.values())


def test_a_foreign_dispute_and_a_missing_one_answer_alike_to_the_byte(world, as_):
    case = world.cases["a"]
    caller = as_(world.users["stranger"])
    for path in ("", "docket/"):
        foreign = caller.get(f"/api/v1/disputes/{case.reference}/{path}")
        missing = caller.get(f"/api/v1/disputes/2222-2222/{path}")
        assert foreign.status_code == missing.status_code == 404
        assert foreign.content == missing.content and dict(foreign.headers) == dict(missing.headers)


def test_who_is_not_signed_in_is_asked_to_and_learns_nothing(world, as_):
    reference = world.cases["a"].reference
    for address in ("disputes/", f"disputes/{reference}/", "disputes/2222-2222/", "tasks/"):
        answer = as_().get(f"/api/v1/{address}")
        assert (
            answer.status_code == 401 and answer["WWW-Authenticate"] and answer.json()["title"] == "请先登录"
        )


def test_what_is_read_by_machine_is_kept_by_no_cache(world, as_):
    caller = as_(world.users["worker_a"])
    for address in ("disputes/", f"disputes/{world.cases['a'].reference}/", "tasks/"):
        answer = caller.get(f"/api/v1/{address}")
        assert answer["Cache-Control"] == "private, no-store" and "Cookie" in answer["Vary"]


def test_an_address_that_leads_nowhere_answers_as_a_problem():
    for address in ("/api/", "/api/v1/", "/api/v1/nothing/", "/api/v2/disputes/"):
        answer = Client().get(address)
        assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_reading_addresses_take_no_writes(method, world):
    client = Client()
    client.force_login(world.users["clerk_a"])
    answer = getattr(client, method)(
        f"/api/v1/disputes/{world.cases['a'].reference}/", "{}", content_type="application/json"
    )
    assert answer.status_code == 405 and answer["Content-Type"] == "application/problem+json"


def test_a_page_leads_to_the_next_and_every_dispute_comes_once(world, as_, django_assert_max_num_queries):
    worker = world.users["worker_a"]
    Dispute.objects.bulk_create(Dispute(opened_by=worker, cause="追索劳动报酬") for _n in range(120))
    caller, seen, address = as_(worker), [], "/api/v1/disputes/"
    while address:
        with django_assert_max_num_queries(8):
            page = caller.get(address.partition("testserver")[2] or address).json()
        seen += [one["reference"] for one in page["results"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == Dispute.objects.visible_to(worker).count() > 120


def test_the_list_is_narrowed_by_stage_and_by_the_whole_number(world, as_):
    case, caller = world.cases["a"], as_(world.users["clerk_a"])
    (one,) = caller.get(f"/api/v1/disputes/?number={case.reference}").json()["results"]
    assert one["reference"] == case.reference
    assert caller.get(f"/api/v1/disputes/?number={case.reference[:5]}").json()["results"] == []
    assert {one["stage"]["code"] for one in caller.get("/api/v1/disputes/?stage=open").json()["results"]} <= {
        "open"
    }


def test_one_dispute_costs_as_many_queries_however_long_its_docket_is(world, as_):
    case, caller = world.cases["a"], as_(world.users["clerk_a"])
    address = f"/api/v1/disputes/{case.reference}/"
    caller.get(address)
    with CaptureQueriesContext(connection) as told:
        caller.get(address)
    assert len(told) <= 90
    with CaptureQueriesContext(connection) as told:
        caller.get(f"{address}docket/")
    assert len(told) <= 12


def test_the_worklist_by_machine_is_the_worklist(world, as_):
    user = world.users["clerk_a"]
    told = as_(user).get("/api/v1/tasks/?tab=pool").json()["results"]
    rows = CaseTask.objects.at_hand().pool_of(user).order_by("own_target", "due_on", "id")
    assert [one["id"] for one in told] == [row.pk for row in rows[:50]] and told


def test_too_many_requests_are_told_when_to_come_back(world, as_, monkeypatch):
    from rest_framework.throttling import UserRateThrottle

    monkeypatch.setattr(UserRateThrottle, "THROTTLE_RATES", {"user": "3/min", "anon": "3/min"})
    caller = as_(world.users["worker_a"])
    answers = [caller.get("/api/v1/disputes/") for _n in range(5)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 429]
    assert int(answers[-1]["Retry-After"]) > 0 and answers[-1].json()["title"] == "请求过多，请稍后再试"
