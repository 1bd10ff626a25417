"""Whose account it is: an identity that was shown at the counter (CR-22, CR-29). What somebody typed proves nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import Stage
from disputes.lifecycle.mandates import registrar
from disputes.steps import SAME, guard, step

if TYPE_CHECKING:
    from disputes.models import Seat


def of_parties(dispute: Any, *, verified: bool) -> Any:
    """The seats of parties themselves whose number stands in the file, by whether their account was checked."""
    rows = dispute.seats.current().filter(
        role="party", party__in=dispute.parties.all(), user__identity_verified=verified
    )
    return rows.exclude(party__identity_index="").select_related("user", "party").order_by("pk")


def _named(dispute: Any, *, verified: bool) -> Seat | None:
    seat: Seat | None = (
        of_parties(dispute, verified=verified).filter(pk=dispute.act.facts.get("seat")).first()
    )
    return seat


@guard(
    _("Every party with an account here is checked already, or its number is not in the file."), law="CR-29"
)
def somebody_is_unchecked(dispute: Any) -> bool:
    if dispute.act.facts:
        return _named(dispute, verified=False) is not None
    return bool(of_parties(dispute, verified=False).exists())


@guard(_("No party with an account here was checked."), law="CR-29")
def somebody_is_checked(dispute: Any) -> bool:
    if dispute.act.facts:
        return _named(dispute, verified=True) is not None
    return bool(of_parties(dispute, verified=True).exists())


@guard(_("Name the paper that shows who the person is; add it to the case first."), law="CR-22, CR-29")
def identity_is_shown(dispute: Any) -> bool:
    facts = dispute.act.facts
    return not facts or dispute.papers.filter(ref=facts.get("proof") or None).exists()


@guard(
    _("Another account was checked with this number already; ask the person to sign in with that one."),
    law="CR-29",
)
def number_is_of_no_other_account(dispute: Any) -> bool:
    """The account that is known by the number gets the seat when the law has the party told: it can be one alone."""
    seat = _named(dispute, verified=False)
    if seat is None or seat.party is None:
        return True
    known = apps.get_model("disputes", "User").objects.filter(identity_verified=True, is_active=True)
    return not known.filter(identity_index=seat.party.identity_index).exists()


class IdentitySteps(models.Model):
    """Steps of the envelope: from then on the account is known by the number, in later cases, too."""

    class Meta:
        abstract = True

    @step(
        source=Stage.OPEN, target=SAME, law="CR-22, CR-29", by=registrar,
        when=[somebody_is_unchecked, identity_is_shown, number_is_of_no_other_account],
        title=_("Record that an identity was checked"),
        meaning=_("The party showed who it is; its account is known by its number, in its later cases, too."),
    )  # fmt: skip
    def verify_identity(self, on: date, seat: int) -> None:
        """`proof` is the copy of what was shown: the identity card, or the licence and who acts for the organisation."""
        self.speaking = self.seats.get(pk=seat).party  # type: ignore[attr-defined]

    @step(
        source=[Stage.OPEN, Stage.CLOSED], target=SAME, law="CR-22, CR-29", by=registrar, when=[somebody_is_checked],
        title=_("Take the check of an identity back"),
        meaning=_("The check was mistaken; the account is no longer known by a number and opens no further case."),
    )  # fmt: skip
    def doubt_identity(self, on: date, seat: int, reason: str) -> None:
        """Seats that it was given by the check stay: who sits wrongly there is seen to in that case (`unseat`)."""
        self.speaking = self.seats.get(pk=seat).party  # type: ignore[attr-defined]
