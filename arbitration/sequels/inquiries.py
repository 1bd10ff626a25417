"""What is asked for, under way and found, kept as rows beside the docket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max

from arbitration.models import Inquiry
from disputes.acts import sequel

if TYPE_CHECKING:
    from disputes.models import DocketEntry

State = Inquiry.State


def _kept(entry: DocketEntry, **values: Any) -> None:
    """On the row the step names, or a new one."""
    rows = Inquiry.objects.filter(arbitration=entry.record_id)
    number = entry.facts.get("inquiry")
    row = rows.get(number=number) if number else Inquiry(arbitration=entry.record)
    row.number = row.number or (rows.aggregate(n=Max("number"))["n"] or 0) + 1
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@sequel("arbitration.ask_inquiry")
def it_waits(entry: DocketEntry) -> None:
    facts = entry.facts
    _kept(
        entry, kind=facts["kind"], state=State.ASKED, party=entry.record.speaking, what=facts["what"],
        holder=facts.get("holder", ""), asked_on=entry.on,
    )  # fmt: skip


@sequel("arbitration.refuse_inquiry")
def it_is_refused(entry: DocketEntry) -> None:
    _kept(entry, state=State.REFUSED, ended_on=entry.on, found=entry.facts["reason"])


@sequel("arbitration.collect_evidence")
def officers_go_out(entry: DocketEntry) -> None:
    facts = entry.facts
    _kept(
        entry, kind=Inquiry.Kind.COLLECTION, state=State.OUT, what=facts["what"], holder=facts["holder"],
        officers=list(facts["officers"]), begun_on=entry.on,
    )  # fmt: skip


@sequel("arbitration.commission_appraisal")
def experts_are_asked(entry: DocketEntry) -> None:
    facts = entry.facts
    _kept(
        entry, kind=Inquiry.Kind.APPRAISAL, state=State.OUT, what=facts["what"], holder=facts["body"],
        payer=facts["payer"], fee=facts.get("fee") or None, due_on=facts["due_on"], begun_on=entry.on,
    )  # fmt: skip


@sequel("arbitration.record_inquiry")
def it_is_found(entry: DocketEntry) -> None:
    _kept(entry, state=State.DONE, ended_on=entry.on, found=entry.facts["found"])
