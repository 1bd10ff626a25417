"""What is asked for while the agreement is kept."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.steps import guard
from mediation.guards.actors import side


def _named(mediation: Any) -> Any:
    """The outstanding performance this step names, if it names one that is outstanding."""
    return (
        mediation.instalments.outstanding().filter(number=mediation.act.facts.get("instalment") or 0).first()
    )


@guard(_("No such performance is outstanding."), law="MR-26")
def is_outstanding(mediation: Any) -> bool:
    rows = mediation.instalments.outstanding()
    return rows.exists() if mediation.act.facts.get("instalment") is None else _named(mediation) is not None


@guard(_("Something agreed is still outstanding."), law="MR-32")
def nothing_outstanding(mediation: Any) -> bool:
    return not mediation.instalments.outstanding().exists()


@guard(
    _("Who owes it does not say alone that it was done: the other side or the organisation records it."),
    law="MR-32",
)
def owed_to_who_says_so(mediation: Any) -> bool:
    named = _named(mediation)
    return named is None or not side(mediation) or named.by[0] != side(mediation)


def own_part(mediation: Any) -> str | None:
    """The key of the worker who speaks for the own part alone; none for a representative, the organisation, the law."""
    user = mediation.act.by
    seats = mediation.dispute.seats_of(user)
    alone = mediation.together and any(one.side == "A" and one.role == "party" for one in seats)
    return str(mediation.dispute.party_of(user).pk) if alone else None


@guard(
    _("Each worker says only what that worker was paid; record a payment with its sum."), law="CR-63, MR-32"
)
def said_for_oneself(mediation: Any) -> bool:
    named, own = _named(mediation), own_part(mediation)
    if named is None or own is None or not named.parts:
        return True
    return set(mediation.act.facts.get("paid") or named.still_owed) <= {own}


@guard(_("A sum is outstanding of no performance."), law="MR-26")
def a_sum_is_outstanding(mediation: Any) -> bool:
    return mediation.instalments.outstanding().exclude(amount=None).exists()


@guard(
    _("Record sums above nothing and no more than is still owed to that person; the table shows what is."),
    law="MR-26",
)
def sums_are_owed(mediation: Any) -> bool:
    paid, named = mediation.act.facts.get("paid"), _named(mediation)
    if paid is None or named is None:
        return True
    owed = named.still_owed
    try:
        return bool(paid) and all(
            _lawful(Decimal(sum_), owed.get(key, Decimal(0))) for key, sum_ in paid.items()
        )
    except InvalidOperation:
        return False


def _lawful(sum_: Decimal, owed: Decimal) -> bool:
    return 0 < sum_ <= owed and sum_ == sum_.quantize(Decimal("0.01"))


@guard(_("No agreed day of performance has passed unkept."), law="AL-15, MR-28")
def a_day_has_passed(mediation: Any) -> bool:
    return mediation.instalments.overdue(mediation.act.on).exists()


@guard(
    _("Name performances whose day has passed and that were not recorded as broken yet."), law="AL-15, MR-28"
)
def broken_ones_are_overdue(mediation: Any) -> bool:
    late = mediation.instalments.overdue(mediation.act.on).values_list("number", flat=True)
    return set(mediation.act.facts.get("instalments") or ()) <= set(late)


@guard(_("Both sides were reminded of it already, or it is not due within three days."), law="MR-32")
def not_reminded_yet(mediation: Any) -> bool:
    number = mediation.act.facts.get("instalment")
    rows = mediation.instalments.ahead(mediation.act.on, 3).filter(reminded_on=None)
    return rows.exists() if number is None else rows.filter(number=number).exists()
