"""A guide walked from its first open question to the answer of the law, with the reasons and the story of the dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from disputes.calendars import in_force
from disputes.form_fields import DayField
from disputes.guangdong import divisions, full_name
from disputes.intake.circumstances import spoken
from disputes.intake.events import EVENTS
from disputes.intake.guides.asking import title_of
from disputes.intake.guides.carrying import Carried
from disputes.intake.interruptions import INTERRUPTIONS, SUSPENSIONS
from disputes.rules.guides import GUIDES, Finding, Question, ask
from disputes.rules.scope import FORUMS
from disputes.rules.words import Line
from disputes.wording import one_after_another

NAMES = tuple(GUIDES)
TITLES: dict[str, Any] = {
    "scope": _("Does arbitration hear my matter?"),
    "jurisdiction": _("Which committee do I go to?"),
    "limitation": _("Am I still in time?"),
}
PERSON = Question(
    "person", Line("是否属于下列情形之一？", "Does one of these fit?"),
    options={
        "none": Line("都不是", "none of them"),
        "pensioner": Line("已达到法定退休年龄，或者已领取养老金", "past retirement age, or drawing a pension"),
        "platform": Line("通过平台接单（外卖、快递、网约车等）", "working through a platform: delivery, courier, ride-hailing"),
    },
)  # fmt: skip
SPECIAL: dict[str, tuple[Line, tuple[str, ...]]] = {
    "pensioner": (
        Line("自2025年9月1日起，不再仅因已到退休年龄就按劳务关系处理；照常申请，由仲裁庭按用工事实认定。",
             "Since 1 September 2025 age alone no longer makes it a mere service contract: apply, the tribunal decides on the facts."),
        ("J1-32", "J2-21"),
    ),
    "platform": (
        Line("平台用工分为劳动关系、不完全符合确立劳动关系情形、民事关系三类，按实际用工认定；可以申请确认，由仲裁庭判断。",
             "Platform work is an employment, a relation not fully one, or a civil contract, by the facts: you may apply and have it decided."),
        ("人社部发〔2021〕56号-1", "粤人社规〔2022〕14号-1"),
    ),
}  # fmt: skip
NOT_HERE = Line(
    "这是指引，不是决定：您仍然可以申请，由仲裁委员会依法答复。",
    "This is advice and no decision: you may apply all the same, and the committee answers by law.",
)
DIVISION = re.compile(r"\b44\d{4}\b")
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True)
class Step:
    """Where a guide stands: a question that is open, or what the law says."""

    question: Question | None
    finding: Finding | None
    told: list[tuple[str, str, str]]  # (question's code, its words, the answer) so far

    @property
    def reasons(self) -> list[str]:
        return [_named(spoken(line)) for line in self.finding.reasons] if self.finding else []

    @property
    def forum(self) -> str:
        """Of the scope guide: who hears it."""
        return spoken(FORUMS[self.finding.result]) if self.finding and self.finding.result in FORUMS else ""  # type: ignore[index]


def walk(guide: str, carried: Carried) -> Step:
    """The next question these answers leave open, or the finding. Raises `RuleError` where two answers cannot both be."""
    said = carried.get(guide, {})
    found = _asked(guide, carried, said)
    told = list(_told(guide, carried))
    if isinstance(found, Question):
        return Step(found, None, told)
    return Step(None, _with_special(found, said), told)


def _asked(guide: str, carried: Carried, said: dict[str, Any]) -> Question | Finding:
    if guide == "scope" and "person" not in said:
        return PERSON
    return ask(guide, _engine(_usual(guide, carried) | said), calendar=in_force())


def _engine(said: dict[str, Any]) -> dict[str, Any]:
    """The answers as the rules take them: the days alone, without what happened on them."""
    bare = {"interrupted_on": lambda row: row[1], "suspended": lambda row: row[1:]}
    return {
        code: [bare[code](row) for row in value] if code in bare else value for code, value in said.items()
    }


def _usual(guide: str, carried: Carried) -> dict[str, Any]:
    """What nobody has to be asked: today, and what the first pages were told."""
    triage = carried.get("triage", {})
    event, answers = EVENTS.get(triage.get("event", "")), triage.get("answers", {})
    known: dict[str, Any] = {}
    if guide == "limitation":
        sides = carried.get("scope", {}).get("sides")
        known = {"filed_on": timezone.localdate().isoformat(), "employed": answers.get("employed")}
        known |= (
            {"appointed_civil_servant": "yes" if sides == "civil_servant" else "no"} if sides or event else {}
        )
        known |= {"arrears": "yes" if event.arrears else "no"} if event else {}
        left, knew = _iso(answers.get("left_on")), _iso(answers.get("known_on"))
        known |= {"ended_on": left, "known_on": knew or left}
    return {code: value for code, value in known.items() if value}


def _iso(typed: Any) -> str | None:
    """The first pages carry days as they were typed; they were read there already."""
    day = DayField(required=False).clean(typed)
    return day.isoformat() if day else None


def _with_special(found: Finding, said: dict[str, Any]) -> Finding:
    line, law = SPECIAL.get(said.get("person", ""), (None, ()))
    reasons = (*found.reasons, line) if line else found.reasons
    if found.result in FORUMS and found.result != "arbitration":
        reasons = (*reasons, NOT_HERE)
    return Finding(found.result, reasons, (*found.law, *law))


def _told(guide: str, carried: Carried) -> Iterator[tuple[str, str, str]]:
    """Every answer so far in words, with the question it answers."""
    before: dict[str, Any] = {}
    for code, value in carried.get(guide, {}).items():
        question = _asked(guide, carried, before)
        if isinstance(question, Question):
            yield code, str(title_of(question)), one_after_another(_words(question, value)) or "—"
        before[code] = value


def _words(question: Question, value: Any) -> Iterator[str]:
    for row in value if isinstance(value, list) else [value]:
        if isinstance(row, list):
            event = (INTERRUPTIONS | SUSPENSIONS).get(row[0])
            yield " ".join([spoken(event.words) if event else row[0], *map(_named, row[1:])])
        else:
            line = question.options.get(row)
            yield spoken(line) if line else _named(str(row))


def _named(text: str) -> str:
    """Division codes as the places they stand for, days as the reader writes them."""
    names = divisions()
    text = DIVISION.sub(lambda code: full_name(code[0]) if code[0] in names else code[0], text)
    return DAY.sub(lambda day: date_format(date.fromisoformat(day[0])), text)
