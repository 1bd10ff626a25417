"""The stream of `casebook redact`: one object a line in, one a line out, a bad line never stops the others."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from casebook.redact.engine import redact

_NO_JSON: Final = {"zh": "这一行不是有效的 JSON", "en": "this line is not valid JSON"}
_NO_OBJECT: Final = {
    "zh": "这一行应为含有 id 和 text 的 JSON 对象",
    "en": "this line must be a JSON object with id and text",
}
_NO_TEXT: Final = {"zh": "text 应为文字", "en": "text must be a string"}
_NO_PARTIES: Final = {"zh": "parties 应为文字的列表", "en": "parties must be a list of strings"}


class Refused(ValueError):
    """A line that cannot be answered, in words of both languages."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__(words["en"])
        self.words = words


class Answer(NamedTuple):
    """A line to print, and whether it answers what was asked."""

    line: str
    good: bool


def redact_lines(lines: Iterable[str], *, lang: str = "zh") -> Iterator[Answer]:
    """Answer each non-empty line; the caller exits with 1 if one is not `good`."""
    for line in lines:
        if line.strip():
            yield _answer(line, lang)


def _answer(line: str, lang: str) -> Answer:
    record: Any = None
    try:
        record = _parsed(line)
        return Answer(json.dumps(_redacted(record), ensure_ascii=False), good=True)
    except Refused as refused:
        number = record.get("id") if isinstance(record, dict) else None
        return Answer(
            json.dumps({"id": number, "error": refused.words[lang]}, ensure_ascii=False), good=False
        )


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise Refused(_NO_JSON) from None


def _redacted(record: Any) -> dict[str, Any]:
    if not isinstance(record, dict) or "id" not in record:
        raise Refused(_NO_OBJECT)
    text, parties = record.get("text"), record.get("parties") or []
    if not isinstance(text, str):
        raise Refused(_NO_TEXT)
    if not isinstance(parties, list) or not all(isinstance(party, str) for party in parties):
        raise Refused(_NO_PARTIES)
    result = redact(text, parties=parties)
    spans = [{"start": span.start, "end": span.end, "type": span.type} for span in result.spans]
    return {"id": record["id"], "text": result.text, "spans": spans}
