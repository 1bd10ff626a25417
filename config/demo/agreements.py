"""What follows a mediation agreement: review by the committee, confirmation, payment order, arbitration after failure."""

from __future__ import annotations

from typing import Any

from arbitration.models import AgreementReview
from config.demo import cast
from config.demo.awards import answered, to_court
from config.demo.case import Case
from config.demo.mediations import agreed, applied, conversation, signed, taken, undisputed
from config.demo.proceedings import accepted, serve, tribunal
from config.demo.script import Story, scene
from disputes.models import HandOff

PLEDGE = "双方自愿达成协议，没有恶意串通、规避法律的情形，愿意承担不实陈述的法律后果。"


def reviewed(case: Case) -> Any:
    """Both ask the committee to review the agreement; the director accepts."""
    mediation = yield from agreed(case, 20, 45)
    yield 1
    signed(case, mediation)
    yield 1
    review = case.begin(
        AgreementReview(dispute=case.dispute, office=case.office(cast.COMMITTEE)), "apply", "A", pledge=PLEDGE
    )
    yield 1
    review = case.do(review, "join", "B")
    yield 1
    review = case.do(review, "accept", "director")
    serve(case, "V02")
    return review


@scene(ago=9, typical="C032")
@scene(ago=8, typical="C017", joined="")
@scene(ago=22, typical="C005", end="refuse")
@scene(ago=23, typical="C030", end="withdraw")
def review_asked(case: Case) -> Story:
    """The director decides on the review, unless the other side has not joined yet or it ended otherwise."""
    mediation = yield from agreed(case, 25)
    yield 1
    signed(case, mediation)
    yield 1
    review = case.begin(
        AgreementReview(dispute=case.dispute, office=case.office(cast.COMMITTEE)), "apply", "A", pledge=PLEDGE
    )
    if case.facts.get("joined", "B"):
        review = case.do(review, "join", "B")
    yield 2
    if case.facts.get("end") == "refuse":
        case.do(
            review, "refuse", "director", ground="jurisdiction", reason="调解组织所在地不在本委管辖范围内。"
        )
    elif case.facts.get("end") == "withdraw":
        case.do(review, "withdraw", "A", reason="双方改为向人民法院申请司法确认。")


@scene(ago=10, typical="C039", until="accepted")
@scene(ago=13, typical="C008", until="reviewing", employer="employer")
@scene(ago=15, typical="C025", until="statement_draft")
@scene(ago=32, typical="C033", worker="worker", employer="employer")
@scene(ago=26, typical="C018", until="refused")
def under_review(case: Case) -> Story:
    """To the mediation statement that makes the agreement enforceable, or to the refusal."""
    until = case.facts.get("until")
    review = yield from reviewed(case)
    yield 1
    if until == "accepted":
        return
    case.do(
        review,
        "name_arbitrator",
        "director",
        arbitrator=case.who("arbitrator"),
        recorder=case.who("recorder"),
    )
    yield 2
    if until == "refused":
        case.do(
            review,
            "refuse_statement",
            "arbitrator",
            ground="unclear",
            reason="协议对付款对象和方式的约定不明确，无法执行。",
        )
    elif until != "reviewing":
        case.do(review, "make_statement", "arbitrator")
        serve(case, "D37", *("A" if until else "AB"))


def confirmation(case: Case) -> Any:
    """Both ask the court to confirm the agreement; the organisation sends it."""
    mediation = yield from agreed(case, 25, 50)
    yield 1
    signed(case, mediation)
    yield 2
    handoff = to_court(case, "confirmation", "A", "请求确认双方达成的调解协议有效。")
    yield 2
    handoff = case.do(handoff, "join", "B")
    yield 1
    return case.do(handoff, "send", "lead")


@scene(ago=8, typical="C022")
@scene(ago=13, typical="C010")
def confirmation_sent(case: Case) -> Story:
    yield from confirmation(case)


@scene(ago=36, typical="C025", worker="worker")
def confirmed(case: Case) -> Story:
    handoff: HandOff = yield from confirmation(case)
    yield 2
    handoff = case.do(
        handoff, "acknowledge", "court", docket_number=f"（{case.today.year}）粤0104诉前调确88号"
    )
    yield 8
    answered(case, handoff, "confirmed")


@scene(ago=28, typical="C018", employer="employer", answer="")
@scene(ago=44, typical="C004", answer="objected")
@scene(ago=36, typical="C002", answer="ordered")
@scene(ago=60, typical="C009", answer="enforceable")
def payment_order(case: Case) -> Story:
    """The employer broke an agreement on pay: the worker asks for a payment order (AL-16)."""
    mediation = yield from agreed(case, 5)
    yield 1
    signed(case, mediation)
    yield 7
    case.do(mediation, "record_breach", "A")
    yield 1
    handoff = to_court(case, "payment_order", "A", "被申请人未按调解协议支付工资，请求发出支付令。")
    yield 1
    handoff = case.do(handoff, "send", "lead")
    if case.facts["answer"]:
        yield 1 if case.facts["answer"] == "enforceable" else 16
        handoff = case.do(
            handoff, "acknowledge", "court", docket_number=f"（{case.today.year}）粤0104民督{handoff.pk}号"
        )
        yield 2
        handoff = answered(case, handoff, "ordered")
    if case.facts["answer"] == "objected":
        yield 2
        case.do(handoff, "end_order", "court")


@scene(ago=19, typical="C044", worker="worker")
@scene(ago=24, typical="C020", agent="A")
def on_to_arbitration(case: Case) -> Story:
    """Mediation failed: the same dispute goes on before the committee, with two undisputed facts and nothing else said."""
    mediation = applied(case)
    yield 1
    mediation = yield from taken(case, mediation)
    conversation(case, mediation)
    undisputed(case, mediation)
    yield 3
    for who in "AB":
        case.do(mediation, "release_facts", who, facts=[1, 2])
    case.do(mediation, "give_up", "A")
    yield 2
    arbitration = yield from accepted(case)
    serve(case, "D09")
    yield 1
    serve(case, "D12")
    tribunal(case, arbitration)
