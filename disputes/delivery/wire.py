"""One request to somebody else's server: no redirects, no private addresses, a time limit, the address looked up once.

Threat: whoever may name an address could make the house call its own network; so the name is resolved, every answer of
the resolver judged, and the connection made to that very address.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

TIMEOUT = 10.0  # seconds, for connecting and for every read
WHOLE = 60.0  # seconds for all of it: who answers a byte at a time is given up like who is silent
NAT64, COMPATIBLE = ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96")
LOCAL_NAT64 = ipaddress.ip_network(
    "64:ff9b:1::/48"
)  # RFC 8215: a network's own; older Pythons take it for public
PROTOCOLS = ipaddress.ip_network("192.0.0.0/24")  # RFC 6890; older Pythons take most of it for public
LONGEST = 64 * 1024  # bytes of an answer that are read


class Unreachable(Exception):
    """No answer came. `args[0]` is a short word for the log and the page, without address or content."""


class Forbidden(ValueError):
    """An address nothing is ever sent to."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


def check(url: str) -> tuple[str, str, int]:
    """Scheme, host and port. Raises Forbidden for what is no https address of the outside."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as wrong:
        raise Forbidden("address") from wrong
    schemes = ("https", "http") if settings.DELIVERY_PRIVATE else ("https",)
    if (
        parts.scheme not in schemes
        or not parts.hostname
        or parts.username
        or parts.password
        or parts.fragment
    ):
        raise Forbidden("address")
    return parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80)


def outside(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether it is one machine on the public network; an IPv4 address carried inside IPv6 is judged as itself."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64 or address in COMPATIBLE:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not outside(inner):
            return False
        if address.is_site_local or address in LOCAL_NAT64:
            return False
    return address.is_global and not address.is_multicast and address not in PROTOCOLS


def resolved(host: str, port: int) -> str:
    """An address of the host that may be called. Raises Unreachable and Forbidden."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise Unreachable("no such host") from error
    for address in found:
        if not settings.DELIVERY_PRIVATE and not outside(ipaddress.ip_address(address.split("%")[0])):
            raise Forbidden("private address")
    return str(min(found))


def call(method: str, url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send it and read the answer, whatever its status. Raises Unreachable and Forbidden."""
    scheme, host, port = check(url)
    address = resolved(host, port)
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with _hung_up_after(WHOLE) as (lines, late):
        connection = _connection(scheme, host, port, address, lines)
        try:
            connection.request(method, target, body=body, headers=headers)
            answer = connection.getresponse()
            found = Answer(answer.status, answer.read(LONGEST))
        except TimeoutError as silent:
            raise Unreachable("no answer in time") from silent
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable("no answer in time" if late.is_set() else type(error).__name__) from error
        finally:
            connection.close()
    if late.is_set():  # what was cut off may look like an answer
        raise Unreachable("no answer in time")
    return found


@contextmanager
def _hung_up_after(seconds: float) -> Iterator[tuple[list[socket.socket], threading.Event]]:
    """Whatever line was opened meanwhile is cut then, in whatever it is: a handshake, a header, a body."""
    lines: list[socket.socket] = []
    late = threading.Event()

    def cut() -> None:
        late.set()
        for line in lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield lines, late
    finally:
        timer.cancel()
        timer.join()
        for line in lines:
            line.close()


def _connection(
    scheme: str, host: str, port: int, address: str, lines: list[socket.socket]
) -> http.client.HTTPConnection:
    """Connected to that address, whatever the name would resolve to a moment later. `lines` gets a second hold on it."""
    made: http.client.HTTPConnection
    if scheme == "http":
        made = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    else:
        made = http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=ssl.create_default_context())

    def connect(*_args: object, **_kw: object) -> socket.socket:
        line = socket.create_connection((address, port), TIMEOUT)
        lines.append(line.dup())
        return line

    made._create_connection = connect  # type: ignore[attr-defined]
    return made
