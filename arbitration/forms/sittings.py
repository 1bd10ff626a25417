"""A hearing that goes on on another day, or is not public (AL-35, CR-25)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards.minutes import respondents_there
from arbitration.lifecycle.guards.sittings import CLOSING
from disputes.forms import DatedForm, ReasonForm


class AdjournForm(ReasonForm):
    steps = ("arbitration.adjourn",)


class RespondentLeavesForm(ReasonForm, DatedForm):
    """Of several respondents those who left; where one came, the question answers itself."""

    steps = ("arbitration.respondent_leaves",)
    gone = forms.TypedMultipleChoiceField(
        label=_("Respondents who left without leave"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("gone", "reason", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = respondents_there(self.record)
        self.fields["gone"].choices = list(there.items())  # type: ignore[attr-defined]
        self.fields["gone"].initial = list(there) if len(there) == 1 else []


class AskClosedForm(ReasonForm):
    steps = ("arbitration.ask_closed",)
    ground = forms.ChoiceField(label=_("Ground"), choices=list(CLOSING.items()), widget=forms.RadioSelect)
    field_order = ("ground", "reason")


class DecideClosedForm(ReasonForm):
    steps = ("arbitration.decide_closed",)
    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("closed", _("The hearing is not public")), ("refused", _("The request is refused"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    field_order = ("decision", "reason")

    def at_stake(self) -> list[tuple[Any, list[str]]]:
        """What each party asked for, and why."""
        asked = [
            _("%(party)s (%(ground)s): %(reason)s") % (one | {"ground": CLOSING[one["ground"]]})
            for one in self.record.closing.values()
        ]
        return [(_("Ask that the hearing not be public"), [str(one) for one in asked])] if asked else []
