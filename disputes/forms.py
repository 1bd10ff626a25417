"""What a person says to take a step. A form registers itself for its step; the step page does the rest."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, ClassVar, Self

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from disputes.acts import done_today_only
from disputes.form_fields import DayField, DrawnField, PhoneField
from disputes.lifecycle.service import WHY_LEFT, WHY_RETURNED, Channel, beside, leaving_is_pictured, server
from disputes.models import Paper


def dated_title(paper: Paper) -> str:
    """Several papers of a case bear one title."""
    return f"{paper} · {date_format(timezone.localtime(paper.made_at))}"


class StepForm(forms.Form):
    """The facts of one step. `steps` names the steps it serves; fields become keyword facts of `perform`.

    Override `facts()` to shape them, `build()` to fill a record that the step begins, `extra()` for the template.
    """

    steps: ClassVar[tuple[str, ...]] = ()
    template: ClassVar[str] = "disputes/step.html"
    looking: ClassVar[frozenset[str]] = frozenset()
    all: ClassVar[dict[str, type[StepForm]]] = {}
    place: ClassVar[Any] = (
        None  # record -> what the page leads back to, where it is not the record or its dispute
    )

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name in cls.steps:
            StepForm.all[name] = cls

    def __init__(self, *args: Any, record: Any, user: Any, **kwargs: Any) -> None:
        self.record, self.user = record, user
        super().__init__(*args, **kwargs)
        if "proof" in self.fields:
            self.fields["proof"].queryset = Paper.objects.visible_to(user).filter(dispute=record.dispute)
            self.fields["proof"].label_from_instance = dated_title

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

    def at_stake(self) -> list[tuple[Any, list[str]]]:
        """What the step is about, where its title leaves that open: shown above the questions."""
        return []


def bare_name(name: str) -> str:
    """What two spellings of one name have alike: no space, no dot between its parts, one width, one case."""
    return re.sub(r"[\s·・‧•∙.]", "", unicodedata.normalize("NFKC", name)).casefold()


class SignedPart(forms.Form):
    """The part of a form that is signed: by hand on the screen, or by the typed name where nothing can be drawn."""

    record: Any
    user: Any
    drawn = DrawnField()
    typed = forms.CharField(
        label=_("Or type your full name"), max_length=60, required=False, help_text=_("It counts as your signature.")
    )  # fmt: skip

    def clean_typed(self) -> str:
        """A name signs for whom it names: the signer (AL-14, MR-32, AL-40; 电子签名法 13)."""
        typed, own = str(self.cleaned_data["typed"]), self._own_name()
        if typed and bare_name(typed) != bare_name(own):
            raise forms.ValidationError(_("Type your own name: %(name)s."), params={"name": own})
        return typed

    def _own_name(self) -> str:
        """As the account calls the signer; where it bears no name yet, as the case calls the person who is a party."""
        seats = self.record.dispute.seats_of(self.user)
        called = [
            one.party.name
            for one in seats
            if one.role == "party" and one.party and one.party.kind == "person"
        ]
        return self.user.name or next(iter(called), str(self.user))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not (given.get("drawn") or given.get("typed") or self.errors.keys() & {"drawn", "typed"}):
            self.add_error("typed", _("Sign on the field above, or type your full name."))
        return given


class SureForm(forms.Form):
    """Asked once more before a step that nothing undoes: a party confirms, staff type what they act upon."""

    confirmed = forms.CharField(max_length=12, widget=forms.HiddenInput, initial="1")

    def __init__(self, *args: Any, word: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word = word
        if word:
            label = _("To confirm, type %(word)s, the last four characters of the reference") % {"word": word}
            self.fields["confirmed"] = forms.CharField(
                label=label, max_length=12, widget=forms.TextInput(attrs={"autocomplete": "off", "size": 6})
            )

    def clean_confirmed(self) -> str:
        said = str(self.cleaned_data["confirmed"])
        if self.word and unicodedata.normalize("NFKC", said).strip().upper() != self.word:
            raise forms.ValidationError(
                _("Type %(word)s; nothing has been done yet."), params={"word": self.word}
            )
        return said


class DatedForm(StepForm):
    """A step whose legal day may differ from the day of typing; an earlier day needs its proof.

    A party is not asked: what a party does here is done today.
    """

    on = DayField(label=_("Day of the act"), required=False, help_text=_("Leave empty for today."))
    proof = forms.ModelChoiceField(
        label=_("Proof of an earlier day"), queryset=Paper.objects.none(), required=False, to_field_name="ref",
        help_text=_("A paper of this case that shows the day."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if done_today_only(self.record, self.user):
            for name in ("on", "proof"):
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        if proof := facts.pop("proof", None):
            facts["proof"] = str(proof.ref)
        return facts


class ReasonForm(StepForm):
    """A step that must give its reasons."""

    reason = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class ElectronicForm(StepForm):
    """Asked for apart from everything else (CPL-90): nothing to fill in, a page of its own."""

    steps = ("dispute.accept_electronic", "dispute.end_electronic")


class ConfirmAddressForm(StepForm):
    """What the file knows stands in the fields; who confirms it answers for it (CPLI-136)."""

    steps = ("dispute.confirm_address",)
    address = forms.CharField(
        label=_("Address for papers"), max_length=120,
        help_text=_("What comes back from here because the address is wrong, has changed or you refuse it may count as served. [法释〔2004〕13号-11]"),
    )  # fmt: skip
    phone = PhoneField(label=_("Phone"))
    recipient = forms.CharField(
        label=_("Who takes papers for you"), max_length=60, required=False, help_text=_("Leave empty if you take them yourself.")
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (party := self.record.dispute.party_of(self.user)) is not None:
            self.fields["address"].initial = party.postal_address or party.address
            self.fields["phone"].initial = party.phone


class CorrectForm(StepForm):
    """`?names=open-12` is the record: its stream and its number there."""

    steps = ("dispute.correct_entry",)
    names = forms.ChoiceField(label=_("The mistaken record"))
    right = forms.CharField(
        label=_("What is right"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text=_("Say what was mistaken and what holds. The record itself stays as it was written."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.record.correctable(self.user).select_related("dispute").order_by("-pk")
        self.fields["names"].choices = [  # type: ignore[attr-defined]
            (one.name, f"{date_format(one.on)} {one.title}") for one in found if not one.facts.get("text")
        ]

    def facts(self) -> dict[str, Any]:
        audience, _dash, seq = self.cleaned_data["names"].rpartition("-")
        names = {"audience": audience, "seq": int(seq)}
        return {"names": names, "right": self.cleaned_data["right"], "audience": audience}


class ProveForm(DatedForm):
    steps = ("service.prove",)
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    receipt = forms.CharField(label=_("Signed by, receipt number"), max_length=120)
    also = forms.TypedMultipleChoiceField(
        label=_("Received with it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("By the same receipt, on the same day. Each paper gets its own proof of service. [CR-20]"),
    )  # fmt: skip
    field_order = ("also", "channel", "receipt", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("channel", self.record.channel or Channel.DIRECT.value)
        theirs = server(self.record, self.user)
        self.fields["also"].choices = [  # type: ignore[attr-defined]
            (one.pk, dated_title(one.paper)) for one in (beside(self.record) if theirs else ())
        ]
        if not self.fields["also"].choices:  # type: ignore[attr-defined]
            del self.fields["also"]

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts().items() if value != []}


class ToTheAddress(StepForm):
    """Goes to the address the file knows, which the page shows; by courier nothing else is asked (CR-20)."""

    steps = ("service.send",)

    def at_stake(self) -> list[tuple[Any, list[str]]]:
        to = self.record.party
        return [(_("Address for papers"), [str(to.postal_address or to.address or _("not known"))])]


class PostForm(ToTheAddress, DatedForm):
    """Registered mail; the proof of service is written when its receipt is back (CR-20)."""

    steps = ("service.post",)
    tracking = forms.CharField(
        label=_("Tracking number"), max_length=40, help_text=_("As printed on the slip of the post office.")
    )
    on = DayField(label=_("Posted on"), required=False, help_text=_("Leave empty for today."))
    field_order = ("tracking", "on", "proof")


class LeaveForm(ToTheAddress, DatedForm):
    """Left at the address: who saw it, or what was taken there; the proof of service names both (CR-20)."""

    steps = ("service.leave",)
    witnesses = forms.CharField(label=_("Witnesses, or who took photos or a video"), max_length=120)
    why = forms.ChoiceField(
        label=_("Why it was left"), choices=list(WHY_LEFT.items()), widget=forms.RadioSelect
    )
    pictures = forms.ModelMultipleChoiceField(
        label=_("Photos or video of it"), queryset=Paper.objects.none(), to_field_name="ref",
        widget=forms.CheckboxSelectMultiple, help_text=_("Pictures in this case. Add them to the case first."),
        error_messages=dict.fromkeys(("invalid_choice", "invalid_pk_value"), _("Choose among the pictures of this case."))
        | {"required": leaving_is_pictured.reason},
    )  # fmt: skip
    field_order = ("why", "witnesses", "pictures", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Paper.objects.visible_to(self.user).filter(dispute=self.record.dispute, code="")
        taken = mine.filter(Q(media_type__startswith="image/") | Q(media_type__startswith="video/"))
        self.fields["pictures"].queryset = taken.order_by("-pk")  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        pictures = said.pop("pictures", ())
        return said | ({"media": "、".join(one.title for one in pictures)} if pictures else {})


class ReturnedForm(StepForm):
    """It counts from the day it came back, which the docket knows."""

    steps = ("service.deem_returned",)
    why = forms.ChoiceField(
        label=_("Why it came back"), choices=list(WHY_RETURNED.items()), widget=forms.RadioSelect
    )


class AnnounceForm(DatedForm):
    steps = ("service.announce",)
    reason = forms.CharField(
        label=_("Why the party cannot be reached in another way"), max_length=300,
        help_text=_("It is printed in the announcement. [CPL-95]"),
    )  # fmt: skip
    where = forms.CharField(label=_("Where it was announced"), max_length=120)
    field_order = ("reason", "where", "on", "proof")


class ServiceFailedForm(ReasonForm):
    steps = ("service.fail", "service.serve_anew")
