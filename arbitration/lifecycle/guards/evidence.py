"""What may be offered as evidence, said of it and ruled on it (AL-6, AL-39, CR-15, CR-41)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.models import Paper
from disputes.steps import guard

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST = 200  # exhibits of one side


def ours(arbitration: Any) -> Any:
    """The party that acts."""
    acting = arbitration.act.by
    return arbitration.dispute.party_of(acting) if acting is not None else None


def to_offer(arbitration: Any, user: Any) -> QuerySet[Paper]:
    """What the party of this person handed in for everybody, and has not in its catalogue yet.

    For the clerk: what any party handed in at the counter.
    """
    dispute = arbitration.dispute
    party = dispute.party_of(user)
    rows = Paper.objects.filter(dispute=dispute, code="", audience="open").select_related("party")
    if party is None:
        sides = {seat.user_id for seat in dispute.current_seats if seat.side}
        offered = arbitration.exhibits.standing().values("paper")
        return rows.exclude(Q(party=None) | Q(uploaded_by__in=sides) | Q(pk__in=offered))
    people = {seat.user_id for seat in dispute.current_seats if seat.party_id == party.pk}
    offered = arbitration.exhibits.standing().filter(party=party).values("paper")
    return rows.filter(Q(party=party) | Q(uploaded_by__in=people)).exclude(pk__in=offered)


@guard(_("Offer papers your own side handed in, each once."), law="AL-6")
def papers_are_the_partys(arbitration: Any) -> bool:
    items = arbitration.act.facts.get("items")
    if not items:
        return items is None
    named = [str(item["paper"]) for item in items]
    whose = list(
        to_offer(arbitration, arbitration.act.by).filter(ref__in=named).values_list("party", flat=True)
    )
    alone = ours(arbitration) is not None or len(set(whose)) == 1
    all_found = len(set(named)) == len(named) == len(whose)
    return alone and all_found and arbitration.exhibits.count() + len(whose) <= 2 * MOST


@guard(_("The period for evidence is over: say why it comes late."), law="CR-15")
def late_is_explained(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    if not facts:
        return True
    end = arbitration.evidence_until
    return end is None or arbitration.act.on <= end or bool(str(facts.get("why_late", "")).strip())


@guard(_("Withdraw an exhibit of your own."), law="AL-6")
def exhibit_is_theirs(arbitration: Any) -> bool:
    number = arbitration.act.facts.get("exhibit")
    if number is None:
        return True
    return arbitration.exhibits.standing().filter(pk=number, party=ours(arbitration)).exists()


@guard(_("Speak of exhibits the others have offered."), law="CR-41")
def exhibits_are_the_others(arbitration: Any) -> bool:
    opinions = arbitration.act.facts.get("opinions")
    if not opinions:
        return opinions is None
    keys = {one["exhibit"] for one in opinions}
    found = arbitration.exhibits.standing().filter(pk__in=keys).exclude(party=ours(arbitration))
    return found.count() == len(keys)


@guard(_("Where you contest an exhibit, say why."), law="CR-41")
def contest_is_reasoned(arbitration: Any) -> bool:
    opinions = arbitration.act.facts.get("opinions") or []
    return all(
        str(one.get("text", "")).strip() or all(one[name] for name in ("authentic", "lawful", "relevant"))
        for one in opinions
    )


@guard(_("Rule on exhibits of this case."), law="CR-15")
def exhibits_are_of_the_case(arbitration: Any) -> bool:
    rulings = arbitration.act.facts.get("rulings")
    if not rulings:
        return rulings is None
    keys = {one["exhibit"] for one in rulings}
    return arbitration.exhibits.standing().filter(pk__in=keys).count() == len(keys)


@guard(_("Give the reason for which an exhibit is not admitted, or only in part."), law="CR-15")
def ruling_is_reasoned(arbitration: Any) -> bool:
    rulings = arbitration.act.facts.get("rulings") or []
    return all(one["admitted"] == "yes" or str(one.get("reason", "")).strip() for one in rulings)


@guard(_("Name a day after the period that runs now."), law="CR-15")
def longer_than_before(arbitration: Any) -> bool:
    until, end = arbitration.act.facts.get("until"), arbitration.evidence_until
    return until is None or (until > arbitration.act.on and (end is None or until > end))


@guard(_("Speak of the claims of your own side, of the facts the table asks for."), law="AL-6")
def elements_are_theirs(arbitration: Any) -> bool:
    return _of_claims(arbitration, theirs=True)


@guard(_("Answer what the other side has stated."), law="AL-6")
def elements_were_stated(arbitration: Any) -> bool:
    items = arbitration.act.facts.get("items")
    if items is None or not _of_claims(arbitration, theirs=False):
        return items is None
    said = {(one.claim_id, one.code) for one in arbitration.elements.all() if one.side == one.claim.side}
    return {(item["claim"], item["code"]) for item in items} <= said


@guard(_("Where you do not agree, say what is right."), law="AL-6")
def denial_is_reasoned(arbitration: Any) -> bool:
    items = arbitration.act.facts.get("items") or []
    return all(item["agrees"] or str(item.get("text", "")).strip() for item in items)


@guard(_("Only the party itself, or a representative with special powers, may admit facts."), law="AL-24")
def may_admit(arbitration: Any) -> bool:
    if not any(item.get("agrees") for item in arbitration.act.facts.get("items") or []):
        return True
    seats = arbitration.dispute.seats_of(arbitration.act.by)
    return any(seat.role == "party" or seat.special_powers for seat in seats if seat.side)


@guard(
    _("In a collective case the workers represented must consent in writing; name the paper."), law="CR-63"
)
def admission_has_consent(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    admits = any(item.get("agrees") for item in facts.get("items") or [])
    theirs = arbitration.dispute.collective and arbitration.dispute.side_of(arbitration.act.by) == "A"
    return not admits or not theirs or bool(facts.get("consent"))


def _of_claims(arbitration: Any, *, theirs: bool) -> bool:
    from arbitration.elements import of, other

    items = arbitration.act.facts.get("items")
    if not items:
        return items is None
    side = arbitration.dispute.side_of(arbitration.act.by)
    known = {
        (claim.pk, element.code)
        for claim in arbitration.dispute.claims.all()
        if side == (claim.side if theirs else other(claim)) and not claim.dropped
        for element in of(claim)
    }
    return {(item["claim"], item["code"]) for item in items} <= known
