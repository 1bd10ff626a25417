"""The record of a hearing in the demo: written by the recorder, signed by who has an account, finished."""

from __future__ import annotations

from typing import Any

from arbitration.deeds.minutes import attendance
from config.demo.case import Case

SAID = (
    "仲裁员：请申请人陈述仲裁请求、事实和理由。\n申请人：与申请书一致。\n仲裁员：请被申请人答辩。\n被申请人：与答辩书一致。\n"
    "仲裁员：双方对劳动关系有无异议？\n双方：没有异议。"
)


def written(case: Case, arbitration: Any) -> Any:
    hearing = arbitration.hearing
    start, end = hearing.hours.split("–")
    came = {party.pk: (True, "已核对身份证件") for party in case.dispute.parties.all()}
    return case.do(
        arbitration, "write_record", "recorder", start=start, end=end, place=str(hearing.room),
        attendance=attendance(arbitration, came), mediation="仲裁庭主持调解，双方未达成一致。",
        stages=[
            {"title": "庭审调查", "text": SAID},
            {"title": "举证质证", "text": "双方对劳动合同没有异议；对工资支付台账，申请人不认可真实性。"},
        ],
        last_words=[{"speaker": case.party(side).name, "text": "坚持陈述的意见。"} for side in "AB"],
    )  # fmt: skip


def recorded(case: Case, arbitration: Any) -> Any:
    return signed(case, written(case, arbitration))


def signed(case: Case, arbitration: Any) -> Any:
    """Signed in the room; who has no account signs on paper, which is noted."""
    chair = case.facts.get("presiding", "presiding")
    members = [str(user) for user in (chair, *case.facts.get("bench", "").split(), "recorder")]
    for name in [*members, *(side for side in "AB" if case.who(side))]:
        user = case.who(name)
        arbitration = case.do(arbitration, "sign_record", name, typed=str(user))
    kept = arbitration.hearing_records.get(finished_on=None)
    for key in list(kept.waiting):
        arbitration = case.do(
            arbitration, "note_unsigned", "recorder", who=key, reason="在纸质笔录上签名，附卷。"
        )
    return case.do(arbitration, "finish_record", chair, answer="")
