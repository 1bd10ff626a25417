from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arbitration.deeds.decisions import PLEDGE
from arbitration.forms.fields import holders, offer_committees, words
from disputes.forms import ReasonForm, StepForm
from disputes.models import Office, User

NOT_ACCEPTED = [
    ("scope", _("Outside what arbitration hears")),
    ("jurisdiction", _("Another committee has jurisdiction")),
    ("late", _("Out of time")),
    ("relation", _("It confirms the employment relationship")),
    ("confirmed", _("A court has confirmed it")),
]
REFUSED = [
    ("unlawful", _("It breaks mandatory law")),
    ("harmful", _("It harms the state, the public or others")),
    ("evidence", _("Evidence is suspected to be false")),
    ("not_voluntary", _("It was not made of free will")),
    ("unclear", _("It is not clear")),
    ("other", _("Another ground")),
]


class ApplyForm(StepForm):
    steps = ("agreementreview.apply",)
    office = forms.ModelChoiceField(label=_("Committee"), queryset=Office.objects.none())
    pledge = words(
        _("What you pledge"), rows=3, initial=PLEDGE,
        help_text=_("That the agreement was made freely, and that nobody colludes or hides anything. [CR-74]"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_committees(self.fields["office"], self.record.dispute)

    def facts(self) -> dict[str, Any]:
        return {"pledge": self.cleaned_data["pledge"]}

    def build(self, record: Any) -> None:
        record.office = self.cleaned_data["office"]


class RefuseReviewForm(ReasonForm):
    steps = ("agreementreview.refuse",)
    ground = forms.ChoiceField(label=_("Ground"), choices=NOT_ACCEPTED, widget=forms.RadioSelect)
    field_order = ("ground", "reason")


class RefuseStatementForm(ReasonForm):
    steps = ("agreementreview.refuse_statement",)
    ground = forms.ChoiceField(label=_("Ground"), choices=REFUSED, widget=forms.RadioSelect)
    field_order = ("ground", "reason")


class NameReviewerForm(StepForm):
    steps = ("agreementreview.name_arbitrator",)
    arbitrator = forms.ModelChoiceField(label=_("Arbitrator"), queryset=User.objects.none())
    recorder = forms.ModelChoiceField(label=_("Recorder"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arbitrator"].queryset = holders(self.record.office_id, "presiding", "arbitrator")
        self.fields["recorder"].queryset = holders(self.record.office_id, "recorder", "clerk")


class ReviewReasonsForm(ReasonForm):
    steps = ("agreementreview.extend", "agreementreview.withdraw")
