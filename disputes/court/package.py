"""The file a court receives: what the ground needs, nothing said in mediation, nothing of the side volume.

BagIt in a ZIP, `verify.py` beside the payload to check it: `data/papers/` (the main volume), `data/list.pdf` (J03), `data/docket.json` (the extract with its
chain), `data/handoff.json` (who, what, which claims). The same step gives the same bytes.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from django.core.serializers.json import DjangoJSONEncoder

from disputes.access import Audience
from disputes.court import extract
from disputes.court.data import handed_over, listed
from disputes.court.standalone import seal_problems
from disputes.models import HandOff, Paper
from disputes.papers import bag, issue, shelf
from disputes.papers.store import digest_of

if TYPE_CHECKING:
    from disputes.models import DocketEntry

FORMAT = "labour-disputes/hand-off/1"
ENFORCED = frozenset(
    {"M05", "J01", "J02"}
)  # of an agreement: what was signed, how it got force, what is asked


CHECKER = Path(__file__).parent / "standalone.py"  # goes along: whoever has Python can check the package


@dataclass(frozen=True)
class Made:
    sha256: str
    size: int  # bytes


def papers_for(handoff: HandOff) -> list[Paper]:
    """What goes to the court: open papers of the main volume, by number; of mediation only what was signed in it.

    Where it rests on the agreement, the agreement goes along; elsewhere no paper of the mediation does.
    """
    rows = Paper.objects.filter(dispute=handoff.dispute_id, volume=Paper.Volume.MAIN).exclude(code="J03")
    kinds = extract.mediation_records()
    return [paper for paper in rows.order_by("pk") if goes_along(paper, handoff, kinds)]


def goes_along(paper: Paper, handoff: HandOff, mediation: set[str]) -> bool:
    """`mediation` names the kinds of record that belong to mediation."""
    ground = handoff.rule
    agreement = extract.rests_on_agreement(handoff)
    codes = ground.codes or (ENFORCED if agreement else frozenset())
    if paper.audience == Audience.AGREEMENT or paper.code.startswith("M") or paper.record_type in mediation:
        return agreement and paper.code in codes and paper.audience in (Audience.OPEN, Audience.AGREEMENT)
    return paper.audience == Audience.OPEN and (not codes or not paper.code or paper.code in codes)


def prepare(handoff: HandOff) -> None:
    """Render and count what was not yet, before the case is locked for the step that sends it."""
    for paper in papers_for(handoff):
        kept(paper)


def kept(paper: Paper) -> str:
    """The hash under which the paper lies; a generated one is rendered now if it never was. Its pages are counted."""
    if not paper.sha256:
        shelf.bytes_of(paper)
    if not paper.pages:
        paper.pages = _pages(paper)
        Paper.objects.filter(pk=paper.pk).update(pages=paper.pages)
    return paper.sha256


def _pages(paper: Paper) -> int:
    """The pages of a PDF; 1 for a picture or a text."""
    if paper.media_type != "application/pdf":
        return 1
    with pikepdf.open(shelf.store().path(paper.sha256)) as pdf:
        return len(pdf.pages)


def build(entry: DocketEntry) -> Made:
    """Make the package of a `handoff.send` and keep it by hash. Raises what rendering raises; then nothing is sent."""
    handoff: HandOff = entry.record
    papers = {name_of(n, paper): paper for n, paper in enumerate(papers_for(handoff), start=1)}
    files: list[tuple[str, bag.Source]] = [(f"papers/{name}", kept(paper)) for name, paper in papers.items()]
    lines = [
        {"name": name, "number": paper.number, "pages": paper.pages, "sha256": paper.sha256, "size": paper.size}
        for name, paper in papers.items()
    ]  # fmt: skip
    written = {
        "docket.json": as_json(extract.docket_of(handoff, entry)),
        "handoff.json": as_json({"format": FORMAT, **handed_over(handoff, entry), "files": lines}),
    }
    own = [
        {"name": name, "pages": 0, "sha256": extract.sha256(data), "size": len(data)}
        for name, data in written.items()
    ]
    listed_all = listed(handoff, entry, [*lines, *own])
    j03 = issue.draw(entry, "J03", listed_all, audience=Audience.OPEN, volume=Paper.Volume.MAIN)
    return _packed(entry, [*files, ("list.pdf", kept(j03)), *written.items()])


def _packed(entry: DocketEntry, files: list[tuple[str, bag.Source]]) -> Made:
    handoff = entry.record
    info = {
        "Bagging-Date": entry.on.isoformat(), "Source-Organization": handoff.from_office.name,
        "External-Identifier": f"{handoff.dispute.reference}-{handoff.pk}",
        "Bag-Group-Identifier": handoff.dispute.reference,
        "External-Description": f"{FORMAT} {handoff.ground}",
    }  # fmt: skip
    folder = Path(tempfile.mkdtemp())
    try:
        tags = {"verify.py": CHECKER.read_bytes()}
        made = bag.pack(
            folder / file_name(handoff), files=files, info=info, tag_files=tags, store=shelf.store()
        )
        return Made(shelf.store().put(made), made.stat().st_size)
    finally:
        shutil.rmtree(folder)


def file_name(handoff: HandOff) -> str:
    return f"handoff-{handoff.dispute.reference}-{handoff.pk}.zip"


def name_of(number: int, paper: Paper) -> str:
    """`003-D09-受理通知书.pdf`: what the court sorts by."""
    plain = paper.name or f"{paper.title}.pdf"
    return f"{number:03d}-{plain}"


def as_json(value: Any) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, indent=1).encode()


@dataclass(frozen=True)
class Verdict:
    """What a look at the package found: `problems` is empty when every byte is what the office said it sent."""

    problems: list[str]
    files: list[dict[str, Any]]
    entries: int

    @property
    def good(self) -> bool:
        return not self.problems


def verdict(handoff: HandOff) -> Verdict:
    """Check the kept package: its own hash, every file in its manifests, the chain of the docket extract."""
    store = shelf.store()
    if not handoff.package_sha256 or not store.has(handoff.package_sha256):
        return Verdict(["package: not here"], [], 0)
    return examine(store.path(handoff.package_sha256), handoff.package_sha256, seal=handoff.package_seal)


def examine(package: Path, sha256: str = "", *, seal: dict[str, Any] | None = None, key: str = "") -> Verdict:
    """The same for a file in hand; `sha256`, `seal` and `key` are what the office said, where it said it."""
    problems = bag.verify(package)
    if sha256 and digest_of(package) != sha256:
        problems.append("package: not the bytes that were sent")
    if seal:
        problems += seal_problems(seal, str(package), key)
    if problems:
        return Verdict(problems, [], 0)
    try:
        files = extract.read(package, "handoff.json")["files"]
        docket = extract.read(package, "docket.json")
        return Verdict(extract.broken(docket), files, len(docket["entries"]))
    except (KeyError, TypeError, ValueError, StopIteration):
        return Verdict(["package: no docket.json and handoff.json as an office sends them"], [], 0)
