"""What a party writes in a step, kept as its own paper: answer, counterclaim, requests (docs/law.md 8.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from arbitration.deeds import CAUSE, SIDES, Data, claims_left, common, parties
from disputes.models import Claim, Party
from disputes.rules.readings import chosen

if TYPE_CHECKING:
    from collections.abc import Callable

    from disputes.models import DocketEntry

MOST_NAMES = 60  # of represented workers printed; the list of all is in the file


def letter(entry: DocketEntry, party: Party | None = None, **more: Any) -> Data:
    """In the name of the party that takes the step; an office that writes it down does so for the applicant."""
    by = party or (entry.dispute.party_of(entry.by) if entry.by else None)
    by = by or next((one for one in entry.dispute.parties.all() if one.side == Party.Side.APPLICANT), None)
    name, side = (by.name, by.side) if by else ("当事人", Party.Side.APPLICANT)
    return common(entry, by=name, capacity=SIDES[side], **more)


def answer(entry: DocketEntry, addressee: Party | None) -> Data:
    return letter(entry, variant="answer", words=entry.facts["text"])


def counterclaim(entry: DocketEntry, addressee: Party | None) -> Data:
    return letter(entry, variant="counterclaim") | {"claims": [_claim(entry.facts)]}


def change(entry: DocketEntry, addressee: Party | None) -> Data:
    return letter(entry, claims=claims_left(entry.record), asked=[_claim(entry.facts)])


def _claim(facts: Data) -> Data:
    text = facts["text"]
    if instead := facts.get("instead"):
        text = f"将“{Claim.objects.get(pk=instead).text}”变更为“{text}”"
    return {"text": text, "amount": facts.get("amount")}


def request(**more: Callable[[DocketEntry], Any]) -> Callable[[DocketEntry, Party | None], Data]:
    """A request with the reasons of its step, and what else it names."""

    def data(entry: DocketEntry, addressee: Party | None) -> Data:
        found = {name: value(entry) for name, value in more.items()}
        return letter(entry, grounds=entry.facts["reason"], **found)

    return data


def address(entry: DocketEntry, addressee: Party | None) -> Data:
    """A party's word for where its papers reach it, addressed to the office that has the case now."""
    party, told, office = entry.record.speaking, entry.record.act.facts, _office(entry)
    counts = chosen("returned_post", office.settings) == "served"
    return {
        "cause": entry.dispute.cause or CAUSE, "office": office.name, "date": entry.on.isoformat(), "parties": parties(entry),
        "by": party.name, "capacity": SIDES[party.side], "address": told["address"], "phone": told["phone"],
        "recipient": told.get("recipient"), "electronic": "同意，在案件平台的账户接收" if party.electronic_service else "不同意",
    } | ({} if counts else {"returned": "由此产生的延误由本人承担，文书另行送达"})  # fmt: skip


def has_office(entry: DocketEntry) -> bool:
    return _office(entry) is not None


def _office(entry: DocketEntry) -> Any:
    """Of the newest record that has one: the committee, else the mediation organisation."""
    rows = [record.office for record in entry.dispute.records() if getattr(record, "office_id", None)]
    committees = [office for office in rows if office.kind == office.Kind.COMMITTEE]
    return next(iter(committees[::-1] or rows[::-1]), None)


def power(entry: DocketEntry, addressee: Party | None) -> Data:
    """For whoever files with a mandate, to be signed by the party (AL-24)."""
    seat = _agent(entry)
    return letter(
        entry, seat.party, variant="agent", matter=f"与{_opponents(entry)}劳动人事争议一案",
        agent={"name": str(seat.user), "scope": seat.powers or "一般授权"}, until_on=seat.until,
    )  # fmt: skip


def head(entry: DocketEntry, addressee: Party | None) -> Data:
    party = _organisation(entry)
    return letter(entry, party, variant="head", head=party.head, head_post=party.head_post)


def speakers(entry: DocketEntry, addressee: Party | None) -> Data:
    """Three to five who speak for all (CR-63)."""
    people = entry.dispute.speakers
    named = [party.name for party in entry.dispute.parties.all() if party.side == Party.Side.APPLICANT]
    return letter(
        entry, speakers=people["names"], number_of_workers=str(people["workers"]),
        represented=named[:MOST_NAMES] if len(named) > 1 else [],
    )  # fmt: skip


def has_agent(entry: DocketEntry) -> bool:
    return _agent(entry) is not None


def has_head(entry: DocketEntry) -> bool:
    return _organisation(entry) is not None


def has_speakers(entry: DocketEntry) -> bool:
    return bool(entry.dispute.speakers)


def _agent(entry: DocketEntry) -> Any:
    seats = [
        seat
        for seat in entry.dispute.seats_of(entry.by)
        if seat.role == "representative" and seat.side == "A"
    ]
    return next((seat for seat in seats if seat.party_id), None)


def _organisation(entry: DocketEntry) -> Any:
    rows = [one for one in entry.dispute.parties.all() if one.side == Party.Side.APPLICANT]
    return next(
        (one for one in rows if one.kind == Party.Kind.ORGANISATION and one.head and one.head_post), None
    )


def _opponents(entry: DocketEntry) -> str:
    return "、".join(one.name for one in entry.dispute.parties.all() if one.side == Party.Side.RESPONDENT)
