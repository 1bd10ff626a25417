"""A legal document as PDF/A-2a (tagged: headings, tables, reading order): the same data give the same bytes, and no text of a person is ever evaluated."""

import datetime as dt
import json
import logging
import re
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import qrcode
import typst
from fontTools.ttLib import TTFont

from disputes.papers.documents import check
from disputes.papers.kinds import Document
from disputes.papers.wording import cite, plain, printed

log = logging.getLogger(__name__)
TEMPLATES = Path(__file__).parent / "typst"
FONT_FILES = ("NotoSerifCJKsc-Regular.otf", "NotoSansCJKsc-Regular.otf")
NO_GLYPH = "〓"
UNBROKEN = re.compile(r"[!-~]{40,}")
BREAK = "\u200b"  # where a line may end inside a long address or code


def render(code: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of one document. Raises DocumentIncomplete (a field is missing), KeyError (no such document), ValueError
    (a day or an amount that is none). A character our fonts cannot draw prints as 〓 and is logged.
    """
    wanted = check(code, data)
    return drawn(TEMPLATES / wanted.template, _paper(wanted, data))


def drawn(template: Path, paper: Mapping[str, Any]) -> bytes:
    """The PDF/A-2a that a template makes of these words. It may import what lies in its own folder."""
    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(_drawable(paper), ensure_ascii=False, sort_keys=True)},
        pdf_standards=["a-2a"],
    )


def hypertext(code: str, data: Mapping[str, Any]) -> str:
    """The same template as HTML, without pages or fonts: what `editable` writes as DOCX. Raises as `render` does."""
    wanted = check(code, data)
    source = json.dumps(_cleaned(_paper(wanted, data)), ensure_ascii=False, sort_keys=True)
    return as_html(wanted.template, source)


def as_html(template: str, paper: str, **inputs: str) -> str:
    """What a template makes of the paper (as JSON) in flow mode."""
    written = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"paper": paper, "flow": "1", **inputs},
        format="html",
    )
    return written.decode("utf-8")


def _cleaned(value: Any) -> Any:
    """The printed data without signs that no file may hold; Word has glyphs of its own for the rest."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {key: _cleaned(inner) for key, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list) else value


def _paper(wanted: Document, data: Mapping[str, Any]) -> dict[str, Any]:
    value = data["date"]
    when = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    return {
        "code": wanted.code,
        "variant": data.get("variant", ""),
        "title": wanted.title,
        "issued": wanted.issued,
        "basis": cite(wanted.basis),
        "year": when.year,
        "month": when.month,
        "day": when.day,
        "d": printed(data) | _checked(data),
    }


def _checked(data: Mapping[str, Any]) -> dict[str, Any]:
    """The address at which the document can be checked, and its QR code row by row (ISO/IEC 18004)."""
    if not data.get("check"):
        return {}
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(data["check"])
    code.make(fit=True)
    rows = [[int(dark) for dark in row] for row in code.get_matrix()]
    return {"check": data["check"], "check_rows": rows}


def font_directory(at: Path) -> Path:
    """Link the two free Noto files of mplfonts into `at`, and none of its others (its SimHei is not free)."""
    spec = find_spec("mplfonts")
    if spec is None or spec.origin is None:
        raise RuntimeError("mplfonts is not installed: no Chinese font to print with")
    for name in FONT_FILES:
        (at / name).symlink_to(Path(spec.origin).parent / "fonts" / name)
    return at


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    with tempfile.TemporaryDirectory() as folder:
        found = font_directory(Path(folder))
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(found)])


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    signs: set[int] = set()
    with tempfile.TemporaryDirectory() as folder:
        found = font_directory(Path(folder))
        for name in FONT_FILES:
            with TTFont(found / name, lazy=True) as font:
                font.setGlyphOrder([""] * font["maxp"].numGlyphs)  # else every outline is read for its name
                signs.update(font.getBestCmap())
    return frozenset(signs)


def _drawable(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return {key: _drawable(inner) for key, inner in value.items()}
    return [_drawable(inner) for inner in value] if isinstance(value, list) else value


def _text(value: str) -> str:
    cleaned = plain(value)
    absent = {sign for sign in cleaned if sign != "\n" and ord(sign) not in _glyphs()}
    if absent:
        log.warning("no glyph for %s", ", ".join(f"U+{ord(sign):04X}" for sign in sorted(absent)))
    drawn = "".join(NO_GLYPH if sign in absent else sign for sign in cleaned)
    return UNBROKEN.sub(lambda run: BREAK.join(run[0][at : at + 8] for at in range(0, len(run[0]), 8)), drawn)
