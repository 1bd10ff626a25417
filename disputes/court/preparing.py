"""What takes long about a package, done before the step that sends it: papers rendered, counted, hashed and bound.

Small files are prepared at the clerk's click. A large one becomes a `PackageJob` that `tick` works off, some seconds a
round, so that neither a page nor the case waits, and sends in the clerk's name when it is ready. Everything it makes lies under its hash and on the papers' own rows: a
killed worker loses at most the paper it was at, and two workers make the same.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disputes.acts import NotLawful, perform
from disputes.court import index
from disputes.court.package import papers_for
from disputes.models import Dispute, HandOff, PackageJob, Paper, User
from disputes.rounds import every_round
from disputes.wording import one_after_another

logger = logging.getLogger(__name__)
SMALL = (60, 32 * 1024 * 1024)  # papers, bytes: at most so much is prepared while the clerk waits
ROUND = 20.0  # seconds of one round of `tick`; whatever else is due comes in between
State = PackageJob.State


def asked_for(handoff: HandOff, by: User | None = None) -> PackageJob:
    """The clerk wants it sent: ready where it was small or all is prepared, else on its way or failed.

    What is on its way `tick` sends in the name of `by` once it is ready; what is ready is the caller's to send.
    """
    papers = papers_for(handoff)
    job, _new = PackageJob.objects.get_or_create(handoff=handoff, defaults={"total": len(papers) + 1})
    if job.ready and _all_lies(handoff, papers):
        job.note(asked_by=None, refused="")
        return job
    if job.under_way and not _new:
        job.note(asked_by=by, refused="")
        return job
    job.note(
        state=State.QUEUED, done=0, total=len(papers) + 1, failed_on=None, taken_at=None, asked_by=None, refused=""
    )  # fmt: skip
    if len(papers) <= SMALL[0] and sum(paper.size for paper in papers) <= SMALL[1]:
        carry_on(job, until=float("inf"))
    else:
        job.note(asked_by=by)
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
    asked = PackageJob.objects.filter(state=State.READY).exclude(asked_by=None)
    for job in asked.select_related("handoff").order_by("pk"):
        send(job)
    return finished


def send(job: PackageJob) -> None:
    """Take the step in the name of who asked for it: once, whole, and as lawful as at the click; else say why not."""
    with transaction.atomic():
        Dispute.objects.select_for_update().get(pk=job.handoff.dispute_id)  # as every step: the case first
        job = PackageJob.objects.select_for_update(of=("self",)).select_related("handoff").get(pk=job.pk)
        if job.asked_by is None or not job.ready:
            return  # another worker was faster, or the clerk
        if not _all_lies(job.handoff, papers_for(job.handoff)):
            job.note(state=State.QUEUED, done=0, taken_at=None)  # a paper came meanwhile: it goes along
            return
        job.note(refused=_sent(job.handoff, job.asked_by)[:500], asked_by=None)


def _sent(handoff: HandOff, by: User) -> str:
    """Nothing, or why it was not sent."""
    try:
        if not by.is_active:
            raise PermissionDenied
        with transaction.atomic():
            perform(handoff, "send", by=by)
    except NotLawful as refusal:
        return one_after_another(refusal.reasons)
    except PermissionDenied:
        return _("Who asked for it may not send it any more. Send it again.")
    except Exception:
        logger.exception("hand-off %d: its package could not be sent", handoff.pk)
        return _("The package was ready but could not be sent. Send it again.")
    return ""


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
