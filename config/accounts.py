"""Who tries to log in: the name failures are counted under, and the one answer to a locked login."""

import math
import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.navigation import nav_for


class AccountAdapter(DefaultAccountAdapter):
    """allauth's doors: one message for a wrong name and a wrong password, and everybody's own way in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": DefaultAccountAdapter.error_messages["username_password_mismatch"],
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff start at their first place of work, everybody else at their own cases."""
        places = nav_for(request.user)
        return places[0][0] if places else "/my/"


def typed_login(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The name as typed, in one spelling: `` Worker`` and ``ｗorker`` count as ``worker``."""
    given = credentials or {}
    typed = (
        given.get("username")
        or given.get("email")
        or request.POST.get("login")
        or request.POST.get("username")
        or ""
    )
    return unicodedata.normalize("NFKC", str(typed)).strip().casefold()[:255]


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: object) -> HttpResponse:
    """429 with the minutes to wait; the same page whether or not the name exists."""
    seconds = settings.AXES_COOLOFF_TIME.total_seconds()
    answer = render(request, "account/locked.html", {"minutes": math.ceil(seconds / 60)}, status=429)
    answer["Retry-After"] = str(int(seconds))
    return answer
