"""The envelope, the offices that handle it, and the parties and claims that come in later."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from arbitration.deadlines import no_counterclaim_is_left
from arbitration.deeds import notices
from arbitration.lifecycle.guards.preparing import last_day_for_notice
from arbitration.lifecycle.stages import Stage
from arbitration.models import Arbitration
from disputes.acts import begin, perform, sequel
from disputes.calendars import in_force
from disputes.deadlines import recount
from disputes.lifecycle.grounds import TRANSFER
from disputes.models import Claim, Deadline, Dispute, Engagement, HandOff, Office, Party, Seat, Service
from disputes.papers.issue import draw
from disputes.rules import effects, periods
from disputes.service import latest_is_proved, order, served_on

if TYPE_CHECKING:
    from disputes.models import DocketEntry


@sequel("arbitration.file")
def open_the_dispute(entry: DocketEntry) -> None:
    """The draft opens with the filing; a dispute that was closed opens again (CR-35)."""
    dispute = entry.dispute
    if dispute.stage == "draft":
        perform(dispute, "open", by=entry.by, on=entry.on)
    elif dispute.stage == "closed":
        perform(dispute, "reopen", on=entry.on)


@sequel("arbitration.file")
def seat_the_applicant(entry: DocketEntry) -> None:
    """Who drafted and files it sits on the applicant's side, unless he has a seat already."""
    if entry.by is None or entry.dispute.taken_down_by(entry.by, entry.record.office_id):
        return
    if entry.dispute.seats.filter(user=entry.by).exists():
        return
    party = entry.dispute.parties.filter(side="A").order_by("pk").first()
    Seat.objects.create(dispute=entry.dispute, user=entry.by, role="party", side="A", party=party)


@sequel("arbitration.accept", "arbitration.receive_transfer")
def seat_the_parties(entry: DocketEntry) -> None:
    """From acceptance on the other side is told (AL-30): whose account is known sees the case."""
    Seat.objects.seat_known(entry.dispute)


@sequel("arbitration.file", "arbitration.arrive", "agreementreview.join")
def engage_the_office(entry: DocketEntry) -> None:
    engage(entry.dispute, entry.record.office)


def engage(dispute: Dispute, office: Office) -> None:
    """The office handles the dispute: its staff may enter."""
    Engagement.objects.update_or_create(
        dispute=dispute, office=office, capacity=Engagement.Capacity.ARBITRATION, defaults={"until": None}
    )


@sequel("arbitration.transfer")
def hand_the_case_on(entry: DocketEntry) -> None:
    """A fresh record at the committee it goes to; the tribunal here leaves (CR-9). The file follows as a hand-off.

    Where nobody of that committee works here there is none: on paper its receipt is the last that is known.
    """
    office = Office.objects.get(pk=entry.facts["to"])
    if office.works_here:
        begin(Arbitration(dispute=entry.dispute, office=office, **handed_on(entry)), "arrive")
    file = HandOff(
        dispute=entry.dispute, ground=TRANSFER, record_type="arbitration", record_id=entry.record_id, office=office,
        from_office=entry.record.office, filed_by=entry.dispute.parties.filter(side="A").order_by("pk").first(),
    )  # fmt: skip
    begin(file, "file", on=entry.on, reason=entry.facts["reason"], venue=TRANSFER)


def handed_on(entry: DocketEntry) -> dict[str, Any]:
    """What is frozen, or asked to be, is from now on the other committee's to see to (财产保全规定 3, 23). What waits for
    a decision waits there, and what was said of limitation holds: nothing has to be filed again (CR-9).
    """
    case = Arbitration.objects.get(pk=entry.record_id)
    kept = {name: getattr(case, name) for name in KEPT}
    left = case.advance
    if left.get("state") == "asked":
        kept["advance"], left = left, {}
    elif left.get("state") not in (None, "refused"):
        # Who ordered it serves it and has it enforced; nobody orders it again.
        kept["advance"] = left | {"state": "ordered_before"}
    Arbitration.objects.filter(pk=case.pk).update(preservation={}, advance=left)
    filed = {"filed_on": case.received_on.isoformat()} if case.received_on else {}
    return kept | {"time_facts": filed | case.time_facts}


KEPT = ("preservation", "counterclaim", "change", "known_on", "limitation_raised_on")


# Made anew by the committee that takes the case over, or telling of a tribunal and a hearing that are no more.
MOOT = ("D09", "D12", "D14", "D19")


@sequel("arbitration.transfer")
def serve_no_notice_of_what_is_over(entry: DocketEntry) -> None:
    """Notices that lie to be served fall away (CR-9); a decision is served by the committee that made it (CR-20)."""
    rows = Service.objects.filter(
        dispute=entry.dispute_id, office=entry.record.office_id, paper__code__in=MOOT
    )
    for waiting in rows.filter(stage__in=("due", "returned")):
        perform(waiting, "drop", on=entry.on)


@sequel(
    "arbitration.withdraw", "arbitration.withdraw_last_counterclaim", "arbitration.applicant_absent",
    "arbitration.cancel", "arbitration.terminate",
)  # fmt: skip
def call_nobody_to_a_case_that_is_over(entry: DocketEntry) -> None:
    """What tells of its end is served (CR-32, CR-35, CR-39); nobody is asked to answer or to come any more."""
    _drop(entry, ("D12", "D14", "D19"))


@sequel(
    "arbitration.postpone", "arbitration.put_off", "arbitration.suspend", "arbitration.settle",
    "arbitration.dissolve_tribunal",
)  # fmt: skip
def summon_nobody_to_what_is_not_held(entry: DocketEntry) -> None:
    """The notice of the new day is the one that is served (CR-38)."""
    _drop(entry, ("D19",))


def _drop(entry: DocketEntry, codes: tuple[str, ...], **more: Any) -> None:
    """Earlier notices of this case that lie to be served; what is under way is proved as always."""
    rows = Service.objects.filter(
        dispute=entry.dispute_id, paper__record_type="arbitration", paper__code__in=codes
    )
    rows = rows.filter(paper__record_id=entry.record_id, stage__in=("due", "returned"), **more)
    for waiting in rows.exclude(paper__entry=entry.pk):
        perform(waiting, "drop", on=entry.on)


@sequel("arbitration.join_party")
def name_the_party(entry: DocketEntry) -> None:
    """The new party gets a copy and its own time to answer; it is told who sits, and when, as the others were.

    Where the notice would come too late the hearing is moved, and all are told of the new day (CR-38).
    """
    facts, record = entry.facts, entry.record
    party = Party.objects.create(
        dispute=entry.dispute, side=facts["side"], kind=facts.get("kind", "organisation"), name=facts["called"],
        address=facts.get("address", ""), worker=bool(facts.get("worker")),
    )  # fmt: skip
    copies = {"D12": notices.respond(entry, party)}
    if record.formed_on is not None:
        copies["D14"] = notices.formed(entry, party)
    if record.stage == Stage.SCHEDULED and entry.on <= last_day_for_notice(record.hearing_on):
        copies["D19"] = notices.summons_of_the_joined(entry, party)
    for code, data in copies.items():
        order(draw(entry, code, dict(data), audience="open", volume="main"), party, entry)


@sequel("arbitration.take_change", "arbitration.join_counterclaim")
def add_the_claim(entry: DocketEntry) -> None:
    asked = entry.record.joined
    side = "A" if entry.step == "arbitration.take_change" else "B"
    amount = Decimal(asked["amount"]) if asked.get("amount") else None
    entry.dispute.claims.filter(pk=asked.get("instead")).update(
        dropped=True
    )  # a changed claim takes its place
    Claim.objects.create(
        dispute=entry.dispute, side=side, kind=asked["kind"], text=asked["text"], amount=amount
    )


@sequel(
    "arbitration.withdraw_claims", "arbitration.applicant_defaults",
    "arbitration.withdraw_counterclaim", "arbitration.withdraw_last_counterclaim",
)  # fmt: skip
def drop_the_claims(entry: DocketEntry) -> None:
    """What others claim alone goes on (CR-36)."""
    entry.dispute.claims.filter(pk__in=entry.record.given_up).update(dropped=True)


@sequel("arbitration.withdraw_counterclaim", "arbitration.withdraw_last_counterclaim")
def serve_no_copy_of_what_was_taken_back(entry: DocketEntry) -> None:
    """The applicant need not answer it any more (AL-30, CR-36)."""
    if no_counterclaim_is_left(entry):
        _drop(entry, ("D12",), party__side="A")


@sequel("service.announce")
def leave_out_the_announcement(entry: DocketEntry) -> None:
    """The thirty days of an announcement are not counted in the 45 (CR-46(6), DT25)."""
    until = periods.due("service_by_announcement", entry.on, calendar=in_force()).due
    for row in Deadline.objects.open().filter(dispute=entry.dispute_id, code="arbitration.award"):
        row.pauses = [*row.pauses, [entry.on.isoformat(), until.isoformat()]]
        recount(row, entry)


@sequel("service.prove")
def count_the_days_after_all(entry: DocketEntry) -> None:
    """Who comes and signs ends the announcement: the days from then on count (CR-46(6))."""
    if entry.source != "announced":
        return
    announced = Deadline.objects.filter(
        dispute=entry.dispute_id, code="service.announcement", record_id=entry.record_id
    ).latest("pk")
    since, until = announced.trigger_on.isoformat(), announced.due_on.isoformat()
    for row in Deadline.objects.open().filter(dispute=entry.dispute_id, code="arbitration.award"):
        if [since, until] in row.pauses:
            row.pauses.remove([since, until])  # one: others announced on that day stay so
            row.pauses.append([since, max(since, min(until, entry.on.isoformat()))])
            recount(row, entry)


@sequel("service.prove")
def statement_received(entry: DocketEntry) -> None:
    """Once the last party has signed for a mediation statement it binds, from that day (DT66)."""
    if entry.about != "D37":
        return
    record: Any = type(entry.record.paper.record)._default_manager.get(pk=entry.record.paper.record_id)
    parties = list(entry.dispute.parties.all())
    if record.stage != "settlement_draft" and record.stage != "statement_draft":
        return
    if all(latest_is_proved(entry.dispute, "D37", party) for party in parties):
        days = [served_on(entry.dispute, "D37", party) for party in parties]
        name = "conclude" if record.stage == "settlement_draft" else "take_effect"
        perform(record, name, on=effects.mediation_statement([day for day in days if day]))


@sequel(
    "arbitration.close",
    "award.take_effect",
    "award.stand",
    "award.set_aside",
    "award.lose_effect",
    "agreementreview.take_effect",
)
def close_the_dispute(entry: DocketEntry) -> None:
    """When nothing of it is pending any more (CR-21)."""
    dispute = Dispute.objects.get(pk=entry.dispute_id)
    closed = any(record.stage in ("closed", "archived") for record in dispute.arbitrations.all())
    if (
        dispute.stage == "open"
        and (closed or entry.record_type == "agreementreview")
        and not dispute.pending()
    ):
        perform(dispute, "close", on=entry.on)
