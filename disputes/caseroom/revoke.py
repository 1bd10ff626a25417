"""When a seat, a post, an account or a session ends, the sockets that hung on it close at once (docs/threats.md 5)."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any

from allauth.usersessions.models import UserSession
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from disputes.live import HUB
from disputes.models import Post, Seat, User

logger = logging.getLogger(__name__)


def ask_again(*user_ids: int | None, gone: bool = False) -> None:
    """Have every process check, after commit, whether these people may still stand where their sockets are.

    `gone` closes their sockets whatever they may still read: the session itself has ended.
    """
    users = [pk for pk in user_ids if pk]
    if users and settings.LIVE_RING:
        transaction.on_commit(lambda: _send({"type": "revoke", "users": users, "gone": gone}), robust=True)


def _send(message: dict[str, Any]) -> None:
    try:
        async_to_sync(get_channel_layer().group_send)(HUB, message)
    except Exception:
        logger.warning("a revocation could not be told; the next frame is checked anyway", exc_info=True)


@receiver([post_save, post_delete], sender=Seat)
@receiver([post_save, post_delete], sender=Post)
def place_changed(instance: Seat | Post, *, created: bool = False, **kwargs: Any) -> None:
    if not created:
        ask_again(instance.user_id)


@receiver(post_save, sender=User)
def account_changed(
    instance: User, *, created: bool = False, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    """Another password ends the sessions that were opened with the one before."""
    if created:
        return
    if not instance.is_active:
        ask_again(instance.pk, gone=True)
    elif update_fields is None or "password" in update_fields:
        ask_again(instance.pk)


@receiver(post_delete, sender=UserSession)
def session_ended_elsewhere(instance: UserSession, **kwargs: Any) -> None:
    ask_again(instance.user_id)


@receiver(user_logged_out)
def session_ended(user: User | None, **kwargs: Any) -> None:
    ask_again(user.pk if user else None, gone=True)
