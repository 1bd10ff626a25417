"""What people say about a hearing by video."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.forms import ReasonForm, StepForm


class SayOnlineForm(StepForm):
    steps = ("arbitration.say_online",)
    agrees = forms.ChoiceField(
        label=_("May the hearing be held by video?"), widget=forms.RadioSelect,
        choices=[("yes", _("Yes, I agree")), ("no", _("No, in the hearing room"))],
        help_text=_("You need a quiet room, a camera and a steady connection. You may change your mind before the hearing."),
    )  # fmt: skip


class HoldOnlineForm(StepForm):
    steps = ("arbitration.hold_online",)
    link = forms.CharField(
        label=_("Address of the video meeting"), max_length=300,
        help_text=_("Shown to the parties and the tribunal on the page of the case, nowhere else."),
    )  # fmt: skip


class CheckIdentityForm(StepForm):
    """One row per party: recognised, and how; who has not come is left out."""

    steps = ("arbitration.check_identity",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present = list(self.record.dispute.parties.all())
        for party in self.present:
            who = {"who": party.name}
            self.fields[f"seen_{party.pk}"] = forms.BooleanField(
                label=_("%(who)s takes part and was recognised") % who, required=False
            )
            self.fields[f"how_{party.pk}"] = forms.CharField(
                label=_("How %(who)s was recognised") % who, max_length=200, required=False,
                help_text=_("Who speaks for it, which document was shown to the camera."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for party in self.present:
            if found.get(f"seen_{party.pk}") and not found.get(f"how_{party.pk}"):
                self.add_error(f"how_{party.pk}", _("Say how %(who)s was recognised.") % {"who": party.name})
        if not any(found.get(f"seen_{party.pk}") for party in self.present):
            self.add_error(f"seen_{self.present[0].pk}", _("Tick who takes part."))
        return found

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "people": [
                {"party": party.pk, "how": said[f"how_{party.pk}"], "proved": True}
                for party in self.present
                if said.get(f"seen_{party.pk}")
            ]
        }


class FallBackForm(ReasonForm):
    steps = ("arbitration.fall_back",)
