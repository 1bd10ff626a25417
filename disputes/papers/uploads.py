"""Resumable uploads: a file comes in chunks of at most 2 MiB, in order, and a lost answer may be asked for again."""

import fcntl
import json
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from disputes.papers.sniff import OTHER_BYTES, clean_name
from disputes.papers.store import digest_of

CHUNK = 2 * 1024 * 1024


class UploadRefused(ValueError):
    """`reason` is `size`, `chunk`, `unknown`, `differs` or `incomplete`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WrongOffset(UploadRefused):
    """The chunk does not continue the file; `expected` is where the next one must start."""

    def __init__(self, expected: int) -> None:
        super().__init__("offset")
        self.expected = expected


@dataclass(frozen=True)
class Finished:
    path: Path
    sha256: str
    name: str
    size: int


class Assembly:
    """Files being put together under `root`, one folder each. Safe for many processes; ids cannot be guessed."""

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)

    def create(self, size: int, name: str) -> str:
        """Announce a file of `size` bytes; returns the id under which its chunks are sent."""
        if not 0 < size <= OTHER_BYTES:
            raise UploadRefused("size")
        upload = secrets.token_hex(16)
        folder = self.root / upload
        folder.mkdir(parents=True)
        (folder / "facts.json").write_text(json.dumps({"size": size, "name": clean_name(name)}))
        (folder / "body").touch()
        return upload

    def offset(self, upload: str) -> int:
        """How many bytes have arrived: where a client goes on after a break."""
        with self._folder(upload) as folder:
            return (folder / "body").stat().st_size

    def append(self, upload: str, offset: int, chunk: bytes) -> int:
        """Add a chunk and return the new offset. The same chunk at the same place again changes nothing."""
        if not 0 < len(chunk) <= CHUNK:
            raise UploadRefused("chunk")
        with self._folder(upload) as folder, (folder / "body").open("r+b") as body:
            arrived = body.seek(0, 2)
            if offset + len(chunk) <= arrived and offset >= 0:
                body.seek(offset)
                if body.read(len(chunk)) != chunk:
                    raise UploadRefused("differs")
                return arrived
            if offset != arrived:
                raise WrongOffset(arrived)
            if arrived + len(chunk) > self._facts(folder)[0]:
                raise UploadRefused("size")
            body.write(chunk)
            return arrived + len(chunk)

    @contextmanager
    def whole(self, upload: str) -> Iterator[Finished]:
        """The whole file, for one alone: whoever sends its end again waits. It is forgotten unless something failed."""
        with self._folder(upload) as folder:
            (size, name), body = self._facts(folder), folder / "body"
            if body.stat().st_size != size:
                raise UploadRefused("incomplete")
            yield Finished(body, digest_of(body), name, size)
            self.discard(upload)

    def discard(self, upload: str) -> None:
        """Forget an upload; an unknown one is forgotten already."""
        shutil.rmtree(self._place(upload), ignore_errors=True)

    def sweep(self, older_than: float) -> int:
        """Forget uploads that nobody touched for `older_than` seconds; returns how many."""
        limit, swept = time.time() - older_than, 0
        for folder in list(self.root.glob("*")):
            body = folder / "body"
            if body.exists() and body.stat().st_mtime < limit:
                shutil.rmtree(folder, ignore_errors=True)
                swept += 1
        return swept

    def _place(self, upload: str) -> Path:
        if len(upload) != 32 or set(upload) - set("0123456789abcdef"):
            raise UploadRefused("unknown")
        return self.root / upload

    def _facts(self, folder: Path) -> tuple[int, str]:
        facts = json.loads((folder / "facts.json").read_text())
        return facts["size"], facts["name"]

    @contextmanager
    def _folder(self, upload: str) -> Iterator[Path]:
        folder = self._place(upload)
        try:
            lock = (folder / "lock").open("a")
        except FileNotFoundError:
            raise UploadRefused("unknown") from None
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "body").exists():  # forgotten while we waited
                raise UploadRefused("unknown")
            yield folder
