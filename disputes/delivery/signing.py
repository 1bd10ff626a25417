"""How requests between systems are signed, in both directions: HMAC-SHA256 over five lines (docs/api.md, threat 17)."""

import base64
import hashlib
import hmac

SCHEME = "HMAC-SHA256"


def signature(secret: str, *, method: str, address: str, stamp: str, nonce: str, body: bytes) -> str:
    """Hexadecimal. `address` is path and query as sent, `stamp` seconds since 1970."""
    lines = [method.upper(), address, stamp, nonce, hashlib.sha256(body).hexdigest()]
    return hmac.new(secret.encode(), "\n".join(lines).encode(), hashlib.sha256).hexdigest()


def webhook_signature(secret: str, *, name: str, stamp: str, body: bytes) -> str:
    """`v1,` and base64, over name, time and body joined by full stops: the way webhook libraries check it."""
    signed = f"{name}.{stamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()
