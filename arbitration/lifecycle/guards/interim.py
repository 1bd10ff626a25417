"""What may be secured or paid before the award (AL-44, CR-51; 财产保全规定 3, 9, 23)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.models import Service
from disputes.rules.finality import MONEY
from disputes.steps import guard


@guard(_("Preservation has been asked for already; wait for the court."), law="CPL-104")
def no_preservation_yet(arbitration: Any) -> bool:
    return arbitration.preservation.get("state") in (None, "refused", "lifted")


@guard(_("No application for preservation waits to be forwarded."), law="CPL-104")
def preservation_asked(arbitration: Any) -> bool:
    return arbitration.preservation.get("state") == "asked"


@guard(_("Nothing was forwarded to a court yet."), law="CPL-104")
def preservation_forwarded(arbitration: Any) -> bool:
    return arbitration.preservation.get("state") == "forwarded"


@guard(_("Nothing is frozen in this case."), law="CPL-104")
def something_is_frozen(arbitration: Any) -> bool:
    return arbitration.preservation.get("state") == "granted"


@guard(_("What is frozen still secures what the applicant claims or has won."), law="CPL-104")
def case_is_lost(arbitration: Any) -> bool:
    """Where nothing is frozen the other refusal says all."""
    return arbitration.preservation.get("state") != "granted" or bool(arbitration.lost)


@guard(
    _("Property is still frozen: remind the applicant to have it lifted, or record that it was."),
    law="CPL-104",
)
def nothing_frozen_is_forgotten(arbitration: Any) -> bool:
    kept = arbitration.preservation
    return kept.get("state") != "granted" or not arbitration.lost or "reminded_on" in kept


def why_no_more(arbitration: Any) -> Any:
    if arbitration.advance.get("state") == "asked":
        return _("Advance payment waits for a decision already.")
    return _("Payment in advance was ordered in this case already, here or before it was transferred.")


@guard(why_no_more, law="AL-44")
def no_advance_waits(arbitration: Any) -> bool:
    return not arbitration.advance or arbitration.advance.get("state") == "refused"


def why_nothing_to_decide(arbitration: Any) -> Any:
    if arbitration.advance.get("state") in (None, "refused"):
        return _("No application for advance payment waits for a decision.")
    return why_no_more(arbitration)


@guard(why_nothing_to_decide, law="AL-44")
def advance_asked(arbitration: Any) -> bool:
    return arbitration.advance.get("state") == "asked"


@guard(
    _("Name a claim for pay, injury costs, compensation or damages, and no more than is claimed."),
    law="AL-44, CR-51",
)
def advance_is_on_such_a_claim(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    if not facts:
        return True
    claim = arbitration.dispute.claims.filter(pk=facts.get("claim"), dropped=False).first()
    amount = Decimal(str(facts.get("amount") or 0))
    if claim is not None and claim.pk in arbitration.decided_claims:
        return False
    return claim is not None and claim.kind in MONEY and 0 < amount <= (claim.amount or 0)


@guard(_("No more can be ordered than was asked for, on the claim it was asked for."), law="AL-44")
def advance_is_as_asked(arbitration: Any) -> bool:
    """On a party's application, and within it."""
    facts, asked = arbitration.act.facts, arbitration.advance
    if not facts or asked.get("state") != "asked":
        return True
    return facts.get("claim") == asked.get("claim") and Decimal(str(facts["amount"])) <= Decimal(
        asked["amount"]
    )


@guard(
    _("Say both: that the rights are clear, and how waiting would harm the applicant's living."), law="AL-44"
)
def both_conditions_are_said(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    return not facts or all(str(facts.get(name, "")).strip() for name in ("clear", "hardship"))


@guard(_("The decision on advance payment is not served on the respondent yet."), law="AL-44, CR-51")
def advance_was_served(arbitration: Any) -> bool:
    if arbitration.advance.get("state") != "ordered":
        return False
    rows = Service.objects.filter(dispute=arbitration.dispute.pk, paper__code="D36", party__side="B")
    return rows.exists() and not rows.exclude(stage="served").exists()
