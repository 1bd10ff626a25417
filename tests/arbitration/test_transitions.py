"""docs/law.md 10.2 row by row: the event, who brings it, where it leads, its time limits and papers, and why it is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration
from arbitration.volumes import missing
from disputes.acts import NotLawful
from disputes.management.commands.tick import sweep
from disputes.models import Deadline, Dispute, Office, Paper, Party, Service
from disputes.papers.shelf import render_waiting
from tests.arbitration.walk import PATHS, TO_ACCEPTED, TO_HEARING, TO_SCHEDULED, Part, Walk
from tests.conftest import person

pytestmark = pytest.mark.django_db
Facts = Callable[[Walk], dict[str, Any]]


def nothing(walk: Walk) -> dict[str, Any]:
    return {}


def days(n: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=n)


@dataclass(frozen=True)
class Row:
    """`starts`, `stops`: codes of time limits that run, or no longer run, afterwards. `wrong` may not take the step."""

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
    refused: tuple[list[Part], Facts, str] | None = None  # another way there, what is said, the article cited
    extra: Callable[[Walk], bool] | None = field(default=None)


def serve(code: str) -> Part:
    return lambda walk: walk.serve(code)


def step(name: str, by: str, **facts: Any) -> Part:
    return lambda walk: walk.step(name, getattr(walk.cast, by), **facts)


def after(n: int) -> Part:
    return lambda walk: walk.after(n)


def ticked(walk: Walk) -> None:
    sweep()
    walk.case = Arbitration.objects.get(pk=walk.case.pk)


def other_committee(walk: Walk) -> dict[str, Any]:
    other, _made = Office.objects.get_or_create(
        kind="committee", name="佛山市仲裁委员会", short="佛", division="440600"
    )
    return {"to": other, "reason": "实际工作地点在佛山。"}


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
AWARD, ANSWER = "arbitration.award", "arbitration.answer"


def _serve_all(walk: Walk) -> None:
    for code in Service.objects.filter(dispute=walk.dispute, stage="due").values_list(
        "paper__code", flat=True
    ):
        walk.serve(code)


def printed(walk: Walk) -> None:
    render_waiting(limit=1000)


def explained(walk: Walk) -> dict[str, Any]:
    return {"absent": {gap.key: "纸质原件在卷。" for gap in missing(walk.case)}}


ROWS = [
    Row("defects", RECEIVED, "return_for_correction", "clerk", "correction",
        lambda w: {"defects": ["未提交身份证明"], "due_on": days(10)}, ("arbitration.correction",), ("arbitration.acceptance",),
        ("D04",), refused=([*CORRECTION, step("complete_correction", "worker")], lambda w: {"defects": ["再补"], "due_on": days(5)}, "CR-29")),
    Row("completed", CORRECTION, "complete_correction", "worker", "received", starts=("arbitration.acceptance",), wrong="employer"),
    Row("not completed", [*CORRECTION, after(15)], "not_corrected", "clerk", "not_accepted", papers=("D10",),
        refused=(CORRECTION, nothing, "CR-29")),
    Row("suggest mediation", RECEIVED, "suggest_mediation", "clerk", "suggested", papers=("D07",),
        refused=([*SUGGESTED, step("decline_suggestion", "worker")], nothing, "CR-69")),
    Row("party agrees", SUGGESTED, "agree_to_mediation", "worker", "deferred", stops=("arbitration.acceptance",), wrong="employer"),
    Row("refuses", SUGGESTED, "decline_suggestion", "worker", "received", wrong="employer"),
    Row("mediation failed", DEFERRED, "resume_after_mediation", "clerk", "received", starts=("arbitration.acceptance",), wrong="director"),
    Row("settled before", DEFERRED, "settle_before_acceptance", "clerk", "settled_before"),
    Row("accept", PROPOSED, "accept", "director", "accepted", starts=(AWARD, "arbitration.tribunal_notice", "arbitration.serve_application"),
        stops=("arbitration.acceptance",), papers=("D08", "D09", "D12"), wrong="clerk", refused=(RECEIVED, nothing, "CR-22")),
    Row("refuse", RECEIVED, "refuse", "director", "not_accepted", lambda w: {"ground": "scope", "reason": "不属于受理范围"},
        stops=("arbitration.acceptance",), papers=("D10",), wrong="clerk"),
    Row("wrong committee", RECEIVED, "redirect", "clerk", "redirected", lambda w: {"to": "南山仲裁委", "reason": "工作地在南山"},
        stops=("arbitration.acceptance",), papers=("D11",)),
    Row("tribunal formed", SERVED, "form_tribunal", "director", "accepted",
        lambda w: {"presiding": w.cast.presiding, "recorder": w.cast.recorder}, stops=("arbitration.tribunal_notice",), papers=("D14",),
        wrong="clerk", refused=(SERVED, lambda w: {"presiding": w.cast.presiding, "recorder": w.cast.presiding}, "OR-14")),
    Row("answer in", SERVED, "answer", "employer", "accepted", lambda w: {"text": "无异议"}, ("arbitration.forward_answer",), (ANSWER,),
        wrong="clerk", refused=(TO_ACCEPTED, lambda w: {"text": "无异议"}, "CR-33")),
    Row("objection", SERVED, "object_to_jurisdiction", "employer", "accepted", lambda w: {"reason": "工作地在外市"},
        refused=([*SERVED, after(20), ticked], lambda w: {"reason": "工作地在外市"}, "CR-10")),
    Row("objection rejected", [*SERVED, step("object_to_jurisdiction", "employer", reason="外市")], "reject_objection", "director",
        "accepted", lambda w: {"reason": "在本市"}, papers=("D17",), wrong="clerk", refused=(SERVED, lambda w: {"reason": "x"}, "CR-10")),
    Row("objection upheld", SERVED, "transfer", "director", "transferred", other_committee, stops=(AWARD,), papers=("D17",), wrong="clerk"),
    Row("counterclaim", SERVED, "file_counterclaim", "employer", "accepted",
        lambda w: {"kind": "other", "text": "返还培训费", "amount": "3000.00"}, ("arbitration.counterclaim",),
        refused=([*SERVED, after(20), ticked], lambda w: {"kind": "other", "text": "返还", "amount": "1.00"}, "CR-36")),
    Row("counterclaim joined", [*SERVED, step("file_counterclaim", "employer", kind="other", text="返还", amount="1.00")],
        "join_counterclaim", "director", "accepted", stops=("arbitration.counterclaim",), papers=("D12",), wrong="clerk",
        refused=(SERVED, nothing, "CR-36")),
    Row("claims changed", SERVED, "ask_change", "worker", "accepted", lambda w: {"kind": "severance", "text": "经济补偿", "amount": "9000.00"},
        wrong="employer", refused=([*SERVED, after(40)], lambda w: {"kind": "other", "text": "x", "amount": "1.00"}, "CR-44")),
    Row("change taken", [*SERVED, step("ask_change", "worker", kind="severance", text="补偿", amount="9000.00")], "take_change",
        "director", "accepted", papers=("D12",), wrong="clerk", refused=(SERVED, nothing, "CR-44")),
    Row("recusal asked", FORMED, "ask_recusal", "worker", "accepted", lambda w: {"person": w.cast.presiding, "reason": "近亲属"},
        ("arbitration.recusal",), wrong="clerk", refused=(SERVED, lambda w: {"person": w.cast.presiding, "reason": "近亲属"}, "AL-31")),
    Row("party added", FORMED, "join_party", "director", "accepted",
        lambda w: {"called": "某劳务公司", "side": "B"}, papers=("D23", "D12"), wrong="clerk"),
    Row("simple handling", SERVED, "handle_simply", "director", "accepted", lambda w: {"ground": "agreed"}, papers=("D31",), wrong="clerk",
        refused=(SERVED, lambda w: {"ground": "nonsense"}, "CR-56")),
    Row("to ordinary", [*SERVED, step("handle_simply", "director", ground="agreed")], "to_ordinary", "director", "accepted",
        lambda w: {"reason": "案情复杂"}, papers=("D31",), wrong="clerk"),
    Row("schedule", READY, "schedule", "presiding", "scheduled",
        lambda w: {"room": w.room, "day": dt.date(2026, 3, 30), "start": "09:00", "end": "11:00"},
        ("arbitration.hearing_notice", "arbitration.hearing"), papers=("D19",),
        refused=(READY, lambda w: {"room": w.room, "day": days(2), "start": "09:00", "end": "11:00"}, "CR-38")),
    Row("postpone", TO_SCHEDULED, "postpone", "presiding", "scheduled", lambda w: slot(7)(w) | {"reason": "有其他任务"},
        papers=("D20", "D19"), refused=(TO_SCHEDULED, slot(7), "CR-38")),
    Row("delegated mediation", READY, "delegate_mediation", "presiding", "accepted", lambda w: {"body": "总工会", "consent": "同意书"},
        ("arbitration.delegated_mediation",), papers=("D30",), refused=(READY, lambda w: {"body": "总工会", "consent": ""}, "CR-70")),
    Row("delegation without result", [*READY, step("delegate_mediation", "presiding", body="总工会", consent="同意书")],
        "end_delegation", "presiding", "accepted", stops=("arbitration.delegated_mediation",)),
    Row("open", NOTIFIED, "open_hearing", "presiding", "in_hearing", wrong="clerk", refused=([*TO_SCHEDULED, laid], nothing, "CR-38")),
    Row("applicant absent", NOTIFIED, "applicant_absent", "presiding", "deemed_withdrawn", lambda w: {"reason": "未到庭"}, stops=(AWARD,),
        papers=("D33",), wrong="clerk", refused=([*TO_SCHEDULED, laid], lambda w: {"reason": "未到庭"}, "AL-36")),
    Row("respondent absent", NOTIFIED, "respondent_absent", "presiding", "in_hearing", lambda w: {"reason": "未到庭"}, wrong="clerk",
        refused=([*TO_SCHEDULED, laid], lambda w: {"reason": "未到庭"}, "AL-36"), extra=lambda w: w.case.defaulted),
    Row("suspend", READY, "suspend", "director", "suspended", lambda w: {"ground": "injury", "reason": "等待认定"}, papers=("D28",),
        wrong="clerk", refused=(READY, lambda w: {"ground": "whim"}, "CR-47")),
    Row("ground ended", PATHS[Stage.SUSPENDED], "resume", "director", "accepted", lambda w: {"reason": "已认定"}, papers=("D28",), wrong="clerk"),
    Row("extend", READY, "extend", "director", "accepted", lambda w: {"reason": "复杂"}, papers=("D29",), wrong="presiding",
        refused=([*READY, step("extend", "director", reason="复杂")], lambda w: {"reason": "复杂"}, "CR-45")),
    Row("mediation works", TO_HEARING, "settle", "presiding", "settlement_draft", lambda w: {"result": [{"text": "支付", "amount": "1.00"}]},
        papers=("D37",), wrong="clerk"),
    Row("one goes back", SETTLED, "go_back", "worker", "in_hearing", wrong="clerk", refused=(
        [*SETTLED, lambda w: _sign(w, "A")], nothing, "AL-42")),
    Row("withdraw", READY, "withdraw", "worker", "withdrawn", lambda w: {"reason": "已和解"}, stops=(AWARD,), papers=("D32",), wrong="employer",
        refused=([*READY, lambda w: _collective(w)], lambda w: {"reason": "已和解"}, "CR-63")),
    Row("wrongly accepted", READY, "cancel", "director", "cancelled", lambda w: {"reason": "受理有误"}, stops=(AWARD,), papers=("D34",), wrong="clerk"),
    Row("court filed the delay suit", [*TO_ACCEPTED, after(60), ticked], "terminate", "director", "terminated",
        lambda w: {"court_number": "（2026）粤0104民初1号"}, papers=("D34",), wrong="clerk",
        refused=(TO_ACCEPTED, lambda w: {"court_number": "x"}, "CR-48")),
    Row("debate closed", TO_HEARING, "close_debate", "presiding", "deliberating", wrong="clerk"),
    Row("partial award", DELIBERATED, "award_in_part", "presiding", "deliberating", items, papers=("D38",), wrong="clerk",
        refused=(DELIBERATED, no_items, "CR-50")),
    Row("award", DELIBERATED, "make_award", "presiding", "awarded", items, stops=(AWARD,), papers=("D38",), wrong="clerk",
        refused=(DELIBERATED, no_items, "CR-53")),
    Row("archive", [*PATHS[Stage.CLOSED], _serve_all, printed], "archive", "clerk", "archived", explained, papers=("D43a", "D43b", "D43c"),
        wrong="worker", refused=([*PATHS[Stage.CLOSED], _serve_all, printed], lambda w: {"absent": {}}, "CR-22")),
    Row("settlement proposed", READY, "propose_settlement", "worker", "accepted", lambda w: {"terms": "支付50000元"}, wrong="clerk",
        refused=([*READY, lambda w: _collective(w)], lambda w: {"terms": "支付50000元"}, "CR-63")),
    Row("parties settle", [*READY, step("propose_settlement", "worker", terms="支付50000元")], "agree_settlement", "employer", "accepted",
        lambda w: {"read": "支付50000元"}, papers=("M09",), wrong="clerk", refused=(READY, lambda w: {"read": "支付50000元"}, "AL-41")),
    Row("agrees to delegation", READY, "agree_to_delegation", "employer", "accepted", lambda w: {"body": "总工会"}, papers=("D30a",),
        wrong="clerk", refused=([*READY, step("delegate_mediation", "presiding", body="总工会", consent="同意书")],
            lambda w: {"body": "总工会"}, "CR-70")),
    Row("close", [*PATHS[Stage.AWARDED], _serve_all], "close", "director", "closed", papers=("D43",), wrong="clerk",
        refused=(PATHS[Stage.AWARDED], nothing, "CR-21")),
    Row("evidence offered late", [*READY, after(30)], "extend_evidence", "clerk", "accepted",
        lambda w: {"until": days(10), "reason": "申请人申请"}, refused=(READY, lambda w: {"until": timezone.localdate(), "reason": "x"}, "CR-15")),
]  # fmt: skip


def _sign(walk: Walk, side: str) -> None:
    from disputes.acts import perform

    for service in Service.objects.filter(dispute=walk.dispute, paper__code="D37", party__side=side):
        perform(service, "prove", by=walk.cast.clerk, channel="direct", receipt="签收")


def _collective(walk: Walk) -> None:
    Dispute.objects.filter(pk=walk.dispute.pk).update(collective=True)


def brought(walk: Walk, reach: list[Part]) -> Walk:
    for part in reach:
        part(walk)
    walk.case = Arbitration.objects.get(pk=walk.case.pk)
    return walk


def running(walk: Walk) -> set[str]:
    rows = Deadline.objects.filter(dispute=walk.dispute, status__in=["running", "paused"])
    return set(rows.values_list("code", flat=True))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.event)
def test_the_event_leads_where_the_law_says_with_its_time_limits_and_papers(walk, row):
    brought(walk, row.reach)
    before = set(Paper.objects.values_list("pk", flat=True))
    walk.step(row.step, getattr(walk.cast, row.by), **row.facts(walk))
    assert walk.case.stage == row.to
    assert set(row.starts) <= running(walk)
    assert not set(row.stops) & running(walk)
    made = set(Paper.objects.exclude(pk__in=before).values_list("code", flat=True))
    assert set(row.papers) <= made, made
    assert row.extra is None or row.extra(walk)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.event)
def test_nobody_else_brings_it_about(walk, row):
    brought(walk, row.reach)
    facts = row.facts(walk)
    with pytest.raises(PermissionDenied):
        walk.step(row.step, getattr(walk.cast, row.wrong), **facts)
    with pytest.raises(PermissionDenied):
        walk.step(row.step, person("passer_by"), **facts)


@pytest.mark.parametrize("row", [row for row in ROWS if row.refused], ids=lambda row: row.event)
def test_it_is_refused_with_the_article_where_its_condition_fails(walk, row):
    reach, facts, article = row.refused
    brought(walk, reach)
    stage, papers = walk.case.stage, Paper.objects.count()
    with pytest.raises(NotLawful) as refused:
        walk.step(row.step, getattr(walk.cast, row.by), **facts(walk))
    said = " ".join(map(str, refused.value.reasons))
    assert article in said, said
    walk.case = Arbitration.objects.get(pk=walk.case.pk)
    assert (walk.case.stage, Paper.objects.count()) == (stage, papers)


def test_of_every_row_the_stage_before_and_after_is_one_of_the_law(db):
    assert len(ROWS) >= 40 and len({row.event for row in ROWS}) == len(ROWS)
    assert {row.to for row in ROWS} <= set(Stage.values)
    assert Party.Side.values == ["A", "B", "T"]
