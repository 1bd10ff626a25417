"""What people say while the sides talk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField
from disputes.forms import DatedForm, StepForm
from mediation.forms.fields import named, words
from mediation.guards.talks import last_days, still_to_agree


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


class RecordExtensionForm(DatedForm):
    """Of a party that speaks in no account: what it said, or the sheet it signed (MR-29)."""

    steps = ("mediation.record_extension",)
    side = forms.ChoiceField(label=_("Which side"), choices=[])
    note = words(
        _("Who agreed, when and how"), help_text=_("For example by phone, or on a signed sheet. It is printed in the consent.")
    )  # fmt: skip
    field_order = ("side", "note", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = named(still_to_agree(self.record))
        self.fields["proof"].label = _("The signed sheet, or what else shows it")
        self.fields["proof"].help_text = _(
            "Add it to the case first. For an earlier day than today it is needed."
        )
