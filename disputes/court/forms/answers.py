"""What the court or authority answers, when each party received it, who appealed, how it compares (AL-49, CPL-171)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField
from disputes.forms import StepForm
from disputes.lifecycle.handoff import Stage
from disputes.models import Comparison, Party
from disputes.papers.wording import cited


class HearingForm(StepForm):
    steps = ("handoff.record_hearing",)
    held_on = DayField(label=_("Day of the hearing"))
    place = forms.CharField(label=_("Place"), max_length=120)

    def facts(self) -> dict[str, Any]:
        return {"held_on": self.cleaned_data["held_on"].isoformat(), "place": self.cleaned_data["place"]}


class ResultForm(StepForm):
    """The court's answer, the day it was given and the day each party received it, if known."""

    steps = ("handoff.record_result",)
    result = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect)
    ruling = forms.CharField(label=_("Number of the ruling, judgment or decision"), max_length=60)
    on = DayField(label=_("Day of the ruling, judgment or decision"))
    obey_by = DayField(
        label=_("Where the order to pay was not obeyed: its last day to pay"), required=False,
        help_text=_("Before it is over nobody is suspected of refusing to pay. [法释〔2013〕3号-4]"),
    )  # fmt: skip
    evasion = forms.CharField(
        label=_("Where the order to pay was not obeyed: what was done so as not to pay"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as assets moved or hidden, fled, pay records hidden or destroyed. [法释〔2013〕3号-2]"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        results = self.record.rule.results
        if Stage.NOT_OBEYED not in results:
            del self.fields["obey_by"], self.fields["evasion"]
        self.fields["result"].choices = [(value, Stage(value).label) for value in results]
        for party in self.record.dispute.parties.all() if self.record.to_court else ():
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
        if data.get("result") == Stage.NOT_OBEYED and "obey_by" not in self.errors:
            self._say_of_the_order(data.get("obey_by"))
        return data

    def _say_of_the_order(self, last: date | None) -> None:
        if last is None:
            self.add_error("obey_by", _("Write the last day the order gave for paying."))
        elif last >= timezone.localdate():
            self.add_error(
                "obey_by", _("The time the order gave is not over: write its last day once it has passed.")
            )

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        days: dict[str, date] = {
            n.removeprefix("served_"): d for n, d in data.items() if n.startswith("served_") and d
        }
        served = {party: day.isoformat() for party, day in days.items()}
        return {
            "result": data["result"], "ruling": data["ruling"], "on": data["on"], "proof": data["ruling"],
            "served": served, "served_on": max(served.values(), default=""),
        } | self._of_the_order()  # fmt: skip

    def _of_the_order(self) -> dict[str, str]:
        data = self.cleaned_data
        if data["result"] != Stage.NOT_OBEYED:
            return {}
        return {"obey_by": data["obey_by"].isoformat(), "evasion": data["evasion"]}


class StrikeForm(StepForm):
    """What is wrong with the answer written down, and which paper shows it; the right one is recorded next."""

    steps = ("handoff.strike_result",)
    reason = forms.CharField(
        label=_("What is wrong with it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    proof = forms.CharField(label=_("Number of the paper that shows it"), max_length=120)


class SettleForm(StepForm):
    steps = ("handoff.settle_what_was_left",)
    done = forms.CharField(
        label=_("What became of it"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Of each: was it taken back, does it go on, and who was told how and when."),
    )  # fmt: skip


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


class AppealForm(StepForm):
    """Who appealed and when: only those whose time to appeal was not used; a party for itself alone."""

    steps = ("handoff.note_appeal",)
    party: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Who appealed"), queryset=Party.objects.none()
    )
    handed_in_on = DayField(label=_("Handed in on"))
    proof = forms.CharField(label=_("Number of the receipt"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_to = {row.party_id for row in self.record.appeals_open()}
        own = {party.pk for party in self.record.dispute.parties_of(self.user)}
        self.fields["party"].queryset = self.record.dispute.parties.filter(
            pk__in=open_to & own if own else open_to
        )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        key, on = getattr(data.get("party"), "pk", None), data.get("handed_in_on")
        rows = [row for row in self.record.appeals_open() if row.party_id == key]
        if key and on and on > timezone.localdate():
            self.add_error("handed_in_on", _("This day is in the future: write today or an earlier day."))
        elif key and on and not any(row.trigger_on <= on <= row.due_on for row in rows):
            self.add_error("handed_in_on", _("Write a day within this party's time to appeal."))
        return data

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        day = data["handed_in_on"].isoformat()
        return {"party": data["party"].pk, "handed_in_on": day, "proof": data["proof"]}


class CompareForm(StepForm):
    """Claim by claim: did the court see it as the award did, under which article, and if not, why."""

    steps = ("handoff.compare",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subject = self.record.subject
        decided = getattr(subject, "items", None)  # of an award; nothing else decided anything claim by claim
        self.items = list(decided.select_related("claim")) if decided else []
        known = {row.claim_id: row for row in self.record.comparisons.all()} if self.record.pk else {}
        for item in self.items:
            key, row = item.claim_id, known.get(item.claim_id)
            self.fields[f"view_{key}"] = forms.ChoiceField(
                label=item.claim.text, choices=[("", _("Not compared")), *Comparison.View.choices], required=False,
                initial=row and row.view,
            )  # fmt: skip
            self.fields[f"article_{key}"] = forms.CharField(
                label=_("Article the court decided it by"), max_length=40, required=False,
                initial=row.article if row else "".join(cited(item.articles[:1]))[:40],
                help_text=_("As the judgment cites it; filled in with the first article of the award."),
            )  # fmt: skip
            self.fields[f"reason_{key}"] = forms.CharField(
                label=_("Why the court saw it differently"), max_length=1000, required=False, initial=row and row.reason,
                widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Write no names: the report is read across offices."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not any(data.get(f"view_{item.claim_id}") for item in self.items):
            raise forms.ValidationError(_("Compare at least one claim."))
        for item in self.items:
            view, reason = data.get(f"view_{item.claim_id}"), data.get(f"reason_{item.claim_id}")
            if view in ("partly", "differs") and not reason:
                self.add_error(
                    f"reason_{item.claim_id}", _("Write why the court saw this claim differently.")
                )
        return data

    def facts(self) -> dict[str, Any]:
        said = ("view", "article", "reason")
        rows = [
            {"claim": item.claim_id, **{name: self.cleaned_data[f"{name}_{item.claim_id}"] for name in said}}
            for item in self.items
        ]
        return {"views": [row for row in rows if row["view"]]}
