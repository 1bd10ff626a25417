"""The main volume as people read it: what each file is called, on which page it begins, and all of it bound with bookmarks."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf

from disputes.models import HandOff, PackageJob, Paper
from disputes.papers import shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

BOUND = "volume.pdf"
PDF = "application/pdf"
STREAM = pikepdf.AccessMode.stream  # read piece by piece; a mapped file would count as memory


@dataclass(frozen=True)
class Filed:
    """A paper in the package; `page` is where it begins in the bound volume, 0 for what is no PDF and not in it."""

    paper: Paper
    name: str
    page: int

    @property
    def line(self) -> dict[str, Any]:
        """As handoff.json and the list name it."""
        paper = self.paper
        return {
            "name": self.name, "number": paper.number, "code": paper.code, "title": paper.title,
            "media_type": paper.media_type, "pages": paper.pages, "page": self.page, "sha256": paper.sha256,
            "size": paper.size,
        }  # fmt: skip


def name_of(number: int, paper: Paper) -> str:
    """`003-D09-受理通知书.pdf`: what the court sorts by."""
    plain = paper.name or f"{paper.title}.pdf"
    return f"{number:03d}-{plain}"


def filed(papers: Sequence[Paper]) -> list[Filed]:
    """The papers, all rendered and counted before, with their names and pages."""
    found, page = [], 1
    for number, paper in enumerate(papers, start=1):
        inside = paper.media_type == PDF
        found.append(Filed(paper, name_of(number, paper), page if inside else 0))
        page += paper.pages if inside else 0
    return found


def kept(paper: Paper) -> str:
    """The hash under which the paper lies; a generated one is rendered now if it never was. Its pages are counted."""
    if not paper.sha256:
        shelf.bytes_of(paper)
    if not paper.pages or not paper.sha512:
        paper.pages = paper.pages or _pages(paper)
        with shelf.store().path(paper.sha256).open("rb") as file:
            paper.sha512 = hashlib.file_digest(file, "sha512").hexdigest()
        Paper.objects.filter(pk=paper.pk).update(pages=paper.pages, sha512=paper.sha512)
    return paper.sha256


def _pages(paper: Paper) -> int:
    """The pages of a PDF; 1 for a picture or a text."""
    if paper.media_type != PDF:
        return 1
    with pikepdf.open(shelf.store().path(paper.sha256), access_mode=STREAM) as pdf:
        return len(pdf.pages)


def bound(handoff: HandOff, files: Sequence[Filed]) -> str:
    """The SHA-256 of the volume; empty without a PDF. What was bound before of the same papers is taken as it lies."""
    inside = [each for each in files if each.page]
    if not inside:
        return ""
    if lying := bound_before(handoff, files):
        return lying
    made = _bind(inside)
    PackageJob.objects.filter(handoff=handoff.pk).update(bound_of=which(files), bound_sha256=made)
    return made


def which(files: Sequence[Filed]) -> str:
    """One digest of the papers in the volume and their order."""
    inside = [[each.name, each.paper.sha256] for each in files if each.page]
    return hashlib.sha256(json.dumps(inside).encode()).hexdigest()


def bound_before(handoff: HandOff, files: Sequence[Filed]) -> str:
    """The volume of these very papers, where it was made already and still lies there."""
    job = PackageJob.objects.filter(handoff=handoff.pk, bound_of=which(files)).first()
    return job.bound_sha256 if job and job.bound_sha256 and shelf.store().has(job.bound_sha256) else ""


def _bind(files: Sequence[Filed]) -> str:
    """One PDF of all, a bookmark for each; the same papers give the same bytes, and no paper is ever whole in memory."""
    store = shelf.store()
    loose, draft = store.draft(".pdf"), store.draft(".pdf")
    every = [word for each in files for word in (str(store.path(each.paper.sha256)), "1-z")]
    try:
        pikepdf.Job(
            [
                "qpdf",
                "--empty",
                "--deterministic-id",
                "--decode-level=none",
                "--pages",
                *every,
                "--",
                str(loose),
            ]
        ).run()  # what pikepdf itself takes over from other files it reads whole
        with pikepdf.open(loose, access_mode=STREAM) as book:
            with book.open_outline() as outline:
                outline.root.extend(
                    pikepdf.OutlineItem(each.name.rpartition(".")[0], each.page - 1) for each in files
                )
            book.Root.PageMode = pikepdf.Name.UseOutlines
            counted = pikepdf.Dictionary(S=pikepdf.Name.D)  # 1, 2, 3 … as the list counts them
            book.Root.PageLabels = pikepdf.Dictionary(Nums=[0, counted])
            book.save(draft, deterministic_id=True)
        return store.take(draft)
    finally:
        for left in (loose, draft):
            left.unlink(missing_ok=True)
