"""When a period of the law ends, and how that was counted, in words a party can follow."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from disputes.rules import narration
from disputes.rules.calendar import PUBLISHED, CalendarUnknown, WorkCalendar
from disputes.rules.catalogue import RULES, Rule
from disputes.rules.counting import (
    DAY,
    Pause,
    Span,
    add_months,
    count_working_days,
    lengthen,
    merge,
    roll,
)
from disputes.rules.readings import chosen, told
from disputes.rules.words import Line, RuleError, day_en, day_zh

__all__ = ["RULES", "Due", "Rule", "RuleError", "due"]

FIRST_YEAR = 2004


@dataclass(frozen=True, slots=True)
class Due:
    """The end of one period.

    `raw_due` is before the roll over rest days, `due` the last day to act; `recommended_due` exists for
    hearing notices only (clear days, T14). `provisional` until the year's holiday notice is published.
    """

    code: str
    start: date
    raw_due: date
    due: date
    provisional: bool
    law: tuple[str, ...]
    explanation: tuple[Line, ...]
    calendar_version: str
    recommended_due: date | None = None

    def explain(self, lang: str = "zh") -> list[str]:
        if lang.startswith("en"):
            return [line.en for line in self.explanation]
        return [line.zh for line in self.explanation]


def rule_of(code: str) -> Rule:
    """The rule of that code; an unknown code is refused."""
    try:
        return RULES[code]
    except (KeyError, TypeError):
        raise RuleError(
            f"没有名为“{code}”的期间", f"there is no period called {code!r}", field="code"
        ) from None


def due(
    code: str,
    start: date,
    *,
    pauses: Iterable[Span] = (),
    restarts: Iterable[date] = (),
    extended: bool = False,
    calendar: WorkCalendar | None = None,
    reading: str = "",
) -> Due:
    """When the period `code` ends that is triggered on `start` (for a hearing: counted back from it).

    A restart begins the period anew and forgets what was before; pauses apply to calendar periods only.
    An extension is counted from the trigger, never from a rolled date. `reading` is the option a committee follows
    in the rule's open question; without it the text alone is told. Raises `RuleError`.
    """
    rule = rule_of(code)
    if reading and not rule.reading:
        raise RuleError(
            f"“{rule.title.zh}”没有不同理解", f"the period “{rule.title.en}” has one reading", field="reading"
        )
    if reading:
        chosen(rule.reading, {rule.reading: reading})
    calendar = calendar or PUBLISHED
    if extended and not rule.extension:
        raise RuleError(
            f"“{rule.title.zh}”的期间不能延长",
            f"the period “{rule.title.en}” cannot be extended",
            field="extended",
        )
    begun = _begun(start, restarts)
    n = rule.n + (rule.extension if extended else 0)
    stood = merge(pauses, begun)
    try:
        if rule.unit == "WD":
            found = _working(
                rule, start, begun, n, calendar, ignored=bool(stood), advised=reading != "count_back"
            )
        else:
            found = _calendar(rule, start, begun, n, calendar, stood, rolls=rule.rolls and reading != "raw")
    except OverflowError:
        raise CalendarUnknown(10000) from None
    return _as_read(found, rule.reading, reading) if reading else found


def _as_read(found: Due, code: str, reading: str) -> Due:
    """The period as the committee reads it. Clear days are its own duty; `raw_due` stays what the text asks at least."""
    last = found.recommended_due if reading == "clear_days" else None
    lines = (*found.explanation, told(code, reading))
    return replace(found, due=last or found.due, explanation=lines)


def _begun(start: date, restarts: Iterable[date]) -> date:
    """The day the running period began: the last restart, else the trigger itself."""
    anew = list(restarts)
    if early := [day for day in anew if day < start]:
        raise RuleError(
            f"重新起算日 {day_zh(early[0])} 早于起算日 {day_zh(start)}",
            f"the restart on {day_en(early[0])} lies before the beginning on {day_en(start)}",
            field="restarts",
        )
    begun = max([start, *anew])
    if begun.year < FIRST_YEAR:
        raise CalendarUnknown(begun.year)
    return begun


def _working(
    rule: Rule, start: date, begun: date, n: int, calendar: WorkCalendar, *, ignored: bool, advised: bool
) -> Due:
    back = rule.direction == "back"
    step = -DAY if back else DAY
    last = count_working_days(begun, n, calendar, step=step)
    recommended = count_working_days(last, 1, calendar, step=step) if rule.code == "hearing_notice" else None
    first, until = (last, begun - DAY) if back else (begun + DAY, last)
    provisional = _provisional(first, until, calendar)
    lines = [
        *narration.opening(rule, start, begun, n),
        *([narration.no_pause()] if ignored else []),
        *narration.working(rule, first, until, n, calendar),
        *narration.recommended(recommended if advised else None),
        *narration.sources(first, until, calendar),
    ]
    return Due(
        rule.code, start, last, last, provisional, rule.law, tuple(lines), calendar.version, recommended
    )


def _calendar(
    rule: Rule, start: date, begun: date, n: int, calendar: WorkCalendar, pauses: list[Pause], *, rolls: bool
) -> Due:
    plain = begun + timedelta(days=n) if rule.unit == "CD" else _months(begun, rule, n)

    def ends(day: date) -> date:
        return roll(day, calendar) if rolls else day

    raw, mattered = lengthen(plain, pauses, ends)
    last = ends(raw)
    lines = [
        *narration.opening(rule, start, begun, n),
        *(narration.paused(pause) for pause in mattered),
        *narration.ending(rule, raw, last, calendar),
        *narration.sources(last if not rule.rolls else raw, last, calendar, begun + DAY),
    ]
    provisional = _provisional(begun + DAY, last, calendar)
    return Due(rule.code, start, raw, last, provisional, rule.law, tuple(lines), calendar.version)


def _months(begun: date, rule: Rule, n: int) -> date:
    try:
        return add_months(begun, n * 12 if rule.unit == "Y" else n)
    except ValueError:
        raise CalendarUnknown(begun.year + n) from None


def _provisional(first: date, last: date, calendar: WorkCalendar) -> bool:
    return any(calendar.notice(year) is None for year in range(first.year, last.year + 1))
