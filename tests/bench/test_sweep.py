"""The deadline sweep follows what is due, not what exists; each lapse takes its own lawful step."""

import time

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from disputes.acts import perform
from disputes.deadlines import late
from disputes.management.commands.tick import sweep
from disputes.models import Deadline, DocketEntry
from tests.bench import sweep_world
from tests.bench.measure import SMALL, median_of, no_collection, report

pytestmark = pytest.mark.django_db
SIZE, DUE = (100_000, (100, 1_000)) if SMALL else (1_000_000, (100, 10_000))


@pytest.fixture
def entry(dispute, worker):
    return perform(dispute, "open", by=worker)


@pytest.mark.bench
def test_the_sweep_costs_what_is_due(entry, dispute, worker, committee):
    """The yardstick is one UPDATE of the same rows' status, in the same run, rolled back."""
    sweep_world.resting(SIZE, dispute, entry)
    idle = median_of(sweep, runs=21)
    report("sweep_0_due", value=1000 * idle, unit="ms", limit=1.0, ratio=idle / 0.001, n=SIZE)
    for count in DUE:
        sweep_world.due(count, worker, committee, entry)
        bulk = median_of(one_statement, runs=5)
        with no_collection():
            began = time.perf_counter()
            assert sweep() == count
            took = time.perf_counter() - began
        per, limit = 1e6 * took / count, 1e6 * bulk / count
        report(f"sweep_{count}_due", value=per, unit="us/deadline", limit=limit, ratio=per / limit, n=SIZE)


def one_statement():
    with transaction.atomic():
        Deadline.objects.lapsing(timezone.localdate()).order_by().update(status="lapsed")
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
