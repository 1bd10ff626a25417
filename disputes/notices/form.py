"""A holiday notice as an administrator pastes it; what is wrong is said with its line, what was typed stays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from disputes import calendars
from disputes.form_fields import plain
from disputes.rules.notices import Notice, Typed, faults_of_rest, faults_of_work, read
from disputes.rules.words import Line

LONGEST = 4000  # characters: a notice names some forty days


class NoticeForm(forms.Form):
    """`notice` is there once the form is valid."""

    year = forms.IntegerField(
        label=_("Year"), min_value=2004, max_value=2099, widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "w-short", "autocomplete": "off"}
        ),
    )  # fmt: skip
    number = forms.CharField(
        label=_("Number of the notice"), max_length=60, min_length=4,
        help_text=_("As printed at its head, for example 国办发明电〔2025〕7号."),
    )  # fmt: skip
    rest = forms.CharField(
        label=_("Days off"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("A line for each festival: 2027-02-05~2027-02-12, or 2027年2月5日至2月12日."),
    )  # fmt: skip
    work = forms.CharField(
        label=_("Make-up workdays"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("Weekend days that are worked; leave it empty if the notice names none."),
    )  # fmt: skip

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "year" not in said or self.errors:
            return said
        rest, work = self._read("rest"), self._read("work")
        if "rest" not in self.errors:
            self._refuse("rest", list(faults_of_rest(rest, said["year"], calendars.in_force())))
        if "work" not in self.errors:
            self._refuse("work", list(faults_of_work(work, rest)))
        if not self.errors:
            self.notice = Notice(
                said["year"], said["number"], tuple(t.day for t in rest), tuple(t.day for t in work)
            )
        return said

    def _read(self, name: str) -> list[Typed]:
        found, faults = read(self.cleaned_data.get(name, ""), self.cleaned_data["year"])
        self._refuse(name, faults)
        return found

    def _refuse(self, name: str, faults: list[Line]) -> None:
        if faults:
            language = get_language() or "zh"
            self.add_error(name, ValidationError([fault.to(language) for fault in faults]))
