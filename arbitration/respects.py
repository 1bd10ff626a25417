"""What a time for a hearing respects, in words with the article (AL-30, AL-35, AL-43, CR-33, CR-38, CR-45).

What holds for every time of a case (the answers, who is free) is said once, `Respects.always`; the notice, the statutory end
and the room differ from time to time, `Respects.of`. Five queries for any number of cases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arbitration.allocation import SITTING, equipment, missing
from arbitration.lifecycle.guards.preparing import last_day_for_notice, notice_by
from arbitration.models import Absence
from disputes.models import Deadline, Seat

if TYPE_CHECKING:
    from arbitration.models import Arbitration, Room


@dataclass(frozen=True)
class Respected:
    """One rule in words; `kept` is False where the time breaks it."""

    words: str
    law: str
    kept: bool = True


@dataclass(frozen=True)
class Respects:
    """What is to be respected in one case."""

    case: Arbitration
    people: int
    answering: date | None  # the last day of an answer period that still runs
    answered: date | None  # else the last day there was
    away: int  # days on which a party said it cannot come
    due: date | None

    @property
    def always(self) -> list[Respected]:
        """Of every time that is offered."""
        free = ngettext(
            "The one person who must come is free.", "All %(n)d people who must come are free.", self.people
        )
        return [
            self._answer(),
            Respected(free % {"n": self.people}, "CR-38"),
            Respected(self._parties(), "CR-38"),
        ]

    def of(self, day: date, room: Room) -> list[Respected]:
        """Of a hearing on that day in that room."""
        return [self._notice(day), *self._end(day), *self._room(room)]

    def _answer(self) -> Respected:
        if self.case.answer_waived:
            return Respected(_("The time to answer was given up."), "CR-58")
        if self.answering is not None:
            words = _("The time to answer runs until %(day)s.") % {"day": date_format(self.answering)}
            return Respected(words, "AL-30, CR-33", kept=False)
        if self.answered is None:
            words = _("The time to answer has not begun: the application is not served.")
            return Respected(words, "AL-30, CR-33", kept=False)
        words = _("The time to answer is over: all have answered, or did not by %(day)s.")
        return Respected(words % {"day": date_format(self.answered)}, "AL-30, CR-33")

    def _parties(self) -> str:
        if not self.away:
            return _("No party has said that it cannot come on some day.")
        words = ngettext(
            "The day on which a party cannot come is left out.",
            "The %(n)d days on which a party cannot come are left out.",
            self.away,
        )
        return words % {"n": self.away}

    def _notice(self, day: date) -> Respected:
        """By the committee's own count where there is time for it, else by the least the text asks (CR-38)."""
        today, clear = timezone.localdate(), notice_by(self.case, day)
        if today <= clear:
            words = _("The notice is served on %(last)s at the latest: five clear working days before.")
            return Respected(words % {"last": date_format(clear)}, "AL-35, CR-38")
        last = last_day_for_notice(day)
        words = _("The notice is served on %(last)s at the latest: the fifth working day counted back.")
        return Respected(words % {"last": date_format(last)}, "AL-35, CR-38", kept=today <= last)

    def _end(self, day: date) -> list[Respected]:
        if self.due is None:
            return []
        left = (self.due - day).days
        facts = {"due": date_format(self.due), "n": abs(left)}
        if left < 0:
            words = ngettext(
                "It is %(n)d day after the statutory end %(due)s.",
                "It is %(n)d days after the statutory end %(due)s.",
                -left,
            )
        else:
            words = ngettext(
                "%(n)d day remains to the statutory end %(due)s.",
                "%(n)d days remain to the statutory end %(due)s.",
                left,
            )
        return [Respected(words % facts, "AL-43, CR-45", kept=left >= 0)]

    def _room(self, room: Room) -> list[Respected]:
        if lacking := missing(self.case, room, self.people):
            return [Respected(str(one).removesuffix(" [CR-38]"), "CR-38", kept=False) for one in lacking]
        needed = max(self.people, self.case.seats_needed or 0)
        words = (
            _("%(room)s seats %(has)d, %(needed)d are needed.")
            if room.capacity
            else _("%(room)s seats all of them.")
        )
        found = [Respected(words % {"room": room, "has": room.capacity or 0, "needed": needed}, "CR-38")]
        if self.case.needs:
            words = _("It has %(what)s, as the hearing needs.") % {"what": equipment(self.case.needs)}
            found.append(Respected(words, "CR-38"))
        return found


def respects(cases: Sequence[Arbitration]) -> dict[int, Respects]:
    """By the key of the case."""
    disputes = [case.dispute_id for case in cases]
    people: dict[int, set[int]] = defaultdict(set)
    seats = Seat.objects.current().filter(dispute__in=disputes, role__in=SITTING)
    for dispute, user in seats.values_list("dispute", "user"):
        people[dispute].add(user)
    answers = Deadline.objects.filter(code="arbitration.answer", dispute__in=disputes)
    answered, running = (
        dict(rows.values_list("record_id").annotate(Max("due_on"))) for rows in (answers, answers.open())
    )
    ends = Deadline.objects.open().filter(code="arbitration.award", dispute__in=disputes)
    due = dict(ends.values_list("record_id", "due_on"))
    away: Counter[int] = Counter()
    days: Any = Absence.objects.filter(dispute__in=disputes, until__gte=timezone.localdate())
    for dispute, since, until in days.values_list("dispute", "since", "until"):
        away[dispute] += (until - max(since, timezone.localdate())).days + 1
    return {
        case.pk: Respects(
            case, len(people[case.dispute_id]), running.get(case.pk), answered.get(case.pk), away[case.dispute_id],
            due.get(case.pk),
        )
        for case in cases
    }  # fmt: skip
