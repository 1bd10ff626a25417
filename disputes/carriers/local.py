"""Carriers for a machine of one's own: they keep a note of what they were given, without a name, and deliver on time."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from disputes.calendars import in_force
from disputes.carriers import Parcel, Progress
from disputes.rules.counting import count_working_days

NOBODY = "查无此人"  # an address with these words brings the parcel back


def _root() -> Path:
    settings.OUTBOX_ROOT.mkdir(parents=True, exist_ok=True)
    return Path(settings.OUTBOX_ROOT)


class LocalCourier:
    """Delivers on the next working day; the number follows from the key, so that twice is once."""

    def hand_over(self, parcel: Parcel) -> str:
        number = "DS" + hashlib.sha256(parcel.key.encode()).hexdigest()[:12].upper()
        note = _root() / f"{number}.json"
        if not note.exists():
            told = {
                "code": parcel.code,
                "on": timezone.localdate().isoformat(),
                "back": NOBODY in parcel.address,
            }
            note.write_text(json.dumps(told))
        return number

    def track(self, number: str) -> Progress | None:
        note = _root() / f"{number}.json"
        if not note.exists():
            return None
        told = json.loads(note.read_text())
        due = count_working_days(date.fromisoformat(told["on"]), 1, in_force())
        if timezone.localdate() < due:
            return None
        return Progress(
            delivered=not told["back"], on=due, words="原址查无此人，退回" if told["back"] else "本人签收"
        )


class LocalTexter:
    """Writes how many were sent and to which last four digits, never the words."""

    def send(self, key: str, phone: str, text: str) -> None:
        note = _root() / f"sms-{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"
        if not note.exists():
            note.write_text(json.dumps({"to": f"…{phone[-4:]}", "length": len(text)}))
