"""Errors a machine can act on and a person can read: RFC 9457 problem details, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from disputes.api.writing import WholeJson

MEDIA_TYPE = "application/problem+json"


class Unanswerable(exceptions.APIException):
    """The question cannot be answered as asked: 422, naming the field where one is at fault."""

    status_code = 422

    def __init__(self, words: str, field: str = "", *more: tuple[str, str]) -> None:
        """`more` are further faults, each its field and its words."""
        super().__init__(words)
        self.words, self.field, self.more = words, field, more


class Gone(exceptions.APIException):
    """It was published and is recalled; the detail is the kind of reason the public is told."""

    status_code = 410
    default_detail = ""


class BeyondTheEnd(exceptions.APIException):
    status_code = 416


class TooLarge(exceptions.APIException):
    status_code = 413


class ProblemRenderer(WholeJson):
    """JSON whose media type says what it is."""

    media_type = MEDIA_TYPE
    format = "problem"


def titles() -> dict[int, str]:
    return {
        400: _("The request cannot be read"),
        401: _("Sign in first"),
        403: _("Not permitted"),
        404: _("Not found"),
        405: _("This address does not take that method"),
        406: _("This address answers in JSON"),
        409: _("Another one has this number"),
        410: _("Recalled"),
        413: _("Too large"),
        415: _("Send JSON"),
        416: _("The file ends before that byte"),
        422: _("Please check what was sent"),
        429: _("Too many requests: try again later"),
    }


def problem(status: int, detail: str = "", **more: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": titles().get(status, _("Error")),
        "status": status,
    }
    return body | ({"detail": detail} if detail else {}) | more


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """What every view of the API answers when it refuses; anything else is a fault of the house and stays one."""
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    elif isinstance(exc, RequestDataTooBig):
        exc = TooLarge()
    if not isinstance(exc, exceptions.APIException):
        return None
    set_rollback()
    response = Response(_body(exc), status=exc.status_code)
    if challenge := getattr(exc, "auth_header", None):
        response["WWW-Authenticate"] = challenge
    if wait := getattr(exc, "wait", None):
        response["Retry-After"] = str(int(wait) + 1)
    request = context["request"]
    request.accepted_renderer, request.accepted_media_type = ProblemRenderer(), MEDIA_TYPE
    return response


def _body(exc: exceptions.APIException) -> dict[str, Any]:
    if isinstance(exc, Unanswerable):
        faults = [(exc.field, exc.words), *exc.more]
        errors = [{"field": field, "detail": words} for field, words in faults if field]
        return problem(exc.status_code, exc.words, **({"errors": errors} if errors else {}))
    return problem(exc.status_code, str(exc.detail) if isinstance(exc, Gone) else "")


@csrf_exempt
def missing(request: HttpRequest) -> HttpResponse:
    """Any other address below `/api/`, whatever is sent there: as a missing object answers."""
    return JsonResponse(
        problem(404), status=404, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
    )
