"""The documents of a mediation and of the review of its agreement (docs/law.md 8.2, M01 to M10, V01 to V03)."""

from disputes.papers.kinds import AGREEMENT, CLAIMS, FILED, ISSUED, PARTIES, PROOF, SENT, form, paper

CONCILIATORY = (
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
        "M09",
        "和解协议",
        "settlement",
        needs=f"office date {PARTIES} cause terms signatures signatures.label signatures.name",
        basis="AL-41 MR-11",
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
        needs=f"{SENT} filed_on {AGREEMENT}",
        basis="CR-78 CR-79",
        **{
            "": form("不予制作调解书通知书", "ground reasons"),
            "ended": form("终止审查决定书", "asked_on asked_by", "CR-76 CR-79"),
        },
    ),
)
