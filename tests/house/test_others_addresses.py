"""docs/threats.md 19: whoever types in the e-mail address of another learns nothing by it, and gets nothing of theirs."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from disputes.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "correct-Horse-8"
REGISTER, CODE, RESET = "/account/signup/", "/login/code/", "/account/password/reset/"


@pytest.fixture(autouse=True)
def _no_limit_carried_over():
    cache.clear()


@pytest.fixture
def known():
    user = User.objects.create_user("known", email="known@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def register(name, email, client=None):
    said = {"username": name, "email": email, "password1": PASSWORD, "password2": PASSWORD}
    return (client or Client()).post(REGISTER, said)


def bare(page):
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
    return page.status_code, page.headers.get("Location"), text


def test_threat_19_registering_with_a_known_address_is_answered_like_with_an_unknown_one(known, mailoutbox):
    yes, no = register("first", "known@example.org"), register("second", "nobody@example.org")
    assert bare(yes) == bare(no) and yes.status_code == 302
    assert [mail.to for mail in mailoutbox] == [["known@example.org"], ["nobody@example.org"]]
    first = EmailAddress.objects.get(user__username="first")
    assert not first.verified and EmailAddress.objects.get(user=known).verified


def test_threat_19_who_registered_with_anothers_address_is_not_let_in_by_it(known):
    register("rude", "known@example.org")
    client = Client()
    assert client.post("/login/", {"login": "known@example.org", "password": PASSWORD}).status_code == 302
    assert int(client.session["_auth_user_id"]) == known.pk


def test_threat_19_nobody_is_led_by_a_code_into_an_account_whose_password_another_knows(mailoutbox):
    """Registered by who does not own the address; the owner, never there before, asks for a code."""
    register("rude", "victim@example.org")
    mailoutbox.clear()
    answers = [Client().post(CODE, {"email": to}) for to in ("victim@example.org", "nobody@example.org")]
    assert bare(answers[0])[:2] == bare(answers[1])[:2] == (302, "/login/code/confirm/")
    assert mailoutbox == []
    EmailAddress.objects.update(verified=True)
    Client().post(CODE, {"email": "victim@example.org"})
    assert len(mailoutbox) == 1


def test_threat_19_an_address_that_the_office_entered_gets_its_code_whoever_registers_with_it(mailoutbox):
    clerk = User.objects.create_user("clerk", email="clerk@example.org", password=PASSWORD)
    for n in range(3):
        register(f"rude{n}", "clerk@example.org")
    mailoutbox.clear()
    client = Client()
    client.post(CODE, {"email": "clerk@example.org"})
    code = re.search(r"\b[A-Z0-9]{3,4}-[A-Z0-9]{3,4}\b", mailoutbox[0].body)[0]
    client.post("/login/code/confirm/", {"code": code})
    assert int(client.session["_auth_user_id"]) == clerk.pk


def test_threat_19_accounts_by_the_dozen_with_one_address_bring_it_one_mail_for_a_new_password(mailoutbox):
    for n in range(12):
        register(f"rude{n}", "victim@example.org")
    mailoutbox.clear()
    Client().post(RESET, {"email": "victim@example.org"})
    assert [mail.to for mail in mailoutbox] == [["victim@example.org"]]


def test_threat_19_mails_that_confirm_an_address_are_ten_a_day_to_one_address(mailoutbox, time_machine):
    time_machine.move_to("2026-03-02T08:00:00+08:00", tick=False)
    for n in range(20):
        time_machine.shift(200)
        register(f"rude{n}", "victim@example.org")
    assert len(mailoutbox) == 10
