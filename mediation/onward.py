"""Where a mediation without an agreement leads: which committee, until when, and what goes along (MR-30, MR-31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from disputes import steps
from disputes.calendars import in_force
from disputes.models import DocketEntry, Office, Paper
from disputes.rules import periods

if TYPE_CHECKING:
    from disputes.models import Dispute
    from mediation.models import Mediation

COMMITTEE = "有管辖权的劳动人事争议仲裁委员会"


def competent_office(dispute: Dispute) -> str:
    """The committee of the workplace, else of the employer's seat, else of their city (AL-21)."""
    places = [place for place in (dispute.workplace, dispute.employer_seat) if place]
    for division in [*places, *(place[:4] + "00" for place in places)]:
        found = Office.objects.filter(kind=Office.Kind.COMMITTEE, division=division).first()
        if found is not None:
            return found.name
    return COMMITTEE


@dataclass(frozen=True)
class Limitation:
    """The year of AL-27, begun anew by the mediation. Arrears of pay know none while the employment lasts (AL-27(4))."""

    interrupted_on: date
    period: periods.Due

    @property
    def restarts_on(self) -> date:
        return self.period.start

    @property
    def last_day(self) -> date:
        return self.period.due

    @property
    def story(self) -> list[str]:
        return self.period.explain(get_language() or "zh")


def limitation(mediation: Mediation, *, from_day: date | None = None) -> Limitation | None:
    """As it stands after the last step that interrupted it, or as it would stand from that day; None before any did."""
    rows = DocketEntry.objects.filter(
        dispute=mediation.dispute_id, step="mediation.restart_limitation", record_id=mediation.pk
    )
    told = [date.fromisoformat(entry.facts["restarts_on"]) for entry in rows.order_by("number")]
    if from_day is not None:
        told.append(from_day)
    if not told:
        return None
    return Limitation(told[0], _year(mediation.dispute, told[-1]))


def crossed(mediation: Mediation, user: Any) -> list[Paper]:
    """The papers of the outcome, and those a side chose, as far as the reader may read them."""
    chosen = mediation.chosen_papers.exclude(copy=None).values("copy")
    outcome = Q(record_type="mediation", record_id=mediation.pk, audience="agreement", volume="main")
    rows = Paper.objects.visible_to(user).filter(dispute=mediation.dispute_id)
    return list(rows.filter(outcome | Q(pk__in=chosen)).order_by("pk"))


def to_arbitration(mediation: Mediation, user: Any) -> str:
    """Where this reader files, if it is open to him now (AL-5, AL-14, AL-15)."""
    kind: Any = steps.model_named("arbitration")
    fresh = kind(dispute=mediation.dispute)
    fresh.act = steps.Act(by=user, on=timezone.localdate())
    step = steps.find(fresh, "file")
    if step is None or not step.has_perm(fresh, user) or list(steps.refusals(fresh, step)):
        return ""
    return reverse("disputes:begin", args=[mediation.dispute.reference, "arbitration", "file"])


def _year(dispute: Any, day: date) -> periods.Due:
    civil = dispute.category == dispute.Category.CIVIL_SERVANT
    return periods.due("limitation_civil_servant" if civil else "limitation", day, calendar=in_force())
