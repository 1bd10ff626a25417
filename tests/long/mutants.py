"""Damages good files at random and has each judged, in a process of its own whose memory can be measured.

`python -m tests.long.mutants <how many> <seed>` prints one JSON object: how many were judged and refused, the slowest
(seconds), the peak of memory (MB), and every fault: a crash of the check, or a file taken that does not open.
"""

import io
import json
import os
import random
import sys
import time
import zipfile

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

import pikepdf  # noqa: E402
from PIL import Image  # noqa: E402

from disputes.papers.inert import PDF_ACTS  # noqa: E402
from disputes.papers.reopen import ACTIVE_PARTS  # noqa: E402
from disputes.papers.sniff import Rejected, accept  # noqa: E402
from tests import memory  # noqa: E402
from tests.disputes.papers_files import book, hostile, office, picture  # noqa: E402

GOOD = [
    ("合同.pdf", book(3)), ("照片.jpg", picture("JPEG")), ("截图.png", picture("PNG")), ("申请.docx", office()),
    ("工资.xlsx", office("xl/workbook.xml")), ("证言.txt", "本人证明如下：一、5 < 6。".encode() * 20),
]  # fmt: skip


def mutant(chance: random.Random, files: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """One to a dozen bytes changed, a piece cut out, doubled or moved, another file behind it, or a false name."""
    name, content = chance.choice(files)
    found = bytearray(content)
    for _n in range(chance.randint(0, 12)):
        if found:
            found[chance.randrange(len(found))] = chance.randrange(256)
    at, end = sorted(chance.randrange(len(found) + 1) for _n in range(2))
    way = chance.randrange(10)
    if way == 0:
        del found[at:end]
    elif way == 1:
        found[at:at] = found[at:end][:4096]
    elif way == 2:
        found = found[at:] + found[:at]
    elif way == 3:
        found += chance.choice(files)[1]
    elif way == 4:
        del found[at:]
    if chance.random() < 0.1:
        name = f"x.{chance.choice(('pdf', 'jpg', 'png', 'docx', 'xlsx', 'txt', 'svg', 'html', 'exe'))}"
    return name, bytes(found)


def opens(name: str, content: bytes) -> bool:
    """Whether what was taken is what it says, by other means than the check's."""
    ending = name.rpartition(".")[2].lower()
    if ending == "pdf":
        with pikepdf.open(io.BytesIO(content)) as found:
            opening = found.Root.get("/OpenAction")
            does = str(opening.get("/S")) if isinstance(opening, pikepdf.Dictionary) else ""
            return len(found.pages) > 0 and does not in PDF_ACTS
    if ending in ("jpg", "jpeg", "png"):
        with Image.open(io.BytesIO(content)) as found:
            found.load()
            return found.format == {"png": "PNG"}.get(ending, "JPEG")
    if ending in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as found:
            return found.testzip() is None and not any(ACTIVE_PARTS.search(part) for part in found.namelist())
    return ending == "txt" and b"\0" not in content


def judged(many: int, seed: int) -> dict[str, object]:
    chance, files = (
        random.Random(seed),
        GOOD * 3 + [(name, raw) for name, raw, _reasons in hostile().values()],
    )
    refused, slowest, faults = 0, 0.0, []
    for n in range(many):
        name, content = mutant(chance, files)
        started = time.perf_counter()
        try:
            accept(name, content)
        except Rejected:
            refused += 1
        except Exception as crash:
            faults.append(f"{n} {name}: {crash!r}")
        else:
            try:
                if not opens(name, content):
                    faults.append(f"{n} {name}: taken, and is none")
            except Exception as broken:
                faults.append(f"{n} {name}: taken, and does not open: {broken!r}")
        slowest = max(slowest, time.perf_counter() - started)
    return {
        "judged": many,
        "refused": refused,
        "slowest": slowest,
        "peak_mb": memory.most(),
        "faults": faults[:20],
    }


if __name__ == "__main__":
    print(json.dumps(judged(int(sys.argv[1]), int(sys.argv[2])), ensure_ascii=False))
