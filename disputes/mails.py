"""E-mails leave beside the request that wrote them: nobody waits for the mail server, and no answer takes longer because
an address is known (docs/threats.md 19). A thread of the process sends them within moments; what fails `tick` tries again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from threading import Event, Lock, Thread

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils import timezone

from disputes.live import let_go
from disputes.models import Letter
from disputes.rounds import every_round

logger = logging.getLogger(__name__)
PAUSE = timedelta(seconds=10)  # after the first failure; twice as long after each further one
CLAIM = timedelta(minutes=2)  # how long one process has a letter to itself
KEPT = timedelta(days=7)  # then it is given up
ROUND, SECONDS = 200, 30.0  # letters of one round, and how long it may go on to another one


class Queued(BaseEmailBackend):
    """Django's way to send, into the queue. `MAIL_BACKEND` names what carries from there."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            put(message)
        return len(email_messages)


def put(message: EmailMessage) -> None:
    """Write it down; it leaves once this is committed. One to nobody costs the same and goes nowhere."""
    Letter.objects.create(
        said={
            "subject": message.subject, "body": message.body, "from_email": message.from_email, "to": message.to,
        }
    )  # fmt: skip
    transaction.on_commit(postman.call, robust=True)


@every_round
def send_waiting() -> int:
    """Send what is due, the longest waiting first. Returns how many left. Safe to run anywhere, at once."""
    until, sent = time.monotonic() + SECONDS, 0
    due = Letter.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
    for letter in due[:ROUND]:
        if time.monotonic() >= until:
            break
        now = timezone.now()
        if Letter.objects.filter(pk=letter.pk, due_at=letter.due_at).update(due_at=now + CLAIM):
            sent += _carry(letter)
    return sent


def _carry(letter: Letter) -> bool:
    """Try it once; whether it left. Neither the address nor a word of it is logged."""
    to_somebody = bool(letter.said["to"])
    try:
        if to_somebody:
            get_connection(settings.MAIL_BACKEND).send_messages([EmailMessage(**letter.said)])
    except Exception as failure:  # noqa: BLE001 - told in the log, by its type alone
        now = timezone.now()
        kept = now - letter.made_at < KEPT
        then = "tried again later" if kept else "given up"
        logger.warning("an e-mail could not be sent (%s): %s", type(failure).__name__, then)
        if kept:
            later = now + PAUSE * 2 ** min(letter.attempts, 9)
            Letter.objects.filter(pk=letter.pk).update(due_at=later, attempts=letter.attempts + 1)
            return False
    Letter.objects.filter(pk=letter.pk).delete()
    return to_somebody


class Postman:
    """One thread of the process, started with the first letter."""

    def __init__(self) -> None:
        self.called = Event()
        self.walker: Thread | None = None
        self.starting = Lock()

    def call(self) -> None:
        """Have what waits sent. Returns at once and never fails."""
        self.called.set()
        with self.starting:
            if self.walker is None or not self.walker.is_alive():
                self.walker = Thread(target=self._walk, name="postman", daemon=True)
                self.walker.start()

    def _walk(self) -> None:
        while self.called.wait():
            self.called.clear()
            try:
                send_waiting()
            except Exception:
                connection.close()
                logger.warning("the e-mails could not be sent; tick will", exc_info=True)
            finally:
                let_go()


postman = Postman()
