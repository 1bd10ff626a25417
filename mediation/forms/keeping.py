"""What people say while the agreement is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes import sheets
from disputes.form_fields import MoneyField
from disputes.forms import DatedForm, StepForm
from disputes.models import Party
from disputes.steps import Act
from mediation.forms.fields import words
from mediation.forms.shares import blank, read_paid
from mediation.guards.keeping import own_part


class RecordInstalmentForm(DatedForm):
    steps = ("mediation.record_instalment",)
    template = "mediation/keeping.html"
    instalment = forms.TypedChoiceField(label=_("Performance"), coerce=int)
    note = words(_("How it was done"), required=False)
    field_order = ("instalment", "note", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        side = self.record.dispute.side_of(self.user)
        self.rows = [
            one for one in self.record.followed if not one.done_on and (not side or one.by[0] != side)
        ]
        self.fields["instalment"].choices = [(one.number, str(one)) for one in self.choices()]

    def choices(self) -> list[Any]:
        return self.rows


class RecordPaymentForm(sheets.FromSheet, RecordInstalmentForm):
    """One sum; of several workers a list of who was paid what, typed or from a spreadsheet."""

    steps = ("mediation.record_payment",)
    file_field, rows_field = "paid_file", "paid"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if kwargs["record"].together and len(args) > 1:
            args = (self.poured(*args[:2]), *args[1:])
        super().__init__(*args, **kwargs)
        self.workers = self._workers()
        if self.workers:
            self.fields["paid_file"] = forms.FileField(
                label=_("Spreadsheet of the payments"), required=False, help_text=_("XLSX or CSV. It replaces the rows below.")
            )  # fmt: skip
            self.fields["paid"] = forms.CharField(
                label=_("Paid to each worker"), initial=blank(self.workers),
                widget=forms.Textarea(attrs={"rows": min(len(self.workers) + 1, 14), "spellcheck": "false"}),
                help_text=_("One worker a row: the name, then the sum. Leave the sum away for who was paid nothing."),
            )  # fmt: skip
        else:
            self.fields["paid"] = MoneyField(label=_("Sum paid (yuan)"))
        self.order_fields(["instalment", "paid_file", "paid", "note", "on", "proof"])

    def _workers(self) -> list[Party]:
        """Who shares in what is open: who speaks for the own part alone, nobody else (CR-63)."""
        self.record.act = Act(by=self.user)
        own = own_part(self.record)
        parties = {part.party.pk: part.party for one in self.rows for part in one.of_workers}
        return [party for pk, party in parties.items() if own in (None, str(pk))]

    def choices(self) -> list[Any]:
        return [one for one in self.rows if one.amount is not None]

    def clean_paid_file(self) -> None:
        self.check_file()

    def clean_paid(self) -> dict[str, str]:
        said = self.cleaned_data["paid"]
        paid = read_paid(said, self.workers) if self.workers else {"": f"{said:.2f}"} if said else {}
        if not paid:
            raise ValidationError(_("Write the sum that was paid."))
        return paid

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        said.pop("paid_file", None)
        return said


class RecordBreachForm(StepForm):
    """Which of those whose day has passed; all of them are ticked."""

    steps = ("mediation.record_breach",)
    template = "mediation/keeping.html"
    instalments = forms.TypedMultipleChoiceField(
        label=_("Not kept"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        late = self.record.instalments.overdue(timezone.localdate())
        self.fields["instalments"].choices = [(one.number, str(one)) for one in late]
        self.fields["instalments"].initial = [one.number for one in late]
