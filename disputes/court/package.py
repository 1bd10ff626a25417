"""The file a court receives: what the ground needs, nothing said in mediation, nothing of the side volume.

BagIt in a ZIP, `verify.py` beside the payload to check it: `data/papers/` (the main volume), `data/volume.pdf` (its PDFs bound,
with bookmarks), `data/list.pdf` (J03), `data/docket.json` (the extract with its chain), `data/handoff.json` (who, what,
which claims; both follow `schemas/`), `data/filing.xml` (the same as an ECF message). The same step gives the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from disputes.access import Audience
from disputes.acts import NotLawful
from disputes.court import ecf, extract, index, schemas, stamps
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


TOO_LARGE = _(
    "The papers are more than one package can hold (four gigabytes). Nothing was sent. Bring the file to the court on disks and agree with it how it takes them."
)
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


def build(entry: DocketEntry) -> Made:
    """Make the package of a `handoff.send` and keep it by hash. Raises what rendering raises; then nothing is sent.

    What `preparing` made ready is taken as it lies; the rest is made here, and the bytes are the same.
    """
    handoff: HandOff = entry.record
    papers = papers_for(handoff)
    for paper in papers:
        index.kept(paper)
    files = index.filed(papers)
    sources: list[tuple[str, bag.Source]] = [(f"papers/{each.name}", each.paper.sha256) for each in files]
    lines = [each.line for each in files]
    told = handed_over(handoff, entry)
    written = {
        "docket.json": as_json({"format": extract.FORMAT, **extract.docket_of(handoff, entry)}),
        "filing.xml": ecf.filing(told, lines),
        "handoff.json": as_json({"format": FORMAT, **told, "files": lines}),
    }
    own = [
        {"name": name, "pages": 0, "sha256": extract.sha256(data), "size": len(data)}
        for name, data in written.items()
    ]
    if volume := index.bound(handoff, files):
        sources.append((index.BOUND, volume))
        size = shelf.store().path(volume).stat().st_size
        own.append({"name": index.BOUND, "pages": 0, "sha256": volume, "size": size})
    listed_all = listed(handoff, entry, [*lines, *own])
    j03 = issue.draw(entry, "J03", listed_all, audience=Audience.OPEN, volume=Paper.Volume.MAIN)
    lying = shelf.store().path
    known = {paper.sha256: bag.Known(paper.sha512, lying(paper.sha256).stat().st_size) for paper in papers}
    return _packed(entry, [*sources, ("list.pdf", index.kept(j03)), *written.items()], known)


def _packed(entry: DocketEntry, files: list[tuple[str, bag.Source]], known: dict[str, bag.Known]) -> Made:
    handoff, store = entry.record, shelf.store()
    info = {
        "Bagging-Date": entry.on.isoformat(), "Source-Organization": handoff.from_office.name,
        "External-Identifier": f"{handoff.dispute.reference}-{handoff.pk}",
        "Bag-Group-Identifier": handoff.dispute.reference,
        "External-Description": f"{FORMAT} {handoff.ground}",
    }  # fmt: skip
    tags = {"verify.py": CHECKER.read_bytes(), **schemas.in_package()}
    draft = store.draft(".zip")
    try:
        bag.pack(
            draft, files=files, info=info, tag_files=tags, store=store, known=known,
            top=file_name(handoff).removesuffix(".zip"),
        )  # fmt: skip
        size = draft.stat().st_size
        return Made(store.take(draft), size)
    except bag.TooLarge as refused:
        raise NotLawful(TOO_LARGE) from refused
    finally:
        draft.unlink(missing_ok=True)


def too_large(papers: list[Paper]) -> bool:
    """Whether the papers alone, as they lie, are more than one package can hold."""
    return sum(paper.size for paper in papers) > bag.LARGEST


def file_name(handoff: HandOff) -> str:
    return f"handoff-{handoff.dispute.reference}-{handoff.pk}.zip"


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
    found = examine(store.path(handoff.package_sha256), handoff.package_sha256, seal=handoff.package_seal)
    stamp = stamps.of(handoff)
    if stamp and stamp.stamped_at:
        found.problems.extend(stamps.problems(bytes(stamp.token), handoff.package_sha256))
    return found


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
    except (KeyError, TypeError, ValueError, StopIteration, RecursionError):
        return Verdict(["package: no docket.json and handoff.json as an office sends them"], [], 0)
