"""Disputes before the mediation organisation, at every stage of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from config.demo.case import Case
from config.demo.script import Story, scene
from mediation.lifecycle.stages import Answer
from mediation.models import Mediation

Part = Iterator[int]


def applied(case: Case) -> Mediation:
    """The application reaches the organisation."""
    case.draft()
    case.dispute.parties.filter(worker=True).update(speaks=case.facts.get("speaks", ""))
    mediation = case.begin(Mediation(dispute=case.dispute, office=case.office()), "apply")
    case.seat_everybody()
    return mediation


def taken(case: Case, mediation: Mediation) -> Any:
    """The other side agrees, the lead accepts, a mediator takes it."""
    case.do(mediation, "consent", "B")
    yield 1
    case.do(mediation, "accept", "lead")
    yield 1
    return case.do(mediation, "take", case.facts.get("mediator", "mediator"))


def talk(case: Case, mediation: Mediation, *lines: tuple[str, str, str]) -> None:
    """`(who, where, text)`, line by line."""
    for who, where, text in lines:
        case.do(mediation, "say", who, audience=where, text=text)


def terms(case: Case, total: Decimal, *days: date) -> dict[str, Any]:
    """An agreement on a sum, paid in equal parts on these days."""
    part = (total / len(days)).quantize(Decimal("0.01"))
    parts = [part] * (len(days) - 1) + [total - part * (len(days) - 1)]
    return {
        "items": [
            f"{case.party('B').name}向{case.party('A').name}支付{total:.2f}元，双方就本争议再无其他请求。",
            "双方当事人自愿达成本协议。",
        ],
        "total": f"{total:.2f}",
        "performance": [
            {"text": f"第{n}期付款", "due_on": day.isoformat(), "amount": f"{sum_:.2f}", "way": "银行转账"}
            for n, (day, sum_) in enumerate(zip(days, parts, strict=True), 1)
        ],
    }  # fmt: skip


def shared(case: Case, mediation: Mediation, *days: date, least: int) -> dict[str, Any]:
    """An offer to many workers: each a sum of its own, paid in parts that meet the whole to the cent (CR-63)."""
    sums = [Decimal(2180 + 137 * n) + Decimal(n * 7 % 100) / 100 for n, _one in enumerate(mediation.together)]
    parts = [[(sum_ / len(days)).quantize(Decimal("0.01"))] * (len(days) - 1) for sum_ in sums]
    rows = [[*part, sum_ - sum(part)] for part, sum_ in zip(parts, sums, strict=True)]
    made = terms(case, sum(sums, Decimal(0)), *days)
    columns = [sum(column, Decimal(0)) for column in zip(*rows, strict=True)]
    made["performance"] = [
        each | {"amount": f"{sum_:.2f}"} for each, sum_ in zip(made["performance"], columns, strict=True)
    ]
    made["items"] = [
        f"{case.party('B').name}按所附名单向各申请人支付拖欠的工资。",
        "未接受的申请人不受本协议约束。",
    ]
    named = zip(mediation.together, rows, strict=True)
    shares = [
        {"party": str(one.pk), "name": one.name, "amounts": [f"{s:.2f}" for s in row]} for one, row in named
    ]
    return made | {"shares": shares, "least": least}


def answered(case: Case, mediation: Mediation, *, by: slice, declining: tuple[int, ...] = ()) -> Mediation:
    """Those workers answer for themselves, one after the other; the numbers in `declining` say no."""
    for n, one in list(enumerate(mediation.together))[by]:
        seat = one.seats.get(left=False)
        case.logins[f"A{n}"] = seat.user
        answer = Answer.DECLINES if n in declining else Answer.ACCEPTS
        mediation = case.do(mediation, "answer_share", f"A{n}", offer=1, answer=str(answer))
    return mediation


def many(case: Case) -> Any:
    """27 workers before the mediator, with the employer's offer on the table."""
    mediation = applied(case)
    yield 1
    mediation = yield from taken(case, mediation)
    conversation(case, mediation)
    yield 1
    offer = shared(case, mediation, case.later(12), case.later(32), least=20)
    return case.do(mediation, "offer", "B", terms=offer, valid_until=case.later(8))


def conversation(case: Case, mediation: Mediation) -> None:
    talk(
        case, mediation,
        ("A", "joint", "公司认可拖欠，但一直没有说什么时候付。我希望先把数额对清楚。"),
        ("B", "joint", "数额我们需要核对考勤和工资台账，大体没有异议。"),
        (case.facts.get("mediator", "mediator"), "joint", "请双方今天把各自的计算表发上来，我们逐月核对。"),
        ("A", "caucus_a", "如果能一次付清，我可以少要一部分。"),
        ("B", "caucus_b", "公司现金流紧张，最好能分两期。"),
        (case.facts.get("mediator", "mediator"), "notes", "双方差距不大，可提分期方案。"),
    )  # fmt: skip


def undisputed(case: Case, mediation: Mediation) -> None:
    """Three facts put into words: two confirmed by both sides, one that the employer leaves open."""
    a, b = case.party("A").name, case.party("B").name
    case.do(mediation, "state_fact", "A", wording=f"{a}在{b}工作期间，双方签订了书面劳动合同。")
    case.do(
        mediation,
        "state_fact",
        case.facts.get("mediator", "mediator"),
        wording="双方对考勤记录的真实性没有异议。",
    )
    case.do(mediation, "state_fact", "A", wording="用人单位曾口头承诺在当月月底前结清全部款项。")
    for who, number in (("B", 1), ("A", 2), ("B", 2)):
        case.do(mediation, "confirm_fact", who, fact=number)


def agreed(case: Case, *days: int) -> Any:
    """From the application to both sides' yes; the sum falls due so many working days later."""
    mediation = applied(case)
    yield 1
    mediation = yield from taken(case, mediation)
    conversation(case, mediation)
    yield 1
    case.do(
        mediation,
        "sit",
        case.facts.get("mediator", "mediator"),
        place="第一调解室",
        minutes="双方核对了工资台账，对应付数额基本一致，就付款方式进行协商。",
    )
    total = (case.total * Decimal("0.9")).quantize(Decimal("1"))
    offer = terms(case, total, *(case.later(n) for n in days))
    mediation = case.do(mediation, "offer", "B", terms=offer)
    case.do(mediation, "accept_offer", "A", offer=1)
    return mediation


def signed(case: Case, mediation: Mediation) -> Mediation:
    mediator = case.facts.get("mediator", "mediator")
    for who in ("A", "B", mediator):
        case.do(mediation, "sign", who)
    return case.do(mediation, "seal", "lead")


@scene(ago=2, typical="C004", employer="employer")
@scene(ago=1, typical="C055")
def applied_for(case: Case) -> Story:
    """The lead has to ask the other side and decide within three working days."""
    applied(case)
    yield 3


@scene(ago=2, typical="C018", worker="worker")
def consented(case: Case) -> Story:
    mediation = applied(case)
    yield 1
    case.do(mediation, "consent", "B")


@scene(ago=3, typical="C032", speaks="cantonese")
@scene(ago=4, typical="C001", employer="employer")
def waits_for_a_mediator(case: Case) -> Story:
    mediation = applied(case)
    yield 1
    case.do(
        mediation, "record_consent", "lead", note="被申请人人事主管来电同意调解，10时05分，电话记录在案。"
    )
    yield 1
    case.do(mediation, "accept", "lead")


@scene(ago=6, typical="C005")
@scene(ago=8, typical="C008", worker="worker", employer="employer")
@scene(ago=8, typical="C018", worker="worker", employer="employer")
def in_the_room(case: Case) -> Story:
    """Messages in the joint stream and both caucuses; a sitting; an offer on the table."""
    mediation = applied(case)
    yield 1
    mediation = yield from taken(case, mediation)
    conversation(case, mediation)
    yield 1
    case.do(
        mediation,
        "sit",
        "mediator",
        place="线上调解室",
        minutes="双方就计算口径交换了意见，约定三日内各自提出方案。",
    )
    undisputed(case, mediation)
    case.do(mediation, "release_facts", "A", facts=[1, 2])
    total = (case.total * Decimal("0.8")).quantize(Decimal("1"))
    case.do(mediation, "offer", "B", terms=terms(case, total, case.later(10), case.later(30)))
    talk(
        case,
        mediation,
        ("A", "caucus_a", "八成偏低，我的底线是九成。"),
        ("mediator", "caucus_a", "明白，我再做对方工作。"),
    )


@scene(ago=5, typical="C010", employer="employer", speaks="teochew")
@scene(ago=7, typical="C039", agent="A")
@scene(ago=4, typical="C030")
def just_taken(case: Case) -> Story:
    mediation = applied(case)
    yield 1
    mediation = yield from taken(case, mediation)
    talk(case, mediation, ("mediator", "joint", "我是本案调解员何敏仪，请双方各自说明对事实和数额的意见。"))


@scene(ago=18, typical="C041")
@scene(ago=19, typical="C020", employer="employer")
def extended_until_today(case: Case) -> Story:
    """Both sides lengthened the mediation until today: tomorrow it has failed."""
    mediation = applied(case)
    yield 1
    mediation = yield from taken(case, mediation)
    conversation(case, mediation)
    yield 2
    case.do(mediation, "offer", "mediator", terms=terms(case, case.total, case.later(30)))
    deadline = mediation.dispute.deadlines.get(code="mediation.period")
    yield deadline.due_on - timedelta(days=3)
    case.do(mediation, "ask_extension", "A", until=case.house.today)
    case.do(mediation, "agree_extension", "B")


@scene(ago=6, typical="C004", worker="worker", employer="employer", workers=27)
def many_are_asked(case: Case) -> Story:
    """19 of 27 have answered; the first of them has not."""
    mediation = yield from many(case)
    yield 1
    answered(case, mediation, by=slice(1, 20), declining=(7,))


@scene(ago=11, typical="C004", workers=27)
def two_of_many_decline(case: Case) -> Story:
    """25 agree and are bound; two go on alone, each in a dispute of its own."""
    mediation = yield from many(case)
    yield 1
    mediation = answered(case, mediation, by=slice(0, 27), declining=(4, 18))
    yield 1
    signed(case, mediation)


@scene(ago=7, typical="C022")
@scene(ago=8, typical="C033", worker="worker")
def waits_for_signatures(case: Case) -> Story:
    mediation = yield from agreed(case, 15)
    yield 1
    case.do(mediation, "sign", "B")


@scene(ago=12, typical="C025", employer="employer")
@scene(ago=16, typical="C002")
def in_effect_with_instalments(case: Case) -> Story:
    """The first part is paid, the second falls due later."""
    mediation = yield from agreed(case, 4, 20, 40)
    yield 1
    signed(case, mediation)
    yield 3
    case.do(mediation, "record_instalment", "A", instalment=1, note="已到账。")


@scene(ago=9, typical="C017")
def first_part_is_due_today(case: Case) -> Story:
    mediation = applied(case)
    yield 1
    mediation = yield from taken(case, mediation)
    case.do(mediation, "offer", "mediator", terms=terms(case, case.total, case.house.today))
    case.do(mediation, "accept_offer", "A", offer=1)
    case.do(mediation, "accept_offer", "B", offer=1)
    yield 1
    signed(case, mediation)


@scene(ago=40, typical="C009", worker="worker", employer="employer")
@scene(ago=55, typical="C057")
def kept(case: Case) -> Story:
    mediation = yield from agreed(case, 5, 12)
    yield 1
    signed(case, mediation)
    yield 4
    case.do(mediation, "record_instalment", "A", instalment=1, note="已到账。")
    yield 6
    case.do(mediation, "record_instalment", "lead", instalment=2, note="双方均确认已付清。")


@scene(ago=30, typical="C059")
def broken(case: Case) -> Story:
    mediation = yield from agreed(case, 5, 15)
    yield 1
    signed(case, mediation)
    yield 8
    case.do(mediation, "record_breach", "A")


@scene(ago=22, typical="C040")
def given_up(case: Case) -> Story:
    mediation = applied(case)
    yield 1
    mediation = yield from taken(case, mediation)
    conversation(case, mediation)
    yield 3
    case.do(mediation, "give_up", "B")


@scene(ago=35, typical="C044", worker="worker")
def ran_out_of_time(case: Case) -> Story:
    """Nobody said yes in fifteen days: the sweep ends it, and arbitration is open."""
    mediation = applied(case)
    yield 1
    mediation = yield from taken(case, mediation)
    conversation(case, mediation)


@scene(ago=18, typical="C038")
def other_side_refuses(case: Case) -> Story:
    mediation = applied(case)
    yield 2
    case.do(mediation, "refuse_consent", "B")


@scene(ago=26, typical="C031")
def out_of_scope(case: Case) -> Story:
    mediation = applied(case)
    yield 2
    case.do(mediation, "decline", "lead", ground="out_of_scope")


@scene(ago=20, typical="C015")
def taken_back(case: Case) -> Story:
    mediation = applied(case)
    yield 1
    yield from taken(case, mediation)
    yield 2
    case.do(mediation, "withdraw", "A")
