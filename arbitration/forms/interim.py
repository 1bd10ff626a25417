"""What people say about preservation and advance payment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arbitration.forms.fields import words
from disputes.form_fields import MoneyField
from disputes.forms import ReasonForm, StepForm
from disputes.models import Office
from disputes.rules.finality import MONEY


class AskPreservationForm(StepForm):
    steps = ("arbitration.ask_preservation",)
    what = words(_("What shall be preserved, and where it is"), rows=3)
    amount = MoneyField(label=_("Up to which sum (yuan)"))
    reason = words(
        _("Why the award might not be enforceable otherwise"), rows=3,
        help_text=_("The other side does not read this here. For pay and injury claims the court may ask for no security."),
    )  # fmt: skip
    urgent = forms.ChoiceField(
        label=_("Is it urgent?"), choices=[("", _("No")), ("yes", _("Yes, within 48 hours"))], required=False
    )

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"amount": f"{self.cleaned_data['amount']:.2f}"}


class CourtForm(StepForm):
    """The basic court of the committee's place stands first."""

    steps = ("arbitration.forward_preservation", "arbitration.transfer_advance")
    court = forms.ChoiceField(label=_("Court"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.record.office.court
        courts = Office.objects.filter(kind=Office.Kind.BASIC_COURT).order_by("division")
        near = courts.filter(division__startswith=self.record.office.division[:4])
        names = ([own.name] if own else []) + [court.name for court in near]
        self.fields["court"].choices = [(name, name) for name in dict.fromkeys(names)]


class NotePreservationForm(StepForm):
    steps = ("arbitration.note_preservation",)
    ruling = forms.ChoiceField(
        label=_("Ruling of the court"), widget=forms.RadioSelect,
        choices=[("granted", _("Preservation granted")), ("refused", _("Preservation refused"))],
    )  # fmt: skip
    number = forms.CharField(label=_("Number of the ruling"), max_length=60)


class AdvanceForm(StepForm):
    """One claim for money that AL-44 names, and a sum no higher than is claimed."""

    claim = forms.TypedChoiceField(label=_("Claim"), coerce=int)
    amount = MoneyField(label=_("Sum (yuan)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decided = self.record.decided_claims if self.record.pk else set()
        rows = self.record.dispute.claims.filter(kind__in=MONEY, dropped=False).exclude(amount=None)
        rows = rows.exclude(pk__in=decided)
        self.fields["claim"].choices = [(claim.pk, claim.text) for claim in rows]
        for name in ("claim", "amount"):
            self.initial.setdefault(name, self.record.advance.get(name))

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"amount": f"{self.cleaned_data['amount']:.2f}"}


class AskAdvanceForm(AdvanceForm):
    steps = ("arbitration.ask_advance",)
    reason = words(_("Why you cannot wait for the award"), rows=3)


class OrderAdvanceForm(AdvanceForm):
    steps = ("arbitration.order_advance",)
    clear = words(_("Why the rights and duties are clear"), rows=3)
    hardship = words(_("How waiting would gravely harm the applicant's living"), rows=3)


class RefuseAdvanceForm(ReasonForm):
    steps = ("arbitration.refuse_advance",)
