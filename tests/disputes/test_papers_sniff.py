import random
import time
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from disputes.papers import inert, reopen
from disputes.papers.refusal import REASONS
from disputes.papers.sniff import ALLOWED, IMAGE_BYTES, OTHER_BYTES, Rejected, accept, clean_name
from tests.disputes.papers_files import book, external, hostile, office, picture

CORPUS = hostile()
GOOD = {
    "合同.pdf": (book(3), "application/pdf", 3),
    "照片.JPG": (picture("JPEG"), "image/jpeg", 1),
    "截图.png": (picture("PNG"), "image/png", 1),
    "证言.txt": ("本人证明如下：\r\n一、5 < 6。".encode(), "text/plain", None),
    "国标.txt": ("被申请人拖欠工资。".encode("gb18030"), "text/plain", None),
    "申请.docx": (
        office(word___rels__document_dot_xml_dot_rels=external("relationships/hyperlink")),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        None,
    ),
    "工资.xlsx": (
        office("xl/workbook.xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        None,
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_an_honest_file_is_taken(name):
    content, media_type, pages = GOOD[name]
    taken = accept(name, content)
    assert (taken.media_type, taken.pages, taken.size) == (media_type, pages, len(content))
    assert taken.extension in {"pdf", "jpg", "png", "txt", "docx", "xlsx"}


def test_a_file_on_disk_is_taken_like_its_bytes(tmp_path):
    (tmp_path / "x").write_bytes(book())
    assert accept("合同.pdf", tmp_path / "x") == accept("合同.pdf", book())


@pytest.mark.parametrize("case", CORPUS)
def test_threat_12_a_hostile_file_is_refused_quickly_and_for_the_right_reason(case):
    name, content, reasons = CORPUS[case]
    started = time.thread_time()
    with pytest.raises(Rejected) as refused:
        accept(name, content)
    assert refused.value.reason in reasons
    assert refused.value.words == REASONS[refused.value.reason]
    assert time.thread_time() - started < 5


def test_the_corpus_is_large_and_every_reason_is_met():
    assert len(CORPUS) >= 40
    met = {reason for _, _, reasons in CORPUS.values() for reason in reasons}
    assert met | {"too_big"} == set(REASONS)


def test_threat_12_two_hundred_handmade_files_are_refused_under_whatever_name():
    """Each hostile file under every other allowed ending too; where only its name was at fault, as it is."""
    by_name = {"type", "heic", "empty", "too_big"}
    tried = [(name, content) for name, content, _reasons in CORPUS.values()]
    for case, (name, content, reasons) in CORPUS.items():
        if not reasons & by_name and " as " not in case:
            own = name.rpartition(".")[2].lower()
            tried += [(f"{name}.{ending}", content) for ending in ALLOWED if ending != own]
    assert len(tried) >= 200
    for name, content in tried:
        started = time.thread_time()
        with pytest.raises(Rejected):
            accept(name, content)
        assert time.thread_time() - started < 5, name


def test_size_limits_differ_for_pictures_and_other_files(tmp_path):
    (tmp_path / "sparse").touch()
    with open(tmp_path / "sparse", "r+b") as file:
        file.truncate(IMAGE_BYTES + 1)
    with pytest.raises(Rejected, match="too_big"):
        accept("a.png", tmp_path / "sparse")
    with pytest.raises(Rejected, match="mismatch"):
        accept("a.pdf", tmp_path / "sparse")
    with open(tmp_path / "sparse", "r+b") as file:
        file.truncate(OTHER_BYTES + 1)
    with pytest.raises(Rejected, match="too_big"):
        accept("a.pdf", tmp_path / "sparse")


def opened_here(raw):
    """Without the process: two hundred and fifty of them would take a minute."""
    try:
        return inert.pages_of(raw)
    except inert.Refused as refusal:
        raise Rejected(str(refusal)) from None


@pytest.mark.parametrize("name", ["合同.pdf", "照片.JPG", "截图.png", "申请.docx"])
def test_threat_12_a_thousand_mutated_files_never_crash_the_check(name, monkeypatch):
    monkeypatch.setattr(reopen, "_apart", opened_here)
    content = GOOD[name][0]
    dice = random.Random(20261123)
    reasons = set()
    for _ in range(250):
        mutant = bytearray(content)
        for _ in range(dice.randint(1, 12)):
            mutant[dice.randrange(len(mutant))] = dice.randrange(256)
        if dice.random() < 0.3:
            del mutant[dice.randrange(len(mutant)) :]
        try:
            accept(name, bytes(mutant))
        except Rejected as refused:
            reasons.add(refused.reason)
    assert reasons <= set(REASONS)


@pytest.mark.parametrize(("given_name", "cleaned"), [
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\张三\\合同.pdf", "合同.pdf"),
    ("工资\u202efdp.exe", "工资fdp.exe"),
    ("a\x00b\r\nc.pdf", "ab_c.pdf"),
    ("  .. .pdf", "pdf"),
    ("", "未命名"),
    ("...", "未命名"),
    ("con.pdf", "_con.pdf"),
    ("a<b>:\"|?*.pdf", "a_b______.pdf"),
    ("e\u0301.pdf", "\u00e9.pdf"),
    ("劳动合同（2026年）.pdf", "劳动合同（2026年）.pdf"),
])  # fmt: skip
def test_a_name_is_cleaned(given_name, cleaned):
    assert clean_name(given_name) == cleaned


def test_a_long_name_keeps_its_ending():
    name = clean_name("长" * 400 + ".pdf")
    assert name.endswith("长.pdf")
    assert len(name) <= 120
    assert len(name.encode()) <= 240


@given(st.text(alphabet=st.characters(), max_size=300))
def test_no_name_escapes(name):
    cleaned = clean_name(name)
    assert cleaned == clean_name(cleaned)
    assert 0 < len(cleaned) <= 120
    assert len(cleaned.encode()) <= 240
    assert not set(cleaned) & set('/\\\0\n\r<>:"|?*\u202e\u2066')
    assert cleaned not in {".", ".."}
    assert unicodedata.is_normalized("NFC", cleaned)


def test_every_reason_is_translated():
    catalogue = (Path(__file__).parents[2] / "disputes/locale/zh_Hans/LC_MESSAGES/django.po").read_bytes()
    words = read_po(BytesIO(catalogue))
    assert all(words.get(reason) and words.get(reason).string for reason in REASONS.values())


def reaching(attributes: bytes) -> bytes:
    rels = b'<Relationships><Relationship Id="r1" ' + attributes + b"/></Relationships>"
    return office(word___rels__document_dot_xml_dot_rels=rels)


REMOTE = b'Type="http://schemas/officeDocument/relationships/attachedTemplate" '


@pytest.mark.parametrize(
    "attributes",
    [
        REMOTE + b'Target="http://example.invalid/x" TargetMode="&#69;xternal"',
        REMOTE + b'Target="http://example.invalid/hyperlink" TargetMode="External"',
        REMOTE + b'x=">" Target="http://example.invalid/x" TargetMode="External"',
    ],
)
def test_however_it_is_written_no_part_is_fetched_from_elsewhere(attributes):
    with pytest.raises(Rejected) as refused:
        accept("申请.docx", reaching(attributes))
    assert refused.value.reason == "active"


def test_declarations_do_not_hide_in_an_encoding_without_a_mark():
    hidden = "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><x>&f;</x>".encode("utf-16-le")
    with pytest.raises(Rejected) as refused:
        accept("申请.docx", office(word__styles_dot_xml=hidden))
    assert refused.value.reason == "active"
