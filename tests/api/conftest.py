"""The planted world, asked by machine; every answer is held against the published schema."""

import json

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from jsonschema import Draft202012Validator

from tests.pages.conftest import world  # noqa: F401


@pytest.fixture(scope="session")
def schema():
    return json.loads(Client().get("/api/v1/schema/").content)


@pytest.fixture(autouse=True)
def nobody_was_here():
    cache.clear()
    yield
    cache.clear()
    for signal in (request_started, request_finished):  # `callers` cuts it off
        signal.connect(close_old_connections)


class Caller:
    """Asks as somebody, and checks each answer against the schema."""

    def __init__(self, schema, user=None):
        self.schema, self.client = schema, Client()
        if user is not None:
            self.client.force_login(user)

    def get(self, address, language="zh", **headers):
        return self._checked(
            "get", address, self.client.get(address, headers={"accept-language": language, **headers})
        )

    def post(self, address, body, language="zh"):
        text = body if isinstance(body, (str, bytes)) else json.dumps(body, ensure_ascii=False)
        answer = self.client.post(
            address, text, content_type="application/json", headers={"accept-language": language}
        )
        return self._checked("post", address, answer)

    def _checked(self, method, address, answer):
        path = next((p for p in self.schema["paths"] if matches(p, address.partition("?")[0])), None)
        assert path, f"{address} is not in the schema"
        assert faults_of(self.schema, path, method, answer) == [], address
        return answer


def faults_of(schema, path, method, answer):
    """What about an answer is not as the description of its operation says."""
    described = schema["paths"][path][method]["responses"].get(str(answer.status_code))
    if described is None:
        return [f"{answer.status_code} is not described", answer.getvalue()[:300]]
    kinds, kind = described.get("content", {}), answer.get("Content-Type", "").partition(";")[0]
    if not kinds:
        return [f"there should be no content: {kind}"] if answer.getvalue() else []
    if answer.status_code >= 400 and kind != "application/problem+json":
        return [f"a refusal as {kind}"]
    shape = kinds.get(kind, kinds.get("*/*"))
    if shape is None:
        return [f"{kind} is not described"]
    if shape["schema"].get("format") == "binary":
        return []
    whole = {**shape["schema"], "components": schema["components"]}
    told = answer.json()
    wrong = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER).iter_errors(told)
    faults = [f"{list(e.path)}: {e.message}" for e in wrong]
    if answer.status_code >= 400 and told.get("status") != answer.status_code:
        faults.append(f"says {told.get('status')}")
    return faults[:5]


def matches(pattern, address):
    parts, asked = pattern.strip("/").split("/"), address.strip("/").split("/")
    return len(parts) == len(asked) and all(
        p.startswith("{") or p == a for p, a in zip(parts, asked, strict=True)
    )


@pytest.fixture
def as_(schema):
    return lambda user=None: Caller(schema, user)
