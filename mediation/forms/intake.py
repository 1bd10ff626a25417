"""What people say when a mediation is applied for, answered and taken on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import SpokenField
from disputes.forms import DatedForm, StepForm
from disputes.models import Office, User
from disputes.wording import listed
from mediation.forms.fields import words
from mediation.organisations import suited
from mediation.roster import candidates


class ApplyForm(DatedForm):
    steps = ("mediation.apply",)
    office = forms.ModelChoiceField(
        label=_("Mediation organisation"), queryset=Office.objects.none(), widget=forms.RadioSelect, empty_label=None,
        help_text=_("The one that suits best stands first, with the reasons. You choose."),
    )  # fmt: skip
    field_order = ("office", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = suited(self.record.dispute)
        self.fields["office"].queryset = Office.objects.filter(pk__in=[one.office.pk for one in found])
        self.fields["office"].choices = [(one.office.pk, one.label) for one in found]

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts().items() if name != "office"}

    def build(self, record: Any) -> None:
        record.office = self.cleaned_data["office"]


class ConsentForm(StepForm):
    steps = ("mediation.consent",)
    speaks = SpokenField()


class AnswerForm(DatedForm):
    steps = ("mediation.record_consent", "mediation.record_refusal")
    note = words(
        _("Who answered, when and how"), help_text=_("For example: by phone, with the number and the time.")
    )
    field_order = ("note", "on", "proof")


class DeclineForm(StepForm):
    steps = ("mediation.decline",)
    ground = forms.ChoiceField(
        label=_("Ground"), widget=forms.RadioSelect,
        choices=[
            ("out_of_scope", _("The matter is no labour or personnel dispute")),
            ("no_consent", _("The other side has not agreed")),
        ],
    )  # fmt: skip


class NameMediatorForm(StepForm):
    """The mediators best suited first, each with the reasons; a person chooses."""

    steps = ("mediation.name_mediator",)
    template = "mediation/name_mediator.html"
    mediator = forms.ModelChoiceField(
        label=_("Mediator"), queryset=User.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates(self.record)
        keys = [one.user.pk for one in self.candidates if not one.bars]
        self.fields["mediator"].queryset = User.objects.filter(pk__in=keys)
        choices = [
            (one.user.pk, f"{one.user} · {listed(one.suits)}") for one in self.candidates if not one.bars
        ]
        self.fields["mediator"].choices = choices

    def extra(self) -> dict[str, Any]:
        return {"barred": [one for one in self.candidates if one.bars]}
