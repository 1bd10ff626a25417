"""The stream of `casebook redact`: one object a line in, one a line out, a bad line never stops the others."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from casebook.redact.engine import redact
from disputes.rules.jsonlines import dump, parse
from disputes.rules.words import RuleError


class Answer(NamedTuple):
    """A line to print, and whether it answers what was asked."""

    line: str
    good: bool


def redact_lines(lines: Iterable[str | bytes], *, lang: str = "zh") -> Iterator[Answer]:
    """Answer each non-empty line; the caller exits with 1 if one is not `good`."""
    for line in lines:
        if line.strip():
            yield _answer(line, lang)


def _answer(line: str | bytes, lang: str) -> Answer:
    number: object = None
    try:
        record = parse(line)
        number = record.get("id")
        return Answer(dump({"id": number, **_redacted(record)}), good=True)
    except RuleError as refused:
        return Answer(dump({"id": number, "error": refused.naming("", lang)}), good=False)


def _redacted(record: Mapping[str, Any]) -> dict[str, Any]:
    text, parties = record.get("text"), record.get("parties") or []
    if "id" not in record:
        raise RuleError("缺少 id", "id is missing")
    if not isinstance(text, str):
        raise RuleError("text 应为文字", "text must be a string")
    if not isinstance(parties, list) or not all(isinstance(party, str) for party in parties):
        raise RuleError("parties 应为文字的列表", "parties must be a list of strings")
    result = redact(text, parties=parties)
    spans = [{"start": span.start, "end": span.end, "type": span.type} for span in result.spans]
    return {"text": result.text, "spans": spans}
