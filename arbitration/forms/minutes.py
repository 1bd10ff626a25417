"""The hearing record: written in its parts, read and signed, finished (AL-40, CR-41)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arbitration.deeds.minutes import attendance
from arbitration.forms.fields import words
from arbitration.lifecycle.guards.minutes import keys_of, missing_respondents, open_record
from arbitration.models.bookings import clock
from disputes.form_fields import ClockField
from disputes.forms import ReasonForm, SignedPart, StepForm

# field, its label, and the title under which the document prints it (always Chinese)
PARTS = (
    ("inquiry", _("Claims, answer and questions"), "庭审调查"),
    ("evidence", _("Evidence and opinions on it"), "举证质证"),
    ("debate", _("Debate"), "辩论"),
)


class WriteRecordForm(StepForm):
    """What was written before is filled in; the tribunal is there by law and asked for nothing."""

    steps = ("arbitration.write_record",)
    start = ClockField(label=_("Begins at"), help_text=_("When it really began and ended, to the minute."))
    end = ClockField(label=_("Ends at"))
    place = forms.CharField(label=_("Place"), max_length=200)
    closed = forms.BooleanField(label=_("Not open to the public"), required=False)
    mediation = words(
        _("Mediation by the tribunal"), rows=2, help_text=_("What came of it; the tribunal mediates before it decides. [AL-42]")
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = list(self.record.dispute.parties.all())
        kept = open_record(self.record)
        text = kept.text if kept else {}
        came = {row["key"]: row for row in text.get("attendance", [])}
        said = {one["title"]: one["text"] for one in text.get("stages", [])}
        last = {one["speaker"]: one["text"] for one in text.get("last_words", [])}
        absent_side, missing = self.record.absent_side, missing_respondents(self.record)
        for party in self.parties:
            row, who = came.get(f"party-{party.pk}"), {"who": party.name}
            absent = party.side == absent_side or party.pk in missing
            self.fields[f"present_{party.pk}"] = forms.BooleanField(
                label=_("%(who)s was there") % who,
                required=False,
                initial=row["present"] if row else not absent,
            )
            self.fields[f"note_{party.pk}"] = forms.CharField(
                label=_("Who came for %(who)s, and how they were recognised") % who, max_length=200, required=False,
                initial=row["note"] if row else "",
            )  # fmt: skip
        for name, label, title in PARTS:
            self.fields[name] = words(label, rows=8, required=name == "inquiry", initial=said.get(title, ""))
        for party in self.parties:
            self.fields[f"last_{party.pk}"] = words(
                _("Last words of %(who)s") % {"who": party.name}, rows=2, required=False, initial=last.get(party.name, "")
            )  # fmt: skip
        self.order_fields([name for name in self.fields if name != "mediation"] + ["mediation"])
        self._fill(kept)

    def _fill(self, kept: Any) -> None:
        hearing = self.record.hearing if self.record.pk else None
        if kept:
            hours = [timezone.localtime(at).strftime("%H:%M") for at in (kept.starts_at, kept.ends_at)]
            given = {"start": hours[0], "end": hours[1], "place": kept.place, "closed": kept.closed}
            given["mediation"] = kept.text.get("mediation", "")
        elif hearing:
            given = {"start": clock(hearing.start), "end": clock(hearing.end), "place": str(hearing.room)}
            given["closed"] = hearing.closed
        else:
            given = {}
        for name, value in given.items():
            self.fields[name].initial = value

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("start") and found.get("end") and found["end"] <= found["start"]:
            self.add_error("end", _("The hearing must end after it begins."))
        if not any(found.get(f"present_{party.pk}") for party in self.parties):
            self.add_error(
                f"present_{self.parties[0].pk}", _("Tick at least one side that was at the hearing.")
            )
        return found

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "start": said["start"], "end": said["end"], "place": said["place"], "closed": bool(said.get("closed")),
            "attendance": attendance(
                self.record,
                {
                    party.pk: (bool(said.get(f"present_{party.pk}")), said.get(f"note_{party.pk}", ""))
                    for party in self.parties
                },
            ),
            "stages": [{"title": title, "text": said[name]} for name, _label, title in PARTS if said.get(name)],
            "last_words": [
                {"speaker": party.name, "text": said[f"last_{party.pk}"]}
                for party in self.parties
                if said.get(f"last_{party.pk}")
            ],
            "mediation": said["mediation"],
        }  # fmt: skip


class SignRecordForm(SignedPart, StepForm):
    """The record stands above; signed by hand on the screen, or by the typed name where nothing can be drawn."""

    steps = ("arbitration.sign_record",)
    field_order = ("remark", "drawn", "typed")
    template = "arbitration/sign_record.html"
    remark = words(
        _("Correction you ask for"), rows=3, required=False,
        help_text=_("What the record leaves out or says wrongly. The tribunal answers it in the record. [AL-40]"),
    )  # fmt: skip

    def extra(self) -> dict[str, Any]:
        kept = open_record(self.record)
        keys = keys_of(self.record, self.user)
        return {
            "kept": kept,
            "as_who": [row["name"] for key, row in kept.signers.items() if key in keys] if kept else [],
        }


class NoteUnsignedForm(ReasonForm):
    steps = ("arbitration.note_unsigned",)
    who = forms.ChoiceField(label=_("Who did not sign"), widget=forms.RadioSelect)
    field_order = ("who", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = open_record(self.record)
        waiting = kept.waiting if kept else {}
        self.fields["who"].choices = [
            (key, f"{row['name']}（{row['role']}）") for key, row in waiting.items()
        ]


class FinishRecordForm(StepForm):
    steps = ("arbitration.finish_record",)
    template = "arbitration/sign_record.html"
    answer = words(
        _("What becomes of the remarks"), rows=3, required=False,
        help_text=_("Corrected, or why not. Needed where somebody asked for a correction."),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        return {"answer": self.cleaned_data["answer"]}

    def extra(self) -> dict[str, Any]:
        return {"kept": open_record(self.record), "as_who": []}
