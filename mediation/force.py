"""The ways to give an agreement force, side by side: who, until when, what it gives, how far it is (law.md 3.3).

The review belongs to arbitration and is known here by its model's name alone, as a ground to court names its record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes import steps
from disputes.acts import cite
from disputes.lifecycle.grounds import Ground
from disputes.models import Deadline, HandOff
from disputes.models.handoff import drawn

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from mediation.models import Mediation

REVIEW, STATEMENT = "agreementreview", "award.enforcement"  # the time limit its mediation statement starts
BOTH, ALONE = (
    _("Both sides together: one applies, the other joins within the same days"),
    _("The worker alone"),
)
CREDITOR = _("The side that is owed")


@dataclass(frozen=True)
class Plan:
    """What the law says of one way, whatever the case."""

    code: str
    title: str | _StrPromise
    law: str
    who: str | _StrPromise
    gives: str | _StrPromise
    window: str  # the code of its time limit; empty where it has none of its own
    opens: str | _StrPromise = ""


PLANS = (
    Plan(
        "review", _("Arbitration review"), "CR-74, CR-77", BOTH,
        _("A mediation statement of the committee, within 5 working days of acceptance (5 more if extended). Once both have signed for it, a court enforces it."),
        "mediation.review_application",
    ),
    Plan(
        "confirmation", _("Judicial confirmation"), "CPL-205, CPL-206", BOTH,
        _("A ruling of the court that the agreement is valid. A court enforces it; if the court refuses, the sides may change the agreement or go on."),
        "mediation.confirmation",
    ),
    Plan(
        "payment_order", _("Payment order"), "AL-16, CPL-225, CPL-227", ALONE,
        _("An order to pay. If the employer neither pays nor objects within 15 days of receipt, a court enforces it; after a valid objection the worker may sue on the agreement."),
        "", _("Open once an agreement on pay, injury medical costs or compensation is broken"),
    ),
    Plan(
        "enforcement", _("Enforcement"), "AL-51, CPL-250", CREDITOR,
        _("The court takes from the debtor what was agreed."), "handoff.enforcement",
        _("Open once the committee, or a court, has given the agreement force"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Way:
    """One way as it stands in this case, for this reader."""

    plan: Plan
    deadline: Any = None
    record: Any = None  # the review or hand-off that is on its way or was answered
    url: str = ""
    action: str | _StrPromise = ""
    refused: list[Any] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return bool(self.url)

    @property
    def going_on(self) -> bool:
        """Somebody applied and nobody has answered yet."""
        return self.record is not None and (self.record.stage == "proposed" or not self.record.ended)


def ways(mediation: Mediation, user: Any) -> list[Way]:
    """The ways of an agreement in effect; enforcement only once it is open or begun."""
    windows = _windows(mediation)
    handoffs = _newest(HandOff.objects.visible_to(user).filter(dispute=mediation.dispute_id))
    review = _review(PLANS[0], mediation, user, windows)
    found = [review]
    for plan in PLANS[1:]:
        statement = review.record if plan.code == "enforcement" else None
        subject: Any = statement if statement and statement.stage == "effective" else mediation
        record = handoffs.get((plan.code, subject._meta.model_name, subject.pk))
        found.append(_to_court(plan, subject, user, windows, record))
    return found if found[-1].record or found[-1].url else found[:-1]


def _windows(mediation: Mediation) -> dict[str, Deadline]:
    """The newest time limit of each plan, running or over, on the agreement or on what was made of it."""
    codes = {plan.window: plan.window for plan in PLANS if plan.window} | {STATEMENT: PLANS[-1].window}
    rows = Deadline.objects.filter(
        dispute=mediation.dispute_id, code__in=codes, record_type__in=["mediation", "handoff", REVIEW]
    ).order_by("pk")
    return {
        codes[row.code]: row for row in rows
        if row.record_type != "mediation" or row.record_id == mediation.pk
    }  # fmt: skip


def _newest(handoffs: Any) -> dict[tuple[str, str, int], HandOff]:
    rows = handoffs.select_related("office").order_by("pk")
    return {(one.ground, one.record_type, one.record_id): one for one in rows}


def _review(plan: Plan, mediation: Mediation, user: Any, windows: dict[str, Deadline]) -> Way:
    kind: Any = steps.model_named(REVIEW)
    record = kind._default_manager.filter(dispute=mediation.dispute_id).order_by("-pk").first()
    if record is not None:
        record.dispute = mediation.dispute
        if record.stage != "withdrawn":
            return _going_on(plan, record, user, windows)
    fresh = kind(dispute=mediation.dispute)
    url = reverse("disputes:begin", args=[mediation.dispute.reference, REVIEW, "apply"])
    return _to_begin(plan, fresh, "apply", user, url, windows, record)


def _to_court(
    plan: Plan, subject: Any, user: Any, windows: dict[str, Deadline], record: HandOff | None
) -> Way:
    """`subject` is the agreement, or the statement a review made of it."""
    dispute = subject.dispute
    if record is not None:
        record.dispute = dispute
        if record.stage != "withdrawn":
            return _going_on(plan, record, user, windows)
    party = dispute.party_of(user) or dispute.parties.first()
    fresh = drawn(dispute, Ground.all[plan.code], subject, party)
    url = reverse("disputes:begin", args=[dispute.reference, "handoff", "file"])
    chosen = f"{url}?way={plan.code}.{subject._meta.model_name}.{subject.pk}"
    return _to_begin(plan, fresh, "file", user, chosen, windows, record)


def _going_on(plan: Plan, record: Any, user: Any, windows: dict[str, Deadline]) -> Way:
    """Begun: the only click left is the other side's joining."""
    record.act = steps.Act(by=user, on=timezone.localdate())
    join = steps.find(record, "join")
    url: str = ""
    action: Any = ""
    if join is not None and join.has_perm(record, user) and not list(steps.refusals(record, join)):
        url = reverse(
            "disputes:step", args=[record.dispute.reference, record._meta.model_name, record.pk, "join"]
        )
        action = steps.terms(join).title
    return Way(plan, windows.get(plan.window), record, url, action)


def _to_begin(
    plan: Plan, fresh: Any, name: str, user: Any, url: str, windows: dict[str, Deadline], record: Any
) -> Way:
    """Not begun, or begun and taken back: open to this reader, or why it is not."""
    vars(fresh)["act"] = steps.Act(by=user, on=timezone.localdate())
    step = steps.find(fresh, name)
    against: list[Any] = [] if step is None else steps.refusals(fresh, step)
    refused = [cite(steps.reason_of(test, fresh), test.law) for test in against]
    mine = step is not None and step.has_perm(fresh, user) and not refused
    return Way(
        plan, windows.get(plan.window), record, url if mine else "", plan.title if mine else "",
        [] if mine else refused[:1],
    )  # fmt: skip
