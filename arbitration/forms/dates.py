"""Candidate days: picked among the times at which everybody and a room are free, and struck by the parties."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.respects import Respects, respects
from arbitration.slots import Slot, next_slots
from disputes.acts import cite
from disputes.form_fields import DayField
from disputes.forms import ReasonForm, StepForm

ANSWER = timedelta(days=3)  # calendar days the parties have, unless the tribunal names another last day
LOOKED_AT = 15


class OfferDaysForm(StepForm):
    steps = ("arbitration.offer_days",)
    until = DayField(label=_("Answers until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until = timezone.localdate() + ANSWER
        self.fields["until"].initial = until
        first = first_day_for_hearing(self.record, until)
        long = self.record.collective or bool(self.record.bench)
        found = next_slots(self.record, first, long=long, count=LOOKED_AT)
        respected = respects([self.record])[self.record.pk]
        self.slots = {f"{slot.day}|{slot.start}|{slot.end}|{slot.room.pk}": slot for slot in found}
        self.fields["slots"] = forms.MultipleChoiceField(
            label=_("Candidate days"), widget=forms.CheckboxSelectMultiple,
            choices=[(key, _said(s, respected)) for key, s in self.slots.items()],
            help_text=format_lazy(
                "{} {} {}", _("Two to five times at which everybody and a room are free now. Nothing is booked yet."),
                _("Each says by when its notice is served and how long it is to the statutory end. [AL-35, CR-38, AL-43, CR-45]"),
                " ".join(str(cite(one.words, one.law)) for one in respected.always),
            ),
            error_messages={"invalid_choice": _("One of these times was taken meanwhile; choose again.")},
        )  # fmt: skip
        self.order_fields(["slots", "until"])

    def facts(self) -> dict[str, Any]:
        chosen = [self.slots[key] for key in self.cleaned_data["slots"]]
        slots = [
            {"room": s.room.pk, "day": s.day.isoformat(), "start": s.start, "end": s.end} for s in chosen
        ]
        return {"slots": slots, "until": self.cleaned_data["until"]}


def _said(slot: Slot, respected: Respects) -> str:
    """The time, and what it respects."""
    rules = " ".join(one.words for one in respected.of(slot.day, slot.room))
    return f"{date_format(slot.day)} {slot.start}–{slot.end} · {rules}"


class StrikeDaysForm(StepForm):
    steps = ("arbitration.strike_days",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party = self.record.dispute.party_of(self.user)
        before = self.record.candidates.get("struck", {}).get(str(party.pk) if party else "", [])
        self.fields["cannot"] = forms.TypedMultipleChoiceField(
            label=_("Days on which you cannot come"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(place, f"{date_format(one.day)} {one.start}–{one.end}") for place, one in enumerate(self.record.candidate_days)],
            initial=before, help_text=_("Leave all of them empty if you can come on each."),
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        return {"cannot": self.cleaned_data["cannot"]}


class OtherDayForm(ReasonForm):
    """Beside the reasons stands the hearing that would be moved (AL-35)."""

    steps = ("arbitration.ask_postponement", "arbitration.refuse_postponement")

    def at_stake(self) -> list[tuple[Any, list[str]]]:
        laid = self.record.hearing
        return [(_("Hearing on"), [f"{date_format(laid.day)} {laid.hours} {laid.room}"])] if laid else []
