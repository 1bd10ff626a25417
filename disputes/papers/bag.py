"""A package for a court or an archive: BagIt (RFC 8493) in one ZIP, the same input giving the same bytes.

We write it ourselves, because `bagit.make_bag` changes the working directory of the whole process; `verify` reads it
with the bagit library, so that somebody else's eyes have looked.
"""

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import bagit

from disputes.papers.sniff import clean_name
from disputes.papers.store import BLOCK, Damaged, Store, sync

Source = bytes | Path | str
DAWN = (1980, 1, 1, 0, 0, 0)
OWN = {"bagit.txt", "bag-info.txt", "fetch.txt"}
LARGEST = 4 * 1024**3  # bytes of all files of a bag
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
)  # of a ZIP that is none


class TooLarge(ValueError):
    """More than LARGEST: nobody's `verify` would take it."""


class Known(NamedTuple):
    """What was worked out before of a paper that lies under its SHA-256."""

    sha512: str
    size: int  # bytes


class _Entry(NamedTuple):
    read: Callable[[], Iterator[bytes]]
    size: int
    sha256: str
    sha512: str


def pack(
    target: Path,
    *,
    files: Iterable[tuple[str, Source]],
    info: Mapping[str, str],
    tag_files: Mapping[str, bytes] | None = None,
    store: Store | None = None,
    top: str = "",
    known: Mapping[str, Known] | None = None,
) -> Path:
    """Write the bag to `target` (a .zip) and return it. Its one folder is called `top`, or like the file.

    A source is bytes, a path, or the SHA-256 of a paper in `store`; what is `known` of one need not be worked out again
    (its SHA-256 is checked all the same as it is written). `info` needs `Bagging-Date` (ISO), which the caller gives
    because nothing here looks at a clock. ValueError for a name given twice or reserved, TooLarge for more than LARGEST.
    """
    if "Bagging-Date" not in info:
        raise ValueError("Bagging-Date")
    payload = _entries("data/", files, store, known or {})
    tags = _entries("", (tag_files or {}).items(), store, {})
    if any(name in OWN or name.startswith(("data/", "manifest-", "tagmanifest-")) for name in tags):
        raise ValueError("reserved name")
    oxum = f"{sum(entry.size for entry in payload.values())}.{len(payload)}"
    tags["bagit.txt"] = _entry(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", None)
    tags["bag-info.txt"] = _entry(_info(dict(info) | {"Payload-Oxum": oxum}), None)
    tags |= _manifests("manifest", payload)
    whole = payload | tags | _manifests("tagmanifest", tags)
    if sum(entry.size for entry in whole.values()) > LARGEST:
        raise TooLarge
    _write(target, top or target.stem, whole)
    return target


def _entries(
    folder: str, files: Iterable[tuple[str, Source]], store: Store | None, known: Mapping[str, Known]
) -> dict[str, _Entry]:
    found: dict[str, _Entry] = {}
    taken: set[str] = set()
    for name, source in files:
        parts = [
            clean_name(part).replace("%", "％") for part in name.split("/") if part not in {"", ".", ".."}
        ]
        path = folder + "/".join(parts)
        if not parts or path.lower() in taken:
            raise ValueError(f"name given twice: {name}")
        taken.add(path.lower())
        found[path] = _entry(source, store, known.get(source) if isinstance(source, str) else None)
    return found


def _entry(source: Source, store: Store | None, known: Known | None = None) -> _Entry:
    if isinstance(source, str):
        if store is None:
            raise ValueError("a SHA-256 needs its store")
        expected, source = source, store.path(source)
    else:
        expected = ""
    here: bytes | Path = source

    def read() -> Iterator[bytes]:
        if isinstance(here, bytes):
            yield here
            return
        with here.open("rb") as file:
            while block := file.read(BLOCK):
                yield block

    if known:
        return _Entry(read, known.size, expected, known.sha512)
    short, long, size = hashlib.sha256(), hashlib.sha512(), 0
    for block in read():
        short.update(block)
        long.update(block)
        size += len(block)
    if expected and short.hexdigest() != expected:
        raise Damaged(expected)
    return _Entry(read, size, short.hexdigest(), long.hexdigest())


def _info(info: Mapping[str, str]) -> bytes:
    return "".join(f"{key}: {' '.join(str(info[key]).split())}\n" for key in sorted(info)).encode()


def _manifests(kind: str, entries: Mapping[str, _Entry]) -> dict[str, _Entry]:
    def lines(algorithm: str) -> bytes:
        return "".join(f"{getattr(entries[path], algorithm)}  {path}\n" for path in sorted(entries)).encode()

    return {f"{kind}-{each}.txt": _entry(lines(each), None) for each in ("sha256", "sha512")}


def _write(target: Path, top: str, entries: Mapping[str, _Entry]) -> None:
    handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w+b") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
                for path in sorted(entries):
                    _add(package, f"{top}/{path}", entries[path])
            out.flush()
            os.fsync(out.fileno())
        Path(draft).replace(target)
        sync(target.parent)
    finally:
        Path(draft).unlink(missing_ok=True)


def _add(package: zipfile.ZipFile, name: str, entry: _Entry) -> None:
    line = zipfile.ZipInfo(name, DAWN)
    line.create_system, line.external_attr, line.file_size = 3, 0o100644 << 16, entry.size
    digest, size = hashlib.sha256(), 0
    with package.open(line, "w") as out:
        for block in entry.read():
            digest.update(block)
            size += len(block)
            out.write(block)
    if (digest.hexdigest(), size) != (entry.sha256, entry.size):
        raise Damaged(entry.sha256)


def verify(package: Path) -> list[str]:
    """What is wrong with a bag, one line each; empty when every byte is what its maker said."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            top = _unpacked(package, Path(folder))
        except FAULTS as error:
            return [f"zip: {error}"]
        return _problems(top) or _written_otherwise(package, top, Path(folder))


def _told(detail: Any) -> str:
    """The file first: `data/a.pdf: exists in manifest but was not found on filesystem`."""
    path = getattr(detail, "path", "")
    return str(detail).replace(f"{path} ", f"{path}: ", 1) if path else str(detail)


def _written_otherwise(package: Path, top: Path, folder: Path) -> list[str]:
    """The first byte that is not as `pack` writes it: what no digest inside covers (headers, order, what follows)."""
    names = sorted(each.relative_to(top).as_posix() for each in top.rglob("*") if each.is_file())
    again = folder / f"{top.name}.zip"
    _write(again, top.name, {name: _entry(top / name, None) for name in names})
    with package.open("rb") as theirs, again.open("rb") as ours:
        at = 0
        while (one := theirs.read(BLOCK)) == (other := ours.read(BLOCK)):
            if not one:
                return []
            at += len(one)
    at += next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return [f"zip: byte {at} is not as it was written"]


def _unpacked(package: Path, folder: Path) -> Path:
    with zipfile.ZipFile(package) as archive:
        listed = archive.infolist()
        names = [each.filename for each in listed]
        if any(each.startswith("/") or "\\" in each or ".." in PurePosixPath(each).parts for each in names):
            raise ValueError("unsafe path")
        unpacked = sum(each.file_size for each in listed)
        if unpacked > package.stat().st_size:  # `pack` stores every file as it is
            raise ValueError("it would unpack to more bytes than it has itself (a ZIP bomb?)")
        if len(set(names)) != len(names) or unpacked > LARGEST:
            raise ValueError("name twice, or too big")
        tops = {PurePosixPath(each).parts[:1] for each in names}
        if len(tops) != 1 or () in tops:
            raise ValueError("not one folder")
        archive.extractall(folder)
    return folder.joinpath(*tops.pop())


def _problems(top: Path) -> list[str]:
    try:
        bag = bagit.Bag(str(top))
        bag.validate(processes=1)
    except bagit.BagValidationError as error:
        return [_told(detail) for detail in error.details] or [str(error)]
    except (bagit.BagError, OSError, ValueError, LookupError) as error:
        return [str(error)]
    if (top / "fetch.txt").exists():
        return ["fetch.txt: parts lie elsewhere"]
    loose = {str(each.relative_to(top)) for each in top.rglob("*") if each.is_file()} - set(bag.entries)
    return [f"{name}: in no manifest" for name in sorted(loose) if not name.startswith("tagmanifest-")]
