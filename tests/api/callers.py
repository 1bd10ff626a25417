"""Who asks the API: nobody, people with a login, systems that sign with the keys of each scope.

A caller is the WSGI application behind a hand of its own: what reaches it is signed, or carries the session, as it goes
over the wire. So whoever makes requests (schemathesis, a test) need not know how they are signed.
"""

from __future__ import annotations

import io
import secrets
import time
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from werkzeug.test import Client as Wire
from werkzeug.test import TestResponse

from disputes.delivery.signing import SCHEME, signature
from disputes.models import Office, PartnerKey


class Plain:
    """With a login, or none."""

    def __init__(self, user: Any = None) -> None:
        self.house, self.cookie = WSGIHandler(), ""
        if user is not None:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            self.cookie = f"{name}={client.cookies[name].value}"

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        for signal in (
            request_started,
            request_finished,
        ):  # the end of a request would end the test's transaction
            signal.disconnect(close_old_connections)
        if self.cookie:
            environ["HTTP_COOKIE"] = self.cookie
        answer = self.house(environ, start)
        try:
            return [b"".join(answer)]
        finally:
            answer.close()  # a file that is sent

    def send(
        self, method: str, address: str, body: bytes = b"", kind: str = "application/json", **headers: str
    ) -> TestResponse:
        """One request by hand."""
        return Wire(self).open(address, method=method, data=body, content_type=kind, headers=headers)


class Signing(Plain):
    """Signs whatever is sent: HMAC over method, path with query, time, nonce and body (docs/api.md)."""

    def __init__(self, key: PartnerKey, secret: str = "") -> None:
        super().__init__()
        self.key, self.secret = key, secret or key.secret

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        stamp, nonce = str(int(time.time())), secrets.token_hex(12)
        hand = signature(
            self.secret, method=environ["REQUEST_METHOD"], address=address_of(environ), stamp=stamp, nonce=nonce, body=body
        )  # fmt: skip
        environ["HTTP_AUTHORIZATION"] = (
            f'{SCHEME} key="{self.key.key}", time="{stamp}", nonce="{nonce}", signature="{hand}"'
        )
        return super().__call__(environ, start)


def address_of(environ: dict[str, Any]) -> str:
    """Path and query as the house reads them."""
    return WSGIRequest({**environ, "wsgi.input": io.BytesIO()}).get_full_path()


def key(office: Office, *options: str) -> PartnerKey:
    call_command("api_key", "make", office.name, "系统", *options)
    return PartnerKey.objects.select_related("user", "office").latest("pk")
