"""The few plain questions before any name: where, still employed, since when, for whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField
from disputes.intake.events import EVENTS, LifeEvent
from disputes.intake.places import district_choices
from disputes.intake.questions import Question
from disputes.rules import scope

WHO: tuple[tuple[str, Any], ...] = (
    ("self", _("For myself")),
    ("agent", _("For somebody else, as representative")),
    ("group", _("Together with others: ten or more workers")),
)
FOR_THE_EMPLOYER: tuple[tuple[str, Any], ...] = (
    ("self", _("For the organisation itself, as its head or in its own account")),
    ("agent", _("As representative: staff, lawyer or somebody else with a power of attorney")),
)


class Circumstances(Question):
    """Asked before the login; nothing in it names a person."""

    slug = "circumstances"
    title = _("What happened, where and when")

    matter = forms.ChoiceField(label=_("What do you want to settle?"), widget=forms.RadioSelect)
    district = forms.ChoiceField(
        label=_("In which city and district do you work?"),
        help_text=_("The place where the work is done, not where the company is registered."),
    )
    employed = forms.ChoiceField(
        label=_("Do you still work there?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No"))],
    )
    left_on = DayField(
        label=_("Last day of work"), required=False, help_text=_("Only if the work has ended. Like 2026-1-5.")
    )
    known_on = DayField(
        label=_("When did it happen, or when did you learn of it?"),
        help_text=_("If it went on: the latest day. Like 2026-1-5."),
    )
    who = forms.ChoiceField(
        label=_("For whom do you apply?"), widget=forms.RadioSelect, choices=WHO, initial="self",
        help_text=_("A representative needs a paper of authority."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].choices = [("", _("Choose")), *district_choices()]  # type: ignore[attr-defined]
        self._fit(EVENTS.get(self.draft.event, EVENTS["other"]))

    def _fit(self, event: LifeEvent) -> None:
        """Only what this event makes worth asking."""
        if event.matters:
            routes = [scope.ROUTES[matter] for matter in event.matters]
            self.fields["matter"].choices = [(r.matter, capfirst(spoken(r.title))) for r in routes]  # type: ignore[attr-defined]
        else:
            del self.fields["matter"]
        if event.ends_employment:
            del self.fields["employed"]
            del self.fields["known_on"]
            self.fields["left_on"].required = True
            self.fields["left_on"].help_text = _("The day the work ended. Like 2026-1-5.")
        elif event.arrears:
            del self.fields["known_on"]
        if event.employer:
            self._of_the_employer()

    def _of_the_employer(self) -> None:
        """The same questions in the employer's words."""
        words = {
            "district": _("In which city and district does the worker work?"),
            "employed": _("Does the worker still work for you?"),
        }
        for name, label in words.items():
            if name in self.fields:
                self.fields[name].label = label
        self.fields["who"].choices = FOR_THE_EMPLOYER  # type: ignore[attr-defined]

    def clean_left_on(self) -> Any:
        left = self.cleaned_data.get("left_on")
        if left is None and self.cleaned_data.get("employed") == "no":
            raise forms.ValidationError(_("Fill in the last day of work: you said that the work has ended."))
        if left and self.cleaned_data.get("employed") == "yes":
            raise forms.ValidationError(
                _("Leave the last day of work empty, or choose that the work has ended.")
            )
        return past(left, _("Last day of work: write a day that is not in the future."))

    def clean_known_on(self) -> Any:
        known = self.cleaned_data.get("known_on")
        return past(known, _("When did it happen: write a day that is not in the future."))


def past(day: Any, words: Any) -> Any:
    if day and day > timezone.localdate():
        raise forms.ValidationError(words)
    return day


def spoken(line: Any) -> str:
    """A sentence of the rules in the reader's language."""
    return str(line.to(get_language() or "zh"))
