"""What the sides agree on between themselves while the case runs (AL-41, CR-70)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arbitration.forms.fields import words
from disputes.forms import StepForm


class ProposeSettlementForm(StepForm):
    steps = ("arbitration.propose_settlement",)
    terms = words(
        _("What each side does, and by when"), rows=8, help_text=_("One term a line. Only the parties read it; the tribunal does not."),
        error_messages={"required": _("Please write down what each side does, and by when.")},
    )  # fmt: skip


class AgreeSettlementForm(StepForm):
    """What is agreed to are the terms that stood on the page."""

    steps = ("arbitration.agree_settlement",)
    read = words(_("The terms"), rows=8)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["read"].initial = self.record.settlement.get("terms", "")
        self.fields["read"].widget.attrs["readonly"] = True

    def clean_read(self) -> str:
        """As a browser sends lines."""
        return str(self.cleaned_data["read"]).replace("\r\n", "\n")


class AgreeToDelegationForm(StepForm):
    steps = ("arbitration.agree_to_delegation",)
    body = forms.CharField(
        label=_("Mediation organisation"), max_length=80,
        error_messages={"required": _("Please name the organisation that is to mediate.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        side = self.record.dispute.side_of(self.user)
        others = [body for key, body in self.record.delegation_agreed.items() if key != side]
        self.fields["body"].initial = next(iter(others), "")
