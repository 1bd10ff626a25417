"""The envelope's life, and the actors and guards every record shares."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.steps import NEW, SAME, Actor, Stages, guard, step

if TYPE_CHECKING:
    from disputes.models import User


class Stage(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


def operation_of_law(record: Any, user: User | None) -> bool:
    """The law itself acts: a time limit ran out, or one step brings another."""
    return user is None


def seated(*roles: str, side: str = "") -> Actor:
    """Somebody with a current seat in the dispute: a party, a representative, the mediator, the tribunal."""

    def actor(record: Any, user: User | None) -> bool:
        return user is not None and record.dispute.is_seated(user, *roles, side=side)

    actor.__name__ = "_or_".join(roles) + (f"_{side}" if side else "")
    return actor


def posted(*roles: str, at: str = "office_id") -> Actor:
    """Somebody who holds this post at the office that handles the record, and stands for no side in it (AL-33)."""

    def actor(record: Any, user: User | None) -> bool:
        if user is None or getattr(record, at) not in user.offices(*roles):
            return False
        return not record.dispute.is_own_of(user)

    actor.__name__ = "_or_".join(roles)
    return actor


def either(*actors: Actor) -> Actor:
    def actor(record: Any, user: User | None) -> bool:
        return any(test(record, user) for test in actors)

    actor.__name__ = "_or_".join(test.__name__ for test in actors)
    return actor


applicant = seated("party", "representative", side="A")
respondent = seated("party", "representative", side="B")
party = seated("party", "representative")
mediator = seated("mediator")
presiding = seated("presiding")
tribunal = seated("presiding", "arbitrator")
recorder = seated("recorder")
clerk = posted("clerk")
director = posted("director")
lead = posted("lead")


def opener(dispute: Any, user: User | None) -> bool:
    return user is not None and user.pk == dispute.opened_by_id


def insider(dispute: Any, user: User | None) -> bool:
    """Anybody who may enter the case: a party, the mediator, the tribunal, staff of the office."""
    return user is not None and type(dispute).objects.visible_to(user).filter(pk=dispute.pk).exists()


def staff(dispute: Any, user: User | None) -> bool:
    """Whoever is in the case by office or seat, of neither side."""
    return insider(dispute, user) and user is not None and not dispute.side_of(user)


@guard(_("Choose a step you took yourself, or one your office took."), law="CR-22")
def record_is_theirs_to_correct(dispute: Any) -> bool:
    facts = dispute.act.facts
    if not facts:
        return True
    same_readers = facts.get("audience", "open") == facts["names"]["audience"]
    return same_readers and dispute.correctable(dispute.act.by).filter(**facts["names"]).exists()


def _their_party(record: Any) -> Any:
    return record.dispute.party_of(record.act.by) if record.act.by else None


@guard(_("You have agreed to electronic service already; end it first if you want to."), law="CPL-90")
def served_on_paper(dispute: Any) -> bool:
    ours = _their_party(dispute)
    return ours is None or not ours.electronic_service


@guard(_("You speak for no party of this case yet; ask the office to enter you."), law="CR-20")
def speaks_for_a_party(record: Any) -> bool:
    return record.act.by is None or _their_party(record) is not None


@guard(_("You have not agreed to electronic service; your papers come on paper."), law="CPL-90")
def served_electronically(dispute: Any) -> bool:
    ours = _their_party(dispute)
    return ours is not None and ours.electronic_service


@guard(_("Name at least one applicant and one respondent."), law="AL-28")
def has_both_sides(dispute: Any) -> bool:
    return {"A", "B"} <= {p.side for p in dispute.parties.all()}


@guard(_("State at least one claim."), law="AL-28")
def has_claims(dispute: Any) -> bool:
    return dispute.claims.exists()


@guard(_("A record of this dispute is still open; close it first."), law="CR-21")
def nothing_pending(dispute: Any) -> bool:
    return not dispute.pending()


class DisputeLifecycle(models.Model):
    """The envelope: parties, claims, papers, docket. Legal stages live on its records."""

    stage = Stages(Stage)
    opened_on = models.DateField(null=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True

    @step(
        source=Stage.DRAFT, target=Stage.OPEN, law="AL-28", by=opener, when=[has_both_sides, has_claims],
        title=_("Open the dispute"),
        meaning=_("The matter now has a file of its own; everything handed in, done and decided is kept in it."),
    )  # fmt: skip
    def open(self, on: date) -> None:
        self.opened_on = on

    @step(
        source=Stage.OPEN, target=Stage.CLOSED, law="CR-21", by=operation_of_law, when=[nothing_pending],
        title=_("Close the dispute"),
        meaning=_("Nothing more is to be done here; the file stays readable."),
    )  # fmt: skip
    def close(self, on: date) -> None:
        self.closed_on = on

    @step(
        source=Stage.CLOSED,
        target=Stage.OPEN,
        law="CR-35",
        by=operation_of_law,
        title=_("Reopen the dispute"),
        meaning=_("The matter is being handled again from where it stood."),
    )
    def reopen(self, on: date) -> None:
        self.closed_on = None

    @step(
        source=[Stage.DRAFT, Stage.OPEN, Stage.CLOSED], target=SAME, law="CR-80, CPL-85", by=operation_of_law,
        title=_("Time limits counted anew"),
        meaning=_("A holiday notice changed the calendar, so the last days of running time limits were counted again."),
    )  # fmt: skip
    def recount(
        self, on: date, notice: str, moved: list[dict[str, str]], broken: list[dict[str, str]]
    ) -> None:
        """A holiday notice makes other days workdays: `moved` are the last days it changed, `broken` what it upsets."""

    @step(
        source=[Stage.OPEN, Stage.CLOSED], target=SAME, law="CR-22", by=staff, when=[record_is_theirs_to_correct],
        title=_("Put a record right"),
        meaning=_("What was written earlier was mistaken; both are kept, and this is what holds."),
    )  # fmt: skip
    def correct_entry(self, on: date, names: dict[str, Any], right: str) -> None:
        """A docket is never rewritten. `names` is the stream and the number of the mistaken record in it."""

    @step(
        source=Stage.OPEN, target=SAME, law="CPL-90", by=party, when=[served_on_paper],
        title=_("Agree to electronic service"),
        meaning=_("This party wants its papers in its account; they count as served on the day they arrive there."),
    )  # fmt: skip
    def accept_electronic(self, on: date) -> None:
        """Asked for apart from everything else; awards and statements keep their own way where the law says so."""

    @step(
        source=Stage.OPEN, target=SAME, law="CPL-90", by=party, when=[served_electronically],
        title=_("End electronic service"),
        meaning=_("From now on this party gets its papers on paper again; what arrived before stays served."),
    )  # fmt: skip
    def end_electronic(self, on: date) -> None:
        """Consent is given freely and taken back freely."""

    @step(
        source=Stage.OPEN, target=SAME, law="CR-20, CPLI-136", by=party, when=[speaks_for_a_party],
        unwritten={"address", "phone", "recipient"},
        title=_("Confirm where papers reach you"),
        meaning=_("Papers are served at this address; one that comes back from it may count as served."),
    )  # fmt: skip
    def confirm_address(self, on: date, address: str, phone: str, recipient: str = "") -> None:
        """The confirmation of the address of service (D05); where it is, no docket says."""
        self.speaking = self.dispute.party_of(self.act.by)  # type: ignore[attr-defined]

    @step(
        source=[Stage.OPEN],
        target=SAME,
        law="CR-22",
        by=insider,
        title=_("Paper handed in"),
        meaning=_("A paper was added to the file; the other side and the office can read it."),
    )
    def hand_in(self, on: date, paper: str = "", title: str = "", party: int | None = None) -> None:
        """Somebody in the case adds a paper; the facts name its reference and title, and whose it is where the
        office takes it in at the counter.
        """
        self.speaking = party


__all__ = ["NEW", "SAME"]
