"""The periods and the open readings in words, for people at a terminal."""

from collections.abc import Iterator

from disputes.rules.catalogue import RULES, Rule
from disputes.rules.citations import cite_all
from disputes.rules.narration import UNITS
from disputes.rules.readings import READINGS, Reading
from disputes.rules.words import SURE, Line


def describe(code: str | None, lang: str = "zh") -> Iterator[str]:
    """One period or reading told in full, or without a code every one in a line."""
    if code is None:
        yield from _list_all(lang)
        return
    entry = RULES[code] if code in RULES else READINGS[code]
    title = entry.title if isinstance(entry, Rule) else entry.question
    yield f"{code}: {title.to(lang)}"
    for line in _lines(entry) if isinstance(entry, Rule) else _reading(entry):
        yield f"  {line.to(lang)}"


def _list_all(lang: str) -> Iterator[str]:
    width = max(map(len, [*RULES, *READINGS]))
    for rule in RULES.values():
        yield f"{rule.code:<{width}}  {_length(rule).to(lang)}  {rule.title.to(lang)}"
    for reading in READINGS.values():
        yield f"{reading.code:<{width}}  {reading.question.to(lang)}"


def _reading(reading: Reading) -> Iterator[Line]:
    for option, line in reading.options.items():
        first = Line("（默认）", " (default)") if option == reading.default else Line("", "")
        yield Line(f"{option}{first.zh}：{line.zh}", f"{option}{first.en}: {line.en}")
    yield Line(f"依据：{cite_all(reading.law)}", f"Law: {cite_all(reading.law, 'en')}")
    yield Line(f"把握程度：{SURE[reading.confidence].zh}", f"Confidence: {SURE[reading.confidence].en}")


def _length(rule: Rule) -> Line:
    unit = UNITS[rule.unit]
    return Line(f"{rule.n} {unit.zh}", f"{rule.n} {unit.en}")


def _lines(rule: Rule) -> Iterator[Line]:
    length = _length(rule)
    if rule.direction == "back":
        yield Line(f"从{rule.trigger.zh}之日向前倒数 {length.zh}", f"{length.en} back from {rule.trigger.en}")
    else:
        yield Line(
            f"自{rule.trigger.zh}的次日起 {length.zh}", f"{length.en} from the day after {rule.trigger.en}"
        )
    yield Line(f"依据：{cite_all(rule.law)}", f"Law: {cite_all(rule.law, 'en')}")
    if rule.extension:
        yield Line(
            f"可延长 {rule.extension}，自起算日连续计算",
            f"May be extended by {rule.extension}, from the start",
        )
    yield from _last_day(rule)
    yield Line(f"自 {rule.since} 起施行（所引条文的现行文本）", f"In force since {rule.since}, as cited")
    yield Line(f"把握程度：{SURE[rule.confidence].zh}", f"Confidence: {SURE[rule.confidence].en}")


def _last_day(rule: Rule) -> Iterator[Line]:
    if rule.unit == "WD":
        yield Line("只计工作日，调休上班的周末计入", "Only working days count, make-up weekends included")
        return
    if rule.rolls:
        yield Line(
            "最后一日为休息日的，顺延至其后第一日", "A last day on a rest day moves to the first day after it"
        )
    else:
        yield Line("视为送达之日不顺延", "The day of deemed service does not roll")
    yield Line("中止的时间不计入", "Time for which the clock stood is left out")
