"""The one door. Every change of stage, by a person, a court or the clock, goes through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from disputes import deadlines, docket, live, steps, worklist
from disputes.lifecycle.mandates import left_open
from disputes.models import Dispute, DocketEntry, rows
from disputes.models.statements import fields_of
from disputes.papers import issue
from disputes.rules.words import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disputes.models import Deadline, User

# Of a dispute in which deadlines lapse: its facts are long and encrypted.
READ = [field.name for field in fields_of(Dispute) if field.name != "facts_text"]

Sequel = Callable[[DocketEntry], None]
SEQUELS: dict[str, list[Sequel]] = {}


class NotLawful(Exception):
    """The step is refused. `reasons` are words a party may read, each with its article."""

    def __init__(self, *reasons: Any) -> None:
        self.reasons = reasons
        super().__init__("; ".join(map(str, reasons)))


@contextmanager
def _in_words() -> Iterator[None]:
    """What the rules cannot count, a day before the first calendar say, refuses the step in their words."""
    try:
        yield
    except RuleError as refused:
        raise NotLawful(refused.to(get_language() or "zh")) from refused


def sequel(*step_names: str) -> Callable[[Sequel], Sequel]:
    """Declare what one step brings about elsewhere, in the same transaction: `@sequel("arbitration.accept")`."""

    def declared(follow: Sequel) -> Sequel:
        for name in step_names:
            SEQUELS.setdefault(name, []).append(follow)
        return follow

    return declared


def perform(
    record: Any, name: str, *, by: User | None = None, on: date | None = None, **facts: Any
) -> DocketEntry:
    """Take one step on a record of a dispute and write it in the docket.

    `on` is the day in law (today if absent). Raises `NotLawful` with every reason that refuses it, and
    `PermissionDenied` when the step is not the user's to take. All or nothing.
    """
    with _in_words(), transaction.atomic():
        record = _locked(record)
        found = _check(record, name, by=by, on=on, facts=facts)
        return _take([(record, found)], by=by, on=on, facts=facts)[0]


def begin(
    record: Any, name: str, *, by: User | None = None, on: date | None = None, **facts: Any
) -> DocketEntry:
    """Save a fresh record at stage `new` and take its first step. The record's dispute is locked as always."""
    with _in_words(), transaction.atomic():
        record.dispute = rows.locked(Dispute, record.dispute.pk)
        found = _check(record, name, by=by, on=on, facts=facts)
        record.save()
        return _take([(record, found)], by=by, on=on, facts=facts)[0]


def lapse(batch: Sequence[deadlines.Late]) -> list[DocketEntry]:
    """Take, for deadlines of one code whose last day is over, the step the law takes. One transaction.

    Those somebody settled since they were read are skipped. At most one deadline per dispute in a batch.
    """
    limit = deadlines.TimeLimit.all[batch[0].code]
    model_name, _dot, name = limit.lapses_into.partition(".")
    model = steps.model_named(model_name)
    with transaction.atomic():
        reads = dict(getattr(model, "reads", {}))
        locked = rows.locked_all(
            Dispute, [late.dispute_id for late in batch], only=reads.pop("dispute", READ)
        )
        running = deadlines.touched(batch, limit.lapses_into)
        wanted, today = {late.id for late in batch}, timezone.localdate()
        current = [row for row in running if row.id in wanted and row.is_over(today)]
        keys = [late.record_id for late in current]
        records = rows.by_key(model, keys, only=reads.pop("", ()), along=reads)
        rows.link(records.values(), "dispute", locked)
        lawful: dict[date, list[tuple[Any, steps.Transition]]] = {}
        for late in current:
            record, day = records[late.record_id], late.due_on if limit.on_last_day else today
            record.lapsing = late  # whose window it was, for the record's `concerns`
            try:
                found = _check(record, name, by=None, on=day, facts={})
            except NotLawful:
                continue
            lawful.setdefault(day, []).append((record, found))
        return [
            entry
            for day, checked in lawful.items()
            for entry in _take(checked, by=None, on=day, facts={}, running=running)
        ]


@contextmanager
def rehearsal() -> Iterator[None]:
    """A savepoint that is rolled back: whatever is done inside leaves no trace and rings no bell."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)  # the outermost block of the rehearsal alone


def _locked(record: Any) -> Any:
    """The record as it stands under the lock of its dispute, whose row is locked before any other."""
    if isinstance(record, Dispute):
        return rows.locked(Dispute, record.pk)
    if any(field.name == "dispute" for field in record._meta.concrete_fields):
        return rows.locked(type(record), record.pk, via="dispute")
    dispute = rows.locked(Dispute, record.dispute.pk)
    fresh = type(record)._default_manager.get(pk=record.pk)
    fresh.dispute = dispute
    return fresh


def _check(
    record: Any, name: str, *, by: User | None, on: date | None, facts: dict[str, Any]
) -> steps.Transition:
    """The step, if it is open, the user's to take, and lawful on that day; else the refusal."""
    found = steps.find(record, name)
    if found is None:
        terms = steps.declared(type(record), name)
        said = _("This step is not open at stage “%(stage)s”.") % {"stage": record.get_stage_display()}
        raise NotLawful(cite(said, terms.law if terms else ""))
    record.act = steps.Act(by=by, on=on or timezone.localdate(), facts=facts)
    if not found.has_perm(record, by):
        raise PermissionDenied(name)
    if left_open(record, name, by):
        raise NotLawful(
            cite(_("You speak for several parties here: say for which of them you do this."), "AL-24")
        )
    if reasons := [cite(steps.reason_of(test, record), test.law) for test in steps.refusals(record, found)]:  # type: ignore[attr-defined]
        raise NotLawful(*reasons)
    return found


def cite(reason: Any, law: str) -> Any:
    """The reason with its article, as the screens expand it."""
    return format_lazy("{} [{}]", reason, law) if law else reason


def done_today_only(record: Any, by: User) -> bool:
    """Whether what this person does here is done today: a party is, and who holds no post."""
    return bool(record.dispute.side_of(by)) or not by.held_posts


def _check_day(record: Any, name: str, by: User | None, on: date, today: date, facts: dict[str, Any]) -> None:
    if on > today:
        raise NotLawful(_("The day of the act is in the future."))
    if on == today or by is None:
        return
    last = DocketEntry.objects.filter(record_type=record._meta.model_name, record_id=record.pk).order_by(
        "-number"
    )
    own = getattr(record, "not_before", {}).get(name)  # a step that follows another than the last one
    previous = own or last.values_list("on", flat=True).first()
    if previous and on < previous:
        raise NotLawful(_("The day of the act is before the step it follows."))
    if done_today_only(record, by):
        raise NotLawful(
            _("What a party does here is done today; only the office enters an earlier day, from its proof.")
        )
    if not facts.get("proof"):
        raise NotLawful(_("An earlier day than today needs its proof: name the paper that shows it."))


def _take(
    checked: Sequence[tuple[Any, steps.Transition]],
    *,
    by: User | None,
    on: date | None,
    facts: dict[str, Any],
    running: Sequence[Deadline] | None = None,
) -> list[DocketEntry]:
    """Take the same step, found lawful, on every record of a batch; each dispute stands in it once and is locked.

    `running` are the deadlines it may move, if they were read under that lock.
    """
    today = timezone.localdate()
    day = on or today
    taken = []
    for record, found in checked:
        _check_day(record, found.name, by, day, today, facts)
        before = vars(record).copy()
        source = record.stage
        steps.take(record, found, day, steps.facts_for(found, facts))
        taken.append((record, found, source, _changed(record, before)))
    _save([(record, fields) for record, _found, _source, fields in taken])
    entries = docket.write([(r, f, s) for r, f, s, _fields in taken], by=by, on=day, facts=facts)
    changed = deadlines.turn(entries, running)
    issue.turn(entries)
    worklist.turn(entries)
    for deadline in changed:
        worklist.follow_deadlines(deadline)
    for follow in SEQUELS.get(entries[0].step, ()):
        for entry in entries:
            follow(entry)
    live.ring_after_commit(entries)
    return entries


def _changed(record: models.Model, before: dict[str, Any]) -> list[str]:
    fields = rows.names_of(type(record))
    return [
        fields[name]
        for name, value in vars(record).items()
        if value is not before.get(name) and name in fields and value != before.get(name)
    ]


def _save(changed: Iterable[tuple[models.Model, list[str]]]) -> None:
    touched = [(record, fields) for record, fields in changed if fields]
    rows.update(
        [record for record, _fields in touched], sorted({n for _record, fields in touched for n in fields})
    )
