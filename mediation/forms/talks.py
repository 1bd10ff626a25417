"""What people say while the sides talk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField
from disputes.forms import StepForm
from mediation.forms.fields import words
from mediation.guards.talks import last_days


class SayForm(StepForm):
    steps = ("mediation.say",)
    audience = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[
            ("joint", _("Joint mediation")), ("caucus_a", _("Caucus with the applicant")),
            ("caucus_b", _("Caucus with the respondent")), ("notes", _("Mediator's notes")),
        ],
    )  # fmt: skip
    text = words(_("Message"))


class _OnExtending(StepForm):
    """Beside the question stands the day that ends the mediation now."""

    def at_stake(self) -> list[tuple[Any, list[str]]]:
        days = [date_format(day) for day in last_days(self.record)]
        return [(_("The mediation ends now on"), days)] if days else []


class AgreeExtensionForm(_OnExtending):
    steps = ("mediation.agree_extension",)

    def at_stake(self) -> list[tuple[Any, list[str]]]:
        asked = self.record.extension_until
        return super().at_stake() + ([(_("Extend until"), [date_format(asked)])] if asked else [])


class AskExtensionForm(_OnExtending):
    steps = ("mediation.ask_extension",)
    until = DayField(label=_("Extend until"))
