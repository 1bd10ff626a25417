from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from disputes.acts import begin, perform, sequel
from disputes.court import package, stamps
from disputes.court.seal import seal
from disputes.lifecycle.grounds import Ground
from disputes.lifecycle.handoff import Stage
from disputes.models import Claim, Comparison, CourtMessage, Deadline, Dispute, HandOff
from disputes.models.handoff import drawn

if TYPE_CHECKING:
    from disputes.models import DocketEntry

YIELDING = [Stage.FILED, Stage.SENT, Stage.ACKNOWLEDGED, Stage.RETURNED]

FILING = ["handoff.file", "handoff.join"]


@sequel("handoff.file")
def reopen_the_dispute(entry: DocketEntry) -> None:
    """A final award binds at once, so its case may be closed while a window to court still runs."""
    if entry.dispute.stage == "closed":
        perform(entry.dispute, "reopen", on=entry.on)


@sequel("handoff.withdraw")
def give_its_window_back(entry: DocketEntry) -> None:
    """As if never brought: what the filing ended runs on, if its last day is not over."""
    used = Deadline.objects.filter(
        dispute=entry.dispute_id, ended_by__record_type="handoff", ended_by__record_id=entry.record_id,
        ended_by__step__in=FILING,
        status=Deadline.Status.STOPPED, due_on__gte=entry.on,
    )  # fmt: skip
    used.update(status=Deadline.Status.RUNNING, ended_by=None)


@sequel("handoff.record_result", "handoff.end_order", "handoff.stand", "handoff.withdraw")
def close_what_was_reopened(entry: DocketEntry) -> None:
    dispute = Dispute.objects.get(pk=entry.dispute_id)
    reopened = dispute.docket.filter(step="dispute.reopen").exists()
    if reopened and dispute.stage == "open" and not dispute.pending():
        perform(dispute, "close", on=entry.on)


@sequel("handoff.file", "handoff.join")
def close_the_window_used(entry: DocketEntry) -> None:
    """A window that an earlier answer of a court opened is used up by this filing. The time to enforce is not: what was
    asked for may be taken back, or be one instalment of several.
    """
    handoff = entry.record
    if handoff.stage == Stage.FILED and handoff.ground != "enforcement":
        used = [row.pk for row in handoff.windows() if row.record_type == "handoff"]
        Deadline.objects.filter(pk__in=used).update(status=Deadline.Status.STOPPED, ended_by=entry)


@sequel("handoff.file")
def let_the_workers_suit_go_first(entry: DocketEntry) -> None:
    """J1-21: the worker's suit on a final award ends the employer's request to set it aside; of several workers the
    suit of the last, for until then the award binds the others (J1-17).
    """
    suit = entry.record
    if suit.ground != "suit" or not suit.filed_by.worker:
        return
    for request in suit.siblings("set_aside").filter(stage__in=YIELDING).order_by("pk"):
        if request.every_worker_sues:
            perform(request, "give_way", on=entry.on)


@sequel("handoff.send")
def hand_over_the_package(entry: DocketEntry) -> None:
    made = package.build(entry)
    sealed = seal(entry, package=package.file_name(entry.record), sha256=made.sha256, size=made.size)
    HandOff.objects.filter(pk=entry.record_id).update(
        package_sha256=made.sha256, package_size=made.size, package_seal=sealed
    )
    stamps.wanted(made.sha256)


@sequel("handoff.send")
def drop_what_another_court_left_waiting(entry: DocketEntry) -> None:
    """Messages of the court that returned it, not taken yet, would bar their numbers for the court that has it now."""
    waiting = CourtMessage.objects.waiting().filter(handoff=entry.record_id)
    waiting.exclude(key__office=entry.record.office_id).delete()


@sequel("handoff.record_result")
def hand_a_suspected_crime_on(entry: DocketEntry) -> None:
    """An order to pay that was not obeyed goes from the inspection to the police (监察条例 18, 法释〔2013〕3号).

    Where nobody of the inspection works here nobody could send it: it does so itself, and the docket says so.
    """
    if entry.target != Stage.NOT_OBEYED:
        return
    order, dispute = entry.record, entry.dispute
    found = drawn(dispute, Ground.all["police"], order, order.filed_by)
    if not order.office.works_here:
        perform(order, "hand_on_itself", on=entry.on)
    elif found.venues:
        begin(found, "file", on=entry.on, reason=dispute.facts_text, venue=found.venue)


@sequel("handoff.record_result")
def note_who_received_it(entry: DocketEntry) -> None:
    for party, day in sorted((entry.facts.get("served") or {}).items()):
        perform(
            entry.record, "serve_result", by=entry.by, on=date.fromisoformat(day), party=int(party),
            proof=entry.facts["ruling"],
        )  # fmt: skip


@sequel("handoff.let_pass")
def the_order_stands(entry: DocketEntry) -> None:
    """Once the days of no debtor that received it run any more (CPL-227)."""
    order = entry.record
    if order.stage != Stage.ORDERED:
        return
    rows = Deadline.objects.open().filter(code="handoff.objection", dispute=entry.dispute_id)
    if not rows.filter(record_type="handoff", record_id=order.pk).exists():
        perform(order, "stand", on=entry.on)


@sequel("handoff.compare")
def keep_the_comparison(entry: DocketEntry) -> None:
    """A second look replaces the first, claim by claim; the docket keeps both. So does one at the other side's suit that
    the same judgment decided (J1-4): a claim counts once.
    """
    handoff = entry.record
    joined = handoff.siblings_of_any_ground().filter(office=handoff.office_id, ruling=handoff.ruling)
    claims = [row["claim"] for row in entry.facts["views"]]
    Comparison.objects.filter(handoff__in=joined, claim__in=claims).delete()
    kinds = dict(Claim.objects.filter(dispute=entry.dispute_id).values_list("pk", "kind"))
    for row in entry.facts["views"]:
        Comparison.objects.update_or_create(
            handoff=handoff, claim_id=row["claim"],
            defaults={
                "office_id": handoff.from_office_id, "court_id": handoff.office_id, "issue": kinds[row["claim"]],
                "article": row.get("article", ""), "view": row["view"], "reason": row.get("reason", ""),
                "answered_on": handoff.answered_on,
            },
        )  # fmt: skip
