from typing import Any

from django import template

from disputes.deadlines import TimeLimit
from disputes.line import about, line
from disputes.notices import upsets

register = template.Library()
register.filter(line)
register.filter(about)


@register.filter
def time_limit(code: str) -> Any:
    """The title of a time limit, by its code."""
    return TimeLimit.all[code].title if code in TimeLimit.all else code


@register.filter
def upset(code: str) -> Any:
    """What a holiday notice upsets, in words."""
    return upsets.WORDS.get(code, code)
