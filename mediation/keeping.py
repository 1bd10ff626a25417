"""The agreement in effect: what it wants done is listed, followed one by one, and told before it falls due (MR-32)."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from disputes.acts import NotLawful, perform, sequel
from disputes.carriers import CarrierDown, texter
from disputes.papers.wording import day as spelled
from disputes.rounds import every_round
from mediation import terms
from mediation.models import Instalment, PerformanceReminder, Receipt

if TYPE_CHECKING:
    from disputes.models import DocketEntry

logger = logging.getLogger(__name__)
SOON = 3  # days before the docket tells both sides
LADDER = (7, 3, 1)  # days before for text messages
ROUND = 200


@sequel("mediation.take_effect")
def list_performances(entry: DocketEntry) -> None:
    mediation = entry.record
    Instalment.objects.bulk_create([
        Instalment(
            mediation=mediation, number=number, text=each["text"], due_on=each["due_on"], way=each["way"],
            amount=each.get("amount") or None, by=each.get("by") or mediation.payer, act=each.get("act", ""), parts=parts,
        )
        for number, (each, parts) in enumerate(terms.in_order(mediation.settled.agreed), 1)
    ])  # fmt: skip
    _await(entry)


@sequel("mediation.record_payment")
def keep_the_payment(entry: DocketEntry) -> None:
    """The last cent completes the performance."""
    instalment = Instalment.objects.get(mediation=entry.record_id, number=entry.facts["instalment"])
    _receive(instalment, {key: Decimal(sum_) for key, sum_ in entry.facts["paid"].items()}, entry)
    if not instalment.open:
        perform(entry.record, "record_instalment", on=entry.on, instalment=instalment.number)


def _receive(instalment: Instalment, paid: dict[str, Decimal], entry: DocketEntry) -> None:
    Receipt.objects.bulk_create([
        Receipt(instalment=instalment, party_id=int(key) if key else None, amount=sum_, on=entry.on)
        for key, sum_ in paid.items()
    ])  # fmt: skip


@sequel("mediation.record_instalment")
def go_on_to_the_next(entry: DocketEntry) -> None:
    """What was open of it was paid on that day."""
    instalment = Instalment.objects.get(mediation=entry.record_id, number=entry.facts["instalment"])
    _receive(instalment, instalment.still_owed, entry)
    instalment.done_on = entry.on
    instalment.save(update_fields=["done_on"])
    _await(entry)


@sequel("mediation.fall_overdue")
def await_what_comes_after(entry: DocketEntry) -> None:
    """One that is late does not keep the next from being followed."""
    if following := _following(entry):
        _wait_for(following, entry)


@sequel("mediation.record_breach")
def note_what_was_broken(entry: DocketEntry) -> None:
    late = Instalment.objects.filter(mediation=entry.record_id).overdue(entry.on)
    if numbers := entry.facts.get("instalments"):
        late = late.filter(number__in=numbers)
    late.update(broken_on=entry.on)


@sequel("mediation.remind")
def note_the_reminder(entry: DocketEntry) -> None:
    told = Instalment.objects.filter(mediation=entry.record_id, number=entry.facts["instalment"])
    told.update(reminded_on=entry.on)


def _following(entry: DocketEntry) -> Instalment | None:
    """The next that is not due yet."""
    rows = Instalment.objects.filter(mediation=entry.record_id, due_on__gte=entry.on)
    return rows.outstanding().first()


def _await(entry: DocketEntry) -> None:
    """Wait for the next performance; after the last one the agreement has been kept. Once broken, no clock runs."""
    left = Instalment.objects.filter(mediation=entry.record_id).outstanding()
    following = _following(entry) or left.first()
    if following is None:
        perform(entry.record, "record_performance", on=entry.on)
    elif type(entry.record).objects.filter(pk=entry.record_id, stage="effective").exists():
        _wait_for(following, entry)


def _wait_for(one: Instalment, entry: DocketEntry) -> None:
    due_on = one.due_on.isoformat()
    perform(entry.record, "await_performance", on=entry.on, instalment=one.number, due_on=due_on)


@every_round
def remind() -> int:
    """Tell both sides in the docket, and by text message who has a phone. Returns how many were told by either."""
    return _by_docket() + _by_text()


def _by_docket() -> int:
    today, told = timezone.localdate(), 0
    rows = Instalment.objects.ahead(today, SOON).filter(reminded_on=None)
    for one in rows.select_related("mediation__dispute")[:ROUND]:
        with suppress(NotLawful):  # another round was quicker
            perform(one.mediation, "remind", on=today, instalment=one.number, due_on=one.due_on.isoformat())
            told += 1
    return told


def _by_text() -> int:
    sender, today, sent = texter(), timezone.localdate(), 0
    if sender is None:
        return 0
    for days in LADDER:
        rows = Instalment.objects.ahead(today, days).filter(due_on=today + timedelta(days=days))
        for one in rows.select_related("mediation__dispute").prefetch_related("reminders", "receipts"):
            told = {reminder.party_id for reminder in one.reminders.all() if reminder.days == days}
            for party, text in addressed(one):
                if not party.phone or party.pk in told:
                    continue
                try:
                    sender.send(f"performance-{one.pk}-{party.pk}-{days}", party.phone, text)
                except CarrierDown:
                    logger.warning("a reminder could not be sent; the next round tries again", exc_info=True)
                    return sent
                PerformanceReminder.objects.get_or_create(instalment=one, party=party, days=days)
                sent += 1
    return sent


def addressed(one: Instalment) -> list[tuple[Any, str]]:
    """Who owes it and who gets it, each with the text. Reference and day; nobody's name and no sum."""
    about = (
        f"提醒：案件{one.mediation.dispute.reference}的调解协议第{one.number}项将于{spelled(one.due_on)}到期"
    )
    owes = f"{about}，请按约定履行。本短信只是提醒，不是送达。"
    gets = f"{about}，对方应当在该日前履行；履行后请在案件页面确认。本短信只是提醒，不是送达。"
    return [*((party, owes) for party in one.debtors), *((party, gets) for party in one.creditors)]
