"""schemathesis against the published description: every operation, asked rightly and wrongly by every kind of caller.

No fault of the house (5xx), no status, content type, header or body that the description does not know, and every
refusal a problem of RFC 9457. `make test-long` asks many more times (SCALE=full: more still).
"""

import os
from dataclasses import dataclass, field

import pytest
import schemathesis
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi

from casebook.importing import import_lines
from casebook.models import TypicalCase
from disputes.acts import perform
from disputes.delivery import notices
from disputes.models import Dispute, Endpoint, HandOff, Office
from tests.api.callers import Plain, Signing, key
from tests.api.damage import damaged
from tests.api.test_law import ASKED
from tests.api.test_partner import body
from tests.casebook.conftest import DATA, shelf_of_its_own  # noqa: F401
from tests.court.test_api import Court

pytestmark = pytest.mark.django_db
FEW, MANY = (
    1,
    {"small": 5}.get(os.environ.get("SCALE", ""), 100),
)  # requests to one operation, each by every caller
CHECKS = [
    checks.not_a_server_error, openapi.status_code_conformance, openapi.content_type_conformance,
    openapi.response_headers_conformance, openapi.response_schema_conformance,
]  # fmt: skip
ABSENT = "/api/v1/court/handoffs/{id}/timestamp/"  # no authority stamps here
ACCEPT = ("application/json", "*/*", "text/html", "application/zip", "application/problem+json", "x", "")
RANGES = ("bytes=0-", "bytes=9-3", "bytes=-5", f"bytes={9**14}-", "bytes=0-0", "bytes=a-b", "lines=1-2", "")


def long(*values):
    """What `make test-long` asks beside."""
    return [pytest.param(value, marks=pytest.mark.long) for value in values]


def refusals_are_problems(ctx, response, case):
    """RFC 9457: of the media type, and saying the status it has."""
    if response.status_code >= 400:
        assert response.headers["content-type"] == ["application/problem+json"], response.headers
        assert response.json()["status"] == response.status_code


@dataclass
class House:
    """Something behind every address; `known` are path values that exist, `good` bodies that are taken."""

    callers: dict
    known: dict = field(default_factory=dict)
    good: dict = field(default_factory=dict)


@pytest.fixture
def house(dispute, committee, worker, clerk, director, editor, schema, capsys):
    """A file at court, an application, webhooks and a published case; a caller for every scope a key can have."""
    perform(dispute, "open", by=worker)
    case = Dispute.objects.get(pk=dispute.pk)
    case.engagements.create(office=committee, capacity="arbitration")
    filed = HandOff.objects.create(
        dispute=case, ground="suit", record_type="award", record_id=1, stage="filed", office=committee.court,
        from_office=committee, filed_by=case.parties.get(side="A"), filed_on=timezone.localdate(),
    )  # fmt: skip
    handoff = HandOff.objects.get(pk=perform(filed, "send", by=clerk).record.pk)
    police = Office.objects.create(kind="police", name="广州市公安局越秀区分局", division="440104")
    court, platform = Court(key(handoff.office)), Court(key(committee))
    said = body(committee)
    assert platform.request("PUT", "/api/v1/partner/applications/yss-1/", said).status_code == 201
    record = platform.key.applications.get().dispute.arbitrations.get()
    perform(record, "propose_acceptance", by=clerk, opinion="符合受理条件。")
    perform(record, "accept", by=director)
    hooks = [
        Endpoint.objects.create(office=one.key.office, key=one.key, url="https://example.org/in")
        for one in (court, platform)
    ]
    for word in ("sent", "acknowledged"):  # something to be told of since the webhooks stand
        perform(case, "hand_in", by=worker, paper="x", title=word, audience="open")
    notices.note()
    outcomes = list(import_lines(DATA.read_text("utf-8").splitlines()[:1], publish=True))
    assert len(outcomes) == 1
    callers = {
        "nobody": Plain(), "clerk": Plain(clerk), "worker": Plain(worker), "court": Signing(court.key),
        "court that reads": Signing(key(handoff.office, "--scope", "handoff.read")),
        "court that answers": Signing(key(handoff.office, "--scope", "handoff.answer")),
        "police": Signing(key(police)), "platform": Signing(platform.key), "forger": Signing(court.key, "guess"),
        "platform that reads": Signing(key(committee, "--scope", "application.read")),
        "platform that files": Signing(key(committee, "--scope", "application.file")),
    }  # fmt: skip
    on, parties = {"on": handoff.sent_on.isoformat()}, [party.pk for party in case.parties.all()]
    messages = [
        {"sequence": 1, "event": "registered", "docket_number": "1号", **on},
        {"sequence": 1, "event": "returned", "reason": "材料不全", **on},
        {"sequence": 2, "event": "hearing", "held_on": "2026-12-01", "place": "一庭", **on},
        {"sequence": 1, "event": "served", "party": parties[0], **on}, {"sequence": 1, "event": "objection", **on},
        {"sequence": 1, "event": "result", "result": "judged", "ruling": "1号", "served": {str(parties[0]): on["on"]}, **on},
        {"sequence": 1, "event": "compared", "views": [{"claim": case.claims.get().pk, "view": "same"}], **on},
    ]  # fmt: skip
    papers = platform.request("GET", "/api/v1/partner/applications/yss-1/papers/").json()
    known = {
        "reference": case.reference, "name": "yss-1", "ref": papers[0]["id"],
        "number": TypicalCase.objects.published().get().number,
    }  # fmt: skip
    ids = {"court": handoff.pk, "webhooks": hooks[0].pk}
    parts = {
        path: {
            one["name"]: known.get(one["name"]) or ids[path.split("/")[3]]
            for operation in methods.values() for one in operation.get("parameters", ()) if one["in"] == "path"
        }
        for path, methods in schema["paths"].items()
    }  # fmt: skip
    good = {f"/api/v1/law/{what}/": [one for name, one in ASKED if name == what] for what, _asked in ASKED}
    good |= {
        "/api/v1/court/handoffs/{id}/messages/": messages, "/api/v1/webhooks/": [{"url": "https://example.org/other"}],
        "/api/v1/webhooks/{id}/notices/": [{"number": 1}], "/api/v1/partner/applications/{name}/": [said],
        "/api/v1/partner/questions/": [{"event": "wages", "answers": {}}, said],
    }  # fmt: skip
    return House(callers, parts, good)


def cases(operation, house):
    """Of things that exist with bodies that are taken, or taken and damaged; as described; against the description.

    The first is what is tried first.
    """
    there = house.known[operation.path]
    right, wrong = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
    ways = [operation.as_strategy(right, path_parameters=there), operation.as_strategy(right)]
    if operation.body or any(operation.iter_parameters()):
        ways.append(operation.as_strategy(wrong))
    if operation.body:
        good = st.sampled_from(house.good[operation.path])
        taken = [good, good.flatmap(damaged)]
        ways[:0] = [
            said.flatmap(lambda one: operation.as_strategy(right, path_parameters=there, body=one))
            for said in taken
        ]
    extra = {"Accept": st.sampled_from(ACCEPT), "Range": st.sampled_from(RANGES)}
    return st.tuples(st.one_of(ways), st.fixed_dictionaries({}, optional=extra))


def ask(house, operation, times):
    """The same request by every caller; none leaves anything behind."""
    reached = set()

    @settings(
        max_examples=times,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(operation, house))
    def each(made):
        case, headers = made
        for who, caller in house.callers.items():
            cache.clear()  # how often somebody may ask is another test
            try:
                with transaction.atomic():
                    answer = case.call(app=caller, headers=headers)
                    transaction.set_rollback(True)
                reached.add(answer.status_code)
                case.validate_response(answer, checks=CHECKS, additional_checks=[refusals_are_problems])
            except BaseException as fault:
                fault.add_note(f"asked by: {who}")
                raise

    each()
    assert operation.path == ABSENT or any(status < 300 for status in reached), reached  # somebody got in


def ask_everything(house, description, times, subtests):
    for found in description.get_all_operations():
        operation = found.ok()
        with subtests.test(path=operation.path, method=operation.method):
            ask(house, operation, times)


@pytest.fixture
def description(schema):
    return schemathesis.openapi.from_dict(schema)


def test_every_answer_is_one_of_those_described(house, description, subtests):
    ask_everything(house, description, FEW, subtests)


@pytest.mark.long
def test_every_answer_is_one_of_those_described_many_times(house, description, subtests):
    ask_everything(house, description, MANY, subtests)


@pytest.mark.parametrize("who", ["nobody", "court", *long("clerk", "platform")])
def test_a_method_that_is_not_described_is_refused_as_a_problem(house, schema, who):
    for path, methods in schema["paths"].items():
        address = path.format(**house.known[path])
        for method in {"get", "post", "put", "patch", "delete", "trace"} - set(methods):
            answer = house.callers[who].send(method.upper(), address, b"{}")
            assert answer.status_code in (401, 403, 405), (who, method, address, answer.status_code)
            assert (
                answer.content_type == "application/problem+json"
                and answer.json["status"] == answer.status_code
            )


@pytest.mark.parametrize(
    "raw", [b"{", b"\xff\xfe", b'{"a": 1e400}', *long(b"", b"[" * 5000, b"null", b"\x00")]
)
def test_what_is_no_json_object_is_refused_as_a_problem(house, schema, raw):
    for path, methods in schema["paths"].items():
        for method in [name for name, operation in methods.items() if "requestBody" in operation]:
            who = "platform" if "/partner/" in path else "court"
            for kind in ("application/json", "application/json; charset=x", "text/plain", ""):
                answer = house.callers[who].send(method.upper(), path.format(**house.known[path]), raw, kind)
                assert 400 <= answer.status_code < 500, (path, raw, kind, answer.status_code)
                assert answer.content_type == "application/problem+json"
                assert str(answer.status_code) in methods[method]["responses"]
