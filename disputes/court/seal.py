"""The office's seal on a package: Ed25519 (RFC 8032) over what it is, detached beside it; the same package, the same seal."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

if TYPE_CHECKING:
    from disputes.models import DocketEntry

FORMAT = "labour-disputes/seal/1"


@lru_cache(maxsize=2)
def _key(secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(secret.encode()).digest())


def public_key() -> str:
    """What a court checks seals with (base64, 32 bytes): published at `/court/seal-key/`."""
    raw = _key(settings.SEAL_KEY).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def seal(entry: DocketEntry, *, package: str, sha256: str, size: int) -> dict[str, Any]:
    """`package` is the file's name, `size` in bytes; `on` the day of the step, `head` where the docket's chain stood."""
    said = {
        "format": FORMAT, "package": package, "sha256": sha256, "size": size, "head": entry.digest,
        "office": entry.record.from_office.name, "on": entry.on.isoformat(), "key": public_key(),
    }  # fmt: skip
    return said | {"signature": base64.b64encode(_key(settings.SEAL_KEY).sign(message_of(said))).decode()}


def message_of(said: dict[str, Any]) -> bytes:
    """The bytes that are signed: JSON, keys sorted, no blanks."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
