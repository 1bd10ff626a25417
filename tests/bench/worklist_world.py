"""Open tasks of ten offices, spread over their posts, their people and half a year of due dates."""

import datetime as dt

from django.db import connection

from disputes.models import CaseProcess, CaseTask, Dispute, Office
from tests.conftest import person

OFFICES, DAYS, START = 10, 180, dt.date(2026, 9, 1)
COLUMNS = (
    "flow_task", "flow_task_type", "status", "created", "token", "process_id", "dispute_id", "record_type", "record_id",
    "office_id", "role", "code", "due_on", "own_target", "is_open", "owner_id",
)  # fmt: skip


def people_and_offices(worker):
    """Ten committees, each with a clerk who is its director too; a dispute whose tasks they all are."""
    offices = [
        Office.objects.create(kind="committee", name=f"第{n}仲裁委员会", short=f"第{n}", division="440104")
        for n in range(OFFICES)
    ]
    people = [person(f"clerk{n}", role="clerk", office=office) for n, office in enumerate(offices)]
    person("clerk0", role="director", office=offices[0])
    dispute = Dispute.objects.create(opened_by=worker, cause="追索劳动报酬")
    return offices, people, dispute


def fill(first, last, *, offices, people, dispute, entry):
    """Tasks number `first` to `last`: every fourth is somebody's, the others wait in the pool; every third is not dated by law."""
    process = CaseProcess.objects.filter(dispute=dispute).first() or CaseProcess.objects.create(
        flow_class="disputes/flows.ServeFlow",
        dispute=dispute,
        record_type="service",
        record_id=1,
        opened_by=entry,
    )
    sql = (
        f"INSERT INTO {CaseTask._meta.db_table} ({', '.join(COLUMNS)}) "
        f"VALUES ({', '.join(['%s'] * len(COLUMNS))})"
    )
    rows = (
        (
            "disputes/flows.ServeFlow.serve", "HUMAN", "NEW", "2026-09-01 00:00:00+00:00", "start", process.pk,
            dispute.pk, "service", n, offices[n % OFFICES].pk, "clerk", "ServeFlow.serve",
            START + dt.timedelta(days=n * 7 % DAYS), n // OFFICES % 3 == 0, True, people[n % OFFICES].pk if n // OFFICES % 4 == 0 else None,
        )
        for n in range(first, last)
    )  # fmt: skip
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {CaseTask._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN") as pipe:
                for row in rows:
                    pipe.write_row(row)
            cursor.execute(
                "VACUUM ANALYZE disputes_casetask"
            ) if not connection.in_atomic_block else cursor.execute("ANALYZE disputes_casetask")
        else:
            cursor.executemany(sql, rows)
            cursor.execute("ANALYZE")
