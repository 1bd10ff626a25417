"""Who comes into a case for a party, with which powers and until when, and how that ends (AL-24, CR-29)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import Stage, either, party, seated
from disputes.steps import SAME, guard, step

if TYPE_CHECKING:
    from disputes.models import Seat, User

POWERS = {"general": "一般授权", "special": "特别授权：代为和解、撤回申请，承认、放弃、变更仲裁请求"}
MAY = [
    ("general", _("Act in the proceedings")),
    ("special", _("Also settle, withdraw, and admit or change claims")),
]  # how POWERS are asked for
NAMES_NOBODY = {
    "say",
    "hand_in",
    "enter_person",
    "end_mandate",
    "unseat",
}  # done for all the readers, or says for whom itself
party_itself = seated("party")


def registrar(dispute: Any, user: User | None) -> bool:
    """Who may write down who came: clerk or director of the committee, or the mediator of the case."""
    if user is None or not user.held_posts or dispute.is_own_of(user):
        return False
    handling = dispute.engagements.filter(capacity="arbitration", until=None)
    ours = handling.filter(office__in=user.offices("clerk", "director"))
    return ours.exists() or dispute.is_seated(user, "mediator")


def left_open(record: Any, name: str, user: User | None) -> list[Any]:
    """The parties among which this person must name the one for whom the step is taken; none where it is clear."""
    if (
        user is None
        or not user.may_have_own_cases
        or name in NAMES_NOBODY
        or getattr(record, "party_id", None)
    ):
        return []
    several = len({seat.party_id for seat in record.dispute.seats_of(user) if seat.party_id}) > 1
    return record.dispute.parties_of(user) if several else []


def parties_to_enter_for(dispute: Any, user: User) -> list[Any]:
    """Those for whom this person may enter somebody: a party for itself, the office for every party."""
    own = {seat.party_id for seat in dispute.seats_of(user) if seat.role == "party"}
    everybody = list(dispute.parties.all())
    return everybody if registrar(dispute, user) else [one for one in everybody if one.pk in own]


def seats_to_end(dispute: Any, user: User) -> list[Seat]:
    """Mandates this person may end: a party those it gave, a representative the own one, the office whichever it is told of."""
    mine = [seat for seat in dispute.seats_of(user) if seat.side]
    given = {seat.party_id for seat in mine if seat.role == "party"}
    everywhere = registrar(dispute, user)
    return [
        seat
        for seat in dispute.current_seats
        if seat.role == "representative" and (everywhere or seat in mine or seat.party_id in given)
    ]


def own_places(dispute: Any) -> list[Seat]:
    """Where the parties themselves sit, each in its own account."""
    return [seat for seat in dispute.current_seats if seat.role == "party" and seat.party_id]


def stands_elsewhere(dispute: Any, user: User, side: str, *, itself: bool = False) -> bool:
    """Whether this person cannot sit on that side: nobody speaks for both, and nobody for one who works on the case.

    That is who has or had another place here, is by identity another party, or works at an office that handles it.
    A party `itself` does not lose its case because it was entered for another by mistake (AL-22).
    """
    others = dispute.parties.exclude(side=side).exclude(identity_index="")
    offices = [post.office_id for post in user.held_posts]
    seats = dispute.seats.filter(user=user).exclude(side=side)
    return (
        (seats.exclude(mistaken=True) if itself else seats).exists()
        or others.filter(identity_index=user.identity_index).exists()
        or dispute.engagements.filter(office__in=offices).exists()
    )


@guard(_("A party enters representatives of its own; the office enters everybody else."), law="AL-24")
def party_is_theirs(dispute: Any) -> bool:
    facts, user = dispute.act.facts, dispute.act.by
    if not facts:
        return True
    ours = facts["for_party"] in {one.pk for one in parties_to_enter_for(dispute, user)}
    return ours and (facts["role"] == "representative" or registrar(dispute, user))


@guard(
    _("This person has or had another place in this case, is by identity its other side, or works at an office that handles it."),
    law="AL-24, AL-33",
)  # fmt: skip
def stands_on_no_other_side(dispute: Any) -> bool:
    facts = dispute.act.facts
    if not facts:
        return True
    itself = facts["role"] == "party"
    return not stands_elsewhere(dispute, facts["person"], _party(dispute).side, itself=itself)


@guard(_("This person has a place for this party already; end it first."), law="AL-24")
def is_not_there_yet(dispute: Any) -> bool:
    """One lawyer may act for several parties of a side: the mandate of each is its own."""
    facts = dispute.act.facts
    seats = dispute.seats_of(facts.get("person"))
    return not facts or facts["for_party"] not in {seat.party_id for seat in seats}


@guard(_("This party has its own account in the case already."), law="AL-24")
def party_has_no_account(dispute: Any) -> bool:
    facts = dispute.act.facts
    if facts.get("role") != "party":
        return True
    return not any(seat.role == "party" and seat.party_id == facts["for_party"] for seat in dispute.current_seats)  # fmt: skip


@guard(
    _("Name the paper of authority, or what shows who the person is; add it to the case first."), law="AL-24"
)
def authority_is_shown(dispute: Any) -> bool:
    facts = dispute.act.facts
    return not facts or dispute.papers.filter(ref=facts.get("proof") or None).exists()


@guard(_("The mandate ends on: write a day that is not over."), law="AL-24")
def mandate_lies_ahead(dispute: Any) -> bool:
    until = dispute.act.facts.get("until")
    return until is None or until >= dispute.act.on


@guard(_("There is no such mandate that you may end."), law="AL-24")
def mandate_is_theirs_to_end(dispute: Any) -> bool:
    facts, theirs = dispute.act.facts, {seat.pk for seat in seats_to_end(dispute, dispute.act.by)}
    return facts["seat"] in theirs if facts else bool(theirs)


def _place(dispute: Any) -> Seat | None:
    return next((seat for seat in own_places(dispute) if seat.pk == dispute.act.facts.get("seat")), None)


@guard(_("No party has such an account in this case."), law="CR-29")
def place_is_a_partys_own(dispute: Any) -> bool:
    return _place(dispute) is not None if dispute.act.facts else bool(own_places(dispute))


@guard(_("This account was checked as this party; take that check back first."), law="CR-29")
def is_not_known_by_the_number(dispute: Any) -> bool:
    """Else the next step that has the parties told would give the place again."""
    seat = _place(dispute)
    if seat is None or seat.party is None or not seat.user.identity_verified:
        return True
    return not seat.party.identity_index or seat.user.identity_index != seat.party.identity_index


def _party(dispute: Any) -> Any:
    return dispute.parties.get(pk=dispute.act.facts["for_party"])


class MandateSteps(models.Model):
    """Steps of the envelope: a seat of a side is given and taken by them alone."""

    class Meta:
        abstract = True

    @step(
        source=Stage.OPEN, target=SAME, law="AL-24", by=either(party_itself, registrar),
        when=[
            party_is_theirs, stands_on_no_other_side, is_not_there_yet, party_has_no_account, authority_is_shown,
            mandate_lies_ahead,
        ],
        title=_("Enter a representative or a party"),
        meaning=_("A person was entered for this party, and may read and act for it within the powers written down."),
    )  # fmt: skip
    def enter_person(
        self, on: date, person: User, for_party: int, role: str, powers: str = "", until: date | None = None
    ) -> None:
        """`role` is party or representative; `powers` of a representative general or special; `proof` shows it."""
        self.speaking = _party(self)

    @step(
        source=[Stage.OPEN, Stage.CLOSED], target=SAME, law="AL-24", by=either(party, registrar), when=[mandate_is_theirs_to_end],
        title=_("End a mandate"),
        meaning=_("The representative of this party reads and does nothing more in this case."),
    )  # fmt: skip
    def end_mandate(self, on: date, seat: int) -> None:
        """By the party that gave it, by the representative who lays it down, or as the office was told; in a case that is
        over too, which its seats still read.
        """
        ended = self.seats.select_related("party").get(pk=seat)
        self.speaking = ended.party

    @step(
        source=[Stage.OPEN, Stage.CLOSED], target=SAME, law="CR-23, CR-29", by=registrar, grave=True,
        when=[place_is_a_partys_own, is_not_known_by_the_number],
        title=_("End the place of a person who was entered wrongly"),
        meaning=_("The account that stood for this party is not its own; it reads and does nothing more in this case."),
    )  # fmt: skip
    def unseat(self, on: date, seat: int, reason: str) -> None:
        """What the account did here stays in the docket; the office puts right what follows from it."""
        self.speaking = self.seats.select_related("party").get(pk=seat).party
