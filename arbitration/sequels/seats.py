"""Who comes into a case after its hearing was laid, or leaves it: the hearing follows (CR-38)."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from arbitration import allocation
from disputes.models import Seat

SIDES = (Seat.Role.PARTY, Seat.Role.REPRESENTATIVE)


@receiver([post_save, post_delete], sender=Seat)
def the_hearing_follows(sender: Any, instance: Seat, **_more: Any) -> None:
    """Of the sides alone: who sits on the bench changes by its own steps, which ask whether the substitute is free."""
    if instance.role in SIDES:
        allocation.follow(instance.dispute_id)
