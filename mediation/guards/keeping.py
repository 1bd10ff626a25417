"""What is asked for while the agreement is kept."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.steps import guard


@guard(_("No such performance is outstanding."), law="MR-26")
def is_outstanding(mediation: Any) -> bool:
    number = mediation.act.facts.get("instalment")
    rows = mediation.instalments.outstanding()
    return rows.exists() if number is None else rows.filter(number=number).exists()


@guard(_("Something agreed is still outstanding."), law="MR-32")
def nothing_outstanding(mediation: Any) -> bool:
    return not mediation.instalments.outstanding().exists()


@guard(_("No agreed day of performance has passed unkept."), law="AL-15, MR-28")
def a_day_has_passed(mediation: Any) -> bool:
    return mediation.instalments.outstanding().filter(due_on__lt=mediation.act.on).exists()
