"""What the sides agree on between themselves (AL-41, CR-70)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards.ending import several_apply
from disputes.steps import guard


def _side(arbitration: Any) -> str:
    user = arbitration.act.by
    return str(arbitration.dispute.side_of(user) or "") if user else ""


@guard(_("The other side has proposed nothing that waits for an answer."), law="AL-41")
def other_side_proposed(arbitration: Any) -> bool:
    waits = {} if "agreed_on" in arbitration.settlement else arbitration.settlement
    return bool(waits) and waits["by"] != _side(arbitration)


@guard(_("Please write down what each side does, and by when."), law="MR-11")
def terms_are_written(arbitration: Any) -> bool:
    text = arbitration.act.facts.get("terms")
    return text is None or bool(str(text).strip())


@guard(_("The other side has changed what it proposes; please read it again."), law="MR-11")
def terms_are_those_read(arbitration: Any) -> bool:
    read = arbitration.act.facts.get("read")
    return read is None or read == arbitration.settlement.get("terms")


@guard(
    _("A representative needs special powers to settle; please have the party itself do it."),
    law="AL-24, CR-63",
)
def may_settle(arbitration: Any) -> bool:
    user = arbitration.act.by
    if user is None:
        return True
    own = arbitration.dispute.seats_of(user)
    return any(seat.role == "party" or seat.special_powers for seat in own)


@guard(
    _("There are several applicants, and none settles for the others; please withdraw or settle before the tribunal."),
    law="AL-41, CR-63",
)  # fmt: skip
def speaks_for_itself(arbitration: Any) -> bool:
    """Each disposes of its own rights alone; of ten or more their consent is shown (CR-63)."""
    return not several_apply(arbitration)
