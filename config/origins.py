"""Which pages may open a socket: those of this very site. Every refusal says why in the log (threat 5)."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import SplitResult, urlsplit

from channels.security.websocket import WebsocketDenier
from django.conf import settings
from django.http.request import split_domain_port, validate_host

log = logging.getLogger(__name__)
PORTS = {"http": "80", "https": "443"}


class SameOrigin:
    """Lets a handshake through when its Origin is an http(s) page of the host that it asks for.

    The host must be one of ALLOWED_HOSTS as well, so neither header alone is trusted.
    """

    def __init__(self, application: Callable[..., Awaitable[Any]]) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        reason = self.refusal(scope)
        if reason is None:
            return await self.application(scope, receive, send)
        log.warning("socket refused: %s", reason)
        return await WebsocketDenier()(scope, receive, send)

    def refusal(self, scope: dict[str, Any]) -> str | None:
        """Why this handshake may not go on, or None."""
        origins, hosts = header(scope, b"origin"), header(scope, b"host")
        if len(origins) != 1 or len(hosts) != 1:
            return f"{len(origins)} Origin and {len(hosts)} Host headers"
        try:
            page = urlsplit(origins[0])
            port = PORTS.get(page.scheme) if page.port is None else str(page.port)
        except ValueError:
            return f"unreadable origin {origins[0]!r}"
        if page.scheme not in PORTS or origins[0] != f"{page.scheme}://{page.netloc}" or page.username:
            return f"not the origin of a page: {origins[0]!r}"
        return self.foreign(page, port, hosts[0])

    def foreign(self, page: SplitResult, port: str | None, host: str) -> str | None:
        domain, asked = split_domain_port(host)
        if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
            return f"host {host!r} is not ours"
        if (page.hostname, port) != (domain.strip("[]"), asked or PORTS[page.scheme]):
            return f"origin {page.geturl()!r} is not the page of {host!r}"
        if settings.SECURE_SSL_REDIRECT and page.scheme != "https":
            return f"origin {page.geturl()!r} is not https"
        return None


def header(scope: dict[str, Any], name: bytes) -> list[str]:
    """All values of a header: two of a kind are a reason to refuse."""
    return [value.decode("latin1") for key, value in scope.get("headers", []) if key.lower() == name]
