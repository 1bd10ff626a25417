"""Every document of the law that this system makes: its title, template, duties and basis.

`required` names the fields that docs/law.md 8.2 and the articles in `basis` ask for; `parties.name` means the `name` of
each party. `render.render` refuses to print a document in which one of them is missing. The shapes are in `shapes`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from disputes.papers.kinds import (
    AGREEMENT,
    CLAIMS,
    DECIDED,
    DEED,
    FILED,
    ISSUED,
    PROOF,
    SENT,
    SITTING,
    Document,
    DocumentIncomplete,
    form,
    paper,
)
from disputes.papers.letters import INQUIRIES, LETTERS
from disputes.papers.wording import printed

ROLES = ("applicant", "respondent", "third")


_ALL = (
    paper(
        "D01",
        "仲裁申请书",
        "application",
        needs=f"{FILED} {CLAIMS} facts {PROOF} evidence.source copies",
        basis="AL-28 CR-29",
    ),
    paper(
        "D03",
        "收件回执",
        "slip",
        needs="number office date received_from received_at items items.name items.pages officer",
        basis="CR-29",
    ),
    paper("D04", "补正通知书", "notice", needs=f"{SENT} received_on defects due_on contact", basis="CR-29"),
    paper("D07", "调解建议书", "notice", needs=f"{SENT} filed_on body", basis="CR-69"),
    paper(
        "D08",
        "立案审批表",
        "notice",
        needs=f"{ISSUED} cause {CLAIMS} opinion approved_by accepted_on",
        basis="CR-22 CR-30",
    ),
    paper("D09", "受理通知书", "notice", needs=f"{SENT} cause filed_on accepted_on", basis="AL-29 CR-30"),
    paper("D10", "不予受理通知书", "notice", needs=f"{SENT} filed_on ground reasons", basis="AL-29 CR-31"),
    paper(
        "D11", "管辖告知书", "notice", needs=f"{SENT} filed_on reasons competent_office", basis="AL-21 CR-31"
    ),
    paper(
        "D12",
        "应诉通知书",
        "notice",
        needs=f"{SENT} cause accepted_on evidence_period",
        basis="AL-30 CR-10 CR-33 CR-36",
    ),
    paper("D14", "组庭通知书", "notice", needs=f"{SENT} {SITTING}", basis="AL-32 CR-37"),
    paper(
        "D17",
        "案件移送函",
        "notice",
        needs=f"{SENT} cause accepted_on reasons",
        basis="CR-9",
        transferred=form("案件移送函", "files files.name files.pages"),
        rejected=form("驳回管辖异议决定书", "asked_on grounds", "CR-10"),
    ),
    paper(
        "D18",
        "回避决定书",
        "notice",
        needs=f"{SENT} cause asked_on asked_by person grounds reasons",
        basis="AL-33 CR-11 CR-12",
        upheld=form("回避决定书", "substitute"),
        rejected=form("驳回回避申请决定书"),
    ),
    paper(
        "D19", "开庭通知书", "notice", needs=f"{SENT} cause starts_at place {SITTING}", basis="AL-35 CR-38"
    ),
    paper(
        "D20",
        "延期开庭决定书",
        "notice",
        needs=f"{SENT} asked_on asked_by old_at reasons",
        basis="AL-35 CR-38",
        granted=form("延期开庭决定书", "new_at place"),
        open=form("延期开庭决定书"),
        refused=form("不予延期开庭决定书"),
    ),
    paper(
        "D23",
        "追加当事人通知书",
        "notice",
        needs=f"{SENT} cause accepted_on joined capacity due_on",
        basis="AL-23 CR-46",
    ),
    paper(
        "D26",
        "庭审笔录",
        "record",
        needs=f"{ISSUED} cause starts_at ends_at place {SITTING} attendance attendance.name "
        "attendance.role stages stages.title last_words mediation signatures signatures.name",
        basis="AL-40 CR-41 CR-42",
    ),
    paper("D27", "评议笔录", "notice", needs=f"{ISSUED} cause opinions", basis="AL-45 CR-22 CR-52"),
    paper(
        "D28",
        "中止审理通知书",
        "notice",
        needs=f"{SENT} cause accepted_on ground approved_by",
        basis="CR-46 CR-47",
        suspended=form("中止审理通知书", "suspended_on"),
        resumed=form("恢复审理通知书", "suspended_on resumed_on due_on"),
    ),
    paper(
        "D29",
        "延期审理通知书",
        "notice",
        needs=f"{SENT} cause accepted_on reasons approved_by old_due_on due_on",
        basis="AL-43 CR-45",
    ),
    paper("D30", "委托调解函", "notice", needs=f"{SENT} cause body due_on", basis="CR-70"),
    paper(
        "D31",
        "简易处理告知书",
        "notice",
        needs=f"{SENT} cause accepted_on",
        basis="CR-56 CR-59",
        simple=form("简易处理告知书", "ground"),
        ordinary=form("转一般程序决定书", "reasons", "CR-61"),
    ),
    paper(
        "D32",
        "准许撤回仲裁申请决定书",
        "notice",
        needs=f"{ISSUED} cause accepted_on asked_on reasons tribunal",
        basis="CR-35",
    ),
    paper(
        "D33",
        "按撤回仲裁申请处理决定书",
        "notice",
        needs=f"{ISSUED} cause accepted_on starts_at notice_served_on notice_method ground tribunal",
        basis="AL-36 CR-39",
    ),
    paper(
        "D34",
        "撤销案件决定书",
        "notice",
        needs=f"{SENT} cause accepted_on",
        basis="CR-32",
        cancelled=form("撤销案件决定书", "reasons"),
        terminated=form("终止审理决定书", basis="AL-43 CR-48"),
    ),
    paper(
        "D37",
        "仲裁调解书",
        "award",
        needs=DECIDED,
        basis="AL-42 CR-72",
        whole=form("仲裁调解书"),
        part=form("仲裁调解书", "rest", "AL-42 CR-73"),
    ),
    paper(
        "D38",
        "仲裁裁决书",
        "award",
        needs=f"{DECIDED} {PROOF} reasons",
        basis="AL-46 CR-53",
        final=form("仲裁裁决书", "intermediate_court", "AL-46 AL-47 CR-50"),
        non_final=form("仲裁裁决书", basis="AL-46 AL-50 CR-53"),
        partial_final=form("仲裁裁决书", "intermediate_court", "AL-43 AL-46 AL-47 CR-49"),
        partial_non_final=form("仲裁裁决书", basis="AL-43 AL-46 AL-50 CR-49"),
    ),
    paper("D39", "补正决定书", "notice", needs=f"{SENT} cause {DEED} wrong right", basis="CR-54"),
    paper(
        "D40",
        "送达回证",
        "slip",
        needs="number office date cause addressee documents documents.name method place served_on server",
        basis="CR-20",
    ),
    paper("D41", "送达公告", "notice", needs=f"{ISSUED} addressee document due_on", basis="CR-20 CPL-95"),
    paper(
        "D42",
        "裁决生效证明",
        "notice",
        needs=f"{SENT} {DEED} served served.name served.served_on suits effective_on",
        basis="AL-47 AL-50 AL-51",
    ),
    paper(
        "D43",
        "结案审批表",
        "notice",
        needs=f"{ISSUED} cause filed_on ended_on outcome approved_by due_on",
        basis="CR-21 CR-22",
    ),
    paper(
        "D35",
        "财产保全申请转交函",
        "notice",
        needs=f"{ISSUED} cause accepted_on court what amount reasons",
        basis="CPL-103 CPL-104",
    ),
    paper(
        "D36",
        "先予执行裁决书",
        "notice",
        needs=f"{ISSUED} cause accepted_on claim amount",
        basis="AL-44 CR-51",
        order=form("先予执行裁决书", "clear hardship tribunal"),
        transfer=form("移送执行函", "court"),
    ),
    paper(
        "D45",
        "仲裁监督决定书",
        "notice",
        needs=f"{SENT} cause {DEED} reasons",
        basis="B9-18",
        start=form("启动仲裁监督决定书"),
        refused=form("不予启动仲裁监督决定书"),
        upheld=form("维持原裁决决定书"),
        statement_start=form("启动仲裁监督决定书", "ground", "B9-18 AL-42"),
        statement_refused=form("不予启动仲裁监督决定书"),
        statement_upheld=form("维持原调解书决定书"),
    ),
    paper(
        "J01",
        "司法确认申请书",
        "application",
        needs=f"{FILED} {CLAIMS} facts",
        basis="CPL-205",
        confirmation=form("司法确认申请书", f"{AGREEMENT} {PROOF} pledge", "CPL-205 CPL-206"),
        payment_order=form("支付令申请书", f"{AGREEMENT} {PROOF} total", "AL-16 CPL-225"),
        wage_order=form("支付令申请书", "total", "LCL-30 CPL-225"),
    ),
    paper(
        "J04",
        "投诉书",
        "application",
        needs=f"{FILED} {CLAIMS} facts",
        basis="",
        inspection=form("劳动保障监察投诉书", basis="劳动保障监察条例-9 LCL-85"),
        review=form("行政复议申请书", "challenged known_on", "行政复议法-20 行政复议法-24"),
    ),
    paper(
        "J05",
        "涉嫌犯罪案件移送书",
        "notice",
        needs=f"{SENT} cause reasons order {CLAIMS}",
        basis="劳动保障监察条例-18",
    ),
    paper(
        "J02",
        "强制执行申请书",
        "application",
        needs=f"{FILED} {DEED} instrument.made_by instrument.effective_on {CLAIMS} facts {PROOF}",
        basis="AL-51 CPL-250",
    ),
    paper(
        "J03",
        "案件材料移送清单",
        "slip",
        needs=f"{ISSUED} cause receiver files files.name files.pages files.sha256 officer",
        basis="",
    ),
    paper("M01", "调解申请书", "application", needs=f"{FILED} {CLAIMS} facts", basis="AL-12 MR-21"),
    paper(
        "M01o", "口头申请记录", "application", needs=f"{FILED} {CLAIMS} facts officer", basis="AL-12 MR-21"
    ),
    paper(
        "M02", "调解征询意见书", "notice", needs=f"{SENT} {CLAIMS} received_on due_on contact", basis="MR-22"
    ),
    paper(
        "M03",
        "调解受理通知书",
        "notice",
        needs=f"{SENT} received_on",
        basis="MR-22",
        accepted=form("调解受理通知书", "accepted_on due_on", "MR-22 MR-29"),
        refused=form("调解不予受理通知书", "reasons competent_office"),
    ),
    paper(
        "M04",
        "调解笔录",
        "notice",
        needs=f"{SENT} held_on minutes present mediator",
        basis="MR-24 MR-32",
    ),
    paper(
        "M05",
        "调解协议书",
        "agreement",
        needs=f"{ISSUED} {CLAIMS} facts result result.text performance performance.text "
        "performance.due_on performance.way mediator",
        basis="AL-14 MR-26",
    ),
    paper(
        "M06",
        "延长调解期限同意书",
        "notice",
        needs=f"{SENT} accepted_on asked_by old_due_on due_on",
        basis="AL-14 MR-29",
    ),
    paper(
        "M07",
        "调解终结告知书",
        "notice",
        needs=f"{SENT} ended_on reasons competent_office",
        basis="AL-14 MR-30 MR-31",
        failed=form("调解终结告知书", "accepted_on"),
        breached=form(
            "调解协议未履行告知书",
            "accepted_on agreement agreement.effective_on",
            "AL-15 AL-16 MR-30 MR-31",
        ),
        withdrawn=form("调解终结告知书", "received_on", "AL-27 MR-30"),
    ),
    paper(
        "M08",
        "履行回访记录",
        "notice",
        needs=f"{SENT} agreement agreement.effective_on performance performance.text performance.due_on "
        "performance.state",
        basis="MR-32",
        kept=form("履行回访记录"),
        broken=form("履行回访记录"),
    ),
    paper(
        "M10",
        "无争议事实确认书",
        "notice",
        needs=f"{SENT} received_on ended_on undisputed undisputed.text undisputed.words",
        basis="MR-24",
    ),
    paper(
        "V01",
        "仲裁审查申请书",
        "application",
        needs=f"{FILED} parties.address parties.phone {AGREEMENT} {CLAIMS} {PROOF} pledge",
        basis="CR-74",
    ),
    paper(
        "V02",
        "仲裁审查受理通知书",
        "notice",
        needs=f"{SENT} filed_on {AGREEMENT}",
        basis="CR-75",
        accepted=form("仲裁审查受理通知书", "accepted_on due_on", "CR-75 CR-76"),
        refused=form("仲裁审查不予受理通知书", "ground reasons"),
    ),
    paper(
        "V03",
        "不予制作调解书通知书",
        "notice",
        needs=f"{SENT} filed_on {AGREEMENT} ground reasons",
        basis="CR-78 CR-79",
    ),
)
DOCUMENTS: Mapping[str, Document] = {each.code: each for each in (*_ALL, *INQUIRIES, *LETTERS)}


def document(code: str, data: Mapping[str, Any]) -> Document:
    """The document of this code in the variant the data names. KeyError for a code that we do not make."""
    return DOCUMENTS[code].of(str(data.get("variant", "")))


def missing(wanted: Document, data: Mapping[str, Any]) -> Iterator[str]:
    """The paths of the required fields that are absent or empty, in the order of the document."""
    for path in wanted.required:
        head, _, tail = path.partition(".")
        value: Any = data.get(head)
        if _empty(value):
            if not tail:
                yield path
            continue
        rows: list[Any] = list(value) if isinstance(value, (list, tuple)) else [value]
        if tail and any(_empty(row.get(tail)) for row in rows):
            yield path
        if path == "parties.role" and any(row.get(tail) not in ROLES for row in rows):
            yield path


def check(code: str, data: Mapping[str, Any]) -> Document:
    """The document, if the data completes it; else DocumentIncomplete that names the first missing field.

    A day or an amount that is none raises ValueError here, not when somebody prints the document later.
    """
    wanted = document(code, data)
    for path in missing(wanted, data):
        raise DocumentIncomplete(code, path)
    printed(data)
    return wanted


def _empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, (Mapping, list, tuple)) and not value)
