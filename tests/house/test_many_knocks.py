"""docs/threats.md 19: whoever tries names, passwords and addresses by the hundred learns nothing and sends nobody mail."""

import os
import re

import pytest
from django.core.cache import cache

from disputes.models import User

pytestmark = pytest.mark.django_db
FULL = os.environ.get("SCALE") == "full"
LOGINS = [40, pytest.param(10_000 if FULL else 1000, marks=pytest.mark.long)]
CODES = [25, pytest.param(1000 if FULL else 100, marks=pytest.mark.long)]
PASSWORD = "correct-Horse-8"
MOST_MAILS = 10  # to one address in a day


@pytest.fixture(autouse=True)
def _no_limit_carried_over():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def known(db):
    return User.objects.create_user("known", email="known@example.org", password=PASSWORD)


def bare(page):
    return page.status_code, re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"|known|nobody', "", page.content.decode()
    )


@pytest.mark.parametrize("logins", LOGINS)
def test_threat_19_after_five_failures_every_further_try_is_locked_and_tells_nothing(logins, client, known):
    codes = []
    for n in range(logins // 2):
        pair = [
            client.post("/login/", {"login": who, "password": f"wrong-{n}"}) for who in ("known", "nobody")
        ]
        assert bare(pair[0]) == bare(pair[1])
        codes.append(pair[0].status_code)
    assert codes[:4] == [422] * 4 and set(codes[4:]) == {429}
    assert client.post("/login/", {"login": "known", "password": PASSWORD}).status_code == 429


@pytest.mark.parametrize("codes", CODES)
def test_threat_19_codes_by_the_hundred_send_ten_mails_and_no_more(codes, client, known, mailoutbox):
    answers = {"known": [], "nobody": []}
    for n in range(codes):
        for who, found in answers.items():
            client.cookies.clear()
            found.append(
                client.post("/login/code/", {"email": f"{who}@example.org"}, REMOTE_ADDR=f"192.0.2.{n % 250}")
            )
    assert len([mail for mail in mailoutbox if mail.to == ["known@example.org"]]) == MOST_MAILS
    assert {mail.to[0] for mail in mailoutbox} == {"known@example.org"}
    for one, other in zip(*answers.values(), strict=True):
        assert bare(one) == bare(other) and one.headers.get("Location") == other.headers.get("Location")
