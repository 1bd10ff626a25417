"""The public list in three ways: kept before Django, by Django's own page cache, and made by Django each time."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

from django.core.asgi import get_asgi_application

django = get_asgi_application()

from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.cache import cache_page  # noqa: E402

from casebook.reading import Asked, answer  # noqa: E402
from config import urls  # noqa: E402
from config.asgi import application as house  # noqa: E402


def cases(request):
    """Without what `public` says about caching: Django's cache keeps nothing that is private."""
    asked = Asked.of(request.GET)
    return render(request, "casebook/list.html", {"asked": asked, "answer": answer(asked)})


urls.urlpatterns[:0] = [path("bench/cached/", cache_page(300)(cases)), path("bench/made/", cases)]


async def application(scope, receive, send):
    at_once = scope.get("path", "").startswith("/bench/")
    await (django if at_once else house)(scope, receive, send)
