"""The doors: login and its lock, the second factor, the policy of every page, the origin of every socket."""

import re

import pytest
from allauth.mfa.models import Authenticator
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from config.asgi import application
from config.origins import SameOrigin
from config.second_factor import SocketSecondFactor, must_set_up
from disputes.models import User

PASSWORD = "correct-Horse-8"
OURS = "testserver"


@pytest.fixture(autouse=True)
def _no_limit_carried_over():
    cache.clear()


@pytest.fixture
def known(db):
    return User.objects.create_user("known", email="known@example.org", password=PASSWORD)


def knock(client, login, password):
    return client.post("/login/", {"login": login, "password": password})


def bare(page):
    """A page without what differs on every request."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page.content)


class TestLogin:
    def test_name_and_password_open_the_door(self, client, known):
        assert knock(client, "known", PASSWORD).status_code == 302
        assert int(client.session["_auth_user_id"]) == known.pk

    def test_the_mail_address_does_as_well(self, client, known):
        assert knock(client, "known@example.org", PASSWORD).status_code == 302

    def test_a_party_starts_at_its_cases_and_a_clerk_at_the_worklist(self, client, known, clerk):
        assert knock(client, "known", PASSWORD).headers["Location"] == "/my/"
        clerk.set_password(PASSWORD)
        clerk.save()
        client.logout()
        assert knock(client, "clerk", PASSWORD).headers["Location"] == "/work/"

    def test_threat_20_the_session_is_a_new_one_after_login(self, client, known):
        client.get("/login/")
        session = client.session
        session["before"] = 1
        session.save()
        client.cookies["sessionid"] = session.session_key
        knock(client, "known", PASSWORD)
        assert client.session.session_key != session.session_key

    def test_threat_19_five_failures_lock_the_name_for_this_address(self, client, known):
        answers = [knock(client, "known", f"wrong-{n}").status_code for n in range(5)]
        assert answers == [422, 422, 422, 422, 429]
        locked = knock(client, "known", PASSWORD)
        assert locked.status_code == 429
        assert int(locked.headers["Retry-After"]) == 15 * 60
        assert "_auth_user_id" not in client.session

    def test_threat_19_another_spelling_is_the_same_name(self, client, known):
        for name in ["known", " KNOWN", "Known", "ｋnown"]:
            knock(client, name, "wrong")
        assert knock(client, "known ", "wrong").status_code == 429

    def test_threat_19_another_address_is_not_locked_out(self, client, known):
        for n in range(5):
            knock(client, "known", f"wrong-{n}")
        elsewhere = client.post("/login/", {"login": "known", "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")
        assert elsewhere.status_code == 302

    def test_threat_23_a_forged_forwarding_header_is_no_other_address(self, client, known):
        for n in range(5):
            forged = dict.fromkeys(
                ("X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP"), f"192.0.2.{n}"
            )
            answer = client.post("/login/", {"login": "known", "password": "wrong"}, headers=forged)
        assert answer.status_code == 429

    def test_threat_19_name_and_address_of_one_account_have_five_tries_together(self, client, known):
        for n in range(3):
            assert knock(client, "known", f"wrong-{n}").status_code == 422
        for n in range(2):
            assert knock(client, "known@example.org", f"wrong-{n}").status_code == 422
        wrong = knock(client, "Known@example.org", "wrong")
        right = knock(client, "known@example.org", PASSWORD)
        assert "_auth_user_id" not in client.session
        assert (wrong.status_code, right.status_code) == (422, 422)
        assert bare(wrong).replace(b"Known", b"known") == bare(right)
        assert knock(client, "known", PASSWORD).status_code == 422

    def test_threat_19_which_address_belongs_to_which_name_is_not_to_be_tried_out(self, client, known):
        """The tries that are left are the same whether or not name and address open one account."""
        User.objects.create_user("other", email="other@example.org", password=PASSWORD)
        for name, address in (("known", "known@example.org"), ("other", "nobody@example.org")):
            answers = [knock(client, who, "wrong").status_code for who in [name] * 4 + [address] * 5 + [name]]
            assert answers == [422] * 8 + [429] * 2, name

    def test_threat_19_others_are_not_locked_by_who_took_their_address_for_a_name(self, client, known):
        User.objects.create_user("rude", email="rude@example.org", password=PASSWORD)
        for n in range(5):
            knock(client, "rude", f"wrong-{n}")
        assert knock(client, "known@example.org", PASSWORD).status_code == 302

    def test_threat_19_an_unknown_name_is_answered_like_a_known_one(self, client, known):
        for n in range(6):
            yes, no = knock(client, "known", f"wrong-{n}"), knock(client, "nobody", f"wrong-{n}")
            assert yes.status_code == no.status_code
            assert bare(yes) == bare(no).replace(b"nobody", b"known")

    def test_threat_19_an_unknown_mail_address_is_answered_like_a_known_name(self, client, known):
        yes, no = knock(client, "known", "wrong"), knock(client, "nobody@example.org", "wrong")
        assert bare(yes) == bare(no).replace(b"nobody@example.org", b"known")

    def test_threat_19_a_code_is_promised_to_known_and_unknown_alike(self, client, known, mailoutbox):
        url = reverse("account_request_login_code")
        yes = client.post(url, {"email": "known@example.org"})
        assert len(mailoutbox) == 1
        client.cookies.clear()
        no = client.post(url, {"email": "nobody@example.org"})
        assert (yes.status_code, yes.headers["Location"]) == (no.status_code, no.headers["Location"])
        assert len(mailoutbox) == 1


class TestPages:
    def test_chinese_is_spoken_until_english_is_chosen(self, client, db):
        page = client.get("/login/", HTTP_ACCEPT_LANGUAGE="en-GB,en")
        assert page.headers["Content-Language"] == "zh-hans"
        client.get("/preferences/", {"language": "en", "next": "/login/"})
        assert client.get("/login/").headers["Content-Language"] == "en"

    def test_a_page_that_is_not_there_has_our_frame(self, client, db):
        page = client.get("/no/such/page/")
        assert page.status_code == 404
        assert b'lang="zh-CN"' in page.content

    def test_a_failure_of_ours_has_our_frame_and_needs_nothing(self, client):
        assert 'class="site-header"' in render_to_string("500.html")

    @pytest.mark.parametrize(
        "name",
        [
            "account",
            "account_email",
            "account_change_password",
            "mfa_index",
            "account_reauthenticate",
            "usersessions_list",
        ],
    )
    def test_the_account_pages_open(self, client, known, name):
        knock(client, "known", PASSWORD)
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert 'class="site-header"' in page.content.decode()


class TestSecondFactor:
    def test_threat_20_staff_without_one_reach_only_its_set_up(self, client, clerk, settings):
        settings.STAFF_MFA_REQUIRED = True
        client.force_login(clerk)
        for path in ("/", "/work/", "/my/", "/casebook/", "/admin/"):
            assert client.get(path).headers.get("Location") == "/account/2fa/", path
        assert client.get("/account/2fa/").status_code == 200

    def test_threat_20_the_api_answers_with_a_problem(self, client, clerk, settings):
        settings.STAFF_MFA_REQUIRED = True
        client.force_login(clerk)
        answer = client.get("/api/v1/disputes/")
        assert (answer.status_code, answer.headers["Content-Type"]) == (403, "application/problem+json")

    def test_threat_20_who_has_one_and_who_needs_none_may_pass(self, clerk, worker, settings):
        settings.STAFF_MFA_REQUIRED = True
        assert must_set_up(clerk)
        assert not must_set_up(worker)
        assert not must_set_up(AnonymousUser())
        Authenticator.objects.create(user=clerk, type=Authenticator.Type.TOTP, data={"secret": "x"})
        assert not must_set_up(User.objects.get(pk=clerk.pk))


class TestPolicy:
    @pytest.mark.parametrize(
        "path", ["/login/", "/login/code/", "/account/signup/", "/account/password/reset/"]
    )
    def test_threat_21_the_policy_allows_our_own_files_only(self, client, db, path):
        answer = client.get(path)
        policy = dict(
            directive.strip().partition(" ")[::2]
            for directive in answer.headers["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert not re.search(
            rb"<script(?![^>]*\b(src|type=\"application/json\"))|\sstyle=|\son\w+=", answer.content
        )

    def test_threat_20_a_form_without_its_token_is_refused(self, db):
        from django.test import Client

        strict = Client(enforce_csrf_checks=True)
        assert strict.post("/login/", {"login": "a", "password": "b"}).status_code == 403
        assert strict.post("/account/", {"name": "x"}).status_code == 403


FOREIGN = [
    None,
    "",
    "null",
    "http://evil.example",
    "https://evil.example",
    "http://testserver.evil.example",
    "http://eviltestserver",
    "http://test.server",
    "http://testserver:81",
    "http://testserver:8000",
    "http://testserver:0",
    "http://testserver:99999",
    "http://testserver:x",
    "https://testserver:444",
    "https://testserver:80",
    "ftp://testserver",
    "ws://testserver",
    "wss://testserver",
    "file://testserver",
    "file:///etc/passwd",
    "data:text/html,x",
    "javascript:alert(1)",
    "about:blank",
    "chrome-extension://abcdefgh",
    "testserver",
    "//testserver",
    "http:testserver",
    "http:/testserver",
    "http://testserver/",
    "http://testserver/page",
    "http://testserver?x=1",
    "http://testserver#x",
    "http://user@testserver",
    "http://user:secret@testserver",
    "http://testserver@evil.example",
    "http://evil.example#testserver",
    "http://evil.example?testserver",
    "http://testserver\\evil.example",
    "http://[::1]",
    "http://127.0.0.1",
    "http://localhost",
    "http://testserver, http://evil.example",
    "http://testserver evil.example",
    "HTTP://EVIL.EXAMPLE",
    "http://.testserver",
    "http://testserver.",
]


def handshake(origin, host=OURS):
    headers = [(b"host", host.encode())]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    return {"type": "websocket", "path": "/ws/cases/x/", "headers": headers}


class TestSockets:
    guard = application.application_mapping["websocket"]

    def test_threat_05_every_socket_passes_the_origin_check_first(self):
        assert isinstance(self.guard, SameOrigin)

    def test_threat_20_and_the_second_factor_before_any_room(self):
        inside, seen = self.guard, []
        while inside is not None:
            seen.append(type(inside))
            inside = getattr(inside, "application", None) or getattr(inside, "inner", None)
        assert SocketSecondFactor in seen

    def test_threat_05_there_are_forty_foreign_origins(self):
        assert len(FOREIGN) >= 40

    @pytest.mark.parametrize("origin", FOREIGN)
    async def test_threat_05_a_foreign_origin_is_refused(self, origin):
        assert self.guard.refusal(handshake(origin))
        socket = WebsocketCommunicator(application, "/ws/cases/x/", headers=handshake(origin)["headers"])
        connected, _code = await socket.connect()
        assert not connected

    def test_threat_05_two_origins_are_refused(self):
        scope = handshake("http://testserver")
        scope["headers"].append((b"origin", b"http://evil.example"))
        assert self.guard.refusal(scope)

    def test_threat_05_a_host_that_is_not_ours_is_refused(self):
        assert self.guard.refusal(handshake("http://evil.example", host="evil.example"))

    @pytest.mark.parametrize(
        ("origin", "host"),
        [
            ("http://testserver", OURS),
            ("http://localhost:8000", "localhost:8000"),
            ("http://testserver:80", OURS),
            ("https://testserver", OURS),
        ],
    )
    def test_threat_05_our_own_page_is_let_through(self, origin, host):
        assert self.guard.refusal(handshake(origin, host)) is None

    def test_threat_05_plain_http_is_refused_where_only_https_is_served(self, settings):
        settings.SECURE_SSL_REDIRECT = True
        assert self.guard.refusal(handshake("http://testserver"))
        assert self.guard.refusal(handshake("https://testserver")) is None

    def test_threat_05_the_log_says_why(self, caplog):
        assert "evil" in self.guard.refusal(handshake("http://evil.example"))


@pytest.mark.parametrize("path", ["/", "/casebook/", "/casebook/feed.atom", "/verify/", "/work/"])
def test_a_name_that_is_not_this_houses_is_refused_in_words(path):
    """The page that says so is made before anybody is known: it must not ask who reads it."""
    answer = Client(raise_request_exception=False).get(path, HTTP_HOST="evil.example")
    assert answer.status_code == 400 and "evil" not in answer.content.decode()
