"""Public pages per second over the wire: kept, by `cache_page`, made anew; a raw socket is the limit.

On daphne, which serves the house, and what is kept also on uvicorn, to tell the layer's cost from the server's.
"""

import asyncio
import socket
import subprocess
import sys
import time

import pytest

from tests.bench.measure import SMALL, report
from tests.browser.house import MANAGE, ROOT
from tests.long.served import Served

SECONDS = 2.0 if SMALL else 8.0
LINES = 16
DATA = ROOT / "casebook" / "data" / "typical_cases.jsonl"


class Site(Served):
    """The published cases of the repository behind daphne, with the three addresses of `public_site`."""

    application = "tests.bench.public_site:application"
    server = ("daphne", "-b", "127.0.0.1", "-v", "0", "-p")

    def build(self):
        super().build()
        command = [*MANAGE, "casebook", "import", str(DATA), "--publish"]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)

    def start(self):
        command = [sys.executable, "-m", *self.server, str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, self.application], cwd=ROOT, env=self.environment, stdout=log, stderr=log,
            )  # fmt: skip
        for _n in range(240):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.25)
        raise AssertionError(self.log.read_text())


class OnUvicorn(Site):
    server = (
        "uvicorn", "--host", "127.0.0.1", "--loop", "uvloop", "--http", "httptools", "--lifespan", "off",
        "--no-access-log", "--log-level", "warning", "--port",
    )  # fmt: skip

    def build(self):
        """On the same folder as the site before it."""


class Reader(asyncio.Protocol):
    """One browser that asks again as soon as it has the whole page; every page has the same length."""

    def __init__(self, ask, length, until):
        self.ask, self.length, self.until = ask, length, until
        self.read = self.pages = 0
        self.over = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.ask)

    def data_received(self, data):
        self.read += len(data)
        if self.read < self.length:
            return
        self.read, self.pages = 0, self.pages + 1
        if time.perf_counter() > self.until:
            self.transport.close()
        else:
            self.transport.write(self.ask)

    def connection_lost(self, gone):
        if not self.over.done():
            self.over.set_result(self.pages)


class Bare(asyncio.Protocol):
    """The same bytes for whatever is asked."""

    def __init__(self, answer):
        self.answer = answer

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, _data):
        self.transport.write(self.answer)


def asked(path):
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode()


async def whole(port, path):
    """One answer as it stands on the wire."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(asked(path))
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    body = await reader.readexactly(length)
    writer.close()
    return head + body


async def pages_a_second(port, path):
    answer = await whole(port, path)
    answer = await whole(port, path)  # the second is the cached one
    loop, began = asyncio.get_running_loop(), time.perf_counter()
    made = [
        await loop.create_connection(
            lambda: Reader(asked(path), len(answer), began + SECONDS), "127.0.0.1", port
        )
        for _line in range(LINES)
    ]
    counts = await asyncio.gather(*(reader.over for _transport, reader in made))
    return sum(counts) / (time.perf_counter() - began), answer


async def bare(answer):
    server = await asyncio.get_running_loop().create_server(lambda: Bare(answer), "127.0.0.1", 0)
    async with server:
        return (await pages_a_second(server.sockets[0].getsockname()[1], "/"))[0]


@pytest.mark.bench
def test_public_pages_per_second(tmp_path):
    site = Site(tmp_path)
    site.build()
    site.start()
    try:
        made, _answer = asyncio.run(pages_a_second(site.port, "/bench/made/"))
        cached, _answer = asyncio.run(pages_a_second(site.port, "/bench/cached/"))
        kept, answer = asyncio.run(pages_a_second(site.port, "/casebook/"))
    finally:
        site.stop()
    other = OnUvicorn(tmp_path)
    other.start()
    try:
        there, _answer = asyncio.run(pages_a_second(other.port, "/casebook/"))
    finally:
        other.stop()
    limit = asyncio.run(bare(answer))
    n = int(kept * SECONDS)
    report(
        "public_pages.kept_to_cache_page", value=kept, unit="pages/s", limit=cached, ratio=kept / cached, n=n
    )
    report(
        "public_pages.kept_to_raw_socket", value=kept, unit="pages/s", limit=limit, ratio=limit / kept, n=n
    )
    report(
        "public_pages.kept_on_uvicorn",
        value=there,
        unit="pages/s",
        limit=limit,
        ratio=limit / there,
        n=int(there * SECONDS),
    )
    report(
        "public_pages.made_anew",
        value=made,
        unit="pages/s",
        limit=limit,
        ratio=limit / made,
        n=int(made * SECONDS),
    )
    assert kept > cached
