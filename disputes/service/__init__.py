"""Ordering service of papers and asking whether it was proved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from disputes.models import Service

if TYPE_CHECKING:
    from disputes.models import Dispute, DocketEntry, Paper, Party, User


def order(paper: Paper, party: Party, entry: DocketEntry) -> Service:
    """Have a paper served on a party, by the office of the record that made it."""
    from disputes.acts import begin

    service = Service(dispute=entry.dispute, paper=paper, party=party, office_id=entry.record.office_id)
    if service.reaches_an_account:
        service.arrived_at = entry.at
    begin(service, "order")
    return service


def opened(paper: Paper, user: User) -> None:
    """The party, or who speaks for it, has opened the paper that is served on it: the first time is kept."""
    ours = [seat.party_id for seat in paper.dispute.seats_of(user) if seat.party_id]
    if ours:
        unread = Service.objects.filter(paper=paper, party__in=ours, opened_at=None)
        unread.update(opened_at=timezone.now())


def served_on(dispute: Dispute, code: str, party: Party) -> date | None:
    """The day the last paper of this code was served on the party; None if it is not proved."""
    rows = (
        Service.objects.served().filter(dispute=dispute, paper__code=code, party=party).order_by("-paper_id")
    )
    return rows.values_list("served_on", flat=True).first()


def served_on_all(paper: Paper) -> bool:
    """Whether the newest copy of this document was served on each party it went to."""
    rows = Service.objects.filter(dispute=paper.dispute_id, paper__code=paper.code)
    same = rows.filter(paper__record_type=paper.record_type, paper__record_id=paper.record_id)
    newest = dict(same.order_by("paper_id").values_list("party", "served_on"))
    return all(newest.values())


def latest_is_proved(dispute: Dispute, code: str, party: Party) -> bool:
    """Whether the newest paper of this code was served on the party with a receipt that carries (CR-59, trap 10)."""
    newest = (
        Service.objects.filter(dispute=dispute, paper__code=code, party=party).order_by("-paper_id").first()
    )
    return newest is not None and newest.served_on is not None and newest.confirmed
