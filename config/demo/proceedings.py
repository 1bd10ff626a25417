"""The parts an arbitration is made of, each from one event to the next, for the scenes to be put together from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from arbitration import elements
from arbitration.articles import usual
from arbitration.models import Arbitration
from arbitration.slots import next_slots
from config.demo import cast
from config.demo.case import Case
from config.demo.minutes import recorded
from config.demo.script import working_day
from disputes.models import Service
from disputes.views.papers import keep

Part = Iterator[int | date]
OPINION = "申请人与本案有直接利害关系，有明确的被申请人、具体的仲裁请求和事实理由，属于受理范围，属本委管辖，建议受理。"
ANSWER = "答辩人认可与申请人存在劳动关系，但对申请人计算的期间和数额有异议，请求依法核算；其余请求没有事实依据，请求驳回。"


def filed(case: Case) -> Arbitration:
    """Filed at once, or after a mediation of the same dispute."""
    if not case.begun:
        case.draft()
    arbitration = case.begin(Arbitration(dispute=case.dispute, office=case.office(cast.COMMITTEE)), "file")
    case.seat_everybody()
    return arbitration


def serve(case: Case, code: str, *sides: str) -> None:
    """The clerk hands over every waiting copy of a paper, or sends it where the party agreed to electronic service."""
    waiting = Service.objects.filter(
        dispute=case.dispute, stage="due", paper__code=code, party__side__in=sides or "AB"
    )
    for service in waiting.select_related("party").order_by("pk"):
        online = service.party.electronic_service and code != "D37"  # a mediation statement is handed over
        case.do(
            service, "prove", "clerk", channel="electronic" if online else "direct",
            receipt="系统到达记录" if online else "送达回证，本人签收",
        )  # fmt: skip


def accepted(case: Case) -> Any:
    arbitration = filed(case)
    yield 2
    case.do(arbitration, "propose_acceptance", "clerk", opinion=OPINION)
    yield 1
    return case.do(arbitration, "accept", "director")


def tribunal(case: Case, arbitration: Arbitration) -> Arbitration:
    """One alone, or three where `bench` names two more."""
    users = case.house.users
    beside = [users[name] for name in case.facts.get("bench", "").split()]
    if not beside and not case.dispute.collective:
        arbitration = case.do(arbitration, "handle_simply", "director", ground="clear")
        serve(case, "D31")
    return case.do(
        arbitration, "form_tribunal", "director", presiding=users[case.facts.get("presiding", "presiding")],
        recorder=users["recorder"], arbitrators=beside,
    )  # fmt: skip


def prepared(case: Case) -> Any:
    """Copy served, tribunal formed, answered and forwarded."""
    arbitration = yield from accepted(case)
    serve(case, "D09")
    yield 1
    serve(case, "D12")
    arbitration = tribunal(case, arbitration)
    serve(case, "D14")
    yield 5
    case.do(arbitration, "answer", "B", text=ANSWER)
    yield 1
    return case.do(arbitration, "forward_answer", "clerk")


EXHIBITS = {
    "A": (("劳动合同", "双方存在劳动关系和约定的工资标准"), ("工资银行流水", "实际发放的工资数额和期间")),
    "B": (("工资支付台账", "已支付的工资数额"),),
}


def argued(case: Case, arbitration: Arbitration) -> Arbitration:
    """Both sides put their evidence into the catalogue, speak of the other's, and fill in the table of facts."""
    for side, exhibits in EXHIBITS.items():
        user: Any = case.who(side)
        items: list[dict[str, Any]] = []
        for title, proves in exhibits:
            text = f"（演示材料）{title}\n案号：{arbitration.number}\n".encode()
            paper = keep(case.dispute, user, title=title, name=f"{title}.txt", content=text, audience="open")
            items.append({"paper": str(paper.ref), "title": title, "pages": "1", "proves": proves})
        arbitration = case.do(arbitration, "offer_evidence", side, items=items)
    for side, why in (
        ("B", "工资构成中包含绩效，与合同约定不一致"),
        ("A", "台账由单位单方制作，没有本人签名"),
    ):
        theirs = arbitration.exhibits.exclude(side=side)
        opinions = [
            {"exhibit": one.pk, "authentic": n > 0 or side == "B", "lawful": True, "relevant": n > 0, "text": "" if n else why}
            for n, one in enumerate(theirs)
        ]  # fmt: skip
        arbitration = case.do(arbitration, "give_opinions", side, opinions=opinions)
    lines = [line for line in elements.lines(arbitration) if line.claim.side == "A"]
    stated = [
        (line.claim.pk, line.element.code, STATED[line.element.code])
        for line in lines
        if line.element.code in STATED
    ]
    items = [{"claim": pk, "code": code, "text": text} for pk, code, text in stated]
    arbitration = case.do(arbitration, "state_elements", "A", items=items)
    answers = [
        {"claim": pk, "code": code, "agrees": code == "relation", "text": "" if code == "relation" else "以工资支付台账为准"}
        for pk, code, _text in stated
    ]  # fmt: skip
    return case.do(arbitration, "answer_elements", "B", items=answers)


STATED = {
    "relation": "申请人系被申请人员工，双方签订书面劳动合同，劳动关系存续期间以合同和社会保险记录为准",
    "wage": "月工资按劳动合同约定，由基本工资和岗位工资构成",
}


def scheduled(case: Case) -> Any:
    """Notified for the day that `hearing` names, in working days from today, else for the eighth from now."""
    arbitration = yield from prepared(case)
    if case.facts.get("argued"):
        arbitration = argued(case, arbitration)
    yield 1
    wanted = case.facts.get("hearing")
    return laid(case, arbitration, case.later(8) if wanted is None else working_day(case.house.today, wanted))


def laid(case: Case, arbitration: Arbitration, day: date) -> Any:
    """Laid at the first time from this day on at which all are free, and notified."""
    slot = next_slots(arbitration, day, count=1)[0]
    arbitration = case.do(
        arbitration,
        "schedule",
        case.facts.get("presiding", "presiding"),
        room=slot.room,
        day=slot.day,
        start=slot.start,
        end=slot.end,
    )
    serve(case, "D19")
    return arbitration


def heard(case: Case) -> Any:
    arbitration = yield from scheduled(case)
    yield arbitration.hearing_on
    return case.do(arbitration, "open_hearing", case.facts.get("presiding", "presiding"))


def deliberated(case: Case) -> Any:
    arbitration = recorded(case, (yield from heard(case)))
    chair = case.facts.get("presiding", "presiding")
    case.do(arbitration, "close_debate", chair, last_words="双方均坚持各自意见。")
    yield 2
    case.do(
        arbitration,
        "deliberate",
        chair,
        text="双方对劳动关系和欠付事实没有争议，数额以工资支付台账为准。",
        **voted(arbitration),
    )
    return arbitration


def voted(arbitration: Arbitration) -> dict[str, Any]:
    """Of three arbitrators: the last one would give less."""
    if not arbitration.bench:
        return {}
    bench = [arbitration.presiding_id, *arbitration.bench]
    opinions = ["按照工资支付台账和考勤记录计算，予以支持。", "考勤记录不完整，只支持有记录的部分。"]
    return {"opinions": opinions, "votes": {str(key): int(key == bench[-1]) for key in bench}}


def decided(case: Case, *shares: str) -> Any:
    """An award that gives this share of every claimed sum, the last share to all that follow."""
    arbitration = yield from deliberated(case)
    yield 2
    arbitration = case.do(
        arbitration, "make_award", case.facts.get("presiding", "presiding"), items=items(case, shares or ("0.8",)),
        facts=case.dispute.facts_text, reasons="用人单位掌握工资支付凭证和考勤记录，应当提供而没有提供的，承担不利后果。",
    )  # fmt: skip
    return arbitration


def items(case: Case, shares: tuple[str, ...]) -> list[dict[str, Any]]:
    found, agreed = [], elements.agreed(case.dispute.arbitrations.get())
    for n, claim in enumerate(case.dispute.claims.order_by("pk")):
        share = Decimal(shares[min(n, len(shares) - 1)])
        given = None if claim.amount is None else (claim.amount * share).quantize(Decimal("0.01"))
        found.append(
            {
                "claim": claim.pk,
                "awarded": None if given is None else f"{given:.2f}",
                "text": decision(case, claim, given),
                "found": agreed.get(claim.pk) or finding(given),
                "articles": list(usual(claim) or GENERAL),
            }
        )
    return found


GENERAL = ("LCL-29",)  # each side performs its duties in full


def finding(given: Decimal | None) -> str:
    if given is not None and not given:
        return "申请人没有提供证据证明其主张的事实，本委不予采信。"
    return "申请人主张的事实有工资银行流水佐证，被申请人没有提供相反的证据，本委予以采信。"


def decision(case: Case, claim: Any, given: Decimal | None) -> str:
    a, b = case.party("A").name, case.party("B").name
    if given is None:
        return f"{claim.text.removeprefix('请求')}：予以支持。"
    if not given:
        return f"驳回{a}“{claim.text}”的仲裁请求。"
    return f"{b}于本裁决书生效之日起五日内向{a}支付{given:.2f}元。"


def served(case: Case, *shares: str) -> Any:
    """Awarded and received by both sides two days apart: each window runs from its own receipt."""
    arbitration = yield from decided(case, *shares)
    yield 1
    serve(case, "D38", "A")
    yield 2
    serve(case, "D38", "B")
    return arbitration
