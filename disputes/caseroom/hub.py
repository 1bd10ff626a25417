"""One hub per process: a single member of the channel layer that serves every local socket.

An entry is read once, encoded once per language, and sent to the sockets whose user may read it now.
Frames carry stream, number and the rendered entry; whoever misses one asks for what follows his last number.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.db import connection
from django.db.models import Max
from django.utils import translation

from disputes import access
from disputes.line import frame_of
from disputes.live import HUB, bell, let_go
from disputes.models import Dispute, DocketEntry, rows

if TYPE_CHECKING:
    from disputes.caseroom.consumers import CaseRoom

logger = logging.getLogger(__name__)
JOINING = (
    5  # seconds the first to enter waits for the hub to stand in the layer; a bell before that is not heard
)


SETTLING = (
    0.2  # seconds in which comings and goings are told together: a full room costs as many frames as people
)
SHOWN = 200  # names told at most
MISSED = 1000  # entries told again after the layer was away; the rest is asked for by its gap


READER = ThreadPoolExecutor(1, "hub")  # where entries are read and written out, with a connection of its own

Message = tuple[set[int], dict[str, dict[str, str]]]  # who may read it; what is sent, by language


class Hub:
    """The rooms of this process: which sockets stand in which dispute."""

    def __init__(self) -> None:
        self.rooms: dict[int, set[CaseRoom]] = {}
        self.listening: asyncio.Task[None] | None = None
        self.joined = asyncio.Event()
        self.changing: dict[int, asyncio.Task[None]] = {}
        self.last = (
            0  # the key of the newest entry that was heard of; what follows it is read when the layer is back
        )

    async def enter(self, socket: CaseRoom) -> None:
        if self.listening is None or self.listening.done():
            self.joined.clear()
            self.listening = asyncio.create_task(self._listen())
        with suppress(
            TimeoutError
        ):  # a layer that is away is no reason to keep somebody out: the feed catches up
            await asyncio.wait_for(self.joined.wait(), JOINING)
        self.rooms.setdefault(socket.dispute_id, set()).add(socket)
        self._changed(socket.dispute_id)

    async def leave(self, socket: CaseRoom) -> None:
        room = self.rooms.get(socket.dispute_id, set())
        room.discard(socket)
        if not room:
            self.rooms.pop(socket.dispute_id, None)
        else:
            self._changed(socket.dispute_id)

    def _changed(self, dispute_id: int) -> None:
        """Tell who is there a moment later and once, however many came and went meanwhile."""
        if dispute_id not in self.changing:
            self.changing[dispute_id] = asyncio.create_task(self._tell_presence(dispute_id))

    async def _tell_presence(self, dispute_id: int) -> None:
        await asyncio.sleep(SETTLING)
        self.changing.pop(dispute_id, None)
        try:
            await self._presence(dispute_id)
        except Exception:
            logger.exception("who is in the room could not be told")

    async def _listen(self) -> None:
        """For as long as the process serves. A layer that fails is joined again; what was missed is asked for."""
        bell.home = asyncio.get_running_loop()
        while True:
            try:
                await self._hear_all()
            except Exception:
                task = asyncio.current_task()
                if task is not None and task.cancelling():  # what a layer raises while it is left
                    raise
                self.joined.clear()
                logger.exception("the channel layer failed; the hub joins it again")
                await asyncio.sleep(1)

    async def _hear_all(self) -> None:
        layer = get_channel_layer()
        # The default prefix: on Redis a process waits on one key at a time, the sockets' own channels' key.
        channel = await layer.new_channel()
        await layer.group_add(HUB, channel)
        self.joined.set()
        await self._catch_up()
        while True:
            message = await layer.receive(channel)
            try:
                await self.hear(message)
            except Exception:
                logger.exception("a bell could not be passed on")

    async def _catch_up(self) -> None:
        """What was rung while this process stood outside the layer: others were told, its own sockets were not."""
        missed, newest = await database_sync_to_async(self._missed)()
        if missed:
            await self.hear({"type": "ring", "entries": missed})
        self.last = max(self.last, newest)

    def _missed(self) -> tuple[list[int], int]:
        newest = DocketEntry.objects.aggregate(last=Max("pk"))["last"] or 0
        if not self.last or not self.rooms:
            return [], newest
        later = DocketEntry.objects.filter(dispute__in=list(self.rooms), pk__gt=self.last).order_by("pk")
        return list(later.values_list("pk", flat=True)[:MISSED]), newest

    async def hear(self, message: dict[str, Any]) -> None:
        """A bell: new entries, or people whose seat or session ended."""
        if message["type"] == "revoke":
            await self.revoke(message["users"], message["gone"])
        elif message["type"] == "whisper":
            await self._whisper(**{name: message[name] for name in ("dispute", "audience", "by", "frame")})
        elif self.rooms:
            self.last = max(self.last, *message["entries"])
            for dispute_id, frames in await self._read(self._frames, message["entries"]):
                await self._pass_on(dispute_id, frames)

    async def _whisper(self, dispute: int, audience: str, by: int, frame: dict[str, Any]) -> None:
        room = [socket for socket in self.rooms.get(dispute, ()) if socket.user_id != by]
        if not room:
            return
        users = {socket.user_id for socket in room}
        allowed = await database_sync_to_async(access.listeners)(dispute, audience, users)
        encoded = message_of(frame)
        for socket in room:
            if socket.user_id in allowed:
                await socket.base_send(encoded)

    @staticmethod
    async def _read(work: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(READER, _in_reader, work, given)

    def _frames(self, pks: list[int]) -> list[tuple[int, list[Message]]]:
        found: dict[int, list[Message]] = {}
        standing = {
            key: {(socket.user_id, socket.language) for socket in room}
            for key, room in list(self.rooms.items())
        }
        read = rows.by_key(DocketEntry, pks)
        entries = [read[pk] for pk in sorted(read) if read[pk].dispute_id in standing]
        rows.attach(entries, "by", only=("name", "username"))
        rows.attach(entries, "party", only=("name",))
        ears = access.Ears.of({entry.dispute_id for entry in entries}) if entries else None
        heard: list[tuple[DocketEntry, set[int], set[str]]] = []
        for entry in entries:
            allowed = ears.listeners(entry.dispute_id, entry.audience, entry.by_id) if ears else set()
            languages = {spoken for user, spoken in standing[entry.dispute_id] if user in allowed}
            if languages:
                heard.append((entry, allowed, languages))
        messages = encode_all([(entry, languages) for entry, _allowed, languages in heard])
        for (entry, allowed, _languages), encoded in zip(heard, messages, strict=True):
            found.setdefault(entry.dispute_id, []).append((allowed, encoded))
        return list(found.items())

    async def _pass_on(self, dispute_id: int, frames: list[Message]) -> None:
        for allowed, encoded in frames:
            for socket in list(self.rooms.get(dispute_id, ())):
                if socket.user_id in allowed:
                    await socket.base_send(encoded[socket.language])

    async def revoke(self, users: list[int], gone: bool) -> None:  # noqa: FBT001 - the bell's own word
        """Close the sockets of people who may no longer enter, or whose session ended; `gone` closes all of theirs."""
        for room in list(self.rooms.values()):
            asked = [socket for socket in room if socket.user_id in users]
            standing = {(socket.user_id, socket.session_key): socket for socket in asked}
            stay = set() if gone or not standing else await database_sync_to_async(self._may_stay)(standing)
            leaving = [s for s in asked if (s.user_id, s.session_key) not in stay]
            room.difference_update(leaving)  # from here on they hear nothing, however long closing takes
            for socket in leaving:
                await socket.close(code=4403)

    @staticmethod
    def _may_stay(standing: dict[tuple[int, str], CaseRoom]) -> set[tuple[int, str]]:
        """Each person is asked about once in each session, however many sockets are theirs."""
        return {who for who, socket in standing.items() if socket.may_enter()}

    async def _presence(self, dispute_id: int) -> None:
        room = list(self.rooms.get(dispute_id, ()))
        allowed = await database_sync_to_async(self._who_sees_presence)(dispute_id, [s.user_id for s in room])
        names = sorted({socket.name for socket in room if socket.user_id in allowed})
        encoded = message_of({"presence": names[:SHOWN]})
        for socket in room:
            if socket.user_id in allowed:
                await socket.base_send(encoded)

    @staticmethod
    def _who_sees_presence(dispute_id: int, users: list[int]) -> set[int]:
        return access.listeners(dispute_id, access.Audience.OPEN, users)


def message_of(frame: dict[str, Any]) -> dict[str, str]:
    """What the server sends for this frame."""
    return {"type": "websocket.send", "text": json.dumps(frame, ensure_ascii=False)}


def encode(entry: DocketEntry, languages: Iterable[str]) -> dict[str, dict[str, str]]:
    """The entry as a message, once per language that is spoken in the room."""
    return encode_all([(entry, set(languages))])[0]


def encode_all(asked: Sequence[tuple[DocketEntry, Collection[str]]]) -> list[dict[str, dict[str, str]]]:
    """Each entry as messages, once per language that is spoken in its room. One language is spoken at a time."""
    found: list[dict[str, dict[str, str]]] = [{} for _entry in asked]
    for language in {spoken for _entry, languages in asked for spoken in languages}:
        with translation.override(language):
            for messages, (entry, languages) in zip(found, asked, strict=True):
                if language in languages:
                    messages[language] = message_of(frame_of(entry))
    return found


def _in_reader(work: Callable[..., Any], given: Sequence[Any]) -> Any:
    try:
        return work(*given)
    except Exception:
        connection.close()  # one that broke is not used again
        raise
    finally:
        let_go()


def dispute_of(reference: str, user: Any) -> Dispute | None:
    return Dispute.objects.visible_to(user).filter(reference=reference).first()


hub = Hub()
