"""What the steps of the envelope bring about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disputes.acts import perform, sequel
from disputes.lifecycle.mandates import POWERS
from disputes.models import Party, Seat, Service, User

if TYPE_CHECKING:
    from disputes.models import DocketEntry


@sequel("dispute.confirm_address")
def note_the_address(entry: DocketEntry) -> None:
    told = entry.record.act.facts
    rows = Party.objects.filter(pk=entry.record.speaking.pk)
    rows.update(postal_address=told["address"], phone=told["phone"])


@sequel("dispute.accept_electronic", "dispute.end_electronic")
def note_the_consent(entry: DocketEntry) -> None:
    """Of the party for whom it was said, until it says otherwise (CPL-90)."""
    ours = entry.dispute.party_of(entry.by) if entry.by else None
    if ours is not None:
        agreed = entry.step == "dispute.accept_electronic"
        Party.objects.filter(pk=ours.pk).update(electronic_service=agreed)


@sequel("dispute.enter_person")
def seat_the_person(entry: DocketEntry) -> None:
    facts, party = entry.record.act.facts, entry.record.speaking
    powers = facts.get("powers", "") if facts["role"] == Seat.Role.REPRESENTATIVE else ""
    Seat.objects.create(
        dispute=entry.dispute, user=facts["person"], role=facts["role"], side=party.side, party=party, until=facts.get("until"),
        powers=POWERS.get(powers, ""), special_powers=powers == "special",
    )  # fmt: skip


@sequel("dispute.verify_identity")
def know_the_account(entry: DocketEntry) -> None:
    """By the number in the file, which was compared with what was shown; what the account said itself is replaced.

    It sees every case under way that names it by that number, whichever office handles it (CR-23).
    """
    seat = Seat.objects.select_related("user", "party").get(pk=entry.facts["seat"])
    if seat.party is not None:
        seat.user.identity, seat.user.identity_verified = seat.party.identity, True
        seat.user.save(update_fields=["identity", "identity_index", "identity_verified"])
        Seat.objects.seat_account(seat.user)


@sequel("dispute.doubt_identity")
def know_the_account_no_more(entry: DocketEntry) -> None:
    User.objects.filter(seats=entry.facts["seat"]).update(identity_verified=False)


@sequel("dispute.end_mandate")
def let_the_representative_go(entry: DocketEntry) -> None:
    Seat.objects.get(pk=entry.facts["seat"]).leave(entry.on)


@sequel("service.prove")
def prove_what_came_with_it(entry: DocketEntry) -> None:
    """One receipt for several papers (CR-20): each has its own record, its own proof and its own time limit."""
    told = entry.record.act.facts
    for other in Service.objects.filter(pk__in=told.get("also", ())).order_by("pk"):
        perform(other, "prove", by=entry.by, on=entry.on, **{**told, "also": ()})


@sequel("dispute.unseat")
def let_the_wrong_person_go(entry: DocketEntry) -> None:
    """What it agreed to or confirmed for the party falls away: papers reach the party itself, on paper (CR-20)."""
    seat = Seat.objects.select_related("party").get(pk=entry.facts["seat"])
    seat.leave(entry.on, mistaken=True)
    theirs = set(entry.dispute.docket.filter(by=seat.user_id, step__in=SAID).values_list("step", flat=True))
    alone = not Seat.objects.current().filter(party=seat.party_id).exists()
    gone: dict[str, Any] = {}
    if alone or "dispute.accept_electronic" in theirs:
        gone["electronic_service"] = False
    if "dispute.confirm_address" in theirs:
        gone |= {"postal_address": "", "phone": ""}
    if gone:
        Party.objects.filter(pk=seat.party_id).update(**gone)
    if alone:
        unproved = Service.objects.filter(party=seat.party_id, served_on=None)
        unproved.update(arrived_at=None, opened_at=None)


SAID = ("dispute.accept_electronic", "dispute.confirm_address")
