"""What is asked for when the committee collects evidence or commissions experts (AL-37, CR-16, CR-40)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.steps import guard

MOST_WAITING = 20  # of one party


def _named(arbitration: Any) -> Any:
    """The row whose number the step names; None where it names none."""
    number = arbitration.act.facts.get("inquiry")
    return arbitration.inquiries.filter(number=number).first() if number is not None else None


@guard(_("Say who holds the evidence."), law="CR-16")
def holder_is_named(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    return facts.get("kind") != "collection" or bool(str(facts.get("holder", "")).strip())


@guard(_("Wait until the tribunal has decided on what you asked for before."), law="CR-16")
def few_inquiries_wait(arbitration: Any) -> bool:
    acting = arbitration.act.by
    party = arbitration.dispute.party_of(acting) if acting else None
    return party is None or arbitration.inquiries.waiting().filter(party=party).count() < MOST_WAITING


@guard(_("No such request of a party waits for a decision."), law="CR-16, AL-37")
def inquiry_waits(arbitration: Any) -> bool:
    if "inquiry" not in arbitration.act.facts:
        return bool(arbitration.pk) and arbitration.inquiries.waiting().exists()
    row = _named(arbitration)
    return row is not None and row.state == row.State.ASKED


def _fits(arbitration: Any, kind: str) -> bool:
    if arbitration.act.facts.get("inquiry") is None:
        return True
    row = _named(arbitration)
    return row is not None and row.state == row.State.ASKED and row.kind == kind


@guard(_("Choose a request for evidence that waits, or none."), law="CR-16")
def collection_fits(arbitration: Any) -> bool:
    return _fits(arbitration, "collection")


@guard(_("Choose a request for experts that waits, or none."), law="AL-37")
def appraisal_fits(arbitration: Any) -> bool:
    return _fits(arbitration, "appraisal")


@guard(_("At least two people of the committee collect evidence: name two or more."), law="CR-16")
def two_officers(arbitration: Any) -> bool:
    officers = arbitration.act.facts.get("officers")
    return officers is None or len({str(one).strip() for one in officers} - {""}) >= 2


@guard(_("A party of the case advances the fee: choose which."), law="CR-40")
def payer_is_a_party(arbitration: Any) -> bool:
    payer = arbitration.act.facts.get("payer")
    return payer is None or payer in {party.name for party in arbitration.dispute.parties.all()}


@guard(_("The day by which the experts answer lies ahead."), law="AL-37")
def body_has_time(arbitration: Any) -> bool:
    due = arbitration.act.facts.get("due_on")
    return due is None or due > arbitration.act.on


@guard(_("No such inquiry is under way."), law="CR-16, AL-37")
def inquiry_is_out(arbitration: Any) -> bool:
    if "inquiry" not in arbitration.act.facts:
        return bool(arbitration.pk) and arbitration.inquiries.out().exists()
    row = _named(arbitration)
    return row is not None and row.state == row.State.OUT


@guard(_("There is no employer in this case who could be advised."), law="AL-1")
def there_is_an_employer(arbitration: Any) -> bool:
    rows = arbitration.dispute.parties.all()
    return any(one.kind == one.Kind.ORGANISATION and not one.worker and one.side in "AB" for one in rows)
