"""What the published cases say beside a case at work: other apps ask for it in their pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from casebook.figures import Figure, figures_of
from casebook.nearest import matter_of, matter_of_draft, nearest

register = template.Library()


@register.simple_tag
def given_in_published_cases(claims: Iterable[Any]) -> list[tuple[Any, Figure | None]]:
    """Every claim with what published cases of its kind gave, if any did."""
    claims = list(claims)
    found = figures_of({claim.kind for claim in claims})
    return [(claim, found.get(claim.kind)) for claim in claims]


@register.inclusion_tag("casebook/_nearest.html")
def nearest_published_cases(dispute: Any, cite_into: str = "") -> dict[str, Any]:
    """Beside a dispute at work; `cite_into` is the id of the field that a citation goes into."""
    return {"near": nearest(matter_of(dispute)), "cite_into": cite_into}


@register.inclusion_tag("casebook/_nearest.html")
def nearest_to_an_application(draft: Any, cite_into: str = "") -> dict[str, Any]:
    """Beside an application that is being written."""
    return {"near": nearest(matter_of_draft(draft)), "cite_into": cite_into}
