"""The calculator beside a claim on the award page: filled in from what was kept at filing, worked out anew."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField
from disputes.intake.sums import KINDS, PLAIN, READ, Facts, Ground, fields, meant, way_of, work_out
from disputes.intake.sums.inputs import TRUTHS
from disputes.models import Claim
from disputes.models.workings import Working
from disputes.rules.words import RuleError

NOTHING = Working({})


class Calculator:
    """What may be typed for one claim, under names of its own: `worked_3_months` is the months of claim 3."""

    def __init__(self, form: Any, claim: Claim) -> None:
        self.form, self.claim, self.kept = form, claim, claim.worked_out
        self.ways = KINDS.get(claim.kind, PLAIN).ways
        said = form.said(self.name("way")) or self.kept.way
        self.way = way_of(claim.kind, said)
        self.refusals: list[str] = []
        self._add_fields()

    def name(self, of: str) -> str:
        return f"worked_{self.claim.pk}_{of}"

    def _add_fields(self) -> None:
        """The way if there is a choice, its inputs, and whether the sum was worked out by pressing the button."""
        if self.way is None:
            return
        if len(self.ways) > 1:
            ways = [(way.code, way.title) for way in self.ways]
            self.form.fields[self.name("way")] = forms.ChoiceField(
                label=_("How shall it be worked out?"), choices=ways, required=False, initial=self.way.code
            )
        known = self.known()
        for of, field in fields(self.way.inputs).items():
            field.initial = known.get(of)
            self.form.fields[self.name(of)] = field
        self.form.fields[self.name("done")] = forms.CharField(required=False, widget=forms.HiddenInput)

    def known(self) -> Facts:
        """What stands in the fields first: the readings and the figure of the place, then what was kept at filing."""
        record = self.form.record
        ground = Ground(record.office.city, timezone.localdate(), record.office.settings)
        usual: Facts = {"minimum_wage": str(ground.wage.monthly) if ground.wage else None}
        if self.way is not None:
            usual |= ground.read_as(self.way)
        kept = {
            of: ("yes" if value else "no") if of in TRUTHS else value
            for of, value in self.kept.inputs.items()
            if of not in READ
        }
        return usual | kept

    @property
    def done(self) -> bool:
        return bool(self.form.said(self.name("done")))

    def work(self) -> Working:
        """The sum from what is typed now; empty while something is missing, with `refusals` where it is nonsense."""
        self.refusals = []
        if self.way is None:
            return NOTHING
        inputs = {of: self._read(of) for of in self.way.inputs}
        if self.refusals:
            return NOTHING
        ended = DayField(required=False).clean(str(inputs.get("end") or inputs.get("left_on") or ""))
        office = self.form.record.office
        place = self.kept.kept.get("place") or office.city
        ground = Ground(place, ended or timezone.localdate(), office.settings)
        try:
            return work_out(self.way, inputs, ground) or NOTHING
        except RuleError as refusal:
            self.refusals.append(refusal.to(get_language() or "zh"))
            return NOTHING

    def _read(self, of: str) -> Any:
        name = self.name(of)
        try:
            return meant(of, self.form.fields[name].clean(self.form.said(name)))
        except forms.ValidationError as refusal:
            self.refusals += [str(words) for words in refusal.messages]
            return None

    def rows(self) -> list[Any]:
        """The fields to show, in order."""
        if self.way is None:
            return []
        shown = [self.name("way")] if self.name("way") in self.form.fields else []
        return [self.form[name] for name in shown + [self.name(of) for of in self.way.inputs]]

    @property
    def names(self) -> set[str]:
        return {name for name in self.form.fields if name.startswith(f"worked_{self.claim.pk}_")}


def filled(typed: dict[str, Any], calculator: Calculator, working: Working) -> dict[str, Any]:
    """What is typed, with the sum the calculator found in the place of the sum awarded."""
    if working.amount is None:
        return typed
    sum_ = working.amount.quantize(Decimal("0.01"))
    return typed | {f"awarded_{calculator.claim.pk}": f"{sum_}", calculator.name("done"): "1"}
