"""How many disputes look like a published one: k-anonymity on district × trade × sum × month.

Somebody who knows the register joins what a case tells with it; where fewer than `FEWEST` disputes fit, one of them can
be guessed. The check proposes what to say less exactly; amounts and dates of the text itself are the editor's to change.
Where a proposal brings the case among `FEWEST`, it has to be followed; a reason is heard only where none does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from casebook.texts import FIELDS
from casebook.topics import Trade, trade_of
from disputes.guangdong import divisions
from disputes.models import Claim, Dispute, Party

if TYPE_CHECKING:
    from casebook.models import TypicalCase

FEWEST = 5
LOOKED_AT = 500  # disputes whose employers are looked at for their trade
BANDS = [Decimal(n) for n in (0, 10_000, 30_000, 50_000, 100_000, 200_000, 500_000)]  # yuan, lower edges
MONTH = re.compile(r"((?:19|20)\d\d)\s*[年./-]\s*(1[0-2]|0?[1-9])(?!\d)")
YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
MONEY = re.compile(
    r"[\d一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]\s*[余多]?\s*元|\d\s*万(?!\s*[人名户])"
)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a case tells of its dispute; empty (None) is not told. `division` is a code's beginning: 44, 4401, 440106;
    `opened` the month or year in which it was opened, where the text names that month or year."""

    division: str = ""
    trade: str = ""
    band: int | None = None
    opened: tuple[date, date] | None = None  # first and last day of the month or year


@dataclass(frozen=True, slots=True)
class Crowd:
    """`count` disputes fit (`FEWEST` stands for as many or more), and what would make it more."""

    count: int
    traits: Traits
    proposals: tuple[str, ...] = ()
    can_be_enough: bool = False  # one of the proposals brings it among `FEWEST`

    @property
    def enough(self) -> bool:
        return self.count >= FEWEST


def crowd(case: TypicalCase) -> Crowd | None:
    """Of a case of this house; None for one that was published elsewhere. A few bounded queries."""
    source = case.source_dispute
    if source is None:
        return None
    told = traits(case)
    count = fitting(told)
    office = _division(case.published_by, source.workplace)
    coarser = coarser_traits(told, office) if count < FEWEST else []
    helping = [(words, many) for words, other in coarser if (many := fitting(other)) > count]
    return Crowd(
        count, told, tuple(words for words, _many in helping), any(many >= FEWEST for _words, many in helping)
    )


def traits(case: TypicalCase) -> Traits:
    """What the public words tell of the dispute the case came from."""
    source: Any = case.source_dispute
    text = "\n".join([*(str(getattr(case, name)) for name in FIELDS), case.region, case.published_by])
    return Traits(
        division=_division(text, source.workplace),
        trade="" if case.trade == Trade.OTHER else case.trade,
        band=band_of(_total(source)) if MONEY.search(text) else None,
        opened=_opened(text, case.year, source.opened_on),
    )


def _division(text: str, workplace: str) -> str:
    """As much of the workplace's code as the words give away."""
    known = divisions()
    for length in (6, 4, 2):
        name = known.get(workplace[:length].ljust(6, "0"), "") if len(workplace) >= length else ""
        stem = name[:-1] if len(name) > 2 and name[-1] in "省市区县" else name
        if name and stem in text:
            return workplace[:length]
    return ""


def _opened(text: str, year: int | None, day: date | None) -> tuple[date, date] | None:
    if day is None:
        return None
    if any((int(y), int(m)) == (day.year, day.month) for y, m in MONTH.findall(text)):
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return date(day.year, day.month, 1), date.fromordinal(following.toordinal() - 1)
    if year == day.year or str(day.year) in YEAR.findall(text):
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return None


def _total(source: Dispute) -> Decimal:
    rows = source.claims.filter(dropped=False)
    return rows.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def band_of(total: Decimal) -> int:
    """The place of the sum among `BANDS`."""
    return max(n for n, edge in enumerate(BANDS) if total >= edge)


def fitting(told: Traits) -> int:
    """How many disputes of the register fit, counted up to `FEWEST`."""
    rows = Dispute.objects.exclude(opened_on=None)
    if told.division:
        rows = rows.filter(workplace__startswith=told.division)
    if told.opened:
        rows = rows.filter(opened_on__range=told.opened)
    if told.band is not None:
        claimed = Claim.objects.filter(dispute=OuterRef("pk"), dropped=False).order_by().values("dispute")
        summed = Subquery(claimed.annotate(total=Sum("amount")).values("total"))
        rows = rows.annotate(total=Coalesce(summed, Decimal(0)))
        rows = rows.filter(total__gte=BANDS[told.band])
        if told.band + 1 < len(BANDS):
            rows = rows.filter(total__lt=BANDS[told.band + 1])
    if not told.trade:
        return len(rows.values_list("pk")[:FEWEST])
    keys = list(rows.order_by("-pk").values_list("pk", flat=True)[:LOOKED_AT])
    firms: dict[int, list[str]] = {}
    for pk, name in Party.everyone.filter(dispute__in=keys, worker=False).values_list("dispute", "name"):
        firms.setdefault(pk, []).append(name)
    return min(FEWEST, sum(trade_of(" ".join(names)) == told.trade for names in firms.values()))


def coarser_traits(told: Traits, office: str = "") -> list[tuple[str, Traits]]:
    """(proposal in words, what the case would tell then), one step at a time.

    The division that the name of the publishing `office` tells stays told, whatever the text says.
    """
    found = []
    if told.opened and told.opened[0].month == told.opened[1].month:
        year = told.opened[0].year
        found.append(
            (
                _("Give the year of the events, not the month."),
                replace(told, opened=(date(year, 1, 1), date(year, 12, 31))),
            )
        )
    if len(told.division) > len(office):
        found.append((_("Name a larger area, or none."), replace(told, division=told.division[:-2])))
    if told.trade:
        found.append(
            (
                _("File it under other trades, and describe the employer less exactly."),
                replace(told, trade=""),
            )
        )
    if told.band is not None:
        found.append((_("Round the sums, or leave them out."), replace(told, band=None)))
    every = replace(told, opened=None, division=told.division[: max(2, len(office))], trade="", band=None)
    return [*found, (_("Do several of these together."), every)]


__all__ = ["FEWEST", "Crowd", "Traits", "crowd", "fitting"]
