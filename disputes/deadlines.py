"""Time limits: rules that say themselves on which step they start, pause, restart and stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.utils.translation import gettext_lazy as _

from disputes import access
from disputes.access import Audience
from disputes.calendars import in_force
from disputes.models import Deadline, rows
from disputes.rules import afterwards, periods

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from disputes.models import DocketEntry
    from disputes.rules.calendar import WorkCalendar
    from disputes.rules.words import Line

LAPSED, STOPPED = Deadline.Status.LAPSED.value, Deadline.Status.STOPPED.value
Steps = frozenset[str]
NONE: Steps = frozenset()


def on_steps(*names: str) -> Steps:
    return frozenset(names)


def served(code: str) -> Steps:
    """The steps by which a document is served: proved, or deemed by law."""
    return on_steps(*(f"service.{step}:{code}" for step in ("prove", "deem", "deem_returned")))


def served_anew(code: str) -> Steps:
    """The step after which a service of the document counts no more, nor what ran from it."""
    return on_steps(f"service.serve_anew:{code}")


@dataclass(frozen=True)
class TimeLimit:
    """A time limit of law: the rule that counts it (`disputes.rules.periods`) and the steps that move it.

    `of` finds the record it concerns from the entry that starts it (default: the entry's own record).
    `trigger` finds the day it counts from (default: the entry's legal day). `per_party` runs one per addressee.
    `fixed` finds a last day that somebody set and nobody counts; `rule` then gives its articles alone.
    `whole` says whether a step of `stops_on` ends it already, where it takes several: a copy served on each party.
    `touches` says whether a step of `stops_on` ends this one of the windows of several parties.
    `lapses_into` is the step the law takes after the last day, if it takes one. `until` finds the day an extension
    sets, where the parties agree on it (MR-29), or None as long as they do not; without, the rule's own extension is added.
    `read_as` finds the reading the office follows; the time limit keeps it as long as it runs.
    `own`: the steps of its own record alone move it, not those of others in the dispute.
    `instead` is the code of the time limit of all in whose place its party has this one.
    """

    code: str
    rule: str
    title: str | _StrPromise
    binds: str  # the role that must act: clerk, director, A, B, court …
    starts_on: Steps
    stops_on: Steps = NONE
    pauses_on: Steps = NONE
    resumes_on: Steps = NONE
    restarts_on: Steps = NONE
    extends_on: Steps = NONE
    lapses_into: str = ""
    on_last_day: bool = (
        False  # the law dates that step on the last day itself, whenever the clock comes to it
    )
    otherwise: Any = ""  # what it means that nobody acts in time; else what the step it lapses into means
    audience: str = Audience.OPEN
    per_party: bool = False
    own: bool = False
    instead: str = ""
    of: Callable[[DocketEntry], Any] | None = field(default=None, compare=False)
    fixed: Callable[[DocketEntry], date] | None = field(default=None, compare=False)
    trigger: Callable[[DocketEntry], date] | None = field(default=None, compare=False)
    applies: Callable[[DocketEntry], bool] | None = field(default=None, compare=False)
    whole: Callable[[DocketEntry], bool] | None = field(default=None, compare=False)
    until: Callable[[DocketEntry], date | None] | None = field(default=None, compare=False)
    touches: Callable[[Deadline, DocketEntry], bool] | None = field(default=None, compare=False)
    read_as: Callable[[DocketEntry], str] | None = field(default=None, compare=False)
    all: ClassVar[dict[str, TimeLimit]] = {}

    def __post_init__(self) -> None:
        TimeLimit.all[self.code] = self

    @property
    def law(self) -> tuple[str, ...]:
        return tuple(periods.RULES[self.rule].law)

    @property
    def moved_by(self) -> Steps:
        """The steps that move one that runs; a step that ends it may start the next."""
        steps = self.stops_on | self.pauses_on | self.resumes_on | self.restarts_on | self.extends_on
        return steps | ({self.lapses_into} - {""})

    @property
    def named(self) -> Steps:
        """Every step the limit listens to."""
        return self.starts_on | self.moved_by


@cache
def timed_services() -> dict[str, str]:
    """By the code of a paper: the time limit that ends when the clerk has it served (AL-30, AL-35)."""
    found = [limit for limit in TimeLimit.all.values() if limit.binds == "clerk"]
    steps = [(name.partition(":"), limit.code) for limit in found for name in limit.stops_on]
    return {paper: code for (step, _colon, paper), code in steps if step == "service.prove" and paper}


@cache
def _listening(names: Steps) -> tuple[list[TimeLimit], list[str]]:
    """The limits that listen to any of these names, and the codes of those that are moved by it."""
    concerned = [limit for limit in TimeLimit.all.values() if names & limit.named]
    return concerned, [limit.code for limit in concerned if names & limit.moved_by]


def turn(entries: Sequence[DocketEntry], known: Sequence[Deadline] | None = None) -> list[Deadline]:
    """Stop, pause, resume, restart, extend and start what this step moves. All entries are of one step.

    `known` are the open deadlines of the disputes, if they were read already. Returns those whose day changed.
    """
    names: Steps = frozenset().union(*{entry.names for entry in entries})
    concerned, moving = _listening(names)
    if not concerned:
        return []
    if known is None:
        known = _open([entry.dispute_id for entry in entries], moving)
    days = [row.due_on for row in known]
    ended: list[Deadline] = []
    by_code = {limit.code: limit for limit in concerned}
    by_dispute = {entry.dispute_id: entry for entry in entries}
    for row in known:
        limit, entry = by_code.get(row.code), by_dispute.get(row.dispute_id)
        if limit and entry and _concerns(row, limit, entry):
            ended += _move(row, limit, entry)
    rows.update(ended, ["status", "ended_by"])
    starting = [limit for limit in concerned if names & limit.starts_on]
    rows.insert_all([new for limit in starting for new in _started(limit, entries)])
    return [row for row, day in zip(known, days, strict=True) if row.due_on != day]


def _open(disputes: Sequence[int], codes: Sequence[str], *, only: Sequence[str] = ()) -> list[Deadline]:
    """The running and paused deadlines of these kinds in these disputes."""
    if not codes:
        return []
    where = f"WHERE {rows.among('dispute_id', disputes)} AND {rows.among('code', codes)}"
    where += " AND own.status IN ('running', 'paused') ORDER BY own.due_on, own.id"
    return rows.select(
        Deadline, where, [*rows.values(disputes), *rows.values(codes)], without=rows.beside(Deadline, only)
    )


def _concerns(row: Deadline, limit: TimeLimit, entry: DocketEntry) -> bool:
    """Another record of the same kind, or another party's window, is not touched.

    A record that `rests_on` another (a hand-off on its award) moves the limits of that one alone.
    """
    if row.record_type == entry.record_type and row.record_id != entry.record_id:
        return False
    kind, pk = getattr(entry.record, "rests_on", ("", 0))
    if limit.own and row.record_type not in (entry.record_type, kind):
        return False
    if row.record_type == kind and row.record_id != pk:
        return False
    return not (limit.per_party and entry.party_id and row.party_id and row.party_id != entry.party_id)


def _move(row: Deadline, limit: TimeLimit, entry: DocketEntry) -> list[Deadline]:
    """Apply one entry to one running deadline; returns it if it ends."""
    names = entry.names
    lapsed = limit.lapses_into in names and _is_over(row, entry)
    done = lapsed or (
        not names.isdisjoint(limit.stops_on)
        and (limit.whole is None or limit.whole(entry))
        and (limit.touches is None or limit.touches(row, entry))
    )
    if done:
        vars(row).update(status=LAPSED if lapsed else STOPPED, ended_by_id=entry.id)
        return [row]
    if names & limit.pauses_on and row.paused_on is None:
        row.paused_on, row.status = entry.on, Deadline.Status.PAUSED
        row.save(update_fields=["paused_on", "status"])
    elif names & limit.resumes_on and row.paused_on is not None:
        row.pauses = [*row.pauses, [row.paused_on.isoformat(), entry.on.isoformat()]]
        row.paused_on, row.status = None, Deadline.Status.RUNNING
        recount(row, entry)
    elif names & limit.restarts_on:
        row.restarts = [*row.restarts, entry.on.isoformat()]
        recount(row, entry)
    elif names & limit.extends_on and limit.until is None:
        row.extended = True
        recount(row, entry)
    elif names & limit.extends_on and limit.until and (day := limit.until(entry)):
        row.extended = True
        set_day(row, entry, day)
    return []


def _is_over(row: Deadline, entry: DocketEntry) -> bool:
    """A step that leaves the record where it is ends the one time limit that passed; one that moves it, all that lead there."""
    late = getattr(entry.record, "lapsing", None)
    return late is None or entry.source != entry.target or late.id == row.pk


def runs_from(limit: TimeLimit, entry: DocketEntry) -> date:
    """The day of the step; of a service the day it counts from, which may be noted later (CPL-90)."""
    if limit.trigger:
        return limit.trigger(entry)
    return (entry.record_type == "service" and entry.record.served_on) or entry.on


def _started(limit: TimeLimit, entries: Sequence[DocketEntry]) -> list[Deadline]:
    new = []
    for entry in entries:
        if not entry.names.isdisjoint(limit.starts_on) and (limit.applies is None or limit.applies(entry)):
            record = limit.of(entry) if limit.of else entry.record
            row = Deadline(
                dispute=entry.dispute, code=limit.code, rule=limit.rule, audience=access.stream(limit.audience, record),
                record_type=record._meta.model_name, record_id=record.pk,
                party_id=entry.party_id if limit.per_party else None,
                trigger_on=runs_from(limit, entry),
                lapses=bool(limit.lapses_into), started_by=entry, reading=limit.read_as(entry) if limit.read_as else "",
            )  # fmt: skip
            if limit.fixed:
                fix(row, limit.fixed(entry), limit.law)
            else:
                count(row)
            new.append(row)
    return new


def counted(row: Deadline, calendar: WorkCalendar) -> periods.Due:
    """When the time limit ends by that calendar, from what the row keeps of its trigger, pauses and restarts."""
    return periods.due(
        row.rule, row.trigger_on,
        pauses=[(date.fromisoformat(a), date.fromisoformat(b)) for a, b in row.pauses],
        restarts=[date.fromisoformat(day) for day in row.restarts],
        extended=row.extended, calendar=calendar, reading=row.reading,
    )  # fmt: skip


def count(row: Deadline) -> None:
    """Count the last day by the rule and the calendar in force, and keep how."""
    calendar = in_force()
    found = counted(row, calendar)
    row.raw_due, row.due_on, row.provisional = found.raw_due, found.due, found.provisional
    row.calendar = calendar.version
    row.explanation = {"zh": found.explain("zh"), "en": found.explain("en")}


def fix(row: Deadline, day: date, law: Sequence[str]) -> None:
    """The day was set for this case (a hearing, the end of the time to complete papers); it does not roll."""
    row.raw_due = row.due_on = day
    row.calendar = in_force().version
    row.explanation = _lines(afterwards.fixed(day, law))


def recount(row: Deadline, entry: DocketEntry) -> None:
    """Count anew after a pause, restart, extension or notice; the earlier date stays in the history with its reason."""
    remember(row, entry)
    count(row)
    row.save()


def remember(row: Deadline, entry: DocketEntry) -> None:
    """Keep the day that no longer holds: which step changed it, when, and by which calendar it was counted."""
    old = {"due": row.due_on.isoformat(), "step": entry.step, "on": entry.on.isoformat()}
    notice = {"notice": entry.facts["notice"]} if entry.step == "dispute.recount" else {}
    row.history = [*row.history, {**old, "calendar": row.calendar, **notice}]


def _lines(*lines: Line) -> dict[str, list[str]]:
    return {lang: [line.to(lang) for line in lines] for lang in ("zh", "en")}


def set_day(row: Deadline, entry: DocketEntry, day: date) -> None:
    """The parties agree on the last day; it stands as agreed. The day counted by law stays in the history."""
    remember(row, entry)
    row.raw_due = row.due_on = day
    more = _lines(afterwards.agreed(day))
    row.explanation = {lang: [*row.explanation.get(lang, []), *more[lang]] for lang in more}
    row.save()


class Late(NamedTuple):
    """A deadline whose last day is over, as it was found before its dispute was locked."""

    id: int
    dispute_id: int
    code: str


def late(today: date, many: int) -> list[Late]:
    """So many of those whose last day is over and whose end the law attaches a step to, the longest overdue first."""
    where = (
        "WHERE own.status = 'running' AND own.lapses AND own.due_on < %s ORDER BY own.due_on, own.id LIMIT %s"
    )
    return [Late._make(row) for row in rows.tuples(Deadline, Late._fields, where, [today.isoformat(), many])]


# What a lapse looks at; the story of the deadline is read if it moves one that goes on.
_LOOKED_AT = ("dispute", "code", "record_type", "record_id", "party", "due_on", "status", "paused_on")


def touched(batch: Sequence[Late], step: str) -> list[Deadline]:
    """The open deadlines that the step may move in the disputes of these (read under the locks of the disputes)."""
    return _open([row.dispute_id for row in batch], _moved_by(step), only=_LOOKED_AT)


@cache
def _moved_by(step: str) -> list[str]:
    """The codes of the limits this step may move, whatever it is about."""
    return [
        limit.code
        for limit in TimeLimit.all.values()
        if any(name.partition(":")[0] == step for name in limit.moved_by)
    ]


def soonest(readable: Any, disputes: Sequence[int]) -> dict[int, Deadline]:
    """The next running deadline of each dispute among those the reader may read (a queryset of deadlines)."""
    rows = readable.running().filter(dispute__in=disputes).order_by("-due_on", "-id")
    return {row.dispute_id: row for row in rows}


POSTING = TimeLimit(
    code="service.posting", rule="service_by_posting", title=_("Deemed served after posting"), binds="law",
    starts_on=on_steps("service.leave"), stops_on=on_steps("service.prove"), lapses_into="service.deem", on_last_day=True,
)  # fmt: skip
ANNOUNCEMENT = TimeLimit(
    code="service.announcement", rule="service_by_announcement", title=_("Deemed served after announcement"),
    binds="law", starts_on=on_steps("service.announce"), stops_on=on_steps("service.prove"),
    lapses_into="service.deem", on_last_day=True,
)  # fmt: skip
