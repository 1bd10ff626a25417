"""Whole lists at once: a catalogue, opinions on it, rulings, the table of facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arbitration import elements
from arbitration.forms.fields import WithConsent, words
from arbitration.lifecycle.guards.evidence import to_offer
from arbitration.models import Exhibit
from disputes.form_fields import DayField, plain
from disputes.forms import StepForm

PAGES = re.compile(r"\d{1,5}(-\d{1,5})?(,\d{1,5}(-\d{1,5})?)*")
AT_ONCE = 40  # rows one page has room for; the rest comes on the next


@dataclass(frozen=True)
class EvidencePage:
    """Where these steps lead back to: the catalogue and the table of facts."""

    record: Any

    def get_absolute_url(self) -> str:
        return reverse("arbitration:evidence", args=[self.record.dispute.reference, self.record.pk])


class RowsForm(StepForm):
    """One group of fields per row; a row nobody touched is left out."""

    template = "arbitration/rows.html"
    place = EvidencePage
    empty: Any = _("There is nothing to fill in now.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = self.find()[:AT_ONCE]
        self.names = {key: self._add(key, row) for key, row in self.rows}

    def _add(self, key: Any, row: Any) -> list[str]:
        named = {f"{name}_{key}": field for name, field in self.fields_of(row).items()}
        self.fields |= named
        return list(named)

    def find(self) -> list[tuple[Any, Any]]:
        """(key, row) of everything that can be filled in."""
        raise NotImplementedError

    def fields_of(self, row: Any) -> dict[str, forms.Field]:
        raise NotImplementedError

    def about(self, row: Any) -> dict[str, Any]:
        """What stands above the fields of a row: `title`, `hint` and a `url`."""
        return {"title": str(row)}

    def said(self, name: str, key: Any) -> Any:
        return self.cleaned_data.get(f"{name}_{key}")

    def nothing(self, name: str, reason: Any) -> None:
        """No row was filled in: said at the first."""
        self.add_error(f"{name}_{self.rows[0][0]}", reason)

    def extra(self) -> dict[str, Any]:
        groups = [
            {**self.about(row), "fields": [self[name] for name in self.names[key]]} for key, row in self.rows
        ]
        grouped = set(chain.from_iterable(self.names.values()))
        return {
            "groups": groups,
            "others": [self[name] for name in self.fields if name not in grouped],
            "empty": self.empty,
        }


class OfferForm(RowsForm):
    """The side's own papers: which of them, where in them, and what they shall prove.

    For the clerk: those handed in at the counter, of one party at a time.
    """

    steps = ("arbitration.offer_evidence",)
    empty = _("Every paper handed in is in the catalogue. Add a paper to the case first.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        end = self.record.evidence_until
        if end is not None and timezone.localdate() > end:
            self.fields["why_late"] = words(
                _("Why it comes late"), rows=3, required=False,
                help_text=_("The period for evidence is over. Without a good reason late evidence may be left out. [CR-15]"),
            )  # fmt: skip

    def find(self) -> list[tuple[Any, Any]]:
        return [(paper.pk, paper) for paper in to_offer(self.record, self.user)]

    def about(self, row: Any) -> dict[str, Any]:
        hint = "" if self.record.dispute.side_of(self.user) else str(row.party)
        return {"title": row.title, "url": row.get_absolute_url(), "hint": hint}

    def fields_of(self, row: Any) -> dict[str, forms.Field]:
        return {
            "take": forms.BooleanField(label=_("Put it into the catalogue"), required=False),
            "title": forms.CharField(label=_("Title"), max_length=120, required=False, initial=row.title),
            "pages": forms.CharField(
                label=_("Pages relied on"),
                max_length=60,
                required=False,
                help_text=_("For example 2-4, 7; empty for all of it."),
            ),
            "proves": words(_("What it shall prove"), rows=2, required=False),
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        taken = [(key, row) for key, row in self.rows if self.said("take", key)]
        if self.rows and not taken:
            self.nothing("take", _("Tick at least one paper."))
        if not self.record.dispute.side_of(self.user) and len({row.party_id for _key, row in taken}) > 1:
            self.add_error(f"take_{taken[-1][0]}", _("Enter the papers of one party at a time."))
        for key, row in taken:
            if not str(self.said("proves", key) or "").strip():
                self.add_error(f"proves_{key}", _("Say what “%(title)s” shall prove.") % {"title": row.title})
            self._pages(key, row)
        return found

    def _pages(self, key: Any, row: Any) -> None:
        text = re.sub(r"[\s页第]", "", plain(self.said("pages", key) or ""))
        text = re.sub(r"[、；;]", ",", text.replace("至", "-").replace("—", "-").replace("~", "-"))
        last = max((int(n) for n in re.findall(r"\d+", text)), default=0)
        if text and not PAGES.fullmatch(text):
            self.add_error(f"pages_{key}", _("Write the pages as numbers, for example 2-4, 7."))
        elif row.pages and last > row.pages:
            self.add_error(
                f"pages_{key}",
                _("“%(title)s” has %(n)d pages; name one of them.") % {"title": row.title, "n": row.pages},
            )
        self.cleaned_data[f"pages_{key}"] = text.replace(",", ", ")

    def facts(self) -> dict[str, Any]:
        items = [
            {
                "paper": str(row.ref), "title": (self.said("title", key) or row.title).strip(),
                "pages": self.said("pages", key), "proves": self.said("proves", key).strip(),
            }
            for key, row in self.rows if self.said("take", key)
        ]  # fmt: skip
        late = self.cleaned_data.get("why_late", "").strip()
        return {"items": items} | ({"why_late": late} if late else {})


class WithdrawExhibitForm(StepForm):
    steps = ("arbitration.withdraw_evidence",)
    place = EvidencePage
    exhibit = forms.TypedChoiceField(label=_("Exhibit"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party = self.record.dispute.party_of(self.user)
        rows = self.record.exhibits.standing().filter(party=party)
        self.fields["exhibit"].choices = [(one.pk, f"{one} · {one.title}") for one in rows]


class OpinionsForm(RowsForm):
    """Three ticks for each exhibit of the others; contested where one is taken away."""

    steps = ("arbitration.give_opinions",)
    empty = _("The other side has put nothing into its catalogue yet.")

    def find(self) -> list[tuple[Any, Any]]:
        self.party = self.record.dispute.party_of(self.user)
        rows = self.record.exhibits.standing().exclude(party=self.party).select_related("paper")
        rows = rows.prefetch_related("opinions")
        given = {one.exhibit_id: one for row in rows for one in row.opinions.all() if one.party == self.party}
        self.given = given
        return sorted(((row.pk, row) for row in rows), key=lambda pair: pair[0] in given)

    def about(self, row: Any) -> dict[str, Any]:
        return {"title": f"{row} · {row.title}", "url": row.url, "hint": row.proves}

    def fields_of(self, row: Any) -> dict[str, forms.Field]:
        before = self.given.get(row.pk)
        ticks = {
            "authentic": _("It is genuine"),
            "lawful": _("It was obtained lawfully"),
            "relevant": _("It is to the point"),
        }
        fields: dict[str, forms.Field] = {
            "speak": forms.BooleanField(label=_("Speak of this exhibit"), required=False, initial=not before)
        }
        for name, label in ticks.items():
            initial = getattr(before, name) if before else True
            fields[name] = forms.BooleanField(label=label, required=False, initial=initial)
        fields["text"] = words(
            _("Your opinion"), rows=2, required=False, initial=before.text if before else ""
        )
        return fields

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if self.rows and not any(self.said("speak", key) for key, _row in self.rows):
            self.nothing("speak", _("Tick at least one exhibit."))
        for key, row in self.rows:
            whole = all(self.said(name, key) for name in ("authentic", "lawful", "relevant"))
            if self.said("speak", key) and not whole and not self.said("text", key):
                self.add_error(f"text_{key}", _("Say why you contest “%(title)s”.") % {"title": row.title})
        return found

    def facts(self) -> dict[str, Any]:
        names = ("authentic", "lawful", "relevant", "text")
        return {
            "opinions": [
                {"exhibit": key} | {name: self.said(name, key) for name in names}
                for key, _row in self.rows
                if self.said("speak", key)
            ]
        }


class RulingsForm(RowsForm):
    """The tribunal's word on each exhibit; left open where nothing is chosen."""

    steps = ("arbitration.rule_on_evidence",)
    empty = _("Nobody has put anything into a catalogue yet.")

    def find(self) -> list[tuple[Any, Any]]:
        rows = (
            self.record.exhibits.standing()
            .select_related("paper")
            .prefetch_related("opinions__party", "opinions__exhibit")
        )
        return sorted(((row.pk, row) for row in rows), key=lambda pair: bool(pair[1].admitted))

    def about(self, row: Any) -> dict[str, Any]:
        return {
            "title": f"{row} · {row.title}",
            "url": row.url,
            "hint": row.proves,
            "opinions": row.opinions.all(),
            "late": row.why_late if row.late else "",
        }

    def fields_of(self, row: Any) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {
            "admitted": forms.ChoiceField(
                label=_("Is it admitted?"), required=False, initial=row.admitted,
                choices=[("", _("Left open")), *Exhibit.Admitted.choices],
            ),
            "reason": words(_("Reasons"), rows=2, required=False, initial=row.reason),
        }  # fmt: skip
        if row.late:
            fields["reprimand"] = forms.BooleanField(
                label=_("Let in late with a reprimand"), required=False, initial=row.reprimanded
            )
        return fields

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if self.rows and not any(self.said("admitted", key) for key, _row in self.rows):
            self.nothing("admitted", _("Choose for at least one exhibit whether it is admitted."))
        for key, row in self.rows:
            if self.said("admitted", key) in ("partly", "no") and not self.said("reason", key):
                self.add_error(
                    f"reason_{key}", _("Say why “%(title)s” is not admitted in full.") % {"title": row.title}
                )
        return found

    def facts(self) -> dict[str, Any]:
        return {
            "rulings": [
                {"exhibit": key, "admitted": self.said("admitted", key), "reason": self.said("reason", key)}
                | ({"reprimand": "yes"} if self.said("reprimand", key) else {})
                for key, _row in self.rows
                if self.said("admitted", key)
            ]
        }


class ExtendEvidenceForm(StepForm):
    steps = ("arbitration.extend_evidence",)
    place = EvidencePage
    until = DayField(label=_("Until"))
    reason = words(_("Reasons"), rows=3)


class OrderEvidenceForm(StepForm):
    steps = ("arbitration.order_evidence",)
    place = EvidencePage
    what = words(_("What has to be produced, and by whom"), rows=3)
    due_on = DayField(label=_("By"))


class StateElementsForm(RowsForm):
    """What the claims of the own side rest on, one field per point."""

    steps = ("arbitration.state_elements",)
    empty = _("Your side has no claims here. Answer what the other side states.")

    def find(self) -> list[tuple[Any, Any]]:
        self.side = self.record.dispute.side_of(self.user)
        return [(line.key, line) for line in elements.lines(self.record) if line.claim.side == self.side]

    def about(self, row: Any) -> dict[str, Any]:
        return {"title": row.element.title, "hint": row.claim.text}

    def fields_of(self, row: Any) -> dict[str, forms.Field]:
        said = row.stated.text if row.stated else ""
        return {"text": words(_("What is so"), rows=2, required=False, initial=said)}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if self.rows and not any(self.said("text", key) for key, _row in self.rows):
            self.nothing("text", _("Fill in at least one point."))
        return found

    def facts(self) -> dict[str, Any]:
        return {
            "items": [
                {"claim": row.claim.pk, "code": row.element.code, "text": self.said("text", key).strip()}
                for key, row in self.rows
                if self.said("text", key)
            ]
        }


class AnswerElementsForm(RowsForm, WithConsent):
    """Point by point: agreed, or what is right instead."""

    steps = ("arbitration.answer_elements",)
    empty = _("The other side has stated no facts yet.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (self.record.dispute.collective and self.side == "A"):
            del self.fields["consent"]

    def find(self) -> list[tuple[Any, Any]]:
        self.side = self.record.dispute.side_of(self.user)
        self.party = self.record.dispute.party_of(self.user)
        rows = [
            (line.key, line)
            for line in elements.lines(self.record)
            if line.stated and elements.other(line.claim) == self.side
        ]
        return sorted(rows, key=lambda pair: pair[1].answer_of(self.party) is not None)

    def about(self, row: Any) -> dict[str, Any]:
        return {"title": row.element.title, "hint": row.stated.text, "more": row.claim.text}

    def fields_of(self, row: Any) -> dict[str, forms.Field]:
        before = row.answer_of(self.party)
        return {
            "agrees": forms.ChoiceField(
                label=_("Is that so?"), required=False, initial="" if before is None else "yes" if before.agrees else "no",
                choices=[("", _("No answer yet")), ("yes", _("Yes, that is agreed")), ("no", _("No"))],
            ),
            "text": words(_("What is so instead"), rows=2, required=False, initial=before.text if before else ""),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if self.rows and not any(self.said("agrees", key) for key, _row in self.rows):
            self.nothing("agrees", _("Answer at least one point."))
        for key, row in self.rows:
            if self.said("agrees", key) == "no" and not self.said("text", key):
                self.add_error(
                    f"text_{key}",
                    _("Say what is so instead of “%(title)s”.") % {"title": row.element.title},
                )
        return found

    def facts(self) -> dict[str, Any]:
        consent = self.cleaned_data.get("consent")
        items = [
            {
                "claim": row.claim.pk, "code": row.element.code, "agrees": self.said("agrees", key) == "yes",
                "text": self.said("text", key) if self.said("agrees", key) == "no" else "",
            }
            for key, row in self.rows if self.said("agrees", key)
        ]  # fmt: skip
        return {"items": items} | ({"consent": str(consent.ref)} if consent else {})
