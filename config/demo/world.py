"""The whole demo world, built in one transaction: it is there, or nothing of it is."""

from __future__ import annotations

from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.test.utils import override_settings
from django.utils import timezone

from arbitration.models import Room
from casebook.envelopes import HOUSE as KEEPER
from config.demo import (
    agreements,
    authorities,
    awards,
    cast,
    drafts,
    hearings,
    intakes,
    mediations,
    publications,
    script,
    turns,
    typical,
)
from config.demo.case import House
from config.demo.people import PREFIX
from disputes.management.commands.tick import sweep
from disputes.models import Dispute, DocketEntry, Office, User
from mediation.models import MediatorProfile

PROGRAMME = (
    drafts,
    mediations,
    intakes,
    hearings,
    awards,
    agreements,
    authorities,
    publications,
    turns,
)  # their scenes put themselves on it
ROOMS = {
    "第一仲裁庭": (60, ["recording", "screen", "video", "step_free"]),
    "第二仲裁庭": (16, ["recording", "screen", "video"]),
    "第三仲裁庭": (16, ["recording"]),
}  # seats, equipment


ROSTER = {
    "mediator": {
        "specialities": ["wages", "overtime"], "languages": ["mandarin", "cantonese"], "districts": ["440104", "440103"],
    },
    "mediator2": {"specialities": ["severance"], "languages": ["mandarin", "teochew", "sign"], "districts": ["440106"]},
}  # fmt: skip


def is_built() -> bool:
    """The invented parties come with the disputes, in the same transaction."""
    return User.objects.filter(username__startswith=PREFIX).exists()


def has_foreign_disputes() -> bool:
    """Whether anybody who is not of the demo has opened a dispute here."""
    names = [person.username for person in cast.CAST + cast.OTHERS] + [KEEPER]
    ours = Dispute.objects.exclude(opened_by__username__in=names)
    return ours.exclude(opened_by__username__startswith=PREFIX).exists()


def open_rooms() -> None:
    """Where the committee of the cast hears its cases."""
    committee = Office.objects.get(name=cast.COMMITTEE)
    for name, (capacity, equipment) in ROOMS.items():
        Room.objects.get_or_create(
            office=committee, name=name,
            defaults={"address": "广州市越秀区小北路266号", "capacity": capacity, "equipment": equipment},
        )  # fmt: skip


def keep_roster(users: dict[str, User]) -> None:
    """What the organisation of the cast knows of its mediators."""
    office = Office.objects.get(name=cast.ORGANISATION)
    for name, known in ROSTER.items():
        MediatorProfile.objects.get_or_create(user=users[name], office=office, defaults=known)


@transaction.atomic
def build(users: dict[str, User]) -> str:
    """Play every scene; no room is rung, nobody is there to hear it. Returns a summary in words."""
    today = timezone.localdate()
    open_rooms()
    keep_roster(users)
    with override_settings(LIVE_RING=False):
        script.play(today, House(users, today).stage)
        sweep()
        call_command("casebook", "import", settings.BASE_DIR / typical.FILE, "--publish", stdout=StringIO())
    DocketEntry.objects.filter(told_at=None).update(told_at=F("at"))
    return f"{Dispute.objects.count()} disputes, {DocketEntry.objects.count()} steps of {User.objects.count()} people"
