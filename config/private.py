"""What somebody signed in has read stays in no cache and behind no back button."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase


class NotKept:
    """Every answer made for a person is `no-store`, unless its page says how long it keeps."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        reader = getattr(request, "_cached_user", None)  # asked by the page; no page pays for this question
        if reader is not None and reader.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
