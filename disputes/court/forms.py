"""What a party, the office and the court say about a hand-off."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from disputes.court import package
from disputes.form_fields import DayField, MoneyField
from disputes.forms import ReasonForm, StepForm
from disputes.lifecycle.handoff import Stage
from disputes.models import HandOff, Party
from disputes.models.handoff import openings
from disputes.rules.amounts import calculate
from disputes.rules.citations import cite_all

ENFORCEMENT = "enforcement"


def way(handoff: HandOff) -> str:
    return f"{handoff.ground}.{handoff.record_type}.{handoff.record_id}"


def described(handoff: HandOff) -> str:
    days = [row.due_on for row in handoff.windows()]
    until = _(" (until %(day)s)") % {"day": date_format(min(days), "DATE_FORMAT")} if days else ""
    return f"{handoff.title} · {handoff.subject} · {handoff.office}{until}"


def interest(unpaid: Decimal, days: int) -> str:
    """The extra interest on a decision paid late, as an application says it (CPL-264); in Chinese like the paper."""
    found = calculate("late_payment_interest", {"principal": str(unpaid), "days": days})
    lines = [f"{line.text.zh} = {line.amount} 元" for line in found.steps]
    return "；".join([*lines, *(note.zh for note in found.notes)]) + f"（{cite_all(found.law, 'zh')}）。"


class FileForm(StepForm):
    """Which way to court: only the ways the law leaves open to this party today are offered."""

    steps = ("handoff.file",)
    way = forms.ChoiceField(label=_("Way to court"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What you ask for, and why"), widget=forms.Textarea(attrs={"rows": 6}), max_length=4000
    )

    unpaid = MoneyField(
        label=_("For enforcement: sum not paid yet (yuan)"), required=False,
        help_text=_("With the days, the extra interest on late payment is worked out and added to what you ask for. [CPL-264]"),
    )  # fmt: skip
    days_late = forms.IntegerField(
        label=_("For enforcement: days since the last day to pay"),
        required=False,
        min_value=1,
        max_value=3650,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open = {way(one): one for one in openings(self.record.dispute, self.user)}
        self.fields["way"].choices = [(key, described(one)) for key, one in self.open.items()]
        if not any(one.ground == ENFORCEMENT for one in self.open.values()):
            del self.fields["unpaid"], self.fields["days_late"]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if (data.get("unpaid") is None) != (data.get("days_late") is None):
            missing = "days_late" if data.get("days_late") is None else "unpaid"
            if missing not in self.errors:
                self.add_error(missing, _("Write the sum and the days, or neither."))
        return data

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        asked = data["reason"]
        chosen = self.open[data["way"]]
        if chosen.ground == ENFORCEMENT and data.get("unpaid") and data.get("days_late"):
            asked += "\n" + interest(data["unpaid"], data["days_late"])
        return {"reason": asked}

    def build(self, record: HandOff) -> None:
        chosen = self.open[self.cleaned_data["way"]]
        for name in ("ground", "record_type", "record_id", "filed_by", "office", "from_office"):
            setattr(record, name, getattr(chosen, name))


class SendForm(StepForm):
    """Nothing to fill in; the papers are rendered while nobody waits for the case."""

    steps = ("handoff.send",)
    template = "disputes/court_send.html"

    def clean(self) -> dict[str, Any]:
        package.prepare(self.record)
        return self.cleaned_data

    def extra(self) -> dict[str, Any]:
        return {"package_papers": package.papers_for(self.record)}


class RegisterForm(StepForm):
    steps = ("handoff.acknowledge",)
    docket_number = forms.CharField(label=_("Docket number of the court"), max_length=60)


class ReturnForm(ReasonForm):
    steps = ("handoff.return_file",)


class HearingForm(StepForm):
    steps = ("handoff.record_hearing",)
    held_on = DayField(label=_("Day of the hearing"))
    place = forms.CharField(label=_("Place"), max_length=120)

    def facts(self) -> dict[str, Any]:
        return {"held_on": self.cleaned_data["held_on"].isoformat(), "place": self.cleaned_data["place"]}


class ResultForm(StepForm):
    """The court's answer, the day it was given and the day each party received it, if known."""

    steps = ("handoff.record_result",)
    result = forms.ChoiceField(label=_("Answer of the court"), widget=forms.RadioSelect)
    ruling = forms.CharField(label=_("Number of the ruling or judgment"), max_length=60)
    on = DayField(label=_("Day of the ruling or judgment"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        results = self.record.rule.results
        self.fields["result"].choices = [(value, Stage(value).label) for value in results]
        for party in self.record.dispute.parties.all():
            self.fields[f"served_{party.pk}"] = DayField(
                label=_("Received by %(party)s on") % {"party": party}, required=False,
                help_text=_("Leave empty if not known yet; the windows count from this day."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        for name in [name for name in data if name == "on" or name.startswith("served_")]:
            day = data[name]
            if day and day > timezone.localdate():
                self.add_error(name, _("This day is in the future: write today or an earlier day."))
            elif day and data.get("on") and day < data["on"]:
                self.add_error(
                    name, _("This day is before the ruling: write the day of the ruling or a later one.")
                )
        return data

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        days: dict[str, date] = {
            n.removeprefix("served_"): d for n, d in data.items() if n.startswith("served_") and d
        }
        served = {party: day.isoformat() for party, day in days.items()}
        return {
            "result": data["result"], "ruling": data["ruling"], "on": data["on"], "proof": data["ruling"],
            "served": served, "served_on": max(served.values(), default=""),
        }  # fmt: skip


class ServedForm(StepForm):
    steps = ("handoff.serve_result",)
    party: forms.ModelChoiceField = forms.ModelChoiceField(label=_("Party"), queryset=Party.objects.none())
    on = DayField(label=_("Received on"))
    proof = forms.CharField(label=_("Number of the proof of service"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = self.record.dispute.parties.exclude(pk__in=[int(key) for key in self.record.served])
        self.fields["party"].queryset = missing

    def facts(self) -> dict[str, Any]:
        return {**self.cleaned_data, "party": self.cleaned_data["party"].pk}
