"""Everything the public can take away of one published case: its PDF, its record, what search engines are told."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from casebook.models import TypicalCase
from casebook.pages import citation, sections
from disputes.papers.render import drawn
from disputes.papers.wording import day

TEMPLATE = Path(__file__).parent / "typst" / "case.typ"
HAN = "一二三四五六"  # the items of AL-2
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def file_name(case: TypicalCase) -> str:
    """Nothing but the public number: a file's name travels further than the page."""
    return f"{case.number or 'draft'}.pdf"


def print_data(case: TypicalCase) -> dict[str, Any]:
    """What the printed case says. A legal text: Chinese, whatever language the reader has chosen."""
    on = case.published_on or timezone.localdate()
    with translation.override("zh-hans"):
        return {
            "title": case.title,
            "year": on.year, "month": on.month, "day": on.day,
            "filed": [list(pair) for pair in filed(case)],
            "sections": [[str(title), text] for _name, title, text in sections(case)],
            "articles_title": _("Articles cited"), "articles": list(case.articles),
            "cite_title": _("To cite this case"), "citation": citation(case),
        }  # fmt: skip


def filed(case: TypicalCase) -> list[tuple[str, str]]:
    """(heading, words) by which it is filed, as far as known."""
    rows = [
        (_("Casebook number"), case.formal_number),
        (_("Kind of dispute"), "；".join(str(word) for word in case.kind_words)),
        (_("Claims"), "；".join(str(word) for word in case.topic_words)),
        (_("Way it went"), "；".join(str(word) for word in case.route_words)),
        (_("What became of the claims"), str(case.outcome_words)),
        (_("Employer"), case.employer),
        (_("Region"), case.region),
        (_("Published by"), case.published_by),
        (_("Batch"), case.batch),
        (_("First published"), _day(case.source_published)),
        (_("Corrected on"), day(case.corrected_on) if case.corrected_on else ""),
    ]
    return [(title, value) for title, value in rows if value]


def _day(text: str) -> str:
    """What is no day (a month, a year) stays as the source has it."""
    try:
        return day(text)
    except ValueError:
        return text


def pdf_of(case: TypicalCase) -> bytes:
    """Drawn from the public words alone, so that there is nothing behind them: no author, no tool's history."""
    return _drawn(json.dumps(print_data(case), ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=32)
def _drawn(data: str) -> bytes:
    return drawn(TEMPLATE, json.loads(data))


def record_of(case: TypicalCase) -> dict[str, Any]:
    """One line of the export of all cases; `casebook import` reads it back."""
    return {
        "id": case.number,
        "title": case.title,
        "facts": case.facts,
        "result": case.result,
        "legal_issue": case.issue,
        "analysis": case.analysis,
        "significance": case.significance,
        # Of a case of this house the text says what it says: an exact sum may be what an editor has rounded.
        "claims": [_summed(one) for one in case.sums] if case.imported else [],
        "topics": case.topics,
        "claims_text": case.claims,
        "handling": case.handling,
        "law_articles": {"cited_in_source": case.articles},
        "procedure": [{"stage": route} for route in case.routes],
        "province": case.region,
        "employer_type": case.employer,
        "new_employment_form": case.new_form,
        "dispute_type": {"art2_items": [f"({HAN[int(kind) - 1]})" for kind in case.kinds]},
        "trade": case.trade,
        "year": str(case.year or ""),
        "outcome": case.outcome,
        "published_on": str(case.published_on or ""),
        "corrected_on": str(case.corrected_on or ""),
        "citation": citation(case),
        "source": {
            "issuer": case.published_by, "batch": case.batch, "case_no_in_batch": case.batch_order,
            "published": case.source_published, "official_url": case.source_url,
        },
    }  # fmt: skip


def _summed(one: dict[str, str]) -> dict[str, Any]:
    """A claim with the sums asked and given, in yuan."""
    named = {"amount_yuan": one["asked"], "amount_awarded_yuan": one["given"]}
    return {"type": one["topic"]} | {name: float(value) for name, value in named.items() if value}


def linked_data(case: TypicalCase, base: str) -> dict[str, Any]:
    """schema.org, as search engines read it; `base` is the site's address without a slash at the end."""
    address = base + case.public_url if case.number else base
    said: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Article", "@id": address, "url": address,
        "headline": case.title, "inLanguage": "zh-CN", "isAccessibleForFree": True,
        "articleSection": [str(word) for word in case.topic_words], "abstract": case.issue, "articleBody": case.facts,
        "citation": list(case.articles), "identifier": case.formal_number or case.number,
        "isPartOf": {"@type": "Collection", "name": case.batch} if case.batch else None,
        "publisher": {"@type": "GovernmentOrganization", "name": case.published_by} if case.published_by else None,
        "datePublished": str(case.published_on) if case.published_on else None,
        "dateModified": case.changed_at.isoformat(), "encoding": {
            "@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": f"{address}print.pdf",
        },
    }  # fmt: skip
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def as_script(value: Any) -> SafeString:
    """JSON that ends no script element, whatever a title says (as Django's own `json_script` writes it)."""
    return mark_safe(json.dumps(value, ensure_ascii=False).translate(ESCAPES))  # noqa: S308
