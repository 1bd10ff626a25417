"""What the published cases say beside a case at work: other apps ask for it in their pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from casebook.figures import Figure, figures_of

register = template.Library()


@register.simple_tag
def given_in_published_cases(claims: Iterable[Any]) -> list[tuple[Any, Figure | None]]:
    """Every claim with what published cases of its kind gave, if any did."""
    claims = list(claims)
    found = figures_of({claim.kind for claim in claims})
    return [(claim, found.get(claim.kind)) for claim in claims]
