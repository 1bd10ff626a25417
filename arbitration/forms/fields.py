"""Fields and choices several forms share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arbitration.jurisdiction import competent
from arbitration.loads import by_load
from disputes.forms import StepForm
from disputes.intake.places import committee_of
from disputes.models import Claim, Office, Paper, Seat, User
from disputes.papers.articles import read
from disputes.wording import money_text


def words(label: Any, *, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=8000, **options
    )


class ArticlesField(forms.CharField):
    """Articles as people cite them; the value is the list as the house keeps it."""

    def __init__(self, **options: Any) -> None:
        usual = {
            "max_length": 1000, "widget": forms.Textarea(attrs={"rows": 2}),
            "help_text": _("As they are to be cited: 《劳动合同法》第四十六条、第四十七条."),
        }  # fmt: skip
        super().__init__(**{**usual, **options})

    def clean(self, value: Any) -> Any:
        found = read(super().clean(value))
        if self.required and not found:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found


def committees(near: str = "") -> Any:
    """The committees of the city of that division; all of them where the city has none."""
    every = Office.objects.filter(kind=Office.Kind.COMMITTEE)
    of_the_city = every.filter(division__startswith=near[:4])
    return of_the_city if near and of_the_city.exists() else every


def offer_committees(field: Any, dispute: Any) -> None:
    """Those of the city; the one that the places of the application lead to is chosen already (AL-21)."""
    field.queryset = committees(dispute.workplace or dispute.employer_seat)
    found = competent(dispute)
    field.initial = found and committee_of(found.district)


def holders(office: int | None, *roles: str) -> Any:
    """Who holds one of these posts at the office today."""
    from disputes.models import Post

    posts = Post.objects.current().filter(office=office, role__in=roles)
    return User.objects.filter(pk__in=posts.values("user")).order_by("name")


def by_their_load(*fields: Any, people: Any, roles: tuple[str, ...] = ()) -> None:
    """Offer these people in these fields, those with the least to do first, each with what it has."""
    rows = [(one.pk, f"{one} · {words}") for one, words in by_load(people, *roles)]
    for field in fields:
        field.queryset = people
        empty = [] if isinstance(field, forms.ModelMultipleChoiceField) else [("", _("Choose"))]
        field.choices = [*empty, *rows]


def bench(dispute: Any) -> Any:
    """Who sits in the tribunal, the recorder included."""
    seats = Seat.objects.current().filter(dispute=dispute, role__in=["presiding", "arbitrator", "recorder"])
    return User.objects.filter(pk__in=seats.values("user")).order_by("name")


class People(forms.ModelMultipleChoiceField):
    """Several people, by their keys; a number no key can have is no choice."""

    LONGEST = 18  # digits

    def clean(self, value: Any) -> Any:
        if any(len(str(key)) > self.LONGEST for key in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        return super().clean(value)


class PaperChoice(forms.ModelChoiceField):
    """A paper of the case, named by its reference in the facts."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Paper.objects.none(), to_field_name="ref", required=False, **options)


class WithConsent(StepForm):
    """A step that may rest on a paper by which others consent."""

    consent = PaperChoice(label=_("Paper that shows the consent"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Paper.objects.visible_to(self.user).filter(dispute=self.record.dispute)
        self.fields["consent"].queryset = mine

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        if paper := facts.pop("consent", None):
            facts["consent"] = str(paper.ref)
        return facts


class ClaimForm(StepForm):
    """One claim: kind, words, sum."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Claim.Kind.choices)
    text = words(_("Claim"), rows=2)


def said_as(text: str, amount: Any) -> str:
    """A claim as a page names it: its words and its sum."""
    return f"{text} · {money_text(amount)}" if amount is not None else text
