"""What people say while the agreement is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.forms import DatedForm
from mediation.forms.fields import words


class RecordInstalmentForm(DatedForm):
    steps = ("mediation.record_instalment",)
    instalment = forms.TypedChoiceField(label=_("Performance"), coerce=int)
    note = words(_("How it was done"), required=False)
    field_order = ("instalment", "note", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instalment"].choices = [
            (one.number, str(one)) for one in self.record.instalments.outstanding()
        ]
