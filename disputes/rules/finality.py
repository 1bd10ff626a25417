"""Final or not: each item of an award by its kind and the amount awarded (AL-47, CR-50, B9-10, B9-11)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from disputes.rules.money import shown
from disputes.rules.readings import READINGS, chosen, told
from disputes.rules.wages import MinimumWage, minimum_wage
from disputes.rules.words import Line, RuleError

Finality = Literal["final", "non_final"]
MONTHS = 12
OURS = Line("（本仲裁委员会采用的理解）", " (the reading this committee follows)")

MONEY = frozenset(
    {
        "wages",
        "overtime",
        "work_injury_medical",
        "severance",
        "unlawful_termination",
        "second_wage",
        "illegal_probation",
        "notice_pay",
        "non_compete_compensation",
        "sick_pay",
        "injury_leave_pay",
        "other_damages",
    }
)
STANDARDS = frozenset({"working_time", "rest_leave", "social_insurance"})
NEVER = frozenset({"reinstatement", "other"})
KINDS = MONEY | STANDARDS | NEVER


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the award; `awarded` in yuan, what was awarded and not what was claimed (CR-50(1))."""

    key: str
    kind: str
    awarded: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One award document; mixed content takes two, the final one first (CR-50(4))."""

    type: Finality
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which items are final, the line they were tested against, and the documents to make."""

    wage: MinimumWage
    items: Mapping[str, Finality]
    documents: tuple[Document, ...]
    law: tuple[str, ...]
    reasons: Mapping[str, Line]
    readings: tuple[Line, ...] = ()

    @property
    def threshold(self) -> Decimal:
        return self.wage.monthly * MONTHS


def judge(
    items: Sequence[Item],
    *,
    city: str,
    award_date: date,
    confirms_relation: bool,
    personnel: bool = False,
    settings: Mapping[str, str] | None = None,
) -> Verdict:
    """Test each item alone against twelve minimum wages of the committee's city on the award's day.

    An award that touches the employment relationship is non-final as a whole (B9-11). `personnel` marks a
    personnel dispute. `settings` choose among the readings `relation_at_issue` and `personnel_finality`; those on
    the minimum wage are the caller's, who gives its city and day: here they are told.
    """
    if not items:
        raise RuleError("裁决没有任何事项", "the award has no items", field="items")
    if len({item.key for item in items}) != len(items):
        raise RuleError("裁决事项的编号重复", "two items of the award share a key", field="key")
    wage = minimum_wage(city, award_date)
    by = _by(settings)
    tested = {item.key: _test(item, wage.monthly * MONTHS, by) for item in items}
    if barred := _barred(settings, relation=confirms_relation, personnel=personnel):
        tested = dict.fromkeys(tested, ("non_final", barred))
    found: dict[str, Finality] = {key: kind for key, (kind, _reason) in tested.items()}
    reasons = {key: reason for key, (_kind, reason) in tested.items()}
    law = _law(items, confirms_relation=confirms_relation)
    readings = _readings(items, settings, relation=confirms_relation, personnel=personnel)
    return Verdict(wage, found, _documents(found), law, reasons, tuple(readings))


def _readings(
    items: Sequence[Item], settings: Mapping[str, str] | None, *, relation: bool, personnel: bool
) -> Iterator[Line]:
    """The open questions on which this verdict turns, with the committee's answers."""
    money = any(item.kind in MONEY for item in items)
    asked = {
        "minimum_wage_date": money, "minimum_wage_place": money,
        "relation_at_issue": relation, "personnel_finality": personnel,
    }  # fmt: skip
    return (told(code, chosen(code, settings)) for code, matters in asked.items() if matters)


def _by(settings: Mapping[str, str] | None) -> Line:
    """Whose minimum wage it is, in brackets behind a reason."""
    day, place = (
        READINGS[code].options[chosen(code, settings)] for code in ("minimum_wage_date", "minimum_wage_place")
    )
    return Line(
        f"（按{day.zh}、{place.zh}的最低工资标准，本仲裁委员会采用的理解）",
        f" (by the minimum wage of {day.en}, {place.en}: the reading this committee follows)",
    )


def _barred(settings: Mapping[str, str] | None, *, relation: bool, personnel: bool) -> Line | None:
    """Why nothing of the award can be final, if so."""
    if relation and chosen("relation_at_issue", settings) == "whole_non_final":
        return Line(f"裁决涉及确认劳动关系，全案非终局{OURS.zh}", f"the relationship is at issue{OURS.en}")
    if personnel and chosen("personnel_finality", settings) == "excluded":
        return Line(f"人事争议不适用终局裁决{OURS.zh}", f"personnel disputes have no final awards{OURS.en}")
    return None


def _test(item: Item, threshold: Decimal, by: Line) -> tuple[Finality, Line]:
    if item.kind not in KINDS:
        raise RuleError(
            f"没有这种裁决事项：{shown(item.kind)}",
            f"there is no kind of item called {shown(item.kind)}",
            field="kind",
        )
    if item.kind in STANDARDS:
        return "final", Line("因执行国家劳动标准发生的争议", "a dispute on national labour standards")
    if item.kind in NEVER:
        return "non_final", Line("不属于终局裁决的事项", "not a matter that can be final")
    if item.awarded is None:
        raise RuleError(
            f"事项 {item.key} 缺少裁决金额", f"item {item.key} lacks the amount awarded", field="awarded"
        )
    if item.awarded < 0:
        raise RuleError(
            f"事项 {item.key} 的金额为负", f"the amount of item {item.key} is negative", field="awarded"
        )
    if item.awarded <= threshold:
        return "final", Line(f"不超过 {threshold} 元{by.zh}", f"not above {threshold} yuan{by.en}")
    return "non_final", Line(f"超过 {threshold} 元{by.zh}", f"above {threshold} yuan{by.en}")


def _documents(found: Mapping[str, Finality]) -> tuple[Document, ...]:
    order: tuple[Finality, Finality] = ("final", "non_final")
    keys = {kind: tuple(key for key, value in found.items() if value == kind) for kind in order}
    return tuple(Document(kind, keys[kind]) for kind in order if keys[kind])


def _law(items: Sequence[Item], *, confirms_relation: bool) -> tuple[str, ...]:
    if confirms_relation:
        return ("AL-47", "CR-50", "B9-11")
    return ("AL-47", "CR-50", "B9-10") if any(item.kind in MONEY for item in items) else ("AL-47", "CR-50")
