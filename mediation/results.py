"""What a mediator, or a whole organisation, brought about in the last year; the gold-medal mark is worked out from it.

No published rule fixes the figures of 金牌 in numbers: `GOLD` is the house's own and may be set per organisation
(`Office.settings["gold"]`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation.lifecycle.stages import Stage
from mediation.models import Mediation

YEAR = 365  # days looked back
PERIOD = 15  # days from acceptance, unless both sides agreed on more (MR-29)
GOLD = {"decided": 20, "settled": 60, "in_time": 95, "kept": 90}  # cases; percent


@dataclass
class Results:
    """Counts of one year. `decided` ended with or without an agreement; `due` are agreements kept or broken by now."""

    decided: int = 0
    settled: int = 0
    in_time: int = 0
    due: int = 0
    kept: int = 0

    def add(self, row: dict[str, Any]) -> None:
        day = row["agreed_on"] or row["ended_on"]
        until = row["agreed_until"] or row["accepted_on"] + timedelta(days=PERIOD)
        self.decided += 1
        self.settled += row["agreed_on"] is not None
        self.in_time += day <= until
        self.due += row["stage"] in (Stage.PERFORMED, Stage.BREACHED)
        self.kept += row["stage"] == Stage.PERFORMED

    def figures(self) -> dict[str, int]:
        """As `GOLD` asks for them: a number of cases, then whole percents, never rounded up."""
        return {
            "decided": self.decided, "settled": _percent(self.settled, self.decided),
            "in_time": _percent(self.in_time, self.decided), "kept": _percent(self.kept, self.due),
        }  # fmt: skip

    def criteria(self, asked: dict[str, int] | None = None) -> list[tuple[str, int, int, bool]]:
        """(words, what is, what is asked for, whether it is met), one line each."""
        words = {
            "decided": _("cases ended in a year"), "settled": _("% of them with an agreement"),
            "in_time": _("% within the time of MR-29"), "kept": _("% of the agreements kept"),
        }  # fmt: skip
        is_, wanted = self.figures(), GOLD | (asked or {})
        return [(words[name], is_[name], wanted[name], is_[name] >= wanted[name]) for name in GOLD]

    def is_gold(self, asked: dict[str, int] | None = None) -> bool:
        return all(met for _words, _is, _asked, met in self.criteria(asked))


def _percent(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0


def of_mediators(offices: Iterable[int], on: date | None = None) -> dict[int, Results]:
    """By mediator: what each brought about at these organisations in the year before the day. One query."""
    found: dict[int, Results] = {}
    for row in _decided(offices, on).exclude(mediator=None).values(*FIELDS):
        found.setdefault(row["mediator"], Results()).add(row)
    return found


def of_organisations(offices: Iterable[int], on: date | None = None) -> dict[int, Results]:
    """By organisation. One query."""
    found: dict[int, Results] = {}
    for row in _decided(offices, on).values(*FIELDS):
        found.setdefault(row["office"], Results()).add(row)
    return found


FIELDS = ("mediator", "office", "stage", "accepted_on", "agreed_on", "ended_on", "agreed_until")


def _decided(offices: Iterable[int], on: date | None) -> Any:
    """Taken on, and ended with an agreement or failed within the year; who took it back is nobody's result."""
    day = on or timezone.localdate()
    within = {"__gt": day - timedelta(days=YEAR), "__lte": day}
    agreed = Q(**{f"agreed_on{name}": value for name, value in within.items()})
    failed = Q(stage=Stage.FAILED, agreed_on=None) & Q(**{f"ended_on{n}": v for n, v in within.items()})
    rows = Mediation.objects.filter(agreed | failed, office__in=offices, parted_from="")
    return rows.exclude(accepted_on=None)
