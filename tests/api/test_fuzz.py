"""Every operation of the published description, asked rightly and wrongly by every kind of caller.

No fault of the house (5xx), no answer that the description does not know, every refusal a problem of RFC 9457, every
answer as its schema says. `make test-long` asks many more times (SCALE=full: more still).
"""

import os
import secrets
import time
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings

from casebook.importing import import_lines
from casebook.models import TypicalCase
from disputes.acts import perform
from disputes.delivery import notices
from disputes.delivery.signing import SCHEME, signature
from disputes.models import Dispute, Endpoint, HandOff, Office, PartnerKey
from tests.api.conftest import faults_of
from tests.api.made import Maker, Request
from tests.api.test_law import ASKED
from tests.api.test_partner import body
from tests.casebook.conftest import DATA, shelf_of_its_own  # noqa: F401
from tests.court.test_api import Court

pytestmark = pytest.mark.django_db
FEW, MANY = 2, {"small": 6}.get(os.environ.get("SCALE", ""), 150)  # requests to one operation by one caller


def key(office, *options):
    call_command("api_key", "make", office.name, "系统", *options)
    return Court(PartnerKey.objects.select_related("user", "office").latest("pk"))


class Plain:
    """A client with a login, or none."""

    def __init__(self, user=None):
        self.client = Client(enforce_csrf_checks=True)
        if user is not None:
            self.client.force_login(user)

    def send(self, made):
        headers = {name: said for name, said in made.headers.items() if name != "Content-Type"}
        kind = made.headers.get("Content-Type", "")
        return self.client.generic(
            made.method, made.address, made.body or b"", content_type=kind, headers=headers
        )


class Signing(Plain):
    """Signs whatever it sends."""

    def __init__(self, key, secret=None):
        super().__init__()
        self.key, self.secret = key, secret or key.secret

    def send(self, made):
        stamp, nonce = str(int(time.time())), secrets.token_hex(12)
        hand = signature(
            self.secret,
            method=made.method,
            address=made.address,
            stamp=stamp,
            nonce=nonce,
            body=made.body or b"",
        )
        said = f'{SCHEME} key="{self.key.key}", time="{stamp}", nonce="{nonce}", signature="{hand}"'
        return super().send(replace(made, headers=made.headers | {"Authorization": said}))


@pytest.fixture
def house(dispute, committee, worker, clerk, director, editor, schema, capsys):
    """A file at court, an application, webhooks and a published case; the callers by name, and the maker."""
    perform(dispute, "open", by=worker)
    case = Dispute.objects.get(pk=dispute.pk)
    case.engagements.create(office=committee, capacity="arbitration")
    filed = HandOff.objects.create(
        dispute=case, ground="suit", record_type="award", record_id=1, stage="filed", office=committee.court,
        from_office=committee, filed_by=case.parties.get(side="A"), filed_on=timezone.localdate(),
    )  # fmt: skip
    handoff = HandOff.objects.get(pk=perform(filed, "send", by=clerk).record.pk)
    police = Office.objects.create(kind="police", name="广州市公安局越秀区分局", division="440104")
    court, platform = key(handoff.office), key(committee)
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
        "court that reads": Signing(key(handoff.office, "--scope", "handoff.read").key),
        "police": Signing(key(police).key), "platform": Signing(platform.key), "forger": Signing(court.key, "guess"),
        "platform that reads": Signing(key(committee, "--scope", "application.read").key),
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
        "reference": [case.reference], "name": ["yss-1", "yss-2"], "ref": [one["id"] for one in papers],
        "number": [TypicalCase.objects.published().get().number],
    }  # fmt: skip
    ids = {"court": [handoff.pk], "webhooks": [hook.pk for hook in hooks]}
    parts = {
        f"{path} {one['name']}": known.get(one["name"]) or ids[path.split("/")[3]]
        for path, methods in schema["paths"].items() for operation in methods.values()
        for one in operation.get("parameters", ()) if one["in"] == "path"
    }  # fmt: skip
    good = {f"/api/v1/law/{what}/": [one for name, one in ASKED if name == what] for what, _asked in ASKED}
    good |= {
        "/api/v1/court/handoffs/{id}/messages/": messages, "/api/v1/webhooks/": [{"url": "https://example.org/other"}],
        "/api/v1/webhooks/{id}/notices/": [{"number": 1}], "/api/v1/partner/applications/{name}/": [said],
        "/api/v1/partner/questions/": [{"event": "wages", "answers": {}}, said],
    }  # fmt: skip
    return callers, Maker(schema, parts, good)


def ask(house, schema, who, path, method, times):
    """One operation; no request leaves anything behind."""
    callers, maker = house

    @settings(
        max_examples=times, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(maker.requests(path, method))
    def each(made):
        with transaction.atomic():
            answer = callers[who].send(made)
            found = faults_of(schema, path, method, answer)
            for close in answer._resource_closers:  # the answer's own `close` would end the connection too
                close()
            transaction.set_rollback(True)
        assert found == [], (answer.status_code, found)

    each()


def ask_everything(house, schema, times, subtests):
    for who in house[0]:
        for path, methods in schema["paths"].items():
            for method in methods:
                with subtests.test(who=who, path=path, method=method):
                    ask(house, schema, who, path, method, times)


def test_every_answer_is_one_of_those_described(house, schema, subtests):
    ask_everything(house, schema, FEW, subtests)


@pytest.mark.long
def test_every_answer_is_one_of_those_described_many_times(house, schema, subtests):
    ask_everything(house, schema, MANY, subtests)


@pytest.mark.parametrize("who", ["nobody", "clerk", "court", "platform"])
def test_a_method_that_is_not_described_is_refused_as_a_problem(house, schema, who):
    callers, maker = house
    for path, methods in schema["paths"].items():
        address = path
        for name, values in maker.known.items():
            where, _, part = name.partition(" ")
            if where == path:
                address = address.replace(f"{{{part}}}", str(values[0]))
        for method in {"get", "post", "put", "patch", "delete", "trace"} - set(methods):
            answer = callers[who].send(
                Request(method.upper(), address, b"{}", {"Content-Type": "application/json"})
            )
            assert answer.status_code in (401, 403, 405), (who, method, address, answer.status_code)
            assert (
                answer["Content-Type"] == "application/problem+json"
                and answer.json()["status"] == answer.status_code
            )
