"""docs/threats.md 13: many large uploads at once, in chunks and raw: the memory of the server stays bounded."""

import json
import os
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.long.served import Client, Scales, Served

pytestmark = pytest.mark.long
FULL = os.environ.get("SCALE") == "full"
CLIENTS = 50
MB = 1024 * 1024
SIZE = (50 if FULL else 12) * MB  # the largest file the house takes; further ones come one after another
CHUNK = 2 * MB
MOST = 1024 * MB
LINE = "这是一条可以核对的打卡记录。\n".encode()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    found = Served(tmp_path_factory.mktemp("var"))
    found.build()
    people = found.people(CLIENTS)
    found.start()
    yield found, [(reference, Client(found.port, session)) for reference, session in people]
    found.stop()


def text(seed):
    """A text of that size, different for every seed."""
    whole = str(random.Random(seed).random()).encode() + b"\n" + LINE * (SIZE // len(LINE) + 1)
    return whole[: SIZE - 1].rpartition(b"\n")[0] + b"\n"


def upload(reference, client, content):
    announced = {"name": "打卡.txt", "size": len(content)}
    status, said = client.send(
        "POST",
        f"/cases/{reference}/uploads/",
        json.dumps(announced).encode(),
        Content_Type="application/json",
    )
    assert status == 201, said
    where, offset = json.loads(said)["url"], 0
    while offset < len(content):
        status, said = client.send(
            "PATCH", where, content[offset : offset + CHUNK], Upload_Offset=str(offset),
            Content_Type="application/offset+octet-stream",
        )  # fmt: skip
        assert status in (200, 201), (status, said[:200])
        offset = json.loads(said)["offset"]
    return status


def test_threat_13_fifty_clients_with_large_files_leave_the_server_small(served):
    house, people = served

    def one(pair):
        return upload(*pair, text(pair[0]))

    with Scales(house.process.pid) as scales, ThreadPoolExecutor(CLIENTS) as pool:
        answers = list(pool.map(one, people))
    print(f"\n{CLIENTS} clients x {SIZE // MB} MB in chunks: at most {scales.most // MB} MB")
    assert answers == [201] * CLIENTS
    assert scales.most < MOST


def test_threat_13_raw_bodies_of_any_size_are_refused_before_they_are_kept(served):
    house, people = served
    size = 200 * MB if FULL else 20 * MB

    def one(pair):
        reference, client = pair
        try:
            return client.send("POST", f"/cases/{reference}/papers/", bytes(size))[0]
        except (BrokenPipeError, ConnectionResetError):
            return 413  # hung up before we had said it all

    with Scales(house.process.pid) as scales, ThreadPoolExecutor(CLIENTS) as pool:
        answers = list(pool.map(one, people))
    print(f"\n{CLIENTS} x {size // MB} MB raw: at most {scales.most // MB} MB")
    assert answers == [413] * CLIENTS
    assert scales.most < MOST
