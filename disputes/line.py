"""An entry of the docket as the rooms show it: the page, the feed and the frames of the hub write the same line.

It is composed here and not by a template: a commit in fifty rooms waits for fifty of them, and the template took five
times as long.
"""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from disputes import wording
from disputes.access import Audience
from disputes.icons import icon
from disputes.models import DocketEntry
from disputes.papers.documents import DOCUMENTS


def line(entry: DocketEntry) -> SafeString:
    """One list item in the language that is active."""
    language, at, said = wording.spoken(), timezone.localtime(entry.at), entry.said
    return format_html(
        '<li class="message{}" data-stream="{}" data-seq="{}">\n<p class="message__head">'
        '<span class="message__who">{}</span> <time datetime="{}">{}</time>{}</p>\n{}\n</li>',
        "" if said else " message--step", entry.audience, entry.seq, entry.by or _("By operation of law"),
        at.isoformat(), wording.moment_text(at, language), "" if entry.audience == Audience.OPEN else _audience(entry),
        format_html("<p>{}</p>", said) if said else _step(entry, language),
    )  # fmt: skip


def frame_of(entry: DocketEntry) -> dict[str, Any]:
    """Where the entry stands and how it is shown, in the language that is active."""
    return {"stream": entry.audience, "seq": entry.seq, "html": line(entry)}


def about(entry: DocketEntry) -> Any:
    """What an entry is about in words: the paper that was served, the ground of a hand-off."""
    if entry.record_type == "service" and entry.about in DOCUMENTS:
        return DOCUMENTS[entry.about].title
    return entry.about_words


def _audience(entry: DocketEntry) -> SafeString:
    return format_html(' <span class="tag tag--info">{}{}</span>', icon("lock"), entry.get_audience_display())


def _step(entry: DocketEntry, language: wording.Language) -> SafeString:
    parts = [entry.title, about(entry) if entry.about else "", entry.party or "", *entry.told]
    if entry.on != timezone.localdate(entry.at):  # else it stands in the head
        parts.append(format_html('<span class="muted">{}</span>', wording.day_text(entry.on, language)))
    return format_html(
        "<p>{}</p>{}{}",
        format_html_join(" · ", "{}", ((part,) for part in parts if part)),
        render_to_string("disputes/_recounted.html", {"entry": entry}) if entry.step == "dispute.recount" else "",
        format_html("<p>{}</p>", linebreaksbr(entry.right)) if entry.right else "",
    )  # fmt: skip
