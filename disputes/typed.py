"""What was typed when the session had ended waits until the same account has logged in again (docs/ux.md 6).

For who has no scripts: `kept.js` keeps the same in the browser and says so. It waits encrypted in the session of the
visitor, for an hour, under the account that a cookie of its own names; never passwords, numbers of identity or files.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from disputes.models.fields import opened, sealed

COOKIE = "account"  # a keyed hash of who was signed in last; read where the session itself has ended
KEY = "typed"
HERE = "kept-here"  # the field with which a script says that it keeps the words itself
SECONDS = 3600
MOST = 64 * 1024  # characters
NEVER = re.compile("password|identity|^csrfmiddlewaretoken$")
IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
BACK = _(
    "What you had written is back in its place and not sent yet. Check it and send it; "
    "numbers of identity and files have to be given again."
)


def account(user: Any) -> str:
    return salted_hmac("disputes.typed", str(user.pk), algorithm="sha256").hexdigest()


class Typed:
    """Names the account in a cookie, and keeps what an ended session sends to the login page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        turned_away = response.status_code == 302 and response["Location"].startswith(
            f"{settings.LOGIN_URL}?"
        )
        if (
            turned_away
            and request.method == "POST"
            and request.COOKIES.get(COOKIE)
            and not by_script(request)
        ):
            keep(request)
        if (known := getattr(request, "known", None)) is not None:
            response.set_cookie(
                COOKIE, known, max_age=2 * settings.SESSION_COOKIE_AGE if known else 0, httponly=True,
                secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
            )  # fmt: skip
        return response


def by_script(request: HttpRequest) -> bool:
    """Whether a script asks, or says that it keeps the words itself."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate" or HERE in request.POST


@receiver(user_logged_in)
def came(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    request.known = account(user)  # type: ignore[attr-defined]


@receiver(user_logged_out)
def went(request: HttpRequest, **kwargs: Any) -> None:
    request.known = ""  # type: ignore[attr-defined]


def keep(request: HttpRequest) -> None:
    words = {
        name: [IDENTITY.sub("", one) for one in values]
        for name, values in request.POST.lists()
        if not NEVER.search(name)
    }
    said = json.dumps(
        {"account": request.COOKIES[COOKIE][:64], "path": request.path, "at": time.time(), "words": words}
    )
    if words and len(said) <= MOST:
        request.session[KEY] = sealed(said, KEY)


def given_back(request: HttpRequest, path: str = "") -> QueryDict | None:
    """What was typed here (or at `path`) before the login, once; the reader is told."""
    if KEY not in request.session:
        return None
    said = json.loads(opened(request.session[KEY], KEY))
    theirs = constant_time_compare(said["account"], account(request.user))
    if theirs and said["path"] != (path or request.path) and time.time() - said["at"] < SECONDS:
        return None
    del request.session[KEY]
    if not theirs or time.time() - said["at"] > SECONDS:
        return None
    words = QueryDict(mutable=True)
    for name, values in said["words"].items():
        words.setlist(name, values)
    messages.warning(request, BACK)
    return words
