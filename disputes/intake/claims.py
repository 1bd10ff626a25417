"""What is claimed: a kind, the few numbers it needs, a sum with its working, a sentence of the application."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import DayField, MoneyField
from disputes.intake.circumstances import past, spoken
from disputes.intake.events import EVENTS, by_employer
from disputes.intake.people import Work
from disputes.intake.places import committee_of
from disputes.intake.questions import Question, Raw
from disputes.intake.sums import (
    KINDS,
    NO_SUM,
    PLAIN,
    Facts,
    Ground,
    Way,
    cap_may_matter,
    fields,
    meant,
    missing,
    way_of,
    work_out,
)
from disputes.models import Claim, Draft, User
from disputes.models.workings import Working
from disputes.rules.readings import chosen, told
from disputes.rules.words import RuleError

OF_AN_EMPLOYER: tuple[tuple[str, Any], ...] = (
    (Claim.Kind.DAMAGES, _("Damages")),
    (Claim.Kind.OTHER, _("To give something back, to pay a penalty, or something else")),
)
NOTHING = Working({})


class Claims(Question):
    """One claim at a time; the list of those already there stands above it."""

    slug = "claims"
    kept_as = "claim"  # the claim in hand
    listed = "claimed"
    title = _("What you claim")
    template = "disputes/claim_claims.html"

    kind = forms.ChoiceField(label=_("Kind of claim"), choices=Claim.Kind.choices)
    way = forms.ChoiceField(label=_("How shall it be worked out?"), required=False)
    amount = MoneyField(
        label=_("Sum you claim (yuan)"), required=False,
        help_text=_("Leave empty to claim the sum worked out from your answers."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("In your own words"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Leave empty to use the usual sentence of an application."),
    )  # fmt: skip
    working = NOTHING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by_employer(self.draft):
            self.fields["kind"].choices = OF_AN_EMPLOYER  # type: ignore[attr-defined]
        self.how = way_for(self.draft, self.chosen, self._said_first("way"))
        self.facts = about_work(self.draft, self.user)
        self._ask()
        if not KINDS.get(self.chosen, PLAIN).words({}):
            self.fields["text"].required = True
            self.fields["text"].help_text = _("One sentence: what shall the other side do or pay?")
        if self.how is None or not self.how.code:
            self.fields["amount"].help_text = _("Leave empty if you claim no money.")
            self.fields["amount"].required = self.chosen not in NO_SUM

    def _ask(self) -> None:
        """The inputs of the way in hand, filled in from what was said before."""
        ways = KINDS.get(self.chosen, PLAIN).ways
        self.fields["way"].choices = [(way.code, way.title) for way in ways]  # type: ignore[attr-defined]
        self.fields["way"].initial = self.how.code if self.how else ""
        if len(ways) < 2 or self.how is None:
            del self.fields["way"]
        if self.how is not None:
            self.fields |= fields(asked(self.how, self.facts))
            for name, value in offered(self.how, self.facts).items():
                self.fields[name].initial = value
        if "monthly_base" in self.fields:
            base = chosen("overtime_base", self.settings)
            self.fields["monthly_base"].help_text = spoken(told("overtime_base", base))
        self.order_fields([name for name in self.fields if name not in ("amount", "text")])

    @cached_property
    def settings(self) -> dict[str, Any]:
        """Those of the committee at the workplace: it will read the law by them."""
        committee = committee_of(str(self.draft.answer("circumstances", "district")))
        return committee.settings if committee else {}

    def _said_first(self, name: str) -> str:
        return str((self.data or {}).get(name) or self.initial.get(name) or "")

    @property
    def chosen(self) -> str:
        """The kind in hand: as typed, else that of the life event."""
        kind = self._said_first("kind") or first_kind(self.draft)
        return kind if kind in Claim.Kind.values else Claim.Kind.OTHER

    @classmethod
    def prefilled(cls, draft: Draft, user: User) -> Raw:
        """The kind that comes next with what the work tells of it; an employer's first claim begins with its sentence."""
        kind, facts = first_kind(draft), about_work(draft, user)
        way, sentence = way_for(draft, kind), EVENTS[draft.event].sentence
        found = {"kind": kind}
        if way is not None:
            found |= {"way": way.code} if way.code and len(KINDS[kind].ways) > 1 else {}
            found |= offered(way, facts)
        return found | ({"text": sentence} if sentence and not draft.answers.get(cls.listed) else {})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name in ("contract_signed", "end"):
            try:
                label = self.fields[name].label if name in self.fields else ""
                past(
                    said.get(name), _("%(label)s: write a day that is not in the future.") % {"label": label}
                )
            except forms.ValidationError as late:
                self.add_error(name, late)
        if self.errors:
            return said
        self.working = self._working(said)
        said["working"] = self.working.kept
        if said.get("amount") is None:
            said["amount"] = self.working.amount
        if said.get("amount") is None and self.chosen not in NO_SUM:
            self.add_error(
                "amount", _("Fill in the sum, or answer the questions above it so that it can be worked out.")
            )
        said["text"] = said.get("text") or KINDS.get(self.chosen, PLAIN).words(said)
        return said

    def _working(self, said: Facts) -> Working:
        """The sum by `rules.amounts`, from this claim's numbers and the work; empty where nothing can be counted."""
        if self.how is None:
            return NOTHING
        district = str(self.draft.answer("circumstances", "district"))
        ground = Ground(district, said.get("end") or self.facts["on"], self.settings)
        known = taken(self.how, self.facts | _wage_of(ground))
        typed = {name: meant(name, said[name]) for name in self.how.inputs if name in said}
        inputs = known | {name: value for name, value in typed.items() if value is not None}
        try:
            return work_out(self.how, inputs, ground) or NOTHING
        except RuleError as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else "amount", spoken(refusal.line))
            return NOTHING

    @property
    def overridden(self) -> bool:
        """Whether another sum is claimed than was worked out."""
        return self.working.differs(self.cleaned_data.get("amount"))

    @property
    def needs_an_order(self) -> bool:
        """More than the arrears was asked for, and there is no order of the labour authority yet (LCL-85)."""
        return self.is_bound and self._said_first("ordered") == "no"


def first_kind(draft: Draft) -> str:
    """The kind of the life event, then what is often forgotten; each of these needs an answer of its own."""
    there = {row.get("kind") for row in draft.answers.get(Claims.listed, [])}
    forgotten = () if by_employer(draft) else (Claim.Kind.WAGES, Claim.Kind.OVERTIME, Claim.Kind.LEAVE)
    usual = (EVENTS[draft.event].claim, *forgotten)
    return next((kind for kind in usual if kind not in there), Claim.Kind.OTHER)


def way_for(draft: Draft, kind: str, code: str = "") -> Way | None:
    """The calculators are about what an employer owes: an employer who applies writes its sum itself."""
    return None if by_employer(draft) else way_of(kind, code)


def taken(way: Way, facts: Facts) -> Facts:
    """The inputs the work answers already."""
    return {name: facts[fact] for name, fact in way.takes.items() if facts.get(fact) is not None}


def asked(way: Way, facts: Facts) -> list[str]:
    """The inputs this claim asks: its own, and of the others only those without which nothing can be counted."""
    open_ = missing(way, taken(way, facts))
    wanted = [name for name in way.inputs if name in way.asks or (name in way.takes and name in open_)]
    return [name for name in wanted if name != "city_average_wage" or cap_may_matter(facts.get("pay"))]


def offered(way: Way, facts: Facts) -> Raw:
    """What stands in the fields from the beginning."""
    known = taken(way, facts)
    return {name: str(known[name]) for name in asked(way, facts) if name in known}


def about_work(draft: Draft, user: User) -> Facts:
    """What the first pages and the work page said, read again; little of it while they are not answered."""
    work = Work.judged(draft, user)
    facts: Facts = dict(work.cleaned_data) if work.is_valid() else {}
    facts["left_on"] = _day(draft.answer("circumstances", "left_on"))
    facts["on"] = facts["left_on"] or timezone.localdate()
    district = str(draft.answer("circumstances", "district"))
    facts["shenzhen"] = district.startswith("4403") if district else None
    return facts | _wage_of(Ground(district, facts["on"]))


def _wage_of(ground: Ground) -> Facts:
    wage = ground.wage
    return {"minimum_wage": wage.monthly if wage else None}


def _day(typed: Any) -> dt.date | None:
    try:
        return DayField(required=False).clean(typed)
    except forms.ValidationError:
        return None
