"""What every page's frame needs to know about its reader."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from config.navigation import nav_for
from config.preferences import SCALE


def shell(request: HttpRequest) -> dict[str, Any]:
    """Language, type size and, for staff, the places of work (worked out only where a page shows them; none where a
    request is refused before anybody is known)."""
    return {
        "language": get_language(),
        "scale": "large" if request.COOKIES.get(SCALE) == "large" else "normal",
        "shell_nav": SimpleLazyObject(lambda: nav_for(request.user) if hasattr(request, "user") else []),
    }
