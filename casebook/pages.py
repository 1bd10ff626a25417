"""The page of one case: what it is made of, for the reader and for the leak test alike."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from casebook.models import Batch, TypicalCase
from casebook.reading import Asked

HEADINGS = (
    ("facts", _("Basic facts")), ("claims", _("Claims")), ("handling", _("How it was handled")), ("result", _("Result")),
    ("issue", _("Issue in dispute")), ("analysis", _("Analysis")), ("significance", _("Significance")),
)  # fmt: skip


def context_of(case: TypicalCase) -> dict[str, Any]:
    """Everything the page shows of the case itself."""
    return {
        "case": case,
        "sections": sections(case),
        "articles": [(article, Asked().url(article=article)) for article in case.articles],
        "batch": Batch.objects.filter(name=case.batch).first() if case.batch else None,
        "citation": citation(case),
    }


def sections(case: TypicalCase) -> list[tuple[str, Any, str]]:
    """(name, heading, text) of what is not empty."""
    return [(name, title, getattr(case, name)) for name, title in HEADINGS if getattr(case, name)]


def citation(case: TypicalCase) -> str:
    """As one cites it: who issued it, in which batch, the title, the number."""
    batch = f"{case.batch}之{case.batch_order}" if case.batch and case.batch_order else case.batch
    number = case.formal_number or case.number or ""
    year = case.source_published[:4] or (str(case.year) if case.year else "")
    return "，".join(part for part in (case.issuer, batch, f"《{case.title}》", number, year) if part)


def page_source(case: TypicalCase) -> str:
    """The case's part of its public page, as HTML."""
    return render_to_string("casebook/_public.html", context_of(case))
