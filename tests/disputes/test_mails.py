"""E-mails leave beside the request that wrote them, and nothing of them stays (docs/threats.md 19 and 25)."""

import logging
import smtplib
import threading
import time
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from disputes import mails
from disputes.models import Letter, User

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
HERE = "tests.disputes.test_mails"


class Slow(BaseEmailBackend):
    """A mail server that takes its time and counts what it took."""

    taken: list[str] = []
    free = threading.Event()

    def send_messages(self, messages):
        self.free.wait(10)
        self.taken.extend(one.body for one in messages)


class Choosy(BaseEmailBackend):
    def send_messages(self, messages):
        if "full@example.org" in messages[0].to:
            raise smtplib.SMTPRecipientsRefused({})
        Slow.taken.extend(one.body for one in messages)


class Away(BaseEmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("to somebody@example.org")


@pytest.fixture(autouse=True)
def queued(settings):
    """As the house is set up, with a carrier that keeps what it carried."""
    cache.clear()
    settings.EMAIL_BACKEND, settings.MAIL_BACKEND = "disputes.mails.Queued", LOCMEM


def known(name="known"):
    user = User.objects.create_user(name, email=f"{name}@example.org", password="correct-Horse-8")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_the_house_sends_by_the_queue():
    from config.settings import base

    assert base.EMAIL_BACKEND == "disputes.mails.Queued" != base.MAIL_BACKEND


@pytest.mark.django_db(transaction=True)
def test_threat_19_a_slow_mail_server_keeps_nobody_waiting_and_the_code_still_comes(client, settings):
    known()
    settings.MAIL_BACKEND = f"{HERE}.Slow"
    Slow.free.clear()
    began = time.monotonic()
    assert client.post("/login/code/", {"email": "known@example.org"}).status_code == 302
    assert time.monotonic() - began < 5 and not Slow.taken
    Slow.free.set()
    until = time.monotonic() + 10
    while Letter.objects.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert len(Slow.taken) == 1 and not Letter.objects.exists()
    Slow.taken.clear()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/login/code/", "/account/password/reset/"])
def test_threat_19_an_unknown_address_costs_a_letter_too_which_goes_nowhere(address, client):
    known()
    for who, sent in ("known", 1), ("nobody", 0):
        client.cookies.clear()
        client.post(address, {"email": f"{who}@example.org"})
        assert Letter.objects.count() == 1 and not mail.outbox
        assert mails.send_waiting() == sent and len(mail.outbox) == sent and not Letter.objects.exists()
        mail.outbox.clear()


@pytest.mark.django_db
def test_threat_25_what_waits_is_not_legible_and_what_fails_names_nobody_in_the_log(client, settings, caplog):
    known()
    client.post("/login/code/", {"email": "known@example.org"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM disputes_letter")
        ((kept,),) = cursor.fetchall()
    assert kept.startswith("v1.") and "known" not in kept
    settings.MAIL_BACKEND = f"{HERE}.Away"
    with caplog.at_level(logging.WARNING):
        assert mails.send_waiting() == 0
    assert "could not be sent" in caplog.text and "example.org" not in caplog.text


@pytest.mark.django_db
def test_a_mail_server_that_is_away_loses_nothing(settings, time_machine):
    """Tried again, later and later; given up after a week."""
    time_machine.move_to(timezone.now(), tick=False)
    mail.send_mail("甲", "乙", None, ["known@example.org"])
    settings.MAIL_BACKEND = f"{HERE}.Away"
    for _n in range(3):
        call_command("tick")
        letter = Letter.objects.get()
        assert mails.send_waiting() == 0, "not before its time"
        time_machine.move_to(letter.due_at + timedelta(seconds=1), tick=False)
    assert letter.attempts == 3
    settings.MAIL_BACKEND = LOCMEM
    call_command("tick")
    assert [one.body for one in mail.outbox] == ["乙"] and not Letter.objects.exists()
    mail.send_mail("甲", "乙", None, ["known@example.org"])
    settings.MAIL_BACKEND = f"{HERE}.Away"
    time_machine.move_to(timezone.now() + mails.KEPT + timedelta(days=1), tick=False)
    call_command("tick")
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_one_that_another_process_has_in_hand_is_left_to_it():
    mail.send_mail("甲", "乙", None, ["known@example.org"])
    due = Letter.objects.filter(due_at__lte=timezone.now())
    assert due.update(due_at=timezone.now() + mails.CLAIM) == 1
    assert mails.send_waiting() == 0 and Letter.objects.count() == 1


@pytest.mark.django_db
def test_one_mailbox_that_fails_holds_up_no_other(settings):
    settings.MAIL_BACKEND = f"{HERE}.Choosy"
    for name in ("full", "other"):
        mail.send_mail("甲", name, None, [f"{name}@example.org"])
    assert mails.send_waiting() == 1 and Slow.taken == ["other"] and Letter.objects.count() == 1
    Slow.taken.clear()
