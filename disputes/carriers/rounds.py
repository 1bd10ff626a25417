"""What `tick` does with parcels: hand over what waits, ask after what is under way, write down how it ended (CR-20)."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from disputes.acts import NotLawful, perform
from disputes.carriers import CarrierDown, Parcel, courier
from disputes.models import Service

logger = logging.getLogger(__name__)
ROUND = 200  # parcels handed over, and asked after, in one round


def carry() -> int:
    """Returns how many parcels moved. A carrier that is down holds up nothing but its parcels."""
    under_way = (
        Service.objects.filter(stage="sent").select_related("paper", "party", "dispute").order_by("pk")
    )
    try:
        moved = sum(_hand_over(one) for one in under_way.filter(tracking="")[:ROUND])
        before = timezone.now() - timedelta(seconds=settings.CARRIER_PAUSE)
        asked = under_way.exclude(tracking="").filter(Q(asked_at=None) | Q(asked_at__lte=before))
        return moved + sum(_ask(one) for one in asked.order_by("asked_at", "pk")[:ROUND])
    except CarrierDown:
        logger.warning("the courier could not be reached; the next round asks again", exc_info=True)
        return 0


def _hand_over(service: Service) -> int:
    party = service.party
    parcel = Parcel(
        key=f"{service.pk}-{service.attempt}", code=service.paper.code, title=service.paper.title,
        addressee=party.name, address=party.postal_address or party.address, phone=party.phone,
    )  # fmt: skip
    number = courier().hand_over(parcel)
    return Service.objects.filter(pk=service.pk, stage="sent", tracking="").update(tracking=number)


def _ask(service: Service) -> int:
    Service.objects.filter(pk=service.pk).update(asked_at=timezone.now())
    ended = courier().track(service.tracking)
    if ended is None:
        return 0
    try:
        if ended.delivered:
            perform(
                service,
                "prove",
                on=ended.on,
                channel="courier",
                receipt=f"{service.tracking} {ended.words}"[:120],
            )
        else:
            perform(service, "fail", reason=f"{service.tracking} {ended.words}"[:120])
    except NotLawful:  # proved or taken back by hand in the meantime
        logger.warning("service %d was settled otherwise", service.pk)
        return 0
    return 1
