"""Large type: one cookie that the server reads, so that it works without scripts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "scale"
YEAR = 365 * 24 * 3600


@require_POST
def scale(request: HttpRequest) -> HttpResponse:
    """Remember `scale=large` for a year, or forget it, and go back to the page named by `next`."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    if request.POST.get("scale") == "large":
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, "large", max_age=YEAR, samesite="Lax", secure=secure, httponly=True)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
