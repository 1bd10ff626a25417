"""How a period was counted, told step by step to the people it binds."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, lru_cache

from disputes.rules.calendar import FESTIVALS_EN, WorkCalendar
from disputes.rules.catalogue import RULES, Rule
from disputes.rules.citations import cite_all
from disputes.rules.counting import DAY, Pause, Span, rest_runs
from disputes.rules.instruments import INSTRUMENTS, not_in_force
from disputes.rules.words import TOLD, Line, date_zh, day_en, day_zh

UNITS = {
    "WD": Line("个工作日", "working days"),
    "CD": Line("日（自然日）", "calendar days"),
    "M": Line("个月", "months"),
    "Y": Line("年", "year(s)"),
}
WEEKEND = Line("周末", "weekend")
RUNS_KEPT = 4096


def opening(rule: Rule, start: date, begun: date, n: int) -> Iterator[Line]:
    """What set the clock running, how long it runs, and under which article."""
    zh, en = rule.trigger.zh, rule.trigger.en
    if n == 0:
        yield Line(
            f"{zh}：{day_zh(start)}（{rule.title.zh}，{cite_all(rule.law)}）。",
            f"{en.capitalize()}: {day_en(start)} ({rule.title.en}, {cite_all(rule.law, 'en')}).",
        )
        return
    if rule.direction == "back":
        yield Line(
            f"{zh}之日：{day_zh(start)}；当日不计，向前倒数。",
            f"Day of {en}: {day_en(start)}; it is not counted, counting runs back.",
        )
    else:
        yield Line(
            f"起算：{day_zh(start)}，{zh}；当日不计，从次日起算。",
            f"Start: {day_en(start)} ({en}); that day is not counted.",
        )
    if begun != start:
        yield Line(
            f"期间自 {day_zh(begun)}重新起算，此前经过的时间不再计算。",
            f"The period began anew on {day_en(begun)}; the time before no longer counts.",
        )
    yield from _period(rule.code, n)
    if begun < rule.since:
        yield from _before_its_time(rule.law, begun)
    if n > rule.n:
        yield Line(
            f"经批准延长：{rule.n} + {n - rule.n}，从起算日连续计算。",
            f"Extended with approval: {rule.n} + {n - rule.n}, counted from the start without a break.",
        )


@cache
def _period(code: str, n: int) -> tuple[Line, ...]:
    """What the period is for, its length and articles, and how sure the rule is where its text does not say all."""
    rule = RULES[code]
    told = Line(
        f"期间：{rule.title.zh}，{n} {UNITS[rule.unit].zh}（{cite_all(rule.law)}）。",
        f"Period: {rule.title.en}, {n} {UNITS[rule.unit].en} ({cite_all(rule.law, 'en')}).",
    )
    if rule.confidence == "VERIFIED":
        return (told,)
    sure = TOLD[rule.confidence]
    return told, Line(f"把握程度：{sure.zh}。", f"Confidence: {sure.en}.")


def _before_its_time(law: tuple[str, ...], begun: date) -> Iterator[Line]:
    return (_not_yet(text.key) for text in not_in_force(law, begun))


@cache
def _not_yet(key: str) -> Line:
    text = INSTRUMENTS[key]
    return Line(
        f"{text.name.zh}（{text.version}）自{date_zh(text.since)}起施行，起算时尚未施行；当时的规定可能不同，须核对。",
        f"{text.name.en} ({text.version}) is in force since {text.since}, after the start: check the law of the time.",
    )


def no_pause() -> Line:
    return Line("工作日期间不因中止而扣除时间。", "Pauses do not stop a period of working days.")


def paused(pause: Pause) -> Line:
    return Line(
        f"{day_zh(pause.start)}至 {day_zh(pause.end)}期间中止，扣除 {pause.days} 日。",
        f"The clock stood from {day_en(pause.start)} to {day_en(pause.end)}: {pause.days} days are left out.",
    )


def working(rule: Rule, first: date, last: date, n: int, calendar: WorkCalendar) -> Iterator[Line]:
    """The days left out and why, the weekend days worked, and the last day."""
    plain: list[Span] = []
    for run in rest_runs(first, last, calendar):
        if holiday := _holiday(run, calendar):
            yield Line(
                f"{_span(run)}放假（{holiday.zh}），不计。",
                f"{_span(run, date.isoformat, ' to ')}: days off ({holiday.en}), not counted.",
            )
        else:
            plain.append(run)
    if plain:
        yield Line(
            f"周末休息不计：{'、'.join(_span(run) for run in plain)}。",
            f"Weekends, not counted: {', '.join(_span(run, date.isoformat, ' to ') for run in plain)}.",
        )
    for day in _make_up(first, last, calendar):
        yield Line(f"{day_zh(day)}调休上班，计入。", f"{day_en(day)} is a make-up workday and counts.")
    end = first if rule.direction == "back" else last
    yield Line(
        f"第 {n} 个工作日，即最后一日：{day_zh(end)}。", f"Working day {n}, the last day: {day_en(end)}."
    )


def ending(rule: Rule, raw: date, last: date, calendar: WorkCalendar) -> Iterator[Line]:
    """The last day of a calendar period, and whether it moves."""
    yield Line(f"期间届满之日：{day_zh(raw)}。", f"The period runs out on {day_en(raw)}.")
    if not rule.rolls:
        yield Line(
            "该日视为送达之日，不因节假日顺延。", "That is the day of deemed service; it does not roll."
        )
    elif last != raw:
        reason = _holiday((raw, raw), calendar) or WEEKEND
        yield Line(
            f"该日为休息日（{reason.zh}），顺延至其后第一日：{day_zh(last)}（民事诉讼法第85条）。",
            f"That is a rest day ({reason.en}); the last day is the first day after it: {day_en(last)}"
            " (Civil Procedure Law art. 85).",
        )
    elif calendar.is_make_up(raw):
        yield Line(
            "该日虽为周末，但调休上班，不顺延。",
            "It is a weekend day but a make-up workday: it does not roll.",
        )


def recommended(day: date | None) -> Iterator[Line]:
    """Five clear days before a hearing: safer than the least the text may mean (T14)."""
    if day is not None:
        yield Line(
            f"建议不晚于 {day_zh(day)}，使送达与开庭之间足有五个完整工作日。",
            f"Better by {day_en(day)}, which leaves five full working days between service and hearing.",
        )


def sources(first: date, last: date, calendar: WorkCalendar, since: date | None = None) -> tuple[Line, ...]:
    """Which notices the answer rests on, and which are still to come."""
    return _notices(first.year, last.year, min(since or first, first).year, calendar)


@lru_cache(RUNS_KEPT)
def _notices(first: int, last: int, since: int, calendar: WorkCalendar) -> tuple[Line, ...]:
    lines: list[Line] = []
    if known := [notice for year in range(first, last + 1) if (notice := calendar.notice(year))]:
        lines.append(Line(f"放假安排依据：{'；'.join(known)}。", f"Holiday notice: {'; '.join(known)}."))
    if missing := [str(year) for year in range(since, last + 1) if calendar.notice(year) is None]:
        lines.append(
            Line(
                f"{'、'.join(missing)} 年放假通知尚未公布，本结果为暂定，公布后须重新计算。",
                f"The holiday notice for {', '.join(missing)} is not published: this date is provisional.",
            )
        )
    return tuple(lines)


def _span(run: Span, said: Callable[[date], str] = date_zh, to: str = "至") -> str:
    return said(run[0]) if run[0] == run[1] else f"{said(run[0])}{to}{said(run[1])}"


def _days(run: Span) -> Iterator[date]:
    day = run[0]
    while day <= run[1]:
        yield day
        day += DAY


def _whole(run: Span, calendar: WorkCalendar) -> Span:
    """The unbroken run of rest days around this part of it: half a Spring Festival still has its name."""
    first, last = run
    while first.year == (first - DAY).year and calendar.is_rest(first - DAY):
        first -= DAY
    while last.year == (last + DAY).year and calendar.is_rest(last + DAY):
        last += DAY
    return first, last


@lru_cache(RUNS_KEPT)
def _holiday(run: Span, calendar: WorkCalendar) -> Line | None:
    """What the whole run is off for, or None for a plain weekend."""
    days = list(_days(_whole(run, calendar)))
    if names := list(dict.fromkeys(name for day in days if (name := calendar.festival(day)))):
        return Line("、".join(names), ", ".join(FESTIVALS_EN[name] for name in names))
    if any(calendar.kind(day) == "rest" for day in days):
        return Line("放假", "days off by the holiday notice")
    return None


def _make_up(first: date, last: date, calendar: WorkCalendar) -> list[date]:
    return [day for day in _days((first, last)) if calendar.is_make_up(day)]
