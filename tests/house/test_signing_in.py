"""Signing in asks for nothing but what one knows: no puzzle, paste allowed, password managers served (docs/ux.md 36)."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from disputes.models import User

pytestmark = pytest.mark.django_db
INPUT = re.compile(r"<input\b[^>]*>")
PUZZLE = re.compile(
    r"captcha|recaptcha|hcaptcha|turnstile|geetest|拼图|滑块|看不清|换一张|请点击图中", re.IGNORECASE
)
SCRIPTS = settings.BASE_DIR / "config" / "static" / "js"


@pytest.fixture(autouse=True)
def _no_limit_carried_over():
    cache.clear()


def inputs(page):
    """The attributes of every field a person fills in, by its name."""
    found = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in INPUT.findall(page.content.decode())]
    return {one["name"]: one for one in found if one.get("type") != "hidden" and "name" in one}


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("/login/", {"login": {"username", "email"}, "password": {"current-password"}}),
        ("/login/code/", {"email": {"email"}}),
        ("/account/signup/", {"username": {"username"}, "password1": {"new-password"}, "password2": {"new-password"}}),
        ("/account/password/reset/", {"email": {"email"}}),
        ("/casebook/follow/", {"address": {"email"}}),
    ],
)  # fmt: skip
def test_ux_36_fields_say_what_a_password_manager_may_fill_in(address, wanted, client):
    found = inputs(client.get(address))
    for name, values in wanted.items():
        assert found[name].get("autocomplete") in values, (name, found[name])
        assert (
            not {"readonly", "onpaste", "maxlength"} & found[name].keys()
            or int(found[name]["maxlength"]) > 20
        )


def test_ux_36_a_one_time_code_may_be_pasted_and_filled_in(client, mailoutbox):
    User.objects.create_user("known", email="known@example.org", password="correct-Horse-8")
    client.post("/login/code/", {"email": "known@example.org"})
    (code,) = inputs(client.get("/login/code/confirm/")).values()
    assert code["autocomplete"] == "one-time-code"


def test_ux_36_the_second_factor_is_asked_for_in_one_field(client):
    user = User.objects.create_user("known", password="correct-Horse-8")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    client.post("/login/", {"login": "known", "password": "correct-Horse-8"})
    found = inputs(client.get(reverse("mfa_authenticate")))
    assert found["code"]["autocomplete"] == "one-time-code"


@pytest.mark.parametrize(
    "address",
    ["/login/", "/login/code/", "/account/signup/", "/account/password/reset/", "/casebook/follow/"],
)
def test_ux_36_there_is_no_puzzle(address, client):
    page = client.get(address).content.decode()
    assert not PUZZLE.search(page) and "<canvas" not in page and "draggable" not in page


def test_ux_36_no_script_listens_for_pasting():
    said = [
        path.name
        for path in SCRIPTS.glob("*.js")
        if re.search(r"['\"]paste['\"]|onpaste|clipboard", path.read_text())
    ]
    assert said == []


def test_each_question_of_the_login_page_is_called_by_what_it_asks_and_stands_once(client):
    page = client.get("/login/").content.decode()
    assert re.findall(r"<label for=\"id_login\">([^<]+)<", page) == ["用户名或者电子邮箱"]
    assert page.count("忘记密码") == 1


def test_threat_19_the_page_of_codes_says_who_gets_none_and_answers_all_alike(client, mailoutbox):
    User.objects.create_user("known", email="known@example.org", password="correct-Horse-8")
    page = client.get("/login/code/").content.decode()
    assert "验证码只发送到已经确认的电子邮箱" in page and "/account/password/reset/" in page
    assert client.post("/login/code/", {"email": "x"}).status_code == 422


@pytest.mark.parametrize(
    ("language", "heading", "never"),
    [
        ("en", "Create an account", r"Sign Up|\(optional\)\s*(<[^>]*>\s*)*\(optional\)"),
        ("zh-hans", "注册", r"选填项"),
    ],
)
def test_the_pages_of_the_account_speak_the_words_of_the_house(language, heading, never, client):
    client.cookies["django_language"] = language
    page = client.get("/account/signup/").content.decode()
    assert re.search(rf"<h1>\s*{heading}\s*</h1>", page)
    assert not re.search(never, page)
    assert '"/account/signup/"' in client.get("/login/").content.decode()


def test_an_address_to_choose_stands_beside_its_button_and_the_page_leads_back(client):
    user = User.objects.create_user("known", email="known@example.org", password="correct-Horse-8")
    client.force_login(user)
    page = client.get("/account/email/").content.decode()
    assert re.search(
        r'<div class="choice"><input [^>]*type="radio"[^>]*><label [^>]*>\s*known@example.org', page
    )
    assert 'class="back-link" href="/account/"' in page
