"""How a guide asks: it reads top to bottom, and the first answer that is missing becomes the question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from disputes.rules.calendar import WorkCalendar
from disputes.rules.fields import choice, day
from disputes.rules.wages import city_of
from disputes.rules.words import Line, RuleError

Kind = Literal["choice", "day", "days", "place", "places", "spans"]


@dataclass(frozen=True, slots=True)
class Question:
    """`kind` tells what an answer looks like: one of `options`, ISO days, division codes or pairs of days."""

    code: str
    words: Line
    kind: Kind = "choice"
    options: Mapping[str, Line] = field(default_factory=dict)


YES_NO = {"yes": Line("是", "yes"), "no": Line("否", "no")}


@dataclass(frozen=True, slots=True)
class Finding:
    """What the law says: a word for machines, reasons for people, and the articles."""

    result: str
    reasons: tuple[Line, ...]
    law: tuple[str, ...]


class Asked(Exception):
    """The guide cannot go on without this answer."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.code)
        self.question = question


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said so far, read strictly; a refusal names the question."""

    said: Mapping[str, object]
    calendar: WorkCalendar

    def _given(self, question: Question) -> object:
        if self.said.get(question.code) is None:
            raise Asked(question)
        return self.said[question.code]

    def choice(self, question: Question) -> str:
        return choice(tuple(question.options))(question.code, self._given(question))

    def yes(self, question: Question) -> bool:
        return self.choice(question) == "yes"

    def day(self, question: Question) -> date:
        return day(question.code, self._given(question))

    def days(self, question: Question) -> list[date]:
        return [day(question.code, value) for value in self._list(question)]

    def place(self, question: Question) -> str:
        return _place(question.code, self._given(question))

    def places(self, question: Question) -> list[str]:
        return [_place(question.code, value) for value in self._list(question)]

    def spans(self, question: Question) -> list[tuple[date, date]]:
        return [self._span(question, value) for value in self._list(question)]

    def _span(self, question: Question, value: object) -> tuple[date, date]:
        if not isinstance(value, list) or len(value) != 2:
            raise RuleError(
                f"{question.code} 的每一段应为 [开始日, 结束日]", f"{question.code}: pairs of days"
            )
        return day(question.code, value[0]), day(question.code, value[1])

    def _list(self, question: Question) -> list[object]:
        value = self._given(question)
        if not isinstance(value, list):
            raise RuleError(f"{question.code} 应为列表", f"{question.code} must be a list")
        return value


Guide = Callable[[Answers], Finding]


def _place(code: str, value: object) -> str:
    """A six-digit division code of Guangdong."""
    try:
        city_of(value)  # type: ignore[arg-type]  # it refuses what is no text
    except RuleError as error:
        raise RuleError(error.to("zh"), error.to("en"), field=code) from None
    return str(value)
