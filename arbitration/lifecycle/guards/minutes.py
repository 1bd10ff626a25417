"""What is asked for when a hearing record is written, signed and finished (AL-40, CR-41)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.stages import PREPARING
from disputes.models import DocketEntry
from disputes.papers.drawings import is_a_drawing
from disputes.steps import guard

OPENED = ("arbitration.open_hearing", "arbitration.respondent_absent", "arbitration.applicant_defaults")
LEFT = "arbitration.respondent_leaves"


def entries(arbitration: Any, *steps: str) -> Any:
    """Of this case, the oldest first."""
    rows = DocketEntry.objects.filter(
        dispute=arbitration.dispute_id, record_type="arbitration", record_id=arbitration.pk
    )
    return rows.filter(step__in=steps).order_by("pk")


def opened_on(arbitration: Any) -> date | None:
    """The day on which the newest sitting was held."""
    days = entries(arbitration, *OPENED).values_list("on", flat=True)
    return days.last() if arbitration.pk else None


def missing_respondents(arbitration: Any) -> list[int]:
    """Of several respondents those, by their keys, who stayed away from the newest sitting although others came."""
    opened = entries(arbitration, *OPENED).last() if arbitration.pk and arbitration.hearing_on else None
    return list(opened.facts.get("stayed_away", ())) if opened else []


def respondents_gone(arbitration: Any) -> list[int]:
    """Those, by their keys, who left the newest sitting without leave."""
    opened = entries(arbitration, *OPENED).last()
    left = entries(arbitration, LEFT).filter(pk__gt=opened.pk) if opened and arbitration.hearing_on else []
    return [key for one in left for key in one.facts["gone"]]


def respondents_there(arbitration: Any) -> dict[int, str]:
    """By their keys, with their names: those who came to the newest sitting and have not left it."""
    if not arbitration.pk or arbitration.absent_side == "B":
        return {}
    away = {*missing_respondents(arbitration), *respondents_gone(arbitration)}
    rows = arbitration.dispute.parties.all()
    return {one.pk: one.name for one in rows if one.side == "B" and one.pk not in away}


@guard(_("Name respondents who came to this sitting and have not left it."), law="AL-36, CR-39")
def who_left_had_come(arbitration: Any) -> bool:
    facts, there = arbitration.act.facts, respondents_there(arbitration)
    return bool(there) if not facts else bool(facts["gone"]) and {*facts["gone"]} <= {*there}


@guard(_("The record of this sitting is finished; nobody leaves it any more."), law="AL-40, CR-39")
def sitting_goes_on(arbitration: Any) -> bool:
    day = opened_on(arbitration)
    finished = arbitration.hearing_records.exclude(finished_on=None).values_list("starts_at", flat=True)
    return day is not None and all(timezone.localdate(at) < day for at in finished)


def open_record(arbitration: Any) -> Any:
    """The record that was written and is not finished."""
    if not arbitration.pk or (arbitration.stage in PREPARING and not arbitration.sat):
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


@guard(_("Every sitting has its own record: write down this one first."), law="AL-40")
def sitting_is_written(arbitration: Any) -> bool:
    day = opened_on(arbitration)
    return day is None or any(
        timezone.localdate(at) >= day
        for at in arbitration.hearing_records.values_list("starts_at", flat=True)
    )


@guard(
    _("The record of the sitting before is not finished: have it signed, or note who does not sign."),
    law="AL-40",
)
def record_before_is_finished(arbitration: Any) -> bool:
    kept = open_record(arbitration) if arbitration.sat else None
    if kept is None:
        return True
    adjourned = entries(arbitration, "arbitration.adjourn").last()
    return adjourned is None or timezone.localdate(kept.starts_at) > adjourned.on


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
