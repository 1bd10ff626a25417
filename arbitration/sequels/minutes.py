"""The hearing record and its signatures, kept as rows: drawings and remarks are encrypted."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Max
from django.utils import timezone

from arbitration.lifecycle.guards.minutes import keys_of, open_record, opened_on
from arbitration.models import HearingRecord, Signature
from disputes.acts import sequel
from disputes.papers.drawings import encoded

if TYPE_CHECKING:
    from disputes.models import DocketEntry, User


def _at(day: date, clock: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def _day(entry: DocketEntry, record: HearingRecord) -> date:
    """Of the hearing, though it be written down or corrected later; a second record of it is of the day of the step.

    A record that was open when the hearing broke off goes on with the hearing that was held anew.
    """
    opened = opened_on(entry.record) or entry.on
    if record.pk:
        return max(timezone.localdate(record.starts_at), opened)
    again = entry.record.hearing_records.filter(starts_at__gte=_at(opened, "00:00")).exists()
    return entry.on if again else opened


@sequel("arbitration.write_record")
def the_record_lies_open(entry: DocketEntry) -> None:
    """Another text than before is signed anew."""
    facts, arbitration = entry.facts, entry.record
    record = open_record(arbitration)
    if record is None:
        last = arbitration.hearing_records.aggregate(n=Max("number"))["n"] or 0
        record = HearingRecord(arbitration=arbitration, number=last + 1)
    day = _day(entry, record)
    record.starts_at, record.ends_at = _at(day, facts["start"]), _at(day, facts["end"])
    record.place, record.closed, record.answer = facts["place"], bool(facts.get("closed")), ""
    record.text = {name: facts[name] for name in ("attendance", "stages", "mediation")}
    record.text["last_words"] = facts.get("last_words", [])  # nobody had any
    record.save()
    record.signatures.all().delete()


def _sign(entry: DocketEntry, key: str, **more: Any) -> None:
    Signature.objects.create(
        record=open_record(entry.record), key=key, by=cast("User", entry.by), at=entry.at, **more
    )


@sequel("arbitration.sign_record")
def the_signature_is_kept(entry: DocketEntry) -> None:
    """The drawing goes from the step into the signature alone, encrypted."""
    waiting = open_record(entry.record).waiting
    drawn = entry.record.act.facts.get("drawn") or b""
    for key in sorted(keys_of(entry.record, entry.by) & set(waiting)):
        _sign(entry, key, drawn=encoded(drawn), remark=entry.facts.get("remark", ""))


@sequel("arbitration.note_unsigned")
def why_there_is_none_is_kept(entry: DocketEntry) -> None:
    _sign(entry, entry.facts["who"], refused=entry.facts["reason"])


@sequel("arbitration.finish_record")
def the_record_is_complete(entry: DocketEntry) -> None:
    record = open_record(entry.record)
    record.finished_on, record.answer = entry.on, entry.facts.get("answer", "")
    record.save(update_fields=["finished_on", "answer"])
