"""The proof by opening: each function opens a whole file within fixed limits, and refuses what is not plainly inert."""

import io
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import PurePosixPath
from threading import BoundedSemaphore
from xml.etree import ElementTree as ET

from PIL import Image

from disputes.papers import inert
from disputes.papers.refusal import Rejected

MB = 1024 * 1024
PIXELS = 60_000_000
LONGEST = 60  # seconds until the process that opens a PDF is ended
AT_ONCE = BoundedSemaphore(2)  # such processes of one server
INFLATED_IMAGE, INFLATED_OTHER, INFLATED_ALL = 256 * MB, 64 * MB, 1024 * MB
ZIP_ENTRIES, ZIP_BYTES, ZIP_RATIO = 3_000, 200 * MB, 200
HEX_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
TWICE_PACKED = re.compile(rb"/Fl(?:ateDecode)?\s*/Fl|/LZW(?:Decode)?\s*/|/RunLengthDecode\s*/")
ACTIVE_PARTS = re.compile(r"vbaproject|vbadata|activex|macrosheet|oleobject|/embeddings/|customui", re.I)
TEXT_MARKUP = re.compile(r"\s*(?:<[!?a-z]|#!|\{\\rtf|%pdf|%!ps|mz\x90|@echo|begin\s+6\d\d)", re.I)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
BROKEN_IMAGE = (OSError, ValueError, SyntaxError, TypeError, IndexError, KeyError, struct.error, zlib.error)
BROKEN_ZIP = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    RuntimeError,
    struct.error,
    zlib.error,
)


def text(raw: bytes) -> None:
    """UTF-8 or GB 18030 words that are not the source of anything a browser or shell would run."""
    try:
        words = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            words = raw.decode("gb18030")
        except UnicodeDecodeError:
            raise Rejected("broken") from None
    if UNPRINTABLE.search(words):
        raise Rejected("mismatch")
    if TEXT_MARKUP.match(words):
        raise Rejected("markup")


def jpeg(raw: bytes) -> int:
    return _image(raw, "JPEG")


def png(raw: bytes) -> int:
    if not raw.rstrip(b"\0").endswith(b"IEND\xaeB`\x82"):
        raise Rejected("broken")
    return _image(raw, "PNG")


def _image(raw: bytes, expected: str) -> int:
    if zipfile.is_zipfile(io.BytesIO(raw)) or b"%PDF-" in raw[:1024]:
        raise Rejected("polyglot")
    try:
        with Image.open(io.BytesIO(raw), formats=[expected]) as picture:
            if picture.width * picture.height > PIXELS:
                raise Rejected("pixels")
            picture.load()
    except Image.DecompressionBombError:
        raise Rejected("pixels") from None
    except Rejected:
        raise
    except BROKEN_IMAGE:
        raise Rejected("broken") from None
    return 1


def pdf(raw: bytes) -> int:
    """The number of pages of a PDF without password, script, launch action, form submission or attachment."""
    end = raw.rfind(b"%%EOF")
    if end < 0:
        raise Rejected("broken")
    if raw[end + 5 :].strip(b"\0\t\r\n \x1a") or zipfile.is_zipfile(io.BytesIO(raw)):
        raise Rejected("polyglot")
    _no_bomb(raw)
    return _apart(raw)


def _apart(raw: bytes) -> int:
    """Opened by a process of its own. One that has to be ended by its limits met a bomb."""
    run = [sys.executable, "-I", inert.__file__]
    try:
        with AT_ONCE:
            done = subprocess.run(run, input=raw, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise Rejected("bomb") from None
    said = done.stdout.decode()
    if not said.isdecimal():
        raise Rejected(said or "bomb")
    return int(said)


def _no_bomb(raw: bytes) -> None:
    """Inflate every packed stream into nothing, piece by piece, before anything inflates it into memory."""
    total = 0
    for start in re.finditer(rb"stream\r?\n", raw):
        described = HEX_ESCAPE.sub(
            lambda code: bytes([int(code[1], 16)]), raw[max(0, start.start() - 4096) : start.start()]
        )
        described = described[described.rfind(b"endobj") + 1 :]
        if TWICE_PACKED.search(described):
            raise Rejected("bomb")
        total += _inflated(raw, start.end(), INFLATED_IMAGE if b"/Image" in described else INFLATED_OTHER)
        if total > INFLATED_ALL:
            raise Rejected("bomb")


def _inflated(raw: bytes, start: int, most: int) -> int:
    engine, size, at = zlib.decompressobj(), 0, start
    piece = raw[at : at + 65536]
    try:
        while piece and not engine.eof:
            size += len(engine.decompress(piece, MB))
            if size > most:
                raise Rejected("bomb")
            if not (piece := engine.unconsumed_tail):
                at += 65536
                piece = raw[at : at + 65536]
    except zlib.error:
        return size
    return size


def office(raw: bytes, main: str) -> None:
    """A DOCX or XLSX whose parts are few, small when unpacked, safely named and without code or remote parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            _listing(package.infolist(), len(raw))
            if {main, "[Content_Types].xml"} - set(package.namelist()):
                raise Rejected("mismatch")
            for part in package.infolist():
                _part(part.filename, package.read(part))
    except Rejected:
        raise
    except BROKEN_ZIP:
        raise Rejected("broken") from None


def _listing(parts: list[zipfile.ZipInfo], packed: int) -> None:
    if len(parts) > ZIP_ENTRIES:
        raise Rejected("too_many")
    if any(part.flag_bits & 1 for part in parts):
        raise Rejected("encrypted")
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise Rejected("broken")
    size = sum(part.file_size for part in parts)
    if size > ZIP_BYTES or (size > MB and size > ZIP_RATIO * packed):
        raise Rejected("bomb")
    names = [part.filename for part in parts]
    if len({name.lower() for name in names}) != len(names) or any(map(_unsafe, parts)):
        raise Rejected("paths")
    if any(ACTIVE_PARTS.search(f"/{name}") for name in names):
        raise Rejected("active")


def _unsafe(part: zipfile.ZipInfo) -> bool:
    name = part.orig_filename
    link = (part.external_attr >> 16) & 0o170000 == 0o120000
    return (
        link
        or name.startswith("/")
        or bool({"\\", ":", "\0"} & set(name))
        or ".." in PurePosixPath(name).parts
    )


def _part(name: str, content: bytes) -> None:
    if content.startswith((b"PK\x03\x04", b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0")):
        raise Rejected("active")
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:  # UTF-16 would hide them
        raise Rejected("active")
    if name == "[Content_Types].xml" and b"macroEnabled" in content:
        raise Rejected("active")
    if name.lower().endswith(".rels") and _reaches_out(content):
        raise Rejected("active")


def _reaches_out(relationships: bytes) -> bool:
    """Whether a part is fetched from elsewhere; a link that somebody has to follow is none."""
    try:
        found = ET.fromstring(relationships)  # noqa: S314 - what declares entities was refused above
    except ET.ParseError:
        raise Rejected("broken") from None
    return any(
        one.get("TargetMode", "").lower() == "external" and not one.get("Type", "").endswith("/hyperlink")
        for one in found.iter()
    )
