"""Who applies, for whom, and against whom (CR-29)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric

from disputes.form_fields import CreditCodeField, DayField, IdCardField, MoneyField, PhoneField, SpokenField
from disputes.intake.circumstances import past
from disputes.intake.places import district_choices
from disputes.intake.questions import Question, Raw
from disputes.lifecycle.mandates import MAY
from disputes.models import Draft, User

LONG = {"rows": 2}


class Agent(Question):
    """Who files for somebody else, and how far the mandate goes (AL-24)."""

    slug = "agent"
    title = _("Your mandate")
    hint = _(
        "You act for the worker named on the next page. Add the signed paper of authority to the evidence."
    )
    law = "AL-24"

    powers = forms.ChoiceField(
        label=_("What may you do for the worker?"), widget=forms.RadioSelect,
        choices=MAY,
    )  # fmt: skip
    mandate_until = DayField(
        label=_("The mandate ends on"), required=False, help_text=_("Leave empty if it has no end.")
    )

    @classmethod
    def asked(cls, draft: Draft) -> bool:
        return draft.who == "agent"

    def clean_mandate_until(self) -> Any:
        until = self.cleaned_data.get("mandate_until")
        if until and until < timezone.localdate():
            raise forms.ValidationError(_("The mandate ends on: write a day that is not over."))
        return until


class Group(Question):
    """Ten or more workers with one claim choose three to five to speak for them (AL-7, CR-62, CR-63)."""

    slug = "group"
    title = _("You and the other workers")
    hint = _("Ten or more workers with the same claim choose three to five of them to speak for all. "
             "Settling, dropping or changing claims still needs the consent of those represented.")  # fmt: skip
    law = "AL-7, CR-62, CR-63"

    number = forms.IntegerField(
        label=_("How many workers are you?"), min_value=10, max_value=9999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-short"}),
        error_messages={
            "min_value": _("How many workers: a joint application needs ten or more."),
            "max_value": _("How many workers: write a number of up to four digits."),
            "invalid": _("How many workers: write the number with digits only."),
        },
    )  # fmt: skip
    speakers = forms.CharField(
        label=_("Names of the three to five who speak for all"), widget=forms.Textarea(attrs=LONG), max_length=200,
        help_text=_("One name a line. You may be one of them. Add the signed list to the evidence."),
    )  # fmt: skip

    @classmethod
    def asked(cls, draft: Draft) -> bool:
        return draft.who == "group"

    def clean_speakers(self) -> str:
        names = [
            name.strip()
            for name in self.cleaned_data["speakers"].replace("、", "\n").splitlines()
            if name.strip()
        ]
        if not 3 <= len(names) <= 5:
            raise forms.ValidationError(
                _("Names of those who speak for all: write three to five names, one a line.")
            )
        return "、".join(names)


class You(Question):
    """The worker. Sex and day of birth stand in the identity card number; nobody types them twice."""

    slug = "you"
    title = _("About you")
    law = "CR-29"
    folded = ("other_identity", "sex", "born_on")
    folded_title = _("No resident identity card?")

    name = forms.CharField(label=_("Your name"), max_length=60, help_text=_("As on the identity card."),
                           widget=forms.TextInput(attrs={"autocomplete": "name"}))  # fmt: skip
    identity = IdCardField(
        label=_("Identity card number"), help_text=_("18 characters; the last may be X."),
        error_messages={
            "required": _("Fill in the identity card number, or open “No resident identity card?” below.")
        },
    )  # fmt: skip
    other_identity = forms.CharField(
        label=_("Passport or travel permit number"), required=False, max_length=30
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("男", _("Male")), ("女", _("Female"))],
    )
    born_on = DayField(label=_("Day of birth"), required=False)
    phone = PhoneField(label=_("Phone"), help_text=_("The office calls this number."))
    speaks = SpokenField()
    address = forms.CharField(
        label=_("Where you live"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postal_address = forms.CharField(
        label=_("Address for papers"),
        max_length=120,
        required=False,
        help_text=_("Only if it is another one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["identity"].required = not (self.is_bound and self["other_identity"].data)
        if self.draft.who == "agent" or self.draft.at_counter:
            self.fields["name"].label = _("The worker's name")
            self.fields["address"].label = _("Where the worker lives")

    @classmethod
    def prefilled(cls, draft: Draft, user: User) -> Raw:
        if draft.who == "agent" or draft.at_counter:
            return {}
        if ric.is_valid(user.identity) or not user.identity:
            return {"name": user.name, "identity": user.identity, "phone": user.phone}
        return {}  # the account of an organisation

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("identity"):
            said["sex"], said["born_on"] = sex_and_birth(said["identity"])
        elif "identity" not in self.errors:
            self._other_paper(said)
        return said

    def _other_paper(self, said: dict[str, Any]) -> None:
        for field, words in (("sex", _("Choose an answer: sex")), ("born_on", _("Fill in: day of birth"))):
            if not said.get(field) and field not in self.errors:
                self.add_error(field, words)

    def shown(self) -> list[tuple[Any, str]]:
        rows = super().shown()
        derived = bool(self.cleaned_data.get("identity"))
        gone = {self["other_identity"].label} if derived else {self["identity"].label}
        return [row for row in rows if row[0] not in gone]


def sex_and_birth(identity: str) -> tuple[str, dt.date]:
    """From a resident identity card number: characters 7 to 14 are the birth, an odd 17th is a man."""
    born = dt.datetime.strptime(identity[6:14], "%Y%m%d").replace(tzinfo=dt.UTC).date()
    return ("男" if int(identity[16]) % 2 else "女"), born


class Employer(Question):
    """The other side, as far as a worker can know it."""

    slug = "employer"
    title = _("The employer")
    hint = _("The business licence, the contract or a payslip shows the full name.")
    law = "CR-29"

    employer_name = forms.CharField(label=_("Full name of the employer"), max_length=80)
    credit_code = CreditCodeField(
        label=_("Unified social credit code"), required=False,
        help_text=_("18 characters, on the business licence. Leave empty if you do not know it."),
    )  # fmt: skip
    seat = forms.ChoiceField(
        label=_("City and district of the employer"), required=False,
        help_text=_("Where it is registered. It may be another one than where you work."),
    )  # fmt: skip
    employer_address = forms.CharField(label=_("Address of the employer"), max_length=120)
    employer_phone = PhoneField(label=_("Phone of the employer"), required=False)
    head = forms.CharField(
        label=_("Legal representative or head"), max_length=60, required=False,
        help_text=_("The name on the business licence. The national enterprise register shows it too."),
    )  # fmt: skip
    head_post = forms.CharField(label=_("Post of the head"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [("", _("I do not know")), *district_choices()]  # type: ignore[attr-defined]


class Work(Question):
    """The work itself: what the facts begin with and what the sums are counted from."""

    slug = "work"
    title = _("Your work")

    since = DayField(label=_("First day of work"), help_text=_("Like 2024-3-1."))
    job = forms.CharField(
        label=_("What you do there"), max_length=60, help_text=_("For example: packer, driver, cook.")
    )
    workplace_address = forms.CharField(label=_("Where you work: street and number"), max_length=120)
    pay = MoneyField(
        label=_("Monthly pay before deductions (yuan)"),
        help_text=_("The average of the last twelve months; bonuses and allowances count."),
    )

    def clean_since(self) -> Any:
        since = past(
            self.cleaned_data["since"], _("First day of work: write a day that is not in the future.")
        )
        left = self.draft.answer("circumstances", "left_on")
        try:
            ended = DayField().clean(left) if left else None
        except forms.ValidationError:
            ended = None
        if ended and since and ended < since:
            raise forms.ValidationError(
                _("First day of work: you said that the work ended earlier than that.")
            )
        return since
