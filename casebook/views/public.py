"""The public site: home, list and search, one case. No login, no tracking, no script needed."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe
from django.views.decorators.vary import vary_on_cookie

from casebook import figures as counted
from casebook import reading
from casebook.glossary import explained
from casebook.kept import ASKS, MARK
from casebook.models import Edition, TypicalCase
from casebook.pages import context_of
from casebook.publishing import as_script, file_name, linked_data, pdf_of
from casebook.reading import Asked
from casebook.topics import topic_of


def stamp(request: HttpRequest, *args: Any, **kwargs: Any) -> str | None:
    """Changes with every publication and recall, and with the reader's language and type; personal pages have none."""
    if request.user.is_authenticated:
        return None
    scale = request.COOKIES.get("scale", "")
    seen = (Edition.now(), get_language(), scale, request.get_full_path())
    return f'W/"{hashlib.sha256(repr(seen).encode()).hexdigest()[:32]}"'


def public(view: Any) -> Any:
    """The same for everybody who is not signed in: kept by the house (`casebook.kept`) and by the reader's browser,
    which asks again each time: a recall is seen at once."""

    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_cache=True)
        if getattr(request, "scope", {}).get(ASKS) and not request.user.is_authenticated:
            response[MARK.decode()] = "1"
        return response

    asked.__name__ = view.__name__
    return require_safe(vary_on_cookie(condition(etag_func=stamp)(asked)))


@public
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "casebook/home.html", reading.shelf())


@public
def cases(request: HttpRequest) -> HttpResponse:
    """List and search: `?q=` and one value per facet."""
    asked = Asked.of(request.GET)
    return render(request, "casebook/list.html", {"asked": asked, "answer": reading.answer(asked)})


@public
def figures(request: HttpRequest) -> HttpResponse:
    """What published cases gave, by kind of claim, with the size of the sample."""
    return render(request, "casebook/figures.html", {"figures": counted.figures(), "fewest": counted.FEWEST})


@public
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the trade in plain language, each with its article."""
    return render(request, "casebook/glossary.html", {"words": explained(get_language() or "")})


@require_safe
def like(request: HttpRequest, kind: str) -> HttpResponse:
    """From a claim of a case to the published cases on the same kind of claim; other apps know this address by name."""
    return redirect(reverse("casebook:list") + Asked().url(claim=str(topic_of(kind))))


@public
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case at its permanent address; after a recall the address says why, and 410. While it is being corrected
    it says so, and 404: it will be back."""
    found = _once_published(number)
    if found.stage != "published":
        return _not_now(request, found)
    context = context_of(found) | {
        "related": reading.related(found),
        "pdf_url": reverse("casebook:pdf", args=[found.number]),
        "linked_data": as_script(linked_data(found, site(request))),
    }
    response = render(request, "casebook/case.html", context)
    if not found.listed:
        response["X-Robots-Tag"] = "noindex"
    return response


@public
def pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The printed case, made anew from its public words; gone with the case, with the same answer."""
    found = _once_published(number)
    if request.GET:  # one address, one page made and kept
        return redirect(request.path)
    if found.stage != "published":
        return _not_now(request, found)
    response = HttpResponse(pdf_of(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name(found)}"'
    if not found.listed:
        response["X-Robots-Tag"] = "noindex"
    return response


def _once_published(number: str) -> TypicalCase:
    return get_object_or_404(TypicalCase.objects.once_published(), number=number.replace("\0", ""))


def _not_now(request: HttpRequest, found: TypicalCase) -> HttpResponse:
    """Recalled, with the kind of reason; or being corrected."""
    recalled = found.stage == "recalled"
    template = "casebook/gone.html" if recalled else "casebook/being_corrected.html"
    return render(request, template, {"case": found}, status=410 if recalled else 404)


def site(request: HttpRequest) -> str:
    """The address of this house without a slash at the end."""
    return request.build_absolute_uri("/").rstrip("/")
