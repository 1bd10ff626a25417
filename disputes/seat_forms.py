"""Who comes into a case, who leaves it, and whose account it is: what the steps of seats and identity ask for."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField
from disputes.forms import ReasonForm, StepForm
from disputes.lifecycle.identity import of_parties
from disputes.lifecycle.mandates import MAY, own_places, parties_to_enter_for, registrar, seats_to_end
from disputes.lifecycle.service import Channel
from disputes.models import DocketEntry, Paper, User


class EnterPersonForm(StepForm):
    """Found by login name and full name together, so that nobody tries out who has an account (threat 19)."""

    steps = ("dispute.enter_person",)
    for_party = forms.TypedChoiceField(label=_("For whom"), coerce=int, widget=forms.RadioSelect)
    role = forms.ChoiceField(
        label=_("Who the person is"), widget=forms.RadioSelect, initial="representative",
        choices=[("representative", _("Representative")), ("party", _("The party itself"))],
    )  # fmt: skip
    login = forms.CharField(
        label=_("Login name of the person"),
        max_length=150,
        help_text=_("The person registers an account first."),
    )
    name = forms.CharField(label=_("Full name of the person"), max_length=60)
    powers = forms.ChoiceField(
        label=_("What the representative may do"), required=False, widget=forms.RadioSelect,
        choices=MAY,
    )  # fmt: skip
    until = DayField(
        label=_("The mandate ends on"), required=False, help_text=_("Leave empty if it has no end.")
    )
    proof = forms.ModelChoiceField(
        label=_("Paper of authority"), queryset=Paper.objects.none(), to_field_name="ref",
        help_text=_("Add it to the case first: signed or sealed, with matters and powers. For the party itself: what shows who it is. [AL-24]"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_to = parties_to_enter_for(self.record, self.user)
        self.fields["for_party"].choices = [
            (one.pk, f"{one.get_side_display()} · {one.name}") for one in open_to
        ]
        if len(open_to) == 1:
            self.fields["for_party"].initial = open_to[0].pk
        if not registrar(self.record, self.user):
            self.fields["role"].choices = self.fields["role"].choices[:1]
            self.fields["powers"].required = True
        self.fields["proof"].queryset = self.fields["proof"].queryset.filter(code="").order_by("-pk")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("role") == "representative" and not said.get("powers") and "powers" not in self.errors:
            self.add_error("powers", _("Choose an answer: what the representative may do"))
        if said.get("login") and said.get("name"):
            found = User.objects.filter(username=said["login"].strip(), is_active=True).first()
            if found is None or found.name != said["name"].strip():
                self.add_error("login", _("Login name: nobody is registered with this login name and this full name; ask the person for both."))  # fmt: skip
            said["person"] = found
        return said

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        told: dict[str, Any] = {
            name: said[name] for name in ("person", "for_party", "role", "until") if name in said
        }
        powers = {"powers": said["powers"]} if said["role"] == "representative" else {}
        return {**told, **powers, "proof": str(said["proof"].ref)}


class EndMandateForm(StepForm):
    steps = ("dispute.end_mandate",)
    seat = forms.TypedChoiceField(label=_("Whose mandate"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [
            (one.pk, f"{one.user} · {one.party.name if one.party else one.get_side_display()}")
            for one in seats_to_end(self.record, self.user)
        ]


class AccountForm(StepForm):
    """The number in the file beside the name, to be compared with what the person shows."""

    verified: ClassVar[bool]
    seat = forms.TypedChoiceField(label=_("Whose account"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.user} · {one.party.name} · {one.party.identity}")
            for one in of_parties(self.record, verified=self.verified)
        ]


class VerifyIdentityForm(AccountForm):
    steps, verified = ("dispute.verify_identity",), False
    proof = forms.ModelChoiceField(
        label=_("What was shown"), queryset=Paper.objects.none(), to_field_name="ref",
        help_text=_("Add the copy to the case first: the identity card, or the licence and the paper that names who acts. [CR-22]"),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        return {**said, "proof": str(said["proof"].ref)}


class DoubtIdentityForm(AccountForm, ReasonForm):
    steps, verified = ("dispute.doubt_identity",), True


class UnseatForm(ReasonForm):
    """What the account did here stands above the question: the office sees to what follows from it."""

    steps = ("dispute.unseat",)
    seat = forms.TypedChoiceField(label=_("Which account"), coerce=int, widget=forms.RadioSelect)
    field_order = ("seat", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = own_places(self.record)
        self.fields["seat"].choices = [(one.pk, f"{one.user} · {one.party}") for one in self.seats]  # type: ignore[attr-defined]
        self.fields["reason"].help_text = _("Everybody in the case reads it.")

    def at_stake(self) -> list[tuple[Any, list[str]]]:
        people = [one.user_id for one in self.seats]
        done = DocketEntry.objects.visible_to(self.user).filter(dispute=self.record.dispute, by__in=people)
        took = [
            f"{date_format(one.on)} {one.by} · {one.title}"
            for one in done.select_related("by").order_by("pk")
        ]
        served = self.record.dispute.services.served().filter(
            channel=Channel.ELECTRONIC, party__in=[one.party_id for one in self.seats]
        )
        got = [f"{date_format(one.served_on)} {one}" for one in served.select_related("paper", "party")]
        rows = [(_("Done here in these accounts"), took), (_("Counts as received in the account"), got)]
        return [row for row in rows if row[1]]
