"""The rows of docs/law.md 4.5 (who goes where, by when) and 10.4 (the states of a hand-off); every one has its test."""

from __future__ import annotations

ROWS = {
    "4.5/01": "non-final award: either, basic court, 15 CD from own receipt, whole award without effect",
    "4.5/02": "final award: worker, basic court, 15 CD, no set-aside in parallel",
    "4.5/03": "final award: employer, intermediate court at the committee's seat, 30 CD, enforcement stayed",
    "4.5/04": "set-aside granted: either, basic court, 15 CD from the ruling",
    "4.5/05": "set-aside dismissed: final, award stands",
    "4.5/06": "worker's suit dismissed or withdrawn: employer, intermediate court, 30 CD from that ruling",
    "4.5/07": "employer sued in the basic court, award final: intermediate court, 30 CD from the refusal",
    "4.5/08": "refusal notice, or no decision in 5 WD: applicant, basic court, no own period",
    "4.5/09": "no award in time: either, basic court; J1-12; the committee ends once the court has filed",
    "4.5/10": "mediation statement in effect: nothing but enforcement",
    "4.5/11": "advance-execution award: nothing but enforcement",
    "4.5/12": "refusal to enforce: either, basic court, 30 CD from the day after receipt",
    "4.5/13": "suit withdrawn with leave: award takes effect on service of the ruling",
    "4.5/14": "suit dismissed as late: award has effect from the day after the suit period",
    "4.5/15": "suit dismissed, wrong party or no labour dispute: award has no effect",
    "4.5/16": "first-instance judgment or ruling: either, 15 or 10 CD",
    "4.5/17": "enforcement: creditor, 2 years; 3 months where property was preserved",
    "10.4/01": "award served, sue: own window; a worker's suit on a final award blocks the set-aside",
    "10.4/02": "final award served, set aside: 30 CD, no worker's suit, enforcement stayed",
    "10.4/03": "set-aside filed, worker sues: set-aside dismissed, suit goes on",
    "10.4/04": "set-aside granted: annulled, 15 CD to sue, each party",
    "10.4/05": "set-aside dismissed: award stands, enforcement resumed",
    "10.4/06": "suit on a final award ends without judgment: set-aside window, employer 30 CD",
    "10.4/07": "suit withdrawn with leave, non-final: effect on service of the ruling",
    "10.4/08": "suit dismissed as late: effect from the day after the window",
    "10.4/09": "suit dismissed, no labour dispute or wrong party: no effect",
    "10.4/10": "judgment: 15 CD appeal, 10 for rulings",
    "10.4/11": "not accepted or overdue: direct suit with proof, not J1-12; the committee is told",
    "10.4/12": "agreement effective, confirm: both, 30 CD",
    "10.4/13": "confirmed or refused: enforceable, or arbitrate or sue",
    "10.4/14": "breached: payment order, worker, AL-16 or LCL-30",
    "10.4/15": "payment order without objection: enforceable, 2 years",
    "10.4/16": "payment order ended: AL-16 direct suit, LCL-30 arbitrate first",
    "10.4/17": "effective or enforceable: enforce, 2 years, 3 months if preserved",
    "10.4/18": "enforcement refused: open again, 30 CD from the day after receipt",
}
SHOWN: dict[str, list[str]] = {}


def row(*keys: str):
    """Mark a test as showing these rows."""

    def mark(test):
        for key in keys:
            assert key in ROWS
            SHOWN.setdefault(key, []).append(test.__name__)
        return test

    return mark
