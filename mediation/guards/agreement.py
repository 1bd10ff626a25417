"""What the terms themselves ask for before anybody may offer, accept or sign them (MR-26, J2-19)."""

from __future__ import annotations

from typing import Any

from disputes.steps import guard
from mediation import agreement, terms


def _on_the_table(mediation: Any) -> Any:
    """The terms this step is about: those given, those of the offer named, those agreed on."""
    if given := mediation.act.facts.get("terms"):
        return given
    if number := mediation.act.facts.get("offer"):
        named = mediation.offers.filter(number=number).first()
        return named and named.terms
    return mediation.settled and mediation.settled.agreed


@guard(agreement.INCOMPLETE, law="MR-26")
def nothing_is_missing(mediation: Any) -> bool:
    found = _on_the_table(mediation)
    matter = agreement.matter_of(mediation.dispute)
    return not found or (terms.complete(found) and {"A", "B"} <= set(matter.sides) and bool(matter.claims))


@guard(agreement.VOID, law="J2-19")
def nothing_is_void(mediation: Any) -> bool:
    found = _on_the_table(mediation)
    return not found or not any(
        one.law == "J2-19" for one in agreement.refusals(found, agreement.matter_of(mediation.dispute))
    )
