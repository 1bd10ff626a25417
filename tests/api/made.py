"""Requests made from the published description: what it promises to take, what it does not, and good ones damaged."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

NASTY = (
    "", "\0", "\ud800", "a\0b", "２０２６", "²", "-1", "1e400", "9" * 70, "0001-01-01", "9999-12-31", "2026-W01-1",
    "2026-02-30", "=1+1", "' OR 1=1 --", "../..", "%00", "{{1}}", "x" * 3000, "open:1,joint:-1", "open:²",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=()), max_size=12))
WHOLE = st.one_of(
    st.integers(-3, 9), st.sampled_from((2**31, 2**63, -(2**63) - 1, 2**64, 10**70)), st.integers()
)
PLAIN = st.one_of(
    st.none(), st.booleans(), WHOLE, st.floats(), TEXTS, st.dates().map(str), st.uuids().map(str)
)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
ACCEPT = ("application/json", "*/*", "text/html", "application/zip", "application/problem+json", "x", "")
SEND = ("application/json",) * 6 + (
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/json; charset=x",
    "",
)
LANGUAGES = ("zh", "en", "en-GB;q=0.1", "\xff", "")
RANGES = (
    "bytes=0-",
    "bytes=9-3",
    "bytes=-5",
    "bytes=99999999999999-",
    "bytes=0-0",
    "bytes=a-b",
    "lines=1-2",
    "",
)
FORMATS = {
    "date": st.dates().map(str), "uuid": st.uuids().map(str), "date-time": st.datetimes().map(lambda at: f"{at.isoformat()}Z"),
    "uri": st.sampled_from(("https://example.org/in", "https://example.org:8443/a?b=c")),
}  # fmt: skip


@dataclass
class Request:
    """What is sent; `body` is bytes or None."""

    method: str
    address: str
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


class Maker:
    """Requests to every operation of one description. `known` are path values that exist, `good` bodies that are taken."""

    def __init__(
        self, schema: dict[str, Any], known: dict[str, list[Any]], good: dict[str, list[Any]]
    ) -> None:
        self.schema, self.known, self.good = schema, known, good

    def requests(self, path: str, method: str) -> st.SearchStrategy[Request]:
        operation = self.schema["paths"][path][method]
        return st.composite(self._request)(path, method, operation)

    def _request(self, draw: Any, path: str, method: str, operation: dict[str, Any]) -> Request:
        asked: dict[str, Any] = {}
        made = Request(method.upper(), path)
        for one in operation.get("parameters", ()):
            name, shape = one["name"], one["schema"]
            if one["in"] == "path":
                made.address = made.address.replace(f"{{{name}}}", draw(self._part(path, name, shape)))
            elif one["in"] == "query" and draw(st.booleans()):
                asked[name] = draw(st.one_of(self.valid(shape), TEXTS))
            elif one["in"] == "header" and draw(st.booleans()):
                made.headers[name] = draw(st.sampled_from(RANGES))
        if draw(st.integers(0, 4)) == 0:
            asked[draw(st.sampled_from(("format", "page", "x", "after")))] = draw(TEXTS)
        if asked:
            made.address += "?" + urlencode(
                {k: str(v).encode("utf-8", "surrogatepass") for k, v in asked.items()}
            )
        if draw(st.booleans()):
            made.headers["Accept"] = draw(st.sampled_from(ACCEPT))
        made.headers["Accept-Language"] = draw(st.sampled_from(LANGUAGES))
        if "requestBody" in operation:
            content = operation["requestBody"]["content"]["application/json"]["schema"]
            made.body = draw(self._body(path, content))
            made.headers["Content-Type"] = draw(st.sampled_from(SEND))
        return made

    def _part(self, path: str, name: str, shape: dict[str, Any]) -> st.SearchStrategy[str]:
        """One segment of a path: mostly something that exists, so that what lies behind it is reached."""
        known = st.sampled_from(self.known[f"{path} {name}"])
        other = st.one_of(self.valid(shape), TEXTS)
        return st.one_of(known, known, other).map(
            lambda value: quote(str(value).encode("utf-8", "surrogatepass"), safe="") or "-"
        )

    def _body(self, path: str, shape: dict[str, Any]) -> st.SearchStrategy[bytes]:
        good = st.sampled_from(self.good[path])
        said = st.one_of(
            good, good.flatmap(damaged), self.valid(shape), self.valid(shape).flatmap(damaged), ANYTHING
        )
        return st.one_of(
            said.map(written), st.binary(max_size=20), st.sampled_from((b"", b"{", b"[" * 5000, b"\xff\xfe"))
        )

    def valid(self, shape: dict[str, Any]) -> st.SearchStrategy[Any]:
        """Values that keep to the shape."""
        if "$ref" in shape:
            return self.valid(self.schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]])
        for many in ("oneOf", "anyOf", "allOf"):
            if many in shape:
                return st.one_of(*[self.valid(one) for one in shape[many]])
        if "enum" in shape:
            return st.sampled_from(shape["enum"])
        kinds = shape.get("type")
        if isinstance(kinds, list):
            return st.one_of(*[self.valid(shape | {"type": kind}) for kind in kinds])
        return self._of_kind(kinds, shape)

    def _of_kind(self, kind: str | None, shape: dict[str, Any]) -> st.SearchStrategy[Any]:
        if kind == "object":
            needed = set(shape.get("required", ()))
            each = {name: self.valid(one) for name, one in shape.get("properties", {}).items()}
            own = st.fixed_dictionaries(
                {name: one for name, one in each.items() if name in needed},
                optional={name: one for name, one in each.items() if name not in needed},
            )
            more = shape.get("additionalProperties", {})
            inner = ANYTHING if more is True or more == {} else self.valid(more) if more else None
            if inner is None:
                return own
            return st.builds(lambda a, b: b | a, own, st.dictionaries(st.text(max_size=8), inner, max_size=2))
        if kind == "array":
            return st.lists(self.valid(shape.get("items", {})), max_size=3)
        if kind == "string":
            if "pattern" in shape:
                return st.from_regex(shape["pattern"], fullmatch=True)
            return FORMATS.get(shape.get("format", ""), st.text(max_size=min(shape.get("maxLength", 20), 20)))
        if kind == "integer":
            return st.integers(shape.get("minimum", -(2**31)), shape.get("maximum", 2**31))
        return {"boolean": st.booleans(), "null": st.none(), "number": st.floats(allow_nan=False)}.get(
            str(kind), ANYTHING
        )


def written(said: Any) -> bytes:
    """As JSON, ASCII only: half of a surrogate pair travels as its escape."""
    return json.dumps(said).encode()


@st.composite
def damaged(draw: Any, good: Any) -> Any:
    """The same with one to three places changed, taken away or doubled."""
    whole = [copy.deepcopy(good)]
    for _n in range(draw(st.integers(1, 3))):
        holder, place = draw(st.sampled_from(list(places(whole))))
        what = draw(st.sampled_from(("change", "change", "drop", "more")))
        if what == "drop" and holder is not whole:
            del holder[place]
        elif what == "more" and isinstance(holder[place], list):
            holder[place] += [*copy.deepcopy(holder[place]), draw(PLAIN)]
        elif what == "more" and isinstance(holder[place], dict):
            holder[place][draw(st.sampled_from(("x", "on", "id", "served", "party")))] = draw(ANYTHING)
        else:
            holder[place] = draw(ANYTHING)
    return whole[0]


def places(holder: Any) -> Any:
    """Every (holder, key) in it."""
    for place, value in enumerate(holder) if isinstance(holder, list) else holder.items():
        yield holder, place
        if isinstance(value, (list, dict)):
            yield from places(value)
