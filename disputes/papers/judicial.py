"""What goes to a court, to the labour inspection, the police or a review authority (docs/law.md 8.2, J01 to J05)."""

from disputes.papers.kinds import AGREEMENT, CLAIMS, DEED, FILED, ISSUED, PROOF, SENT, form, paper

JUDICIAL = (
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
)
