"""Papers by content: what lies under a hash is the bytes that have this hash, for good.

The root lies outside every web root; only a permission view reads from it. `uploads.Assembly` fills it piece by piece.
"""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

BLOCK = 1024 * 1024
SHA256 = re.compile(r"[0-9a-f]{64}")


class Damaged(Exception):
    """The bytes under a hash no longer have it: the file was changed or the disk failed."""


class Store:
    """Writes are atomic and durable (fsync before and after the rename); nothing is ever overwritten."""

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)

    def path(self, sha256: str) -> Path:
        """Where a hash lies, whether or not it is there. ValueError for what is not a SHA-256 in lower-case hex."""
        if not SHA256.fullmatch(sha256):
            raise ValueError("not a SHA-256")
        return self.root / "sha256" / sha256[:2] / sha256[2:4] / sha256

    def put(self, content: Path | bytes) -> str:
        """Keep the bytes (of a file or given) and return their SHA-256; the same bytes twice are kept once."""
        folder = self.root / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=folder)
        digest = hashlib.sha256()
        try:
            with os.fdopen(handle, "wb") as out:
                for block in _blocks(content):
                    digest.update(block)
                    out.write(block)
                out.flush()
                os.fsync(out.fileno())
            self._settle(Path(draft), digest.hexdigest())
        finally:
            Path(draft).unlink(missing_ok=True)
        return digest.hexdigest()

    def draft(self, suffix: str = "") -> Path:
        """An empty file on the store's own disk, to be written and then taken in or unlinked."""
        folder = self.root / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=folder, suffix=suffix)
        os.close(handle)
        return Path(draft)

    def take(self, draft: Path) -> str:
        """Keep a draft under its SHA-256 without copying it; the draft's own name is gone afterwards."""
        with draft.open("rb+") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        self._settle(draft, sha256)
        draft.unlink()
        return sha256

    def open(self, sha256: str) -> BinaryIO:
        """The bytes for reading; FileNotFoundError when they are not here."""
        return self.path(sha256).open("rb")

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def verify(self, sha256: str) -> None:
        """Read all of it again. Damaged when it is not what its name says, FileNotFoundError when it is gone."""
        if digest_of(self.path(sha256)) != sha256:
            raise Damaged(sha256)

    def hashes(self) -> Iterator[str]:
        """Every hash that is kept, in order: for the nightly scrub."""
        yield from (each.name for each in sorted(self.root.glob("sha256/??/??/*")))

    def sweep(self, older_than: float) -> int:
        """Remove drafts that a dead process left more than `older_than` seconds ago; returns how many."""
        left = [
            each for each in self.root.glob("incoming/*") if each.stat().st_mtime < time.time() - older_than
        ]
        for each in left:
            each.unlink(missing_ok=True)
        return len(left)

    def _settle(self, draft: Path, sha256: str) -> None:
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.chmod(0o440)
        try:
            os.link(draft, target)  # a link, unlike a rename, fails when somebody was first
        except FileExistsError:
            return
        for folder in (target.parent, target.parent.parent, target.parent.parent.parent):
            sync(folder)


def sync(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _blocks(content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
