"""Which body can help, by when, and where else to go: worked out from answers that are kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.utils import timezone
from django.utils.crypto import get_random_string

from disputes.calendars import in_force
from disputes.intake import guides, places
from disputes.intake.circumstances import Circumstances
from disputes.intake.events import EVENTS, LifeEvent
from disputes.intake.guides import Carried
from disputes.models import Draft
from disputes.rules import limitation, scope
from disputes.rules.limitation import Judgement
from disputes.rules.scope import Route
from disputes.rules.words import Line, RuleError

SALT = "claim.triage"
TICKET_DAYS = 7


@dataclass(frozen=True)
class Finding:
    """The answer of the triage. `route` is set when the matter belongs to another body (docs/law.md 4, `scope.ROUTES`)."""

    event: LifeEvent
    route: Route | None
    committees: list[places.Suggestion]
    organisations: list[places.Suggestion]
    limitation: Judgement | None
    today: date
    reading: Line | None = (
        None  # the committee's own answer, where readings differ on whether it hears the matter
    )

    @property
    def late(self) -> bool:
        return self.limitation is not None and self.limitation.status == "late"

    @property
    def days_left(self) -> int | None:
        last = self.limitation.last_day if self.limitation else None
        return (last - self.today).days if last else None


def asking(event: str, data: Any = None, **kwargs: Any) -> Circumstances:
    """The questions for a visitor: nothing is saved, nobody is known."""
    return Circumstances(data, draft=Draft(answers={"event": event}), user=None, **kwargs)


def find(event: LifeEvent, answers: dict[str, Any], told: Carried | None = None) -> Finding:
    """What the law says about these answers today; `told` is what the guided questions add."""
    today, told = timezone.localdate(), told or {}
    route = scope.ROUTES.get(answers.get("matter", ""))
    places_ = guides.more_places(told)
    committees = places.committees(
        answers["district"], more=places_.get("workplaces", ()), user_firm=places_.get("user_firm_seat", "")
    )
    settings = committees[0].office.settings if committees else {}
    return Finding(
        event=event,
        route=route if route and not route.open_at(settings) else None,
        reading=route.told(settings) if route else None,
        committees=committees,
        organisations=places.organisations(answers["district"]),
        limitation=limit(event, answers, today, guides.time_facts(told)),
        today=today,
    )


def limit(
    event: LifeEvent, answers: dict[str, Any], today: date, told: dict[str, Any] | None = None
) -> Judgement | None:
    """The limitation of one year (AL-27): the other side's defence, never a reason to turn anybody away (trap 26)."""
    left, more = answers.get("left_on"), told or {}
    claim = limitation.Claim(
        known_on=answers.get("known_on") or left, arrears=event.arrears, employment_ended_on=left,
        interruptions=[date.fromisoformat(day) for _kind, day in more.get("interruptions", ())],
        suspensions=[(date.fromisoformat(a), date.fromisoformat(b)) for _kind, a, b in more.get("suspensions", ())],
    )  # fmt: skip
    try:
        return limitation.judge(claim, today, calendar=in_force())
    except RuleError:  # before the calendar begins: nothing can be counted, nothing is asserted
        return None


def ticket(event: LifeEvent, typed: dict[str, Any], told: Carried | None = None) -> str:
    """The answers, signed, to be carried through the login in the address; one ticket makes one draft."""
    guided = {name: said for name, said in (told or {}).items() if name in guides.NAMES and said}
    return signing.dumps(
        {"event": event.code, "answers": typed, "guides": guided, "id": get_random_string(22)},
        salt=SALT,
        compress=True,
    )


def opened(signed: str) -> dict[str, Any] | None:
    """What a ticket carries; None if it is not ours or older than a week."""
    try:
        carried = signing.loads(signed, salt=SALT, max_age=TICKET_DAYS * 24 * 3600)
    except signing.BadSignature:
        return None
    return carried if carried.get("event") in EVENTS else None
