"""From commit to the last screen over the wire, against a bare broadcast of the same frames by the same server.

Every socket is another person's, half of them on each side; every second entry is for one side alone, so that each entry is
allowed or not to each person, and whoever may not hear it must be shown nothing.
On the layer the environment names: in memory, or Redis where REDIS_URL is set.
"""

import asyncio
import base64
import http.client
import json
import os
import resource
import struct
import time
from contextlib import closing

import pytest

from tests.bench.measure import SMALL, report
from tests.bench.test_public import Site

ROUNDS = 12 if SMALL else 40
SIZES = [(1, 500), (20, 400)] if SMALL else [(1, 2000), (50, 1000)]  # rooms, sockets in all
LAYER = "redis" if os.environ.get("REDIS_URL") else "memory"
AT_ONCE = 50  # handshakes
PING, PONG = 9, 10
PATIENCE = 60  # seconds until a frame counts as lost


class Rooms(Site):
    """Empty tables behind daphne, with the rooms of `room_world`."""

    application = "tests.bench.room_world:application"

    def build(self):
        if LAYER == "redis":
            self.environment["REDIS_URL"] = os.environ["REDIS_URL"]
        super(Site, self).build()

    def ask(self, path):
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)) as line:
            line.request("GET", path)
            answer = line.getresponse()
            assert answer.status == 200, answer.read()[-2000:]
            return json.loads(answer.read())


class Screen(asyncio.Protocol):
    """One browser's socket: it counts the entries it is shown and keeps the moment of the last one."""

    def __init__(self, port, path, session):
        self.open, self.gone = (asyncio.get_running_loop().create_future() for _n in range(2))
        self.data, self.entries, self.last = b"", 0, 0.0
        key = base64.b64encode(os.urandom(16)).decode()
        self.hello = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\nCookie: sessionid={session}\r\n\r\n"
        )

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.hello.encode())

    def connection_lost(self, _error):
        self.gone.set_result(None)

    def data_received(self, data):
        self.data += data
        if not self.open.done():
            head, found, self.data = self.data.partition(b"\r\n\r\n")
            if not found:
                self.data = head
                return
            self.open.set_result(head)
        while frame := self.frame():
            if b'"stream"' in frame:
                self.entries, self.last = self.entries + 1, time.monotonic()

    def frame(self):
        """The next whole frame's text, taken out of what has arrived. A server masks nothing."""
        if len(self.data) < 4:
            return b""
        size, start = self.data[1], 2
        if size == 126:
            (size,), start = struct.unpack("!H", self.data[2:4]), 4
        assert size < 65_536
        if len(self.data) < start + size:
            return b""
        kind, text, self.data = (
            self.data[0] & 0x0F,
            self.data[start : start + size],
            self.data[start + size :],
        )
        if kind == PING:  # who does not answer is closed
            self.transport.write(bytes([0x80 | PONG, 0x80 | size]) + bytes(4) + text)
        return text


async def opened(port, paths, sessions):
    loop, screens = asyncio.get_running_loop(), []
    for start in range(0, len(paths), AT_ONCE):
        made = [
            await loop.create_connection(
                lambda path=path, key=key: Screen(port, path, key), "127.0.0.1", port
            )
            for path, key in list(zip(paths, sessions, strict=True))[start : start + AT_ONCE]
        ]
        for head in await asyncio.gather(*(screen.open for _transport, screen in made)):
            assert b" 101 " in head.split(b"\r\n")[0], head
        screens += [screen for _transport, screen in made]
    return screens


async def closed(screens):
    for screen in screens:
        screen.transport.close()
    await asyncio.gather(*(screen.gone for screen in screens))


async def one_round(site, path, screens, others):
    """Seconds from the moment the server tells until the last of `screens` shows it; none of `others` may."""
    before = [screen.entries for screen in screens]
    still = [screen.entries for screen in others]
    told = asyncio.create_task(asyncio.to_thread(site.ask, path))
    until = time.monotonic() + PATIENCE
    while any(screen.entries == seen for screen, seen in zip(screens, before, strict=True)):
        assert time.monotonic() < until, "a frame was lost"
        await asyncio.sleep(0.02)
    took = max(screen.last for screen in screens) - (await told)["began"]
    await asyncio.sleep(0.1)
    shown = {screen.entries - seen for screen, seen in zip(screens, before, strict=True)}
    assert shown == {1}, "frames lost or doubled"
    assert still == [screen.entries for screen in others], "shown to the other side"
    return took


async def measured(site, rooms, sockets):
    """The house and the bare loop in turn."""
    people = sockets // rooms
    world = await asyncio.to_thread(site.ask, f"/bench/rooms/{rooms}/{people}")
    seats = [(room, n) for room in range(rooms) for n in range(people)]
    keys = [world["sessions"][room][n] for room, n in seats]
    paths = {
        "house": [f"/ws/cases/{world['references'][room]}/" for room, _n in seats],
        "bare": [f"/bare/{room}/{'AB'[n % 2]}/" for room, n in seats],
    }
    screens = {way: await opened(site.port, these, keys) for way, these in paths.items()}
    await asyncio.sleep(2)  # who came is told
    found = {way: [] for way in paths}
    for turn in range(ROUNDS):
        for way, took in found.items():
            mine, theirs = (screens[way][side::2] for side in (0, 1))  # an even number of people in each room
            if turn % 2:
                took.append(await one_round(site, f"/bench/{way}/caucus_a/", mine, theirs))
            else:
                took.append(await one_round(site, f"/bench/{way}/open/", screens[way], []))
    for those in screens.values():
        await closed(those)
    return found


@pytest.mark.bench
@pytest.mark.parametrize(("rooms", "sockets"), SIZES)
def test_from_commit_to_the_last_screen(rooms, sockets, tmp_path):
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    site = Rooms(tmp_path)
    site.build()
    site.start()
    try:
        found = asyncio.run(measured(site, rooms, sockets))
    finally:
        site.stop()
    for name, at in (("p50", 0.5), ("p95", 0.95)):
        value, limit = (sorted(found[way])[int(at * ROUNDS)] for way in ("house", "bare"))
        report(
            f"room_{LAYER}_{rooms}x{sockets}_{name}", value=1000 * value, unit="ms", limit=1000 * limit,
            ratio=value / limit, n=ROUNDS,
        )  # fmt: skip
