"""The docket as a court may read it: open entries in full, the others as one salted digest, and how to check both.

A hidden entry shows its link of the chain alone. With its `content_digest` beside it (as format 1 had it) the stream it
belongs to could be found by trying the few names there are.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from disputes import steps
from disputes.access import Audience
from disputes.models import DocketEntry, HandOff
from disputes.models.docket import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = "labour-disputes/docket/2"
MEDIATION = "mediation"  # the app whose records' words never reach a court
SPOKEN = ".say"  # what was said in a room is no step of the file


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def mediation_records() -> set[str]:
    """The kinds of record that belong to mediation, by model name."""
    return {str(m._meta.model_name) for m in steps.models_with_steps() if m._meta.app_label == MEDIATION}


def rests_on_agreement(handoff: HandOff) -> bool:
    """Whether the court is asked about what was signed in mediation: then that, and no word more, goes along."""
    rule = handoff.rule
    return rule.agreement or (handoff.record_type == MEDIATION and not rule.codes)


def shown(entry: DocketEntry, handoff: HandOff) -> bool:
    """Whether the court may read this entry's words."""
    if entry.step.endswith(SPOKEN):
        return False
    agreement = rests_on_agreement(handoff)
    if entry.record_type in mediation_records():
        return agreement and entry.audience in (Audience.AGREEMENT, Audience.OPEN)
    return entry.audience == Audience.OPEN


def docket_of(handoff: HandOff, until: DocketEntry) -> dict[str, Any]:
    """The chain up to the step that sends it. A hidden entry is its number and its digest, nothing else."""
    rows = handoff.dispute.docket.filter(number__lte=until.number).order_by("number")
    return {
        "dispute": handoff.dispute_id,
        "reference": handoff.dispute.reference,
        "head": until.digest,
        "entries": [full(row) if shown(row, handoff) else sealed(row) for row in rows],
    }


def sealed(entry: DocketEntry) -> dict[str, Any]:
    return {"number": entry.number, "digest": entry.digest}


def full(entry: DocketEntry) -> dict[str, Any]:
    names = (
        "step", "law", "record_type", "record_id", "party_id", "about", "source", "target", "by_id", "facts",
        "audience", "seq", "salt", "content_digest",
    )  # fmt: skip
    dates = {"on": entry.on.isoformat(), "at": entry.at.isoformat()}
    return sealed(entry) | {name: getattr(entry, name) for name in names} | dates


def broken(docket: dict[str, Any]) -> list[str]:
    """Where the extract does not hold: a shown entry was changed or moved, one is missing, the head is another."""
    problems: list[str] = []
    previous = ""
    for place, row in enumerate(docket["entries"], start=1):
        if row["number"] != place:
            return [*problems, f"docket {place}: an entry is missing or out of order"]
        if "salt" in row and not _holds(row, previous, docket["dispute"]):
            problems.append(f"docket {place}: the entry was changed")
        previous = row["digest"]
    return problems + ([] if previous == docket["head"] else ["docket: the end is missing"])


def _holds(row: dict[str, Any], previous: str, dispute: int) -> bool:
    content = [row[name] for name in CONTENT]
    link = digest_of(previous, dispute, row["number"], row["audience"], row["seq"], row["content_digest"])
    return row["content_digest"] == digest_of(row["salt"], content) and row["digest"] == link


CONTENT = (
    "step", "law", "record_type", "record_id", "about", "party_id", "source", "target", "by_id", "facts", "on", "at",
)  # fmt: skip


def read(package: Path, name: str) -> Any:
    """A JSON file of the package's payload."""
    with zipfile.ZipFile(package) as archive:
        return json.loads(archive.read(inside(archive.namelist(), f"/data/{name}")))


def inside(names: Iterable[str], end: str) -> str:
    return next(name for name in names if name.endswith(end))
