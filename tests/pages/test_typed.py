"""Without scripts, what was typed into an ended session waits for the same account (docs/ux.md 6); nothing secret does."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from disputes import typed
from disputes.acts import perform
from disputes.models import User
from tests.conftest import person

pytestmark = pytest.mark.django_db
PASSWORD = "correct-Horse-8"
WORDS, CARD = "广州市越秀区某路9号之二", "44010619880312224X"
SAID = "您刚才填写的内容已放回原处"


@pytest.fixture
def form(dispute, worker):
    perform(dispute, "open", by=worker)
    return f"/cases/{dispute.reference}/dispute/{dispute.pk}/confirm_address/"


def sign_in(client, name="worker", following="/"):
    user = User.objects.get(username=name)
    user.set_password(PASSWORD)
    user.save()
    answer = client.post("/login/", {"login": name, "password": PASSWORD, "next": following})
    assert answer.status_code == 302
    return answer["Location"]


def lapsed(name="worker"):
    client = Client()
    sign_in(client, name)
    del client.cookies["sessionid"]
    return client


def sent(client, address, mode="navigate", **more):
    said = {"address": WORDS, **more}
    answer = client.post(address, said, headers={"Sec-Fetch-Mode": mode})
    assert answer.status_code == 302 and answer["Location"].startswith("/login/?next=")
    return re.search("next=(.+)", answer["Location"])[1]


def test_ux_06_without_scripts_an_expired_session_loses_nothing_typed(form):
    client = lapsed()
    back = sign_in(client, following=sent(client, form))
    assert back == form
    page = client.get(back).content.decode()
    assert WORDS in page and SAID in page and 'class="error' not in page
    again = client.get(form).content.decode()
    assert WORDS not in again and SAID not in again, "given back once"


def test_ux_06_the_title_of_a_paper_and_a_new_name_come_back(form, dispute):
    for address, name in ((f"/cases/{dispute.reference}/papers/", "title"), ("/account/", "name")):
        client = lapsed()
        following = sent(client, address, **{name: "写好的几个字"})
        page = client.get(sign_in(client, following=following)).content.decode()
        assert "写好的几个字" in page and SAID in page and 'class="error' not in page, address


def test_ux_06_the_words_of_the_room_come_back_to_the_room(dispute, worker, form):
    client = lapsed()
    said = client.post(f"/cases/{dispute.reference}/say/", {"voice": "x", "text": "写了很久的一段话"})
    sign_in(client, following="/")
    assert said.status_code == 302
    assert "写了很久的一段话" in client.get(f"/cases/{dispute.reference}/room/").content.decode()


def test_threat_25_what_waits_is_legible_to_nobody_and_holds_nothing_secret(form):
    client = lapsed()
    sent(client, form, password="geheim", identity=CARD, remark=f"证件号{CARD}。")
    (row,) = Session.objects.filter(pk=client.cookies["sessionid"].value)
    kept = row.get_decoded()[typed.KEY]
    assert kept.startswith("v1.") and WORDS not in kept
    plain = typed.opened(kept, typed.KEY)
    assert "geheim" not in plain and CARD not in plain and "remark" in plain


def test_threat_01_somebody_else_who_signs_in_gets_nothing_of_it(form):
    person("employer")
    client = lapsed()
    sent(client, form)
    sign_in(client, "employer", following="/my/")
    assert WORDS not in client.get(form).content.decode()
    assert typed.KEY not in client.session


def test_it_waits_for_an_hour(form, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    client = lapsed()
    sent(client, form)
    time_machine.move_to(timezone.now() + timedelta(hours=1, minutes=1), tick=False)
    sign_in(client)
    assert WORDS not in client.get(form).content.decode() and typed.KEY not in client.session


@pytest.mark.parametrize(
    "why", ["nobody was signed in", "signed out", "a script keeps it", "a script asks", "too long"]
)
def test_nothing_is_kept_where(why, form):
    client = Client() if why == "nobody was signed in" else lapsed()
    if why == "signed out":
        sign_in(client)
        client.post("/logout/")
        assert not client.cookies["account"].value
    more = (
        {typed.HERE: "1"}
        if why == "a script keeps it"
        else {"remark": "长" * 70_000 if why == "too long" else ""}
    )
    sent(client, form, mode="cors" if why == "a script asks" else "navigate", **more)
    assert typed.KEY not in client.session
