"""Workers who apply together are asked one by one (AL-7, CR-63): who is on the list, whose answer is still out."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.steps import guard
from mediation import terms
from mediation.lifecycle.stages import Answer


def waiting(mediation: Any) -> Any:
    """The unanswered shares of offers that stand; none, and no question asked, where one worker alone applies."""
    if not mediation.together:
        return mediation.shares.none()
    return mediation.shares.unanswered().filter(offer__in=mediation.offers.open_to(""))


def own(mediation: Any) -> Any:
    """Those of the worker who acts, or for whom a representative acts."""
    party = mediation.dispute.party_of(mediation.act.by) if mediation.act.by is not None else None
    return waiting(mediation).filter(party=party) if party else waiting(mediation).none()


def without_account(mediation: Any) -> Any:
    """Those of workers for whom nobody has a seat."""
    seated = {seat.party_id for seat in mediation.dispute.current_seats if seat.party_id}
    return waiting(mediation).exclude(party__in=seated)


def out_of_time(mediation: Any) -> Any:
    """Unanswered shares of offers that nobody replaced and whose last day is over."""
    if not mediation.together:
        return mediation.shares.none()
    late = mediation.offers.filter(
        replaced=False, withdrawn_on=None, declined_on=None, valid_until__lt=timezone.localdate()
    )
    return mediation.shares.unanswered().filter(offer__in=late)


@guard(
    _("Several workers apply together: the offer must say what each of them gets of every performance, and how many"
      " must accept."), law="CR-63, MR-26",
)  # fmt: skip
def lists_every_worker(mediation: Any) -> bool:
    given, together = mediation.act.facts.get("terms"), mediation.together
    if given is None:
        return True
    named = given.get("shares") or []
    try:
        return {str(one.pk) for one in together} == {one["party"] for one in named} and (
            not named
            or (len(named) == len(together) and _lawful(given, named) and 1 <= int(given.get("least") or 0) <= len(named))
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, InvalidOperation):
        return False


def _lawful(given: dict[str, Any], named: list[dict[str, Any]]) -> bool:
    places = len(given.get("performance") or [])
    sums = [Decimal(sum_) for one in named for sum_ in one["amounts"]]
    exact = all(sum_ >= 0 and sum_ == sum_.quantize(Decimal("0.01")) for sum_ in sums)
    return exact and all(len(one["amounts"]) == places for one in named)


@guard(_("The shares of the workers do not add up to the sum to the cent."), law="MR-26")
def shares_add_up(mediation: Any) -> bool:
    given = mediation.act.facts.get("terms")
    return given is None or not lists_every_worker(mediation) or terms.whole(given)


@guard(_("No share of yours waits for an answer."), law="CR-63")
def share_is_theirs(mediation: Any) -> bool:
    number, found = mediation.act.facts.get("offer"), own(mediation)
    return found.exists() if number is None else found.filter(offer__number=number).exists()


@guard(_("Answer that you accept, or that you decline."), law="CR-63")
def answer_is_one(mediation: Any) -> bool:
    return mediation.act.facts.get("answer", Answer.ACCEPTS) in (Answer.ACCEPTS, Answer.DECLINES)


@guard(_("Every worker without an account has answered; who has an account answers there."), law="CR-63")
def answers_are_of_silent_workers(mediation: Any) -> bool:
    facts, silent = mediation.act.facts, without_account(mediation)
    if "answers" not in facts:
        return silent.exists()
    known = {str(key) for key in silent.filter(offer__number=facts["offer"]).values_list("party", flat=True)}
    said = set(facts["answers"].values())
    return (
        bool(facts["answers"])
        and set(facts["answers"]) <= known
        and said <= {Answer.ACCEPTS, Answer.DECLINES}
    )


@guard(_("The last day to answer is not over, or everybody has answered."), law="CR-63")
def answering_is_over(mediation: Any) -> bool:
    number, late = mediation.act.facts.get("offer"), out_of_time(mediation)
    return late.exists() if number is None else late.filter(offer__number=number).exists()
