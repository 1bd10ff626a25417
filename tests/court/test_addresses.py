"""docs/threats.md 18: nobody has the house call its own network, whatever address is named."""

import socket

import pytest

from disputes.delivery import wire
from tests.api.test_partner import make

TRICKS = [
    # No https address at all, or one with more in it than an address.
    "", "nothing", "//example.org/", "https:///x", "https:example.org", "http://example.org/", "HTTP://example.org/",
    "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)", "https://example.org:99999/",
    "https://example.org:x/", "https://user@example.org/", "https://user:pw@example.org/", "https://example.org@127.0.0.1/",
    "https://example.org\\@127.0.0.1/", "https://example.org/#x", "https://127.0.0.1#@example.org/", "https://[::1/",
    "https://[x]/", "https://exa\u2100mple.org/", "https://[::1]x/",
    # The own machine and network, written so and so.
    "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/",
    "https://0x7f.0.0.1/", "https://127.0.0.1:8443/x", "https://127.255.255.254/", "https://0.0.0.0/", "https://0/",
    "https://\u2460\u2461\u2466.0.0.1/", "https://\uff11\uff12\uff17.0.0.1/", "https://127.0.0.1./", "https://10.0.0.8/",
    "https://172.16.0.1/", "https://172.31.255.255/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/", "https://192.0.0.8/", "https://198.18.0.1/", "https://203.0.113.1/", "https://224.0.0.1/",
    "https://239.255.255.250/", "https://240.0.0.1/", "https://255.255.255.255/",
    # The same inside the newer protocol.
    "https://[::1]/", "https://[::]/", "https://[0:0:0:0:0:0:0:1]/", "https://[fd00::1]/", "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/", "https://[fec0::1]/", "https://[ff02::1]/", "https://[2001:db8::1]/", "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/", "https://[::ffff:10.0.0.8]/", "https://[64:ff9b::7f00:1]/", "https://[64:ff9b:1::a00:1]/", "https://[64:ff9b::10.0.0.8]/",
    "https://[2002:7f00:1::]/", "https://[2002:a00:8::1]/", "https://[::127.0.0.1]/",
    # Names that lead there.
    "https://localhost/", "https://LOCALHOST/", "https://inside.example/", "https://mixed.example/", "https://six.example/",
]  # fmt: skip
NAMES = {
    "localhost": ["127.0.0.1"], "inside.example": ["10.0.0.8"], "mixed.example": ["93.184.216.34", "192.168.1.1"],
    "six.example": ["2606:2800:220:1::1", "::1"], "outside.example": ["93.184.216.34"],
}  # fmt: skip


@pytest.fixture
def line(settings, monkeypatch):
    """Where connections were made to; names are looked up in a book of our own, figures as the system reads them."""
    settings.DELIVERY_PRIVATE = False
    called, look_up = [], socket.getaddrinfo

    def found(host, port, **more):
        if host.lower() in NAMES:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in NAMES[host.lower()]]
        return look_up(host, port, flags=socket.AI_NUMERICHOST, **more)

    def connected(address, *_more, **_named):
        called.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(socket, "create_connection", connected)
    return called


def test_threat_18_sixty_tricks_and_no_request_leaves(line):
    assert len(TRICKS) >= 60
    for url in TRICKS:
        with pytest.raises((wire.Forbidden, wire.Unreachable)):
            wire.call("POST", url, b"", {})
        assert line == [], url


def test_threat_18_an_address_of_the_outside_is_called_at_the_address_that_was_judged(line):
    with pytest.raises(wire.Unreachable):
        wire.call("POST", "https://outside.example/in", b"", {})
    assert line == ["93.184.216.34"]


@pytest.mark.parametrize("url", TRICKS[:22])
def test_threat_18_an_address_that_is_none_is_refused_where_it_is_named(committee, settings, url):
    settings.DELIVERY_PRIVATE = False
    answer = make(committee).request("POST", "/api/v1/webhooks/", {"url": url})
    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == "url"
