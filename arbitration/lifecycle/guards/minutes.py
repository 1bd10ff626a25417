"""What is asked for when a hearing record is written, signed and finished (AL-40, CR-41)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.papers.drawings import is_a_drawing
from disputes.steps import guard


def open_record(arbitration: Any) -> Any:
    """The record that was written and is not finished."""
    if not arbitration.pk:
        return None
    rows = arbitration.hearing_records.filter(finished_on=None)
    return rows.prefetch_related("signatures").last()


def keys_of(arbitration: Any, user: Any) -> set[str]:
    """Under which keys of the attendance this person signs."""
    party = arbitration.dispute.party_of(user) if user else None
    return ({f"party-{party.pk}"} if party else set()) | ({f"user-{user.pk}"} if user else set())


@guard(_("The hearing must end after it begins."), law="CR-41")
def hearing_has_hours(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    return "start" not in facts or facts["start"] < facts["end"]


@guard(_("Tick at least one side that was at the hearing."), law="CR-41")
def somebody_signs(arbitration: Any) -> bool:
    rows = arbitration.act.facts.get("attendance")
    return rows is None or any(row["present"] and row["key"].startswith("party-") for row in rows)


@guard(_("No hearing record waits to be signed."), law="AL-40")
def record_lies_open(arbitration: Any) -> bool:
    return open_record(arbitration) is not None


@guard(_("No hearing record waits for your signature."), law="AL-40")
def record_waits_for_you(arbitration: Any) -> bool:
    record = open_record(arbitration)
    return record is not None and bool(keys_of(arbitration, arbitration.act.by) & set(record.waiting))


@guard(_("Sign with your finger, a pen or the mouse, or type your full name."), law="AL-40")
def record_is_signed(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    if not facts:
        return True
    drawn = facts.get("drawn")
    return is_a_drawing(drawn) if drawn else bool(str(facts.get("typed") or "").strip())


@guard(_("Choose somebody who was at the hearing and has not signed."), law="AL-40")
def who_did_not_sign_is_known(arbitration: Any) -> bool:
    who, record = arbitration.act.facts.get("who"), open_record(arbitration)
    return who is None or (record is not None and who in record.waiting)


@guard(_("Somebody who was there has not signed yet; note it if they will not."), law="AL-40")
def everybody_signed_or_is_noted(arbitration: Any) -> bool:
    record = open_record(arbitration)
    return record is None or not record.waiting


@guard(_("A remark asks for a correction: say what becomes of it."), law="AL-40")
def remarks_are_answered(arbitration: Any) -> bool:
    answer = arbitration.act.facts.get("answer")
    if answer is None or answer.strip():
        return True
    record = open_record(arbitration)
    return record is None or not record.remarks
