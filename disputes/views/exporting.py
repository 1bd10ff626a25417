"""The worklist as a spreadsheet: the same rows, order and counts as the page, values that no program runs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from disputes import steps
from disputes.models import CaseTask, Role
from disputes.views.queue import Asked, all_of

MOST = 10_000  # rows in one file
WIDTHS = (12, 8, 14, 28, 12, 14, 24, 26, 16, 28, 18, 12, 30)
CONTROL = dict.fromkeys(n for n in range(32) if n not in (9, 10, 13))


def workbook(lanes: Sequence[Any], asked: Asked) -> bytes:
    """At most `MOST` rows; a second sheet says what was asked, when, and what each column means."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Worklist"))
    for column, width in zip("ABCDEFGHIJKLM", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_text(sheet, words, bold=True) for words in headings()])
    written = 0
    for task in all_of(lanes, MOST):
        sheet.append([_cell(sheet, value) for value in row_of(task)])
        written += 1
    about = book.create_sheet(_("About this list"))
    about.column_dimensions["A"].width = about.column_dimensions["B"].width = 40
    for label, value in told(asked, written):
        about.append([_text(about, label, bold=True), _cell(about, value)])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def headings() -> list[str]:
    return [
        _("By"), _("Overdue"), _("Counted by"), _("What"), _("Role"), _("Who"), _("Cause"), _("Number"),
        _("Reference"), _("Office"), _("Waiting since"), _("Put aside until"), _("What it waits for"),
    ]  # fmt: skip


def row_of(task: CaseTask) -> list[Any]:
    return [
        task.due_on, _("Yes") if task.days_left < 0 else _("No"), _("the law") if task.is_legal else _("own target"),
        str(task.label), str(task.get_role_display()), str(task.owner or ""), task.dispute.cause, task.dispute.number,
        task.dispute.reference, str(task.office or ""), timezone.localtime(task.created).date(), task.held_until,
        task.held_why,
    ]  # fmt: skip


def told(asked: Asked, written: int) -> list[tuple[str, Any]]:
    tabs = {"mine": _("Mine"), "pool": _("To take"), "office": _("The office"), "held": _("Put aside")}
    due = {"overdue": _("Overdue"), "soon": _("Due within three days"), "later": _("Later")}
    kind = steps.model_named(asked.kind)._meta.verbose_name if asked.kind in _kinds() else ""
    rows = [
        (_("List"), tabs[asked.tab]),
        (_("Due date"), due.get(asked.due, "")),
        (_("Kind of case"), str(kind)),
        (_("Role"), str(dict(Role.choices).get(asked.role, ""))),
        (_("Searched for"), asked.q),
        (_("Made at"), timezone.localtime().strftime("%Y-%m-%d %H:%M")),
        (_("Rows"), written),
    ]
    if written == MOST:
        rows.append(
            (_("Not everything"), _("The first %(most)d by due date are in this file.") % {"most": MOST})
        )
    return rows


def _kinds() -> set[str | None]:
    return {model._meta.model_name for model in steps.models_with_steps()}


def _cell(sheet: Any, value: Any) -> Any:
    return _text(sheet, value) if isinstance(value, str) else value


def _text(sheet: Any, words: str, *, bold: bool = False) -> Any:
    """A text stays a text whatever it begins with: `=HYPERLINK(…)` typed as a cause is shown, never run."""
    cell = WriteOnlyCell(sheet, value=words.translate(CONTROL))
    cell.data_type, cell.quotePrefix = "s", words[:1] in ("=", "+", "-", "@", "\t", "\r")
    if bold:
        cell.font = Font(bold=True)
    return cell
