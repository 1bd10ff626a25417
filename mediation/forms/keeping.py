"""What people say while the agreement is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import MoneyField
from disputes.forms import DatedForm, StepForm
from mediation.forms.fields import words


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


class RecordPaymentForm(RecordInstalmentForm):
    """Of several workers each with the own sum; who was paid nothing is left empty."""

    steps = ("mediation.record_payment",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = {part.party.pk: part.party for one in self.rows for part in one.of_workers}
        self.sums = {f"of_{pk}": str(pk) for pk in parties} or {"sum": ""}
        labels = {f"of_{pk}": party.name for pk, party in parties.items()}
        for name in self.sums:
            self.fields[name] = MoneyField(label=labels.get(name, _("Sum paid (yuan)")), required=False)
        self.order_fields(["instalment", *self.sums, "note", "on", "proof"])

    def choices(self) -> list[Any]:
        return [one for one in self.rows if one.amount is not None]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not any(given.get(name) or name in self.errors for name in self.sums):
            self.add_error(next(iter(self.sums)), _("Write the sum that was paid."))
        return given

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        paid = {key: said.pop(name, None) for name, key in self.sums.items()}
        return said | {"paid": {key: f"{sum_:.2f}" for key, sum_ in paid.items() if sum_}}


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
