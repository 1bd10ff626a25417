"""People's tasks follow the law: steps open flows, move them and close them.

viewflow holds the graph, the permissions and the rows; the law opens and ends a flow (two inserts, two updates),
viewflow moves the work within one that has more than one node (docs/adr/0002).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from viewflow.workflow import flow
from viewflow.workflow.status import PROCESS, STATUS

from disputes import steps
from disputes.calendars import in_force
from disputes.models import CaseProcess, CaseTask, Deadline, Dispute, Service, rows
from disputes.rules.counting import count_working_days

if TYPE_CHECKING:
    from disputes.models import DocketEntry, User

TARGET = 5  # working days


class CaseLock:
    """One case, one lock: whatever viewflow changes of a case queues on the dispute's own row."""

    @contextmanager
    def __call__(self, flow_class: type[CaseFlow], process_pk: int) -> Iterator[None]:
        with transaction.atomic():
            Dispute.objects.select_for_update(of=("self",)).get(processes=process_pk)
            yield


class Handover(NamedTuple):
    """The step by which work on a record passes to somebody; `whom` is the fact that names who gets it, if one does."""

    step: str
    whom: str = ""


class Duty(flow.View):
    """A node that one person does by taking one of its `steps`. It can be neither undone, cancelled nor revived."""

    cancel_view_class = undo_view_class = revive_view_class = None

    def __init__(
        self, view: Any, *, role: str, steps: frozenset[str], due: str = "",
        papers: Callable[[], Mapping[str, str]] = dict, handing: Mapping[str, Handover] | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        """`role` is the post that does it; `due` the time limit (its code; or several, of which one runs) that dates it;
        `papers` gives, where the duty is to serve one, those by whose code a time limit dates it.

        `handing` names the step that a change of hands is in law, for `take`, `assign` or `release` of the worklist.
        Without one the task alone changes hands.
        """
        super().__init__(view, **kwargs)
        self.role, self.steps, self.due, self.handing = role, steps, due, handing or {}
        self.papers = papers
        self.Permission(f"disputes.act_as_{role}")

    def dues(self, paper: str = "") -> list[str]:
        """The time limits, by their codes, one of which dates it."""
        return [*self.due.split(), *filter(None, [self.papers().get(paper)])]

    @property
    def code(self) -> str:
        """`RegisterFlow.look`: what a task of this duty carries in its row."""
        return f"{self.flow_class.__name__}.{self.name}"


class CaseFlow(flow.Flow):
    """Work on one record. It says on which steps it opens, in which stages it may live, which steps end it."""

    process_class = CaseProcess
    task_class = CaseTask
    lock_impl = CaseLock()
    opens_on: ClassVar[frozenset[str]] = frozenset()
    lives_in: ClassVar[frozenset[str]] = frozenset()
    ends_on: ClassVar[frozenset[str]] = frozenset()
    page: ClassVar[str] = ""  # URL name of the record's own page (by its key), where it is not the case page

    @classmethod
    def all(cls) -> list[type[CaseFlow]]:
        return cls.__subclasses__()

    @classmethod
    @cache
    def duties(cls) -> list[Duty]:
        return [node for node in cls.instance.nodes() if isinstance(node, Duty)]

    @classmethod
    @cache
    def first(cls) -> Duty:
        return cls.instance.node(
            cls.start._next.name if hasattr(cls.start._next, "name") else str(cls.start._next)
        )

    @classmethod
    @cache
    def record_type(cls) -> str:
        """The kind of record it works on, from the steps that end it."""
        return next(iter(cls.ends_on or cls.opens_on)).partition(".")[0]

    @classmethod
    def needed(cls, record: Any) -> bool:
        """Whether a step that opens the flow really calls for it; a flow may narrow this."""
        return True

    @classmethod
    def assignee(cls, record: Any) -> User | None:
        """Whose task it is from the start (the named mediator, the presiding arbitrator), if anybody's."""
        return None

    @classmethod
    def office_of(cls, record: Any) -> int | None:
        return record.office_id

    @classmethod
    def role_of(cls, record: Any, duty: Duty) -> str:
        """The post whose task it is, where that depends on the record's office; else the duty's own."""
        return duty.role


@cache
def _works_on(record_type: str) -> list[type[CaseFlow]]:
    return [work for work in CaseFlow.all() if work.record_type() == record_type]


@cache
def _opening_on(names: frozenset[str]) -> list[type[CaseFlow]]:
    return [work for work in CaseFlow.all() if names & work.opens_on]


@cache
def _touched(
    record_type: str, names: frozenset[str], source: str, target: str
) -> tuple[list[type[CaseFlow]], list[type[CaseFlow]], list[type[CaseFlow]]]:
    """Of the flows on such a record: whose task the step was, those it leaves without purpose, those that go on."""
    touching = _works_on(record_type)
    ending = [work for work in touching if names & work.ends_on or target not in work.lives_in]
    done = [work for work in ending if any(names & duty.steps for duty in work.duties())]
    rest = [work for work in ending if work not in done and source in work.lives_in]
    going = [work for work in touching if work not in ending and len(work.duties()) > 1]
    return done, rest, going


def turn(entries: Sequence[DocketEntry]) -> None:
    """Close what these entries leave without purpose, move what they complete, open what they call for.

    Each by its own stage: of one batch some records may stand at another than the first.
    """
    now = timezone.now()
    for entry in entries:
        done, rest, going = _touched(entry.record_type, entry.names, entry.source, entry.target)
        if done:
            _end(done, entry, STATUS.DONE, PROCESS.DONE, finished=now, closed_by=entry.pk)
        if rest:
            _end(rest, entry, STATUS.CANCELED, PROCESS.CANCELED, finished=now, closed_by=entry.pk)
        for work in going:
            _advance(work, entry)
    calls = [(work, one) for one in entries for work in _opening_on(one.names)]
    _open([(work, one) for work, one in calls if work.needed(one.record)])


def _end(
    works: list[type[CaseFlow]], entry: DocketEntry, task: STATUS, process: PROCESS, **closed: Any
) -> None:
    run = {"dispute": entry.dispute_id, "record_type": entry.record_type, "record_id": entry.record_id}
    codes = [duty.code for work in works for duty in work.duties()]
    if rows.change(CaseTask, {**run, "is_open": [True], "code": codes}, status=task, is_open=False, **closed):
        rows.change(CaseProcess, {**run, "finished": None, "flow_class": works}, status=process, **closed)


def _advance(work: type[CaseFlow], entry: DocketEntry) -> None:
    """Let viewflow move the run whose current duty this step fulfils to its next node."""
    current = CaseTask.objects.filter(
        dispute=entry.dispute_id, is_open=True, process__flow_class=work, record_id=entry.record_id
    ).select_related("process")
    for task in current:
        if entry.names & getattr(task.flow_task, "steps", frozenset()):
            task.owner = task.owner or entry.by
            task.status = STATUS.ASSIGNED
            task.process.dispute = entry.dispute
            task.is_open, task.closed_by = False, entry
            activation = task.flow_task.activation_class(task)
            activation.start(None)
            activation.execute()
            _date(entry, work)


def _date(entry: DocketEntry, work: type[CaseFlow]) -> None:
    """Give the row viewflow has just made what our rows carry."""
    for task in CaseTask.objects.filter(process__dispute=entry.dispute_id, process__flow_class=work, code=""):
        fresh = _row(work, task.flow_task, entry)
        for name in (
            "dispute",
            "record_type",
            "record_id",
            "office_id",
            "role",
            "code",
            "due_on",
            "own_target",
            "opened_by",
        ):
            setattr(task, name, getattr(fresh, name))
        task.save()


def _open(calls: Sequence[tuple[type[CaseFlow], DocketEntry]]) -> None:
    """Start the flows: a process and its first duty each."""
    processes = [
        CaseProcess(
            flow_class=work, dispute=entry.dispute, record_type=entry.record_type, record_id=entry.record_id,
            opened_by=entry,
        )
        for work, entry in calls
    ]  # fmt: skip
    rows.insert_all(processes)
    tasks = [_row(work, work.first(), entry) for work, entry in calls]
    for task, process in zip(tasks, processes, strict=True):
        task.process = process
    rows.insert_all(tasks)


def _row(work: type[CaseFlow], duty: Duty, entry: DocketEntry) -> CaseTask:
    record = entry.record
    owner, role = work.assignee(record), work.role_of(record, duty)
    legal = _legal(duty, entry)
    return CaseTask(
        flow_task=duty, flow_task_type=duty.task_type, dispute=entry.dispute, record_type=entry.record_type,
        record_id=entry.record_id, office_id=work.office_of(record), role=role,
        code=duty.code, due_on=legal or _target(entry.on), own_target=legal is None, owner=owner,
        owner_permission=f"disputes.act_as_{role}",
        status=STATUS.ASSIGNED if owner else STATUS.NEW, assigned=timezone.now() if owner else None, opened_by=entry,
    )  # fmt: skip


def _legal(duty: Duty, entry: DocketEntry) -> date | None:
    """The legal due date, where a time limit runs."""
    codes = duty.dues(entry.about)
    if not codes:
        return None
    timed = entry.record.paper if entry.record_type == "service" else entry
    where = f"WHERE own.dispute_id = %s AND {rows.among('code', codes)} AND own.record_type = %s AND own.record_id = %s"
    found = rows.select(
        Deadline, f"{where} AND own.status IN ('running', 'paused') ORDER BY own.due_on LIMIT 1",
        [entry.dispute_id, *rows.values(codes), timed.record_type, timed.record_id],
        without=rows.beside(Deadline, ("due_on",)),
    )  # fmt: skip
    return found[0].due_on if found else None


def _target(day: date) -> date:
    """The house's own target: the last of `TARGET` working days after that day. No time limit of law; screens say so."""
    return count_working_days(day, TARGET, in_force())


def duty_named(code: str) -> Duty | None:
    """The duty of a task by its code, wherever its flow now lives."""
    return _duties().get(code)


@cache
def _duties() -> dict[str, Duty]:
    return {duty.code: duty for work in CaseFlow.all() for duty in work.duties()}


def follow_deadlines(deadline: Deadline) -> None:
    """A recounted time limit dates its task anew."""
    duties = [duty for work in CaseFlow.all() for duty in work.duties()]
    dated = Q(
        code__in=[one.code for one in duties if deadline.code in one.due.split()],
        record_id=deadline.record_id,
    )
    for duty in duties:
        if papers := [paper for paper, code in duty.papers().items() if code == deadline.code]:
            services = Service.objects.filter(paper__code__in=papers, paper__record_id=deadline.record_id)
            dated |= Q(code=duty.code, record_id__in=services.values("pk"))
    tasks = CaseTask.objects.open().filter(dated, dispute=deadline.dispute_id)
    tasks.update(due_on=deadline.due_on, own_target=False)
    tasks.held().filter(held_until__gte=deadline.due_on).update(held_until=None, held_why="")


__all__ = ["CaseFlow", "CaseLock", "Duty", "follow_deadlines", "steps", "turn"]
