"""What a person says to take a step. A form registers itself for its step; the step page does the rest."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField
from disputes.lifecycle.service import Channel
from disputes.models import Paper


class StepForm(forms.Form):
    """The facts of one step. `steps` names the steps it serves; fields become keyword facts of `perform`.

    Override `facts()` to shape them, `build()` to fill a record that the step begins, `extra()` for the template.
    """

    steps: ClassVar[tuple[str, ...]] = ()
    template: ClassVar[str] = "disputes/step.html"
    looking: ClassVar[frozenset[str]] = frozenset()
    all: ClassVar[dict[str, type[StepForm]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name in cls.steps:
            StepForm.all[name] = cls

    def __init__(self, *args: Any, record: Any, user: Any, **kwargs: Any) -> None:
        self.record, self.user = record, user
        super().__init__(*args, **kwargs)
        if "proof" in self.fields:
            self.fields["proof"].queryset = Paper.objects.visible_to(user).filter(dispute=record.dispute)

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    def again(self) -> Self:
        """The form as one of its `looking` buttons shows it once more: nothing is judged, nothing is taken."""
        return type(self)(record=self.record, user=self.user, initial=self.data.dict())

    def build(self, record: Any) -> None:
        """Fill a fresh record before its first step."""

    def overtaken(self) -> list[tuple[Any, Any]]:
        """Question and answer of what somebody else saved since the page was opened, where a step replaces words."""
        return []

    def extra(self) -> dict[str, Any]:
        return {}


class DatedForm(StepForm):
    """A step whose legal day may differ from the day of typing; an earlier day needs its proof."""

    on = DayField(label=_("Day of the act"), required=False, help_text=_("Leave empty for today."))
    proof = forms.ModelChoiceField(
        label=_("Proof of an earlier day"), queryset=Paper.objects.none(), required=False, to_field_name="ref",
        help_text=_("A paper of this case that shows the day."),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        if proof := facts.pop("proof", None):
            facts["proof"] = str(proof.ref)
        return facts


class ReasonForm(StepForm):
    """A step that must give its reasons."""

    reason = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class ProveForm(DatedForm):
    steps = ("service.prove",)
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    receipt = forms.CharField(label=_("Signed by, receipt number"), max_length=120)


class LeaveForm(DatedForm):
    steps = ("service.leave",)
    witnesses = forms.CharField(label=_("Witnesses, photo or video"), max_length=120)


class AnnounceForm(DatedForm):
    steps = ("service.announce",)
    where = forms.CharField(label=_("Where it was announced"), max_length=120)


class ServiceFailedForm(ReasonForm):
    steps = ("service.fail",)
