"""What a PDF says and where on the page, through the fonts' own maps to Unicode."""

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf


class Run(NamedTuple):
    page: int
    x: float  # points from the left edge
    y: float  # points from the top edge to the baseline
    size: float
    text: str


def _unicode(font: pikepdf.Object) -> dict[int, str]:
    pairs: dict[int, str] = {}
    source = font.ToUnicode.read_bytes().decode()
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
        for glyph, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            pairs[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = ord(bytes.fromhex(text).decode("utf-16-be"))
            pairs |= {
                glyph: chr(start + glyph - int(first, 16))
                for glyph in range(int(first, 16), int(last, 16) + 1)
            }
    return pairs


def _shown(operands: list, known: dict[int, str]) -> str:
    pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
    raw = b"".join(bytes(each) for each in pieces if isinstance(each, pikepdf.String))
    return "".join(known.get(int.from_bytes(raw[at : at + 2]), "�") for at in range(0, len(raw), 2))


def runs(pdf: bytes) -> Iterator[Run]:
    with pikepdf.open(io.BytesIO(pdf)) as book:
        for number, page in enumerate(book.pages):
            fonts = {name: _unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
            origin, known, size = (0.0, 0.0), {}, 0.0
            for operands, operator in pikepdf.parse_content_stream(page):  # type: ignore[misc]
                if str(operator) == "cm":
                    origin = (float(operands[4]), float(page.MediaBox[3]) - float(operands[5]))
                elif str(operator) == "Tf":
                    known, size = fonts[str(operands[0])], float(operands[1])
                elif str(operator) in {"Tj", "TJ"}:
                    yield Run(number, *origin, size, _shown(list(operands), known))


def text_of(pdf: bytes) -> str:
    """All the words without spaces and line breaks, so that a sentence is found wherever its line was broken."""
    return re.sub(r"\s", "", "".join(run.text for run in runs(pdf)))


def about(pdf: bytes) -> str:
    """What the file says of itself: its information, its metadata, its outline, the words of its tags."""
    names = ("/Alt", "/ActualText", "/Author", "/F", "/UF")
    with pikepdf.open(io.BytesIO(pdf)) as book:
        said = [str(value) for value in book.docinfo.values()]
        if "/Metadata" in book.Root:
            said.append(book.Root.Metadata.read_bytes().decode("utf-8", "replace"))
        with book.open_outline() as outline:
            said += [item.title for item in outline.root]
        objects = [one for one in book.objects if isinstance(one, pikepdf.Dictionary)]
        said += [
            str(one[name]) for one in objects for name in names if isinstance(one.get(name), pikepdf.String)
        ]
    return "\n".join(said)
