"""Was each claim filed in time? A defence for the other side to raise, never a test of acceptance (AL-27, J2-20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from disputes.calendars import in_force
from disputes.intake.interruptions import INTERRUPTIONS, SUSPENSIONS
from disputes.models import Claim
from disputes.rules import limitation
from disputes.rules.words import RuleError, day_en, day_zh

if TYPE_CHECKING:
    from arbitration.models import Arbitration

ARREARS = frozenset({Claim.Kind.WAGES, Claim.Kind.OVERTIME})  # pay for work: AL-27(4), trap 27


@dataclass
class Count:
    """Claims that are counted alike, and what the count says of the day of filing."""

    judgement: limitation.Judgement
    claims: list[Claim] = field(default_factory=list)

    @property
    def told(self) -> list[str]:
        return self.judgement.explain(get_language() or "zh")


def counts(arbitration: Arbitration) -> list[Count]:
    """One count for pay in arrears, one for everything else; none where the day of knowing was not said."""
    filed = _filed_on(arbitration)
    if filed is None:
        return []
    found: dict[bool, Count] = {}
    for claim in arbitration.dispute.claims.all():
        if claim.dropped or claim.side != "A":
            continue
        arrears = claim.kind in ARREARS
        if arrears not in found and (judgement := _judged(arbitration, filed, arrears=arrears)):
            found[arrears] = Count(judgement)
        if arrears in found:
            found[arrears].claims.append(claim)
    return list(found.values())


def _filed_on(arbitration: Arbitration) -> date | None:
    """With the first committee, where the case was transferred (CR-9)."""
    first = arbitration.time_facts.get("filed_on")
    return date.fromisoformat(first) if first else arbitration.received_on


def _judged(arbitration: Arbitration, filed: date, *, arrears: bool) -> limitation.Judgement | None:
    said, dispute = arbitration.time_facts, arbitration.dispute
    ended = said.get("ended_on")
    if arbitration.known_on is None and (not arrears or not said.keys() - {"filed_on"}):
        return None
    claim = limitation.Claim(
        known_on=arbitration.known_on, arrears=arrears, employment_ended_on=date.fromisoformat(ended) if ended else None,
        civil_servant=dispute.category == dispute.Category.CIVIL_SERVANT,
        interruptions=[date.fromisoformat(day) for _kind, day in said.get("interruptions", ())],
        suspensions=[(date.fromisoformat(a), date.fromisoformat(b)) for _kind, a, b in said.get("suspensions", ())],
    )  # fmt: skip
    try:
        return limitation.judge(claim, filed, calendar=in_force())
    except RuleError:  # before the calendar begins: nothing is asserted
        return None


def events(time_facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the applicant told of interruptions and suspensions, with the article, in the reader's language."""
    english = (get_language() or "").startswith("en")
    shown = day_en if english else day_zh
    to = " – " if english else " 至 "
    for kind, day in time_facts.get("interruptions", ()):
        if event := INTERRUPTIONS.get(kind):
            words = event.words.to("en" if english else "zh")
            yield f"{shown(date.fromisoformat(day))} {words}", f"AL-27, {event.law}"
    for kind, first, last in time_facts.get("suspensions", ()):
        if event := SUSPENSIONS.get(kind):
            words = event.words.to("en" if english else "zh")
            yield (
                f"{shown(date.fromisoformat(first))}{to}{shown(date.fromisoformat(last))} {words}",
                f"AL-27, {event.law}",
            )
