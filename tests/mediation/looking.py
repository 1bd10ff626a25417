"""What a mediation has running, waiting and printed, and that a step of it is refused."""

import pytest

from disputes.acts import NotLawful, perform
from disputes.models import CaseTask, Deadline, DocketEntry, Paper


def running(mediation):
    return {row.code: row.due_on for row in Deadline.objects.running().filter(dispute=mediation.dispute_id)}


def tasks(mediation):
    return {row.code: row for row in CaseTask.objects.open().filter(dispute=mediation.dispute_id)}


def papers(mediation, code):
    return list(Paper.objects.filter(dispute=mediation.dispute_id, code=code).order_by("pk"))


def limitation(mediation):
    rows = DocketEntry.objects.filter(dispute=mediation.dispute_id, step="mediation.restart_limitation")
    return [(row.facts["ground"], row.facts["restarts_on"]) for row in rows.order_by("number")]


def refused(record, name, *, article, by=None, **facts):
    with pytest.raises(NotLawful) as refusal:
        perform(record, name, by=by, **facts)
    assert any(article in str(reason) for reason in refusal.value.reasons), refusal.value.reasons
