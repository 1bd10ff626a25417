"""Ringing the case rooms after commit. The docket entry is the message; this only says that there is one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from queue import Queue
from threading import Event, Lock, Thread
from typing import Any

from channels.layers import get_channel_layer
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from disputes.models import DocketEntry, rows

logger = logging.getLogger(__name__)
HUB = "hub"
PAUSE = 0.01  # seconds between two bells of a process: what is committed meanwhile goes out in one
ANSWERED = 3  # seconds the layer has to take one


class Bell:
    """One thread of the process tells the rooms, so that no step waits for them. What it fails to tell, `tick` tells."""

    def __init__(self) -> None:
        self.waiting: Queue[Sequence[int] | dict[str, Any]] = Queue()
        self.ringer: Thread | None = None
        self.starting = Lock()
        self.hurry = Event()  # somebody waits until all is told
        self.home: asyncio.AbstractEventLoop | None = None  # the loop in which this process's hub hears

    def ring(self, entry_pks: Sequence[int]) -> None:
        """Have every server process told that these entries exist. Returns at once and never fails."""
        self._put(entry_pks)

    def whisper(self, dispute_id: int, audience: str, by: int, frame: dict[str, Any]) -> None:
        """Pass on what is in no docket (who is typing, who has read) to the others of that audience, if it can be."""
        self._put({"type": "whisper", "dispute": dispute_id, "audience": audience, "by": by, "frame": frame})

    def _put(self, what: Sequence[int] | dict[str, Any]) -> None:
        self.waiting.put(what)
        with self.starting:
            if self.ringer is None or not self.ringer.is_alive():
                self.ringer = Thread(target=self._ring_on, name="bell", daemon=True)
                self.ringer.start()

    def settle(self) -> None:
        """Wait until what was rung for is told, or left to `tick`."""
        self.hurry.set()
        self.waiting.join()
        self.hurry.clear()

    def tell(self, entry_pks: Sequence[int], run: Callable[[Any], Any] = asyncio.run) -> None:
        """Tell now, and note that it was told. Raises what the layer raises; `run` runs a coroutine to its end."""
        self._send({"type": "ring", "entries": list(entry_pks)}, run)
        self._note(entry_pks)

    @staticmethod
    def _note(entry_pks: Sequence[int]) -> None:
        rows.change(DocketEntry, {"id": list(entry_pks), "told_at": None}, told_at=timezone.now())

    def _send(self, message: dict[str, Any], run: Callable[[Any], Any]) -> None:
        sending = asyncio.wait_for(get_channel_layer().group_send(HUB, message), ANSWERED)
        if self.home is not None and self.home.is_running():
            asyncio.run_coroutine_threadsafe(sending, self.home).result(ANSWERED + 1)
        else:
            run(sending)

    def _ring_on(self) -> None:
        with asyncio.Runner() as runner:
            while True:
                self._round(runner.run)

    def _round(self, run: Callable[[Any], Any]) -> None:
        """Tell of everything that waits; note it when the hub has had its time. A bell that fails never fails a step."""
        taken = [self.waiting.get()]
        while not self.waiting.empty():
            taken.append(self.waiting.get())
        pks = [pk for one in taken if not isinstance(one, dict) for pk in one]
        try:
            if pks:
                self._send({"type": "ring", "entries": pks}, run)
            for one in {str(one): one for one in taken if isinstance(one, dict)}.values():  # each once
                self._send(one, run)
            self.hurry.wait(PAUSE)
            if pks:
                self._note(pks)
        except Exception:
            connection.close()
            logger.warning("the bell for %d steps could not be rung; tick will", len(pks), exc_info=True)
        finally:
            let_go()
            for _step in taken:
                self.waiting.task_done()


def let_go() -> None:
    """Give this thread's connection back where others wait for it. On SQLite nobody does, and a new one would read the
    whole schema again before its first answer, in the middle of what the rooms wait for: it stays open.
    """
    if connection.vendor != "sqlite":
        connection.close()


bell = Bell()


def ring_after_commit(entries: Sequence[DocketEntry]) -> None:
    if settings.LIVE_RING:
        pks = [entry.id for entry in entries]
        transaction.on_commit(lambda: bell.ring(pks), robust=True)


def ring_untold(limit: int = 500) -> int:
    """Ring for what was not told yet. Returns how many."""
    bell.settle()
    pks = list(DocketEntry.objects.untold().order_by("id").values_list("pk", flat=True)[:limit])
    if pks:
        bell.tell(pks)
    return len(pks)
