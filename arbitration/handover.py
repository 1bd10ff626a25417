"""Hearings an office brings from another system, a row each: all of them are scheduled, or none.

Each is taken through `schedule` and its one allocator, so guards, notices and refusals are those of a hearing laid by hand
(CR-38). A row whose hearing stands already as written is left as it is: the same list may be handed in again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arbitration.lifecycle.stages import Stage
from arbitration.models import Arbitration, Hearing, Room
from arbitration.models.bookings import clock
from disputes import sheets
from disputes.acts import NotLawful, perform, rehearsal
from disputes.form_fields import DayField, plain
from disputes.models import Dispute, Office, User, rows
from disputes.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = 6
MOST = 200  # rows of one list: it is booked in one transaction, while somebody waits
HOUR = re.compile(r"(\d{1,2})(?::|时|点)(\d{2})?分?(?::00)?")
NAMES = re.compile(r"[、，,;；/]")
BRACKETS = (("〔", "〕"), ("[", "]"), ("(", ")"), ("（", "）"))  # 〔2026〕 as people type it, after NFKC
Fault = tuple[int, str]


@dataclass(frozen=True)
class Line:
    """One row that can be read: whose hearing, when and where. `stands`: it is booked so already."""

    row: int
    case: Arbitration
    room: Room
    day: date
    start: str
    end: str
    stands: bool

    @property
    def facts(self) -> dict[str, Any]:
        return {"room": self.room, "day": self.day, "start": self.start, "end": self.end}


def read(text: str, by: User) -> list[Line]:
    """The rows: case number, day, from, to, room, arbitrators. Raises `ValidationError` with every fault by its row."""
    found = sheets.rows(text)
    if len(found) > MOST:
        raise ValidationError(_("At most %(most)d rows fit in one list.") % {"most": MOST})
    known = _Known(by, [cells for _row, cells in found])
    lines, wrong, seen = [], list[Fault](), dict[int, int]()
    for row, cells in found:
        try:
            line = known.line(row, cells)
        except ValidationError as fault:
            wrong.append((row, " ".join(fault.messages)))
            continue
        before = seen.setdefault(line.case.pk, row)
        if before != row:
            wrong.append((row, _("the same case as in row %(row)d.") % {"row": before}))
        lines.append(line)
    if wrong:
        raise sheets.faults(wrong)
    return lines


def rehearse(lines: Sequence[Line], by: User) -> None:
    """Book them all and take it back. Raises what `book` would raise."""
    with rehearsal():
        wrong = _take(lines, by)
    if wrong:
        raise sheets.faults(wrong)


def book(lines: Sequence[Line], by: User) -> int:
    """All of them, or none and `ValidationError` with every refusal by its row. Returns how many were booked."""
    with transaction.atomic():
        if wrong := _take(lines, by):
            raise sheets.faults(wrong)
    return sum(not line.stands for line in lines)


def _take(lines: Sequence[Line], by: User) -> list[Fault]:
    """Schedule row by row; each refusal leaves that row out and the next are tried.

    Disputes are locked in the order of their keys, then the offices: who books one hearing there waits for the whole list,
    and neither waits for the other in turn.
    """
    rows.locked_all(Dispute, sorted({line.case.dispute_id for line in lines}), only=("stage",))
    offices = {line.case.office_id for line in lines}
    list(Office.objects.select_for_update().filter(pk__in=offices).order_by("pk"))
    wrong = []
    for line in lines:
        if line.stands:
            continue
        try:
            perform(line.case, "schedule", by=by, **line.facts)
        except NotLawful as refusal:
            wrong.append((line.row, " ".join(map(str, refusal.reasons))))
        except PermissionDenied:
            wrong.append((line.row, _("another post schedules the hearings of this case.")))
    return wrong


class _Known:
    """The cases, rooms and people the rows may name: those of the reader's own committees. Five queries."""

    def __init__(self, by: User, cells: Sequence[Sequence[str]]) -> None:
        offices = by.offices("clerk")
        numbers = {number for row in cells for number in spellings(row[0])}
        cases = Arbitration.objects.filter(office__in=offices, number__in=numbers).exclude(number="")
        self.cases = {case.number: case for case in cases.select_related("dispute", "office", "presiding")}
        self.rooms = {
            (room.office_id, tidy(room.name)): room for room in Room.objects.filter(office__in=offices)
        }
        standing = Hearing.objects.filter(arbitration__in=self.cases.values(), stands=True)
        self.standing = {one.arbitration_id: one for one in standing}
        self.people = User.objects.in_bulk({key for case in self.cases.values() for key in case.bench})

    def line(self, row: int, cells: Sequence[str]) -> Line:
        """Raises `ValidationError` that names the first cell that cannot be."""
        if len(cells) < COLUMNS - 1:
            raise ValidationError(_("write case number, day, from, to, room and arbitrators, a column each."))
        number, day, start, end, room, *names = cells
        case = next((self.cases[one] for one in spellings(number) if one in self.cases), None)
        if case is None:
            raise ValidationError(
                _("no case of your committee has the number %(number)s; check it.") % {"number": number[:60]}
            )
        held = DayField(label=_("day")).clean(day)
        place = self.rooms.get((case.office_id, tidy(room)))
        if place is None:
            raise ValidationError(
                _("your committee has no room called %(room)s; check the name or add the room first.")
                % {"room": room[:60]}
            )
        self._check_people(case, [name for cell in names for name in NAMES.split(cell) if tidy(name)])
        line = Line(row, case, place, held, hour(start), hour(end), stands=False)
        return self._compared(line)

    def _check_people(self, case: Arbitration, named: list[str]) -> None:
        """Those named are those who sit; nobody named leaves it to the case."""
        if not named or case.presiding is None:
            return
        bench = [case.presiding, *(self.people[key] for key in case.bench)]
        if {tidy(name) for name in named} != {tidy(str(one)) for one in bench}:
            raise ValidationError(
                _("the tribunal of this case is %(who)s; correct the names.") % {"who": listed(bench)}
            )

    def _compared(self, line: Line) -> Line:
        """With the hearing of the case that stands now, if one does."""
        now = self.standing.get(line.case.pk)
        if now is None or line.case.stage == Stage.ACCEPTED:
            if line.day < timezone.localdate():
                raise ValidationError(
                    _("%(day)s is past; only hearings from today on can be brought over.")
                    % {"day": date_format(line.day)}
                )
            return line
        if (now.room_id, now.day, clock(now.start), clock(now.end)) != (
            line.room.pk, line.day, line.start, line.end,
        ):  # fmt: skip
            raise ValidationError(
                _(
                    "the hearing of this case stands on %(day)s, %(hours)s; to move it, take the step in the case."
                )
                % {"day": date_format(now.day), "hours": now.hours}
            )
        return Line(**{**vars(line), "stands": True})


def tidy(text: str) -> str:
    return "".join(plain(text).split())


def spellings(number: str) -> Iterator[str]:
    """A case number with each of the brackets it may have been typed with."""
    typed = "".join(unicodedata.normalize("NFKC", number).split())
    bare = typed.translate(str.maketrans("〔[(【", "〔〔〔〔")).translate(str.maketrans("〕])】", "〕〕〕〕"))
    for opening, closing in BRACKETS:
        yield bare.replace("〔", opening).replace("〕", closing)


def hour(text: str) -> str:
    """`9:00`, `09:00:00`, `9时30分` as `09:30`; whether hearings are held then is the law's question."""
    found = HOUR.fullmatch(tidy(text))
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise ValidationError(_("write the hours as 9:00 and 10:30, not “%(text)s”.") % {"text": text[:20]})
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"
