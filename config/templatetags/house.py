"""What every template may use: days, money, citations of law, icons, badges of time limits."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.utils import timezone

from disputes import wording
from disputes.icons import icon

register = template.Library()
register.simple_tag(icon)
register.filter(wording.listed)

Day = dt.date | dt.datetime | str | None


@register.filter
def day(value: Day) -> str:
    """2026年11月23日, or 23 November 2026; moments are read in the time of the site. Empty for nothing."""
    return wording.day_text(value, wording.spoken())


@register.filter
def weekday(value: Day) -> str:
    """2026年11月23日 星期一, or Monday, 23 November 2026."""
    return wording.weekday_text(value, wording.spoken())


@register.filter
def moment(value: dt.datetime | str | None) -> str:
    """2026年11月23日 09:30, or 23 November 2026, 09:30, in the time of the site."""
    return wording.moment_text(value, wording.spoken())


@register.filter
def iso(value: dt.datetime) -> str:
    """The moment as machines read it, in the time of the site."""
    return timezone.localtime(value).isoformat()


@register.filter
def money(value: Decimal | float | str | None) -> str:
    """Yuan as ¥12,345.67, rounded half up to 0.01; empty for nothing or for what is no number."""
    return wording.money_text(value)


@register.filter
def capital_money(value: Decimal | float | str | None) -> str:
    """Yuan in capital numerals (大写), as documents want them: 壹万贰仟叁佰肆拾伍元陆角柒分."""
    return wording.capital_money_text(value)


@register.simple_tag
def law(citation: str | Iterable[str]) -> str:
    """Spell out citations such as AL-29 or "AL-30, CR-33(2)"; what is no citation stays as it is."""
    return wording.law_text(citation, wording.spoken())


@register.filter
def cited(value: object) -> object:
    """A reason or hint that names its articles in brackets, with the articles spelled out."""
    return wording.cited_text(value, wording.spoken())


@register.inclusion_tag("shell/due_badge.html")
def due_badge(due: Day, today: dt.date | None = None, soon: int = 3) -> dict[str, object]:
    """Overdue, due within `soon` calendar days, or in time: words, icon and colour together."""
    last = wording.as_day(due)
    if last is None:
        return {}
    left = (last - (today or timezone.localdate())).days
    state = "overdue" if left < 0 else "soon" if left <= soon else "ok"
    return {"due": last, "state": state, "left": left, "late": -left}


@register.simple_tag(takes_context=True)
def current(context: template.Context, url: str) -> str:
    """`page` when the page being shown is at or below `url`, for aria-current; else an empty string.

    Of two places of the staff's column, one below the other, the deeper one is current.
    """
    request = context.get("request")
    path = request.path if request else ""
    here = path == url if url == "/" else bool(url) and path.startswith(url)
    deeper = here and any(
        len(other) > len(url) and path.startswith(other) for other, *_ in context.get("shell_nav") or ()
    )
    return "page" if here and not deeper else ""
