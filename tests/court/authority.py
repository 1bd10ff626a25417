"""An authority of time stamps of our own: what RFC 3161 and RFC 5652 say of its answers, and what it may do wrong."""

import datetime as dt
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from disputes.court.stamps import INTEGER, OCTETS, SEQUENCE, SET, SHA256_OID, number, oid, parts, tlv
from disputes.court.standalone import TST_INFO

GENERALIZED_TIME = 0x18
SIGNED_DATA = "1.2.840.113549.1.7.2"
DEFAULT_POLICY = "1.3.6.1.4.1.99999.1"


class Authority:
    """`wrong` names one thing to do wrong in the next answers."""

    def __init__(self, *, curve=False, usage=ExtendedKeyUsageOID.TIME_STAMPING):
        self.key = ec.generate_private_key(ec.SECP256R1()) if curve else rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of the suite")])
        now = dt.datetime.now(dt.UTC)
        self.certificate = (
            x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(self.key.public_key())
            .serial_number(1).not_valid_before(now - dt.timedelta(days=9000)).not_valid_after(now + dt.timedelta(days=9000))
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=True).sign(self.key, hashes.SHA256())
        )  # fmt: skip
        self.wrong, self.asked, self.down = "", [], False
        self.at = "20261127040506Z"

    def sign(self, message):
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(message, ec.ECDSA(hashes.SHA256()))

    def answer(self, request: bytes) -> bytes:
        if self.wrong == "refused":
            return tlv(SEQUENCE, tlv(SEQUENCE, number(2)))
        return tlv(SEQUENCE, tlv(SEQUENCE, number(0)) + self.token(request))

    def token(self, request: bytes) -> bytes:
        fields = parts(parts(request)[0][1])
        imprint, nonce = fields[1][2], next(raw for tag, _c, raw in fields[2:] if tag == INTEGER)
        policy = next((raw for tag, _c, raw in fields[2:] if tag == 6), oid(DEFAULT_POLICY))
        if self.wrong == "imprint":
            sha256 = tlv(SEQUENCE, oid(SHA256_OID) + b"\x05\0")
            imprint = tlv(SEQUENCE, sha256 + tlv(OCTETS, bytes(32)))
        nonce = number(7) if self.wrong == "nonce" else nonce
        policy = oid("1.2.3") if self.wrong == "policy" else policy
        info = tlv(
            SEQUENCE,
            number(1) + policy + imprint + number(42) + tlv(GENERALIZED_TIME, self.at.encode()) + nonce,
        )
        raw = self.certificate.public_bytes(Encoding.DER)
        digest = hashlib.sha256(info + (b"x" if self.wrong == "digest" else b"")).digest()
        told = hashlib.sha256(raw + (b"x" if self.wrong == "certificate" else b"")).digest()
        attributes = b"".join(sorted([
            attribute("1.2.840.113549.1.9.3", oid(TST_INFO)),
            attribute("1.2.840.113549.1.9.4", tlv(OCTETS, digest)),
            attribute("1.2.840.113549.1.9.16.2.47", tlv(SEQUENCE, tlv(SEQUENCE, tlv(SEQUENCE, tlv(OCTETS, told))))),
        ]))  # fmt: skip
        signature = self.sign(tlv(SET, attributes))
        if self.wrong == "signature":
            signature = signature[:-1] + bytes([signature[-1] ^ 1])
        sha256 = tlv(SEQUENCE, oid(SHA256_OID) + b"\x05\0")
        how = (
            oid("1.2.840.113549.1.1.1")
            if isinstance(self.key, rsa.RSAPrivateKey)
            else oid("1.2.840.10045.4.3.2")
        )
        sid = tlv(SEQUENCE, self.certificate.issuer.public_bytes() + number(1))
        signer = tlv(
            SEQUENCE,
            number(1) + sid + sha256 + tlv(0xA0, attributes) + tlv(SEQUENCE, how) + tlv(OCTETS, signature),
        )
        signed = tlv(
            SEQUENCE,
            number(3) + tlv(SET, sha256) + tlv(SEQUENCE, oid(TST_INFO) + tlv(0xA0, tlv(OCTETS, info)))
            + tlv(0xA0, raw) + tlv(SET, signer),
        )  # fmt: skip
        return tlv(SEQUENCE, oid(SIGNED_DATA) + tlv(0xA0, signed))


def attribute(name: str, value: bytes) -> bytes:
    return tlv(SEQUENCE, oid(name) + tlv(SET, value))


def served(authority: Authority) -> HTTPServer:
    """It answers over HTTP on a port of its own, until `shutdown`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            authority.asked.append(body)
            content = authority.answer(body)
            self.send_response(503 if authority.down else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(b"" if authority.down else content)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server
