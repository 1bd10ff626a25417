"""Answers of a visitor stay in no cache."""

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers


def private(answer: HttpResponse) -> HttpResponse:
    add_never_cache_headers(answer)
    return answer
