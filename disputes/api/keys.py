"""Partner systems sign each request: HMAC-SHA256 over method, address, time, nonce and body (threat 17)."""

from __future__ import annotations

import hmac
import re
import time
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from disputes.delivery.signing import SCHEME, signature
from disputes.models import Nonce, PartnerKey
from disputes.rounds import every_round

SKEW = 300  # seconds the clocks may differ
PART = re.compile(r'(\w+)="([^"]{1,128})"')
WORD = re.compile(r"[\w.~-]{8,64}")


class SignedKey(BaseAuthentication):
    """`Authorization: HMAC-SHA256 key="…", time="…", nonce="…", signature="…"`. One answer for every fault: 401."""

    def authenticate(self, request: Request) -> tuple[Any, PartnerKey]:
        said = dict(PART.findall(request.headers.get("Authorization", "").removeprefix(SCHEME)))
        stamp, nonce = said.get("time", ""), said.get("nonce", "")
        if not WORD.fullmatch(said.get("key", "")):  # a name with U+0000 in it no database looks up
            raise AuthenticationFailed
        key = (
            PartnerKey.objects.select_related("user", "office")
            .filter(key=said.get("key", ""), revoked_at=None)
            .first()
        )
        if key is None or not key.user.is_active or not stamp.isdecimal() or not WORD.fullmatch(nonce):
            raise AuthenticationFailed
        raw = request._request
        due = signature(
            key.secret,
            method=str(raw.method),
            address=raw.get_full_path(),
            stamp=stamp,
            nonce=nonce,
            body=raw.body,
        )
        if abs(time.time() - int(stamp)) > SKEW or not hmac.compare_digest(
            due.encode(), said.get("signature", "").encode()
        ):
            raise AuthenticationFailed
        try:
            with transaction.atomic():
                Nonce.objects.create(key=key, word=nonce)
        except IntegrityError as replayed:
            raise AuthenticationFailed from replayed
        return key.user, key

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="api"'


class AnyKey(BasePermission):
    """A key in use, whatever its scopes."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.auth, PartnerKey)


class Scoped(BasePermission):
    """The key has the scope that the view asks for."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.auth, PartnerKey) and view.scope in request.auth.scopes


@every_round
def forget_nonces() -> None:
    """Older than any request that would still be heard."""
    Nonce.objects.filter(at__lt=timezone.now() - timedelta(seconds=3 * SKEW)).delete()
