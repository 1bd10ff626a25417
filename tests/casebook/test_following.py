"""Following a topic by e-mail: confirmed first, once a day, ended by a button; nobody learns which address is known."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from casebook.following import tell_followers
from casebook.importing import import_lines
from casebook.models import Follower, TypicalCase
from disputes.acts import perform
from disputes.rounds import EVERY_ROUND
from tests.casebook.conftest import DATA

pytestmark = pytest.mark.django_db
ADDRESS = "lin@example.org"


@pytest.fixture(autouse=True)
def no_limits_of_other_tests():
    cache.clear()


def ask(client, address=ADDRESS, topic="overtime"):
    return client.post("/casebook/follow/", {"address": address, "topic": topic})


def link(message):
    return re.search(r"https?://[^/]+(/casebook/follow/[^/\s]+/)", message.body)[1]


def shelve(many=12):
    outcomes = list(import_lines(DATA.read_text("utf-8").splitlines()[:many], publish=True))
    assert {one.what for one in outcomes} <= {"new", "same"}


def later(**ago):
    Follower.objects.update(told_at=timezone.now() - timedelta(**ago))


@pytest.fixture
def follower(client: Client):
    assert ask(client).status_code == 302
    assert client.post(link(mail.outbox.pop()), {"do": "confirm"}).status_code == 200
    return Follower.objects.get()


def test_nothing_is_sent_before_the_link_was_opened_and_the_button_pressed(client: Client, editor):
    assert ask(client).status_code == 302
    (message,) = mail.outbox
    assert message.to == [ADDRESS] and "加班" in message.body
    page = client.get(link(message))
    assert (
        page.status_code == 200 and page["Referrer-Policy"] == "same-origin"
    )  # none at all: browsers send forms without an origin
    assert Follower.objects.get().confirmed_at is None  # machines open links too
    shelve()
    later(days=2)
    assert tell_followers() == 0 and len(mail.outbox) == 1


def test_new_cases_on_the_topic_are_told_once_and_at_most_once_a_day(follower, editor):
    shelve()
    assert tell_followers() == 0  # confirmed today
    later(days=2)
    assert tell_followers() == 1
    (message,) = mail.outbox
    assert (
        message.to == [ADDRESS]
        and "/casebook/C002/" in message.body
        and "/casebook/C012/" not in message.body
    )
    assert tell_followers() == 0
    later(days=2)
    Follower.objects.update(told_at=timezone.now())
    assert tell_followers() == 0 and len(mail.outbox) == 1


def test_a_recalled_case_is_told_to_nobody(follower, editor):
    shelve()
    for case in TypicalCase.objects.filter(topics__icontains="overtime"):
        perform(case, "recall", by=editor, kind="privacy")
    later(days=2)
    tell_followers()
    assert all("/casebook/C0" not in message.body for message in mail.outbox)


def test_one_click_ends_it_and_the_address_is_gone(follower, client: Client):
    page = client.post(follower.get_absolute_url(), {"do": "stop"})
    assert page.status_code == 200 and "已删除" in page.content.decode()
    assert not Follower.objects.exists()
    assert client.get(follower.get_absolute_url()).status_code == 404
    assert client.get("/casebook/follow/x%00y/").status_code == 404


def test_threat_19_every_address_gets_the_same_answer_and_one_mail_an_hour(follower, client: Client):
    known, unknown = ask(client), ask(client, "somebody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [["somebody@example.org"]]
    ask(client, "Somebody@Example.org")
    assert len(mail.outbox) == 1
    Follower.objects.filter(confirmed_at=None).update(asked_at=timezone.now() - timedelta(hours=2))
    ask(client, "somebody@example.org")
    assert len(mail.outbox) == 2 and Follower.objects.count() == 2


def test_threat_19_one_connection_cannot_write_to_the_whole_world(client: Client):
    answers = [ask(client, f"a{n}@example.org").status_code for n in range(25)]
    assert answers.count(302) == 20 and answers[-1] == 429
    assert len(mail.outbox) == 20


def test_a_wrong_address_is_named_and_nothing_typed_is_lost(client: Client):
    page = ask(client, "no address")
    assert page.status_code == 422 and "no address" in page.content.decode()
    assert not mail.outbox and ask(client, topic="nonsense").status_code == 422


def test_the_address_is_encrypted_and_forgotten_when_nobody_confirms(client: Client):
    ask(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM casebook_follower")
        assert ADDRESS not in str(cursor.fetchone()[0])
    Follower.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert tell_followers in EVERY_ROUND
    tell_followers()
    assert not Follower.objects.exists()
