from typing import Any

from django import template

from disputes.deadlines import TimeLimit
from disputes.models import DocketEntry
from disputes.notices import upsets
from disputes.papers.documents import DOCUMENTS

register = template.Library()


@register.filter
def about(entry: DocketEntry) -> Any:
    """What an entry is about in words: the paper that was served, the ground of a hand-off."""
    if entry.record_type == "service" and entry.about in DOCUMENTS:
        return DOCUMENTS[entry.about].title
    return entry.about_words


@register.filter
def time_limit(code: str) -> Any:
    """The title of a time limit, by its code."""
    return TimeLimit.all[code].title if code in TimeLimit.all else code


@register.filter
def upset(code: str) -> Any:
    """What a holiday notice upsets, in words."""
    return upsets.WORDS.get(code, code)
