from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arbitration.forms.fields import committees, offer_committees, words
from arbitration.jurisdiction import verdict
from disputes.calendars import in_force
from disputes.form_fields import DayField
from disputes.forms import DatedForm, ReasonForm, StepForm
from disputes.intake.circumstances import spoken
from disputes.models import Claim, Office
from disputes.rules import scope
from disputes.rules.counting import count_working_days
from disputes.rules.readings import chosen, told

CORRECTION_DAYS = 10  # working days; no rule gives a length, an office may set its own: `correction_days`
REFUSALS = [
    ("scope", _("Outside what arbitration hears")),
    ("unclear", _("No clear claims, facts and reasons")),
    ("parties", _("Applicant not concerned, or respondent not identified")),
    ("again", _("The same was refused, is pending or was decided")),
]


class FileForm(DatedForm):
    steps = ("arbitration.file",)
    office = forms.ModelChoiceField(
        label=_("Committee"), queryset=Office.objects.none(),
        help_text=_("The committee of the place of work goes before that of the employer's place. [AL-21]"),
    )  # fmt: skip
    known_on = DayField(
        label=_("Since when did you know of the infringement?"), required=False,
        help_text=_("One year to file runs from it. Filing late is not refused; the other side may raise it. [AL-27]"),
    )  # fmt: skip
    ended_on = DayField(
        label=_("Last day of work"), required=False, help_text=_("Only if the work has ended. Like 2026-1-5.")
    )
    field_order = ("office", "known_on", "ended_on", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_committees(self.fields["office"], self.record.dispute)

    def facts(self) -> dict[str, Any]:
        facts = {name: value for name, value in super().facts().items() if name != "office"}
        ended = facts.pop("ended_on", None)
        return facts | ({"time_facts": {"ended_on": ended.isoformat()}} if ended else {})

    def build(self, record: Any) -> None:
        record.office = self.cleaned_data["office"]


class CorrectionForm(StepForm):
    steps = ("arbitration.return_for_correction",)
    defects = words(
        _("What is missing or wrong"),
        rows=6,
        help_text=_("One a line; everything at once: this is told once. [CR-29]"),
    )
    due_on = DayField(label=_("To be completed by"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = self.record.office.settings.get("correction_days", CORRECTION_DAYS)
        self.fields["due_on"].initial = count_working_days(timezone.localdate(), days, in_force())

    def clean_due_on(self) -> Any:
        if self.cleaned_data["due_on"] <= timezone.localdate():
            raise forms.ValidationError(_("Give the applicant time: choose a day after today."))
        return self.cleaned_data["due_on"]

    def facts(self) -> dict[str, Any]:
        lines = [line.strip() for line in self.cleaned_data["defects"].splitlines()]
        return {"defects": [line for line in lines if line], "due_on": self.cleaned_data["due_on"]}


class CompleteForm(DatedForm):
    steps = ("arbitration.complete_correction",)
    note = words(_("What was completed"), help_text=_("Add the papers to the case first."))
    field_order = ("note", "on", "proof")

    def at_stake(self) -> list[tuple[Any, list[str]]]:
        return [(_("What is missing or wrong"), self.record.defects)]


class SuggestForm(StepForm):
    steps = ("arbitration.suggest_mediation",)
    body = forms.CharField(label=_("Mediation organisation suggested"), max_length=80)


class OpinionForm(StepForm):
    """Beside the questions stands what the places of the application say of jurisdiction (CR-30(4))."""

    steps = ("arbitration.propose_acceptance",)
    template = "arbitration/acceptance.html"
    opinion = words(_("Opinion for the director"))
    matter = forms.ChoiceField(
        label=_("Does the matter belong elsewhere?"), required=False,
        help_text=_("Leave empty if arbitration hears it. [CR-2, CR-30]"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settings = self.record.office.settings
        away = [
            (route.matter, route.title.zh) for route in scope.ROUTES.values() if not route.open_at(settings)
        ]
        self.fields["matter"].choices = [("", "—"), *away]
        if self.record.dispute.claims.filter(kind=Claim.Kind.INSURANCE, dropped=False).exists():
            option = chosen("insurance_payment", settings)
            self.fields["matter"].help_text = spoken(told("insurance_payment", option))

    def extra(self) -> dict[str, Any]:
        return {"jurisdiction": verdict(self.record)}


class AcceptForm(StepForm):
    """The director reads what the clerk thinks before deciding (CR-22, CR-30)."""

    steps = ("arbitration.accept",)

    def at_stake(self) -> list[tuple[Any, list[str]]]:
        return [(_("Clerk's opinion"), self.record.opinion.splitlines())] if self.record.opinion else []


class RefuseForm(AcceptForm, ReasonForm):
    steps = ("arbitration.refuse",)
    ground = forms.ChoiceField(label=_("Ground"), choices=REFUSALS, widget=forms.RadioSelect)
    field_order = ("ground", "reason")


class CommitteeForm(ReasonForm):
    """Another committee that may hear the case."""

    to = forms.ModelChoiceField(label=_("Committee that may hear it"), queryset=Office.objects.none())
    field_order = ("to", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = committees().exclude(pk=self.record.office_id)


class RedirectForm(CommitteeForm):
    """Filled in with the committee that may hear the case and why (D11)."""

    steps = ("arbitration.redirect",)
    template = "arbitration/acceptance.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verdict = verdict(self.record)
        self.fields["to"].initial = self.verdict.right
        self.fields["reason"].initial = self.verdict.pointer

    def extra(self) -> dict[str, Any]:
        return {"jurisdiction": self.verdict}


class TransferForm(CommitteeForm):
    steps = ("arbitration.transfer",)


class ResumeAcceptanceForm(ReasonForm):
    steps = ("arbitration.resume_after_mediation",)
