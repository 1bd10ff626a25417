"""The stream of `casebook redact`: one object a line in, one a line out, a bad line never stops the others."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from casebook.redact.engine import redact


class Answer(NamedTuple):
    """A line to print, and whether it answers what was asked."""

    line: str
    good: bool


def redact_lines(lines: Iterable[str]) -> Iterator[Answer]:
    """Answer each non-empty line; the caller exits with 1 if one is not `good`."""
    for line in lines:
        if line.strip():
            yield _answer(line)


def _answer(line: str) -> Answer:
    record: Any = None
    try:
        record = json.loads(line)
        return Answer(json.dumps(_redacted(record), ensure_ascii=False), good=True)
    except (ValueError, TypeError, RecursionError) as refused:
        number = record.get("id") if isinstance(record, dict) else None
        return Answer(json.dumps({"id": number, "error": str(refused)}, ensure_ascii=False), good=False)


def _redacted(record: Any) -> dict[str, Any]:
    if not isinstance(record, dict) or "id" not in record:
        raise ValueError("an object with “id” and “text” is needed")
    text, parties = record.get("text"), record.get("parties") or []
    if not isinstance(text, str):
        raise ValueError("“text” has to be a string")
    if not isinstance(parties, list) or not all(isinstance(party, str) for party in parties):
        raise ValueError("“parties” has to be a list of strings")
    result = redact(text, parties=parties)
    spans = [{"start": span.start, "end": span.end, "type": span.type} for span in result.spans]
    return {"id": record["id"], "text": result.text, "spans": spans}
