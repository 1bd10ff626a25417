"""Time stamps on packages (RFC 3161), where the house names an authority: `TSA_URL`, `TSA_CERTIFICATE`, `TSA_POLICY`.

Asked for by `tick` after the sending, never in a step: an authority that is down holds up nothing and is asked again.
The token lies detached beside the package, like the seal. Only what proves right is kept: status, imprint, nonce,
policy, the authority's signature over the attributes (RFC 5652, 5.4) and its certificate named in them (RFC 5816).
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.conf import settings
from django.utils import timezone

from disputes.court.standalone import SHA256_OID, TST_INFO, dotted, parts, stamp_problems, tst_info
from disputes.models import HandOff, TimeStamp
from disputes.rounds import every_round

logger = logging.getLogger(__name__)
PAUSE = timedelta(minutes=5)  # between two requests for one package
MOST = 20  # of one round
ANSWERED = 10  # seconds the authority has
LARGEST = 256 * 1024  # bytes of an answer
GRANTED = {0, 1}  # granted, granted with modifications
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
NAMED = {"1.2.840.113549.1.9.16.2.12": hashlib.sha1, "1.2.840.113549.1.9.16.2.47": hashlib.sha256}
HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    SHA256_OID: hashes.SHA256, "2.16.840.1.101.3.4.2.2": hashes.SHA384, "2.16.840.1.101.3.4.2.3": hashes.SHA512,
}  # fmt: skip
SEQUENCE, SET, INTEGER, OCTETS, OID, BOOLEAN = 0x30, 0x31, 0x02, 0x04, 0x06, 0x01


class NoStamp(Exception):
    """What the authority answered is no time stamp on these bytes."""


@dataclass(frozen=True)
class Stamped:
    at: datetime
    policy: str
    nonce: int | None


def wanted(sha256: str) -> None:
    """Have a package stamped, where an authority is named."""
    if settings.TSA_URL:
        TimeStamp.objects.get_or_create(sha256=sha256)


def of(handoff: HandOff) -> TimeStamp | None:
    return TimeStamp.objects.filter(sha256=handoff.package_sha256).first() if handoff.package_sha256 else None


@every_round
def ask() -> int:
    """Ask for what is outstanding; returns how many stamps came."""
    if not settings.TSA_URL:
        return 0
    came = 0
    for stamp in TimeStamp.outstanding(timezone.now() - PAUSE)[:MOST]:
        TimeStamp.objects.filter(pk=stamp.pk).update(asked_at=timezone.now())
        try:
            token, said = _obtain(stamp.sha256)
        except (OSError, ValueError, NoStamp):
            logger.warning(
                "no time stamp for package %s yet; a later round asks again", stamp.sha256, exc_info=True
            )
            return came
        TimeStamp.objects.filter(pk=stamp.pk).update(token=token, stamped_at=said.at)
        came += 1
    return came


def _obtain(sha256: str) -> tuple[bytes, Stamped]:
    nonce = secrets.randbits(63)
    asked = urllib.request.Request(  # noqa: S310 - the address is a setting
        settings.TSA_URL, request_of(sha256, nonce), {"Content-Type": "application/timestamp-query"}
    )
    with urllib.request.urlopen(asked, timeout=ANSWERED) as answer:  # noqa: S310
        token = token_of(answer.read(LARGEST))
    said = checked(token, sha256, certificate())
    if said.nonce != nonce:
        raise NoStamp("nonce")
    if settings.TSA_POLICY and said.policy != settings.TSA_POLICY:
        raise NoStamp("policy")
    return token, said


def certificate() -> x509.Certificate:
    """The authority's own; ValueError or OSError when it is not there."""
    return x509.load_pem_x509_certificate(Path(settings.TSA_CERTIFICATE).read_bytes())


def request_of(sha256: str, nonce: int) -> bytes:
    """A TimeStampReq in DER (RFC 3161, 2.4.1), with the authority's certificate asked for."""
    imprint = tlv(SEQUENCE, tlv(SEQUENCE, oid(SHA256_OID) + b"\x05\0") + tlv(OCTETS, bytes.fromhex(sha256)))
    policy = oid(settings.TSA_POLICY) if settings.TSA_POLICY else b""
    return tlv(SEQUENCE, number(1) + imprint + policy + number(nonce) + tlv(BOOLEAN, b"\xff"))


def token_of(answer: bytes) -> bytes:
    """The token in a TimeStampResp. NoStamp when the authority refused."""
    (_tag, whole, _raw), *_ = parts(answer)
    (_tag, status, _raw), *rest = parts(whole)
    granted = int.from_bytes(parts(status)[0][1], "big") in GRANTED
    if not granted or not rest:
        raise NoStamp("refused")
    return bytes(rest[0][2])


def checked(token: bytes, sha256: str, authority: x509.Certificate) -> Stamped:
    """What the token says, if the authority says it of these bytes. NoStamp with what does not hold, ValueError else."""
    try:
        signed = parts(parts(parts(token)[0][1])[1][1])[0][1]
        fields = parts(signed)
        kind, content = parts(fields[2][1])
        if dotted(kind[1]) != TST_INFO:
            raise NoStamp("kind")
        said = parts(content[1])[0][1]
        _signature(parts(fields[-1][1])[0][1], said, authority)
        return _said(tst_info(token), sha256, authority)
    except IndexError as wrong:
        raise NoStamp("shape") from wrong


def _said(fields: list[Any], sha256: str, authority: x509.Certificate) -> Stamped:
    algorithm, digest = parts(fields[2][1])
    if dotted(parts(algorithm[1])[0][1]) != SHA256_OID or digest[1].hex() != sha256:
        raise NoStamp("imprint")
    at = datetime.strptime(fields[4][1].decode().rstrip("Z").partition(".")[0], "%Y%m%d%H%M%S").replace(
        tzinfo=UTC
    )
    if not authority.not_valid_before_utc <= at <= authority.not_valid_after_utc:
        raise NoStamp("certificate: not valid at that moment")
    usage = authority.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    if ExtendedKeyUsageOID.TIME_STAMPING not in usage:
        raise NoStamp("certificate: not for time stamps")
    nonces = [int.from_bytes(value, "big") for tag, value, _raw in fields[5:] if tag == INTEGER]
    return Stamped(at, dotted(fields[1][1]), nonces[0] if nonces else None)


def _signature(signer: bytes, said: bytes, authority: x509.Certificate) -> None:
    """NoStamp unless the authority signed these words."""
    _version, _sid, algorithm, attributes, _kind, signature, *_ = parts(signer)
    hash_of = HASHES.get(dotted(parts(algorithm[1])[0][1]))
    if hash_of is None:
        raise NoStamp("hash")
    values = {dotted(parts(each)[0][1]): parts(each)[1][1] for _tag, each, _raw in parts(attributes[1])}
    digest = hashes.Hash(hash_of())
    digest.update(said)
    if parts(values.get(MESSAGE_DIGEST, b""))[0][1] != digest.finalize():
        raise NoStamp("digest")
    if dotted(parts(values.get(CONTENT_TYPE, b""))[0][1]) != TST_INFO:
        raise NoStamp("content type")
    raw = authority.public_bytes(Encoding.DER)
    if not any(made(raw).digest() in values.get(name, b"") for name, made in NAMED.items()):
        raise NoStamp("certificate: another one signed")
    _verify(authority.public_key(), signature[1], tlv(SET, attributes[1]), hash_of())


def _verify(key: Any, signature: bytes, message: bytes, hash_of: hashes.HashAlgorithm) -> None:
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, message, padding.PKCS1v15(), hash_of)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(hash_of))
        else:
            raise NoStamp("key")
    except InvalidSignature as wrong:
        raise NoStamp("signature") from wrong


def tlv(tag: int, content: bytes) -> bytes:
    """One value in DER."""
    size = len(content)
    long = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + (bytes([size]) if size < 128 else bytes([128 | len(long)]) + long) + content


def number(value: int) -> bytes:
    return tlv(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(text: str) -> bytes:
    first, second, *rest = map(int, text.split("."))
    body = b""
    for each in (first * 40 + second, *rest):
        digits = [each & 127]
        while each := each >> 7:
            digits.append(each & 127 | 128)
        body += bytes(reversed(digits))
    return tlv(OID, body)


def problems(token: bytes, sha256: str) -> list[str]:
    """Why a token kept beside a package does not hold; the signature is looked at where the authority is known."""
    try:
        if not settings.TSA_CERTIFICATE:
            return list(stamp_problems(token, sha256))
        checked(token, sha256, certificate())
    except (NoStamp, ValueError, OSError) as wrong:
        return [f"time stamp: {wrong}"]
    return []
