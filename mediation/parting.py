"""Answers of many workers to one offer, counted; those whom the agreement does not bind get disputes of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disputes.acts import begin, perform, sequel
from disputes.models import Claim, Dispute, Engagement, Party, Seat
from mediation.lifecycle.stages import Answer
from mediation.models import Mediation, Offer, Share

if TYPE_CHECKING:
    from disputes.models import DocketEntry

COPIED = (
    "side", "kind", "worker", "name", "identity", "sex", "born_on", "address", "postal_address", "phone", "speaks",
    "head", "head_post", "electronic_service",
)  # fmt: skip


def ask_each_worker(offer: Offer) -> None:
    """A share for every worker the offer names; none where one alone applies."""
    named = offer.terms.get("shares") or []
    rows = [Share(mediation=offer.mediation, offer=offer, party_id=int(one["party"])) for one in named]
    Share.objects.bulk_create(rows)


@sequel("mediation.answer_share", "mediation.record_answers", "mediation.close_answers")
def count_the_answers(entry: DocketEntry) -> None:
    offer = Offer.objects.get(mediation=entry.record_id, number=entry.facts["offer"])
    for party, answer in _given(entry, offer).items():
        offer.shares.filter(party=party).update(answer=answer, answered_on=entry.on)
    if offer.shares.unanswered().exists():
        return
    accepted, least = offer.shares.accepting().count(), int(offer.terms["least"])
    if accepted < least:
        Offer.objects.filter(pk=offer.pk).update(withdrawn_on=entry.on)
        perform(entry.record, "fall_short", on=entry.on, offer=offer.number, accepted=accepted, least=least)
        return
    offer.accepted = {**offer.accepted, "A": entry.on.isoformat()}
    offer.save(update_fields=["accepted"])
    conclude(entry, offer)


def _given(entry: DocketEntry, offer: Offer) -> dict[Any, str]:
    if entry.step == "mediation.record_answers":
        return dict(entry.facts["answers"])
    if entry.step == "mediation.close_answers":
        return dict.fromkeys(offer.shares.unanswered().values_list("party", flat=True), Answer.SILENT)
    party = entry.dispute.party_of(entry.by) if entry.by else None
    return {party.pk: entry.facts["answer"]} if party else {}


def conclude(entry: DocketEntry, offer: Offer) -> None:
    """Every voice has accepted: who did not accept parts first, then the rest agree."""
    if not offer.is_settled:
        return
    for share in offer.shares.exclude(answer=Answer.ACCEPTS).select_related("party"):
        part(entry, share.party)
    perform(entry.record, "agree", on=entry.on, offer=offer.number)


def part(entry: DocketEntry, worker: Party) -> None:
    """A dispute of the worker's own, with both sides and the claims, as far as the joint application named them.

    Nothing of the talks comes along, not even the sum of the share (MR-24); what is claimed is for the worker to say.
    """
    joint = entry.record
    old = joint.dispute
    seat = worker.seats.current().first()
    fresh = Dispute.objects.create(
        opened_by=seat.user if seat else joint.mediator, cause=old.cause, category=old.category, workplace=old.workplace,
        workplace_address=old.workplace_address, employer_seat=old.employer_seat, more_places=old.more_places,
        facts_text=old.facts_text,
    )  # fmt: skip
    for party in [worker, *old.parties.exclude(side="A")]:
        _bring(fresh, party)
    Claim.objects.bulk_create([
        Claim(dispute=fresh, side=one.side, kind=one.kind, text=one.text)
        for one in old.claims.filter(dropped=False)
    ])  # fmt: skip
    Engagement.objects.create(dispute=fresh, office=joint.office, capacity=Engagement.Capacity.MEDIATION)
    perform(fresh, "open", by=fresh.opened_by, on=entry.on)
    begin(
        Mediation(dispute=fresh, office=joint.office), "part", on=entry.on, joint=joint.number,
        received_on=joint.received_on.isoformat(), accepted_on=joint.accepted_on.isoformat(),
    )  # fmt: skip
    Seat.objects.seat_known(fresh)
    worker.left_on = entry.on
    worker.save(update_fields=["left_on"])
    for gone in worker.seats.current():
        gone.leave(entry.on)


def _bring(fresh: Dispute, party: Party) -> None:
    copy = Party.objects.create(dispute=fresh, **{name: getattr(party, name) for name in COPIED})
    for seat in party.seats.current():
        Seat.objects.create(
            dispute=fresh, user=seat.user, role=seat.role, side=seat.side, party=copy, until=seat.until,
            powers=seat.powers, special_powers=seat.special_powers,
        )  # fmt: skip
