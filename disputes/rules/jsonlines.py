"""Questions of law as JSON lines: one object in, one object out, the `id` echoed.

A line that cannot be answered gives `{"id", "error"}`; the lines after it are still answered.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import isfinite
from typing import Any

from disputes.rules import finality, periods
from disputes.rules.amounts import calculate
from disputes.rules.calendar import PUBLISHED, CalendarUnknown, WorkCalendar
from disputes.rules.fields import boolean, choice, day, text
from disputes.rules.finality import Item
from disputes.rules.guides import GUIDES, Finding, ask
from disputes.rules.money import decimal_of, shown, yuan
from disputes.rules.words import Line, RuleError


def _finite(written: str) -> float | str:
    """A number too large for a float stays the text it was: it is refused by the name of its field."""
    number = float(written)
    return number if isfinite(number) else written


READER = json.JSONDecoder(parse_float=_finite, parse_constant=str)  # NaN likewise
WRITER = json.JSONEncoder(ensure_ascii=False)
COUNTED_FROM = {"due": "from", "calculate": "start", "finality": "award_date", "guide": "answers"}
WAGE_RECALLED = Line("最低工资标准未经核对原文", "the minimum wage was not checked against its notice")
Answer = dict[str, Any]
Question = Mapping[str, Any]


def due(asked: Question, lang: str, calendar: WorkCalendar) -> Answer:
    """When a period ends, and why."""
    found = periods.due(
        text("code", asked.get("code")),
        day("from", asked.get("from")),
        pauses=[_pause(pair) for pair in _list("pauses", asked)],
        restarts=[day("restarts", value) for value in _list("restarts", asked)],
        extended=_flag("extended", asked),
        calendar=calendar,
    )
    answer: Answer = {
        "code": found.code,
        "raw_due": found.raw_due.isoformat(),
        "due": found.due.isoformat(),
        "provisional": found.provisional,
        "law": list(found.law),
        "explanation": found.explain(lang),
    }
    if found.recommended_due:
        answer["recommended_due"] = found.recommended_due.isoformat()
    return answer


def amount(asked: Question, lang: str, calendar: WorkCalendar) -> Answer:
    """What a claim is worth."""
    kind = text("kind", asked.get("kind"))
    found = calculate(kind, asked, calendar=calendar)
    sums = {"amount": found.amount, "minimum": found.minimum, "maximum": found.maximum}
    answer: Answer = {
        "kind": kind,
        **{name: yuan(value) for name, value in sums.items() if value is not None},
        "steps": [{"text": line.text.to(lang), "amount": yuan(line.amount)} for line in found.steps],
        "law": list(found.law),
    }
    if found.notes:
        answer["notes"] = [line.to(lang) for line in found.notes]
    return answer


def final(asked: Question, lang: str, calendar: WorkCalendar) -> Answer:
    """Which items of an award are final, and in which documents they belong."""
    verdict = finality.judge(
        [_item(item) for item in _list("items", asked)],
        city=text("city", asked.get("city")),
        award_date=day("award_date", asked.get("award_date")),
        confirms_relation=boolean("confirms_relation", asked.get("confirms_relation")),
    )
    answer: Answer = {
        "minimum_wage": yuan(verdict.wage.monthly),
        "threshold": yuan(verdict.threshold),
        "items": dict(verdict.items),
        "documents": [{"type": doc.type, "items": list(doc.items)} for doc in verdict.documents],
        "law": list(verdict.law),
    }
    if verdict.wage.confidence == "RECALLED":
        answer["notes"] = [WAGE_RECALLED.to(lang)]
    return answer


def guide(asked: Question, lang: str, calendar: WorkCalendar) -> Answer:
    """The next question of a guide, or what the law says to the answers."""
    name = choice(tuple(GUIDES))("guide", asked.get("guide"))
    answers = asked.get("answers", {})
    if not isinstance(answers, dict):
        raise RuleError("answers 应为对象", "answers must be an object")
    found = ask(name, answers, calendar=calendar)
    if isinstance(found, Finding):
        reasons = [line.to(lang) for line in found.reasons]
        return {"guide": name, "result": found.result, "reasons": reasons, "law": list(found.law)}
    options = {option: line.to(lang) for option, line in found.options.items()}
    return {
        "guide": name,
        "ask": found.code,
        "words": found.words.to(lang),
        "kind": found.kind,
        "options": options,
    }


QUESTIONS: dict[str, Callable[[Question, str, WorkCalendar], Answer]] = {
    "due": due,
    "calculate": amount,
    "finality": final,
    "guide": guide,
}


def answer_all(
    what: str,
    lines: Iterable[str | bytes],
    write: Callable[[str], object],
    *,
    lang: str = "zh",
    calendar: WorkCalendar = PUBLISHED,
) -> int:
    """Answer every line that is not blank; returns how many were refused."""
    refused = 0
    for line in lines:
        if not line.strip():
            continue
        answer = answer_one(what, line, lang=lang, calendar=calendar)
        refused += "error" in answer
        write(dump(answer))
    return refused


def answer_one(
    what: str, line: str | bytes, *, lang: str = "zh", calendar: WorkCalendar = PUBLISHED
) -> Answer:
    """The answer to one line, or its refusal in words."""
    name: object = None
    try:
        asked = parse(line)
        name = asked.get("id")
        return {"id": name, **QUESTIONS[what](asked, lang, calendar)}
    except CalendarUnknown as error:
        return {"id": name, "error": error.naming(COUNTED_FROM[what], lang)}
    except RuleError as error:
        return {"id": name, "error": error.naming("", lang)}


def parse(line: str | bytes) -> Question:
    """One JSON object; a RuleError if it is none."""
    try:
        asked = READER.decode(line if isinstance(line, str) else line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RuleError("这一行不是有效的 JSON", "this line is not valid JSON") from None
    if not isinstance(asked, dict):
        raise RuleError("这一行应为一个 JSON 对象", "this line must be a JSON object")
    return asked


def dump(answer: Answer) -> str:
    """One line of JSON; half a surrogate pair cannot be written as it is and is escaped."""
    line = WRITER.encode(answer)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(answer)
    return line


def _list(name: str, asked: Question) -> list[Any]:
    value = asked.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise RuleError(f"{name} 应为列表", f"{name} must be a list")
    return value


def _flag(name: str, asked: Question) -> bool:
    value = asked.get(name)
    return False if value is None else boolean(name, value)


def _pause(pair: object) -> tuple[date, date]:
    if not isinstance(pair, list) or len(pair) != 2:
        raise RuleError("每段中止应为 [开始日, 结束日]", "each pause must be [from, to]", field="pauses")
    return day("pauses", pair[0]), day("pauses", pair[1])


def _item(item: object) -> Item:
    if not isinstance(item, dict):
        raise RuleError("items 的每一项应为对象", "each of items must be an object")
    key, kind = text("key", item.get("key")), text("kind", item.get("kind"))
    awarded = item.get("awarded")
    if awarded is None:
        return Item(key, kind)
    return Item(key, kind, decimal_of(f"awarded ({shown(key)})", awarded))
