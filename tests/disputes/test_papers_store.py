import hashlib
import multiprocessing
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from disputes.papers.store import Damaged, Store
from disputes.papers.uploads import CHUNK, Assembly, UploadRefused, WrongOffset


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_bytes_and_files_lie_under_their_hash(tmp_path):
    store = Store(tmp_path / "papers")
    (tmp_path / "f").write_bytes("证据".encode() * 100_000)
    for content, raw in [(b"award", b"award"), (tmp_path / "f", (tmp_path / "f").read_bytes())]:
        name = store.put(content)
        assert name == sha(raw)
        assert store.path(name) == tmp_path / "papers" / "sha256" / name[:2] / name[2:4] / name
        assert store.has(name)
        with store.open(name) as file:
            assert file.read() == raw
        store.verify(name)
    assert sorted(store.hashes()) == list(store.hashes())
    assert (tmp_path / "f").exists()
    assert not list((tmp_path / "papers" / "incoming").iterdir())


def test_the_same_bytes_are_kept_once_and_never_overwritten(tmp_path):
    store = Store(tmp_path)
    name = store.put(b"award")
    before = store.path(name).stat()
    assert store.put(b"award") == name
    assert store.path(name).stat().st_ino == before.st_ino
    assert not stat.S_IMODE(before.st_mode) & 0o222


def test_one_changed_byte_is_found(tmp_path):
    store = Store(tmp_path)
    name = store.put(b"award")
    store.path(name).chmod(0o600)
    store.path(name).write_bytes(b"awarD")
    with pytest.raises(Damaged, match=name):
        store.verify(name)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "g" * 64, "a" * 64 + "/x"])
def test_only_a_hash_opens_the_store(tmp_path, name):
    for door in (Store(tmp_path).open, Store(tmp_path).verify, Store(tmp_path).has):
        with pytest.raises(ValueError, match="SHA-256"):
            door(name)


def test_what_is_not_there_is_not_found(tmp_path):
    with pytest.raises(FileNotFoundError):
        Store(tmp_path).verify("a" * 64)
    assert not Store(tmp_path).has("a" * 64)


def test_a_failed_write_leaves_nothing(tmp_path, monkeypatch):
    store = Store(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        store.put(b"award")
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]


def test_drafts_of_a_dead_process_are_swept(tmp_path):
    store = Store(tmp_path)
    store.put(b"x")
    (tmp_path / "incoming" / "old").write_bytes(b"half")
    os.utime(tmp_path / "incoming" / "old", (1, 1))
    assert store.sweep(3600) == 1


def _put_many(root: str, offset: int) -> None:
    for number in range(60):
        Store(root).put(b"paper %d" % ((number + offset) % 40))


def test_many_processes_and_threads_may_put_the_same_papers_at_once(tmp_path):
    workers = [
        multiprocessing.get_context("fork").Process(target=_put_many, args=(str(tmp_path), n * 7))
        for n in range(4)
    ]
    workers += [threading.Thread(target=_put_many, args=(str(tmp_path), n * 5)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    store = Store(tmp_path)
    assert set(store.hashes()) == {sha(b"paper %d" % number) for number in range(40)}
    for name in store.hashes():
        store.verify(name)


@pytest.fixture
def uploads(tmp_path: Path) -> Assembly:
    return Assembly(tmp_path / "uploads")


def test_chunks_become_a_file(uploads):
    content = os.urandom(5 * 1024 * 1024)
    upload = uploads.create(len(content), "../合同.pdf")
    offset = 0
    while offset < len(content):
        offset = uploads.append(upload, offset, content[offset : offset + CHUNK])
    with uploads.whole(upload) as done:
        assert (done.sha256, done.name, done.size) == (sha(content), "合同.pdf", len(content))
        assert done.path.read_bytes() == content
    uploads.discard(upload)
    assert not done.path.exists()


def test_after_a_break_the_client_goes_on_where_it_was(uploads):
    upload = uploads.create(6, "a.txt")
    uploads.append(upload, 0, b"abc")
    assert Assembly(uploads.root).offset(upload) == 3
    with pytest.raises(WrongOffset) as refused:
        uploads.append(upload, 5, b"f")
    assert refused.value.expected == 3
    assert uploads.append(upload, 3, b"def") == 6


def test_a_repeated_chunk_changes_nothing_but_another_one_is_refused(uploads):
    upload = uploads.create(6, "a.txt")
    assert uploads.append(upload, 0, b"abc") == 3
    assert uploads.append(upload, 0, b"abc") == 3
    assert uploads.append(upload, 1, b"bc") == 3
    with pytest.raises(UploadRefused, match="differs"):
        uploads.append(upload, 0, b"xyz")
    with pytest.raises(WrongOffset):
        uploads.append(upload, 1, b"bcd")
    with pytest.raises(WrongOffset):
        uploads.append(upload, -1, b"a")


@pytest.mark.parametrize(("size", "chunk", "reason"), [
    (3, b"abcd", "size"), (3, b"", "chunk"), (CHUNK + 9, b"x" * (CHUNK + 1), "chunk"),
])  # fmt: skip
def test_a_chunk_keeps_to_its_limits(uploads, size, chunk, reason):
    upload = uploads.create(size, "a.txt")
    with pytest.raises(UploadRefused, match=reason):
        uploads.append(upload, 0, chunk)
    assert uploads.offset(upload) == 0


@pytest.mark.parametrize("size", [0, -1, 50 * 1024 * 1024 + 1])
def test_a_file_of_an_impossible_size_is_refused_at_once(uploads, size):
    with pytest.raises(UploadRefused, match="size"):
        uploads.create(size, "a.pdf")


def test_an_unfinished_file_is_not_finished(uploads):
    with pytest.raises(UploadRefused, match="incomplete"), uploads.whole(uploads.create(3, "a.txt")):
        pass


@pytest.mark.parametrize("upload", ["", "..", "../../x", "0" * 32, "Z" * 32, "0" * 31 + "/"])
def test_an_unknown_upload_is_unknown(uploads, upload):
    with pytest.raises(UploadRefused, match="unknown"):
        uploads.offset(upload)
    with pytest.raises(UploadRefused, match="unknown"), uploads.whole(upload):
        pass


def test_old_uploads_are_swept_and_fresh_ones_stay(uploads):
    old, fresh = uploads.create(3, "a.txt"), uploads.create(3, "b.txt")
    an_hour_ago = time.time() - 3600
    os.utime(uploads.root / old / "body", (an_hour_ago, an_hour_ago))
    assert uploads.sweep(1800) == 1
    assert uploads.offset(fresh) == 0
    with pytest.raises(UploadRefused, match="unknown"):
        uploads.offset(old)


def test_a_chunk_sent_by_many_at_once_is_written_once(uploads):
    upload = uploads.create(CHUNK, "a.txt")
    chunk = os.urandom(CHUNK)
    answers: list[int] = []
    senders = [
        threading.Thread(target=lambda: answers.append(uploads.append(upload, 0, chunk))) for _ in range(8)
    ]
    for each in senders:
        each.start()
    for each in senders:
        each.join()
    assert answers == [CHUNK] * 8
    with uploads.whole(upload) as done:
        assert done.sha256 == sha(chunk)
