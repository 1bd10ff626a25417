"""What stands against an agreement before it is signed: what MR-26 misses, what is void, what nobody will enforce.

A refusal closes the signing; a warning is told to both sides and the mediator and decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from disputes.rules import clauses
from mediation import terms as wording

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

VOID = _(
    "A clause gives up social insurance, or pays it out instead. It is void whoever signs it: change the clause."
)
INCOMPLETE = _(
    "The agreement must name both sides and the claims, and say what is agreed, by when and in which way."
)
RELATION = _(
    "It says whether an employment relationship exists. The committee cannot review such an agreement; have that"
    " decided in arbitration, or leave it out, if you want this one to be enforceable."
)
NO_MONEY = _("Nothing is to be paid in it: the payment order will not be open if it is broken.")
UNCLEAR = _(
    "It leaves open what is owed or when. The committee or the court may find it unclear and refuse it."
)
COMPETITION = _(
    "A ban on competing binds only who knows trade secrets, and within what those secrets ask for."
)


@dataclass(frozen=True)
class Finding:
    """One thing found, with its article and, where it lies in one clause, that clause."""

    words: str | _StrPromise
    law: str
    refuses: bool = False
    clause: str = ""


@dataclass(frozen=True)
class Matter:
    """What of the dispute an agreement must fit: the sides that are named, the kinds of the claims that stand."""

    sides: Collection[str]
    claims: Collection[str]


def check(terms: Mapping[str, Any], matter: Matter) -> list[Finding]:
    """Everything found, refusals first. Terms: see `mediation.terms`."""
    return [*refusals(terms, matter), *warnings(terms, matter)]


def refusals(terms: Mapping[str, Any], matter: Matter) -> Iterator[Finding]:
    """What may not be signed: a field of MR-26 that is missing, a clause the law makes void (J2-19)."""
    if not ({"A", "B"} <= set(matter.sides) and matter.claims and wording.complete(terms)):
        yield Finding(INCOMPLETE, "MR-26", refuses=True)
        return
    if not wording.adds_up(terms):
        yield Finding(wording.uneven(terms), "MR-26", refuses=True)
    for clause in filter(clauses.waives_insurance, said(terms)):
        yield Finding(VOID, "J2-19", refuses=True, clause=clause)


def warnings(terms: Mapping[str, Any], matter: Matter) -> Iterator[Finding]:
    """What may be signed and will still stand in the way of its force."""
    found = said(terms)
    relation = next(filter(clauses.confirms_relation, found), "")
    if relation or "confirm_relation" in matter.claims:
        yield Finding(RELATION, "CR-75", clause=relation)
    for clause in filter(clauses.is_vague, found):
        yield Finding(UNCLEAR, "CR-78", clause=clause)
    for clause in filter(clauses.restrains_competition, found):
        yield Finding(COMPETITION, "J2-13", clause=clause)
    if wording.complete(terms) and not wording.pays(terms):
        yield Finding(NO_MONEY, "AL-16")


def said(terms: Mapping[str, Any]) -> list[str]:
    """Every clause of the terms."""
    performed = terms.get("performance") or []
    texts = [*(terms.get("items") or []), *(each.get("text") or "" for each in performed)]
    return clauses.clauses([*map(str, texts), *(str(each.get("way") or "") for each in performed)])


def matter_of(dispute: Any) -> Matter:
    return Matter(
        sides={party.side for party in dispute.parties.all()},
        claims=[claim.kind for claim in dispute.claims.all() if not claim.dropped],
    )
