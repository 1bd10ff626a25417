"""An employer applies against a worker (AL-2, AL-22): who applies, for whom, and against whom (CR-29)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from disputes.form_fields import CreditCodeField, IdCardField, PhoneField
from disputes.intake.matter import Evidence
from disputes.intake.people import Agent, Work, sex_and_birth
from disputes.intake.places import district_choices
from disputes.intake.questions import Question, Raw
from disputes.models import Draft, User


class EmployersAgent(Agent):
    """Staff, a lawyer or anybody else with the organisation's power of attorney (AL-24)."""

    hint = _("You act for the organisation named on the next page. Its power of attorney is sealed by it or signed by its head "
             "and says for what and how far. Add it to the evidence.")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["powers"].label = _("What may you do for the organisation?")


class Organisation(Question):
    """The employer that applies; of it everything that CR-29 wants is known."""

    slug = "organisation"
    title = _("Your organisation")
    hint = _("As on the business licence or the certificate of registration.")
    law = "CR-29"
    folded = ("organisation_post_address",)
    folded_title = _("Papers to another address?")

    organisation_name = forms.CharField(
        label=_("Full name of the organisation"), max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip
    organisation_code = CreditCodeField(
        label=_("Unified social credit code"), help_text=_("18 characters, on the business licence.")
    )
    seat = forms.ChoiceField(
        label=_("City and district of the organisation"), help_text=_("Where it is registered.")
    )
    organisation_address = forms.CharField(
        label=_("Registered address"), max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )  # fmt: skip
    organisation_post_address = forms.CharField(
        label=_("Address for papers"),
        max_length=120,
        required=False,
        help_text=_("Only if it is another one."),
    )
    organisation_phone = PhoneField(label=_("Phone"), help_text=_("The office calls this number."))
    head = forms.CharField(label=_("Legal representative or head"), max_length=60)
    head_post = forms.CharField(
        label=_("Post of the head"), max_length=40, help_text=_("For example: executive director, manager.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [("", _("Choose")), *district_choices()]  # type: ignore[attr-defined]

    @classmethod
    def prefilled(cls, draft: Draft, user: User) -> Raw:
        if draft.who == "agent" or not uscc.is_valid(user.identity):
            return {}
        return {
            "organisation_name": user.name, "organisation_code": user.identity, "organisation_phone": user.phone,
        }  # fmt: skip


class Worker(Question):
    """The other side, as far as the employer knows it: address or identity number, so that it can be found (CR-30)."""

    slug = "worker"
    title = _("The worker")
    hint = _("As in the contract or the personnel file. Leave empty what you do not know.")
    law = "CR-29"
    folded = ("worker_other_identity", "worker_sex")
    folded_title = _("No resident identity card?")

    worker_name = forms.CharField(label=_("The worker's name"), max_length=60)
    worker_identity = IdCardField(
        label=_("Identity card number"), required=False, help_text=_("18 characters; the last may be X.")
    )
    worker_address = forms.CharField(label=_("Where the worker lives"), max_length=120, required=False)
    worker_phone = PhoneField(label=_("Phone of the worker"), required=False)
    worker_other_identity = forms.CharField(
        label=_("Passport or travel permit number"), required=False, max_length=30
    )
    worker_sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("男", _("Male")), ("女", _("Female"))],
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        said["born_on"] = None
        if said.get("worker_identity"):
            said["worker_sex"], said["born_on"] = sex_and_birth(said["worker_identity"])
        elif not self.errors and not said.get("worker_address"):
            words = _(
                "Fill in where the worker lives, or the identity card number: without either nobody can be found."
            )
            self.add_error("worker_address", words)
        return said


class Post(Work):
    """The same work, as the employer tells it."""

    title = _("The worker's work")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["job"].label = _("What the worker does, or did")
        self.fields["workplace_address"].label = _("Where the work is done: street and number")


class TheirEvidence(Evidence):
    hint = _("The contract or agreement it rests on, records, proof of payment, proof of the loss and of how it came about. "
             "What only you have, you must show. You may add more later.")  # fmt: skip
