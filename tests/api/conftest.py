"""The planted world, asked by machine; every answer is held against the published schema."""

import json

import pytest
from django.core.cache import cache
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
        described = self.schema["paths"][path][method]["responses"]
        assert str(answer.status_code) in described, (address, answer.status_code, answer.content[:300])
        kind = answer["Content-Type"].partition(";")[0]
        shape = described[str(answer.status_code)]["content"][kind]["schema"]
        whole = {**shape, "components": self.schema["components"]}
        faults = [
            f"{list(e.path)}: {e.message}" for e in Draft202012Validator(whole).iter_errors(answer.json())
        ]
        assert faults == [], faults[:5]
        return answer


def matches(pattern, address):
    parts, asked = pattern.strip("/").split("/"), address.strip("/").split("/")
    return len(parts) == len(asked) and all(
        p.startswith("{") or p == a for p, a in zip(parts, asked, strict=True)
    )


@pytest.fixture
def as_(schema):
    return lambda user=None: Caller(schema, user)
