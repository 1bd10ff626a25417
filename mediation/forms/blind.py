"""What people say in a double-blind round."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import MoneyField
from disputes.forms import StepForm


class OpenRoundForm(StepForm):
    steps = ("mediation.open_round",)
    about = forms.CharField(
        label=_("What the sum is for"), max_length=120, initial=_("The whole sum of the settlement")
    )


class LimitForm(StepForm):
    """One figure; what it means depends on the side that writes it."""

    steps = ("mediation.enter_limit",)
    limit = MoneyField(label=_("Your limit (yuan)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = self.record.dispute.side_of(self.user)
        self.fields["limit"].help_text = (
            _("The least your side would accept. Nobody reads it; it cannot be changed in this round.")
            if ours == "A"
            else _("The most your side would pay. Nobody reads it; it cannot be changed in this round.")
        )
        self.fields["limit"].widget.attrs["autocomplete"] = "off"

    def clean_limit(self) -> Decimal:
        limit = self.cleaned_data["limit"]
        if limit <= 0:
            raise forms.ValidationError(_("Your limit: write a sum above zero."))
        return limit
