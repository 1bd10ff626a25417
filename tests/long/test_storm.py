"""docs/threats.md 27: two hundred ask at once for the dearest pages there are, each time for others; readers are served."""

import asyncio
import json
import os
import subprocess
import time
from itertools import count, cycle
from urllib.parse import quote

import pytest

from tests.browser.house import MANAGE, ROOT
from tests.long.served import Served

pytestmark = pytest.mark.long
FULL = os.environ.get("SCALE") == "full"
TIMES = 80 if FULL else 20  # the published cases of the repository, so often
CLIENTS = 200
SECONDS = 30.0 if FULL else 5.0
DATA = ROOT / "casebook" / "data" / "typical_cases.jsonl"
MANY = "炒鱿鱼 骑手 加班费 二倍工资 违法解除 经济补偿 竞业限制 工伤 社保 试用期 劳动关系 欠薪 怀孕 年休假 劳动合同法第四十七条"
READS = ("/", "/casebook/", "/casebook/C001/", "/casebook/glossary/", "/claim/", "/casebook/follow/")
READERS = 4
MOST = 800  # milliseconds: the figure of docs/threats.md for the others
COPIES = """
from casebook import indexing
from casebook.models import Label, Sum, TypicalCase
cases = list(TypicalCase.objects.published())
for again in range(1, {times}):
    made = []
    for case in cases:
        copy = TypicalCase.objects.get(pk=case.pk)
        copy.pk, copy.number = None, f"{{case.number}}-{{again}}"
        made.append(copy)
    TypicalCase.objects.bulk_create(made)
    Label.objects.bulk_create(Label(case=one, facet=f, value=v) for one in made for f, v in one.labels())
    Sum.objects.bulk_create(Sum(case=one, **sum_) for one in made for sum_ in one.sums if sum_.get("asked"))
indexing.rebuild()
print(TypicalCase.objects.published().count())
"""


class Site(Served):
    """The published cases of the repository, again and again under new numbers."""

    def build(self):
        super().build()
        command = [*MANAGE, "casebook", "import", str(DATA), "--publish"]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)
        command = [*MANAGE, "shell", "-v0", "-c", COPIES.format(times=TIMES)]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)


def dearest(n):
    """The dearest addresses, none twice: whatever was kept of another helps nobody."""
    number = f"C{1 + n % 60:03}"
    return (
        f"/casebook/?q={quote(MANY)}&year={n}",
        f"/casebook/?q={quote(f'{MANY}{n}')}&after={20 * (n % 10)}",
        f"/casebook/?q={quote('“劳动” 公司 支付')}+{n}&after=180",
        f"/casebook/?q={quote('工资')}{n}&after=99999999",
        f"/casebook/?q={'%E5%8A%A0' * 500}{n}",
        f"/casebook/?claim=overtime&nothing={n}",
        f"/casebook/export.jsonl?after={n % 50}&nothing={n}",
        f"/casebook/figures/?nothing={n}",
        f"/casebook/feed.atom?nothing={n}",
        f"/sitemap.xml?nothing={n}",
        f"/casebook/{number}/print.pdf",
        f"/api/v1/casebook/?q={quote(f'{MANY}{n}')}",
    )[n % 12]


async def ask(port, path, *, who="127.0.0.1", cookie=""):
    """(path, status, seconds, Retry-After) of one request on a line of its own, from an address of its own."""
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(who, 0))
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{cookie}\r\n".encode())
    whole = await asyncio.wait_for(reader.read(), 120)
    writer.close()
    head = whole.partition(b"\r\n\r\n")[0].lower()
    return path, int(whole.split(b" ", 2)[1]), time.perf_counter() - began, b"\r\nretry-after: " in head


async def reading(port, until, cookie):
    """A reader who looks at page after page, as people do; every seventh is a page of their own."""
    found, pages = [], cycle([*READS, "/my/"])
    while time.perf_counter() < until:
        path = next(pages)
        found.append(await ask(port, path, cookie=cookie if path == "/my/" else ""))
        await asyncio.sleep(0.1)
    return found


async def searching(port, until, numbers):
    """A reader who searches, each time for something new."""
    found = []
    while time.perf_counter() < until:
        found.append(
            await ask(port, f"/casebook/?q={quote('工伤 停工留薪')}+{next(numbers)}", who="127.0.0.2")
        )
        await asyncio.sleep(0.3)
    return found


async def storming(port, until, numbers, who):
    """As fast as answers come; who is turned away comes back after a moment, not after the ten seconds asked for."""
    found = []
    while time.perf_counter() < until:
        found.append(await ask(port, dearest(next(numbers)), who=who))
        if found[-1][1] == 429:
            await asyncio.sleep(0.5)
    return found


def p95(answers):
    took = sorted(1000 * seconds for _path, _status, seconds, _again in answers)
    return took[int(0.95 * (len(took) - 1))]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    found = Site(tmp_path_factory.mktemp("var"))
    found.build()
    ((_reference, session),) = found.people(1)
    found.start()
    asyncio.run(ask(found.port, "/casebook/?q=1"))  # the first search of a process loads its dictionary
    yield found.port, f"Cookie: sessionid={session}\r\n"
    found.stop()


async def storm(port, cookie, addresses):
    """Answers of the readers before, of the readers, of the searcher and of the two hundred during the storm."""
    numbers = count(1)
    before = await reading(port, time.perf_counter() + 2, cookie)
    until = time.perf_counter() + SECONDS
    groups = [
        [reading(port, until, cookie) for _n in range(READERS)],
        [searching(port, until, numbers)],
        [storming(port, until, numbers, addresses[n % len(addresses)]) for n in range(CLIENTS)],
    ]
    found = await asyncio.gather(*(asyncio.gather(*group) for group in groups))
    return before, *([answer for one in group for answer in one] for group in found)


@pytest.mark.parametrize("many", [1, CLIENTS], ids=["from one address", "each from an address of its own"])
def test_threat_27_readers_are_served_while_two_hundred_ask_for_the_dearest_pages(many, site):
    addresses = [f"127.0.1.{n + 1}" for n in range(many)]
    before, read, searched, stormed = asyncio.run(storm(*site, addresses))
    away = [answer for answer in stormed if answer[1] == 429]
    told = {
        "storm": f"{many} addresses", "readers_p95_ms": round(p95(read)), "before_ms": round(p95(before)), "target_ms": MOST,
        "search_p95_ms": round(p95(searched)), "read": len(read), "stormed": len(stormed), "turned_away": len(away),
    }  # fmt: skip
    print("\n" + json.dumps(told))
    assert {status for _path, status, *_more in read} == {200}
    assert {status for _path, status, *_more in stormed} <= {200, 404, 429}
    assert all(again for *_answer, again in away) and away
    assert {status for _path, status, *_more in searched} <= ({200} if many == 1 else {200, 429})
