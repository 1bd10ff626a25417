"""What must be true of the house whatever happened to it: the nightly checks, each finding with its repair.

Constraints hold what a database can hold; this is the rest. `manage.py audit` walks them, the kill test asks them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from viewflow.workflow.status import PROCESS

from disputes import calendars, docket, steps
from disputes.deadlines import TimeLimit, counted, runs_from
from disputes.models import CaseProcess, CaseTask, Deadline, Dispute, DocketEntry, Paper, Seat
from disputes.papers import shelf
from disputes.papers.store import Damaged
from disputes.rules.calendar import WorkCalendar
from disputes.worklist import CaseFlow

TOLD_WITHIN = timedelta(minutes=5)
RENDERED_WITHIN = timedelta(minutes=10)
LAPSED_WITHIN = timedelta(days=2)


@dataclass(frozen=True)
class Finding:
    where: str  # the dispute and the row
    words: str
    repair: str


Check = Callable[[], Iterator[Finding]]


def _chunks(rows: Any) -> Iterator[Any]:
    return rows.iterator(chunk_size=500)


def _place(row: Any) -> str:
    return f"{row.dispute.reference} {row._meta.model_name} {row.pk}"


def _stages(rows: Any) -> dict[str, Any]:
    """Rows that name a record, joined with its stage: one query per kind of record."""
    kinds = set(rows.order_by().values_list("record_type", flat=True).distinct())
    return {
        kind: rows.filter(record_type=kind)
        .annotate(
            at=Subquery(
                steps.model_named(kind)._default_manager.filter(pk=OuterRef("record_id")).values("stage")
            )
        )
        .select_related("dispute")
        for kind in kinds
    }


def no_task_outlives_its_stage() -> Iterator[Finding]:
    """An open task in a stage its flow may not live in, or on a record that is gone."""
    flows = {duty.code: work for work in CaseFlow.all() for duty in work.duties()}
    for rows in _stages(CaseTask.objects.open()).values():
        for task in _chunks(rows):
            work = flows.get(task.code)
            if work is None or task.at not in work.lives_in:
                words = f"the task {task.code} is open at stage “{task.at}”"
                yield Finding(
                    _place(task), words, "close it: set is_open false, status CANCELED, and its process too"
                )


def no_run_without_work() -> Iterator[Finding]:
    """A run of a flow that is not over and waits for nobody, or one that is over and still waits."""
    waiting = Exists(CaseTask.objects.open().filter(process=OuterRef("pk")))
    runs = CaseProcess.objects.select_related("dispute")
    for run in _chunks(runs.filter(~waiting, finished=None)):
        yield Finding(_place(run), "the run has no open task", f"end it with status {PROCESS.CANCELED}")
    for run in _chunks(runs.filter(waiting, finished__isnull=False)):
        yield Finding(_place(run), "the run is over and has an open task", "close the task")


def no_clock_outlives_its_record() -> Iterator[Finding]:
    """A time limit that runs although every step that could end or use it lies behind the record."""
    for row in _chunks(Deadline.objects.open().select_related("dispute", "started_by")):
        limit = TimeLimit.all.get(row.code)
        if limit is None:
            yield Finding(_place(row), f"nobody knows the time limit {row.code}", "stop it")
        elif row.started_by.dispute_id != row.dispute_id:
            yield Finding(
                _place(row), "it was started by a step of another dispute", "stop it and count it anew"
            )
    for kind, rows in _stages(Deadline.objects.running().filter(lapses=True)).items():
        open_from = _open_from(steps.model_named(kind))
        anew = [None, *open_from[steps.NEW].values()]  # to begin anew is no way on: time is counted anew then
        for row in _chunks(rows):
            home, _dot, name = getattr(TimeLimit.all.get(row.code), "lapses_into", "").partition(".")
            ways = open_from.get(row.at, {})
            if home == kind and name not in ways and all(to in anew for to in ways.values()):
                words = f"{row.code} runs at stage “{row.at}”, which nothing leads out of"
                yield Finding(_place(row), words, "stop it, naming the step that ended the record")


def _open_from(model: Any) -> dict[str, dict[str, Any]]:
    """For every stage the steps declared from it, each with where it leads (None: nowhere else)."""
    stages = [value for value, _label in model._meta.get_field("stage").flatchoices]
    return {stage: {step.name: step.target for step in steps.open_at(model(stage=stage))} for stage in stages}


def no_deadline_waits_to_lapse() -> Iterator[Finding]:
    """The ticker takes the law's step the day after; two days later it is not running, or the step is refused."""
    late = Deadline.objects.lapsing(timezone.localdate() - LAPSED_WITHIN).select_related("dispute")
    for row in _chunks(late):
        words = f"{row.code} was due on {row.due_on.isoformat()} and has not lapsed"
        yield Finding(_place(row), words, "run tick; if it stays, the log says why its step is refused")


def no_deadline_drifts() -> Iterator[Finding]:
    """Every open time limit is counted again from the entry that started it, by the calendar in force."""
    calendar = calendars.in_force()
    for row in _chunks(Deadline.objects.open().select_related("dispute", "started_by")):
        limit = TimeLimit.all.get(row.code)
        if limit is None or row.started_by.dispute_id != row.dispute_id:
            continue  # no_clock_outlives_its_record tells of it
        trigger = runs_from(limit, row.started_by)
        if row.trigger_on != trigger:
            words = f"{row.code} runs from {row.trigger_on}, its entry says {trigger}"
            yield Finding(
                _place(row), words, "the docket is right: set the day it runs from, then count anew"
            )
        elif (should := _last_day(row, limit, calendar)) != (row.raw_due, row.due_on):
            words = f"{row.code} ends on {row.due_on}, counted anew on {should[1]} ({calendar.version})"
            stale = row.calendar != calendar.version
            repair = "run manage.py calendar" if stale else "changed by hand: restore the row from the backup"
            yield Finding(_place(row), words, repair)


def _last_day(row: Deadline, limit: TimeLimit, calendar: WorkCalendar) -> tuple[date, date]:
    """The last day before and after the roll. What both parties agreed stands as it was agreed."""
    if limit.fixed is not None:
        return (limit.fixed(row.started_by),) * 2
    if row.stands_as_set:
        return row.raw_due, row.due_on
    found = counted(row, calendar)
    return found.raw_due, found.due


def no_seat_outlives_its_mediation() -> Iterator[Finding]:
    """A mediator reads the case while it is mediated and not a day longer."""
    kinds: list[Any] = [m for m in steps.models_with_steps() if m._meta.model_name == "mediation"]
    for seat in Seat.objects.current().filter(role=Seat.Role.MEDIATOR).select_related("dispute"):
        records = [r for kind in kinds for r in kind._default_manager.filter(dispute=seat.dispute_id)]
        if records and all(record.ended for record in records):
            yield Finding(_place(seat), "the mediation is over and the mediator still sits", "end the seat")


def every_stage_has_its_entry() -> Iterator[Finding]:
    """The stage of a record is where its last step led; a record that moved has an entry."""
    for model in steps.models_with_steps():
        name = model._meta.model_name
        entries = DocketEntry.objects.filter(record_type=name, record_id=OuterRef("pk")).order_by("-id")
        first = model._meta.get_field("stage").default  # type: ignore[union-attr]
        led_to = Coalesce(Subquery(entries.values("target")[:1]), Value(first))
        for row in _chunks(model._default_manager.annotate(led_to=led_to).exclude(stage=F("led_to"))):
            words = f"it stands at “{row.stage}” and its last step led to “{row.led_to}”"
            yield Finding(f"{name} {row.pk}", words, "restore the row from the backup; the docket is right")


def every_chain_holds() -> Iterator[Finding]:
    for broken in docket.verify(_chunks(Dispute.objects.order_by("pk"))):
        words = f"entry {broken.number}: {broken.words}"
        yield Finding(
            broken.dispute, words, "restore the docket of this dispute from the backup and report it"
        )


def every_entry_is_told() -> Iterator[Finding]:
    late = DocketEntry.objects.untold().filter(at__lt=timezone.now() - TOLD_WITHIN).select_related("dispute")
    for entry in _chunks(late):
        yield Finding(
            _place(entry), "no room was told of it", "run tick; look whether the channel layer answers"
        )


def every_paper_is_rendered() -> Iterator[Finding]:
    late = Paper.objects.unrendered().filter(made_at__lt=timezone.now() - RENDERED_WITHIN)
    for paper in _chunks(late.select_related("dispute")):
        yield Finding(_place(paper), f"{paper.code} has no file", "run tick; the log says what the data lack")


def every_paper_is_as_it_was_kept() -> Iterator[Finding]:
    """Every file read again and compared with its digest (docs/threats.md 16)."""
    store = shelf.store()
    for paper in _chunks(Paper.objects.exclude(sha256="").select_related("dispute")):
        try:
            store.verify(paper.sha256)
        except (Damaged, FileNotFoundError):
            words = f"the file of {paper.code or 'an uploaded paper'} is not as it was kept, or gone"
            yield Finding(_place(paper), words, "restore it from the backup by its SHA-256 and report it")


def every_number_is_given_once_and_in_order() -> Iterator[Finding]:
    """The streams a reader follows have neither gaps nor twins."""
    streams = DocketEntry.objects.values("dispute__reference", "audience").annotate(
        n=Count("id"), last=Max("seq")
    )
    for stream in streams.exclude(n=F("last")).order_by():
        where = f"{stream['dispute__reference']} {stream['audience']}"
        yield Finding(
            where, f"{stream['n']} entries, the last is {stream['last']}", "restore from the backup"
        )


CHECKS: list[Check] = [
    no_task_outlives_its_stage,
    no_run_without_work,
    no_clock_outlives_its_record,
    no_deadline_waits_to_lapse,
    no_deadline_drifts,
    no_seat_outlives_its_mediation,
    every_stage_has_its_entry,
    every_chain_holds,
    every_number_is_given_once_and_in_order,
    every_entry_is_told,
    every_paper_is_rendered,
    every_paper_is_as_it_was_kept,
]


def also(check: Check) -> Check:
    """Have a check of another app walked with these."""
    CHECKS.append(check)
    return check
