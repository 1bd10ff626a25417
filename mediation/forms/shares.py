"""What each of several workers gets, read from a list; and their answers one by one (AL-7, CR-63)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from disputes import sheets, steps
from disputes.form_fields import MoneyField
from disputes.forms import DatedForm, StepForm
from disputes.models import Party
from mediation.forms.fields import words
from mediation.guards import shares as open_to
from mediation.lifecycle.stages import Answer

SHARES = ("shares_file", "shares", "least")  # the fields of an offer to many workers
CHOICES = [(value, label) for value, label in Answer.choices if value != Answer.SILENT]


def label_of(worker: Party, together: list[Party]) -> str:
    """The name, with the last four of the identity number where two share it."""
    twins = [one for one in together if one.name == worker.name]
    return worker.name if len(twins) == 1 else f"{worker.name} {worker.identity[-4:]}"


def blank(together: list[Party]) -> str:
    """The list to be filled in: a worker a row."""
    return "\n".join(f"{label_of(one, together)}\t" for one in together)


def read(text: str, together: list[Party], places: int) -> list[dict[str, Any]]:
    """A row for every worker: the name, then the sum of each performance. Raises every fault with its row."""
    found = _by_worker(text, together, lambda cells: _sums(cells, places))
    if missing := [one.name for one in together if one not in found]:
        raise ValidationError(_now("Missing in the list: %(names)s.") % {"names": "、".join(missing[:20])})
    return [{"party": str(one.pk), "name": one.name, "amounts": found[one]} for one in together]


def read_paid(text: str, workers: list[Party]) -> dict[str, str]:
    """What each was paid, in yuan by the key of the worker: the name, then the sum, empty for who was paid nothing.

    Raises every fault with its row.
    """
    found = _by_worker(text, workers, lambda cells: _sums(cells, 1) if any(cells) else [])
    return {str(one.pk): sums[0] for one, sums in found.items() if sums and Decimal(sums[0])}


def _by_worker(
    text: str, workers: list[Party], sums_of: Callable[[list[str]], list[str]]
) -> dict[Party, list[str]]:
    known = {sheets.squeezed(label_of(one, workers)): one for one in workers}
    found: dict[Party, list[str]] = {}
    wrong = []
    for row, cells in sheets.rows(text, known):
        try:
            worker = known.get(sheets.squeezed(cells[0]))
            if worker is None:
                raise ValidationError(_now("“%(name)s” is not among the workers.") % {"name": cells[0][:60]})
            if worker in found:
                raise ValidationError(_now("%(name)s is in the list twice.") % {"name": cells[0]})
            found[worker] = sums_of(cells[1:])
        except ValidationError as fault:
            wrong.append((row, " ".join(fault.messages)))
    if wrong:
        raise sheets.faults(wrong)
    return found


def _sums(cells: list[str], places: int) -> list[str]:
    typed = [cell for cell in cells if cell]
    if len(typed) != places:
        raise ValidationError(
            _now("after the name stands one sum for each performance: %(places)d, not %(typed)d.")
            % {"places": places, "typed": len(typed)}
        )
    field = MoneyField(label=_("sum"))
    return [f"{field.clean(cell):.2f}" for cell in typed]


class SharesPart(sheets.FromSheet, forms.Form):
    """The part of an offer that names every worker; asked where several apply together."""

    file_field, rows_field = "shares_file", "shares"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.together = kwargs["record"].together
        if self.together and len(args) > 1:
            args = (self.poured(*args[:2]), *args[1:])
        super().__init__(*args, **kwargs)
        if self.together:
            self._ask(len(self.together))

    def _ask(self, many: int) -> None:
        self.fields["shares_file"] = forms.FileField(
            label=_("Spreadsheet of the shares"), required=False, help_text=_("XLSX or CSV. It replaces the rows below.")
        )  # fmt: skip
        self.fields["shares"] = forms.CharField(
            label=_("Share of each worker"), initial=blank(self.together),
            widget=forms.Textarea(attrs={"rows": min(many + 1, 14), "spellcheck": "false"}),
            help_text=_("One worker a row: the name, then the sum of each performance in its order."),
        )  # fmt: skip
        self.fields["least"] = forms.IntegerField(
            label=_("How many must accept"), min_value=1, max_value=many, initial=many,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-short"}),
            help_text=_("If fewer accept, the offer binds nobody. Whoever declines goes on alone."),
        )  # fmt: skip

    def clean_shares_file(self) -> None:
        self.check_file()

    def reconcile(self, given: dict[str, Any], rows: list[int]) -> None:
        """The columns of the list fill the sums left empty, and must meet those that are written, to the cent."""
        if not self.together or "shares" not in given or any(f"due_{n}" in self.errors for n in rows):
            return
        try:
            named = read(given["shares"], self.together, len(rows))
        except ValidationError as fault:
            self.add_error("shares", fault)
            return
        given["shares"] = named
        columns = zip(*(map(Decimal, one["amounts"]) for one in named), strict=True)
        sums = dict(zip(rows, map(sum, columns), strict=True))
        for n, sum_ in sums.items():
            self._meet(given, f"amount_{n}", sum_)
        if sums:
            self._meet(given, "total", sum(sums.values()))

    def _meet(self, given: dict[str, Any], name: str, sum_: Any) -> None:
        if given.get(name) is None:
            given[name] = sum_
        elif given[name] != sum_:
            told = {"list": f"{sum_:,.2f}", "said": f"{given[name]:,.2f}"}
            self.add_error(
                name, _("The list adds up to %(list)s, here stands %(said)s. Mend one of them.") % told
            )


class AnswerShareForm(StepForm):
    steps = ("mediation.answer_share",)
    template = "mediation/answer_share.html"
    offer = forms.TypedChoiceField(label=_("Offer"), coerce=int, widget=forms.RadioSelect)
    answer = forms.ChoiceField(label=_("Your answer"), choices=CHOICES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record.act = steps.Act(by=self.user)
        self.shares = list(open_to.own(self.record).select_related("offer"))
        self.fields["offer"].choices = [(one.offer.number, str(one.offer)) for one in self.shares]
        if len(self.shares) == 1:
            self.fields["offer"].initial = self.shares[0].offer.number

    def extra(self) -> dict[str, Any]:
        return {"shares": self.shares}


class RecordAnswersForm(DatedForm):
    """The workers without an account, each with a choice; who has not said anything yet is left open."""

    steps = ("mediation.record_answers",)
    note = words(_("Who told you, when and how"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        silent = list(open_to.without_account(self.record).select_related("offer", "party"))
        self.offer = silent[-1].offer if silent else None
        self.silent = [one for one in silent if one.offer == self.offer]
        for one in self.silent:
            self.fields[f"of_{one.party_id}"] = forms.ChoiceField(
                label=f"{one.party.name} · {one.total:,.2f}", required=False, choices=[("", _("No answer yet")), *CHOICES]
            )  # fmt: skip
        self.order_fields([*(f"of_{one.party_id}" for one in self.silent), "note", "on", "proof"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.silent and not any(given.get(f"of_{one.party_id}") for one in self.silent):
            self.add_error(f"of_{self.silent[0].party_id}", _("Note the answer of one worker at least."))
        return given

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        answers = {str(one.party_id): said.pop(f"of_{one.party_id}", "") for one in self.silent}
        return said | {
            "offer": self.offer.number if self.offer else 0,
            "answers": {key: answer for key, answer in answers.items() if answer},
        }


class CloseAnswersForm(StepForm):
    steps = ("mediation.close_answers",)
    offer = forms.TypedChoiceField(label=_("Offer"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        late = open_to.out_of_time(self.record).values_list("offer__number", flat=True)
        self.fields["offer"].choices = [(n, _("Offer %(number)d") % {"number": n}) for n in sorted(set(late))]
