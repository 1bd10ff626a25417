"""What makes the year of limitation begin anew, and what makes it stand still (AL-27, CR-27, CR-28, MR-31)."""

from __future__ import annotations

from dataclasses import dataclass

from disputes.rules.words import Line


@dataclass(frozen=True)
class Event:
    """One kind of event, and where the law says so."""

    words: Line
    law: str


INTERRUPTIONS: dict[str, Event] = {
    "demanded": Event(Line("向对方提出要求或者协商", "I asked the other side for it, or we negotiated"), "CR-27"),
    "mediation": Event(Line("申请调解", "I applied for mediation"), "CR-27"),
    "complaint": Event(
        Line("向劳动保障监察等有关部门投诉、请求救济", "I complained to the labour inspection or another authority"), "CR-27"
    ),
    "arbitration": Event(Line("申请仲裁", "I applied for arbitration"), "CR-27"),
    "suit": Event(Line("向人民法院起诉", "I sued in court"), "CR-27"),
    "payment_order": Event(Line("申请支付令", "I applied for a payment order"), "CR-27"),
    "agreed": Event(Line("对方同意履行（承诺、欠条、部分支付）", "the other side agreed: promise, IOU, part payment"), "CR-27"),
    "talks_refused": Event(Line("对方拒绝协商，或者五日内不回应", "talks were refused, or not answered in five days"), "MR-31"),
    "talks_failed": Event(Line("协商不成或者约定的协商期满", "talks ended or their agreed time was over without result"), "MR-31"),
    "settlement_broken": Event(Line("和解协议约定的履行期满仍未履行", "a settlement was not kept in its time"), "MR-31"),
    "mediation_refused": Event(Line("对方不愿意调解", "the other side refused mediation"), "MR-31"),
    "mediation_failed": Event(Line("放弃调解，或者调解期满未达成协议", "mediation was given up or failed in its time"), "MR-31"),
    "agreement_broken": Event(Line("调解协议未按期履行", "a mediation agreement was not kept in its time"), "MR-31"),
}  # fmt: skip

SUSPENSIONS: dict[str, Event] = {
    "force_majeure": Event(Line("不可抗力", "force majeure"), "CR-28"),
    "no_agent": Event(
        Line(
            "无行为能力或者限制行为能力，尚未确定法定代理人", "no full capacity, and no statutory agent yet"
        ),
        "CR-28",
    ),
    "other_cause": Event(Line("其他正当理由", "another good cause"), "CR-28"),
}
