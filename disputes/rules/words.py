"""What every rule shares: how sure we are, how a refusal speaks, and one sentence in two languages."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Confidence = Literal["VERIFIED", "RECALLED", "DERIVED"]
Lang = Literal["zh", "en"]

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = (
    "Mon",
    "Tue",
    "Wed",
    "Thu",
    "Fri",
    "Sat",
    "Sun",
)  # not strftime: it follows the machine's locale
DAYS_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence a party can read, in Chinese and in English."""

    zh: str
    en: str

    def to(self, lang: str) -> str:
        return self.en if lang.startswith("en") else self.zh


SURE: dict[Confidence, Line] = {
    "VERIFIED": Line("已核对原文", "the text was read"),
    "RECALLED": Line("凭记忆，未核对原文", "from memory, the text was not seen"),
    "DERIVED": Line("由条文推出的理解", "a reading of the text"),
}
TOLD: dict[Confidence, Line] = SURE | {  # the same to the parties: what they can do about it
    "RECALLED": Line(
        "尚未与公布的原文核对，以原文为准", "not checked against the published text yet: that text prevails"
    )
}


class RuleError(ValueError):
    """The question cannot be answered by law as asked; `str()` says why in Chinese, `to("en")` in English.

    `field` is the input at fault, where the words do not name it themselves.
    """

    def __init__(self, zh: str, en: str, *, field: str = "") -> None:
        super().__init__(zh)
        self.line = Line(zh, en)
        self.field = field

    def to(self, lang: str) -> str:
        return self.line.to(lang)

    def naming(self, field: str, lang: str) -> str:
        """The words with the input at fault before them; `field` where the refusal itself knows none."""
        at_fault = self.field or field
        return f"{at_fault}: {self.to(lang)}" if at_fault else self.to(lang)


def date_zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@lru_cache(DAYS_KEPT)
def day_zh(day: date) -> str:
    return f"{date_zh(day)}（周{WEEKDAYS_ZH[day.weekday()]}）"


@lru_cache(DAYS_KEPT)
def day_en(day: date) -> str:
    return f"{WEEKDAYS_EN[day.weekday()]} {day.isoformat()}"
