"""What takes long about a package, done before the step that sends it: papers rendered, counted, hashed and bound.

Small files are prepared at the clerk's click. A large one becomes a `PackageJob` that `tick` works off, some seconds a
round, so that neither a page nor the case waits. Everything it makes lies under its hash and on the papers' own rows: a
killed worker loses at most the paper it was at, and two workers make the same.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from django.utils import timezone

from disputes.court import index
from disputes.court.package import papers_for
from disputes.models import HandOff, PackageJob, Paper
from disputes.rounds import every_round

logger = logging.getLogger(__name__)
SMALL = (60, 32 * 1024 * 1024)  # papers, bytes: at most so much is prepared while the clerk waits
ROUND = 20.0  # seconds of one round of `tick`; whatever else is due comes in between
State = PackageJob.State


def asked_for(handoff: HandOff) -> PackageJob:
    """The clerk wants it sent: ready where it was small or all is prepared, else on its way or failed."""
    papers = papers_for(handoff)
    job, _new = PackageJob.objects.get_or_create(handoff=handoff, defaults={"total": len(papers) + 1})
    if job.ready and _all_lies(handoff, papers):
        return job
    if job.under_way and not _new:
        return job
    job.note(state=State.QUEUED, done=0, total=len(papers) + 1, failed_on=None, taken_at=None)
    if len(papers) <= SMALL[0] and sum(paper.size for paper in papers) <= SMALL[1]:
        carry_on(job, until=float("inf"))
    return job


def _all_lies(handoff: HandOff, papers: Sequence[Paper]) -> bool:
    if not all(paper.sha256 and paper.sha512 and paper.pages for paper in papers):
        return False
    files = index.filed(papers)
    return not any(each.page for each in files) or bool(index.bound_before(handoff, files))


@every_round
def work_off() -> int:
    """Go on with what waits; returns how many were finished."""
    until = time.monotonic() + ROUND
    finished = 0
    for job in PackageJob.objects.waiting().select_related("handoff__dispute").order_by("pk"):
        if time.monotonic() >= until:
            break
        if _taken(job):
            carry_on(job, until=until)
            finished += job.ready
    return finished


def _taken(job: PackageJob) -> bool:
    """Whether it is ours: of several workers one gets it, until it is given back or its lease is over."""
    now = timezone.now()
    if not PackageJob.objects.waiting().filter(pk=job.pk).update(taken_at=now):
        return False
    job.taken_at = now
    return True


def carry_on(job: PackageJob, *, until: float) -> None:
    """Paper by paper up to that moment of `time.monotonic`, then the volume. A paper that fails ends it, by name."""
    papers = papers_for(job.handoff)
    paper: Paper | None = None
    try:
        for n, paper in enumerate(papers):
            if time.monotonic() >= until:
                return job.note(state=State.PREPARING, taken_at=None)
            index.kept(paper)
            job.note(state=State.PREPARING, done=n + 1, total=len(papers) + 1, taken_at=timezone.now())
        paper = None
        index.bound(job.handoff, index.filed(papers))
    except Exception:
        logger.exception("hand-off %d: its package could not be prepared", job.handoff_id)
        return job.note(state=State.FAILED, failed_on=paper, taken_at=None)
    return job.note(state=State.READY, done=job.total, taken_at=None)
