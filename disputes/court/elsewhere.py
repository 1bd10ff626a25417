"""Files handed to others than courts: labour inspection, police, review of an authority's act (docs/law.md 6.3 to 6.5).

A committee has no way of its own to the police: the inspection, whose order to pay was not obeyed, hands the suspected
crime over (劳动保障监察条例 18; 6.5). Another committee gets the file of a case that was transferred (CR-9): the decision is
arbitration's own step, the file follows it here, is received with a slip or comes back with the reason.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.calendars import in_force
from disputes.court.grounds import wages_are_owed
from disputes.lifecycle.grounds import TRANSFER, Ground
from disputes.models import Office
from disputes.rules import periods
from disputes.rules.counting import add_months

COMPLAINT = frozenset({"J04", "J05"})


def pay_is_in_arrears(record: Any) -> bool:
    """Arrears of pay that no agreement settled and no award decided; a broken agreement counts (监察条例 9, 11)."""
    broken = record._meta.model_name == "mediation" and record.stage == "breached" and record.pays
    return broken or wages_are_owed(record)


def is_no_labour_dispute(record: Any) -> bool:
    """Turned away here: what an authority did is reviewed by its government, not arbitrated (行政复议法 11, J1-2)."""
    return record.stage == "not_accepted"


def not_obeyed(handoff: Any) -> bool:
    return handoff.ground == "inspection" and handoff.stage == "not_obeyed"


def within_sixty_days(act: Any) -> bool:
    """Of the day the party learnt of the authority's act, which it names (行政复议法 20).

    Where the authority did not tell of the right to a review, of the day the party learnt of that right (`told_on`), and
    at most a year from the day it learnt of the act.
    """
    if not act.facts:
        return True
    known = act.facts.get("known_on")
    if not known or not act.facts.get("challenged") or act.on is None:
        return False
    first = date.fromisoformat(known)
    told = date.fromisoformat(act.facts.get("told_on") or known)
    last = periods.due("administrative_review", told, calendar=in_force()).due
    return first <= told <= act.on <= last and (told == first or act.on <= add_months(first, 12))


def was_transferred(arbitration: Any) -> bool:
    return arbitration.stage == "transferred"


Ground(
    code=TRANSFER, title=_("Transfer to another committee"), law="CR-9, CR-10", subjects=("arbitration",),
    may="nobody", court=Office.Kind.COMMITTEE, windows=(), results=(), carries=was_transferred, venue="transfer",
)  # fmt: skip
Ground(
    code="inspection", title=_("Complain to the labour inspection"), law="劳动保障监察条例-9, 劳动合同法-85",
    subjects=("mediation", "arbitration"), may="worker", court=Office.Kind.INSPECTION, windows=(),
    results=("acted", "not_obeyed", "pointed_back"), codes=COMPLAINT, carries=pay_is_in_arrears, venue="inspection",
)  # fmt: skip
Ground(
    code="police", title=_("Suspected refusal to pay: to the police"), law="劳动保障监察条例-18, 法释〔2013〕3号-4",
    subjects=("handoff",), may="nobody", court=Office.Kind.POLICE, windows=(), results=("case_opened", "no_case"),
    codes=COMPLAINT, carries=not_obeyed, venue="police",
)  # fmt: skip
Ground(
    code="review", title=_("Ask for a review of an authority's act"), law="行政复议法-20, 行政复议法-24",
    subjects=("mediation", "arbitration"), may="either", court=Office.Kind.REVIEW, windows=(),
    results=("reviewed", "declined", "withdrawn"), codes=COMPLAINT, carries=is_no_labour_dispute, venue="review",
    timely=within_sixty_days,
)  # fmt: skip
