"""Every period of time the law sets: its length, its unit and the article it stands in.

Working days and calendar days follow T1, T10-T12: in the Case Rules 3, 5 and 10 days are working days,
15 and 45 are calendar days (CR-80); plain days of the Enterprise Mediation Provisions are calendar days.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from disputes.rules.instruments import in_force_since
from disputes.rules.words import Confidence, Line

Unit = Literal["WD", "CD", "M", "Y"]
Direction = Literal["forward", "back"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One period. `n` units run from the day after `trigger`; `extension` is the most that may be added.

    `reading` is the open question of law on which its last day depends, if one does.
    """

    code: str
    law: tuple[str, ...]
    unit: Unit
    n: int
    title: Line
    trigger: Line
    direction: Direction = "forward"
    rolls: bool = True
    extension: int = 0
    confidence: Confidence = "VERIFIED"
    reading: str = ""

    @property
    def pausable(self) -> bool:
        """Pauses stop the clock of calendar periods only; working-day periods run on."""
        return self.unit != "WD"

    @property
    def since(self) -> date:
        """Since when all its articles stand as cited; earlier days are answered by the same text, and told so."""
        return in_force_since(self.law)


def _rule(code: str, law: str, length: str, title: tuple[str, str], trigger: tuple[str, str]) -> Rule:
    n, unit = length.split()
    units: dict[str, Unit] = {"WD": "WD", "CD": "CD", "M": "M", "Y": "Y"}
    return Rule(code, tuple(law.split()), units[unit], int(n), Line(*title), Line(*trigger))


_HEARING = ("开庭", "the hearing")
_AWARD_RECEIVED = ("收到裁决书", "receiving the award")
_AGREED = ("调解协议生效", "the agreement taking effect")

_BEFORE_AND_AT_ACCEPTANCE = (
    _rule(
        "acceptance", "AL-29 CR-30 CR-31", "5 WD",
        ("决定是否受理", "decide on acceptance"), ("收到仲裁申请", "receiving the application"),
    ),
    _rule(
        "correction_notice", "CR-29", "5 WD",
        ("一次性告知补正", "tell all defects at once"), ("收到仲裁申请", "receiving the application"),
    ),
    _rule(
        "serve_application", "AL-30 CR-33", "5 WD",
        ("向被申请人送达申请书副本", "serve the application"), ("受理", "acceptance"),
    ),
    _rule(
        "answer", "AL-30 CR-33", "10 WD",
        ("提交答辩书（提出管辖异议、反申请的期限同此）", "answer (also objection to jurisdiction, counterclaim)"),
        ("收到申请书副本", "receiving the application"),
    ),
    _rule(
        "forward_answer", "AL-30 CR-33", "5 WD",
        ("向申请人送达答辩书副本", "forward the answer"), ("收到答辩书", "receiving the answer"),
    ),
    _rule(
        "tribunal_notice", "AL-32 CR-37", "5 WD",
        ("组成仲裁庭并书面通知", "form the tribunal and give notice"), ("受理", "acceptance"),
    ),
    _rule(
        "collective_notice", "CR-64", "5 WD",
        ("一次性告知组庭、答辩期、举证期和开庭时间地点", "tell tribunal, periods, day and place of the hearing in one go"),
        ("受理", "acceptance"),
    ),
    _rule(
        "case_withdrawal_notice", "CR-32", "5 WD",
        ("通知撤销案件的决定", "notify that the case is withdrawn"),
        ("决定撤销案件", "the decision to withdraw the case"),
    ),
)  # fmt: skip

_HEARING_AND_AWARD = (
    _rule(
        "recusal_decision", "AL-33 CR-11", "3 WD",
        ("作出回避决定", "decide on the recusal"), ("提出回避申请", "the request for recusal"),
    ),
    _rule(
        "counterclaim_decision", "CR-36", "5 WD",
        ("决定是否受理反申请", "decide on the counterclaim"), ("收到反申请", "receiving the counterclaim"),
    ),
    replace(
        _rule("hearing_notice", "AL-35 CR-38", "5 WD",
              ("送达开庭通知", "serve the hearing notice"), _HEARING),
        direction="back", confidence="DERIVED", reading="hearing_notice_days",
    ),
    replace(
        _rule("postponement_request", "AL-35 CR-38", "3 WD",
              ("请求延期开庭", "ask for postponement"), _HEARING),
        direction="back", confidence="DERIVED",
    ),
    replace(
        _rule("award", "AL-43 CR-45", "45 CD", ("作出裁决", "make the award"), ("受理", "acceptance")),
        extension=15, reading="award_rolls",
    ),
    _rule(
        "delegated_mediation", "CR-70", "10 WD",
        ("委托调解达成协议", "reach agreement in delegated mediation"),
        ("双方同意委托调解", "both sides' consent"),
    ),
    replace(
        _rule("service_by_posting", "CR-20", "3 WD", ("留置、张贴视为送达", "deemed service after leaving or posting"),
              ("留置或张贴", "leaving or posting")),
        rolls=False,
    ),
    replace(
        _rule("service_by_announcement", "CPL-95 CR-20", "30 CD",
              ("公告视为送达", "deemed service by announcement"), ("发出公告", "the announcement")),
        rolls=False,
    ),
)  # fmt: skip

_TO_COURT = (
    _rule("suit", "AL-48 AL-50", "15 CD", ("向人民法院起诉", "sue in court"), _AWARD_RECEIVED),
    _rule("set_aside", "AL-49", "30 CD", ("申请撤销终局裁决", "apply to set the final award aside"), _AWARD_RECEIVED),
    _rule(
        "suit_after_set_aside", "AL-49", "15 CD",
        ("裁决被撤销后起诉", "sue after the award was set aside"),
        ("收到撤销裁决的裁定", "receiving the set-aside ruling"),
    ),
    _rule(
        "set_aside_after_suit_fails", "J1-18 J1-21", "30 CD",
        ("劳动者撤诉、被驳回起诉或基层法院不受理后申请撤销裁决",
         "apply to set aside after the suit failed, was withdrawn or was refused"),
        ("收到该裁定", "receiving that ruling"),
    ),
    _rule(
        "refusal_to_enforce_suit", "J1-24", "30 CD",
        ("裁决被裁定不予执行后起诉", "sue after enforcement was refused"),
        ("收到不予执行裁定", "receiving the ruling that refuses enforcement"),
    ),
    _rule(
        "appeal_judgment", "CPL-171", "15 CD",
        ("对判决上诉", "appeal against the judgment"), ("判决书送达", "service of the judgment"),
    ),
    _rule(
        "appeal_ruling", "CPL-171", "10 CD",
        ("对裁定上诉", "appeal against the ruling"), ("裁定书送达", "service of the ruling"),
    ),
    _rule(
        "enforcement", "AL-51 CPL-250", "2 Y",
        ("申请强制执行", "apply for enforcement"),
        ("履行期限最后一日（未定期限的为文书生效日）", "the last day for performance (else the effective date)"),
    ),
    _rule(
        "enforcement_after_preservation", "J1-49", "3 M",
        ("财产保全后申请强制执行", "apply for enforcement where property is preserved"),
        ("裁决或判决生效", "the award or judgment taking effect"),
    ),
    _rule(
        "preservation_filing", "CPL-104", "30 CD",
        ("仲裁前保全后申请仲裁", "file for arbitration after early preservation"),
        ("采取保全措施", "the preservation measure"),
    ),
    _rule(
        "payment_order_objection", "CPL-227", "15 CD",
        ("清偿债务或对支付令提出异议", "pay or object to the payment order"),
        ("收到支付令", "receiving the payment order"),
    ),
)  # fmt: skip

_OF_THE_COURT = (
    _rule(
        "court_filing", "CPL-126", "7 CD",
        ("法院决定是否立案", "the court decides on filing the case"), ("法院收到起诉材料", "the court receiving the suit"),
    ),
    _rule(
        "payment_order_acceptance", "CPL-226", "5 CD",
        ("法院通知是否受理支付令申请", "the court says whether it takes the application for a payment order"),
        ("法院收到支付令申请", "the court receiving the application"),
    ),
    _rule(
        "payment_order_issue", "CPL-227", "15 CD",
        ("法院发出支付令或裁定驳回", "the court issues the payment order or dismisses the application"),
        ("受理支付令申请", "taking the application"),
    ),
    _rule(
        "preservation_ruling", "财产保全规定-4", "5 CD",
        ("法院裁定是否保全", "the court rules on the preservation"), ("法院收到保全申请", "the court receiving the application"),
    ),
    replace(
        _rule("preservation_ruling_urgent", "财产保全规定-4 CPL-103", "2 CD",
              ("情况紧急的，法院裁定是否保全", "the court rules on an urgent preservation"),
              ("法院收到保全申请", "the court receiving the application")),
        rolls=False, confidence="DERIVED",  # 48 hours, kept as days: they do not wait for a working day
    ),
    replace(
        _rule("confirmation_acceptance", "CPL-205 司法确认规定-4", "3 CD",
              ("法院决定是否受理司法确认申请", "the court decides whether it takes the application to confirm"),
              ("法院收到司法确认申请", "the court receiving the application")),
        confidence="RECALLED",  # the text of 2011 was seen, that it is still applied was not (docs/law.md 3.3)
    ),
    replace(
        _rule("confirmation_decision", "CPL-206 司法确认规定-5", "15 CD",
              ("法院作出是否确认的裁定", "the court rules on the confirmation"),
              ("受理司法确认申请", "taking the application")),
        extension=10, confidence="RECALLED",
    ),
)  # fmt: skip

_MEDIATION = (
    _rule(
        "mediation_opens_arbitration", "AL-14", "15 CD",
        ("达成调解协议，逾期可申请仲裁", "agree in mediation; afterwards arbitration is open"),
        ("调解组织收到调解申请", "the mediation body receiving the application"),
    ),
    _rule(
        "mediation_acceptance", "MR-22", "3 WD",
        ("决定是否受理调解申请", "accept the mediation application"),
        ("收到调解申请", "receiving the application"),
    ),
    _rule(
        "mediation", "MR-29", "15 CD",
        ("调解结束", "end the mediation"), ("受理调解申请", "accepting the mediation"),
    ),
    replace(
        _rule("mediation_performance", "MR-26", "0 CD",
              ("按调解协议履行", "perform the agreement"), ("约定的履行日", "the agreed day of performance")),
        confidence="DERIVED",
    ),
    replace(
        _rule("negotiation_reply", "MR-10", "5 CD", ("答复协商要求", "answer the call to negotiate"),
              ("提出协商要求", "the call to negotiate")),
        confidence="DERIVED",
    ),
    _rule(
        "agreement_review_application", "CR-74 MR-27", "15 CD",
        ("共同申请仲裁审查", "apply together for arbitration review"), _AGREED,
    ),
    replace(
        _rule("agreement_review", "CR-76", "5 WD", ("审查调解协议", "review the mediation agreement"),
              ("受理审查申请", "accepting the review")),
        extension=5,
    ),
    _rule(
        "judicial_confirmation", "CPL-205", "30 CD",
        ("共同申请司法确认", "apply together for judicial confirmation"), _AGREED,
    ),
)  # fmt: skip

_LIMITATION_AND_ADMINISTRATION = (
    _rule(
        "limitation", "AL-27 CR-26", "1 Y",
        ("申请仲裁的时效", "limitation for arbitration"),
        ("知道或者应当知道权利被侵害（拖欠劳动报酬的为劳动关系终止）",
         "knowing of the infringement (for arrears of pay: the end of the employment)"),
    ),
    _rule(
        "limitation_civil_servant", "公务员法-105 CR-26", "60 CD",
        ("聘任制公务员申请仲裁的期限", "arbitration by an appointed civil servant"),
        ("争议发生", "the dispute arising"),
    ),
    _rule(
        "administrative_review", "行政复议法-20", "60 CD",
        ("申请行政复议", "apply for administrative review"),
        ("知道该行政行为", "knowing of the administrative act"),
    ),
    replace(
        _rule("inspection_case", "劳动保障监察条例-17", "60 WD",
              ("完成劳动保障监察调查", "complete the labour inspection"), ("立案", "opening the inspection case")),
        extension=30,
    ),
)  # fmt: skip

RULES: dict[str, Rule] = {
    rule.code: rule
    for group in (
        _BEFORE_AND_AT_ACCEPTANCE,
        _HEARING_AND_AWARD,
        _TO_COURT,
        _OF_THE_COURT,
        _MEDIATION,
        _LIMITATION_AND_ADMINISTRATION,
    )
    for rule in group
}
