"""Turns a case takes less often: a further sitting, closed doors, one lawyer for two, a counterclaim taken back, a struck answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from config.demo.awards import answered, registered, to_court
from config.demo.case import Case
from config.demo.minutes import signed, written
from config.demo.proceedings import accepted, heard, laid, prepared, scheduled, serve, served, tribunal
from config.demo.script import Story, scene
from disputes.models import Party, User
from disputes.views.papers import keep


@scene(ago=25, typical="C051", worker="worker", argued=True)
def further_sitting(case: Case) -> Story:
    """The first sitting did not suffice: it is written down and signed, the second one is notified as the first was."""
    arbitration = written(case, (yield from heard(case)))
    arbitration = case.do(
        arbitration, "adjourn", "presiding", reason="被申请人须补充提交原始考勤记录，择日继续质证。"
    )
    arbitration = signed(case, arbitration)
    yield 1
    laid(case, arbitration, case.later(8))


@scene(ago=18, typical="C018", hearing=6)
@scene(ago=19, typical="C055", hearing=5, employer="employer", decision="closed")
def closed_doors_asked(case: Case) -> Story:
    """The respondent's prices would be talked about; the tribunal decides, once still to come and once so."""
    arbitration = yield from scheduled(case)
    yield 1
    arbitration = case.do(
        arbitration, "ask_closed", "B", ground="trade", reason="质证涉及本单位的客户名单和报价资料。"
    )
    if "decision" in case.facts:
        yield 1
        case.do(
            arbitration, "decide_closed", "presiding", decision="closed", reason="报价资料未对外公开，属于商业秘密。"
        )  # fmt: skip


@scene(ago=12, typical="C007", employer="employer", employers=2)
def one_lawyer_for_two(case: Case) -> Story:
    """Labour dispatch: one lawyer speaks for agency and user firm, has a seat for each and answered for one of them."""
    arbitration = yield from accepted(case)
    yield 1
    serve(case, "D12")
    lawyer: User = case.house.users["agent"]
    firms = list(case.dispute.parties.filter(side="B").order_by("pk"))
    for firm, powers in zip(firms, ("special", "general"), strict=True):
        mandate(case, lawyer, firm, powers)
    arbitration = tribunal(case, arbitration)
    yield 4
    lawyer.speaking_for = firms[0].pk
    case.do(
        arbitration, "answer", "agent", text="答辩人是用工单位，工资由派遣单位发放，请求驳回对答辩人的请求。"
    )
    lawyer.speaking_for = None


def mandate(case: Case, person: User, firm: Party, powers: str) -> None:
    """The clerk takes the paper of authority at the counter and enters who it names."""
    clerk: Any = case.who("clerk")
    content = f"（演示材料）授权委托书\n委托人：{firm.name}\n受委托人：{person.name}\n".encode()
    paper = keep(
        case.dispute, clerk, title="授权委托书", name="授权委托书.txt", content=content, audience="open"
    )
    case.do(
        case.dispute, "enter_person", "clerk", person=person, for_party=firm.pk, role="representative",
        proof=str(paper.ref), powers=powers,
    )  # fmt: skip


@scene(ago=17, typical="C033", employer="employer")
def counterclaim_taken_back(case: Case) -> Story:
    """Joined and then withdrawn: what the worker claims is heard as before."""
    arbitration = yield from prepared(case)
    arbitration = case.do(
        arbitration, "file_counterclaim", "B", kind="other", text="返还笔记本电脑折价款3000.00元", amount="3000.00"
    )  # fmt: skip
    yield 1
    arbitration = case.do(arbitration, "join_counterclaim", "director")
    serve(case, "D12", "A")
    yield 3
    case.do(arbitration, "withdraw_counterclaim", "B", reason="电脑已经交还，不再请求。")
    serve(case, "D32c")


@scene(ago=48, typical="C001")
def answer_struck(case: Case) -> Story:
    """The court wrote down the wrong answer and struck it; meanwhile the worker had sued: that waits for the clerk."""
    yield from served(case, "1")
    yield 5
    request = to_court(case, "set_aside", "B", "裁决适用法律错误，请求撤销。")
    request = yield from registered(case, request, "court2")
    yield 5
    request = answered(case, request, "set_aside", "court2")
    yield case.today + timedelta(days=1)
    to_court(case, "suit", "A", "仲裁裁决已被撤销，请求人民法院判决支付。")
    yield 1
    case.do(
        request, "strike_result", "court2", reason="裁定结果是驳回申请，误记为撤销。", proof=request.ruling
    )
