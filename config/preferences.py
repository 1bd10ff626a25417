"""How somebody wants to read: language and size of type. Cookies that the server reads, so that no script is needed.

Links, not forms: nothing is at stake that a token would have to guard, and a public page that carries no token of its
reader is the same for everybody and can be kept (casebook/kept.py).
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SCALE = "scale"
YEAR = 365 * 24 * 3600


@never_cache
@require_safe
def preferences(request: HttpRequest) -> HttpResponse:
    """`?scale=large|normal` and `?language=zh-hans|en`, kept for a year; then back to the page named by `next`."""
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    if (size := request.GET.get("scale")) in ("large", "normal"):
        _keep(response, SCALE, size if size == "large" else "")
    if (language := request.GET.get("language")) in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language if language != settings.LANGUAGE_CODE else "")
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    """What the house does anyway needs no cookie."""
    if value:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=secure, httponly=True)
    else:
        response.delete_cookie(name, samesite="Lax")
