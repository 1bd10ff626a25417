"""The ways to court, with who, where, until when and what goes along (docs/law.md 3.3, 4.5, 10.4)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.lifecycle.grounds import Ground
from disputes.models import Claim, HandOff, Office
from disputes.rules.finality import MONEY

BASIC, INTERMEDIATE = Office.Kind.BASIC_COURT, Office.Kind.INTERMEDIATE_COURT
SIGNED = frozenset({"M05", "J01"})
BROKEN = SIGNED | {"M07"}  # and the notice that it was not kept
WAGES = frozenset({Claim.Kind.WAGES, Claim.Kind.OVERTIME})  # pay for work
NOT_HEARD = ("received", "correction", "not_accepted", "redirected", "withdrawn", "deemed_withdrawn")
SUED = ("judged", "withdrawn", "dismissed_late", "dismissed_scope", "refused")


def refused_or_overdue(arbitration: Any) -> bool:
    """Not accepted (J1-5..7), or silent past the limit (AL-29, AL-43). J1-12 is a guard of its own."""
    silent = arbitration.silent_on is not None and arbitration.stage in ("received", "correction")
    late = arbitration.overdue_on is not None and not arbitration.ended and arbitration.stage != "awarded"
    return arbitration.stage == "not_accepted" or silent or late


def may_sue_directly(party: Any, arbitration: Any) -> bool:
    """Over a refusal or silence the applicant (AL-29), over a late award either side (AL-43)."""
    return party.side == "A" or (party.side == "B" and arbitration.overdue_on is not None)


def broken(mediation: Any) -> bool:
    """An agreement to pay (AL-16) that was not kept."""
    return bool(mediation.stage == "breached" and mediation.pays)


def claims_wages(record: Any) -> bool:
    return bool(record.dispute.kinds_claimed & WAGES)


def wages_are_owed(record: Any) -> bool:
    """Pay in arrears that no agreement settled and no committee hears: an order without arbitration (LCL-30, J1-13).

    Before or beside a mediation, and before an arbitration is accepted or after it ended without a decision.
    """
    if record._meta.model_name == "mediation":
        undecided = record.stage not in ("new", "agreed", "effective", "breached", "performed")
    else:
        undecided = record.stage in NOT_HEARD
    return undecided and claims_wages(record)


def may_be_sued_on(mediation: Any) -> bool:
    """The three ways to sue on an agreement without arbitration (B9-1): its payment order ended (AL-16, J1-13); it is
    about pay alone and was broken (J1-51); the court refused to confirm it and it is about pay, costs or damages.
    """
    if not mediation.pays or mediation.stage not in ("effective", "breached"):
        return False
    rows = HandOff.objects.filter(record_type="mediation", record_id=mediation.pk)
    asked = set(rows.values_list("ground", "stage"))  # what once ended stays so, whatever is asked after it
    kinds = {claim.kind for claim in mediation.dispute.claims.all() if not claim.dropped}
    ended = not asked.isdisjoint({("payment_order", "objected"), ("payment_order", "refused")})
    unconfirmed = (
        ("confirmation", "refused") in asked and ("confirmation", "confirmed") not in asked and kinds <= MONEY
    )
    return ended or unconfirmed or (mediation.stage == "breached" and kinds <= WAGES)


def binding(record: Any) -> bool:
    """Something of it can be enforced: an effective award or statement, an agreement a court confirmed."""
    stayed = getattr(record, "stayed", False)  # while a request to set aside runs (J1-25)
    return record.stage in ("effective", "breached", "mediated", "closed", "archived") and not stayed


Ground(
    code="suit", title=_("Sue in court"), law="AL-48, AL-50, J1-3, J1-24",
    subjects=("award", "arbitration", "agreementreview"), may="either", court=BASIC,
    windows=("award.suit", "handoff.suit_after_set_aside", "handoff.suit_after_refusal"), results=SUED, venue="work",
)  # fmt: skip
Ground(
    code="set_aside", title=_("Ask for the final award to be set aside"), law="AL-49", subjects=("award",),
    may="employer", court=INTERMEDIATE, windows=("award.set_aside", "handoff.set_aside_after_suit"),
    results=("set_aside", "stands", "withdrawn"), venue="committee",
)  # fmt: skip
Ground(
    code="direct_suit", title=_("Sue without an award"), law="AL-29, AL-43, J1-12", subjects=("arbitration",),
    may=may_sue_directly, court=BASIC, windows=(), results=SUED, carries=refused_or_overdue, venue="work",
)  # fmt: skip
Ground(
    code="confirmation", title=_("Have the agreement confirmed by the court"), law="CPL-205", subjects=("mediation",),
    may="both", court=BASIC, windows=("mediation.confirmation",), results=("confirmed", "refused", "withdrawn"),
    codes=SIGNED, agreement=True, venue="organisation",
)  # fmt: skip
Ground(
    code="payment_order", title=_("Ask for a payment order"), law="AL-16, CPL-225", subjects=("mediation",),
    may="worker", court=BASIC, windows=(), results=("ordered", "refused", "withdrawn"), codes=BROKEN, agreement=True,
    carries=broken, venue="debtor",
)  # fmt: skip
Ground(
    code="wage_order", title=_("Ask for a payment order for wages"), law="LCL-30, CPL-225",
    subjects=("mediation", "arbitration"),
    may="worker", court=BASIC, windows=(), results=("ordered", "refused", "withdrawn"), codes=frozenset({"J01"}),
    carries=wages_are_owed, venue="debtor",
)  # fmt: skip
Ground(
    code="agreement_suit", title=_("Sue on the agreement"), law="J1-13, J1-51, B9-1", subjects=("mediation",),
    may="worker", court=BASIC, windows=(), results=SUED, codes=BROKEN - {"J01"}, agreement=True,
    carries=may_be_sued_on, venue="work",
)  # fmt: skip
Ground(
    code="enforcement", title=_("Have it enforced"), law="AL-51, CPL-250",
    subjects=("award", "arbitration", "agreementreview", "mediation"), may="creditor", court=BASIC,
    windows=("award.enforcement", "award.enforcement_after_suit", "handoff.enforcement"),
    results=("enforced", "refused", "withdrawn"), carries=binding, venue="assets",
)  # fmt: skip
