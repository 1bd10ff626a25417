"""What people say while the sides talk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField
from disputes.forms import StepForm
from mediation.forms.fields import words


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


class AskExtensionForm(StepForm):
    steps = ("mediation.ask_extension",)
    until = DayField(label=_("Extend until"))
