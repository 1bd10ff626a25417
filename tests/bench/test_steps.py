"""Steps per second through the door, against the same rows written by bare prepared SQL on the same database."""

import asyncio
import re
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from disputes.acts import perform
from disputes.live import bell
from disputes.models import DocketEntry, HandOff
from tests.bench.measure import SMALL, no_collection, report
from tests.bench.steps_world import world_of_sent

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]
RUNS, STEPS = (5, 40) if SMALL else (9, 100)
WRITE = re.compile(r"^\s*(INSERT|UPDATE)", re.IGNORECASE)
KEYS = {"opened_by_id": "entry", "closed_by_id": "entry", "process_id": "process"}
TOLD = "UPDATE disputes_docketentry SET told_at = %s WHERE id = %s AND told_at IS NULL"


def test_steps_against_the_same_row_writes_in_bare_sql(
    committee, worker, employer, clerk, court, monkeypatch
):
    """Both sides commit once. Telling the rooms is the bell's, whose thread works beside the steps: `bell` below.

    Who acts has been read before.
    """
    world = {"committee": committee, "worker": worker, "employer": employer, "clerk": clerk}
    sent = world_of_sent(2 * (RUNS + 1) * STEPS, **world, monkeypatch=monkeypatch)
    rows = HandOff.objects.in_bulk(sent)
    assert court.held_posts
    halves = [sent[n : n + STEPS] for n in range(0, len(sent), STEPS)]
    recipes = {pk: rehearsed(rows[pk], court) for half in halves[1::2] for pk in half}
    through, bare = [], []
    with no_collection():
        for ours, theirs in zip(halves[::2], halves[1::2], strict=True):
            through.append(
                seconds_a_step(lambda pk: perform(rows[pk], "acknowledge", by=court, docket_number="1"), ours)
            )
            bell.settle()  # it shall not disturb the bare side
            replay = Replay(recipes[theirs[0]])
            bare.append(seconds_a_step(lambda pk, replay=replay: replay.write(recipes[pk]), theirs))
    assert HandOff.objects.filter(stage="acknowledged").count() == len(sent)
    through, bare = through[1:], bare[1:]
    ratios, half = sorted(b / t for b, t in zip(bare, through, strict=True)), RUNS // 2
    value, limit = 1 / sorted(through)[half], 1 / sorted(bare)[half]
    report("steps", value=value, unit="1/s", limit=limit, ratio=ratios[half], n=RUNS * STEPS)


def test_the_bell_against_its_note_in_bare_sql(committee, worker, employer, clerk, court, monkeypatch):
    """One entry told at a time: a message to the layer and a commit of its own; the bare side commits the note alone."""
    world = {"committee": committee, "worker": worker, "employer": employer, "clerk": clerk}
    world_of_sent(STEPS, **world, monkeypatch=monkeypatch)
    pks = list(DocketEntry.objects.untold().order_by("pk").values_list("pk", flat=True))
    half, bare = len(pks) // 2, Replay([])
    with no_collection(), asyncio.Runner() as runner:
        rung = seconds_a_step(lambda pk: bell.tell([pk], runner.run), pks[:half])
        noted = seconds_a_step(lambda pk: bare.execute(bare.own(TOLD), [timezone.now(), pk]), pks[half:])
    assert not DocketEntry.objects.untold().exists()
    report("bell", value=1e6 * rung, unit="us/entry", limit=1e6 * noted, ratio=rung / noted, n=half)


def seconds_a_step(take, pks):
    began = time.perf_counter()
    for pk in pks:
        take(pk)
    return (time.perf_counter() - began) / len(pks)


def rehearsed(handoff, user):
    """What the step writes, as (sql, params); the step itself is rolled back."""
    written = []

    def listen(execute, sql, params, many, context):
        if WRITE.match(sql):
            written.append((sql, list(params)))
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(listen):
        perform(handoff, "acknowledge", by=user, docket_number="1")
        transaction.set_rollback(True)
    return written


class Replay:
    """The bare driver: statements prepared once, keys of fresh rows put in by place."""

    def __init__(self, recipe):
        self.sqlite = connection.vendor == "sqlite"
        self.cursor = self.bare_cursor()
        self.statements = [(self.own(sql), places_of(sql), made_by(sql)) for sql, _params in recipe]

    def bare_cursor(self):
        connection.ensure_connection()
        if self.sqlite:
            return connection.connection.cursor()
        import psycopg

        return psycopg.Cursor(connection.connection)

    def own(self, sql):
        return sql.replace("%s", "?") if self.sqlite else sql

    def execute(self, sql, params=()):
        if self.sqlite:
            self.cursor.execute(sql, params)
        else:
            self.cursor.execute(sql, params, prepare=True)

    def write(self, recipe):
        keys = {}
        self.execute("BEGIN IMMEDIATE" if self.sqlite else "BEGIN")
        for (sql, places, makes), (_sql, params) in zip(self.statements, recipe, strict=True):
            for place, key in places:
                params[place] = keys[key]
            self.execute(sql, params)
            if makes:
                keys[makes] = self.cursor.lastrowid if self.sqlite else self.cursor.fetchone()[0]
        self.execute("COMMIT")


def places_of(sql):
    """Where the keys of rows written by the same step stand among the parameters."""
    insert = re.match(r"INSERT INTO \S+ \(([^)]*)\)", sql)
    columns = re.findall(r'"(\w+)"', insert.group(1)) if insert else re.findall(r'"(\w+)" = %s', sql)
    return [(n, KEYS[column]) for n, column in enumerate(columns) if column in KEYS]


def made_by(sql):
    """Which key an insertion makes."""
    tables = {"disputes_docketentry": "entry", "disputes_caseprocess": "process", "disputes_casetask": "task"}
    return next((key for table, key in tables.items() if sql.startswith(f'INSERT INTO "{table}"')), "")
