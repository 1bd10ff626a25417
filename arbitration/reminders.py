"""Reminders before a hearing by text message: seven, three and one day ahead, by day. They remind; they serve nothing (CR-38)."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from arbitration.models import Hearing, Reminder
from disputes.carriers import CarrierDown, texter
from disputes.models import Party
from disputes.papers.wording import day as spelled
from disputes.rounds import every_round

logger = logging.getLogger(__name__)
LADDER = (7, 3, 1)  # days before
ROUND = 200
WAKING = range(8, 21)  # hours of the day; at night nobody is woken


@every_round
def remind() -> int:
    """Who has a hearing ahead and a phone, once per rung. Returns how many messages went out."""
    sender, today, sent = texter(), timezone.localdate(), 0
    if sender is None or timezone.localtime().hour not in WAKING:
        return 0
    for days in LADDER:
        rows = Hearing.objects.to_be_held().filter(_untold(days), day=today + timedelta(days=days))
        told = set(Reminder.objects.filter(hearing__in=rows, days=days).values_list("hearing", "party"))
        shown = rows.select_related("dispute", "room").prefetch_related("dispute__parties").order_by("pk")
        wanted = [
            (hearing, party)
            for hearing in shown[:ROUND]
            for party in hearing.dispute.parties.all()
            if party.phone and (hearing.pk, party.pk) not in told
        ]
        for hearing, party in wanted:
            try:
                sender.send(f"{hearing.pk}-{party.pk}-{days}", party.phone, words(hearing))
            except CarrierDown:
                logger.warning("a reminder could not be sent; the next round tries again", exc_info=True)
                return sent
            Reminder.objects.get_or_create(hearing=hearing, party=party, days=days)
            sent += 1
    return sent


def _untold(days: int) -> Exists:
    """Hearings of which some party with a phone has not had this rung."""
    told = Reminder.objects.filter(hearing=OuterRef(OuterRef("pk")), days=days).values("party")
    return Exists(Party.objects.filter(dispute=OuterRef("dispute")).exclude(phone="").exclude(pk__in=told))


def words(hearing: Hearing) -> str:
    """Reference, day, hour and room; nobody's name: it is read on other people's screens."""
    where = "在线开庭，请登录案件页面进入" if hearing.online else f"地点：{hearing.room.name}"
    hours = hearing.hours.split("–")[0]
    return f"提醒：案件{hearing.dispute.reference}将于{spelled(hearing.day)}{hours}开庭，{where}。本短信只是提醒，不是送达。"
