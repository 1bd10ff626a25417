"""Staff without a second factor reach nothing but the page where they set one up (threat 20)."""

from collections.abc import Awaitable, Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from channels.db import database_sync_to_async
from channels.security.websocket import WebsocketDenier
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

OPEN_PATHS = ("/account/", "/logout/", "/login/", "/static/", "/healthz", "/readyz", "/preferences/")
OWN_PAGE = "/account/"  # tells what happened in the cases of its reader


def must_set_up(user: Any) -> bool:
    """Whether ``user`` works for an office, an organisation or a court and has no second factor yet."""
    if not settings.STAFF_MFA_REQUIRED or not user.is_authenticated:
        return False
    return (user.is_staff or bool(user.roles())) and not is_mfa_enabled(user)


class StaffSecondFactor:
    """Pages: sends such a user to the set-up page; the API answers 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at_the_door = request.path.startswith(OPEN_PATHS) and request.path != OWN_PAGE
        if at_the_door or not must_set_up(request.user):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            body = {"type": "about:blank", "title": "second factor required", "status": 403}
            return JsonResponse(body, status=403, content_type="application/problem+json")
        return redirect("mfa_index")


class SocketSecondFactor:
    """Sockets: the same rule, inside the authenticated part of the ASGI tree."""

    def __init__(self, application: Callable[..., Awaitable[Any]]) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        if await database_sync_to_async(must_set_up)(scope["user"]):
            return await WebsocketDenier()(scope, receive, send)
        return await self.application(scope, receive, send)
