"""Files made by hand: harmless ones that must be taken, hostile ones that must not."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def book(pages: int = 2, **root: object) -> bytes:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    for key, value in root.items():
        made.Root[f"/{key}"] = made.make_indirect(value)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def locked_book(user: str) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    return out.getvalue()


def attached_book() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.attachments["run.exe"] = b"MZ"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def script(code: str = "app.alert(1)") -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=code)


def bomb_book(times: int = 80) -> bytes:
    packed = zlib.compress(b"\0" * (times * 1024 * 1024), 9)
    head = b"%%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(
        packed
    )
    return head + packed + b"\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def twice_packed_book() -> bytes:
    packed = zlib.compress(zlib.compress(b"\0" * (1024 * 1024)))
    head = b"%%PDF-1.7\n1 0 obj\n<</Type/#4fbjStm/Filter[/FlateDecode /Fl]/Length %d>>\nstream\n" % len(
        packed
    )
    return head + packed + b"\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def hidden_bomb_book(times: int = 300) -> bytes:
    """An object stream in two layers, the outer of which packs nothing: whoever looks for the root unpacks it."""
    engine = zlib.compressobj(9)
    packed = engine.compress(b"1 0 ") + b"".join(engine.compress(b" " * 1024 * 1024) for _ in range(times))
    packed = (
        packed + engine.compress(b"<</Type/Catalog/Pages 2 0 R>>") + engine.flush()
    ).hex().encode() + b">"
    parts = [
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n",
        b"4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter[/ASCIIHexDecode/FlateDecode]/Length %d>>\nstream\n%b\nendstream\nendobj\n"
        % (len(packed), packed),
    ]
    body, places = b"%PDF-1.7\n", [(2, 4, 0)]
    for part in parts:
        places.append((1, len(body), 0))
        body += part
    places.append((1, len(body), 0))
    table = b"".join(kind.to_bytes(1) + at.to_bytes(4) + no.to_bytes(1) for kind, at, no in places)
    head = b"5 0 obj\n<</Type/XRef/Size 6/Index[1 5]/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n" % len(table)
    return body + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def office(main: str = "word/document.xml", packing: int = zipfile.ZIP_DEFLATED, **parts: bytes) -> bytes:
    """A package; the key of a part spells its path with `__` for / and `_dot_` for a dot."""
    everything = {"[Content_Types].xml": TYPES, main: b"<w:document/>"}
    everything |= {key.replace("__", "/").replace("_dot_", "."): value for key, value in parts.items()}
    return archive(everything, packing)


def archive(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes = b"x", *, mode: int = 0o100644) -> bytes:
    out = io.BytesIO(office())
    with zipfile.ZipFile(out, "a") as made:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        made.writestr(entry, content)
    return out.getvalue()


def claimed_encrypted() -> bytes:
    raw = bytearray(office())
    at = 0
    while (at := raw.find(b"PK\x01\x02", at)) >= 0:
        raw[at + 8] |= 1
        at += 4
    return bytes(raw)


def flood(width: int, height: int) -> bytes:
    """A PNG whose header promises more pixels than its body holds."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))
        for tag, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def external(kind: str) -> bytes:
    return (
        b'<Relationships><Relationship Id="r1" Type="http://schemas/officeDocument/' + kind.encode()
        + b'" Target="http://example.invalid/x" TargetMode="External"/></Relationships>'
    )  # fmt: skip


def hostile() -> dict[str, tuple[str, bytes, set[str]]]:
    """Case → (name, content, the reasons that would be right)."""
    html, svg = b"<!DOCTYPE html><html><script>alert(1)</script></html>", b"<svg onload=alert(1)></svg>"
    good_pdf, good_png, good_jpeg = book(), picture(), picture("JPEG")
    small_zip = archive({"a.txt": b"a"})
    doc = good = office()
    return {
        "html as pdf": ("a.pdf", html, {"mismatch"}),
        "html as jpeg": ("a.jpg", html, {"mismatch"}),
        "html as text": ("a.txt", html, {"markup"}),
        "html named html": ("a.html", html, {"type"}),
        "svg as png": ("a.png", svg, {"mismatch"}),
        "svg named svg": ("a.svg", svg, {"type"}),
        "svg as text": ("a.txt", b'<?xml version="1.0"?>' + svg, {"markup"}),
        "shell as text": ("a.txt", b"#!/bin/sh\nrm -rf ~", {"markup"}),
        "php as text": ("a.txt", b"<?php system($_GET[0]);", {"markup"}),
        "batch as text": ("a.txt", b"@echo off\r\ndel *", {"markup"}),
        "rtf as text": ("a.txt", b"{\\rtf1 \\object}", {"markup"}),
        "script deep in text": ("a.txt", "证言".encode() + b"\n<script>x</script>", {"markup"}),
        "binary as text": ("a.txt", bytes(range(256)), {"mismatch", "broken"}),
        "nul in text": ("a.txt", b"abc\0def", {"mismatch"}),
        "exe as pdf": ("a.pdf", b"MZ\x90\0" + b"\0" * 200, {"mismatch"}),
        "exe behind a pdf name": ("a.pdf.exe", good_pdf, {"type"}),
        "reversed name": ("a\u202efdp.exe", good_pdf, {"type"}),
        "no ending": ("README", b"words", {"type"}),
        "nothing": ("a.pdf", b"", {"empty"}),
        "heic": ("IMG.HEIC", b"\0\0\0\x18ftypheic", {"heic"}),
        "zip": ("a.zip", small_zip, {"type"}),
        "zip as docx": ("a.docx", small_zip, {"mismatch"}),
        "docx as xlsx": ("a.xlsx", doc, {"mismatch"}),
        "old doc as docx": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, {"mismatch"}),
        "macro word": ("a.docx", office(word__vbaProject_dot_bin=b"x"), {"active"}),
        "macro word renamed type": ("a.docm", good, {"type"}),
        "macro content type": (
            "a.docx",
            archive({"[Content_Types].xml": TYPES + b"macroEnabled", "word/document.xml": b"<a/>"}),
            {"active"},
        ),
        "activex": ("a.docx", office(word__activeX__activeX1_dot_xml=b"<a/>"), {"active"}),
        "embedded object": ("a.docx", office(word__embeddings__o_dot_bin=b"x"), {"active"}),
        "program part": ("a.docx", office(word__media__image1_dot_png=b"MZ\x90"), {"active"}),
        "zip in docx": ("a.docx", office(word__media__x_dot_png=small_zip), {"active"}),
        "remote template": (
            "a.docx",
            office(word___rels__settings_dot_xml_dot_rels=external("attachedTemplate")),
            {"active"},
        ),
        "entity in xml": (
            "a.docx",
            office(word__styles_dot_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            {"active"},
        ),
        "climbing path": ("a.docx", with_part("../../etc/cron.d/x"), {"paths"}),
        "absolute path": ("a.docx", with_part("/etc/passwd"), {"paths"}),
        "backslash path": ("a.docx", with_part("..\\..\\x.xml"), {"paths"}),
        "symbolic link": ("a.docx", with_part("word/link", b"/etc/passwd", mode=0o120777), {"paths"}),
        "same part twice": ("a.docx", with_part("WORD/document.xml"), {"paths"}),
        "zip bomb": ("a.docx", office(word__media__b_dot_png=b"\0" * (40 * 1024 * 1024)), {"bomb"}),
        "too many parts": ("a.docx", archive({f"p{n}": b"" for n in range(3001)}), {"too_many"}),
        "locked docx": ("a.docx", claimed_encrypted(), {"encrypted"}),
        "lzma docx": ("a.docx", office(packing=zipfile.ZIP_LZMA), {"broken"}),
        "cut docx": ("a.docx", doc[:-30], {"broken"}),
        "bytes changed in docx": ("a.docx", doc[:40] + b"\xff\xff" + doc[42:], {"broken", "mismatch"}),
        "password pdf": ("a.pdf", locked_book("secret"), {"encrypted"}),
        "pdf with empty password": ("a.pdf", locked_book(""), {"encrypted"}),
        "pdf with script": ("a.pdf", book(OpenAction=script()), {"active"}),
        "pdf with deep script": ("a.pdf", book(AA=pikepdf.Dictionary(WC=script())), {"active"}),
        "pdf that launches": (
            "a.pdf",
            book(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")),
            {"active"},
        ),
        "pdf that submits": (
            "a.pdf",
            book(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="http://x")),
            {"active"},
        ),
        "pdf with attachment": ("a.pdf", attached_book(), {"active"}),
        "pdf with xfa": ("a.pdf", book(AcroForm=pikepdf.Dictionary(XFA="x")), {"active"}),
        "pdf cut short": ("a.pdf", good_pdf[:200], {"broken"}),
        "pdf of nothing": ("a.pdf", b"%PDF-1.7\n%%EOF\n", {"broken"}),
        "pdf without pages": ("a.pdf", book(pages=0), {"broken"}),
        "pdf and zip": ("a.pdf", good_pdf + small_zip, {"polyglot"}),
        "pdf and program": ("a.pdf", good_pdf + b"\nMZ\x90\0program", {"polyglot"}),
        "html before pdf": ("a.pdf", b"<html>" + good_pdf, {"mismatch"}),
        "html in pdf": (
            "a.pdf",
            good_pdf.replace(b"%PDF-", b"%PDF-", 1)[:9] + b"\n%<script>x</script>\n" + good_pdf[9:],
            {"markup"},
        ),
        "bomb in object stream": ("a.pdf", bomb_book(), {"bomb"}),
        "bomb packed twice": ("a.pdf", twice_packed_book(), {"bomb"}),
        "bomb in another coat": ("a.pdf", hidden_bomb_book(), {"bomb", "broken"}),
        "png and zip": ("a.png", good_png + small_zip, {"broken", "polyglot"}),
        "jpeg and zip": ("a.jpg", good_jpeg + small_zip, {"polyglot"}),
        "jpeg and html": ("a.jpg", good_jpeg + b"<script>alert(1)</script>", {"markup"}),
        "jpeg cut short": ("a.jpg", picture("JPEG", (400, 400))[:600], {"broken"}),
        "png as jpeg": ("a.jpg", good_png, {"mismatch"}),
        "jpeg as png": ("a.png", good_jpeg, {"mismatch"}),
        "gif as png": ("a.png", picture("GIF"), {"mismatch"}),
        "png without end": ("a.png", good_png[:-12], {"broken"}),
        "pixel flood": ("a.png", flood(30_000, 30_000), {"pixels"}),
        "61 megapixels": ("a.png", flood(8000, 7700), {"pixels"}),
        "false header": ("a.png", flood(100, 100), {"broken"}),
        "virus signature": (
            "a.txt",
            rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
            {"malware"},
        ),
    }


def some(pairs):
    """Each fourth in every run, the others in the long suite."""
    return [
        pair if n % 4 == 0 else pytest.param(*pair, marks=pytest.mark.long) for n, pair in enumerate(pairs)
    ]
