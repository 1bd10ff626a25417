"""Is a claim still in time? Interruption, suspension, arrears of pay; a defence, never a filter (CR-26 to CR-28)."""

from disputes.rules import limitation as law
from disputes.rules.guides.asking import YES_NO, Answers, Finding, Question
from disputes.rules.words import Line

STAFF = Question(
    "appointed_civil_servant",
    Line("申请人是聘任制公务员吗？", "Is the applicant an appointed civil servant?"),
    options=YES_NO,
)
ARREARS = Question("arrears", Line("要求的是拖欠的劳动报酬吗？", "Is it arrears of pay?"), options=YES_NO)
EMPLOYED = Question("employed", Line("劳动关系还在吗？", "Does the employment last?"), options=YES_NO)
ENDED = Question("ended_on", Line("劳动关系哪一天终止？", "On which day did the employment end?"), "day")
KNOWN = Question(
    "known_on",
    Line("哪一天知道或者应当知道权利被侵害？",
         "On which day was the infringement known, or should it have been?"),
    "day",
)  # fmt: skip
INTERRUPTED = Question(
    "interrupted_on",
    Line(
        "哪些天曾向对方主张权利（协商、申请调解），向有关部门投诉、申请仲裁、起诉或者申请支付令，或者对方同意履行？",
        "On which days was the claim raised with the other side (talks, mediation), a complaint, arbitration,"
        " suit or payment order filed, or performance agreed to?",
    ),
    "days",
)
SUSPENDED = Question(
    "suspended",
    Line("哪些时间因不可抗力、尚未确定法定代理人或者其他正当理由不能申请？",
         "During which times did force majeure, the want of a statutory agent or another good cause prevent it?"),
    "spans",
)  # fmt: skip
FILED = Question("filed_on", Line("哪一天申请仲裁？", "On which day is arbitration applied for?"), "day")


def limitation(said: Answers) -> Finding:
    """`in_time`, `late` or `not_running`, with the counting told line by line."""
    servant = said.yes(STAFF)
    arrears = not servant and said.yes(ARREARS)
    ended = said.day(ENDED) if arrears and not said.yes(EMPLOYED) else None
    running = not arrears or ended is not None
    claim = law.Claim(
        known_on=None if arrears else said.day(KNOWN),
        arrears=arrears,
        employment_ended_on=ended,
        civil_servant=servant,
        interruptions=said.days(INTERRUPTED) if running else (),
        suspensions=said.spans(SUSPENDED) if running else (),
    )
    found = law.judge(claim, said.day(FILED), calendar=said.calendar)
    articles = dict.fromkeys([*found.law, *(["CR-27"] if claim.interruptions else [])])
    articles |= dict.fromkeys(["CR-28"] if claim.suspensions else [])
    return Finding(found.status, found.explanation, tuple(articles))
