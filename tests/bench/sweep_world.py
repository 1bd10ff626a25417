"""A million deadlines, of which some are due: papers left at an address, deemed served after three working days."""

import datetime as dt

from django.db import connection
from django.utils import timezone

from disputes.models import Deadline, Dispute, Paper, Party, Service

COLUMNS = (
    "dispute_id", "code", "rule", "audience", "record_type", "record_id", "trigger_on", "raw_due", "due_on",
    "provisional", "calendar", "reading", "status", "lapses", "pauses", "restarts", "extended", "explanation", "history",
    "started_by_id",
)  # fmt: skip


def row(dispute, record, due, entry):
    trigger = due - dt.timedelta(days=5)
    return (
        dispute, "service.posting", "service_by_posting", "open", "service", record, trigger, due, due,
        False, "", "", "running", True, "[]", "[]", False, "{}", "[]", entry,
    )  # fmt: skip


def fill(rows):
    table = Deadline._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(COLUMNS)}) FROM STDIN") as pipe:
                for each in rows:
                    pipe.write_row(each)
            cursor.execute(f"ANALYZE {table}")
        else:
            places = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO {table} ({', '.join(COLUMNS)}) VALUES ({places})", rows)


def resting(count, dispute, entry):
    """So many that run for another month and more."""
    later = timezone.localdate() + dt.timedelta(days=30)
    fill(row(dispute.pk, 10**9 + n, later + dt.timedelta(days=n % 300), entry.pk) for n in range(count))


def due(count, user, office, entry):
    """So many disputes, each with one service whose deemed day is over."""
    disputes = Dispute.objects.bulk_create(
        [Dispute(opened_by=user, stage="open") for _n in range(count)], batch_size=500
    )
    parties = Party.objects.bulk_create(
        [Party(dispute=d, side="B", name="云岭物流") for d in disputes], batch_size=500
    )
    papers = Paper.objects.bulk_create(
        [Paper(dispute=d, code="D12", title="应诉通知书", sha256="0" * 64) for d in disputes], batch_size=500
    )
    services = Service.objects.bulk_create(
        [
            Service(dispute=d, paper=paper, party=party, office=office, stage="posted")
            for d, paper, party in zip(disputes, papers, parties, strict=True)
        ],
        batch_size=500,
    )
    over = timezone.localdate() - dt.timedelta(days=1)
    fill(row(one.dispute_id, one.pk, over, entry.pk) for one in services)
