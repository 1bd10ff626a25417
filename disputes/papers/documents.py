"""Every document of the law that this system makes, found by its code; what it demands is checked here.

`required` names the fields that docs/law.md 8.2 and the articles in `basis` ask for; `parties.name` means the `name` of
each party. `render.render` refuses to print a document in which one of them is missing. The shapes are in `shapes`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from disputes.papers.arbitral import ARBITRAL
from disputes.papers.conciliatory import CONCILIATORY
from disputes.papers.judicial import JUDICIAL
from disputes.papers.kinds import Document, DocumentIncomplete
from disputes.papers.letters import INQUIRIES, LETTERS
from disputes.papers.volume import VOLUME
from disputes.papers.wording import printed

ROLES = ("applicant", "respondent", "third")
DOCUMENTS: Mapping[str, Document] = {
    each.code: each for each in (*ARBITRAL, *JUDICIAL, *CONCILIATORY, *INQUIRIES, *LETTERS, *VOLUME)
}


def document(code: str, data: Mapping[str, Any]) -> Document:
    """The document of this code in the variant the data names. KeyError for a code that we do not make."""
    return DOCUMENTS[code].of(str(data.get("variant", "")))


def missing(wanted: Document, data: Mapping[str, Any]) -> Iterator[str]:
    """The paths of the required fields that are absent or empty, in the order of the document."""
    for path in wanted.required:
        head, _, tail = path.partition(".")
        value: Any = data.get(head)
        if _empty(value):
            if not tail:
                yield path
            continue
        rows: list[Any] = list(value) if isinstance(value, (list, tuple)) else [value]
        if tail and any(_empty(row.get(tail)) for row in rows):
            yield path
        if path == "parties.role" and any(row.get(tail) not in ROLES for row in rows):
            yield path


def check(code: str, data: Mapping[str, Any]) -> Document:
    """The document, if the data completes it; else DocumentIncomplete that names the first missing field.

    A day or an amount that is none raises ValueError here, not when somebody prints the document later.
    """
    wanted = document(code, data)
    for path in missing(wanted, data):
        raise DocumentIncomplete(code, path)
    printed(data)
    return wanted


def _empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, (Mapping, list, tuple)) and not value)
