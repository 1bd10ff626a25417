"""Awards and what becomes of them: windows, effect, the closed file, and the ways to court."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from arbitration.volumes import missing
from config.demo.case import Case
from config.demo.proceedings import decided, filed, prepared, serve, served
from config.demo.script import Story, scene
from disputes.court import index
from disputes.models import HandOff
from disputes.models.handoff import openings

THREE = "arbitrator arbitrator2"


def to_court(case: Case, ground: str, by: str, reason: str) -> HandOff:
    """The party goes to court on the first way of this ground that the law leaves open.

    Fifteen days (AL-50) are as few as five working days around a long holiday: no story waits longer than that from
    the receipt of who sues, so that the demo can be built on every day of the year.
    """
    handoff = next(one for one in openings(case.dispute, case.who(by)) if one.ground == ground)
    facts = {"grounds": ["procedure"]} if ground == "set_aside" else {}
    return case.begin(handoff, "file", by, reason=reason, venue=handoff.venue, **facts)


def registered(case: Case, handoff: HandOff, court: str = "court") -> Any:
    yield 1
    handoff = case.do(handoff, "send", "clerk")
    yield 1
    number = f"（{case.today.year}）粤01{'04民初' if court == 'court' else '民特'}{handoff.pk + 1200}号"
    return case.do(handoff, "acknowledge", court, docket_number=number)


def answered(case: Case, handoff: HandOff, result: str, court: str = "court") -> HandOff:
    ruling = f"（{case.today.year}）粤01民裁{handoff.pk + 300}号"
    parties = {str(party.pk): case.today.isoformat() for party in case.dispute.parties.all()}
    return case.do(
        handoff, "record_result", court, result=result, ruling=ruling, served=parties,
        served_on=case.today.isoformat(), proof=ruling,
    )  # fmt: skip


def compared(case: Case, handoff: HandOff) -> None:
    """The court's clerk says of each claim where the judgment agrees with the award."""
    first, *others = handoff.subject.items.order_by("pk")
    differs = {
        "claim": first.claim_id, "view": "partly", "article": "劳动合同法第四十七条",
        "reason": "工作年限应当自实际用工之日起算，经济补偿相应增加。",
    }  # fmt: skip
    views = [
        differs,
        *({"claim": item.claim_id, "view": "same", "article": "", "reason": ""} for item in others),
    ]
    case.do(handoff, "compare", "court", views=views)


@scene(ago=28, typical="C002", employer="employer")
def just_awarded(case: Case) -> Story:
    """One final document; the clerk has to serve it."""
    yield from decided(case, "0.9")


@scene(ago=33, typical="C009", worker="worker")
@scene(ago=32, typical="C039", bench=THREE, agent="A")
def windows_run(case: Case) -> Story:
    """Not final, and split in two documents: each side's own window runs."""
    yield from served(case, "1", "0.6")


@scene(ago=30, typical="C033", employer="employer")
def one_side_served(case: Case) -> Story:
    yield from decided(case, "0.7")
    yield 1
    serve(case, "D38", "A")


@scene(ago=62, typical="C005", worker="worker", employer="employer")
def in_effect_and_closed(case: Case) -> Story:
    """Nobody sued in the own time; the director closes the file."""
    arbitration = yield from served(case, "0.85")
    yield 16
    case.do(arbitration, "close", "director")


@scene(ago=70, typical="C010")
def archived(case: Case) -> Story:
    """The file is bound and in the archive; what was signed on paper only is noted at its end."""
    arbitration = yield from served(case, "0.9")
    yield 16
    arbitration = case.do(arbitration, "close", "director")
    yield 1
    for paper in case.dispute.papers.exclude(volume="none"):
        index.kept(paper)
    absent = {gap.key: "纸质原件在卷。" for gap in missing(arbitration)}
    case.do(arbitration, "archive", "clerk", absent=absent, shelfmark="二楼档案室3柜12盒")


@scene(ago=58, typical="C041", bench=THREE)
def in_effect(case: Case) -> Story:
    """The relationship was at issue: nothing of it is final; in effect after the last window."""
    yield from served(case, "1", "0.5")


@scene(ago=66, typical="C012", worker="worker", bench=THREE)
def looked_at_again(case: Case) -> Story:
    """In effect and closed; the worker asks for arbitration supervision, the director has to decide."""
    arbitration = yield from served(case, "0.6")
    yield 20
    case.do(arbitration, "close", "director")
    yield 12
    award = case.dispute.awards.get(stage="effective")
    case.do(award, "ask_supervision", "A", reason="裁决漏算了一个月的工资，有银行流水为证。")


@scene(ago=68, typical="C015", employer="employer")
def heard_anew(case: Case) -> Story:
    """The director had the case heard anew; another tribunal is to be formed."""
    arbitration = yield from served(case, "0.5")
    yield 20
    case.do(arbitration, "close", "director")
    yield 8
    award = case.dispute.awards.get(stage="effective")
    case.do(award, "open_supervision", "director", reason="裁决对工作年限的计算确有错误。")


@scene(ago=36, typical="C009", employer="employer")
def sued_not_sent(case: Case) -> Story:
    """The employer sues: the clerk has to send the file to the court."""
    yield from served(case, "0.9")
    yield 3
    to_court(case, "suit", "B", "裁决认定的加班时间与考勤记录不符，请求改判不予支付。")


@scene(ago=38, typical="C057", worker="worker")
def suit_sent(case: Case) -> Story:
    yield from served(case, "0.5")
    yield 3
    handoff = to_court(case, "suit", "A", "裁决少算了工作年限，请求支付经济补偿差额。")
    yield 1
    case.do(handoff, "send", "clerk")


@scene(ago=42, typical="C018")
def suit_returned(case: Case) -> Story:
    yield from served(case, "0.6")
    yield 3
    handoff = to_court(case, "suit", "A", "裁决没有支持项目津贴，请求改判。")
    yield 1
    handoff = case.do(handoff, "send", "clerk")
    yield 2
    case.do(handoff, "return_file", "court", reason="缺少被申请人的送达回证，请补充后重新移送。")


@scene(ago=46, typical="C013", employer="employer")
def suit_registered(case: Case) -> Story:
    yield from served(case, "1")
    yield 4
    handoff = to_court(case, "suit", "B", "双方之间是承揽关系，请求确认不存在劳动关系。")
    handoff = yield from registered(case, handoff)
    yield 2
    case.do(handoff, "record_hearing", "court", held_on=case.later(20).isoformat(), place="第八法庭")


@scene(ago=75, typical="C059", result="judged")
@scene(ago=66, typical="C032", result="withdrawn")
@scene(ago=67, typical="C039", result="dismissed_late")
@scene(ago=69, typical="C035", result="dismissed_scope")
def suit_answered(case: Case) -> Story:
    yield from served(case, "0.7")
    yield 3
    handoff = to_court(case, "suit", "A", "裁决核算遗漏，请求人民法院改判并按合同全额支付。")
    handoff = yield from registered(case, handoff)
    yield 18
    handoff = answered(case, handoff, case.facts["result"])
    if handoff.stage == "judged":
        compared(case, handoff)


@scene(ago=44, typical="C004", employer="employer")
def set_aside_asked(case: Case) -> Story:
    """A final award: the employer may only ask the intermediate court, and enforcement is stayed."""
    yield from served(case, "1")
    yield 5
    handoff = to_court(case, "set_aside", "B", "裁决所依据的工资表系伪造。")
    yield 1
    case.do(handoff, "send", "clerk")


@scene(ago=68, typical="C001", result="stands")
@scene(ago=65, typical="C002", result="set_aside")
def set_aside_answered(case: Case) -> Story:
    yield from served(case, "1")
    yield 5
    handoff = to_court(case, "set_aside", "B", "仲裁违反法定程序，未给予质证机会。")
    handoff = yield from registered(case, handoff, "court2")
    yield 15
    answered(case, handoff, case.facts["result"], "court2")


@scene(ago=47, typical="C055")
def gives_way(case: Case) -> Story:
    """The employer asked for the award to be set aside; then the worker sued: the request gives way."""
    yield from served(case, "0.5")
    yield 2
    to_court(case, "set_aside", "B", "裁决适用法律错误。")
    yield 1
    to_court(case, "suit", "A", "裁决认定的工作年限有误，请求改判。")


@scene(ago=64, typical="C055", result="")
@scene(ago=72, typical="C005", result="enforced")
@scene(ago=73, typical="C004", result="refused")
def to_be_enforced(case: Case) -> Story:
    """The employer does not pay: the worker asks the court to enforce a final award."""
    yield from served(case, "0.5")
    yield 16
    handoff = to_court(case, "enforcement", "A", "被申请人逾期未履行终局裁决确定的付款义务。")
    yield 1
    if not case.facts["result"]:
        case.do(handoff, "send", "clerk")
        return
    handoff = yield from registered(case, handoff)
    yield 10
    answered(case, handoff, case.facts["result"])


@scene(ago=58, typical="C041")
def overdue_and_taken_by_the_court(case: Case) -> Story:
    """No award in forty-five days: a party sues, the court files it, the committee ends its case (CR-48)."""
    arbitration = yield from prepared(case)
    yield arbitration.accepted_on + timedelta(days=57)
    handoff = to_court(case, "direct_suit", "A", "仲裁委员会逾期未作出裁决，请求人民法院审理。")
    handoff = yield from registered(case, handoff)
    case.do(arbitration, "terminate", "director", court_number=handoff.docket_number)
    serve(case, "D34")


@scene(ago=10, typical="C034")
def direct_suit(case: Case) -> Story:
    """No decision in five working days: the applicant goes to court without an award."""
    filed(case)
    yield 7
    handoff = to_court(case, "direct_suit", "A", "仲裁委员会逾期未作出受理决定，请求人民法院审理。")
    yield 1
    case.do(handoff, "send", "clerk")
