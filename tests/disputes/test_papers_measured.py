"""docs/ux.md 40 and docs/threats.md 22: every document measured, and no text of a person evaluated anywhere."""

import io
import re
import zipfile

import pikepdf
import pytest

from disputes.papers.documents import DOCUMENTS
from disputes.papers.editable import write
from disputes.papers.extract import runs, text_of
from disputes.papers.render import render
from tests.disputes.papers_sample import sample
from tests.pages.payloads import PAYLOADS

MM = 72 / 25.4
EVERY = [(code, variant) for code, one in DOCUMENTS.items() for variant in (one.variants or [""])]
MARGINS = {"left": 28, "right": 26, "top": 37, "bottom": 35}  # GB/T 9704, millimetres
FORMULAS = ['=HYPERLINK("//x")', "+1+1", "-2+3", "@SUM(A1)", "#panic()", '#read("/etc/passwd")', "{{7*7}}", "$x^2$",
            "{% raw %}", "#sys.inputs", "\\u{41}", "@ref <label>", "%s%n${HOME}", "`code`", "#eval(\"1\")"]  # fmt: skip


def squeezed(text):
    return "".join(text.split())


def body(pdf):
    """What stands in the type area: everything but the page numbers of size 14 below it."""
    return [run for run in runs(pdf) if run.y <= (297 - 35 + 1) * MM and run.text.strip()]


@pytest.mark.parametrize(("code", "variant"), EVERY)
def test_ux_40_every_document_keeps_its_margins_embeds_its_fonts_and_is_tagged(code, variant):
    pdf = render(code, sample(code, variant))
    found = body(pdf)
    assert min(run.x for run in found) >= (MARGINS["left"] - 1) * MM
    assert max(run.x for run in found) <= (210 - MARGINS["right"] + 1) * MM
    assert min(run.y for run in found) >= (MARGINS["top"] - 1) * MM
    with pikepdf.open(io.BytesIO(pdf)) as book:
        assert book.open_metadata().pdfa_status == "2A"
        assert bool(book.Root.MarkInfo.Marked) and "/StructTreeRoot" in book.Root
        assert str(book.Root.Lang).lower().startswith("zh")
        for page in book.pages:
            box = [float(side) for side in page.MediaBox]
            assert box == pytest.approx([0, 0, 210 * MM, 297 * MM], abs=0.2)
            for font in page.Resources.get("/Font", {}).values():
                inner = font.DescendantFonts[0].FontDescriptor
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.keys()), font.BaseFont


@pytest.mark.parametrize(
    ("code", "field"), [("D38", "facts"), ("D38", "reasons"), ("D01", "facts"), ("M05", "facts")]
)
def test_ux_40_a_full_page_has_22_lines_of_28_characters(code, field):
    full_pages_are_full(sample(code, **{field: "仲裁" * 2500}), code)


def test_ux_40_what_was_found_on_a_claim_is_set_like_the_rest():
    found = [
        {
            "text": "支付工资",
            "about": "支付工资",
            "found": "仲裁" * 2500,
            "law": ["《中华人民共和国劳动法》第五十条"],
        }
    ]
    full_pages_are_full(sample("D38", result=found), "D38")


def full_pages_are_full(data, code):
    lines = {}
    for run in body(render(code, data)):
        lines.setdefault((run.page, round(run.y)), []).append(run.text)
    full = {}
    for (page, _y), texts in lines.items():
        full.setdefault(page, []).append("".join(texts))
    whole = [page for page, texts in full.items() if set("".join(texts)) == {"仲", "裁"}]
    assert len(whole) >= 5
    for page in whole[:-1]:  # the last one may keep two lines for the next page, so that none stands alone
        assert len(full[page]) == 22 and {len(text) for text in full[page]} == {28}, page


def test_ux_40_words_come_in_the_order_in_which_they_are_read():
    text = text_of(render("D38", sample("D38")))
    order = [
        text.index(word)
        for word in ("申请人", "仲裁请求", "证据", "查明的事实", "本委认为", "裁决结果", "二〇二六年")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("text", FORMULAS)
def test_threat_22_no_formula_or_template_is_evaluated_in_any_format(text):
    said = squeezed(text)
    assert text_of(render("D38", sample("D38", facts=text, reasons=text))).count(said) >= 2
    document = zipfile.ZipFile(io.BytesIO(write("D38", sample("D38", facts=text))))
    inner = document.read("word/document.xml").decode()
    assert "w:fldSimple" not in inner and "w:instrText" not in inner
    plain = (
        re.sub(r"<[^>]+>", "", inner)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&amp;", "&")
    )
    assert said in squeezed(plain)


def test_threat_22_the_whole_corpus_prints_as_it_was_typed():
    """A hundred and fifty texts in one award: each stands in the PDF letter by letter, none is a mark of its own."""
    drawn = [text for text in PAYLOADS if "\u202e" not in text]
    said = text_of(render("D38", sample("D38", facts="\n".join(drawn))))
    lost = [text for text in drawn if squeezed(text) not in said]
    assert lost == [] and len(drawn) >= 100


def test_threat_22_the_copy_to_edit_runs_nothing_and_calls_nobody():
    archive = zipfile.ZipFile(io.BytesIO(write("D38", sample("D38", facts="\n".join(PAYLOADS)))))
    names = archive.namelist()
    assert not [name for name in names if "vba" in name.lower() or name.endswith(".bin")]
    for name in names:
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in archive.read(name), name
