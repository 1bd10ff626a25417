"""Time stamps of an authority on packages (RFC 3161): asked for after the sending, kept only when they prove right."""

import contextlib
import datetime as dt
import shutil
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.core.management import CommandError, call_command

from disputes.court import package, stamps
from disputes.models import HandOff, TimeStamp
from disputes.papers import shelf
from tests.court.authority import DEFAULT_POLICY, Authority, served
from tests.court.test_api import key, system  # noqa: F401


@pytest.fixture(params=[False, True], ids=["rsa", "ecdsa"])
def authority(request, settings, tmp_path):
    made = Authority(curve=request.param)
    (tmp_path / "tsa.pem").write_bytes(made.certificate.public_bytes(Encoding.PEM))
    server = served(made)
    settings.TSA_URL = f"http://127.0.0.1:{server.server_address[1]}/"
    settings.TSA_CERTIFICATE = str(tmp_path / "tsa.pem")
    yield made
    server.shutdown()
    server.server_close()


def stamp_of(handoff) -> TimeStamp:
    return stamps.of(HandOff.objects.get(pk=handoff.pk))


def test_a_package_is_stamped_after_it_was_sent(authority, sent, clerk, client):
    one = sent()
    assert not authority.asked and stamp_of(one).stamped_at is None
    client.force_login(clerk)
    page = f"/court/{one.pk}/"
    assert client.get(f"{page}timestamp/").status_code == 404
    assert "时间戳机构尚未答复" in client.get(page).content.decode()
    assert stamps.ask() == 1 and stamps.ask() == 0
    stamp = stamp_of(one)
    assert stamp.stamped_at == dt.datetime(2026, 11, 27, 4, 5, 6, tzinfo=dt.UTC)
    answer = client.get(f"{page}timestamp/")
    assert answer.content == bytes(stamp.token) and answer["Content-Type"] == "application/timestamp-token"
    assert "时间戳机构的时间戳" in client.get(page).content.decode()
    assert package.verdict(HandOff.objects.get(pk=one.pk)).good


def test_the_courts_own_system_fetches_the_stamp(authority, sent, system):  # noqa: F811
    one = sent()
    address = f"/api/v1/court/handoffs/{one.pk}/timestamp/"
    assert system.request("GET", address).status_code == 404
    stamps.ask()
    answer = system.request("GET", address)
    assert answer.content == bytes(stamp_of(one).token)
    assert answer["Content-Type"] == "application/timestamp-token"


def test_without_an_authority_nothing_is_asked_for(sent):
    assert stamp_of(sent()) is None and stamps.ask() == 0


def test_an_authority_that_is_down_holds_up_nothing_and_is_asked_again(authority, sent, settings):
    authority.down = True
    one = sent()
    assert HandOff.objects.get(pk=one.pk).stage == "sent"
    assert stamps.ask() == 0 and len(authority.asked) == 1
    assert stamps.ask() == 0 and len(authority.asked) == 1  # not before the pause is over
    authority.down = False
    TimeStamp.objects.update(asked_at=stamps.timezone.now() - stamps.PAUSE * 2)
    assert stamps.ask() == 1 and stamp_of(one).stamped_at
    address, settings.TSA_URL = settings.TSA_URL, "http://127.0.0.1:9/"
    other = sent("direct_suit")
    assert stamps.ask() == 0 and stamp_of(other).stamped_at is None
    settings.TSA_URL = address


@pytest.mark.parametrize(
    "wrong", ["refused", "imprint", "nonce", "policy", "digest", "certificate", "signature"]
)
def test_an_answer_that_does_not_prove_right_is_not_kept(authority, sent, settings, wrong):
    settings.TSA_POLICY = DEFAULT_POLICY
    authority.wrong = wrong
    one = sent()
    assert stamps.ask() == 0 and stamp_of(one).stamped_at is None
    authority.wrong = ""
    TimeStamp.objects.update(asked_at=None)
    assert stamps.ask() == 1 and stamp_of(one).stamped_at


def test_a_certificate_for_something_else_and_a_moment_outside_it_are_refused():
    request = stamps.request_of("ab" * 32, 99)
    web = Authority(curve=True, usage=ExtendedKeyUsageOID.SERVER_AUTH)
    with pytest.raises(stamps.NoStamp, match="not for time stamps"):
        stamps.checked(web.token(request), "ab" * 32, web.certificate)
    old = Authority(curve=True)
    old.at = "19700101000000Z"
    with pytest.raises(stamps.NoStamp, match="moment"):
        stamps.checked(old.token(request), "ab" * 32, old.certificate)
    with pytest.raises(stamps.NoStamp):
        stamps.checked(old.token(request), "ab" * 32, web.certificate)


def test_no_changed_byte_of_a_token_is_taken_for_a_stamp_on_other_bytes():
    """Every byte of the token, one after the other: it is refused, or still says the same of the same bytes."""
    one = Authority(curve=True)
    token = one.token(stamps.request_of("ab" * 32, 99))
    right = stamps.checked(token, "ab" * 32, one.certificate)
    for at in range(len(token)):
        changed = token[:at] + bytes([token[at] ^ 1]) + token[at + 1 :]
        with contextlib.suppress(stamps.NoStamp, ValueError):
            assert stamps.checked(changed, "ab" * 32, one.certificate) == right


def test_the_checker_in_the_package_looks_at_the_stamp(authority, sent, tmp_path):
    one = HandOff.objects.get(pk=sent().pk)
    stamps.ask()
    kept = tmp_path / package.file_name(one)
    shutil.copy(shelf.store().path(one.package_sha256), kept)
    kept.with_suffix(".tst").write_bytes(bytes(stamp_of(one).token))

    def run(stamp):
        return subprocess.run(
            [sys.executable, "-I", package.CHECKER, kept, "--stamp", stamp], capture_output=True, text=True, env={}
        )  # fmt: skip

    assert run(kept.with_suffix(".tst")).returncode == 0
    call_command("verify-package", kept)
    kept.with_suffix(".tst").write_bytes(authority.token(stamps.request_of("00" * 32, 1)))
    assert "made for other bytes" in run(kept.with_suffix(".tst")).stdout
    with pytest.raises(CommandError, match="1 problems"):
        call_command("verify-package", kept)
    kept.with_suffix(".tst").write_bytes(b"0\x03abc")
    assert "this is none" in run(kept.with_suffix(".tst")).stdout


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
def test_openssl_takes_our_requests_and_our_tokens_for_what_they_are(authority, tmp_path):
    request, token = tmp_path / "q.tsq", tmp_path / "t.tst"
    request.write_bytes(stamps.request_of("ab" * 32, 12345))
    told = subprocess.run(
        ["openssl", "ts", "-query", "-in", request, "-text"], capture_output=True, text=True, check=True
    ).stdout
    assert (
        "Hash Algorithm: sha256" in told and "Nonce: 0x3039" in told and "Certificate required: yes" in told
    )
    token.write_bytes(authority.token(request.read_bytes()))
    done = subprocess.run(
        ["openssl", "ts", "-verify", "-digest", "ab" * 32, "-in", token, "-token_in", "-CAfile", tmp_path / "tsa.pem", "-partial_chain"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert "Verification: OK" in done.stdout + done.stderr, done.stdout + done.stderr


def test_der_of_numbers_and_identifiers_goes_both_ways():
    for text in ("1.2.840.113549.1.9.16.1.4", "2.16.840.1.101.3.4.2.1", "0.4.0.2023.1.1"):
        assert stamps.dotted(stamps.parts(stamps.oid(text))[0][1]) == text
    for value in (0, 1, 127, 128, 255, 256, 2**63 - 1):
        assert int.from_bytes(stamps.parts(stamps.number(value))[0][1], "big", signed=True) == value
    for content in (b"", b"0", b"0\x80", b"0\x05a", b"\x1f\x01a", b"0\x84\xff\xff\xff\xff"):
        with pytest.raises(ValueError):
            assert stamps.parts(content) == [] and not content and stamps.dotted(content)
