"""Has the limitation of one claim run out? A defence the other side may raise, never an intake filter (CR-30)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from disputes.rules.calendar import WorkCalendar
from disputes.rules.counting import Span
from disputes.rules.periods import Due, due
from disputes.rules.words import Line, RuleError, day_en, day_zh

Status = Literal["in_time", "late", "not_running"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """`last_day` is None while the limitation does not run: arrears of pay during the employment (AL-27(4))."""

    status: Status
    period: Due | None
    explanation: tuple[Line, ...]
    law: tuple[str, ...] = ("AL-27", "CR-26")

    @property
    def last_day(self) -> date | None:
        return self.period.due if self.period else None

    def explain(self, lang: str = "zh") -> list[str]:
        return [line.to(lang) for line in self.explanation]


@dataclass(frozen=True, slots=True)
class Claim:
    """What the limitation depends on. `arrears` is pay the employer still owes; employment may go on."""

    known_on: date | None
    arrears: bool = False
    employment_ended_on: date | None = None
    civil_servant: bool = False
    interruptions: Sequence[date] = ()
    suspensions: Sequence[Span] = ()


def judge(claim: Claim, filed_on: date, *, calendar: WorkCalendar | None = None) -> Judgement:
    """Whether a claim filed on that day is in time. Interruptions after the end revive nothing."""
    begun = _begun(claim)
    if begun is None:
        return Judgement("not_running", None, _not_running(), ("AL-27", "CR-26"))
    code = "limitation_civil_servant" if claim.civil_servant else "limitation"
    period = _period(code, begun, claim, filed_on, calendar)
    in_time = filed_on <= period.due
    return Judgement(
        "in_time" if in_time else "late",
        period,
        (*period.explanation, _verdict(filed_on, in_time=in_time)),
        period.law,
    )


def _begun(claim: Claim) -> date | None:
    if claim.arrears:
        return claim.employment_ended_on
    if claim.known_on is None:
        raise RuleError(
            "缺少知道或者应当知道权利被侵害之日", "the day the infringement became known is missing"
        )
    return claim.known_on


def _period(code: str, begun: date, claim: Claim, filed_on: date, calendar: WorkCalendar | None) -> Due:
    """The period with every interruption that came while it still ran (CR-27)."""
    restarts: list[date] = []
    period = due(code, begun, pauses=claim.suspensions, calendar=calendar)
    for day in _between(claim.interruptions, begun, filed_on):
        if day > period.due:
            break
        restarts.append(day)
        period = due(code, begun, pauses=claim.suspensions, restarts=restarts, calendar=calendar)
    return period


def _between(days: Iterable[date], first: date, last: date) -> list[date]:
    return sorted(day for day in days if first <= day <= last)


def _not_running() -> tuple[Line, ...]:
    return (
        Line(
            "劳动关系存续期间拖欠劳动报酬的，不受一年时效限制；劳动关系终止的，自终止之日起一年内提出。",
            "While the employment lasts, arrears of pay know no one-year limit; after its end, one year runs.",
        ),
    )


def _verdict(filed_on: date, *, in_time: bool) -> Line:
    if in_time:
        return Line(
            f"{day_zh(filed_on)}申请仲裁，未超过时效。",
            f"Filed on {day_en(filed_on)}: within the limitation.",
        )
    return Line(
        f"{day_zh(filed_on)}申请仲裁，已超过时效；时效须由对方提出抗辩，不影响受理。",
        f"Filed on {day_en(filed_on)}: past the limitation. It is for the other side to raise;"
        " acceptance does not depend on it.",
    )
