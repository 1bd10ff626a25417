"""docs/threats.md 6: sockets that send huge frames and floods of small ones are closed; the others hear and read on."""

import asyncio
import base64
import os
import statistics
import struct
import time

import pytest

from tests.long.served import Scales, Served

pytestmark = pytest.mark.long
FULL = os.environ.get("SCALE") == "full"
SOCKETS, BURST = (300, 10_000) if FULL else (60, 2_000)
MOST_GROWN = 100 * 1024 * 1024  # bytes
MOST_WAITED = 0.5  # seconds, p95 of pages meanwhile
PAGES = 40


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    found = Served(tmp_path_factory.mktemp("var"))
    found.build()
    found.start()
    yield found
    found.stop()


class Socket:
    """A client that minds no rule: it sends what it likes, masked as the protocol wants it."""

    @classmethod
    async def opened(cls, port, reference, session):
        self = cls()
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        key = base64.b64encode(os.urandom(16)).decode()
        self.writer.write(
            f"GET /ws/cases/{reference}/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Cookie: sessionid={session}\r\n\r\n".encode()
        )
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 60)
        assert b" 101 " in head.split(b"\r\n")[0], head
        return self

    def send(self, text):
        size = len(text)
        length = bytes([0x80 | size]) if size < 126 else bytes([0xFF]) + struct.pack("!Q", size)
        self.writer.write(b"\x81" + length + bytes(4) + text)  # a mask of zeros changes nothing

    async def is_closed(self, within=20):
        """Read on until the other side ends it."""
        try:
            while await asyncio.wait_for(self.reader.read(65_536), within):
                pass
        except TimeoutError:
            return False
        except ConnectionError:
            pass
        return True


async def page(port, session):
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"GET /my/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: sessionid={session}\r\n\r\n".encode()
    )
    head = await asyncio.wait_for(reader.read(), 60)
    writer.close()
    assert b" 200 " in head.split(b"\r\n")[0]
    return time.perf_counter() - began


async def flood(house, people):
    (quiet, reader), *others = people
    still = await Socket.opened(house.port, quiet, reader)
    sockets = [await Socket.opened(house.port, *others[n % len(others)]) for n in range(SOCKETS)]
    await page(house.port, reader)
    with Scales(house.process.pid) as scales:
        before = await asyncio.to_thread(lambda: (time.sleep(0.5), scales.most)[1])
        for n, socket in enumerate(sockets):
            if n % 3 == 0:
                socket.send(b"x" * 2 * 1024 * 1024)
            elif n % 3 == 1:
                for _again in range(BURST // (SOCKETS // 3)):
                    socket.send(b"ping")
            else:
                socket.send(b'{"step": "open"}')
        waited = [await page(house.port, reader) for _n in range(PAGES)]
        closed = await asyncio.gather(*(socket.is_closed() for socket in sockets))
        grown = scales.most - before
    still.send(b"ping")
    alive = not await still.is_closed(within=1)
    for one in (still, *sockets):
        one.writer.close()
    return closed, grown, waited, alive


def test_threat_06_floods_are_closed_and_others_are_served(house):
    closed, grown, waited, alive = asyncio.run(flood(house, house.people(4)))
    p95 = statistics.quantiles(waited, n=20)[-1]
    print(f"\n{SOCKETS} sockets: {grown / 1024 / 1024:.0f} MB more, pages p95 {1000 * p95:.0f} ms")
    assert all(closed) and alive
    assert grown < MOST_GROWN
    if FULL:  # a figure of a quiet machine
        assert p95 < MOST_WAITED
