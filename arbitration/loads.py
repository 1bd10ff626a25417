"""How much those who may sit have already: said where a tribunal is formed, so that the load stays fair."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from arbitration.lifecycle.stages import PENDING
from arbitration.models import Booking
from disputes.models import Seat

if TYPE_CHECKING:
    from disputes.models import User

AHEAD = timedelta(days=30)
BENCH = ("presiding", "arbitrator")


def by_load(people: Iterable[User], *roles: str) -> list[tuple[User, str]]:
    """Those with the least first, each with what it has in words. `roles` are the seats that count. Two queries."""
    everybody, today = list(people), timezone.localdate()
    seats = Seat.objects.current().filter(
        user__in=everybody, role__in=roles or BENCH, dispute__arbitrations__stage__in=PENDING
    )
    cases = dict(seats.values_list("user").annotate(Count("dispute", distinct=True)))
    booked = Booking.objects.filter(
        resource=Booking.Resource.PERSON, resource_id__in=[one.pk for one in everybody], day__range=(today, today + AHEAD)
    )  # fmt: skip
    hearings = dict(booked.values_list("resource_id").annotate(Count("hearing", distinct=True)))
    words = _("%(cases)d open cases, %(hearings)d hearings in the next thirty days")
    has = {one.pk: (cases.get(one.pk, 0), hearings.get(one.pk, 0)) for one in everybody}
    return [
        (one, words % {"cases": has[one.pk][0], "hearings": has[one.pk][1]})
        for one in sorted(everybody, key=lambda one: (*has[one.pk], str(one)))
    ]
