"""Which committee to go to: where the work is done, where the employer is, dispatch, and the wrong office."""

from disputes.rules import jurisdiction as law
from disputes.rules.guides.asking import YES_NO, Answers, Finding, Question
from disputes.rules.words import Line

WORKPLACES = Question(
    "workplaces",
    Line("实际工作地点在哪里？（六位区划代码；没有固定地点可留空列表）",
         "Where is the work actually done? (division codes; an empty list if there is no fixed place)"),
    "places",
)  # fmt: skip
DISPATCHED = Question(
    "dispatched", Line("是否由劳务派遣单位派遣？", "Were you sent by a dispatch agency?"), options=YES_NO
)
SEAT = Question(
    "seat",
    Line("用人单位（派遣单位）注册地或者主要办事机构在哪里？",
         "Where is the employer (the agency) registered, or its main office?"),
    "place",
)  # fmt: skip
USER_FIRM_SEAT = Question(
    "user_firm_seat", Line("用工单位所在地在哪里？", "Where is the user firm?"), "place"
)
ACCEPTED = Question(
    "accepted_by",
    Line("已有哪些仲裁委员会受理？（按受理先后）", "Which committees have accepted already? (in order)"),
    "places",
)
HERE = Question("here", Line("准备向哪一地的仲裁委员会申请？", "Where do you want to apply?"), "place")


def jurisdiction(said: Answers) -> Finding:
    """`here` when this committee may hear it, else `elsewhere` with a pointer that is no refusal (CR-31)."""
    workplaces = said.places(WORKPLACES)
    dispatched = said.yes(DISPATCHED)
    seat = said.place(SEAT)
    user_firm = said.place(USER_FIRM_SEAT) if dispatched else None
    here = said.place(HERE)
    accepted = said.places(ACCEPTED) if len(workplaces) > 1 else []
    filings = [law.Filing(place) for place in (accepted or [here])]
    found = law.competent(workplaces, seat, filings, user_firm_seat=user_firm)
    if wrong := law.pointer(here, found):
        return Finding("elsewhere", (wrong.reason, found.reason), (*found.law, *wrong.law))
    reasons = [found.reason]
    if dispatched:
        reasons.append(
            Line("派遣单位和用工单位为共同当事人", "the agency and the user firm are joint parties")
        )
    if found.district != here:
        reasons.append(
            Line(f"{found.district} 的仲裁委员会优先管辖", f"the committee of {found.district} comes first")
        )
        return Finding("elsewhere", tuple(reasons), (*found.law, "CR-9"))
    return Finding("here", tuple(reasons), found.law)
