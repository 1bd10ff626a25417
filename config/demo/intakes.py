"""Applications to the committee up to its decision, and those it cannot take."""

from __future__ import annotations

from config.demo import cast
from config.demo.case import Case
from config.demo.proceedings import OPINION, accepted, filed, serve
from config.demo.script import Story, scene
from disputes.models import Service

TIANHE = "广州市天河区劳动人事争议仲裁委员会"


@scene(ago=1, typical="C045")
@scene(ago=2, typical="C033")
@scene(ago=3, typical="C001", employer="employer")
def received(case: Case) -> Story:
    """The clerk examines it and gives an opinion."""
    filed(case)
    yield 4


@scene(ago=3, typical="C055", worker="worker")
@scene(ago=4, typical="C028")
def before_the_director(case: Case) -> Story:
    arbitration = filed(case)
    yield 1
    case.do(arbitration, "propose_acceptance", "clerk", opinion=OPINION)


@scene(ago=5, typical="C004")
def to_be_completed(case: Case) -> Story:
    """Everything that is missing is told at once; the applicant has ten working days."""
    arbitration = filed(case)
    yield 2
    defects = [
        "缺少被申请人的统一社会信用代码证明",
        "第一项仲裁请求没有写明计算期间",
        "证据清单没有注明证据来源",
    ]
    case.do(arbitration, "return_for_correction", "clerk", defects=defects, due_on=case.later(10))
    serve(case, "D04")


@scene(ago=24, typical="C046")
def never_completed(case: Case) -> Story:
    arbitration = filed(case)
    yield 2
    case.do(
        arbitration, "return_for_correction", "clerk", defects=["缺少申请人身份证明"], due_on=case.later(10)
    )
    serve(case, "D04")
    yield 12
    case.do(arbitration, "not_corrected", "clerk")
    serve(case, "D10")


@scene(ago=2, typical="C030")
def mediation_suggested(case: Case) -> Story:
    arbitration = filed(case)
    yield 1
    case.do(arbitration, "suggest_mediation", "clerk", body=cast.ORGANISATION)
    serve(case, "D07")


@scene(ago=6, typical="C018")
def put_off_for_mediation(case: Case) -> Story:
    arbitration = filed(case)
    yield 1
    case.do(arbitration, "suggest_mediation", "clerk", body=cast.ORGANISATION)
    serve(case, "D07")
    yield 1
    case.do(arbitration, "agree_to_mediation", "A")


@scene(ago=17, typical="C022")
def settled_before_acceptance(case: Case) -> Story:
    arbitration = filed(case)
    yield 1
    case.do(arbitration, "suggest_mediation", "clerk", body=cast.ORGANISATION)
    serve(case, "D07")
    yield 1
    case.do(arbitration, "agree_to_mediation", "A")
    yield 5
    case.do(arbitration, "settle_before_acceptance", "clerk", agreement="双方已在街道调委会达成调解协议。")


@scene(ago=9, typical="C040")
def no_decision_in_time(case: Case) -> Story:
    """Five working days passed: the sweep opens the court to the applicant; the committee may still accept."""
    arbitration = filed(case)
    yield 3
    case.do(arbitration, "propose_acceptance", "clerk", opinion=OPINION)


@scene(ago=4, typical="C010")
def just_accepted(case: Case) -> Story:
    """The copy is to be served and the tribunal to be formed, each within five working days."""
    yield from accepted(case)


@scene(ago=6, typical="C007", employer="employer", employers=2)
def served_on_one_of_two(case: Case) -> Story:
    """Labour dispatch: agency and user firm are both respondents; the copy of one is still to be served (AL-22)."""
    yield from accepted(case)
    yield 1
    copy = Service.objects.filter(dispute=case.dispute, paper__code="D12", party=case.party("B")).get()
    case.do(copy, "prove", "clerk", channel="direct", receipt="送达回证，本人签收")


@scene(ago=20, typical="C012")
def refused(case: Case) -> Story:
    arbitration = filed(case)
    yield 2
    case.do(
        arbitration, "propose_acceptance", "clerk", opinion="双方为平等主体之间的合作关系，建议不予受理。"
    )
    yield 1
    case.do(
        arbitration,
        "refuse",
        "director",
        ground="scope",
        reason="申请人自主决定是否接单，双方之间不存在劳动关系的主要特征。",
    )
    serve(case, "D10")


@scene(ago=15, typical="C041")
def pointed_elsewhere(case: Case) -> Story:
    arbitration = filed(case)
    yield 2
    to = case.office(TIANHE)
    case.do(
        arbitration, "redirect", "clerk", to=to, reason="劳动合同履行地和用人单位所在地均在广州市天河区。"
    )
    serve(case, "D11")
