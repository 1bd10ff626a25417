"""Who speaks for whom: each side with one voice, each of several respondents for itself (AL-3, AL-22)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from disputes.models import Dispute, Party, Seat, User

ONE = {"A": "A", "B": "B"}  # a side with one voice has the side's letter


def voices(dispute: Dispute) -> dict[str, Party]:
    """The voices whose consent, acceptance and signature it takes, each with the party (the first of a group).

    Workers who apply together speak through their representatives with one voice (AL-7, CR-63).
    """
    found: dict[str, Party] = {}
    for side, group in groupby(dispute.parties.all(), key=lambda party: party.side):
        parties = list(group)
        if side in ONE and (len(parties) == 1 or all(party.worker for party in parties)):
            found[side] = parties[0]
        elif side in ONE:
            found |= {f"{side}:{party.pk}": party for party in parties}
    return found


def of_side(mediation: Any, side: str) -> set[str]:
    return {voice for voice in mediation.voices if voice[:1] == side}


def voice_of(mediation: Any, user: User | None) -> str:
    """The voice with which this person speaks; empty for the mediator and everybody else outside the sides."""
    own = (seat for seat in mediation.dispute.seats_of(user) if seat.side)
    return next((of_seat(mediation, seat) for seat in own), "")


def of_seat(mediation: Any, seat: Seat) -> str:
    if seat.side not in ONE:
        return ""
    return seat.side if seat.side in mediation.voices else f"{seat.side}:{seat.party_id}"
