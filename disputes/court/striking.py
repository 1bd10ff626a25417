"""An answer written down wrongly is struck: what it started is put right as far as nobody acted on it (CR-22)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from disputes import worklist
from disputes.access import Audience
from disputes.acts import perform, sequel
from disputes.lifecycle.handoff import Stage
from disputes.models import Comparison, Deadline, Dispute, DocketEntry, HandOff

OWN = ("handoff.record_result", "handoff.serve_result", "handoff.compare")  # the court's word itself
UNSENT = (Stage.FILED, Stage.RETURNED)


def since_the_answer(entry: DocketEntry) -> Any:
    """The entries of the dispute from the answer that this entry strikes to this entry."""
    answers = entry.dispute.docket.filter(
        step="handoff.record_result", record_type="handoff", record_id=entry.record_id
    )
    answer = answers.filter(number__lt=entry.number).order_by("-number").first()
    first = answer.number if answer else entry.number
    return entry.dispute.docket.filter(number__gte=first, number__lt=entry.number).order_by("number")


def put_windows_back(entry: DocketEntry, moved: Any) -> None:
    """The time limits that these entries started end; those they ended run on from where they were.

    One whose last day passed meanwhile runs too: the round lets it lapse by the step of its own.
    """
    rows = Deadline.objects.filter(dispute=entry.dispute_id)
    started = rows.filter(started_by__in=moved).exclude(status=Deadline.Status.STOPPED)
    started.update(status=Deadline.Status.STOPPED, ended_by=entry)
    ended = rows.filter(ended_by__in=moved, status=Deadline.Status.STOPPED)
    for row in ended.exclude(started_by__in=moved):
        row.status = Deadline.Status.PAUSED if row.paused_on else Deadline.Status.RUNNING
        row.ended_by = None
        row.save(update_fields=["status", "ended_by"])
        worklist.follow_deadlines(row)


@sequel("handoff.strike_result")
def put_right_what_it_started(entry: DocketEntry) -> None:
    handoff = entry.record
    dispute = Dispute.objects.get(pk=entry.dispute_id)
    if dispute.stage == "closed":
        perform(dispute, "reopen", on=entry.on)
    since = since_the_answer(entry)
    put_windows_back(entry, since.filter(record_type="handoff", record_id=handoff.pk))
    Comparison.objects.filter(handoff=handoff.pk).delete()
    for crime in HandOff.objects.filter(record_type="handoff", record_id=handoff.pk, stage__in=UNSENT):
        perform(crime, "withdraw", on=entry.on)
    acts = [one.seq for one in acts_of_people(handoff, since)]
    if acts:
        perform(handoff, "leave_to_the_office", on=entry.on, acts=acts)


def acts_of_people(handoff: HandOff, since: Any) -> list[DocketEntry]:
    """What somebody did since on the record it rests on, or in another hand-off of it: no rule undoes that."""
    on_it = Q(record_type="handoff", record_id=handoff.pk)
    others = handoff.siblings_of_any_ground().exclude(stage__in=[Stage.WITHDRAWN, Stage.GAVE_WAY])
    from_it = HandOff.objects.filter(record_type="handoff", record_id=handoff.pk).exclude(
        stage=Stage.WITHDRAWN
    )
    elsewhere = Q(
        record_type="handoff",
        record_id__in=[*others.values_list("pk", flat=True), *from_it.values_list("pk", flat=True)],
    )
    subject = Q(record_type=handoff.record_type, record_id=handoff.record_id)
    rows = since.filter(on_it | elsewhere | subject, audience=Audience.OPEN).exclude(on_it & Q(step__in=OWN))
    return list(rows.filter(Q(by__isnull=False) | Q(step="handoff.hand_on_itself")))
