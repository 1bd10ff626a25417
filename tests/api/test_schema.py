"""The published description of the API: OpenAPI 3.1, complete, without a warning."""

import json

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from tests.api.callers import Signing, key
from tests.api.test_law import ASKED

pytestmark = pytest.mark.django_db
EVERYWHERE = {
    "/api/v1/disputes/", "/api/v1/disputes/{reference}/", "/api/v1/disputes/{reference}/docket/", "/api/v1/tasks/",
    "/api/v1/casebook/", "/api/v1/casebook/{number}/", "/api/v1/law/due/", "/api/v1/law/calculate/",
    "/api/v1/law/finality/", "/api/v1/law/guide/", "/api/v1/court/handoffs/", "/api/v1/court/handoffs/{id}/",
    "/api/v1/court/handoffs/{id}/package/", "/api/v1/court/handoffs/{id}/seal/", "/api/v1/court/handoffs/{id}/timestamp/", "/api/v1/court/handoffs/{id}/messages/",
    "/api/v1/webhooks/", "/api/v1/webhooks/{id}/", "/api/v1/webhooks/{id}/notices/",
    "/api/v1/partner/questions/", "/api/v1/partner/applications/", "/api/v1/partner/applications/{name}/",
    "/api/v1/partner/applications/{name}/papers/", "/api/v1/partner/applications/{name}/papers/{ref}/",
}  # fmt: skip


def test_the_schema_is_openapi_3_1_and_open_to_everybody():
    answer = Client().get("/api/v1/schema/")
    told = json.loads(answer.content)
    assert (
        answer.status_code == 200 and told["openapi"].startswith("3.1") and set(told["paths"]) == EVERYWHERE
    )
    as_yaml = Client().get("/api/v1/schema/", headers={"accept": "application/vnd.oai.openapi"})
    assert yaml.safe_load(as_yaml.content)["openapi"].startswith("3.1")


@pytest.mark.parametrize(
    ("accepted", "sent"), [("application/json", "application/json"), ("application/yaml", "application/yaml")]
)
def test_the_schema_comes_to_who_asks_for_plain_json_or_yaml(accepted, sent):
    answer = Client().get("/api/v1/schema/", headers={"accept": accepted})
    assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (200, sent)


def test_the_schema_is_valid_and_made_without_a_warning(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yaml"))


def test_every_operation_says_what_it_does_and_how_it_refuses(schema):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"] and operation["tags"], (path, method)
            refusals = [status for status in operation["responses"] if status.startswith("4")]
            assert refusals, (path, method)
            for status in refusals:
                assert list(operation["responses"][status]["content"]) == ["application/problem+json"], path


def test_what_needs_a_login_says_so(schema):
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            public = path.startswith(("/api/v1/law/", "/api/v1/casebook/"))
            assert any(operation.get("security", [])) is not public, path


@pytest.mark.parametrize(
    "said", [b'{"url": "https://example.org/\\u0000"}', b'{"\\ud800": 1}', b"[" * 50_000, b'{"url": NaN}']
)
def test_what_no_database_keeps_or_nobody_nests_so_deep_is_unreadable(said, committee):
    """U+0000 and half surrogate pairs were once a fault of the house, and so was a list in a list in a list …"""
    answer = Signing(key(committee)).send("POST", "/api/v1/webhooks/", said)
    assert answer.status_code == 400 and answer.content_type == "application/problem+json"


def test_a_file_is_sent_whatever_the_caller_would_rather_have(committee):
    """`Accept: application/zip` for a ZIP was once refused with 406."""
    answer = Signing(key(committee.court)).send(
        "GET", "/api/v1/court/handoffs/1/package/", Accept="application/zip"
    )
    assert answer.status_code == 404  # no such package, but asked rightly


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_an_address_that_is_none_is_a_problem_for_every_method(method):
    """Without a cookie a write to one was once a page about a form open too long."""
    answer = Client(enforce_csrf_checks=True).generic(method, "/api/v1/webhooks/x,y/", b"{}")
    assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("answers", [[], "x", 3, None])
def test_answers_that_are_no_object_are_not_taken_for_none(answers, committee):
    said = json.dumps({"event": "wages", "answers": answers}).encode()
    answer = Signing(key(committee)).send("POST", "/api/v1/partner/questions/", said)
    assert answer.status_code == 422 and answer.json["errors"][0]["field"] == "answers"


@pytest.mark.parametrize(("what", "asked"), ASKED)
def test_a_question_of_law_with_a_further_member_is_answered_and_the_schema_says_so(what, asked, schema, as_):
    body = schema["paths"][f"/api/v1/law/{what}/"]["post"]["requestBody"]["content"]["application/json"][
        "schema"
    ]
    assert body["additionalProperties"] is True
    assert as_().post(f"/api/v1/law/{what}/", asked | {"note": "x"}).status_code == 200
