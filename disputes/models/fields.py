"""Personal data at rest: AES-256-GCM, bound to its column; equality through a keyed hash beside it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


@lru_cache
def _key(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


def blind_index(value: str) -> str:
    """A keyed hash by which equal values can be found without being read.

    By the oldest key: a new one in front must find who was known before.
    """
    plain = "".join(value.split()).upper()
    return (
        hmac.new(_key(settings.FIELD_KEYS[-1], "index"), plain.encode(), hashlib.sha256).hexdigest()
        if plain
        else ""
    )


def sealed(text: str, place: str) -> str:
    """The text encrypted and bound to its place. The first of `FIELD_KEYS` writes, all of them read (rotation)."""
    nonce = os.urandom(12)
    shut = AESGCM(_key(settings.FIELD_KEYS[0], "field")).encrypt(nonce, text.encode(), place.encode())
    return "v1." + base64.b64encode(nonce + shut).decode()


def opened(value: str, place: str) -> str:
    raw = base64.b64decode(value[3:])
    for secret in settings.FIELD_KEYS:
        try:
            plain = AESGCM(_key(secret, "field")).decrypt(raw[:12], raw[12:], place.encode())
        except Exception:  # noqa: BLE001, S112 - the next key may open it
            continue
        return plain.decode()
    raise ValueError(f"{place}: no key opens this value")


class EncryptedTextField(models.TextField):
    """Text encrypted in the database."""

    @property
    def _place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        text = self.to_text(value)
        return sealed(text, self._place) if text else text

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if not value or not value.startswith("v1."):
            return self.from_text(value)
        return self.from_text(opened(value, self._place))

    def to_text(self, value: Any) -> Any:
        return value

    def from_text(self, value: Any) -> Any:
        return value


class EncryptedJSONField(EncryptedTextField):
    """A JSON value encrypted as a whole. An empty dict is stored as an empty string."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def to_text(self, value: Any) -> Any:
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True) if value else ""

    def from_text(self, value: Any) -> Any:
        return json.loads(value) if value else {}
