"""What `tick` does with parcels: hand over what waits, ask after what is under way, write down how it ended (CR-20)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from disputes.acts import NotLawful, perform
from disputes.carriers import CarrierDown, Courier, Parcel, courier
from disputes.models import Service

logger = logging.getLogger(__name__)
ROUND = 200  # parcels handed over, and asked after, in one round


def carry() -> int:
    """Returns how many parcels moved. A carrier that is down, or a parcel that fails, holds up nothing else."""
    carrier = courier()
    if carrier is None:
        return 0
    under_way = (
        Service.objects.filter(stage="sent")
        .exclude(channel="post")  # the office asks after its own mail
        .select_related("paper", "party", "dispute")
        .order_by("pk")
    )
    before = timezone.now() - timedelta(seconds=settings.CARRIER_PAUSE)
    due = under_way.filter(Q(asked_at=None) | Q(asked_at__lte=before)).order_by("asked_at", "pk")
    try:
        moved = _each(carrier, due.filter(tracking="")[:ROUND], _hand_over)
        return moved + _each(carrier, due.exclude(tracking="")[:ROUND], _ask)
    except CarrierDown:
        logger.warning("the courier could not be reached; the next round asks again", exc_info=True)
        return 0


def _each(carrier: Courier, services: Iterable[Service], do: Callable[[Courier, Service], int]) -> int:
    moved = 0
    for service in services:
        try:
            moved += do(carrier, service)
        except CarrierDown:
            raise
        except Exception:
            logger.exception("service %d could not be carried; it is tried again after the pause", service.pk)
            Service.objects.filter(pk=service.pk).update(asked_at=timezone.now())
    return moved


def _hand_over(carrier: Courier, service: Service) -> int:
    party = service.party
    parcel = Parcel(
        key=f"{service.pk}-{service.attempt}", code=service.paper.code, title=service.paper.title,
        addressee=party.name, address=party.postal_address or party.address, phone=party.phone,
    )  # fmt: skip
    number = carrier.hand_over(parcel)
    return Service.objects.filter(pk=service.pk, stage="sent", tracking="").update(tracking=number)


def _ask(carrier: Courier, service: Service) -> int:
    Service.objects.filter(pk=service.pk).update(asked_at=timezone.now())
    ended = carrier.track(service.tracking)
    if ended is None:
        return 0
    receipt = f"{service.tracking} {ended.words}"[:120]
    try:
        if ended.delivered:
            perform(service, "prove", on=ended.on, channel="courier", receipt=receipt)
        else:
            perform(service, "fail", reason=receipt)
    except NotLawful:  # proved or taken back by hand in the meantime
        logger.warning("service %d was settled otherwise", service.pk)
        return 0
    return 1
