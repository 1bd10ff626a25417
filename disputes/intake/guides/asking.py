"""One question of a guide as a form: what people type, and the plain value that is carried on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField
from disputes.intake.circumstances import past, spoken
from disputes.intake.interruptions import INTERRUPTIONS, SUSPENSIONS, Event
from disputes.intake.places import district_choices
from disputes.rules.guides import Question

ROWS = {"places": 3, "days": 4, "spans": 2}
WORDS: dict[str, Any] = {
    "workplaces": _(
        "In which cities and districts is the work done? Leave all empty if there is no fixed place."
    ),
    "seat": _("Where is the employer registered? If an agency sent you: where is the agency?"),
    "user_firm_seat": _("Where is the firm for which you really work?"),
    "here": _("Where do you want to apply?"),
    "accepted_by": _("Which committees have accepted the case already? The first one first."),
    "interrupted_on": _(
        "Did one of these happen within the year? Each makes the year begin anew: write what and on which day."
    ),
    "suspended": _("Was there a time in which you could not apply?"),
    "known_on": _("On which day did you know, or should you have known, that your right was infringed?"),
}


def title_of(question: Question) -> Any:
    """The question in people's words; the rules word it for machines where it takes codes."""
    return WORDS.get(question.code) or spoken(question.words)


class GuideForm(forms.Form):
    """Fields for one question; `answer` is what is carried on: text, or lists of it."""

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        self.question = question
        super().__init__(*args, **kwargs)
        getattr(self, f"_ask_{question.kind}")()

    @property
    def title(self) -> Any:
        return title_of(self.question)

    def _ask_choice(self) -> None:
        choices = [(code, capfirst(spoken(line))) for code, line in self.question.options.items()]
        self.fields["answer"] = forms.ChoiceField(label=self.title, choices=choices, widget=forms.RadioSelect)

    def _ask_day(self) -> None:
        self.fields["answer"] = DayField(label=self.title, help_text=_("Like 2026-1-5."))

    def _ask_place(self) -> None:
        self.fields["answer"] = _place(self.title)

    def _ask_places(self) -> None:
        for n in range(1, ROWS["places"] + 1):
            self.fields[f"place_{n}"] = _place(_("Place %(n)d") % {"n": n}, required=False)

    def _ask_days(self) -> None:
        for n in range(1, ROWS["days"] + 1):
            self.fields[f"kind_{n}"] = _event(_("What happened, %(n)d") % {"n": n}, INTERRUPTIONS)
            self.fields[f"day_{n}"] = DayField(label=_("On which day, %(n)d") % {"n": n}, required=False)

    def _ask_spans(self) -> None:
        for n in range(1, ROWS["spans"] + 1):
            self.fields[f"kind_{n}"] = _event(_("What kept you from it, %(n)d") % {"n": n}, SUSPENSIONS)
            self.fields[f"day_{n}"] = DayField(label=_("From, %(n)d") % {"n": n}, required=False)
            self.fields[f"until_{n}"] = DayField(label=_("To, %(n)d") % {"n": n}, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name, value in list(said.items()):
            if isinstance(value, dt.date):
                self._not_in_the_future(name, value)
        for n in range(1, ROWS.get(self.question.kind, 0) + 1):
            self._whole(said, n)
        return said

    def _not_in_the_future(self, name: str, day: Any) -> None:
        try:
            past(
                day,
                _("%(label)s: write a day that is not in the future.") % {"label": self.fields[name].label},
            )
        except forms.ValidationError as late:
            self.add_error(name, late)

    def _whole(self, said: dict[str, Any], n: int) -> None:
        """A row that is begun is filled in."""
        row = [name for name in (f"kind_{n}", f"day_{n}", f"until_{n}") if name in self.fields]
        if any(said.get(name) for name in row):
            for name in row:
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill in: %(label)s") % {"label": self.fields[name].label})
        if said.get(f"until_{n}") and said.get(f"day_{n}") and said[f"until_{n}"] < said[f"day_{n}"]:
            self.add_error(f"until_{n}", _("The end must not be before the beginning: check the two days."))

    @property
    def answer(self) -> Any:
        said = self.cleaned_data
        if "answer" in self.fields:
            return _plain(said["answer"])
        if self.question.kind == "places":
            return list(dict.fromkeys(value for value in said.values() if value))
        rows = range(1, ROWS[self.question.kind] + 1)
        names = ("kind", "day", "until") if self.question.kind == "spans" else ("kind", "day")
        return [[_plain(said[f"{name}_{n}"]) for name in names] for n in rows if said.get(f"day_{n}")]


def _place(label: Any, *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("Choose")), *district_choices()], required=required)


def _event(label: Any, events: dict[str, Event]) -> forms.ChoiceField:
    choices = [("", "—"), *((code, spoken(event.words)) for code, event in events.items())]
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
