"""What proves a package: the seal beside it, the checker inside it, every byte of it (threats 15 and 16)."""

import base64
import json
import random
import subprocess
import sys
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import CommandError, call_command

from disputes.court import package, standalone
from disputes.court.seal import public_key
from disputes.models import HandOff
from disputes.papers import bag, shelf


@pytest.fixture
def handed_over(sent, paper):
    paper("工资条", "PAYSLIP")
    return sent()


@pytest.fixture
def kept(handed_over, tmp_path):
    """The package of a hand-off and its seal, as a court keeps them."""
    one = HandOff.objects.get(pk=handed_over.pk)
    copy = tmp_path / package.file_name(one)
    copy.write_bytes(shelf.store().path(one.package_sha256).read_bytes())
    copy.with_suffix(".seal.json").write_text(json.dumps(one.package_seal, ensure_ascii=False), "utf-8")
    return copy


def run(*arguments, cwd=None):
    done = subprocess.run(
        [sys.executable, "-I", *map(str, arguments)], capture_output=True, text=True, cwd=cwd, env={}
    )
    return done.returncode, done.stdout


def test_the_checker_in_the_package_needs_nothing_but_python(kept, tmp_path):
    with zipfile.ZipFile(kept) as archive:
        archive.extractall(tmp_path / "court")
    checker = next((tmp_path / "court").glob("*/verify.py"))
    assert run(checker) == (0, "everything is as it was sent\n")
    assert run(checker, kept)[0] == 0
    seal = kept.with_suffix(".seal.json")
    assert run(checker, kept, "--seal", seal, "--key", public_key()) == (0, "everything is as it was sent\n")
    list_ = next(checker.parent.glob("data/list.pdf"))
    list_.write_bytes(list_.read_bytes()[:-1] + b"x")
    (checker.parent / "data" / "more.txt").write_text("x")
    code, told = run(checker)
    assert (
        code == 1
        and "data/list.pdf: not the bytes that were sent" in told
        and "data/more.txt: in no manifest" in told
    )


def flagged(place, value):
    """The package with one byte of its first central directory header changed."""

    def change(kept, target):
        raw = bytearray(kept.read_bytes())
        raw[raw.find(b"PK\x01\x02") + place] = value
        target.write_bytes(raw)

    return change


def nameless(kept, target):
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(".", b"x")


def endless(kept, target):
    deep = b'{"entries":' + b"[" * 200_000
    bag.pack(
        target, files=[("docket.json", deep), ("handoff.json", deep)], info={"Bagging-Date": "2026-01-01"}
    )


def bomb(kept, target):
    """A bag of good digests that is a thousand times larger once it is unpacked."""
    with zipfile.ZipFile(kept) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        top = archive.namelist()[0].split("/")[0]
        for name in archive.namelist():
            packed.writestr(name, archive.read(name))
        with packed.open(f"{top}/data/papers/900.bin", "w") as out:
            for _mebibyte in range(64):
                out.write(b"\0" * 2**20)


def heaped(kept, target):
    """Many names for one place in the file: stored, yet more than there is."""
    with zipfile.ZipFile(kept) as archive, zipfile.ZipFile(target, "w") as packed:
        for name in archive.namelist():
            packed.writestr(name, archive.read(name))
        first = packed.infolist()[0]
        for n in range(len(packed.infolist()), 4000):
            again = zipfile.ZipInfo(f"{first.filename}{n}")
            for field in ("header_offset", "CRC", "compress_size", "file_size"):
                setattr(again, field, getattr(first, field))
            packed.filelist.append(again)


@pytest.mark.parametrize("made", [bomb, heaped])
def test_threat_12_a_package_that_unpacks_to_more_than_it_is_is_refused_before_it_is_read(
    kept, tmp_path, made, monkeypatch
):
    bad = tmp_path / "bad.zip"
    made(kept, bad)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_args, **_more: pytest.fail("it was read"))
    assert "ZIP bomb" in package.examine(bad).problems[0]
    code, told = run(standalone.__file__, bad)
    assert code == 1 and "ZIP bomb" in told


@pytest.mark.parametrize(
    "made",
    [flagged(8, 1), flagged(10, 99), nameless, endless],
    ids=["encrypted", "packed", "nameless", "endless"],
)
def test_threat_12_a_package_made_to_trip_the_checkers_is_refused_in_words(kept, tmp_path, made):
    bad = tmp_path / "bad.zip"
    made(kept, bad)
    assert package.examine(bad).problems
    code, told = run(standalone.__file__, bad)
    assert code == 1 and told.startswith(("package: ", "bagit.txt: ", "manifest")), told


def test_the_checker_follows_the_chain_of_the_docket(kept, tmp_path):
    class Changed(standalone.Package):
        def open(self, name):
            file = super().open(name)
            if name != "data/docket.json":
                return file
            import io

            return io.BytesIO(file.read().replace(b'"on": "20', b'"on": "19', 1))

    assert standalone.chain_of(standalone.Package(kept)) == []
    assert any("the entry was changed" in line for line in standalone.chain_of(Changed(kept)))


def test_the_seal_is_this_packages_and_no_other(kept, settings, capsys):
    call_command("verify-package", str(kept), key=public_key())
    assert "all as sent" in capsys.readouterr().out
    beside = kept.with_suffix(".seal.json")
    seal = json.loads(beside.read_text("utf-8"))
    for change in (
        {"sha256": "0" * 64},
        {"on": "2020-01-01"},
        {"office": "别的委员会"},
        {"signature": "AA=="},
    ):
        beside.write_text(json.dumps(seal | change), "utf-8")
        with pytest.raises(CommandError):
            call_command("verify-package", str(kept))
        assert "seal: the signature does not hold" in capsys.readouterr().err
    forger = Ed25519PrivateKey.generate()
    forged = {k: v for k, v in seal.items() if k != "signature"} | {
        "key": base64.b64encode(forger.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
    }
    message = json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    beside.write_text(
        json.dumps(forged | {"signature": base64.b64encode(forger.sign(message)).decode()}), "utf-8"
    )
    with pytest.raises(CommandError):
        call_command("verify-package", str(kept), key=public_key())
    assert "another key" in capsys.readouterr().err
    beside.write_text("{}", "utf-8")
    with pytest.raises(CommandError, match="no seal"):
        call_command("verify-package", str(kept))


def test_our_ed25519_agrees_with_the_library():
    chance = random.Random(8032)
    for n in range(12):
        key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        message = chance.randbytes(n * 37)
        signature = key.sign(message)
        assert standalone.signed(public, message, signature)
        wrong = bytearray(signature)
        wrong[chance.randrange(64)] ^= 1 << chance.randrange(8)
        assert not standalone.signed(public, message, bytes(wrong))
        assert not standalone.signed(public, message + b"x", signature)
    # RFC 8032, 7.1, test 1
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert standalone.signed(public, b"", signature)


def test_the_public_key_is_public_and_the_seal_is_for_those_in_the_case(handed_over, client, court, stranger):
    assert client.get("/court/seal-key/").json() == {"algorithm": "Ed25519", "key": public_key()}
    client.force_login(court)
    answer = client.get(f"/court/{handed_over.pk}/seal/")
    assert answer.json()["sha256"] == HandOff.objects.get(pk=handed_over.pk).package_sha256
    client.force_login(stranger)
    assert client.get(f"/court/{handed_over.pk}/seal/").status_code == 404


def mutated(whole: bytes, chance: random.Random) -> tuple[bytes, int]:
    """One byte changed, taken out, put in or the end cut off; and where."""
    at = chance.randrange(len(whole))
    way = chance.choice(("change", "change", "change", "out", "in", "cut"))
    if way == "change":
        return whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :], at
    if way == "out":
        return whole[:at] + whole[at + 1 :], at
    if way == "in":
        return whole[:at] + chance.randbytes(1) + whole[at:], at
    return whole[:at], at


def test_threat_15_every_one_of_a_thousand_changed_bytes_is_found_and_located(kept, tmp_path):
    """Inside a file, the file is named; between files, the place in the ZIP."""
    whole, chance, inside = kept.read_bytes(), random.Random(15), contents(kept)
    # Its name stays, for the folder inside is called like it.
    (tmp_path / "changed").mkdir()
    changed = tmp_path / "changed" / kept.name
    named = looked = 0
    while looked < 1000:
        content, at = mutated(whole, chance)
        if content == whole:
            continue
        looked += 1
        changed.write_bytes(content)
        told = bag.verify(changed)
        assert told, at
        assert all(":" in line for line in told), told
        name = next((name for name, first, end in inside if first <= at < end), "")
        if name and len(content) == len(whole):
            assert name in " ".join(told), (name, told)
            named += 1
    assert named > 300


def contents(package):
    """Each file of a ZIP with where its bytes begin and end."""
    with zipfile.ZipFile(package) as archive, package.open("rb") as raw:
        found = []
        for each in archive.infolist():
            raw.seek(each.header_offset)
            header = raw.read(30)
            begins = (
                each.header_offset
                + 30
                + int.from_bytes(header[26:28], "little")
                + int.from_bytes(header[28:30], "little")
            )
            found.append((each.filename, begins, begins + each.file_size))
    return found
