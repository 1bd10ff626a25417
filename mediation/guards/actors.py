"""Who acts in a mediation, and with which voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import applicant, either, lead, posted, respondent
from disputes.steps import guard
from mediation.voices import voice_of

if TYPE_CHECKING:
    from disputes.models import User


def opener(mediation: Any, user: User | None) -> bool:
    """Who drafts the dispute, as long as it is a draft."""
    dispute = mediation.dispute
    return user is not None and dispute.stage == "draft" and user.pk == dispute.opened_by_id


def at_the_counter(mediation: Any, user: User | None) -> bool:
    """Who wrote the application down as it was told at the organisation (MR-21)."""
    dispute = mediation.dispute
    return (
        user is not None
        and user.pk == dispute.opened_by_id
        and dispute.taken_down_by(user, mediation.office_id)
    )


def named_mediator(mediation: Any, user: User | None) -> bool:
    """The mediator of this case while the seat lasts."""
    return (
        user is not None
        and mediation.mediator_id == user.pk
        and mediation.dispute.is_seated(user, "mediator")
    )


def side(mediation: Any) -> str:
    """The side of whoever acts, or nothing."""
    user = mediation.act.by
    return mediation.dispute.side_of(user) if user is not None else ""


def voice(mediation: Any) -> str:
    """With which voice whoever acts speaks, or nothing."""
    return voice_of(mediation, mediation.act.by)


applies = either(applicant, opener, at_the_counter)
org_mediator = posted("mediator")
organisation = posted("lead", "mediator")
sides = either(applicant, respondent)
sealer = either(lead, named_mediator)


def creditor(mediation: Any, user: User | None) -> bool:
    """A side to which the other owes something by the agreement."""
    side = mediation.dispute.side_of(user) if user is not None else ""
    return bool(side) and mediation.instalments.owed_to(side).exists()


follower = either(creditor, organisation)


@guard(_("A representative needs special powers to settle."), law="AL-24")
def may_settle(mediation: Any) -> bool:
    user = mediation.act.by
    seats = [seat for seat in mediation.dispute.seats_of(user) if seat.side]
    return not seats or any(s.role == "party" or s.special_powers for s in seats)
