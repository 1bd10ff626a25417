from __future__ import annotations

import asyncio
from importlib import import_module
from time import monotonic
from typing import Any

from allauth.core.internal.sessionkit import get_session_user
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from disputes.caseroom.hub import dispute_of, hub

SIGNS = 20  # in a second, of one socket


class CaseRoom(AsyncWebsocketConsumer):
    """A receive-only socket: it passes on what happens in a case to one person who may read it.

    What people say goes by HTTP. A frame from the client closes the socket (docs/threats.md 6).
    """

    signs, since = 0, 0.0
    ending: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        self.user = self.scope["user"]
        self.user_id = self.user.pk
        self.session = self.scope.get("session")
        self.reference = self.scope["url_route"]["kwargs"]["reference"]
        self.language = "en" if self._cookie("django_language").startswith("en") else "zh-hans"
        self.dispute_id = await database_sync_to_async(self.entered)()
        if self.dispute_id is None:
            await self.close(code=4403)
            return
        self.name = str(self.user)
        await self.accept()
        await hub.enter(self)
        if self.session:
            self.ending = asyncio.create_task(self.end_with_session())

    async def end_with_session(self) -> None:
        """Nobody hears on once the session has ended by its age; what the person does meanwhile renews it."""
        while (left := await database_sync_to_async(self.seconds_left)()) > 0:
            await asyncio.sleep(left)
        await hub.leave(self)
        await self.close(code=4403)

    def seconds_left(self) -> float:
        rows = Session.objects.filter(pk=self.session_key).values_list("expire_date", flat=True)
        return max(((one - timezone.now()).total_seconds() for one in rows), default=0.0)

    async def disconnect(self, code: int) -> None:
        if self.ending and self.ending is not asyncio.current_task():
            self.ending.cancel()
        if getattr(self, "dispute_id", None):
            await hub.leave(self)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """A sign of life now and then is all a client may send."""
        now = monotonic()
        self.signs, self.since = (self.signs + 1, self.since) if now - self.since < 1 else (1, now)
        if text_data != "ping" or self.signs > SIGNS:
            await self.close(code=4400)

    def entered(self) -> int | None:
        """The dispute's key if the user may enter it now, else None."""
        found = dispute_of(self.reference, self.user)
        return found.pk if found else None

    def may_enter(self) -> bool:
        self.user.__dict__.pop("held_posts", None)
        return self.user.is_active and self.is_signed_in() and self.entered() is not None

    @property
    def session_key(self) -> str:
        return str(self.session.session_key) if self.session else ""

    def is_signed_in(self) -> bool:
        """Whether the session in which the socket was opened still stands: not ended elsewhere, the password the same."""
        if not self.session:
            return True
        engine = import_module(settings.SESSION_ENGINE)
        return get_session_user(engine.SessionStore(self.session_key)) is not None

    def _cookie(self, name: str) -> str:
        cookies: dict[str, Any] = self.scope.get("cookies") or {}
        return str(cookies.get(name, ""))
