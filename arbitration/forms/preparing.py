from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arbitration.forms.fields import (
    ClaimForm,
    People,
    WithConsent,
    bench,
    by_their_load,
    holders,
    said_as,
    words,
)
from arbitration.lifecycle.guards.ending import several_apply
from arbitration.lifecycle.guards.preparing import still_to_answer
from disputes.form_fields import DayField, MoneyField
from disputes.forms import DatedForm, ReasonForm, StepForm
from disputes.intake.circumstances import spoken
from disputes.models import Party, User
from disputes.rules.readings import chosen, told

BENCH = ("presiding", "arbitrator")


class AnswerForm(StepForm):
    steps = ("arbitration.answer",)
    text = words(
        _("Your answer to the application"),
        rows=10,
        help_text=_("To each claim: right or wrong, and why. Add your evidence as papers."),
    )


class RecordAnswerForm(DatedForm):
    """What a party wrote on paper, entered by the clerk (AL-30)."""

    steps = ("arbitration.record_answer",)
    party: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Whose answer"), queryset=Party.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    text = words(
        _("What it answers"), rows=6, help_text=_("In its own words, or in short; the award tells it.")
    )
    field_order = ("party", "text", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = self.record.dispute.parties.filter(
            pk__in=still_to_answer(self.record)
        )
        self.fields["on"].label = _("The day it came")
        self.fields["proof"].label = _("The sheets it came on")
        self.fields["proof"].help_text = _(
            "Add them to the case first. For an earlier day than today they are needed."
        )

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return {**facts, "party": facts["party"].pk}


class GivenReasonsForm(ReasonForm):
    """Steps of this stage that give reasons and nothing else."""

    steps = (
        "arbitration.object_to_jurisdiction", "arbitration.reject_objection",
        "arbitration.to_ordinary", "arbitration.dissolve_tribunal", "arbitration.raise_limitation",
    )  # fmt: skip


class CounterclaimForm(ClaimForm):
    steps = ("arbitration.file_counterclaim",)
    amount = MoneyField(label=_("Sum (yuan)"), required=False)


class RefuseCounterclaimForm(ReasonForm):
    steps = ("arbitration.refuse_counterclaim",)
    ground = forms.ChoiceField(
        label=_("Ground"), widget=forms.RadioSelect,
        choices=[
            ("separate", _("To be filed as a case of its own")),
            ("scope", _("Outside what arbitration hears")),
        ],
        help_text=_("The respondent gets a written pointer, or outside what arbitration hears a notice of refusal. [CR-36]"),
    )  # fmt: skip
    field_order = ("ground", "reason")


class ChangeForm(CounterclaimForm, WithConsent):
    """Of several applicants, with the consent of the others where a claim of all is replaced (CR-44, CR-63)."""

    steps = ("arbitration.ask_change",)
    instead = forms.TypedChoiceField(
        label=_("In place of"), coerce=int, empty_value=None, required=False,
        help_text=_("The claim that is changed; it then stands no more. Leave it open to add a claim. [CR-44]"),
    )  # fmt: skip
    field_order = ("instead", "kind", "text", "amount", "consent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decided = self.record.decided_claims if self.record.pk else set()
        ours = self.record.dispute.claims.filter(side="A", dropped=False).exclude(pk__in=decided)
        self.fields["instead"].choices = [
            ("", _("No claim: it is added")),
            *((one.pk, one.text) for one in ours),
        ]
        if not several_apply(self.record):
            del self.fields["consent"]


class TakeChangeForm(StepForm):
    """Nothing to fill in; the claim that was asked for is shown (CR-44)."""

    steps = ("arbitration.take_change",)

    def at_stake(self) -> list[tuple[Any, list[str]]]:
        asked = self.record.change
        replaced = self.record.dispute.claims.filter(pk=asked.get("instead"))
        found = [(_("Changed claim"), [said_as(asked["text"], asked.get("amount"))])] if asked else []
        return found + [(_("In place of"), [said_as(one.text, one.amount)]) for one in replaced]


class RefuseChangeForm(TakeChangeForm, ReasonForm):
    steps = ("arbitration.refuse_change",)


class JoinPartyForm(StepForm):
    steps = ("arbitration.join_party",)
    called = forms.CharField(label=_("Name"), max_length=80)
    side = forms.ChoiceField(label=_("Joins as"), choices=Party.Side.choices)
    kind = forms.ChoiceField(label=_("Kind"), choices=Party.Kind.choices)
    address = forms.CharField(label=_("Address"), max_length=120, required=False)
    worker = forms.ChoiceField(
        label=_("Is it a worker?"), choices=[("", _("No")), ("yes", _("Yes"))], required=False
    )


class SimpleForm(StepForm):
    steps = ("arbitration.handle_simply",)
    ground = forms.ChoiceField(
        label=_("Ground"), widget=forms.RadioSelect,
        choices=[
            ("clear", _("Facts and relation are clear, little is disputed")),
            ("small", _("The sum is not above the province's average wage of last year")),
            ("agreed", _("Both parties agree")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        series = chosen("average_wage_series", self.record.office.settings)
        self.fields["ground"].help_text = spoken(told("average_wage_series", series))


class TribunalForm(StepForm):
    steps = ("arbitration.form_tribunal",)
    presiding = forms.ModelChoiceField(
        label=_("Presiding arbitrator, or the one who sits alone"), queryset=User.objects.none()
    )
    arbitrators = People(
        label=_("Two more arbitrators"), queryset=User.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None for a simple case. [AL-31]"),
        error_messages={"invalid_pk_value": _("Choose arbitrators from the list.")},
    )  # fmt: skip
    recorder = forms.ModelChoiceField(label=_("Recorder"), queryset=User.objects.none())
    override_reason = words(
        _("Why one alone is enough although ten or more workers claim"), rows=2, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.record.office_id
        by_their_load(self.fields["presiding"], self.fields["arbitrators"], people=holders(office, *BENCH))
        by_their_load(
            self.fields["recorder"], people=holders(office, "recorder", "clerk"), roles=("recorder",)
        )
        if not self.record.dispute.collective:
            del self.fields["override_reason"]

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"arbitrators": list(self.cleaned_data["arbitrators"])}


class AskRecusalForm(ReasonForm):
    steps = ("arbitration.ask_recusal",)
    person = forms.ModelChoiceField(label=_("Who should step back?"), queryset=User.objects.none())
    known_on = DayField(
        label=_("Since when do you know the ground?"), required=False,
        help_text=_("Needed once the hearing has opened. [CR-11]"),
    )  # fmt: skip
    field_order = ("person", "reason", "known_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = bench(self.record.dispute).exclude(pk__in=self.record.challenged)


class DecideRecusalForm(ReasonForm):
    steps = ("arbitration.decide_recusal",)
    person = forms.ModelChoiceField(label=_("Whose recusal"), queryset=User.objects.none())
    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("upheld", _("The person steps down")), ("rejected", _("The person stays"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    substitute = forms.ModelChoiceField(
        label=_("Who takes the seat"), queryset=User.objects.none(), required=False
    )
    field_order = ("person", "decision", "substitute", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record = self.record
        writing = record.recorder_id in record.challenged
        judging = [key for key in record.challenged if key != record.recorder_id]
        roles = (*(("recorder", "clerk") if writing else ()), *(BENCH if judging or not writing else ()))
        people = holders(record.office_id, *roles).exclude(pk__in=record.challenged)
        self.fields["person"].queryset = User.objects.filter(pk__in=record.challenged)
        if len(record.challenged) < 2:
            del self.fields["person"]
        by_their_load(
            self.fields["substitute"], people=people, roles=("recorder",) if writing and not judging else ()
        )
