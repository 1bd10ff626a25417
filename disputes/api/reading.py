"""What callers send is read here: JSON, and only such texts as every database keeps."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class PlainJson(JSONParser):
    """JSON without U+0000 and half surrogate pairs, which no database keeps, and without nesting beyond measure: 400."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            said = super().parse(stream, media_type, parser_context)
            plain = _plain(said)
        except RecursionError as deep:
            raise ParseError from deep
        if not plain:
            raise ParseError
        return said


def _plain(said: Any) -> bool:
    if isinstance(said, str):
        return not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in said)
    if isinstance(said, dict):
        return all(_plain(name) and _plain(value) for name, value in said.items())
    return all(map(_plain, said)) if isinstance(said, list) else True
