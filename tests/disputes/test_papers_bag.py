import hashlib
import os
import zipfile

import pytest

from disputes.papers.bag import pack, verify
from disputes.papers.store import Damaged, Store

INFO = {
    "Bagging-Date": "2026-11-23",
    "Source-Organization": "广州市天河区劳动人事争议仲裁委员会",
    "External-Identifier": "123号",
}


@pytest.fixture
def bag(tmp_path):
    store = Store(tmp_path / "papers")
    kept = store.put("裁决书".encode() * 1000)
    (tmp_path / "证据.txt").write_text("银行流水")
    return pack(
        tmp_path / "移送包-123.zip",
        files=[
            ("01 裁决书.pdf", kept),
            ("证据/流水 50%.txt", tmp_path / "证据.txt"),
            ("笔录.txt", "笔录\n".encode()),
        ],
        info=INFO,
        tag_files={"metadata/docket.jsonl": b'{"seq":1}\n'},
        store=store,
    )


def changed(package, name, change):
    """The same package with one part replaced (or left out, when `change` gives None), sums of the ZIP made right."""
    other = package.with_name("changed.zip")
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(other, "w") as new:
        for each in old.infolist():
            content = old.read(each)
            content = change(content) if each.filename.endswith(name) else content
            if content is not None:
                new.writestr(each.filename, content)
    return other


def test_a_bag_holds_its_papers_two_manifests_and_no_fault(bag):
    assert verify(bag) == []
    with zipfile.ZipFile(bag) as package:
        names = package.namelist()
        assert names == sorted(names)
        assert {name.split("/")[0] for name in names} == {"移送包-123"}
        inner = {name.partition("/")[2] for name in names}
        assert {
            "data/01 裁决书.pdf",
            "data/证据/流水 50％.txt",
            "data/笔录.txt",
            "metadata/docket.jsonl",
        } < inner
        assert {f"{kind}manifest-{each}.txt" for kind in ("", "tag") for each in ("sha256", "sha512")} < inner
        info = package.read("移送包-123/bag-info.txt").decode()
        assert "Bagging-Date: 2026-11-23\n" in info
        assert "Payload-Oxum: 9019.3\n" in info
        assert (
            hashlib.sha256("裁决书".encode() * 1000).hexdigest()
            in package.read("移送包-123/manifest-sha256.txt").decode()
        )


def test_the_same_papers_give_the_same_bag_in_any_order(tmp_path):
    papers = [("b.txt", b"b"), ("a.txt", b"a")]
    (tmp_path / "x").mkdir()
    first = pack(tmp_path / "c.zip", files=papers, info=INFO).read_bytes()
    second = pack(
        tmp_path / "x" / "c.zip", files=papers[::-1], info=dict(reversed(INFO.items()))
    ).read_bytes()
    assert first == second
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("name", [
    "data/笔录.txt", "data/01 裁决书.pdf", "metadata/docket.jsonl", "bag-info.txt", "/manifest-sha256.txt",
])  # fmt: skip
def test_one_changed_byte_is_found_wherever_it_is(bag, name):
    other = changed(bag, name, lambda content: content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
    assert verify(other)


@pytest.mark.parametrize(
    "name", ["data/笔录.txt", "metadata/docket.jsonl", "/manifest-sha256.txt", "bagit.txt"]
)
def test_a_missing_part_is_found(bag, name):
    assert verify(changed(bag, name, lambda content: None))


@pytest.mark.parametrize("path", ["data/塞入.txt", "metadata/塞入.txt", "fetch.txt"])
def test_a_smuggled_part_is_found(bag, path):
    with zipfile.ZipFile(bag, "a") as package:
        package.writestr(f"移送包-123/{path}", "http://example.invalid 5 data/x.txt\n")
    assert verify(bag)


def test_a_broken_or_evil_zip_is_a_problem_not_a_crash(bag, tmp_path):
    raw = bag.read_bytes()
    for content in (
        b"",
        raw[:500],
        raw[:-40],
        raw.replace(b"\xe7\xac\x94\xe5\xbd\x95\n", b"\xe7\xac\x94\xe5\xbd\x94\n", 1),
    ):
        bag.write_bytes(content)
        assert verify(bag)
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as package:
        package.writestr("../../escaped.txt", "x")
    assert verify(tmp_path / "evil.zip")
    assert verify(tmp_path / "absent.zip")
    assert not list(tmp_path.parent.glob("escaped.txt"))


@pytest.mark.parametrize("files", [[("a.txt", b"1"), ("A.txt", b"2")], [("..", b"1")], [("a", "0" * 64)]])
def test_names_given_twice_or_missing_stores_are_refused(tmp_path, files):
    with pytest.raises(ValueError, match=r"twice|store"):
        pack(tmp_path / "c.zip", files=files, info=INFO)


def test_reserved_tag_files_and_a_missing_day_are_refused(tmp_path):
    with pytest.raises(ValueError, match="reserved"):
        pack(tmp_path / "c.zip", files=[], info=INFO, tag_files={"bagit.txt": b""})
    with pytest.raises(ValueError, match="Bagging-Date"):
        pack(tmp_path / "c.zip", files=[], info={})


def test_a_damaged_paper_is_not_packed(tmp_path):
    store = Store(tmp_path / "papers")
    name = store.put(b"award")
    store.path(name).chmod(0o600)
    store.path(name).write_bytes(b"forged")
    with pytest.raises(Damaged):
        pack(tmp_path / "c.zip", files=[("a.txt", name)], info=INFO, store=store)
    assert not (tmp_path / "c.zip").exists()


def test_packing_does_not_move_the_process(bag):
    here = os.getcwd()
    verify(bag)
    assert os.getcwd() == here
