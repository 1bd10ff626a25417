"""The award, claim by claim, with the sum worked out and the finality of each item as it would come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from arbitration.articles import usual
from arbitration.elements import agreed, draft
from arbitration.finality import ground, split
from arbitration.forms.calculator import Calculator, filled
from arbitration.forms.fields import ArticlesField, words
from arbitration.forms.shares import SharesField
from arbitration.shares import deciding, total, within
from disputes.form_fields import DayField, MoneyField
from disputes.forms import DatedForm, ReasonForm, StepForm
from disputes.papers.wording import cited
from disputes.rules.finality import MONEY
from disputes.rules.words import RuleError


class AwardForm(DatedForm):
    """One row per claim: what is found, decided, for money how much, by which articles. In part: rows without a decision wait."""

    steps = ("arbitration.make_award",)
    template = "arbitration/award.html"
    whole = True
    looking = frozenset({"work_out"})
    relation = forms.ChoiceField(
        label=_("Is the employment relationship at issue?"), choices=[("", _("No")), ("yes", _("Yes"))], required=False,
        help_text=_("Then nothing in this award is final. [B9-11]"),
    )  # fmt: skip
    facts_text = words(_("Facts found"), rows=8)
    reasons = words(_("Reasons"), rows=8)
    field_order = ("relation", "facts_text", "reasons", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decided = self.record.decided_claims if self.record.pk else set()
        self.fields["facts_text"].initial = draft(self.record) if self.record.pk and not decided else ""
        self.claims = [c for c in self.record.dispute.claims.all() if not c.dropped and c.pk not in decided]
        self.own = list(self.fields)
        self.agreed = agreed(self.record) if self.record.pk else {}
        self.calculators = {claim.pk: self._row(claim) for claim in self.claims}

    def _row(self, claim: Any) -> Calculator:
        self.fields[f"found_{claim.pk}"] = words(
            _("Found on: %(claim)s") % {"claim": claim.text}, rows=3, required=False, initial=self.agreed.get(claim.pk),
            help_text=_("Printed in the reasons, beside the articles. What concerns all claims stands below."),
        )  # fmt: skip
        self.fields[f"text_{claim.pk}"] = words(
            _("Decision on: %(claim)s") % {"claim": claim.text}, rows=2, required=self.whole
        )
        if claim.kind in MONEY or claim.amount is not None:
            self.fields[f"awarded_{claim.pk}"] = MoneyField(
                label=_("Awarded (yuan): %(claim)s") % {"claim": claim.text}, required=self.whole,
                help_text=_("0 if dismissed"),
            )  # fmt: skip
        if claim.kind in MONEY and len(several := self._workers(claim)) > 1:
            self.fields[f"shares_{claim.pk}"] = SharesField(claim, several)
        missing = _("Name at least one article by which “%(claim)s” is decided.") % {"claim": claim.text}
        self.fields[f"articles_{claim.pk}"] = ArticlesField(
            label=_("Articles for: %(claim)s") % {"claim": claim.text}, required=self.whole,
            initial="\n".join(cited(usual(claim))), error_messages={"required": missing},
        )  # fmt: skip
        return Calculator(self, claim)

    def _workers(self, claim: Any) -> list[Any]:
        return [one for one in self.record.dispute.parties.all() if one.worker and one.side == claim.side]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for claim in self.claims:
            self._check_shares(claim, found)
        for claim in self.claims:
            name = f"awarded_{claim.pk}"
            if (
                name in self.fields
                and found.get(f"text_{claim.pk}")
                and found.get(name) is None
                and name not in self.errors
            ):
                self.add_error(name, _("Write the sum awarded, 0 if the claim is dismissed."))
            name = f"articles_{claim.pk}"
            if found.get(f"text_{claim.pk}") and not found.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return found

    def _check_shares(self, claim: Any, found: dict[str, Any]) -> None:
        name, awarded = f"shares_{claim.pk}", found.get(f"awarded_{claim.pk}")
        if name not in self.fields or name in self.errors or not awarded:
            return
        if not found.get(name):
            self.add_error(name, _("Write what each worker gets."))
        elif total(found[name]) != awarded:
            self.add_error(name, _("Check the parts of the workers: they do not add up to the sum awarded."))

    def items(self) -> list[dict[str, Any]]:
        decided = [claim for claim in self.claims if self.cleaned_data.get(f"text_{claim.pk}")]
        return [self._item(claim) for claim in decided]

    def _item(self, claim: Any) -> dict[str, Any]:
        """Beside the sum awarded stands the tribunal's own working, if it made one."""
        said, calculator = self.cleaned_data, self.calculators[claim.pk]
        item = {
            "claim": claim.pk, "text": said[f"text_{claim.pk}"], "awarded": _plain(said.get(f"awarded_{claim.pk}")),
            "found": said[f"found_{claim.pk}"], "articles": said[f"articles_{claim.pk}"],
        }  # fmt: skip
        if shares := said.get(f"shares_{claim.pk}"):
            item["shares"] = shares
        working = calculator.work() if calculator.done else None
        return item | ({"working": working.kept} if working else {})

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        kept = {name: value for name, value in super().facts().items() if name in ("on", "proof")}
        return kept | {
            "items": self.items(), "facts": said["facts_text"], "reasons": said["reasons"],
            "relation": said.get("relation", ""),
        }  # fmt: skip

    def again(self) -> Self:
        """The page once more with the sum worked out in its place; nothing typed is judged or lost."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        pressed = self.data.get("work_out", "")
        for key, calculator in self.calculators.items():
            if str(key) == pressed:
                typed = filled(typed, calculator, calculator.work())
        return type(self)(record=self.record, user=self.user, initial=typed | {"work_out": pressed})

    def rows(self, finals: dict[int, str]) -> list[dict[str, Any]]:
        """What the template lays out per claim."""
        rows = [self._shown(claim, self.calculators[claim.pk]) for claim in self.claims]
        return [row | {"final": finals[row["claim"].pk]} for row in rows]

    def _shown(self, claim: Any, calculator: Calculator) -> dict[str, Any]:
        pressed = str(self.initial.get("work_out", "")) == str(claim.pk)
        worked = calculator.work() if calculator.done or pressed else None
        return {
            "claim": claim, "text": self[f"text_{claim.pk}"], "found": self[f"found_{claim.pk}"],
            "articles": self[f"articles_{claim.pk}"], "calculator": calculator, "worked": worked,
            "awarded": self[f"awarded_{claim.pk}"] if f"awarded_{claim.pk}" in self.fields else None,
            "shares": self[f"shares_{claim.pk}"] if f"shares_{claim.pk}" in self.fields else None,
            "typed": self._typed(claim), "refusals": calculator.refusals, "pressed": pressed,
            "done": self[calculator.name("done")] if calculator.name("done") in self.fields else None,
        }  # fmt: skip

    def extra(self) -> dict[str, Any]:
        verdict = self.verdict()
        told: dict[int, set[str]] = {}
        for claim, kind, _reason in verdict.get("lines", ()):
            told.setdefault(claim.pk, set()).add(kind)
        finals = {
            claim.pk: "".join(found) if len(found := told.get(claim.pk, set())) < 2 else "mixed"
            for claim in self.claims
        }
        return {
            "rows": self.rows(finals), "others": [self[name] for name in self.own], "verdict": verdict, "finals": finals,
        }  # fmt: skip

    def verdict(self) -> dict[str, Any]:
        """Final or not, row by row, from what has been typed so far; money without a sum says nothing yet."""
        items = []
        for claim in self.claims:
            typed = self._typed(claim)
            if claim.kind not in MONEY or typed is not None:
                items.append(
                    {"claim": claim.pk, "awarded": _plain(typed), "shares": self._shares(claim), "text": ""}
                )
        if not items:
            return {}
        on = self._cleaned("on", DayField(required=False)) or timezone.localdate()
        try:
            found = split(self.record, items, on=on, relation=bool(self.said("relation")))
        except RuleError as refused:
            return {"refused": refused.to(get_language() or "zh")}
        return self._told(found, items, on)

    def _told(self, found: Any, items: Sequence[dict[str, Any]], on: Any) -> dict[str, Any]:
        claims = {claim.pk: claim for claim in self.claims}
        language = get_language() or "zh"
        documents = [
            (one.type, [claims[item["claim"]] for item in items if within(item, one.items)])
            for one in found.documents
        ]
        return {
            "lines": list(self._lines(found, items, claims, language)), "threshold": found.threshold,
            "documents": documents, "wage": found.wage,
            "day": ground(self.record, on)[1], "law": found.law,
            "readings": [line.to(language) for line in found.readings],
        }  # fmt: skip

    def _lines(
        self, found: Any, items: Sequence[dict[str, Any]], claims: dict[int, Any], language: str
    ) -> Iterator[tuple[Any, str, str]]:
        """(claim, final or not, why); of several workers twice where some stand in either document, with their names."""
        for item in items:
            for document in found.documents:
                own = within(item, document.items)
                if own is None:
                    continue
                why = found.reasons[deciding(own)].to(language)
                several = len(own.get("shares") or ()) < len(item.get("shares") or ())
                names = "、".join(one["name"] for one in own["shares"]) if several else ""
                yield claims[item["claim"]], document.type, f"{names}：{why}" if names else why

    def said(self, name: str) -> Any:
        """What stands in the field, typed or filled in; also before the field is there."""
        if self.is_bound:
            return self.data.get(name)
        field = self.fields.get(name)
        return self.initial.get(name, field.initial if field else None)

    def _typed(self, claim: Any) -> Decimal | None:
        name = f"awarded_{claim.pk}"
        return self._cleaned(name, self.fields[name]) if name in self.fields else None

    def _shares(self, claim: Any) -> list[dict[str, Any]]:
        name = f"shares_{claim.pk}"
        return self._cleaned(name, self.fields[name]) or [] if name in self.fields else []

    def _cleaned(self, name: str, field: forms.Field) -> Any:
        try:
            return field.clean(self.said(name)) if self.said(name) else None
        except forms.ValidationError:
            return None


class PartAwardForm(AwardForm):
    steps = ("arbitration.award_in_part",)
    whole = False


class SupervisionForm(ReasonForm):
    steps = ("award.ask_supervision", "award.refuse_supervision", "award.open_supervision")


class CorrectAwardForm(StepForm):
    steps = ("award.correct",)
    wrong = words(_("Text to correct"), rows=2)
    right = words(_("Correct text"), rows=2, help_text=_("The windows to sue do not move. [CR-54]"))


def _plain(amount: Decimal | None) -> str | None:
    return f"{amount:.2f}" if amount is not None else None
