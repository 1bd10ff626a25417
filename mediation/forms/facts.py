"""What people say of undisputed facts and of the papers they take along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes import steps
from disputes.forms import StepForm
from mediation.forms.fields import words
from mediation.guards import facts as open_to
from mediation.voices import voice_of


class StateFactForm(StepForm):
    steps = ("mediation.state_fact",)
    wording = words(
        _("Fact"),
        help_text=_(
            "One fact, in words both sides can confirm: a day, a sum, what was agreed or paid. No offer."
        ),
    )


class _OneFact(StepForm):
    fact = forms.TypedChoiceField(label=_("Fact"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record.act = steps.Act(by=self.user, on=timezone.localdate())
        self.fields["fact"].choices = [(one.number, f"{one}: {one.text}") for one in self.open_to()]

    def open_to(self) -> list[Any]:
        raise NotImplementedError


class ConfirmFactForm(_OneFact):
    steps = ("mediation.confirm_fact",)

    def open_to(self) -> list[Any]:
        return open_to.to_confirm(self.record, voice_of(self.record, self.user))


class WithdrawFactForm(_OneFact):
    steps = ("mediation.withdraw_fact",)

    def open_to(self) -> list[Any]:
        return open_to.to_withdraw(self.record)


class _Facts(StepForm):
    """Each fact is ticked by hand: nothing is agreed to that was not read."""

    looked_up: Any = staticmethod(open_to.to_release)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.looked_up(self.record, voice_of(self.record, self.user))
        self.fields["numbers"] = forms.TypedMultipleChoiceField(
            label=_("Facts"), coerce=int, widget=forms.CheckboxSelectMultiple,
            choices=[(one.number, f"{one}: {one.text}") for one in rows],
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        return {"facts": self.cleaned_data["numbers"]}


class ReleaseFactsForm(_Facts):
    steps = ("mediation.release_facts",)


class HoldFactsForm(_Facts):
    steps = ("mediation.hold_facts",)
    looked_up = staticmethod(open_to.to_hold)


class ChoosePapersForm(StepForm):
    steps = ("mediation.choose_papers",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = open_to.handed_in(self.record, self.user)
        chosen = self.record.chosen_papers.waiting().values_list("paper__ref", flat=True)
        self.fields["papers"] = forms.MultipleChoiceField(
            label=_("Papers"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(str(one.ref), f"{one.title} · {one.get_audience_display()}") for one in rows],
            initial=[str(ref) for ref in chosen],
            help_text=_("Only those you tick go along, when the mediation ends without an agreement. Everybody in the case can read them then."),
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        own = self.record.dispute.side_of(self.user).lower()
        return {"papers": self.cleaned_data["papers"], "audience": f"caucus_{own}"}
