"""Accepted cases on their way to the award: prepared, scheduled, heard, standing still, ended otherwise."""

from __future__ import annotations

from config.demo.case import Case
from config.demo.intakes import TIANHE
from config.demo.minutes import recorded, written
from config.demo.proceedings import accepted, deliberated, heard, prepared, scheduled, serve, tribunal
from config.demo.script import Story, scene
from disputes.models import Service

THREE = "arbitrator arbitrator2"


@scene(ago=9, typical="C005", employer="employer")
def time_to_answer(case: Case) -> Story:
    arbitration = yield from accepted(case)
    yield 1
    serve(case, "D12")
    tribunal(case, arbitration)


@scene(ago=13, typical="C017", worker="worker", agent="A")
def answered(case: Case) -> Story:
    """The presiding arbitrator has to schedule the hearing."""
    yield from prepared(case)


@scene(ago=11, typical="C032")
def jurisdiction_contested(case: Case) -> Story:
    arbitration = yield from accepted(case)
    yield 1
    serve(case, "D12")
    arbitration = tribunal(case, arbitration)
    yield 3
    case.do(
        arbitration,
        "object_to_jurisdiction",
        "B",
        reason="劳动合同实际履行地在佛山市南海区，应由该地仲裁委员会管辖。",
    )


@scene(ago=12, typical="C002", employer="employer")
def counterclaimed(case: Case) -> Story:
    arbitration = yield from accepted(case)
    yield 1
    serve(case, "D12")
    arbitration = tribunal(case, arbitration)
    yield 5
    case.do(
        arbitration, "file_counterclaim", "B", kind="other", text="返还培训费用5000.00元", amount="5000.00"
    )


@scene(ago=20, typical="C008", hearing=0, bench=THREE)
@scene(ago=21, typical="C020", hearing=1, worker="worker")
@scene(ago=20, typical="C022", hearing=2, employer="employer")
@scene(ago=19, typical="C025", hearing=4, bench=THREE)
@scene(ago=18, typical="C039", hearing=5, agent="B")
@scene(ago=18, typical="C033", hearing=6, presiding="presiding2", bench="arbitrator arbitrator3")
def to_be_heard(case: Case) -> Story:
    yield from scheduled(case)


@scene(
    ago=19, typical="C032", hearing=3, presiding="presiding2", bench="arbitrator arbitrator3", worker="worker"
)
def by_video(case: Case) -> Story:
    """Both sides agree; the address of the meeting stands on the page of the case."""
    arbitration = yield from scheduled(case)
    for side in "AB":
        arbitration = case.do(arbitration, "say_online", side, agrees="yes")
    chair = case.facts["presiding"]
    case.do(arbitration, "hold_online", chair, link=f"https://meeting.example.cn/{arbitration.pk}")


@scene(ago=22, typical="C038", hearing=7, workers=12, bench=THREE)
def twelve_workers(case: Case) -> Story:
    """A collective case: three arbitrators, every worker is served."""
    yield from scheduled(case)


@scene(ago=17, typical="C009", hearing=6)
def postponement_asked(case: Case) -> Story:
    arbitration = yield from scheduled(case)
    yield 4
    case.do(arbitration, "ask_postponement", "B", reason="主要证人当日在外地就医，附医院证明。")


@scene(ago=17, typical="C016", hearing=4)
def recusal_asked(case: Case) -> Story:
    arbitration = yield from scheduled(case)
    yield 5
    case.do(
        arbitration,
        "ask_recusal",
        "A",
        person=case.house.users["recorder"],
        reason="记录人员与被申请人法定代表人是近亲属。",
    )


@scene(ago=21, typical="C051", argued=True)
def in_the_hearing(case: Case) -> Story:
    """The record is written and waits for its signatures."""
    written(case, (yield from heard(case)))


@scene(ago=27, typical="C004", bench=THREE, worker="worker", employer="employer", argued=True)
@scene(ago=31, typical="C010", argued=True)
def award_is_due(case: Case) -> Story:
    """Debate closed and deliberated on: the award is to be made."""
    yield from deliberated(case)


@scene(ago=30, typical="C017")
def stands_still(case: Case) -> Story:
    """Suspended until the work injury is graded."""
    arbitration = yield from prepared(case)
    yield 2
    case.do(arbitration, "suspend", "director", ground="injury", reason="等待劳动能力鉴定结论。")
    serve(case, "D28")


@scene(ago=33, typical="C059", bench=THREE)
def lengthened(case: Case) -> Story:
    """Experts work out the quantities: the time for the award is longer."""
    arbitration = recorded(case, (yield from heard(case)))
    arbitration = case.do(
        arbitration,
        "ask_inquiry",
        "A",
        kind="appraisal",
        what="申请人完成的工程量",
        reason="双方对工程量各执一词，需要专业核算。",
    )
    yield 3
    arbitration = case.do(
        arbitration, "commission_appraisal", case.facts.get("presiding", "presiding"), inquiry=1, what="申请人完成的工程量",
        body="广东某工程造价咨询有限公司", payer=case.party("A").name, fee="2600.00", due_on=case.later(20),
    )  # fmt: skip
    case.do(arbitration, "extend", "director", reason="案情复杂，工程量需要委托核算。")
    serve(case, "D29")


@scene(ago=26, typical="C018", employer="employer")
def statement_half_served(case: Case) -> Story:
    """Settled in the hearing: the worker has signed for the statement, the employer not yet."""
    yield from settled(case)
    yield 1
    serve(case, "D37", "A")


@scene(ago=38, typical="C055", worker="worker")
@scene(ago=45, typical="C030")
def statement_in_effect(case: Case) -> Story:
    yield from settled(case)
    yield 1
    serve(case, "D37")


def settled(case: Case) -> Story:
    arbitration = recorded(case, (yield from heard(case)))
    sum_ = f"{case.total:.2f}"
    result = [
        {
            "text": f"{case.party('B').name}于本调解书生效之日起七日内向{case.party('A').name}支付{sum_}元。",
            "amount": sum_,
        },
        {"text": "双方就劳动关系存续期间的其他事项互不追究。", "amount": None},
    ]
    case.do(arbitration, "settle", "presiding", result=result, facts=case.dispute.facts_text)


@scene(ago=25, typical="C057")
def withdrawn(case: Case) -> Story:
    arbitration = yield from prepared(case)
    yield 1
    case.do(arbitration, "withdraw", "A", reason="双方已自行和解，款项已付清。")
    serve(case, "D32")


@scene(ago=16, typical="C016")
def accepted_by_mistake(case: Case) -> Story:
    arbitration = yield from accepted(case)
    yield 3
    case.do(arbitration, "cancel", "director", reason="申请人就同一事项已向人民法院起诉并获受理。")
    serve(case, "D34")


@scene(ago=18, typical="C020")
def transferred(case: Case) -> Story:
    """The objection was right: the case goes to the committee of the other district, which has to take it over."""
    arbitration = yield from accepted(case)
    yield 1
    serve(case, "D12")
    yield 3
    case.do(arbitration, "object_to_jurisdiction", "B", reason="劳动合同履行地在广州市天河区。")
    yield 2
    case.do(
        arbitration,
        "transfer",
        "director",
        to=case.office(TIANHE),
        reason="劳动合同履行地在天河区，本委没有管辖权。",
    )


@scene(ago=32, typical="C015")
def applicant_stayed_away(case: Case) -> Story:
    arbitration = yield from scheduled(case)
    yield arbitration.hearing_on
    case.do(arbitration, "applicant_absent", "presiding", reason="申请人经书面通知，无正当理由拒不到庭。")
    serve(case, "D33")


@scene(ago=8, typical="C013", agent="A")
def respondent_cannot_be_found(case: Case) -> Story:
    """The application was announced; thirty days later it counts as served."""
    yield from accepted(case)
    yield 1
    service = Service.objects.get(dispute=case.dispute, paper__code="D12", party__side="B")
    service = case.do(service, "fail", "clerk", reason="邮件退回：迁移新址不明")
    yield 1
    case.do(service, "announce", "clerk", where="《南方日报》及本委公告栏")
