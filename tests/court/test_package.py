import io
import itertools
import json
import shutil
import zipfile
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from disputes.acts import NotLawful, perform
from disputes.court import extract, package
from disputes.models import DocketEntry, HandOff, PackageJob, Paper
from disputes.papers import bag, shelf

pytestmark = pytest.mark.drawn

PLANTED = ("JOINTWORDS", "CAUCUSWORDS", "NOTEWORDS", "SIDEWORDS", "DELIBERATIONWORDS", "OFFERWORDS")


def payload(handoff) -> dict[str, bytes]:
    kept = shelf.store().path(HandOff.objects.get(pk=handoff.pk).package_sha256)
    with zipfile.ZipFile(kept) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def say(case, audience, text, *, step="mediation.say", record_type="mediation"):
    """An entry another leg wrote: sealed into the chain like any other."""
    case.chain_length += 1
    case.streams[audience] = case.streams.get(audience, 0) + 1
    entry = DocketEntry(
        dispute=case, number=case.chain_length, audience=audience, seq=case.streams[audience], step=step, law="MR-25",
        record_type=record_type, record_id=1, source="in_mediation", target="in_mediation",
        on=case.opened_on, facts={"text": text},
    )  # fmt: skip
    entry.seal(case.chain_head)
    entry.save()
    case.chain_head = entry.digest
    case.save()


@pytest.fixture
def planted(case, paper):
    """Words in every place that a court must never read, and one paper and one signed agreement it may."""
    for audience, text in zip(
        ("joint", "caucus_a", "notes", "side", "deliberation", "joint"), PLANTED, strict=True
    ):
        say(case, audience, text)
        paper(
            f"{audience}-{text}",
            text,
            audience=audience,
            volume="side" if audience in ("side", "deliberation") else "main",
        )
    say(case, "open", "OPENMEDIATIONWORDS")
    paper("调解笔录", "MEDIATIONRECORD", code="M04")
    paper("案内", "NOTINTHEFILE", volume="none")
    paper("工资条", "PAYSLIP")
    paper("调解协议书", "SIGNEDAGREEMENT", code="M05", audience="agreement")
    return case


def everything(files: dict[str, bytes]) -> bytes:
    return b"".join(files.values()) + "".join(files).encode()


@pytest.mark.parametrize("ground", ["suit", "set_aside", "direct_suit", "enforcement"])
def test_nothing_of_mediation_side_volume_or_deliberation_is_in_the_package(planted, sent, ground):
    files = everything(payload(sent(ground, "B" if ground == "set_aside" else "A")))
    for word in (*PLANTED, "OPENMEDIATIONWORDS", "MEDIATIONRECORD", "NOTINTHEFILE", "SIGNEDAGREEMENT"):
        assert word.encode() not in files, word
    assert b"PAYSLIP" in files


@pytest.mark.parametrize("ground", ["confirmation", "payment_order"])
def test_the_signed_agreement_goes_along_where_it_is_the_ground_and_nothing_said_about_it(
    planted, sent, ground
):
    files = everything(payload(sent(ground)))
    assert b"SIGNEDAGREEMENT" in files
    assert not [
        word for word in (*PLANTED, "OPENMEDIATIONWORDS", "MEDIATIONRECORD") if word.encode() in files
    ]


def test_the_package_holds_papers_list_docket_and_data(planted, sent):
    one = sent()
    files = payload(one)
    assert {name for name in files if name.startswith("data/")} == {
        "data/papers/001-工资条.txt", "data/list.pdf", "data/docket.json", "data/filing.xml", "data/handoff.json",
    }  # fmt: skip
    assert files["data/list.pdf"].startswith(b"%PDF") and "manifest-sha256.txt" in files
    data = json.loads(files["data/handoff.json"])
    assert data["format"] == "labour-disputes/hand-off/1" and data["ground"] == "suit"
    assert [party["name"] for party in data["parties"]] == ["陈嘉禾", "广州市云岭物流有限公司"]
    assert (
        data["claims"][0]["amount"] == "24000.00"
        and data["files"][0]["sha256"] == Paper.objects.get(title="工资条").sha256
    )


def test_hidden_docket_entries_are_a_number_and_a_digest_and_the_chain_still_holds(planted, sent):
    docket = json.loads(payload(sent())["data/docket.json"])
    hidden = [row for row in docket["entries"] if "step" not in row]
    assert len(hidden) == len(PLANTED) + 1 and all(set(row) == {"number", "digest"} for row in hidden)
    assert docket["entries"][-1]["step"] == "handoff.send" and extract.broken(docket) == []


def test_threat_03_nobody_finds_the_stream_of_a_hidden_entry_by_trying_the_names(planted, sent):
    """A link is made of known parts, stream and number there; who had those parts could count a caucus."""
    docket = json.loads(payload(sent())["data/docket.json"])
    streams = {entry.audience for entry in DocketEntry.objects.all()} - {"open"}
    assert streams
    previous = ""
    for row in docket["entries"]:
        if "step" not in row:
            known = [value for value in row.values() if value != row["digest"]] + [""]
            for stream, seq, content in itertools.product(streams, range(1, 20), known):
                place = (previous, docket["dispute"], row["number"], stream, seq, content)
                assert extract.digest_of(*place) != row["digest"], stream
        previous = row["digest"]


@pytest.mark.parametrize("change", ["facts", "on", "by_id", "audience", "seq"])
def test_a_changed_entry_of_the_extract_is_found(planted, sent, change):
    docket = json.loads(payload(sent())["data/docket.json"])
    row = next(row for row in docket["entries"] if "step" in row)
    row[change] = {"facts": {"x": 1}, "on": "2020-01-01", "by_id": 999, "audience": "joint", "seq": 99}[
        change
    ]
    assert extract.broken(docket) == ["docket 1: the entry was changed"]


def test_a_removed_entry_of_the_extract_is_found(planted, sent):
    docket = json.loads(payload(sent())["data/docket.json"])
    assert extract.broken({**docket, "entries": docket["entries"][:-1]}) == ["docket: the end is missing"]
    del docket["entries"][2]
    assert extract.broken(docket) == ["docket 3: an entry is missing or out of order"]


def test_the_same_step_gives_the_same_bytes(planted, sent):
    with time_machine.travel("2026-11-23 10:00+08:00", tick=False):
        one = HandOff.objects.get(pk=sent().pk)
        entry = DocketEntry.objects.get(step="handoff.send")
        Paper.objects.filter(code="J03").delete()
    with time_machine.travel("2026-12-31 10:00+08:00"):
        made = package.build(entry)
    assert (made.sha256, made.size) == (one.package_sha256, one.package_size)


def test_a_whole_package_is_found_good(planted, sent):
    verdict = package.verdict(HandOff.objects.get(pk=sent().pk))
    assert verdict.good and len(verdict.files) == 1 and verdict.entries == planted.chain_length + 1


def altered(source: Path, target: Path, name: str, change) -> Path:
    """The same package with one file of it changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for each in old.namelist():
            content = old.read(each)
            new.writestr(each, change(content) if each.endswith(name) else content)
    return target


@pytest.mark.parametrize("name", ["工资条.txt", "list.pdf", "docket.json", "handoff.json", "bag-info.txt"])
def test_a_changed_file_of_the_package_is_found_by_name(planted, sent, name, tmp_path):
    kept = shelf.store().path(HandOff.objects.get(pk=sent().pk).package_sha256)
    verdict = package.examine(altered(kept, tmp_path / "p.zip", name, lambda content: content[:-1] + b"~"))
    assert not verdict.good and name in " ".join(verdict.problems)


def test_another_package_in_its_place_is_found(planted, sent, tmp_path):
    one = HandOff.objects.get(pk=sent().pk)
    other = tmp_path / "p.zip"
    shutil.copy(shelf.store().path(one.package_sha256), other)
    with other.open("ab") as file:
        file.write(b"\0")
    assert package.examine(other).problems or "sent" in " ".join(
        package.examine(other, one.package_sha256).problems
    )
    assert not package.examine(other, one.package_sha256).good


def test_papers_not_yet_rendered_are_rendered_and_counted(case, sent):
    from tests.disputes.papers_sample import sample

    paper = Paper.objects.create(
        dispute=case, code="D09", title="受理通知书", name="D09-受理通知书.pdf", media_type="application/pdf",
        data=sample("D09"),
    )  # fmt: skip
    files = payload(sent())
    assert files["data/papers/001-D09-受理通知书.pdf"].startswith(b"%PDF")
    paper.refresh_from_db()
    assert paper.sha256 and paper.size and paper.pages >= 1
    listed = json.loads(files["data/handoff.json"])["files"]
    assert [(each["name"], each["pages"]) for each in listed] == [("001-D09-受理通知书.pdf", paper.pages)]


def test_the_list_can_be_read_by_people(planted, sent):
    import pikepdf

    with pikepdf.open(io.BytesIO(payload(sent())["data/list.pdf"])) as pdf:
        assert len(pdf.pages) >= 1


def test_a_file_that_cannot_be_rendered_is_not_sent(case, handoff, clerk):
    Paper.objects.create(
        dispute=case, code="D09", title="受理通知书", name="x.pdf", media_type="application/pdf", data={}
    )
    one = handoff()
    with pytest.raises(ValueError, match="D09"):
        perform(one, "send", by=clerk)
    assert (
        HandOff.objects.get(pk=one.pk).stage == "filed"
        and not DocketEntry.objects.filter(step="handoff.send").exists()
    )


def test_the_command_says_yes_to_a_whole_package_and_names_what_is_wrong_with_another(
    planted, sent, tmp_path, capsys
):
    one = HandOff.objects.get(pk=sent().pk)
    kept = shelf.store().path(one.package_sha256)
    call_command("verify-package", kept, sha256=one.package_sha256)
    assert "1 papers" in capsys.readouterr().out
    broken = altered(kept, tmp_path / "p.zip", "docket.json", lambda content: content[:-1] + b"~")
    with pytest.raises(CommandError):
        call_command("verify-package", broken)
    assert "docket.json" in capsys.readouterr().err
    with pytest.raises(CommandError, match="no such file"):
        call_command("verify-package", tmp_path / "none.zip")


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all", b"PK\x03\x04" + b"\0" * 100])
def test_what_is_no_package_is_refused_in_words_and_never_crashes(db, tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    assert package.examine(tmp_path / "x.zip").problems


def test_a_whole_bag_of_something_else_is_no_package(db, tmp_path):

    other = bag.pack(tmp_path / "x.zip", files=[("a.txt", b"a")], info={"Bagging-Date": "2026-11-23"})
    assert package.examine(other).problems == [
        "package: no docket.json and handoff.json as an office sends them"
    ]


def test_more_than_a_package_may_hold_is_refused_in_words_before_anything_is_sent(
    handoff, clerk, paper, monkeypatch, client
):
    """Our own checker takes no larger one."""
    paper("证据", "长" * 3000)
    one = handoff()
    monkeypatch.setattr(bag, "LARGEST", 20_000)
    with pytest.raises(NotLawful, match="一个案卷包"):
        perform(one, "send", by=clerk)
    monkeypatch.setattr(bag, "LARGEST", 2_000)
    client.force_login(clerk)
    address = reverse("disputes:step", args=[one.dispute.reference, "handoff", one.pk, "send"])
    page = client.post(address, {"confirmed": one.dispute.reference[-4:]}).content.decode()
    assert "一个案卷包" in page and not PackageJob.objects.exists()
    assert HandOff.objects.get().stage == "filed"
