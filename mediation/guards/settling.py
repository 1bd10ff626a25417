"""What an offer, its acceptance and the signatures ask for (AL-14, MR-26)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.papers.drawings import is_a_drawing
from disputes.steps import guard
from mediation import terms
from mediation.guards.actors import side, voice
from mediation.voices import of_seat


@guard(
    _("The terms must say what is agreed, and for each performance what, by when and in which way."),
    law="MR-26",
)
def terms_are_complete(mediation: Any) -> bool:
    given = mediation.act.facts.get("terms")
    return given is None or terms.complete(given)


@guard(_("A performance cannot be due before the day of the offer."), law="MR-26")
def terms_lie_ahead(mediation: Any) -> bool:
    given = mediation.act.facts.get("terms")
    return given is None or not terms.complete(given) or terms.first_day(given) >= mediation.act.on


def _the_two_sums(mediation: Any) -> str:
    return terms.uneven(mediation.act.facts["terms"])


@guard(_the_two_sums, law="MR-26")
def instalments_add_up(mediation: Any) -> bool:
    given = mediation.act.facts.get("terms")
    return given is None or terms.adds_up(given)


@guard(
    _(
        "There is no such offer open to you: it is your own, was replaced or withdrawn, is out of time, or accepted."
    ),
    law="AL-14",
)
def offer_is_theirs_to_accept(mediation: Any) -> bool:
    number = mediation.act.facts.get("offer")
    if number is None:
        return True
    whose = mediation.act.facts.get("side") or voice(mediation)
    return mediation.offers.open_to(whose, mediation.act.on).filter(number=number).exists()


@guard(_("The last day to accept cannot lie before the day of the offer."), law="MR-26")
def open_until_lies_ahead(mediation: Any) -> bool:
    until = mediation.act.facts.get("valid_until")
    return until is None or until >= mediation.act.on


@guard(_("There is no such offer of another to answer, or it was withdrawn."), law="MR-26")
def answers_an_offer(mediation: Any) -> bool:
    number = mediation.act.facts.get("answers")
    asked = mediation.offers.filter(number=number, withdrawn_on=None)
    return number is None or asked.exclude(pk__in=own_offers(mediation).values("pk")).exists()


def own_offers(mediation: Any) -> Any:
    """The standing offers made with the voice of whoever acts; the mediator's are those of whoever mediates."""
    standing, speaking = mediation.offers.open_to("", mediation.act.on), voice(mediation)
    if not speaking or speaking == side(mediation):  # the mediator, or a side that speaks with one voice
        return standing.filter(side=speaking)
    seats = mediation.dispute.seats.select_related(
        "party"
    )  # those who left too: what they offered binds the voice
    people = {seat.user_id for seat in seats if seat.side and of_seat(mediation, seat) == speaking}
    return standing.filter(side=side(mediation), by__in=people)


@guard(_("No offer of yours stands."), law="MR-26")
def an_own_offer_stands(mediation: Any) -> bool:
    return own_offers(mediation).exists()


@guard(_("This offer is not yours to withdraw, or it does not stand any more."), law="MR-26")
def offer_is_theirs_to_withdraw(mediation: Any) -> bool:
    number = mediation.act.facts.get("offer")
    return number is None or own_offers(mediation).filter(number=number).exists()


@guard(_("A day of performance in the offer has passed; a new offer is needed."), law="MR-26")
def offer_lies_ahead(mediation: Any) -> bool:
    offer = mediation.offers.filter(number=mediation.act.facts.get("offer") or 0).first()
    return offer is None or terms.first_day(offer.terms) >= mediation.act.on


@guard(_("No offer of the other side or the mediator stands."), law="AL-14")
def an_offer_stands(mediation: Any) -> bool:
    return mediation.offers.open_to(voice(mediation)).exists()


def without_account(mediation: Any) -> dict[str, Any]:
    """The voices, with their parties, for which nobody has a seat."""
    seated = {of_seat(mediation, seat) for seat in mediation.dispute.current_seats}
    return {voice: party for voice, party in mediation.voices.items() if voice not in seated}


@guard(_("This side signs in its own account."), law="AL-14")
def side_has_no_account(mediation: Any) -> bool:
    named, silent = mediation.act.facts.get("side"), without_account(mediation)
    return named in silent if named else bool(silent)


@guard(_("You have signed already."), law="AL-14")
def not_signed_yet(mediation: Any) -> bool:
    return (voice(mediation) or "mediator") not in mediation.signatures


@guard(_("Draw the signature again, or type your full name."), law="AL-14")
def drawn_by_hand(mediation: Any) -> bool:
    drawn = mediation.act.facts.get("drawn")
    return not drawn or is_a_drawing(drawn)


@guard(_("That side has signed already."), law="AL-14")
def side_not_signed_yet(mediation: Any) -> bool:
    return mediation.act.facts.get("side") not in mediation.signatures


@guard(_("The seal is on the agreement already."), law="AL-14")
def not_sealed_yet(mediation: Any) -> bool:
    return "seal" not in mediation.signatures


def signed_by_all(mediation: Any) -> bool:
    return {*mediation.voices, "mediator", "seal"} <= set(mediation.signatures)


@guard(_("A signature or the seal is missing."), law="AL-14")
def all_four_present(mediation: Any) -> bool:
    return signed_by_all(mediation)
