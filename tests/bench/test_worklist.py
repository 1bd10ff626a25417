"""A page of the worklist with its counts, at three sizes of the table, against fifty rows read by their keys."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from disputes.acts import perform
from disputes.models import CaseTask, User
from disputes.models.worklist import ORDER
from disputes.views.queue import after, counts_of, lanes_of, page_of, up_to_many
from tests.bench.measure import SMALL, median_of, report
from tests.bench.worklist_world import fill, people_and_offices

SIZES = [10_000, 100_000] if SMALL else [10_000, 100_000, 1_000_000]
RUNS = 51
SHOWN = CaseTask.objects.select_related("dispute", "owner").defer(
    "dispute__facts_text"
)  # as the page shows them


@pytest.fixture
def world(db, dispute, worker):
    entry = perform(dispute, "open", by=worker)
    offices, people, whole = people_and_offices(worker)
    return {"offices": offices, "people": people, "dispute": whole, "entry": entry}


def page_and_counts(pk, tab="pool"):
    user = User.objects.get(pk=pk)
    return page_of(lanes_of(user, tab), ""), counts_of(user)


@pytest.mark.bench
@pytest.mark.django_db(transaction=True)
def test_the_page_costs_the_same_at_any_size(world):
    """The ratio of `worklist_page` is against the reading by keys; of `worklist_growth`, against the smallest size.

    Committed, so that PostgreSQL can vacuum what was filled in, as it does by itself in a house at work.
    """
    pk, filled, first = world["people"][1].pk, 0, 0.0
    for size in SIZES:
        fill(filled, size, **world)
        filled = size
        page, _counts = page_and_counts(pk)
        keys = [task.pk for task in page.rows]
        assert len(keys) == 50
        by_key = median_of(lambda keys=keys: list(SHOWN.filter(pk__in=keys)), runs=RUNS)
        took = median_of(lambda: page_and_counts(pk), runs=RUNS)
        first = first or took
        report(
            f"worklist_page_{size}",
            value=1000 * took,
            unit="ms",
            limit=1000 * by_key,
            ratio=took / by_key,
            n=size,
        )
    report(
        "worklist_growth", value=1000 * took, unit="ms", limit=1000 * first, ratio=took / first, n=SIZES[-1]
    )


@pytest.mark.django_db
@pytest.mark.parametrize("tab", ["mine", "pool", "office"])
def test_a_page_with_its_counts_takes_four_queries_at_most(world, tab):
    fill(0, 3000, **world)
    user = User.objects.get(pk=world["people"][0].pk)
    with CaptureQueriesContext(connection) as told:
        page, counts = page_of(lanes_of(user, tab), ""), counts_of(user)
    assert len(told) <= 4 and len(page.rows) == 50 and page.after
    assert counts == {"mine": "75", "pool": "225", "office": "300", "held": "0", "overdue": counts["overdue"]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tab, index", [("mine", "tasks_mine"), ("pool", "tasks_pool"), ("office", "tasks_of_office")]
)
def test_the_page_is_read_along_its_partial_index(world, tab, index):
    fill(0, 20_000, **world)
    lane = lanes_of(world["people"][0], tab)[0]
    plan = lane.order_by(*ORDER)[:51].explain()
    assert index in plan and "SCAN disputes_casetask\n" not in plan and "TEMP B-TREE" not in plan, plan


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "tab, index", [("mine", "tasks_mine"), ("pool", "tasks_pool"), ("office", "tasks_of_office")]
)
def test_a_count_stops_at_its_limit_along_the_partial_index(world, tab, index):
    """A bitmap or a sort would read the whole office first. Committed and vacuumed, as above."""
    fill(0, 60_000, **world)
    (lane,) = lanes_of(world["people"][0], tab)[:1]
    plan = up_to_many(lane).explain()
    assert index in plan and "Bitmap" not in plan and "Sort" not in plan and "TEMP B-TREE" not in plan, plan


@pytest.mark.django_db
def test_one_page_after_the_other_shows_every_task_once_in_order(world):
    fill(0, 3000, **world)
    person, seen, after = world["people"][0], [], ""
    while True:
        page = page_of(lanes_of(person, "office"), after)
        seen += [(task.own_target, task.due_on, task.pk) for task in page.rows]
        if not (after := page.after):
            break
    assert (
        seen == sorted(set(seen)) and len(seen) == 300 and {own for own, _due, _pk in seen} == {False, True}
    )


@pytest.mark.django_db
@pytest.mark.parametrize("own", ["0", "1"])
def test_a_page_far_down_begins_where_its_cursor_points_in_the_index(world, own):
    """Neither skipped over from the top nor sorted anew: the cursor is one place of the partial index."""
    fill(0, 20_000, **world)
    lane = after(lanes_of(world["people"][0], "office")[0], f"{own},2026-12-01,1")
    plan = lane.order_by(*ORDER)[:51].explain()
    where = (
        "(office_id=? AND (own_target,due_on"
        if connection.vendor == "sqlite"
        else "ROW(own_target, due_on, id) >"
    )
    assert "tasks_of_office" in plan and where in plan and "TEMP B-TREE" not in plan and "Sort" not in plan, (
        plan
    )


@pytest.mark.django_db
def test_who_holds_two_posts_sees_the_work_of_both_in_one_order(world):
    fill(0, 3000, **world)
    from tests.conftest import person

    both = person("clerk0", role="clerk", office=world["offices"][1])
    page = page_of(lanes_of(both, "pool"), "")
    assert {task.office_id for task in page.rows} == {office.pk for office in world["offices"][:2]}
    keys = [(t.own_target, t.due_on, t.pk) for t in page.rows]
    assert keys == sorted(keys)
