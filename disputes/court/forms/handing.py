"""What a party and the office say about a hand-off, and how the court takes it."""

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
from disputes.models import HandOff, PackageJob, Paper
from disputes.models.handoff import openings
from disputes.models.venue import Venue
from disputes.rules.amounts import calculate
from disputes.rules.citations import cite_all
from disputes.wording import one_after_another

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
    return "；".join(lines) + f"（{cite_all(found.law, 'zh')}）。"


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
    told_on = DayField(
        label=_(
            "For a review: the day you learnt that you may ask for it, if the authority did not tell you"
        ),
        required=False,
        help_text=_(
            "The 60 days then count from it, a year at most from the day you learnt of the act. [行政复议法-20]"
        ),
    )
    unpaid = MoneyField(
        label=_("For enforcement: sum not paid yet (yuan)"), required=False,
        help_text=_("With the days, the extra interest on late payment is worked out and added to what you ask for. Its rate stands here from memory: check it before you file. [CPL-264]"),
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
            del self.fields["challenged"], self.fields["known_on"], self.fields["told_on"]
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
            given |= {"told_on": data["told_on"].isoformat()} if data.get("told_on") else {}
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
    """Nothing to fill in, unless it came back and another court may hear it. What takes long is done before the case is locked, and a large file is prepared by `tick`."""

    steps = ("handoff.send",)
    template = "disputes/court_send.html"
    court = forms.TypedChoiceField(
        label=_("Court the file goes to"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect,
        help_text=_("As it stands the file goes to the same court again. Which of several courts hears it is for the party that filed to say: ask it first."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(venue.court.pk, because(venue)) for venue in self.record.other_venues]
        self.fields["court"].choices = [("", self.record.office), *others]
        if not others:
            del self.fields["court"]

    def clean(self) -> dict[str, Any]:
        if package.too_large(package.papers_for(self.record)):
            raise forms.ValidationError(package.TOO_LARGE)
        elsewhere = self.cleaned_data.get("court") or "court" in self.errors
        job = preparing.asked_for(self.record, by=None if elsewhere else self.user)
        if job.under_way and elsewhere:
            raise forms.ValidationError(
                _(
                    "The file is large and is being prepared. Nothing has been sent yet: once it is ready, send it to the other court from here."
                )
            )
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
    steps = ("handoff.hand_over", "handoff.hand_over_letter")
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
                % {"grounds": one_after_another(again)}
            )
        return chosen
