"""What people say to move a typical case on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casebook.anonymity import crowd
from casebook.envelopes import desk_for, envelope
from casebook.redact import TYPES
from casebook.texts import FIELDS
from casebook.topics import Kind, Outcome, RecallReason, Route, Topic, Trade
from casebook.words_of_types import type_word
from disputes.forms import ReasonForm, StepForm
from disputes.wording import listed

FEW = _("Fewer than five disputes of the register have this area, trade, sum and time. Proposed:")


def text(label: Any, *, rows: int = 6, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=20000, widget=forms.Textarea(attrs={"rows": rows})
    )


def several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class ProposeForm(StepForm):
    steps = ("typicalcase.propose",)
    title = forms.CharField(label=_("What is this case about?"), max_length=120)
    why = text(_("What can others learn from it?"), rows=4, required=True)

    def build(self, record: Any) -> None:
        """The case gets an envelope of its own; nothing of the editorial work stands in the dispute's docket."""
        record.source_dispute = record.dispute
        record.office = desk_for(record.source_dispute)
        record.dispute = envelope()


class EditForm(StepForm):
    """The original words: what has to be hidden in them is looked for after saving."""

    steps = ("typicalcase.edit",)
    title = forms.CharField(label=_("Title of the case"), max_length=120)
    facts_text = text(_("Basic facts"), rows=10, required=True)
    claims = text(_("Claims"))
    handling = text(_("How it was handled"))
    result = text(_("Result"), rows=4, required=True)
    issue = text(_("Issue in dispute"), rows=3)
    analysis = text(_("Analysis"), rows=8)
    significance = text(_("Significance"), rows=4)
    articles = text(_("Articles cited, one a line"), rows=4)
    kinds = several(_("Kind of dispute"), Kind.choices)
    topics = several(_("Kinds of claims"), Topic.choices)
    routes = several(_("Ways it went"), Route.choices)
    outcome = forms.ChoiceField(
        label=_("What became of the claims"), choices=[("", "—"), *Outcome.choices], required=False
    )
    trade = forms.ChoiceField(label=_("Trade"), choices=Trade.choices)
    employer = forms.CharField(label=_("Kind of employer"), max_length=80, required=False)
    new_form = forms.BooleanField(label=_("New form of work"), required=False)
    region = forms.CharField(label=_("Region"), max_length=40, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1995, max_value=2100, required=False)
    batch = forms.CharField(label=_("Batch"), max_length=160, required=False)
    batch_order = forms.IntegerField(
        label=_("Place in the batch"), min_value=1, max_value=9999, required=False
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=120, required=False)
    listed = forms.BooleanField(label=_("Search engines may list it"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, record: Any, initial: Any = None, **kwargs: Any) -> None:
        words = {ORIGINAL.get(name, name): (record.original or {}).get(name, "") for name in FIELDS}
        filed = {name: getattr(record, name) for name in FILED} | {"articles": "\n".join(record.articles)}
        filed["seen"] = record.stamp
        super().__init__(*args, record=record, initial={**words, **filed, **(initial or {})}, **kwargs)

    def overtaken(self) -> list[tuple[Any, Any]]:
        """What the other editor wrote where this one wrote something else; from here on it counts as read."""
        saved = type(self.record).objects.get(pk=self.record.pk)
        if self.cleaned_data["seen"] in ("", saved.stamp):
            return []
        theirs = EditForm(record=saved, user=self.user).initial
        said = self.data.copy()
        said["seen"] = saved.stamp
        self.data = said
        return [
            (field.label, spoken(field, theirs[name]))
            for name, field in self.fields.items()
            if name != "seen" and theirs[name] != self.cleaned_data[name]
        ]

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        articles = [line.strip()[:160] for line in said["articles"].splitlines() if line.strip()]
        return {
            "words": {name: said[ORIGINAL.get(name, name)].strip() for name in FIELDS},
            "filing": {name: said[name] for name in FILED} | {"articles": articles},
            "seen": said["seen"],
        }


ORIGINAL = {"facts": "facts_text"}  # `facts` is what a form gives to its step
FILED = (
    "kinds", "topics", "routes", "trade", "employer", "new_form", "region", "year", "batch", "batch_order", "issuer",
    "outcome", "listed",
)  # fmt: skip


def spoken(field: forms.Field, value: Any) -> str:
    """An answer in words, as the page shows it to somebody who did not give it."""
    if value in (None, "", [], False):
        return gettext("Not answered")
    if value is True:
        return gettext("Yes")
    names = dict(getattr(field, "choices", ()))
    return listed(names.get(one, one) for one in (value if isinstance(value, list) else [value]))


class ReturnForm(ReasonForm):
    steps = ("typicalcase.return_to_editor", "typicalcase.decline", "typicalcase.correct")


class PublishForm(StepForm):
    """Where few disputes look like it and nothing helps, the director says why it is published all the same."""

    steps = ("typicalcase.publish",)
    despite = text(_("Why it is published although few disputes look like it"), rows=3)

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.crowd = crowd(record)
        if self.crowd is None or self.crowd.enough or self.crowd.can_be_enough:
            del self.fields["despite"]
            return
        self.fields["despite"].required = True
        self.fields["despite"].help_text = " ".join([str(FEW), *self.crowd.proposals])

    def facts(self) -> dict[str, Any]:
        return {"despite": self.cleaned_data.get("despite", "")}


class RecallForm(StepForm):
    steps = ("typicalcase.recall",)
    kind = forms.ChoiceField(
        label=_("Why, as the public reads it"), choices=RecallReason.choices, widget=forms.RadioSelect
    )
    reason = text(_("Reasons, for the file only"), rows=4, required=True)


class DecideForm(StepForm):
    """One decision on one or several findings of the editing page."""

    steps = ("typicalcase.decide",)
    spans = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("hide", _("Hide")), ("keep", _("Keep")), ("open", _("Undo"))]
    )
    replacement = forms.CharField(label=_("Replacement"), max_length=40, required=False)
    why = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def clean_spans(self) -> list[str]:
        wanted = self.cleaned_data["spans"].split()
        known = {span["id"] for span in self.record.spans}
        if not wanted or not set(wanted) <= known:
            raise forms.ValidationError(_("The text has changed meanwhile. Look at the findings again."))
        return wanted


class HideForm(StepForm):
    """What the search did not find."""

    steps = ("typicalcase.hide",)
    text = forms.CharField(label=_("Words to hide"), max_length=80)
    kind = forms.ChoiceField(
        label=_("Kind of identifier"), choices=[(name, type_word(name)) for name in TYPES]
    )
    replacement = forms.CharField(label=_("Replacement"), max_length=40)
    why = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def clean_text(self) -> str:
        wanted = self.cleaned_data["text"]
        if not any(wanted in words for words in self.record.original.values()):
            raise forms.ValidationError(_("These words do not stand in the original. Copy them from there."))
        return wanted
