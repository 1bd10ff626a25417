"""Where papers lie: generated ones are rendered from their data once, uploaded ones come whole from the store."""

from __future__ import annotations

import hashlib
import logging
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from disputes.models import Paper, Upload
from disputes.papers.render import render
from disputes.papers.store import Damaged, Store
from disputes.papers.uploads import Assembly

logger = logging.getLogger(__name__)
ABANDONED = timedelta(days=3)


def store() -> Store:
    return Store(settings.PAPERS_ROOT)


def assembly() -> Assembly:
    return Assembly(Path(settings.PAPERS_ROOT) / "uploads")


def forget_abandoned() -> int:
    """Forget uploads begun three days ago, and what dead processes left on the disk. Returns how many uploads."""
    old = Upload.objects.filter(started_at__lt=timezone.now() - ABANDONED)
    keys = list(old.values_list("key", flat=True))
    for key in keys:
        assembly().discard(key)
    Upload.objects.filter(key__in=keys).delete()
    assembly().sweep(ABANDONED.total_seconds())
    store().sweep(ABANDONED.total_seconds())
    return len(keys)


def bytes_of(paper: Paper) -> bytes:
    """The paper's bytes; a generated paper is rendered and stored by hash on first asking.

    Raises `Damaged` when the file is not what was kept, `FileNotFoundError` when it is gone: neither is handed out.
    """
    if not paper.sha256:
        put(paper, render(paper.code, paper.data))
    with store().open(paper.sha256) as file:
        found = file.read()
    if hashlib.sha256(found).hexdigest() != paper.sha256:
        raise Damaged(paper.sha256)
    return found


def put(paper: Paper, data: bytes) -> None:
    """Store the bytes of a paper by hash and note hash and size on its row."""
    paper.sha256, paper.size = store().put(data), len(data)
    if paper.pk:
        Paper.objects.filter(pk=paper.pk).update(sha256=paper.sha256, size=paper.size)


def render_waiting(limit: int = 50) -> int:
    """Render what steps have made and nobody has opened yet: the ticker calls it. Returns how many."""
    done = 0
    for paper in Paper.objects.unrendered().order_by("id")[:limit]:
        try:
            put(paper, render(paper.code, paper.data))
            done += 1
        except Exception:
            logger.exception("paper %d (%s) cannot be rendered", paper.pk, paper.code)
    return done
