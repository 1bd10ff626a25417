"""Rows out of a spreadsheet somebody handed in, or pasted from one. Cells are read as text; nothing in them is run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from disputes.papers.refusal import Rejected
from disputes.papers.reopen import BROKEN_ZIP
from disputes.papers.sniff import accept

BROKEN = (*BROKEN_ZIP, TypeError, AttributeError, IndexError, SyntaxError, InvalidFileException)
LARGEST = 2 * 1024 * 1024  # bytes of one file
MOST = 10_000  # rows
TOLD = 20  # faults told at once
BETWEEN = re.compile(r"[，、;；|]|,(?!\d{3}(?:\D|$))")  # not inside 12,345.67


def lines_of(name: str, raw: bytes) -> str:
    """The first sheet of an XLSX, or a CSV or text file, a row a line, the cells apart by tabs.

    Raises `ValidationError` with words for the person when it is no such file, or too large.
    """
    if len(raw) > LARGEST:
        raise ValidationError(_("The file is larger than 2 MB. Take out pictures and other sheets."))
    known = name[:-4] + ".txt" if name.lower().endswith(".csv") else name
    try:
        kind = accept(known, raw).extension
    except Rejected as refusal:
        raise ValidationError(_(refusal.words)) from None
    if kind not in ("xlsx", "txt"):
        raise ValidationError(_("Choose a spreadsheet (XLSX or CSV), or paste the rows below."))
    read = _sheet(raw) if kind == "xlsx" else _text(raw)
    rows = ["\t".join(cells).rstrip() for cells in read if any(cells)]
    if len(rows) > MOST + 1:
        raise ValidationError(_("At most %(most)d rows fit in one list.") % {"most": MOST})
    return "\n".join(rows)


class FromSheet:
    """For a form with a field of pasted rows beside a file: the file fills `rows_field`, where it can be mended by hand."""

    file_field: str
    rows_field: str
    unreadable: ValidationError | None = None

    def poured(self, data: Any, files: Any) -> Any:
        """The data with the rows of the file in place of those typed; a file that cannot be read is told by `check_file`."""
        handed = files.get(self.file_field) if files else None
        if handed is None:
            return data
        data = data.copy()
        try:
            data[self.rows_field] = lines_of(handed.name, handed.read(LARGEST + 1))
        except ValidationError as fault:
            self.unreadable = fault
        return data

    def check_file(self) -> None:
        if self.unreadable:
            raise self.unreadable


def _sheet(raw: bytes) -> Iterator[list[str]]:
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(max_row=MOST + 2, max_col=40, values_only=True):
            yield [_said(cell) for cell in row]
    except BROKEN:
        raise ValidationError(_("The spreadsheet cannot be opened. Save it anew as XLSX or CSV.")) from None


def _text(raw: bytes) -> Iterator[list[str]]:
    try:
        words = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = raw.decode("gb18030")
    if "\t" in words:
        yield from ([cell.strip() for cell in line.split("\t")] for line in words.splitlines())
    else:
        yield from ([_said(cell) for cell in row] for row in csv.reader(io.StringIO(words)))


def _said(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.10f}".rstrip("0")
    return " ".join(str(cell).split())


def rows(text: str, names: Container[str] = ()) -> list[tuple[int, list[str]]]:
    """The rows of a pasted or read list with the number of their line; a heading (a first row without digits, above one with
    them, that begins with none of the `names`) is left out.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        cells = line.split("\t") if "\t" in line else BETWEEN.split(line)
        if len(cells) == 1:
            cells = line.split()
        found.append((number, [cell.strip() for cell in cells]))
    digits = [bool(re.search(r"\d", "".join(cells))) for _number, cells in found[:2]]
    heading = digits == [False, True] and squeezed(found[0][1][0]) not in names
    return found[1:] if heading else found


def squeezed(cell: str) -> str:
    """A name as it is compared: without the blanks people put into it."""
    return "".join(cell.split())


def faults(found: list[tuple[int, Any]]) -> ValidationError:
    """Every fault with its row; after twenty, how many more there are."""
    told = [_("Row %(row)d: %(fault)s") % {"row": row, "fault": fault} for row, fault in found[:TOLD]]
    if (more := len(found) - TOLD) > 0:
        words = ngettext("%(more)d more row has a fault.", "%(more)d more rows have a fault.", more)
        told.append(words % {"more": more})
    return ValidationError(told)
