"""What a committee asks of others, and what the parties themselves write (docs/law.md 8.2).

A letter asks for something another document decides; its code is that document's with an `a` (application) behind it
where law.md gives both one number.
"""

from disputes.papers.kinds import CLAIMS, FILED, ISSUED, PARTIES, PROOF, SENT, SITTING, form, paper

BY = f"office date {PARTIES} by capacity"
ASKED = f"{BY} cause grounds"

INQUIRIES = (
    paper(
        "D13", "举证通知书", "notice", needs=f"{SENT} cause accepted_on evidence_period", basis="AL-6 CR-15"
    ),
    paper(
        "D21",
        "集体劳动人事争议案件一次性告知书",
        "notice",
        needs=f"{SENT} cause accepted_on answer_period evidence_period starts_at place {SITTING}",
        basis="CR-64",
    ),
    paper(
        "D24",
        "调查取证函",
        "notice",
        needs=f"{ISSUED} cause officers what",
        basis="CR-16",
        letter=form("协助调查取证函", "addressee"),
        record=form("调查笔录", "holder held_on found", "CR-16 CR-17"),
    ),
    paper(
        "D25",
        "委托鉴定书",
        "notice",
        needs=f"{SENT} cause question body payer",
        basis="AL-37 CR-40",
        order=form("委托鉴定书", "due_on", "AL-37"),
        fee=form("鉴定费用告知书", basis="CR-40"),
    ),
    paper("D44", "仲裁建议书", "notice", needs=f"{SENT} cause problem advice", basis=""),
)
LETTERS = (
    paper(
        "D02",
        "口头申请笔录",
        "application",
        needs=f"{FILED} {CLAIMS} facts {PROOF} evidence.source officer",
        basis="AL-28 CR-29",
    ),
    paper(
        "D05",
        "送达地址确认书",
        "letter",
        needs=f"{BY} address phone electronic",
        basis="CPLI-136 CR-20 CPL-90",
    ),
    paper(
        "D06",
        "授权委托书",
        "letter",
        needs=BY,
        basis="AL-24",
        agent=form("授权委托书", "agent agent.name agent.scope matter"),
        head=form("法定代表人身份证明书", "head head_post"),
    ),
    paper(
        "D15",
        "答辩书",
        "letter",
        needs=f"{BY} cause",
        basis="AL-30 CR-33",
        answer=form("答辩书", "words"),
        counterclaim=form("反申请书", CLAIMS, "CR-36"),
    ),
    paper("D16", "增加、变更仲裁请求申请书", "letter", needs=f"{BY} cause {CLAIMS} asked", basis="CR-44"),
    paper("D17a", "管辖异议申请书", "letter", needs=ASKED, basis="CR-10"),
    paper("D18a", "回避申请书", "letter", needs=f"{ASKED} person", basis="AL-33 CR-11"),
    paper("D20a", "延期开庭申请书", "letter", needs=f"{ASKED} old_at", basis="AL-35 CR-38"),
    paper(
        "D22", "代表人推举书", "letter", needs=f"{BY} cause speakers number_of_workers", basis="AL-7 CR-63"
    ),
    paper("D24a", "调查取证申请书", "letter", needs=f"{ASKED} what holder", basis="CR-16"),
    paper("D25a", "鉴定申请书", "letter", needs=f"{ASKED} question", basis="AL-37"),
    paper("D30a", "委托调解同意书", "letter", needs=f"{BY} cause body due_on", basis="CR-70"),
    paper("D32a", "撤回仲裁申请书", "letter", needs=ASKED, basis="CR-35"),
    paper("D32b", "撤回反申请申请书", "letter", needs=ASKED, basis="CR-35 CR-36"),
)
