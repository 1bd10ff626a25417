"""docs/law.md 10.2 row by row: the event, who brings it, where it leads, its time limits and papers, and why it is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration, Award
from arbitration.volumes import missing
from disputes.acts import begin, perform
from disputes.lifecycle.grounds import Ground
from disputes.management.commands.tick import sweep
from disputes.models import Deadline, HandOff, Office, Party, Service
from disputes.models.handoff import drawn
from disputes.papers.shelf import render_waiting
from tests.arbitration.walk import PATHS, TO_ACCEPTED, TO_HEARING, TO_SCHEDULED, Part, Walk

Facts = Callable[[Walk], dict[str, Any]]


def nothing(walk: Walk) -> dict[str, Any]:
    return {}


def days(n: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=n)


@dataclass(frozen=True)
class Row:
    """`starts`, `stops`: codes of time limits that run, or no longer run, afterwards. `wrong` may not take the step.

    `by` is empty where the law itself takes it; `through` is then what brings it about. `refused`: another way there, what is
    said, and the refusal word for word. `law`: the event in 10.2, where it is called otherwise there.
    """

    event: str
    reach: list[Part]
    step: str
    by: str
    to: str
    facts: Facts = nothing
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    wrong: str = "worker"
    refused: tuple[list[Part], Facts, str] = field(kw_only=True)
    extra: Callable[[Walk], bool] | None = None
    on: Callable[[Walk], Any] = field(default=lambda walk: walk.case)
    through: Part | None = None
    law: str = ""

    def take(self, walk: Walk, by: Any, facts: dict[str, Any]) -> None:
        """The step, on the record it is of."""
        record = self.on(walk)
        if record.pk is None:
            walk.case = begin(record, self.step, by=by, **facts).record
        else:
            perform(record, self.step, by=by, **facts)
        walk.case = Arbitration.objects.get(pk=walk.case.pk)


def serve(code: str) -> Part:
    return lambda walk: walk.serve(code)


def step(name: str, by: str, **facts: Any) -> Part:
    return lambda walk: walk.step(name, getattr(walk.cast, by), **facts)


def after(n: int) -> Part:
    return lambda walk: walk.after(n)


def ticked(walk: Walk) -> None:
    sweep()
    walk.case = Arbitration.objects.get(pk=walk.case.pk)


def lapse(n: int) -> Part:
    """So many days pass, and the house looks at its time limits."""
    return lambda walk: (walk.after(n), ticked(walk))


def copy(code: str, side: str) -> Callable[[Walk], Any]:
    """The copy of that paper for the party of that side."""
    return lambda walk: Service.objects.get(dispute=walk.dispute, paper__code=code, party__side=side)


def award(walk: Walk) -> Award:
    return Award.objects.get(dispute=walk.dispute)


def fresh(walk: Walk) -> Arbitration:
    return Arbitration(dispute=walk.dispute, office=walk.cast.office)


def sued(walk: Walk) -> None:
    made = award(walk)
    suit = drawn(walk.dispute, Ground.all["suit"], made, walk.dispute.parties.get(side="A"))
    begin(suit, "file", by=walk.cast.worker, reason="不服裁决")


def advance(walk: Walk) -> dict[str, Any]:
    return {
        "claim": walk.dispute.claims.first().pk, "amount": "8000.00", "clear": "双方对欠薪没有争议", "hardship": "没有其他收入",
    }  # fmt: skip


def asked_for_advance(walk: Walk) -> None:
    walk.step(
        "ask_advance",
        walk.cast.worker,
        claim=walk.dispute.claims.first().pk,
        amount="8000.00",
        reason="生活困难",
    )


def thirty_days_more(walk: Walk) -> bool:
    """The 45 days of the award without the 30 of the announcement (trap 13)."""
    due = Deadline.objects.get(dispute=walk.dispute, code=AWARD).due_on
    return due >= walk.case.accepted_on + dt.timedelta(days=45 + 30)


def other_committee(walk: Walk) -> dict[str, Any]:
    other, _made = Office.objects.get_or_create(
        kind="committee", name="佛山市仲裁委员会", short="佛", division="440600"
    )
    return {"to": other, "reason": "实际工作地点在佛山。"}


def printed(walk: Walk) -> None:
    render_waiting(limit=1000)


def explained(walk: Walk) -> dict[str, Any]:
    return {"absent": {gap.key: "纸质原件在卷。" for gap in missing(walk.case)}}


def laid(walk: Walk) -> None:
    walk.day(walk.case.hearing_on)


def slot(n: int) -> Facts:
    return lambda walk: {
        "room": walk.room,
        "day": walk.case.hearing_on + dt.timedelta(days=n),
        "start": "09:00",
        "end": "11:00",
    }


def items(walk: Walk) -> dict[str, Any]:
    said = [{"claim": c.pk, "text": "支持", "awarded": "20000.00"} for c in walk.dispute.claims.all()]
    return {"items": said, "facts": "查明。", "reasons": "应付。"}


def no_items(walk: Walk) -> dict[str, Any]:
    return {"items": [], "facts": "查明。", "reasons": "应付。"}


RECEIVED, CORRECTION = PATHS[Stage.RECEIVED], PATHS[Stage.CORRECTION]
SUGGESTED, DEFERRED = PATHS[Stage.SUGGESTED], PATHS[Stage.DEFERRED]
PROPOSED = [*RECEIVED, step("propose_acceptance", "clerk", opinion="建议受理。")]
SERVED = [*TO_ACCEPTED, serve("D12")]
FORMED = [*SERVED, Walk.form]
READY = [*TO_ACCEPTED, Walk.prepare]
NOTIFIED = [*TO_SCHEDULED, serve("D19"), laid]
SETTLED = PATHS[Stage.SETTLEMENT]
DELIBERATED = PATHS[Stage.DELIBERATING]
NOT_FINAL = [*DELIBERATED, lambda walk: walk.award(relation="劳动关系存在争议")]
RECEIVED_BY_ALL = [*NOT_FINAL, serve("D38")]
IN_EFFECT = [*RECEIVED_BY_ALL, lapse(20)]
AWARD, ANSWER = "arbitration.award", "arbitration.answer"
HANDED_OVER = {"channel": "direct", "receipt": "收件人签收"}


def joined_counterclaim(walk: Walk) -> None:
    """Joined, and answered by the applicant."""
    walk.step("file_counterclaim", walk.cast.employer, kind="other", text="返还工具", amount="500.00")
    walk.step("join_counterclaim", walk.cast.director)
    walk.serve("D12")
    walk.step("answer", walk.cast.worker, text="工具已归还。")


def own_claims_dropped(walk: Walk) -> bool:
    return list(walk.dispute.claims.filter(dropped=False).values_list("side", flat=True)) == ["B"]


def on_paper(walk: Walk) -> dict[str, Any]:
    return {"party": walk.dispute.parties.get(side="B").pk, "text": "已足额支付工资。"}


def closed(stage: str, law: str, *reach: Part) -> tuple[list[Part], Facts, str]:
    """Refused by the stage alone, under the article of the step."""
    return list(reach), nothing, f"案件处于“{stage}”阶段，不能进行这一步。 [{law}]"


ROWS = [
    Row("file", [], "file", "worker", "received", starts=("arbitration.acceptance", "arbitration.correction_notice"), papers=("D03",),
        wrong="employer", on=fresh, refused=(RECEIVED, nothing, "本争议已有一件仲裁案件正在处理。 [CR-34]")),
    Row("defects", RECEIVED, "return_for_correction", "clerk", "correction",
        lambda w: {"defects": ["未提交身份证明"], "due_on": days(10)}, ("arbitration.correction",), ("arbitration.acceptance",),
        ("D04",), refused=([*CORRECTION, step("complete_correction", "worker")], lambda w: {"defects": ["再补"], "due_on": days(5)}, "补正内容应当一次性告知，已经告知过一次。 [CR-29]")),
    Row("completed", CORRECTION, "complete_correction", "worker", "received", starts=("arbitration.acceptance",), wrong="employer", refused=closed("收到", "CR-29, CR-46", *RECEIVED)),
    Row("not completed", [*CORRECTION, after(15)], "not_corrected", "clerk", "not_accepted", papers=("D10",),
        refused=(CORRECTION, nothing, "指定的补正期限尚未届满。 [CR-29]")),
    Row("suggest mediation", RECEIVED, "suggest_mediation", "clerk", "suggested", papers=("D07",),
        refused=([*SUGGESTED, step("decline_suggestion", "worker")], nothing, "本申请此前已建议或者进行过调解。 [CR-69]")),
    Row("party agrees", SUGGESTED, "agree_to_mediation", "worker", "deferred", stops=("arbitration.acceptance",), wrong="employer", refused=closed("收到", "CR-69", *RECEIVED)),
    Row("refuses", SUGGESTED, "decline_suggestion", "worker", "received", wrong="employer", refused=closed("收到", "CR-69", *RECEIVED)),
    Row("mediation failed", DEFERRED, "resume_after_mediation", "clerk", "received", starts=("arbitration.acceptance",), wrong="director", refused=closed("收到", "CR-69, AL-14", *RECEIVED), law="failed / 15 CD over / breach"),
    Row("settled before", DEFERRED, "settle_before_acceptance", "clerk", "settled_before", refused=closed("收到", "CR-69, AL-14", *RECEIVED), law="agreement"),
    Row("accept", PROPOSED, "accept", "director", "accepted", starts=(AWARD, "arbitration.tribunal_notice", "arbitration.serve_application"),
        stops=("arbitration.acceptance",), papers=("D08", "D09", "D12"), wrong="clerk", refused=(RECEIVED, nothing, "立案人员尚未提出受理意见。 [CR-22]")),
    Row("refuse", RECEIVED, "refuse", "director", "not_accepted", lambda w: {"ground": "scope", "reason": "不属于受理范围"},
        stops=("arbitration.acceptance",), papers=("D10",), wrong="clerk", refused=closed("已受理，准备中", "AL-29, CR-31, CR-34", *TO_ACCEPTED)),
    Row("wrong committee", RECEIVED, "redirect", "clerk", "redirected", lambda w: {"to": "南山仲裁委", "reason": "工作地在南山"},
        stops=("arbitration.acceptance",), papers=("D11",), refused=closed("已受理，准备中", "AL-21, CR-31", *TO_ACCEPTED)),
    Row("tribunal formed", SERVED, "form_tribunal", "director", "accepted",
        lambda w: {"presiding": w.cast.presiding, "recorder": w.cast.recorder}, stops=("arbitration.tribunal_notice",), papers=("D14",),
        wrong="clerk", refused=(SERVED, lambda w: {"presiding": w.cast.presiding, "recorder": w.cast.presiding}, "书记员不得由本庭仲裁员兼任。 [OR-14] 所选人员在本委不担任相应职务。 [AL-20]")),
    Row("answer in", SERVED, "answer", "employer", "accepted", lambda w: {"text": "无异议"}, ("arbitration.forward_answer",), (ANSWER,),
        wrong="clerk", refused=(TO_ACCEPTED, lambda w: {"text": "无异议"}, "您的答辩期没有开始或者已经届满：申请书副本未送达您，或者期限已过。 [CR-33]")),
    Row("answer on paper", SERVED, "record_answer", "clerk", "accepted", on_paper, ("arbitration.forward_answer",), (ANSWER,), wrong="employer",
        refused=(TO_ACCEPTED, on_paper, "该当事人的答辩期当日未在进行，或者其已答辩。 [AL-30, CR-33]")),
    Row("answer forwarded", [*SERVED, step("answer", "employer", text="无异议")], "forward_answer", "clerk", "accepted",
        stops=("arbitration.forward_answer",), wrong="director", refused=(SERVED, nothing, "没有待转送的答辩书。以书面形式提交的，应当先行登记。 [AL-30, CR-33]")),
    Row("objection", SERVED, "object_to_jurisdiction", "employer", "accepted", lambda w: {"reason": "工作地在外市"},
        refused=([*SERVED, after(20), ticked], lambda w: {"reason": "工作地在外市"}, "答辩期已届满或者已放弃，反申请、管辖异议已逾期。 [CR-10, CR-36]")),
    Row("objection rejected", [*SERVED, step("object_to_jurisdiction", "employer", reason="外市")], "reject_objection", "director",
        "accepted", lambda w: {"reason": "在本市"}, papers=("D17",), wrong="clerk", refused=(SERVED, lambda w: {"reason": "x"}, "没有待决定的管辖异议。 [CR-10]"), law="rejected"),
    Row("objection upheld", SERVED, "transfer", "director", "transferred", other_committee, stops=(AWARD,), papers=("D17",), wrong="clerk", refused=closed("收到", "CR-9, CR-10", *RECEIVED), law="upheld"),
    Row("counterclaim", SERVED, "file_counterclaim", "employer", "accepted",
        lambda w: {"kind": "other", "text": "返还培训费", "amount": "3000.00"}, ("arbitration.counterclaim",),
        refused=([*SERVED, after(20), ticked], lambda w: {"kind": "other", "text": "返还", "amount": "1.00"}, "答辩期已届满或者已放弃，反申请、管辖异议已逾期。 [CR-10, CR-36]")),
    Row("counterclaim joined", [*SERVED, step("file_counterclaim", "employer", kind="other", text="返还", amount="1.00")],
        "join_counterclaim", "director", "accepted", stops=("arbitration.counterclaim",), papers=("D12",), wrong="clerk",
        refused=(SERVED, nothing, "没有待决定的反申请。 [CR-36]"), law="counterclaim accepted, joined"),
    Row("claims changed", SERVED, "ask_change", "worker", "accepted", lambda w: {"kind": "severance", "text": "经济补偿", "amount": "9000.00"},
        wrong="employer", refused=([*SERVED, after(40)], lambda w: {"kind": "other", "text": "x", "amount": "1.00"}, "举证期限已届满，请另行申请仲裁。 [CR-44]")),
    Row("change taken", [*SERVED, step("ask_change", "worker", kind="severance", text="补偿", amount="9000.00")], "take_change",
        "director", "accepted", papers=("D12",), wrong="clerk", refused=(SERVED, nothing, "没有待决定的变更请求。 [CR-44]"), law="claims changed"),
    Row("change refused", [*SERVED, step("ask_change", "worker", kind="severance", text="补偿", amount="9000.00")], "refuse_change",
        "director", "accepted", lambda w: {"reason": "请另行申请"}, wrong="clerk",
        refused=(SERVED, lambda w: {"reason": "x"}, "没有待决定的变更请求。 [CR-44]"), law="claims changed"),
    Row("recusal asked", FORMED, "ask_recusal", "worker", "accepted", lambda w: {"person": w.cast.presiding, "reason": "近亲属"},
        ("arbitration.recusal",), wrong="clerk", refused=(SERVED, lambda w: {"person": w.cast.presiding, "reason": "近亲属"}, "仲裁庭尚未组成。 [AL-31, CR-37] 该人员不是本仲裁庭成员。 [AL-33]")),
    Row("party added", FORMED, "join_party", "director", "accepted",
        lambda w: {"called": "某劳务公司", "side": "B"}, papers=("D23", "D12", "D14"), wrong="clerk", refused=closed("收到", "CR-46, AL-23", *RECEIVED)),
    Row("simple handling", SERVED, "handle_simply", "director", "accepted", lambda w: {"ground": "agreed"}, papers=("D31",), wrong="clerk",
        refused=(SERVED, lambda w: {"ground": "nonsense"}, "不具备简易处理的任何一项条件。 [CR-56]")),
    Row("to ordinary", [*SERVED, step("handle_simply", "director", ground="agreed")], "to_ordinary", "director", "accepted",
        lambda w: {"reason": "案情复杂"}, papers=("D31",), wrong="clerk", refused=closed("收到", "CR-61", *RECEIVED)),
    Row("schedule", READY, "schedule", "presiding", "scheduled",
        lambda w: {"room": w.room, "day": dt.date(2026, 3, 30), "start": "09:00", "end": "11:00"},
        ("arbitration.hearing_notice", "arbitration.hearing"), papers=("D19",),
        refused=(READY, lambda w: {"room": w.room, "day": days(2), "start": "09:00", "end": "11:00"}, "开庭通知须在开庭五个工作日前送达，请选择更晚的日期。 [AL-35, CR-38]")),
    Row("postpone", TO_SCHEDULED, "postpone", "presiding", "scheduled", lambda w: slot(7)(w) | {"reason": "有其他任务"},
        papers=("D20", "D19"), refused=(TO_SCHEDULED, slot(7), "没有当事人申请延期；本委依职权延期的，须说明理由。 [CR-38]")),
    Row("delegated mediation", READY, "delegate_mediation", "presiding", "accepted", lambda w: {"body": "总工会", "consent": "同意书"},
        ("arbitration.delegated_mediation",), papers=("D30",), refused=(READY, lambda w: {"body": "总工会", "consent": ""}, "委托调解须双方当事人书面同意。 [CR-70]")),
    Row("delegation without result", [*READY, step("delegate_mediation", "presiding", body="总工会", consent="同意书")],
        "end_delegation", "presiding", "accepted", stops=("arbitration.delegated_mediation",), refused=(READY, nothing, "没有进行中的委托调解。 [CR-70]"), law="no result"),
    Row("open", NOTIFIED, "open_hearing", "presiding", "in_hearing", wrong="clerk", refused=([*TO_SCHEDULED, laid], nothing, "最新的开庭通知尚未证明送达各方当事人。 [AL-35, CR-38, CR-59]")),
    Row("applicant absent", NOTIFIED, "applicant_absent", "presiding", "deemed_withdrawn", lambda w: {"reason": "未到庭"}, stops=(AWARD,),
        papers=("D33",), wrong="clerk", refused=([*TO_SCHEDULED, laid], lambda w: {"reason": "未到庭"}, "尚未证明申请人已在规定期限前收到开庭通知。 [AL-36, CR-39, CR-59]")),
    Row("applicant leaves", TO_HEARING, "applicant_absent", "presiding", "deemed_withdrawn", lambda w: {"reason": "未经许可中途退庭"}, stops=(AWARD,),
        papers=("D33",), wrong="clerk", refused=closed("收到", "AL-36, CR-39", *RECEIVED)),
    Row("respondent absent", NOTIFIED, "respondent_absent", "presiding", "in_hearing", lambda w: {"reason": "未到庭"}, wrong="clerk",
        refused=([*TO_SCHEDULED, laid], lambda w: {"reason": "未到庭"}, "尚未证明被申请人已在规定期限前收到开庭通知。 [AL-36, CR-39, CR-59]"), extra=lambda w: w.case.defaulted),
    Row("respondent leaves", TO_HEARING, "respondent_leaves", "presiding", "in_hearing", lambda w: {"reason": "未经许可中途退庭", "gone": [w.dispute.parties.get(side="B").pk]},
        wrong="clerk", refused=([*NOTIFIED, lambda w: w.step("respondent_absent", w.cast.presiding, reason="未到庭")],
        lambda w: {"reason": "退庭", "gone": [w.dispute.parties.get(side="B").pk]}, "请选择本次庭审已到庭且尚未退庭的被申请人。 [AL-36, CR-39]")),
    Row("applicant absent, counterclaim joined", [*READY, joined_counterclaim, Walk.schedule, serve("D19"), laid], "applicant_defaults",
        "presiding", "in_hearing", lambda w: {"reason": "未到庭"}, papers=("D33",), wrong="clerk", extra=own_claims_dropped,
        refused=(NOTIFIED, lambda w: {"reason": "未到庭"}, "本案没有待审理的反申请；申请人的行为及于全案。 [CR-36]")),
    Row("own claims withdrawn", [*READY, joined_counterclaim], "withdraw_claims", "worker", "accepted", lambda w: {"reason": "不再请求"},
        papers=("D32", "D32a"), wrong="employer", extra=own_claims_dropped,
        refused=(READY, lambda w: {"reason": "不再请求"}, "本案没有待审理的反申请；申请人的行为及于全案。 [CR-36]")),
    Row("counterclaim withdrawn", [*READY, joined_counterclaim], "withdraw_counterclaim", "employer", "accepted", lambda w: {"reason": "不再请求"},
        papers=("D32b", "D32c"), wrong="worker", refused=(READY, lambda w: {"reason": "x"}, "您在本案中没有待处理的反申请。 [CR-36]")),
    Row("last claim withdrawn", [*READY, joined_counterclaim, step("withdraw_claims", "worker", reason="不再请求")], "withdraw_last_counterclaim",
        "employer", "withdrawn", lambda w: {"reason": "不再请求"}, stops=(AWARD,), papers=("D32b", "D32c"), wrong="worker",
        refused=([*READY, joined_counterclaim], lambda w: {"reason": "x"}, "本案还有其他请求待审理，请仅撤回您的反申请。 [CR-36]")),
    Row("suspend", READY, "suspend", "director", "suspended", lambda w: {"ground": "injury", "reason": "等待认定"}, papers=("D28",),
        wrong="clerk", refused=(READY, lambda w: {"ground": "whim"}, "这不是规定的中止事由。 [CR-47]")),
    Row("ground ended", PATHS[Stage.SUSPENDED], "resume", "director", "accepted", lambda w: {"reason": "已认定"}, papers=("D28",), wrong="clerk", refused=closed("收到", "CR-47", *RECEIVED)),
    Row("extend", READY, "extend", "director", "accepted", lambda w: {"reason": "复杂"}, papers=("D29",), wrong="presiding",
        refused=([*READY, step("extend", "director", reason="复杂")], lambda w: {"reason": "复杂"}, "审理期限已经延长过一次，不能再次延长。 [CR-45]")),
    Row("mediation works", TO_HEARING, "settle", "presiding", "settlement_draft", lambda w: {"result": [{"text": "支付", "amount": "1.00"}]},
        papers=("D37",), wrong="clerk", refused=closed("收到", "AL-42, CR-72", *RECEIVED)),
    Row("settled before the hearing", READY, "settle", "presiding", "settlement_draft", lambda w: {"result": [{"text": "支付", "amount": "1.00"}]},
        papers=("D37",), wrong="clerk", refused=closed("收到", "AL-42, CR-72", *RECEIVED)),
    Row("one goes back", SETTLED, "go_back", "worker", "in_hearing", wrong="clerk", refused=(
        [*SETTLED, lambda w: signed(w, "A")], nothing, "您已签收调解书，不能反悔。 [AL-42]")),
    Row("withdraw", READY, "withdraw", "worker", "withdrawn", lambda w: {"reason": "已和解"}, stops=(AWARD,), papers=("D32",), wrong="employer",
        refused=([lambda w: of_many(w), *TO_ACCEPTED], lambda w: {"reason": "已和解"}, "集体争议须经所代表的劳动者书面同意，请指明材料。 [CR-63]")),
    Row("wrongly accepted", READY, "cancel", "director", "cancelled", lambda w: {"reason": "受理有误"}, stops=(AWARD,), papers=("D34",), wrong="clerk", refused=closed("收到", "CR-32", *RECEIVED)),
    Row("court filed the delay suit", [*TO_ACCEPTED, after(60), ticked], "terminate", "director", "terminated",
        lambda w: {"court_number": "（2026）粤0104民初1号"}, papers=("D34",), wrong="clerk",
        refused=(TO_ACCEPTED, lambda w: {"court_number": "x"}, "法院就逾期未裁决立案前，仲裁委员会应当继续审理；请填写案号。 [CR-48]"), law="court filed delay suit"),
    Row("debate closed", TO_HEARING, "close_debate", "presiding", "deliberating", wrong="clerk", refused=closed("收到", "AL-38, CR-52", *RECEIVED)),
    Row("partial award", DELIBERATED, "award_in_part", "presiding", "deliberating", items, papers=("D38",), wrong="clerk",
        refused=(DELIBERATED, no_items, "请逐项写明裁决；金钱请求须填写金额，驳回的填0。 [CR-50, CR-53]"), law="partial award, advance execution"),
    Row("continued on another day", [*TO_HEARING, Walk.write_down], "adjourn", "presiding", "accepted", lambda w: {"reason": "补充证据"},
        wrong="clerk", refused=(TO_HEARING, lambda w: {"reason": "补充证据"}, "每次庭审分别制作笔录，请先制作本次庭审笔录。 [AL-40]")),
    Row("award", DELIBERATED, "make_award", "presiding", "awarded", items, stops=(AWARD,), papers=("D38",), wrong="clerk",
        refused=(DELIBERATED, no_items, "请逐项写明裁决；金钱请求须填写金额，驳回的填0。 [CR-50, CR-53] 每一项请求都须裁决，不得遗漏。 [AL-46, CR-53]")),
    Row("archive", [*PATHS[Stage.CLOSED], lambda w: served_on_all(w), printed], "archive", "clerk", "archived", explained,
        papers=("D43a", "D43b", "D43c"), refused=([*PATHS[Stage.CLOSED], lambda w: served_on_all(w), printed], lambda w: {"absent": {}}, "案卷不完整，请补齐下列材料，或者说明缺失原因：《庭审笔录》 [CR-20, CR-22]")),
    Row("settlement proposed", READY, "propose_settlement", "worker", "accepted", lambda w: {"terms": "支付50000元"}, wrong="clerk",
        refused=([lambda w: of_many(w), *TO_ACCEPTED], lambda w: {"terms": "支付50000元"}, "本案有多名申请人，任何一人不能代他人和解，请在仲裁庭主持下撤回申请或者调解。 [AL-41, CR-63]")),
    Row("settlement agreed", [*READY, step("propose_settlement", "worker", terms="支付50000元")], "agree_settlement", "employer", "accepted",
        lambda w: {"read": "支付50000元"}, papers=("M09",), wrong="clerk", refused=(READY, lambda w: {"read": "支付50000元"}, "对方没有等待答复的和解方案。 [AL-41] 对方已经修改和解方案，请重新阅读。 [MR-11]")),
    Row("agrees to delegation", READY, "agree_to_delegation", "employer", "accepted", lambda w: {"body": "总工会"}, papers=("D30a",),
        wrong="clerk", refused=([*READY, step("delegate_mediation", "presiding", body="总工会", consent="同意书")], lambda w: {"body": "总工会"}, "已经委托调解。 [CR-70]")),
    Row("close", [*PATHS[Stage.AWARDED], lambda w: served_on_all(w)], "close", "director", "closed", papers=("D43",), wrong="clerk",
        refused=(PATHS[Stage.AWARDED], nothing, "本案尚有文书未送达。 [CR-21, CR-22]")),
    Row("evidence offered late", [*READY, after(30)], "extend_evidence", "clerk", "accepted",
        lambda w: {"until": days(10), "reason": "申请人申请"}, refused=(READY, lambda w: {"until": timezone.localdate(), "reason": "x"}, "请填写晚于现有举证期限的日期。 [CR-15]")),
    Row("5 WD pass", RECEIVED, "fall_silent", "", "received", through=lapse(8), stops=("arbitration.acceptance",),
        refused=closed("已受理，准备中", "AL-29, CR-31", *TO_ACCEPTED), extra=lambda w: w.case.silent_on is not None),
    Row("copy served", TO_ACCEPTED, "prove", "clerk", "accepted", lambda w: HANDED_OVER, (ANSWER,), ("arbitration.serve_application",),
        on=copy("D12", "B"), refused=(TO_ACCEPTED, lambda w: {"channel": "electronic"}, "该当事人未同意电子送达。 [CPL-90]")),
    Row("10 WD pass", SERVED, "close_answer", "", "accepted", through=lapse(20), stops=(ANSWER,), refused=closed("收到", "AL-30, CR-33", *RECEIVED)),
    Row("recusal decided", [*FORMED, lambda w: w.step("ask_recusal", w.cast.worker, person=w.cast.presiding, reason="近亲属")],
        "decide_recusal", "director", "accepted", lambda w: {"decision": "rejected", "reason": "不属于回避情形"},
        stops=("arbitration.recusal",), papers=("D18",), wrong="clerk", law="recusal asked",
        refused=([*FORMED, lambda w: w.step("ask_recusal", w.cast.worker, person=w.cast.presiding, reason="近亲属")],
                 lambda w: {"decision": "upheld", "reason": "属实"}, "请选择接任人员。 [CR-12]")),
    Row("announcement", TO_ACCEPTED, "announce", "clerk", "accepted", lambda w: {"where": "本委公告栏", "reason": "下落不明"}, ("service.announcement",),
        papers=("D41",), on=copy("D12", "B"), refused=closed("已送达", "CPL-95", *SERVED), extra=thirty_days_more),
    Row("both signed for it", SETTLED, "conclude", "", "mediated", through=serve("D37"), stops=(AWARD,),
        refused=([*SETTLED, lambda w: signed(w, "A")], nothing, "并非所有当事人都已签收调解书。 [AL-42]")),
    Row("parties settle", READY, "withdraw", "worker", "withdrawn", lambda w: {"reason": "双方已自行和解"}, stops=(AWARD,), papers=("D32",),
        wrong="employer", refused=closed("已撤回", "CR-35, CR-63", *PATHS[Stage.WITHDRAWN])),
    Row("advance execution", [*READY, asked_for_advance], "order_advance", "presiding", "accepted", advance, papers=("D36",), wrong="clerk",
        law="partial award, advance execution", refused=(READY, advance, "没有等待决定的先予执行申请，请先由申请人提出。 [AL-44]")),
    Row("served on X", NOT_FINAL, "prove", "clerk", "awarded", lambda w: HANDED_OVER, ("award.suit",), papers=("D40",), wrong="employer",
        on=copy("D38", "A"), refused=(NOT_FINAL, lambda w: {"channel": "simple", "receipt": "短信"}, "裁决书、调解书不得以电话、短信、电子邮件方式简便送达。 [CR-59]")),
    Row("corrected", RECEIVED_BY_ALL, "correct", "presiding", "awarded", lambda w: {"wrong": "二〇二五年", "right": "二〇二六年"},
        ("award.suit",), papers=("D39",), wrong="clerk", on=award, refused=(RECEIVED_BY_ALL, lambda w: {"wrong": "二〇二五年", "right": ""}, "需要填写原文字和正确文字。 [CR-54]")),
    Row("nobody sued in own window", RECEIVED_BY_ALL, "take_effect", "", "awarded", through=lapse(20), starts=("award.enforcement",),
        stops=("award.suit",), on=award, refused=(RECEIVED_BY_ALL, nothing, "该裁决为非终局裁决，仍有当事人可以起诉。 [AL-50]"), extra=lambda w: award(w).stage == "effective"),
    Row("suit or set-aside known", RECEIVED_BY_ALL, "contest", "", "awarded", lambda w: {"party": w.dispute.parties.get(side="A").pk},
        through=sued, on=award, refused=closed("重新处理中", "AL-48, AL-50, J1-16, J1-17", *IN_EFFECT, lambda w: perform(award(w), "open_supervision", by=w.cast.director, reason="漏算")),
        extra=lambda w: award(w).stage == "contested" and HandOff.objects.get(dispute=w.dispute).stage == "filed"),
    Row("supervision", IN_EFFECT, "open_supervision", "director", "accepted", lambda w: {"reason": "漏算加班基数"}, (AWARD,), wrong="clerk",
        on=award, refused=([*PATHS[Stage.AWARDED], serve("D38")], lambda w: {"reason": "漏算"}, "当事人仍可向法院起诉或者申请撤销，或者法院已经受理，请等待法院程序结束。 [B9-18]")),
]  # fmt: skip


def signed(walk: Walk, side: str) -> None:
    for service in Service.objects.filter(dispute=walk.dispute, paper__code="D37", party__side=side):
        perform(service, "prove", by=walk.cast.clerk, channel="direct", receipt="签收")


def served_on_all(walk: Walk) -> None:
    for code in Service.objects.filter(dispute=walk.dispute, stage="due").values_list(
        "paper__code", flat=True
    ):
        walk.serve(code)


def of_many(walk: Walk) -> None:
    """The draft as the claim's form leaves it where ten or more apply together (CR-62, CR-63)."""
    dispute = walk.dispute
    for n in range(2, 11):
        Party.objects.create(dispute=dispute, side="A", name=f"工友{n}", worker=True, address="广州市越秀区")
    dispute.collective = True
    dispute.speakers = {"names": ["陈嘉禾", "工友2", "工友3"], "workers": 10}
    dispute.save(update_fields=["collective", "speakers"])
