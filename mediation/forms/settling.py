"""What people say when they offer, accept and sign."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField, MoneyField
from disputes.forms import DatedForm, SignedPart, StepForm
from disputes.models import Paper
from mediation.forms.fields import silent, words
from mediation.forms.shares import SHARES, SharesPart
from mediation.guards.settling import own_offers
from mediation.promises import Act, drafted
from mediation.voices import voice_of

ROWS = 6  # instalments one form has room for
ACTS = 3  # and acts besides money
PAYMENT = ("due", "amount", "text")
ACT = ("act", "who", "until", "detail")


class OfferForm(SharesPart, StepForm):
    """What is agreed, the sum, up to six payments or other performances and three acts with their days (MR-26).

    Where several workers apply, each one's share too.
    """

    steps = ("mediation.offer",)
    template = "mediation/offer.html"
    items = words(_("What is agreed, one point on each line"), rows=5)
    total = MoneyField(label=_("Sum (yuan)"), required=False, help_text=_("Leave empty if nothing is paid."))
    way = forms.CharField(label=_("Way of performance"), max_length=60, initial="银行转账")
    answers = forms.TypedChoiceField(label=_("It answers"), coerce=int, required=False, empty_value=None)
    valid_until = DayField(
        label=_("Open until"),
        required=False,
        help_text=_("After this day nobody can accept it. Leave empty for no limit."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = self.record.offers.filter(withdrawn_on=None).exclude(by=self.user).order_by("-number")
        self.fields["answers"].choices = [("", _("No other offer")), *((o.number, str(o)) for o in earlier)]
        for n in range(1, ROWS + 1):
            part = {"number": n}
            self.fields[f"due_{n}"] = DayField(
                label=_("Performance %(number)d: by which day") % part, required=False
            )
            self.fields[f"amount_{n}"] = MoneyField(
                label=_("Performance %(number)d: sum (yuan)") % part, required=False
            )
            self.fields[f"text_{n}"] = forms.CharField(
                label=_("Performance %(number)d: what, if it is no payment") % part,
                max_length=300,
                required=False,
            )

        for n in range(1, ACTS + 1):
            self._ask_for_an_act(n)

        self._from_the_round(kwargs.get("initial") or {})

    def _ask_for_an_act(self, n: int) -> None:
        part = {"number": n}
        self.fields[f"act_{n}"] = forms.ChoiceField(
            label=_("Act %(number)d: what is done besides money") % part, required=False, choices=[("", _("None")), *Act.choices]
        )  # fmt: skip
        self.fields[f"who_{n}"] = forms.ChoiceField(
            label=_("Act %(number)d: who does it") % part, required=False, choices=list(self.record.speakers.items()),
            initial=self.record.payer,
        )  # fmt: skip
        self.fields[f"until_{n}"] = DayField(label=_("Act %(number)d: by which day") % part, required=False)
        self.fields[f"detail_{n}"] = forms.CharField(
            label=_("Act %(number)d: which, how much, to whom") % part, max_length=200, required=False
        )

    @property
    def folds(self) -> list[tuple[Any, list[list[forms.BoundField]], bool]]:
        """What few offers need, a row each, closed until something stands in it."""
        payments = [[self[f"{name}_{n}"] for name in PAYMENT] for n in range(2, ROWS + 1)]
        acts = [[self[f"{name}_{n}"] for name in ACT] for n in range(1, ACTS + 1)]
        return [
            (title, rows, any(map(_is_answered, chain.from_iterable(rows))))
            for title, rows in (
                (_("More payments or performances"), payments), (_("What is done besides money"), acts),
            )
        ]  # fmt: skip

    @property
    def asked_always(self) -> list[forms.BoundField]:
        folded = {field.name for _title, rows, _open in self.folds for field in chain.from_iterable(rows)}
        return [field for field in self if field.name not in folded | set(SHARES)]

    @property
    def asked_of_many(self) -> list[forms.BoundField]:
        """The list of the workers and their shares comes last."""
        return [field for field in self if field.name in SHARES]

    def _check_acts(self, given: dict[str, Any]) -> None:
        for n in range(1, ACTS + 1):
            act, until, detail = (given.get(f"{name}_{n}") for name in ("act", "until", "detail"))
            if act and until is None and f"until_{n}" not in self.errors:
                self.add_error(f"until_{n}", _("Name the day of act %(number)d.") % {"number": n})
            if act == Act.OTHER and not detail:
                self.add_error(f"detail_{n}", _("Say what act %(number)d is.") % {"number": n})
            if not act and (until or detail):
                self.add_error(f"act_{n}", _("Choose what act %(number)d is.") % {"number": n})

    def _acts(self) -> list[dict[str, Any]]:
        """The acts as performances; of several workers none has a sum in them."""
        given, voices = self.cleaned_data, self.record.voices
        found = []
        for n in range(1, ACTS + 1):
            if act := given.get(f"act_{n}"):
                by = given.get(f"who_{n}") or self.record.payer
                doer = {"A": "申请人", "B": "被申请人"}.get(by) or voices[by].name
                found.append(drafted(act, by, doer, given[f"until_{n}"], given[f"detail_{n}"]))
        return found

    def _from_the_round(self, initial: dict[str, Any]) -> None:
        """The mediator may begin with the middle of a round that met; the sum stands on the page, in no address."""
        asked = str(initial.get("round", ""))
        if asked.isdigit() and self.user == self.record.mediator:
            met = self.record.blind_rounds.filter(number=int(asked), outcome="overlap").first()
            if met and (sum_ := met.middle.get("sum")):
                self.initial.update(total=sum_, amount_1=sum_, items=met.about)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._check_acts(given)
        if not any(
            given.get(f"{name}_{n}") for n in range(1, ROWS + 1) for name in ("due", "amount", "text", "act")
        ):
            self.add_error("due_1", _("Name one payment with its day, or one act, at least."))
        self.reconcile(given, [n for n in range(1, ROWS + 1) if given.get(f"due_{n}")])
        for n in range(1, ROWS + 1):
            day, amount, text = (given.get(f"{name}_{n}") for name in ("due", "amount", "text"))
            if day is None and (amount is not None or text) and f"due_{n}" not in self.errors:
                self.add_error(f"due_{n}", _("Name the day of performance %(number)d.") % {"number": n})
            if day is not None and amount is None and not text and f"amount_{n}" not in self.errors:
                self.add_error(
                    f"amount_{n}", _("Say what performance %(number)d is: a sum, or words.") % {"number": n}
                )
        return given

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        rows = [n for n in range(1, ROWS + 1) if given.get(f"due_{n}")]
        performance = [
            {
                "text": given[f"text_{n}"] or f"第{place}期付款", "due_on": given[f"due_{n}"].isoformat(),
                "amount": _sum(given[f"amount_{n}"]), "way": given["way"],
            }
            for place, n in enumerate(rows, 1)
        ]  # fmt: skip
        acts = self._acts()
        items = [line.strip() for line in given["items"].splitlines() if line.strip()]
        made = {
            "terms": {"items": items, "total": _sum(given["total"]), "performance": [*performance, *acts]}
        }
        if self.together:
            nothing = ["0.00"] * len(acts)
            shares = [one | {"amounts": [*one["amounts"], *nothing]} for one in given["shares"]]
            made["terms"] |= {"shares": shares, "least": given["least"]}
        more = {"answers": given.get("answers"), "valid_until": given.get("valid_until")}
        return made | {name: value for name, value in more.items() if value}


def _is_answered(field: forms.BoundField) -> bool:
    """Whether something stands there, or is wrong with it; who does an act is filled in from the start."""
    return bool(field.errors or (field.value() and not field.name.startswith("who_")))


def _sum(amount: Any) -> str:
    return "" if amount is None else f"{amount:.2f}"


class AcceptOfferForm(StepForm):
    steps = ("mediation.accept_offer",)
    offer = forms.TypedChoiceField(label=_("Offer"), coerce=int, widget=forms.RadioSelect)
    template = "mediation/accept_offer.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = self.record.offers.open_to(voice_of(self.record, self.user))
        self.fields["offer"].choices = [(offer.number, str(offer)) for offer in self.offers]

    def extra(self) -> dict[str, Any]:
        return {"offers": self.offers}


class DeclineOfferForm(AcceptOfferForm):
    steps = ("mediation.decline_offer",)
    reason = words(
        _("Reason"),
        required=False,
        help_text=_("Read by both sides and the mediator. You need not give one."),
    )


class WithdrawOfferForm(StepForm):
    steps = ("mediation.withdraw_offer",)
    offer = forms.TypedChoiceField(label=_("Offer"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offer"].choices = [(offer.number, str(offer)) for offer in own_offers(self.record)]


class RecordAcceptanceForm(DatedForm):
    steps = ("mediation.record_acceptance",)
    offer = forms.TypedChoiceField(label=_("Offer"), coerce=int)
    side = forms.ChoiceField(label=_("Which side"), choices=[])
    note = words(_("Who accepted, when and how"))
    field_order = ("offer", "side", "note", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offer"].choices = [(o.number, str(o)) for o in self.record.offers.open_to("")]
        self.fields["side"].choices = silent(self.record)


class SealForm(StepForm):
    """What is sealed stands above the button, with what was found in it."""

    steps = ("mediation.seal",)
    template = "mediation/sign.html"


class SignForm(SignedPart, SealForm):
    """The same, to be signed by hand."""

    steps = ("mediation.sign",)


class RecordSignatureForm(DatedForm):
    steps = ("mediation.record_signature",)
    side = forms.ChoiceField(label=_("Which side"), choices=[])
    proof = forms.ModelChoiceField(
        label=_("The signed sheet"), queryset=Paper.objects.none(), to_field_name="ref",
        help_text=_("Add the scanned sheet to the case first."),
    )  # fmt: skip
    field_order = ("side", "proof", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = silent(self.record)
