"""Opens one PDF in a process of its own, within limits of memory and time: run as a script, the file comes by stdin.

Whatever is packed in it, in however many layers, is unpacked here and not in the process that serves everybody
(threats 12, 13). Prints the number of pages, or why the file is refused (`refusal.REASONS`). Imports nothing of the house.
"""

import io
import resource
import sys
from typing import Any

import pikepdf

MB = 1024 * 1024
MEMORY, SECONDS = 512 * MB, 10  # of address space; of the processor
PDF_PAGES, PDF_OBJECTS = 3_000, 500_000
PDF_ACTS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/RichMedia",
    "/Rendition",
    "/Sound",
}
PDF_PARTS = {"/JS", "/EmbeddedFile", "/EmbeddedFiles", "/XFA", "/RichMediaContent"}
BROKEN = (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError)


class Refused(Exception):
    """With the code of the reason."""


def pages_of(raw: bytes) -> int:
    """Of a PDF without password, script, launch action, form submission or attachment."""
    try:
        with pikepdf.open(io.BytesIO(raw)) as book:
            pages = _inert(book)
            if any("alloc" in str(one) for one in book.get_warnings()):  # what found no room was left out
                raise Refused("bomb")
            return pages
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except BROKEN:
        raise Refused("broken") from None


def _inert(book: pikepdf.Pdf) -> int:
    if book.is_encrypted:
        raise Refused("encrypted")
    pages = len(book.pages)
    if not pages:
        raise Refused("broken")
    if pages > PDF_PAGES or len(book.objects) > PDF_OBJECTS:
        raise Refused("too_many")
    for each in book.objects:
        _no_act(each, depth=0)
    return pages


def _no_act(found: Any, depth: int) -> None:
    if depth > 40:
        raise Refused("too_many")
    if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        keys = set(found.keys())
        named = {str(found.get(key)) for key in ("/S", "/Type", "/Subtype") if key in keys}
        if keys & PDF_PARTS or named & (PDF_ACTS | PDF_PARTS):
            raise Refused("active")
        inner = [value for _, value in found.items()]
    elif isinstance(found, pikepdf.Array):
        inner = list(found)
    else:
        return
    for value in inner:
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect:
            _no_act(value, depth + 1)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        told = str(pages_of(sys.stdin.buffer.read()))
    except Refused as refusal:
        told = str(refusal)
    except MemoryError:
        told = "bomb"
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
