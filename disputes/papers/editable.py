"""The same document as DOCX, for whoever must go on editing it. The PDF stays the one of record.

Where the office has no template of its own (`templates`), Typst writes the one of the PDF as HTML, and the few marks it uses
there become paragraphs and tables of Word.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from disputes.papers.documents import check
from disputes.papers.render import hypertext

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OF_RECORD = "本文件供编辑使用，以案件平台生成的PDF文本为准。"
BODY, TITLE, PLAIN = "仿宋", "宋体", "黑体"
BLOCKS = {"p", "h1", "h2", "div", "td", "th"}
ALIGNED = {
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "small": WD_ALIGN_PARAGRAPH.LEFT,
}
HAND = Mm(13)  # a signature
PITCH = Pt(28.9)  # 22 lines on the type area of 225 mm (GB/T 9704)


@dataclass
class Block:
    """One paragraph, heading or cell: its runs, a picture or a text, bold or not. A table holds rows of such cells."""

    kind: str
    look: str = ""
    runs: list[tuple[str | bytes, bool]] = field(default_factory=list)
    rows: list[list[Block]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(text for text, _bold in self.runs if isinstance(text, str)).strip()


class Reader(HTMLParser):
    """The blocks of what the template wrote, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.open: list[Block] = []
        self.table: Block | None = None
        self.bold = 0
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        look = dict(attrs).get("class") or ""
        if tag == "body":
            self.inside = True
        elif tag == "table":
            self.table = Block("table")
            self.blocks.append(self.table)
        elif tag == "tr" and self.table is not None:
            self.table.rows.append([])
        elif tag in BLOCKS:
            look = look or (self.open[-1].look if self.open else "")
            self.open.append(Block(tag, look))
            self._place(self.open[-1])
        elif tag in ("strong", "b"):
            self.bold += 1
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "img" and self.open:
            _kind, _comma, png = (dict(attrs).get("src") or "").partition(",")
            self.open[-1].runs.append((base64.b64decode(png), False))

    def _place(self, block: Block) -> None:
        if self.table is not None and self.table.rows:
            if block.kind in ("td", "th"):
                self.table.rows[-1].append(block)
        else:
            self.blocks.append(block)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.table = None
        elif tag in BLOCKS and self.open:
            self.open.pop()
        elif tag in ("strong", "b"):
            self.bold -= 1

    def handle_data(self, data: str) -> None:
        if not self.inside:
            return
        if self.table is not None and self.table.rows and self.table.rows[-1]:
            self.table.rows[-1][-1].runs.append((data, self.bold > 0))
        elif self.open:
            self.open[-1].runs.append((data, self.bold > 0))
        elif data.strip():
            self.blocks.append(Block("p", runs=[(data, self.bold > 0)]))


def blocks_of(code: str, data: Mapping[str, Any]) -> list[Block]:
    """What stands in the document, top to bottom. Raises as `render.render` does."""
    return blocks_in(hypertext(code, data))


def blocks_in(html: str) -> list[Block]:
    reader = Reader()
    reader.feed(html)
    return [block for block in reader.blocks if block.text or block.rows]


def write(code: str, data: Mapping[str, Any]) -> bytes:
    """The DOCX of one document."""
    wanted = check(code, data)
    made = Document()
    set_up(made, wanted.title, data)
    for block in blocks_of(code, data):
        place(made, block)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def place(made: Any, block: Block) -> None:
    """The block at the end of the document."""
    _add_table(made, block) if block.kind == "table" else _add(made.add_paragraph(), block)


def set_up(made: Any, title: str, data: Mapping[str, Any]) -> None:
    """A4 with the type area of GB/T 9704, and below each page which text is the one of record."""
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    style = made.styles["Normal"]
    style.font.size = Pt(16)
    _face(style, BODY)
    _add(page.footer.paragraphs[0], Block("p", "small", [(OF_RECORD, False)]))
    day = dt.datetime.combine(dt.date.fromisoformat(str(data["date"])), dt.time(0), dt.UTC)
    about = made.core_properties
    about.title, about.author, about.last_modified_by = title, str(data.get("office", "")), ""
    about.language, about.created, about.modified, about.comments = "zh-CN", day, day, OF_RECORD


def _face(style: Any, name: str) -> None:
    style.font.name = name
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _add(paragraph: Any, block: Block, *, size: float = 16, indent: bool = True) -> None:
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.AT_LEAST, PITCH
    face, bold = BODY, False
    if block.kind == "h1":
        face, size, bold = TITLE, 22, True
        layout.alignment, layout.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(18)
    elif block.kind == "h2":
        face, layout.keep_with_next = PLAIN, True
    if block.look in ALIGNED:
        layout.alignment, indent = ALIGNED[block.look], False
        size = 12 if block.look == "small" else size
    if indent and block.kind in ("p", "h2", "div") and block.look != "flush":
        layout.first_line_indent = Pt(2 * size)
    for text, strong in block.runs:
        if isinstance(text, bytes):
            paragraph.add_run().add_picture(BytesIO(text), height=HAND)
            continue
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold or strong or None, Pt(size)
        _face(run, PLAIN if strong else face)


def _add_table(made: Any, block: Block) -> None:
    """Rules all around, small type; the head of it repeats on each page."""
    table = made.add_table(rows=0, cols=max(len(row) for row in block.rows))
    table.style = "Table Grid"
    for row in block.rows:
        cells = table.add_row().cells
        for cell, inner in zip(cells, row, strict=False):
            _add(cell.paragraphs[0], inner, size=12, indent=False)
    if block.rows[0] and block.rows[0][0].kind == "th":
        table.rows[0]._tr.get_or_add_trPr().append(table.rows[0]._tr.makeelement(qn("w:tblHeader"), {}))
