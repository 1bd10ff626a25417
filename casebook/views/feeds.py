"""For machines that read along: Atom, JSON feed, sitemap, robots. Only what is published now."""

from __future__ import annotations

from datetime import date
from json import dumps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casebook.feeds import latest
from casebook.models import TypicalCase
from casebook.publishing import record_of
from casebook.views.public import public, site
from disputes.views.asked import number

LINES = 500
NOT_FOR_ROBOTS = "/account/ /admin/ /api/ /cases/ /casebook/desk/ /casebook/follow/ /claim/ /court/ /login/ /my/ /papers/ /preferences/ /work/".split()


@public
def atom(request: HttpRequest) -> HttpResponse:
    feed = Atom1Feed(
        title=_("Typical labour dispute cases"), link=site(request) + "/casebook/", description="", language="zh-CN",
        feed_url=request.build_absolute_uri("/casebook/feed.atom"),
        feed_guid=settings.PUBLIC_ADDRESS + "/casebook/",
    )  # fmt: skip
    for entry in latest(site(request)):
        feed.add_item(
            entry.title, entry.url, entry.summary, unique_id=entry.id, pubdate=entry.at, updateddate=entry.at,
            categories=entry.topics,
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@public
def json(request: HttpRequest) -> HttpResponse:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _("Typical labour dispute cases"),
        "language": "zh-CN",
        "home_page_url": site(request) + "/casebook/",
        "feed_url": request.build_absolute_uri("/casebook/feed.json"),
        "items": [entry.as_json() for entry in latest(site(request))],
    }
    return JsonResponse(feed, json_dumps_params={"ensure_ascii": False}, content_type="application/feed+json")


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """At most 50,000 addresses, as the protocol wants it."""
    rows = (
        TypicalCase.objects.published()
        .filter(listed=True)
        .order_by("-pk")
        .only("number", "changed_at")[:49_990]
    )
    base = site(request)
    urls: list[tuple[str, date | None]] = [
        (f"{base}/", None),
        (f"{base}/casebook/", None),
        (f"{base}/casebook/glossary/", None),
    ]
    urls += [(base + case.public_url, timezone.localdate(case.changed_at)) for case in rows]
    return render(request, "casebook/sitemap.xml", {"urls": urls}, content_type="application/xml")


@public
def export(request: HttpRequest) -> HttpResponse:
    """Every published case as JSON lines, oldest first, 500 at a time; the header `Link` leads on."""
    rows = (
        TypicalCase.objects.published().select_related("office").defer("original", "findings").order_by("pk")
    )
    if (after := number(request.GET.get("after"))) is not None:
        rows = rows.filter(pk__gt=after)
    shown = list(rows[: LINES + 1])
    lines = [dumps(record_of(case), ensure_ascii=False) for case in shown[:LINES]]
    response = HttpResponse(
        "".join(f"{line}\n" for line in lines), content_type="application/jsonl; charset=utf-8"
    )
    if len(shown) > LINES:
        response["Link"] = f'<{site(request)}{request.path}?after={shown[LINES - 1].pk}>; rel="next"'
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS),
        f"Sitemap: {site(request)}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
