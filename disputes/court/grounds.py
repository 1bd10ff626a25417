"""The six ways to court, with who, where, until when and what goes along (docs/law.md 3.3, 4.5, 10.4)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.lifecycle.grounds import Ground
from disputes.models import Office

BASIC, INTERMEDIATE = Office.Kind.BASIC_COURT, Office.Kind.INTERMEDIATE_COURT
SIGNED = frozenset({"M05", "J01"})
SUED = ("judged", "withdrawn", "dismissed_late", "dismissed_scope", "refused")


def refused_or_overdue(arbitration: Any) -> bool:
    """Not accepted (J1-5..7), or silent past the limit (AL-29, AL-43). What J1-12 excuses is for the court to see."""
    silent = arbitration.silent_on is not None and arbitration.stage in ("received", "correction")
    late = arbitration.overdue_on is not None and not arbitration.ended and arbitration.stage != "awarded"
    return arbitration.stage == "not_accepted" or silent or late


def may_sue_directly(party: Any, arbitration: Any) -> bool:
    """Over a refusal or silence the applicant (AL-29), over a late award either side (AL-43)."""
    return party.side == "A" or (party.side == "B" and arbitration.overdue_on is not None)


def broken(mediation: Any) -> bool:
    """An agreement to pay (AL-16) that was not kept."""
    return bool(mediation.stage == "breached" and mediation.pays)


def binding(record: Any) -> bool:
    """Something of it can be enforced: an effective award or statement, an agreement a court confirmed."""
    stayed = getattr(record, "stayed", False)  # while a request to set aside runs (J1-25)
    return record.stage in ("effective", "breached", "mediated", "closed") and not stayed


Ground(
    code="suit", title=_("Sue on the award"), law="AL-48, AL-50, J1-3", subjects=("award",), may="either", court=BASIC,
    windows=("award.suit", "handoff.suit_after_set_aside", "handoff.suit_after_refusal"), results=SUED,
)  # fmt: skip
Ground(
    code="set_aside", title=_("Ask for the final award to be set aside"), law="AL-49", subjects=("award",),
    may="employer", court=INTERMEDIATE, windows=("award.set_aside", "handoff.set_aside_after_suit"),
    results=("set_aside", "stands", "withdrawn"),
)  # fmt: skip
Ground(
    code="direct_suit", title=_("Sue without an award"), law="AL-29, AL-43, J1-12", subjects=("arbitration",),
    may=may_sue_directly, court=BASIC, windows=(), results=SUED, carries=refused_or_overdue,
)  # fmt: skip
Ground(
    code="confirmation", title=_("Have the agreement confirmed by the court"), law="CPL-205", subjects=("mediation",),
    may="both", court=BASIC, windows=("mediation.confirmation",), results=("confirmed", "refused", "withdrawn"),
    codes=SIGNED, agreement=True,
)  # fmt: skip
Ground(
    code="payment_order", title=_("Ask for a payment order"), law="AL-16, CPL-225", subjects=("mediation",),
    may="worker", court=BASIC, windows=(), results=("ordered", "refused", "withdrawn"), codes=SIGNED, agreement=True,
    carries=broken,
)  # fmt: skip
Ground(
    code="enforcement", title=_("Have it enforced"), law="AL-51, CPL-250",
    subjects=("award", "arbitration", "agreementreview", "mediation"), may="creditor", court=BASIC,
    windows=("award.enforcement", "handoff.enforcement"),
    results=("enforced", "refused", "withdrawn"), carries=binding,
)  # fmt: skip
