"""What people say to have evidence collected or experts asked, and what was found (AL-37, CR-16, CR-40)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arbitration.forms.evidence import EvidencePage
from arbitration.forms.fields import words
from arbitration.models import Inquiry
from disputes.form_fields import DayField, MoneyField
from disputes.forms import ReasonForm, StepForm


class AskInquiryForm(StepForm):
    steps = ("arbitration.ask_inquiry",)
    place = EvidencePage
    kind = forms.ChoiceField(
        label=_("What you ask for"), choices=Inquiry.Kind.choices, widget=forms.RadioSelect
    )
    what = words(_("Which evidence, or which question"), rows=3)
    holder = forms.CharField(
        label=_("Who holds the evidence"), max_length=120, required=False, help_text=_("An office, a bank, a person; not needed for experts.")
    )  # fmt: skip
    reason = words(_("Why you cannot get it yourself, or why experts are needed"), rows=3)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("kind") == Inquiry.Kind.COLLECTION and not found.get("holder"):
            self.add_error("holder", _("Say who holds the evidence."))
        return found


class Asked(StepForm):
    """A step that may answer what a party asked for; `of` is the kind and `state` the state of what is offered."""

    place = EvidencePage
    inquiry = forms.TypedChoiceField(label=_("Request"), coerce=int, empty_value=None, required=False)
    of: tuple[str, ...] = tuple(Inquiry.Kind.values)
    state = Inquiry.State.ASKED
    own_motion = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.record.inquiries.filter(kind__in=self.of, state=self.state) if self.record.pk else []
        found = [(row.number, str(row)) for row in rows]
        none = [("", _("None: of the tribunal's own motion"))] if self.own_motion else []
        self.fields["inquiry"].choices = none + found
        self.fields["inquiry"].required = not self.own_motion
        if len(found) == 1:
            self.fields["inquiry"].initial = found[0][0]
            self.one = next(iter(rows))


class RefuseInquiryForm(Asked, ReasonForm):
    steps = ("arbitration.refuse_inquiry",)
    field_order = ("inquiry", "reason")


class CollectEvidenceForm(Asked):
    steps = ("arbitration.collect_evidence",)
    of = (Inquiry.Kind.COLLECTION,)
    own_motion = True
    what = words(_("What has to be found out"), rows=3)
    holder = forms.CharField(label=_("Who holds the evidence"), max_length=120)
    officers = forms.CharField(
        label=_("Officers who go, at least two"), widget=forms.Textarea(attrs={"rows": 2}), max_length=300,
        help_text=_("One name a line. They show the letter and their card. [CR-16]"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if one := getattr(self, "one", None):
            self.fields["what"].initial, self.fields["holder"].initial = one.what, one.holder

    def clean_officers(self) -> list[str]:
        lines = self.cleaned_data["officers"].replace("、", "\n").splitlines()
        names = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
        if len(names) < 2:
            raise forms.ValidationError(_("Officers who go: name at least two, one a line."))
        return names


class CommissionForm(Asked):
    steps = ("arbitration.commission_appraisal",)
    of = (Inquiry.Kind.APPRAISAL,)
    own_motion = True
    what = words(_("Question for the experts"), rows=3)
    body = forms.CharField(label=_("Body that is asked"), max_length=120)
    agreed = forms.BooleanField(label=_("Both sides agreed on this body"), required=False)
    payer = forms.ChoiceField(
        label=_("Who advances the fee"), help_text=_("Who asked for it; in the end who the result is against. [CR-40]")
    )  # fmt: skip
    fee = MoneyField(
        label=_("Fee (yuan)"), required=False, help_text=_("Leave empty if it is not known yet.")
    )
    due_on = DayField(label=_("Answer of the experts by"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [party.name for party in self.record.dispute.parties.all()]
        self.fields["payer"].choices = [(name, name) for name in names]
        if one := getattr(self, "one", None):
            self.fields["what"].initial = one.what
            self.fields["payer"].initial = str(one.party or "")

    def facts(self) -> dict[str, Any]:
        found = super().facts()
        agreed = found.pop("agreed", False)
        fee = {"fee": f"{found['fee']:.2f}"} if found.get("fee") is not None else {}
        return found | fee | ({"agreed": "yes"} if agreed else {})


class RecordInquiryForm(Asked):
    steps = ("arbitration.record_inquiry",)
    state = Inquiry.State.OUT
    found = words(_("What was found"), rows=5, help_text=_("Add the papers themselves to the case as well."))


class AdviseForm(StepForm):
    steps = ("arbitration.advise_employer",)
    problem = words(_("What is wrong"), rows=4)
    advice = words(_("What the employer should do"), rows=4)
