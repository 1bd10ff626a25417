"""The deadline sweep follows what is due, not what exists; each lapse takes its own lawful step."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from disputes.acts import perform
from disputes.deadlines import late
from disputes.management.commands.tick import sweep
from disputes.models import Deadline, Dispute, DocketEntry, Service
from tests.bench import sweep_world
from tests.bench.measure import SMALL, median_of, report

pytestmark = pytest.mark.django_db
SIZE, DUE = (100_000, (100, 1_000)) if SMALL else (1_000_000, (100, 10_000))


@pytest.fixture
def entry(dispute, worker):
    return perform(dispute, "open", by=worker)


@pytest.mark.bench
def test_the_sweep_costs_what_is_due(entry, dispute, worker, committee):
    """The yardstick is one UPDATE of the same rows' status, in the same run; both are rolled back and run anew.

    A second line measures against statements in bulk that write all the rows a lapse writes, without any of its law.
    """
    sweep_world.resting(SIZE, dispute, entry)
    idle = median_of(sweep, runs=21)
    report("sweep_0_due", value=1000 * idle, unit="ms", limit=1.0, ratio=idle / 0.001, n=SIZE)
    for count in DUE:
        sweep_world.due(count, worker, committee, entry)
        bulk, bare = median_of(one_statement, runs=5), median_of(same_rows, runs=5)
        took = median_of(lambda count=count: lapsed(count), runs=3)
        assert sweep() == count
        per, limit = 1e6 * took / count, 1e6 * bulk / count
        report(f"sweep_{count}_due", value=per, unit="us/deadline", limit=limit, ratio=per / limit, n=SIZE)
        limit = 1e6 * bare / count
        report(
            f"sweep_{count}_same_rows", value=per, unit="us/deadline", limit=limit, ratio=per / limit, n=SIZE
        )


def lapsed(count):
    with transaction.atomic():
        assert sweep() == count
        transaction.set_rollback(True)


def one_statement():
    with transaction.atomic():
        Deadline.objects.lapsing(timezone.localdate()).order_by().update(status="lapsed")
        transaction.set_rollback(True)


def same_rows():
    """Four statements: an entry each, the heads of the chains, the services, the deadlines."""
    due = Deadline.objects.lapsing(timezone.localdate()).order_by()
    disputes, services = due.values("dispute_id"), due.values("record_id")
    table, lapsing = DocketEntry._meta.db_table, due.values("dispute_id", "record_id").query.sql_with_params()
    kept = {
        "number": 1000, "audience": "open", "seq": 1000, "step": "service.deem", "law": "CR-20, CPL-95",
        "record_type": "service", "about": "D12", "source": "posted", "target": "served", "facts": "",
        "on": timezone.localdate(), "at": timezone.now(), "salt": "0" * 32, "content_digest": "0" * 64,
        "digest": "0" * 64,
    }  # fmt: skip
    columns = ", ".join(map(connection.ops.quote_name, kept))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (dispute_id, record_id, {columns}) "
                f"SELECT due.dispute_id, due.record_id, {', '.join(['%s'] * len(kept))} FROM ({lapsing[0]}) due",
                [*kept.values(), *lapsing[1]],
            )
        Dispute.objects.filter(pk__in=disputes).update(
            chain_length=1000, chain_head="0" * 64, streams={"open": 1000}, number=""
        )
        Service.objects.filter(pk__in=services).update(
            stage="served", served_on=timezone.localdate(), confirmed=True
        )
        due.update(status="lapsed")
        transaction.set_rollback(True)


def test_every_lapse_is_a_step_of_its_own_and_the_bystanders_run_on(entry, dispute, worker, committee):
    sweep_world.resting(50, dispute, entry)
    sweep_world.due(30, worker, committee, entry)
    assert sweep() == 30 and sweep() == 0
    assert DocketEntry.objects.filter(step="service.deem").values("dispute").distinct().count() == 30
    assert Deadline.objects.running().count() == 50


def test_what_is_due_is_found_along_its_partial_index(entry, dispute):
    sweep_world.resting(20_000, dispute, entry)
    with CaptureQueriesContext(connection) as told:
        assert late(timezone.localdate(), 500) == []
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{told[0]['sql']}")
        plan = str(cursor.fetchall())
    assert "deadlines_lapsing" in plan and "TEMP B-TREE" not in plan, plan


def test_a_batch_takes_few_more_statements_than_one(entry, worker, committee, django_assert_max_num_queries):
    sweep_world.due(100, worker, committee, entry)
    with django_assert_max_num_queries(20):
        assert sweep() == 100
