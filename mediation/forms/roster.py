"""What the lead of an organisation writes in its roster."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField
from disputes.guangdong import districts_of
from disputes.models import Claim, Party
from mediation.models import Leave, MediatorProfile


class ProfileForm(forms.ModelForm):
    specialities = forms.MultipleChoiceField(
        label=_("Specialities"),
        choices=Claim.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=Party.Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    districts = forms.MultipleChoiceField(
        label=_("Districts"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Where this mediator knows people and ways; none chosen: everywhere alike."),
    )  # fmt: skip
    conflicts = forms.CharField(
        label=_("Declared conflicts of interest: people and firms, one on each line"), required=False,
        widget=forms.Textarea(attrs={"rows": 4}), max_length=4000,
    )  # fmt: skip

    class Meta:
        model = MediatorProfile
        fields = ("specialities", "languages", "districts", "capacity")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["districts"].choices = districts_of(self.instance.office.division)
        self.fields["conflicts"].initial = "\n".join(self.instance.conflicts)

    def save(self, commit: bool = True) -> MediatorProfile:  # noqa: FBT001, FBT002 - the library's own
        lines = self.cleaned_data["conflicts"].splitlines()
        self.instance.conflicts = [line.strip() for line in lines if line.strip()]
        return super().save(commit)


class LeaveForm(forms.ModelForm):
    since = DayField(label=_("From"))
    until = DayField(label=_("To"))

    class Meta:
        model = Leave
        fields = ("since", "until", "why")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("To: write the same day as the first or a later one."))
        return given
