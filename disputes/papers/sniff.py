"""What a file handed in really is: the name is a claim, the first bytes are a hint, only opening it again is proof."""

import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import puremagic
from puremagic import PureError

from disputes.papers import reopen
from disputes.papers.refusal import REASONS, Rejected
from disputes.papers.wording import plain

MB = 1024 * 1024
IMAGE_BYTES = 20 * MB
OTHER_BYTES = 50 * MB
NAME_SIGNS, NAME_BYTES = 120, 240  # most file systems end a name at 255 bytes
ENDS = 4096
MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|svg|script|iframe|body|\?php|\?xml-stylesheet)", re.I)
EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)


@dataclass(frozen=True)
class Kind:
    """One type on the allow-list: how it must begin, what puremagic may call it, and the proof by opening."""

    media_type: str
    extension: str
    starts: bytes
    guesses: frozenset[str]
    largest: int
    prove: Callable[[bytes], int | None]


@dataclass(frozen=True)
class Accepted:
    """`name` is safe to show and to use as a file name; `pages` is None where pages mean nothing."""

    media_type: str
    extension: str
    name: str
    size: int
    pages: int | None = None


def _office(media: str, ending: str, main: str) -> Kind:
    media_type = f"application/vnd.openxmlformats-officedocument.{media}"
    guesses = frozenset({".zip", f".{ending}"})
    return Kind(media_type, ending, b"PK\x03\x04", guesses, OTHER_BYTES, lambda raw: reopen.office(raw, main))


PDF = Kind("application/pdf", "pdf", b"%PDF-", frozenset({".pdf"}), OTHER_BYTES, reopen.pdf)
JPEG = Kind(
    "image/jpeg", "jpg", b"\xff\xd8\xff", frozenset({".jpg", ".jpeg", ".jfif"}), IMAGE_BYTES, reopen.jpeg
)
PNG = Kind("image/png", "png", b"\x89PNG\r\n\x1a\n", frozenset({".png", ".apng"}), IMAGE_BYTES, reopen.png)
TEXT = Kind("text/plain", "txt", b"", frozenset(), OTHER_BYTES, reopen.text)
DOCX = _office("wordprocessingml.document", "docx", "word/document.xml")
XLSX = _office("spreadsheetml.sheet", "xlsx", "xl/workbook.xml")
ALLOWED = {"pdf": PDF, "jpg": JPEG, "jpeg": JPEG, "png": PNG, "txt": TEXT, "docx": DOCX, "xlsx": XLSX}


def accept(name: str, data: Path | bytes) -> Accepted:
    """What the file is, or Rejected with a reason code and words for the person who handed it in."""
    shown = clean_name(name)
    ending = shown.rpartition(".")[2].lower() if "." in shown else ""
    if ending in {"heic", "heif"}:
        raise Rejected("heic")
    kind = ALLOWED.get(ending)
    if kind is None:
        raise Rejected("type")
    size = data.stat().st_size if isinstance(data, Path) else len(data)
    if not size:
        raise Rejected("empty")
    if size > kind.largest:
        raise Rejected("too_big")
    raw = data.read_bytes() if isinstance(data, Path) else data
    _looks_like(kind, raw)
    return Accepted(kind.media_type, kind.extension, shown, size, kind.prove(raw))


def _looks_like(kind: Kind, raw: bytes) -> None:
    if EICAR in raw:
        raise Rejected("malware")
    if not raw.startswith(kind.starts):
        raise Rejected("mismatch")
    if MARKUP.search(raw[:ENDS]) or MARKUP.search(raw[-ENDS:]):
        raise Rejected("markup")
    if kind.guesses and not kind.guesses & _guesses(raw):
        raise Rejected("mismatch")


def _guesses(raw: bytes) -> set[str]:
    try:
        return {guess.extension.lower() for guess in puremagic.magic_stream(io.BytesIO(raw))}
    except (PureError, ValueError):
        return set()


def clean_name(name: str) -> str:
    """The last part of a path, composed (NFC), without control and direction signs, at most 120 signs and 240 bytes."""
    encodable = name.encode("utf-8", "replace").decode()
    last = plain(unicodedata.normalize("NFC", encodable)).replace("\\", "/").rpartition("/")[2]
    last = re.sub(r"[<>:\"|?*\n\t]", "_", last)
    last = re.sub(r"\s+", " ", last).strip(" .")
    if not last:
        return "未命名"
    if DEVICES.match(last):
        last = f"_{last}"
    return _shortened(last)


def _shortened(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = name, "", ""
    room = NAME_SIGNS - len(dot + ending)
    kept = stem[:room].encode()[: NAME_BYTES - len((dot + ending).encode())].decode(errors="ignore")
    return f"{kept.rstrip(' .') or '未命名'}{dot}{ending}"


__all__ = ["ALLOWED", "REASONS", "Accepted", "Kind", "Rejected", "accept", "clean_name"]
