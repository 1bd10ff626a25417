"""What people say of sittings, their minutes, and questions in writing."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField, plain
from disputes.forms import DatedForm, ReasonForm, SignedPart, StepForm
from mediation.forms.fields import words
from mediation.guards import sittings as open_to
from mediation.models import Sitting
from mediation.voices import voice_of

CLOCK = re.compile(r"([01]?\d|2[0-3])[:：.时点]?([0-5]\d)?分?")


class TimeField(forms.CharField):
    """A time of day typed as 9:30, 0930, 9点30分 or 14."""

    def to_python(self, value: Any) -> Any:
        text = re.sub(r"\s", "", plain(super().to_python(value) or ""))
        if not text:
            return None
        if not (found := CLOCK.fullmatch(text)):
            raise ValidationError(_("Time: write hour and minute, for example 9:30 or 14:00."), code="format")
        return dt.time(int(found[1]), int(found[2] or 0))


class CallSittingForm(StepForm):
    steps = ("mediation.call_sitting",)
    kind = forms.ChoiceField(label=_("Kind"), choices=Sitting.Kind.choices, widget=forms.RadioSelect)
    day = DayField(label=_("Day"))
    time = TimeField(
        label=_("Time"), widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-short"})
    )
    place = forms.CharField(
        label=_("Place or link"), max_length=200, required=False, help_text=_("A room, or the link of an online sitting.")
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        at = timezone.make_aware(dt.datetime.combine(given["day"], given["time"]))
        return {"kind": given["kind"], "at": at} | ({"place": given["place"]} if given["place"] else {})


def _ahead(record: Any) -> list[tuple[int, str]]:
    return [
        (one.number, f"{one} · {date_format(timezone.localtime(one.at), 'DATETIME_FORMAT')}" if one.at else str(one))
        for one in record.ahead
    ]  # fmt: skip


class CallOffSittingForm(ReasonForm):
    steps = ("mediation.call_off_sitting",)
    sitting = forms.TypedChoiceField(label=_("Sitting"), coerce=int, widget=forms.RadioSelect)
    field_order = ("sitting", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sitting"].choices = _ahead(self.record)


class SitForm(DatedForm):
    steps = ("mediation.sit",)
    sitting = forms.TypedChoiceField(label=_("Which sitting"), coerce=int, required=False, empty_value=None)
    present = forms.MultipleChoiceField(label=_("Present"), widget=forms.CheckboxSelectMultiple)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    minutes = words(_("Minutes"), rows=8, help_text=_("Read by the sides and the mediator alone."))
    field_order = ("sitting", "present", "place", "minutes", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ahead = _ahead(self.record)
        self.fields["sitting"].choices = [("", _("One that was not called")), *ahead]
        self.fields["sitting"].initial = ahead[0][0] if ahead else None
        self.fields["present"].choices = list(self.record.speakers.items())
        self.fields["present"].initial = list(self.record.speakers)


class ConfirmMinutesForm(SignedPart, StepForm):
    """The minutes stand above; signed by hand on the screen, or by the typed name where nothing can be drawn."""

    steps = ("mediation.confirm_minutes",)
    template = "mediation/confirm_minutes.html"
    sitting = forms.TypedChoiceField(label=_("Sitting"), coerce=int, widget=forms.RadioSelect)
    remark = words(
        _("Remark"),
        required=False,
        help_text=_("What the minutes leave out or say wrongly. It stands beside your signature."),
    )
    field_order = ("sitting", "remark", "drawn", "typed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = open_to.unconfirmed(self.record, voice_of(self.record, self.user))
        self.fields["sitting"].choices = [(one.number, str(one)) for one in self.waiting]
        if len(self.waiting) == 1:
            self.fields["sitting"].initial = self.waiting[0].number

    def extra(self) -> dict[str, Any]:
        return {"waiting": self.waiting}


class AskQuestionsForm(StepForm):
    steps = ("mediation.ask_questions",)
    audience = forms.ChoiceField(
        label=_("Whom you ask"), widget=forms.RadioSelect, initial="joint",
        choices=[
            ("joint", _("Both sides; each reads the other's answer")),
            ("caucus_a", _("The applicant alone, in the caucus")),
            ("caucus_b", _("The respondent alone, in the caucus")),
        ],
    )  # fmt: skip
    text = words(_("Questions, one on each line"), rows=5)
    until = DayField(label=_("Answer until"))


class AnswerQuestionsForm(StepForm):
    steps = ("mediation.answer_questions",)
    template = "mediation/answer_questions.html"
    questions = forms.TypedChoiceField(label=_("Round of questions"), coerce=int, widget=forms.RadioSelect)
    text = words(_("Your answers"), rows=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = open_to.to_answer(self.record, voice_of(self.record, self.user))
        self.fields["questions"].choices = [(one.number, str(one)) for one in self.waiting]
        if len(self.waiting) == 1:
            self.fields["questions"].initial = self.waiting[0].number

    def facts(self) -> dict[str, Any]:
        asked = next(one for one in self.waiting if one.number == self.cleaned_data["questions"])
        return super().facts() | {"audience": asked.audience}

    def extra(self) -> dict[str, Any]:
        return {"waiting": self.waiting}


class CloseQuestionsForm(StepForm):
    steps = ("mediation.close_questions",)
    questions = forms.TypedChoiceField(label=_("Round of questions"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open = [one for one in self.record.asked if one.closed_on is None]
        self.fields["questions"].choices = [
            (one.number, f"{one} · {one.get_audience_display()}") for one in self.open
        ]

    def facts(self) -> dict[str, Any]:
        asked = next(one for one in self.open if one.number == self.cleaned_data["questions"])
        return super().facts() | {"audience": asked.audience}
