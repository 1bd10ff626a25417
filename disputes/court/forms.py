"""What a party, the office and the court say about a hand-off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from disputes.court import package, preparing
from disputes.form_fields import DayField, MoneyField
from disputes.forms import ReasonForm, StepForm
from disputes.lifecycle.grounds import REFUSAL_GROUNDS, SET_ASIDE_GROUNDS
from disputes.lifecycle.handoff import Stage
from disputes.models import Comparison, HandOff, PackageJob, Paper, Party
from disputes.models.handoff import openings
from disputes.models.venue import Venue
from disputes.papers.wording import cited
from disputes.rules.amounts import calculate
from disputes.rules.citations import cite_all

ENFORCEMENT = "enforcement"


CHOOSE = _("several courts share the city: choose the one of the place below")


def way(handoff: HandOff) -> str:
    return f"{handoff.ground}.{handoff.record_type}.{handoff.record_id}"


def described(handoff: HandOff) -> str:
    days = [row.due_on for row in handoff.windows()]
    until = _(" (until %(day)s)") % {"day": date_format(min(days), "DATE_FORMAT")} if days else ""
    where = CHOOSE if handoff.venues[0].undecided else because(handoff.venues[0])
    return f"{handoff.title} · {handoff.subject} · {where}{until}"


def because(venue: Venue) -> str:
    """The court, why it hears this, and the article."""
    law = cite_all(tuple(venue.law.split(", ")), get_language() or "zh")
    return _now("%(court)s: %(why)s (%(law)s)") % {"court": venue.court, "why": venue.why, "law": law}


def courts_to_choose(ways: Iterable[HandOff]) -> list[tuple[str, str]]:
    """Courts that may be named instead of the usual one, each once, with why it is competent; all where none is usual."""
    offered = [venue for one in ways for n, venue in enumerate(one.venues) if n or venue.undecided]
    found = {str(venue.court.pk): because(venue) for venue in offered}
    return list(found.items())


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

    court = forms.ChoiceField(
        label=_("Another court that may hear it"),
        required=False,
        help_text=_("Leave it as it is to go to the court named with the way."),
    )
    grounds = forms.MultipleChoiceField(
        label=_("For setting aside: what is wrong with the award"), required=False, choices=SET_ASIDE_GROUNDS,
        widget=forms.CheckboxSelectMultiple, help_text=_("One of the six grounds of the law, or more. [AL-49]"),
    )  # fmt: skip
    challenged = forms.CharField(
        label=_("For a review: the act of the authority, its number and who made it"),
        required=False,
        max_length=200,
        help_text=_(
            "Such as the decision not to recognise a work injury. Acts of a committee are not reviewed: they go to court."
        ),
    )
    known_on = DayField(
        label=_("For a review: the day you learnt of it"),
        required=False,
        help_text=_("The 60 days count from it. [行政复议法-20]"),
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
        grounds = {one.ground for one in self.open.values()}
        others = courts_to_choose(self.open.values())
        self.fields["court"].choices = [("", _("The court named with the way")), *others]
        if not others:
            del self.fields["court"]
        if "set_aside" not in grounds:
            del self.fields["grounds"]
        if "review" not in grounds:
            del self.fields["challenged"], self.fields["known_on"]
        if ENFORCEMENT not in grounds:
            del self.fields["unpaid"], self.fields["days_late"]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        chosen = self.open.get(data.get("way") or "")
        if chosen and data.get("court") and self.venue(chosen) is None:
            self.add_error(
                "court", _("This court does not hear this way; choose another, or leave it as it is.")
            )
        if chosen and not data.get("court") and chosen.venues[0].undecided:
            self.add_error(
                "court", _("Choose the court of the town where it is; its address does not tell which one.")
            )
        if chosen and chosen.ground == "set_aside" and not data.get("grounds"):
            self.add_error("grounds", _("Choose at least one of the six grounds."))
        for name in ("challenged", "known_on") if chosen and chosen.ground == "review" else ():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Fill this in to ask for a review."))
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
        given = {"reason": asked, "venue": self.venue(chosen).code}
        if chosen.ground == "review":
            given |= {"challenged": data["challenged"], "known_on": data["known_on"].isoformat()}
        return given | ({"grounds": data["grounds"]} if chosen.ground == "set_aside" else {})

    def venue(self, chosen: HandOff) -> Any:
        """The usual competent court of that way, or the one named; None where it does not hear it."""
        named = self.cleaned_data.get("court")
        return next((v for v in chosen.venues if not named or str(v.court.pk) == named), None)

    def build(self, record: HandOff) -> None:
        chosen = self.open[self.cleaned_data["way"]]
        chosen.office = self.venue(chosen).court
        for name in ("ground", "record_type", "record_id", "filed_by", "office", "from_office"):
            setattr(record, name, getattr(chosen, name))


class SendForm(StepForm):
    """Nothing to fill in. What takes long is done before the case is locked, and a large file is prepared by `tick`."""

    steps = ("handoff.send",)
    template = "disputes/court_send.html"

    def clean(self) -> dict[str, Any]:
        job = preparing.asked_for(self.record, by=self.user)
        if job.under_way:
            raise forms.ValidationError(
                _(
                    "The file is large and is being prepared. Nothing has been sent yet: it goes in your name as soon as it is ready. Look again later."
                )
            )
        if job.failed_on:
            raise forms.ValidationError(
                _(
                    "%(paper)s could not be prepared. Nothing has been sent. Look at this paper, then try again."
                )
                % {"paper": job.failed_on}
            )
        if not job.ready:
            raise forms.ValidationError(
                _("The papers could not be bound together. Nothing has been sent. Please try again.")
            )
        return self.cleaned_data

    def extra(self) -> dict[str, Any]:
        job = PackageJob.objects.filter(handoff=self.record.pk).first()
        return {"package_papers": package.papers_for(self.record), "job": job}


class HandOverForm(StepForm):
    steps = ("handoff.hand_over",)
    taken_by = forms.CharField(label=_("Who took it, and in what post"), max_length=120)
    on = DayField(label=_("Handed over on"))
    proof = forms.ModelChoiceField(
        label=_("The receipt, if it is among the papers"), queryset=Paper.objects.none(), required=False
    )

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is in the future: write today or an earlier day."))
        return day

    def facts(self) -> dict[str, Any]:
        paper = self.cleaned_data["proof"]
        shown = str(paper.ref) if paper else self.cleaned_data["taken_by"]
        return {"taken_by": self.cleaned_data["taken_by"], "on": self.cleaned_data["on"], "proof": shown}


class RegisterForm(StepForm):
    steps = ("handoff.acknowledge",)
    docket_number = forms.CharField(label=_("Docket number"), max_length=60)


class ReturnForm(ReasonForm):
    steps = ("handoff.return_file",)


class ResistForm(ReasonForm):
    """Why the award must not be enforced. What was dismissed before is shown, and refused with its article."""

    steps = ("handoff.resist",)
    grounds = forms.MultipleChoiceField(
        label=_("Why the award must not be enforced"), choices=REFUSAL_GROUNDS, widget=forms.CheckboxSelectMultiple,
        help_text=_("One of the seven grounds of the law, or more. [J1-24]"),
    )  # fmt: skip
    field_order = ("grounds", "reason")

    def clean_grounds(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["grounds"]
        again = [
            str(words)
            for code, words in REFUSAL_GROUNDS
            if code in self.record.dismissed_grounds() & set(chosen)
        ]
        if again:
            raise forms.ValidationError(
                _(
                    "Choose only other grounds: your request to set the award aside was dismissed on “%(grounds)s” (J1-25)."
                )
                % {"grounds": "；".join(again)}
            )
        return chosen


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        results = self.record.rule.results
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
        own = {
            seat.party_id for seat in self.record.dispute.current_seats if seat.user_id == self.user.pk
        } - {None}
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
