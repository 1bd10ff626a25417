"""What a step would bring about: the same door in a savepoint, rolled back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from disputes import access
from disputes.acts import begin, perform, rehearsal
from disputes.models import CaseTask, Deadline, DocketEntry, Paper, Service

if TYPE_CHECKING:
    from disputes.models import User


@dataclass
class Outcome:
    """What would open, close, start, stop, be written and who would be told. Plain rows; nothing of it is stored."""

    entries: list[DocketEntry] = field(default_factory=list)
    opened: list[CaseTask] = field(default_factory=list)
    closed: list[CaseTask] = field(default_factory=list)
    started: list[Deadline] = field(default_factory=list)
    ended: list[Deadline] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def rehearse(
    record: Any, name: str, *, by: User | None = None, on: date | None = None, **facts: Any
) -> Outcome:
    """Take the step, look, and take it back. Raises what `perform` raises. `record` may be fresh (see `begin`)."""
    fresh = record.pk is None
    try:
        with rehearsal():
            door = begin if fresh else perform
            first = door(record, name, by=by, on=on, **facts)
            return _look(first, by)
    finally:
        if fresh:
            record.pk = None
            record._state.adding = True


def _look(first: DocketEntry, by: User | None) -> Outcome:
    """What the person who takes the step may read of it: beside the own streams, what the step itself opens to all."""
    dispute = first.dispute
    entries = list(
        DocketEntry.objects.filter(dispute=dispute.pk, number__gte=first.number).order_by("number")
    )
    heard = {*access.Audience.values, *dispute.streams}
    if by is not None:
        heard = access.audiences(dispute, by) | {
            first.audience,
            access.Audience.OPEN,
            access.Audience.SUMMARY,
        }
    shown = [entry for entry in entries if entry.audience in heard]
    told: set[int] = set()
    ears = access.Ears.of([dispute.pk])
    for entry in shown:
        told |= ears.listeners(dispute.pk, entry.audience, entry.by_id)
    told -= {by.pk} if by else set()  # who takes a step is not told of it
    deadlines = Deadline.objects.filter(dispute=dispute.pk, audience__in=heard)
    papers = Paper.objects.filter(entry__in=entries, audience__in=heard)
    served = (
        Service.objects.filter(paper__in=papers)
        if access.keeps_side_volume(heard)
        else Service.objects.none()
    )
    return Outcome(
        entries=shown,
        opened=list(CaseTask.objects.filter(opened_by__in=entries, is_open=True).select_related("owner")),
        closed=list(CaseTask.objects.filter(closed_by__in=entries)),
        started=list(deadlines.open().filter(started_by__in=entries)),
        ended=list(deadlines.filter(ended_by__in=entries)),
        papers=list(papers),
        services=list(served.select_related("paper", "party")),
        told=_names(told),
    )


def _names(pks: set[int]) -> list[str]:
    from disputes.models import User

    return sorted(str(user) for user in User.objects.filter(pk__in=pks))
