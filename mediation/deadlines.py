"""The clocks of a mediation. Two of fifteen days run side by side and are never one (trap 25)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from disputes.access import Audience
from disputes.deadlines import TimeLimit, on_steps

if TYPE_CHECKING:
    from disputes.models import DocketEntry

NOT_ACCEPTED = on_steps("mediation.refuse_consent", "mediation.record_refusal", "mediation.decline")
GIVEN_UP = on_steps("mediation.withdraw", "mediation.give_up")


def in_effect(entry: DocketEntry) -> date:
    return entry.record.effective_on


def agreed_day(entry: DocketEntry) -> date:
    return date.fromisoformat(entry.facts["due_on"])


def agreed_end(entry: DocketEntry) -> date | None:
    """Once everybody has agreed (MR-29)."""
    return None if entry.record.extension_until else entry.record.agreed_until


ACCEPTANCE = TimeLimit(
    code="mediation.acceptance", rule="mediation_acceptance", title=_("Decide on the mediation application"),
    binds="lead", starts_on=on_steps("mediation.apply"),
    stops_on=on_steps("mediation.accept", "mediation.withdraw") | NOT_ACCEPTED, audience=Audience.SUMMARY,
)  # fmt: skip
OPENS_ARBITRATION = TimeLimit(
    code="mediation.opens_arbitration", rule="mediation_opens_arbitration",
    title=_("Agree in mediation; afterwards arbitration is open"), binds="both",
    starts_on=on_steps("mediation.apply"),
    stops_on=on_steps("mediation.take_effect", "mediation.fail_by_time") | NOT_ACCEPTED | GIVEN_UP,
    lapses_into="mediation.open_arbitration", audience=Audience.SUMMARY,
)  # fmt: skip
PERIOD = TimeLimit(
    code="mediation.period", rule="mediation", title=_("End of the mediation"), binds="mediator",
    starts_on=on_steps("mediation.accept"), stops_on=on_steps("mediation.agree") | GIVEN_UP,
    extends_on=on_steps("mediation.agree_extension", "mediation.record_extension"), until=agreed_end, lapses_into="mediation.fail_by_time",
    audience=Audience.SUMMARY,
)  # fmt: skip
REVIEW = TimeLimit(
    code="mediation.review_application", rule="agreement_review_application",
    title=_("Apply together for arbitration review of the agreement"), binds="both",
    starts_on=on_steps("mediation.take_effect"), trigger=in_effect, stops_on=on_steps("mediation.record_performance", "agreementreview.join"),
    lapses_into="mediation.pass_review", audience=Audience.AGREEMENT,
)  # fmt: skip
CONFIRMATION = TimeLimit(
    code="mediation.confirmation", rule="judicial_confirmation",
    title=_("Apply together for judicial confirmation of the agreement"), binds="both",
    starts_on=on_steps("mediation.take_effect"), trigger=in_effect,
    stops_on=on_steps("mediation.record_performance", "handoff.join:confirmation"),
    lapses_into="mediation.pass_confirmation", audience=Audience.AGREEMENT,
)  # fmt: skip
PERFORMANCE = TimeLimit(
    code="mediation.performance", rule="mediation_performance", title=_("Perform the agreement"), binds="both",
    starts_on=on_steps("mediation.await_performance"), trigger=agreed_day,
    stops_on=on_steps("mediation.record_instalment", "mediation.record_performance", "mediation.record_breach"),
    lapses_into="mediation.fall_overdue", audience=Audience.AGREEMENT,
)  # fmt: skip
