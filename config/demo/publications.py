"""From an ended dispute to a typical case others can read: proposed, redacted, read a second time, published by the director."""

from __future__ import annotations

import re
from typing import Any

from casebook.envelopes import desk_for, envelope
from casebook.models import TypicalCase
from casebook.topics import RecallReason, Trade
from config.demo import typical
from config.demo.case import Case
from config.demo.mediations import agreed, signed
from config.demo.proceedings import served
from config.demo.script import Story, scene

SUM = re.compile(r"\d[\d,.]*元")
WHY = "案情有代表性，处理思路对同类争议有参考价值。"


def proposed(case: Case, by: str) -> TypicalCase:
    fresh = TypicalCase(dispute=envelope(), source_dispute=case.dispute, office=desk_for(case.dispute))
    return case.begin(fresh, "propose", by, title=typical.published()[case.code]["title"], why=WHY)


def edited(case: Case, draft: TypicalCase, handling: str, result: str) -> TypicalCase:
    """The editor tells how it was handled and why it matters, without sums and trade: many disputes are to look like it.
    The names of the parties are still in the original."""
    row = typical.published()[case.code]
    words = {
        **draft.original,
        "handling": handling,
        "result": result,
        "issue": row["legal_issue"],
        "significance": row["significance"],
        "claims": "\n".join(SUM.sub("", line) for line in draft.original.get("claims", "").splitlines()),
    }
    return case.do(draft, "edit", "editor", words=words, filing={"trade": Trade.OTHER})


def submitted(case: Case, draft: TypicalCase) -> TypicalCase:
    """Every suspect is hidden, then the text rests until the second reader has decided."""
    if draft.undecided:
        draft = case.do(
            draft, "decide", "editor", spans=[span["id"] for span in draft.undecided], decision="hide"
        )
    return case.do(draft, "submit", "editor")


def settled(case: Case) -> Any:
    """A mediation whose agreement was kept at once."""
    mediation = yield from agreed(case, 3)
    yield 1
    signed(case, mediation)
    yield 2
    case.do(mediation, "record_instalment", "A", instalment=1, note="已到账。")
    yield 5
    draft = proposed(case, "lead")
    yield 2
    return draft


HANDLED = "调解员先分别听取双方意见，再组织双方逐月核对工资台账，促成双方达成调解协议并当场约定付款日期。"
PAID = "双方自愿达成调解协议，用人单位已按协议付清款项。"


@scene(ago=18, typical="C022")
@scene(ago=17, typical="C033")
def proposal(case: Case) -> Story:
    yield from settled(case)


@scene(ago=24, typical="C017")
def being_redacted(case: Case) -> Story:
    draft = yield from settled(case)
    edited(case, draft, HANDLED, PAID)


@scene(ago=29, typical="C008")
def with_the_second_reader(case: Case) -> Story:
    draft = yield from settled(case)
    draft = edited(case, draft, HANDLED, PAID)
    yield 1
    submitted(case, draft)


@scene(ago=27, typical="C002")
def with_the_director(case: Case) -> Story:
    draft = yield from settled(case)
    draft = edited(case, draft, HANDLED, PAID)
    yield 1
    draft = submitted(case, draft)
    yield 1
    case.do(draft, "release", "reader")


@scene(ago=25, typical="C004")
def declined(case: Case) -> Story:
    draft = yield from settled(case)
    case.do(draft, "decline", "editor", reason="与已发布的案例争议焦点相同。")


@scene(ago=78, typical="D001")
@scene(ago=80, typical="D002", recalled="yes")
def released(case: Case) -> Story:
    arbitration = yield from served(case, "0.85")
    yield 16
    case.do(arbitration, "close", "director")
    yield 2
    draft = proposed(case, "director")
    yield 2
    draft = edited(
        case, draft, "仲裁庭要求用人单位提供考勤记录和工资支付台账，用人单位未在指定期限内提供。",
        "裁决用人单位支付加班工资差额，双方均未起诉，裁决书已发生法律效力。",
    )  # fmt: skip
    yield 1
    draft = submitted(case, draft)
    yield 3
    draft = case.do(draft, "release", "reader")
    yield 1
    draft = case.do(draft, "publish", "director", despite="同类案件较多，当事人无法据此识别。")
    if case.facts.get("recalled"):
        yield 5
        case.do(draft, "recall", "editor", kind=RecallReason.OBJECTION, reason="当事人提出异议，需重新审查。")
