"""What all views of the API share: who may call, how often, in which language, page by page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.cache import patch_vary_headers
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class SessionScheme(OpenApiAuthenticationExtension):
    """How the schema names it."""

    target_class = "disputes.api.session.HouseSession"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


class KeyScheme(OpenApiAuthenticationExtension):
    """How the schema names signed requests."""

    target_class = "disputes.api.keys.SignedKey"
    name = "signed"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        words = 'HMAC-SHA256 key="…", time="…", nonce="…", signature="…" (docs/api.md)'
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": words}


class Door(APIView):
    """Signed in, throttled, never kept by a cache. `Accept-Language: en` answers in English, else as the pages do."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if wants_english(request):
            translation.activate("en")
        super().initial(request, *args, **kwargs)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        response.headers.setdefault("Content-Language", translation.get_language() or "zh-hans")
        if not isinstance(self, Public):
            response.headers["Cache-Control"] = "private, no-store"
        return response


class AsItIs(DefaultContentNegotiation):
    """For files: whatever the caller would rather have, a file is what it is; refusals are problems."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class Public(Door):
    """Open to everybody; nobody's login is looked at."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


def wants_english(request: HttpRequest | Request) -> bool:
    return request.headers.get("Accept-Language", "").strip().lower().startswith("en")


def lang() -> str:
    """`en` or `zh`, as the rules of law tell themselves."""
    return "en" if (translation.get_language() or "").startswith("en") else "zh"


def paged(request: Request, results: Any, after: str) -> Response:
    """One page and the address of the next, which carries the cursor."""
    following = None
    if after:
        query = request.GET.copy()
        query["after"] = after
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return Response({"next": following, "results": results})
