"""An entry of the docket as the rooms show it: the page, the feed and the frames of the hub write the same line.

It is composed here and not by a template: a commit in fifty rooms waits for fifty of them, and the template took five
times as long.
"""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape as escaped
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from disputes import wording
from disputes.access import Audience
from disputes.icons import icon
from disputes.models import DocketEntry
from disputes.papers.documents import DOCUMENTS


def line(entry: DocketEntry) -> SafeString:
    """One list item in the language that is active."""
    language = wording.spoken()
    at, said = timezone.localtime(entry.at), entry.said
    who = escaped(str(entry.by)) if entry.by else _("By operation of law")
    to = "" if entry.audience == Audience.OPEN else _audience(entry)
    body = f"<p>{escaped(said)}</p>" if said else _step(entry, language)
    return mark_safe(  # noqa: S308 - what people wrote is escaped, piece by piece
        f'<li class="message{"" if said else " message--step"}" data-stream="{entry.audience}" '
        f'data-seq="{entry.seq}">\n<p class="message__head"><span class="message__who">{who}</span> '
        f'<time datetime="{at.isoformat()}">{wording.moment_text(at, language)}</time>{to}</p>\n{body}\n</li>'
    )


def frame_of(entry: DocketEntry) -> dict[str, Any]:
    """Where the entry stands and how it is shown, in the language that is active."""
    return {"stream": entry.audience, "seq": entry.seq, "html": line(entry)}


def about(entry: DocketEntry) -> Any:
    """What an entry is about in words: the paper that was served, the ground of a hand-off."""
    if entry.record_type == "service" and entry.about in DOCUMENTS:
        return DOCUMENTS[entry.about].title
    return entry.about_words


def _audience(entry: DocketEntry) -> str:
    return f' <span class="tag tag--info">{icon("lock")}{escaped(entry.get_audience_display())}</span>'


def _step(entry: DocketEntry, language: wording.Language) -> str:
    parts = [entry.title, about(entry) if entry.about else "", entry.party or ""]
    head = " · ".join(escaped(part) for part in parts if part)
    moved = (
        render_to_string("disputes/_recounted.html", {"entry": entry})
        if entry.step == "dispute.recount"
        else ""
    )
    right = f"<p>{linebreaksbr(entry.right)}</p>" if entry.right else ""
    return f'<p>{head} <span class="muted">{wording.day_text(entry.on, language)}</span></p>{moved}{right}'
