"""An office's own DOCX template: the standard one of each form, what fills it, and what is refused."""

import random
import re
import time
import zipfile
from copy import deepcopy
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from disputes.papers import standard
from disputes.papers.documents import DOCUMENTS
from disputes.papers.editable import OF_RECORD, write
from disputes.papers.fields import values
from disputes.papers.filling import fill
from disputes.papers.templates import _marked
from disputes.papers.vetting import LARGEST, NotUsable, mandatory, vet

from .papers_files import some
from .papers_sample import sample

EVERY = [(code, variant) for code, variant, _wanted in standard.forms()]


def words(raw):
    document = Document(BytesIO(raw))
    texts = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]
    return [text for text in texts if text.strip()]


def made(*paragraphs, rows=(), change=None):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    if change:
        change(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def signs(texts):
    return sorted(re.sub(r"[\s\u200b　—]+", "", "".join(texts)).replace("；", "。"))


@pytest.mark.parametrize(("code", "variant"), some(EVERY))
def test_the_standard_template_is_usable_and_holds_every_field_the_law_demands(code, variant):
    raw = standard.written(code, variant)
    vet(code, variant, "模板.docx", raw)
    assert "{{" not in "".join(words(fill(raw, standard.trial())))


# Labels that suit people and organisations alike, a digest in one piece, lines to be signed.
OTHERWISE = {"J03", "M04"} | {code for code, each in DOCUMENTS.items() if each.template == "application.typ"}


@pytest.mark.parametrize(("code", "variant"), some([pair for pair in EVERY if pair[0] not in OTHERWISE]))
def test_filled_in_the_standard_template_says_what_the_document_says(code, variant):
    data = sample(code, variant)
    wanted = DOCUMENTS[code].of(variant)
    filled = words(fill(standard.written(code, variant), values(wanted, data)))
    assert signs(filled) == signs(words(write(code, data)))


def test_an_application_names_every_party_under_its_capacity():
    filled = words(fill(standard.written("D01", ""), values(DOCUMENTS["D01"], sample("D01"))))
    at = [n for n, text in enumerate(filled) if text == "当事人"]
    assert [filled[n + 1] for n in at] == ["申请人", "被申请人"]
    assert filled.count("性别") == 1, "an organisation has no such row"


def test_a_placeholder_that_word_cut_into_runs_is_one_all_the_same():
    def cut(document):
        paragraph = document.add_paragraph()
        for piece, bold in (
            ("案号{", True),
            ("{ 案", False),
            ("号 }", True),
            ("}，[", False),
            ("[金额：{{合计金", True),
            ("额}}]]完", False),
        ):
            paragraph.add_run(piece).bold = bold

    assert words(fill(made(change=cut), {"案号": "1号", "合计金额": "5元"})) == ["案号1号，金额：5元完"]
    assert words(fill(made(change=cut), {"案号": "1号", "合计金额": ""})) == ["案号1号，完"]
    runs = Document(BytesIO(fill(made(change=cut), {"案号": "1号", "合计金额": "5元"}))).paragraphs[0].runs
    assert runs[0].text == "案号1号" and runs[0].bold, (
        "the value has the look of where its placeholder begins"
    )


def test_paragraphs_and_rows_of_a_list_are_repeated_in_step():
    rows = {"请求": [{"内容": "工资", "金额": "1元"}, {"内容": "证明", "金额": ""}]}
    lines = made(
        "{{ 序号 }}．{{ 请求.内容 }}[[（{{ 请求.金额 }}）]]",
        "依据：{{ 请求.金额 }}",
        "完",
        rows=[["项", "额"], ["{{ 请求.内容 }}", "{{ 请求.金额/— }}"]],
    )
    assert words(fill(lines, rows)) == [
        "1．工资（1元）",
        "依据：1元",
        "2．证明",
        "完",
        "项",
        "额",
        "工资",
        "1元",
        "证明",
        "—",
    ]
    assert words(fill(lines, {"请求": []})) == ["完"], "a table without rows goes with its head"


def test_lists_inside_of_lists_stay_with_their_own():
    stages = [
        {"名称": "调查", "发言": [{"内容": "甲"}, {"内容": "乙"}]},
        {"名称": "辩论", "发言": [{"内容": "丙"}]},
    ]
    filled = words(fill(made("{{ 庭审阶段.名称 }}", "{{ 庭审阶段.发言.内容 }}"), {"庭审阶段": stages}))
    assert filled == ["调查", "甲", "乙", "辩论", "丙"]


def test_what_is_empty_goes_or_says_what_it_was_told_to():
    known = {"备注": "", "地点": "一庭", "送达时间": "", "送达日期": "3日", "证据": [], "补正": []}
    template = made(
        "备注：{{ 备注 }}",
        "[[{{ 证据? }}证据目录]]",
        "{{ 送达时间/送达日期 }}",
        "[[{{ 补正?无 }}无补正]]",
        "{{ 序号 }}{{ 补正 }}",
        "至{{ 地点 }}[[，{{ 备注 }}]]",
        "一、[[{{ 备注 }}，]]照旧",
    )
    assert words(fill(template, known)) == ["3日", "无补正", "至一庭", "一、照旧"]


def test_lines_become_paragraphs_and_values_are_never_read_again():
    assert words(fill(made("事实：{{ 事实 }}。"), {"事实": "一{{ 案号 }}\n\n[[二]]<w:p/>", "案号": "9"})) == [
        "事实：一{{ 案号 }}",
        "[[二]]<w:p/>。",
    ]


def test_heads_feet_and_text_boxes_are_filled():
    def letterhead(document):
        document.sections[0].header.paragraphs[0].text = "{{ 制作机关 }}"
        box = document.add_paragraph()
        run = box.add_run()._r
        holder = run.makeelement(qn("w:pict"), {})
        inner = holder.makeelement(qn("w:txbxContent"), {})
        paragraph = deepcopy(document.add_paragraph("框：{{ 案号 }}")._p)
        inner.append(paragraph)
        holder.append(inner)
        run.append(holder)

    raw = fill(made(change=letterhead), {"制作机关": "某委", "案号": "7号"})
    assert Document(BytesIO(raw)).sections[0].header.paragraphs[0].text == "某委"
    assert words(raw).count("框：7号") == 3 and "{{" not in "".join(words(raw)), (
        "the box is read with its paragraph too"
    )


def refusal(raw, code="D10", variant="", name="模板.docx"):
    with pytest.raises(NotUsable) as refused:
        vet(code, variant, name, raw)
    return " ".join(map(str, refused.value.reasons))


def of_standard(change, code="D10", variant=""):
    document = Document(BytesIO(standard.written(code, variant)))
    change(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def packed(raw, extra):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
        for name, content in extra.items():
            new.writestr(name, content)
    return out.getvalue()


def without(word):
    def change(document):
        for paragraph in document.paragraphs:
            for run in paragraph.runs:
                run.text = run.text.replace(word, "")

    return change


def test_a_field_that_there_is_not_is_named():
    assert "{{ 立案号码 }}" in refusal(of_standard(lambda d: d.add_paragraph("{{ 立案号码 }}")))
    assert "{{ 庭审阶段.名称 }}" in refusal(of_standard(lambda d: d.add_paragraph("{{ 庭审阶段.名称 }}"))), (
        "of another document"
    )
    vet("D10", "", "模板.docx", of_standard(lambda d: d.add_paragraph("{{ 请求.内容 }}")))


@pytest.mark.parametrize("name", ["案号", "情形", "理由", "申请日期", "受文人"])
def test_a_field_the_law_demands_has_to_stand_there(name):
    assert "{{ " + name + " }}" in refusal(of_standard(without("{{ " + name + " }}")))


def test_every_form_demands_something():
    for code, variant in EVERY:
        assert mandatory(code, variant), (code, variant)


@pytest.mark.parametrize("broken", ["案号：{{ 案号", "案号 }}", "[[金额", "金额]]", "{{ 案号 ]] }"])
def test_half_a_placeholder_is_told_with_the_words_around_it(broken):
    assert broken[:4] in refusal(of_standard(lambda d: d.add_paragraph(broken)))


def test_what_acts_or_reaches_out_is_not_taken():
    raw = standard.written("D10", "")

    def link(document):
        document.part.relate_to(
            "https://example.cn/a.png",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )

    def fetch(document):
        run = document.add_paragraph().add_run()._r
        code = run.makeelement(qn("w:instrText"), {})
        code.text = 'INCLUDEPICTURE "x"'
        run.append(code)

    assert refusal(of_standard(link)) and refusal(of_standard(fetch))
    assert refusal(packed(raw, {"word/vbaProject.bin": b"x"}))
    assert refusal(packed(raw, {"word/embeddings/oleObject1.bin": b"x"}))
    assert refusal(b"%PDF-1.7 no") and refusal(raw, name="模板.pdf") and refusal(b"PK\x03\x04 broken")
    assert refusal(raw + bytes(LARGEST))


def test_a_command_that_word_cut_into_runs_is_read_as_one():
    def fetch(document):
        paragraph = document.add_paragraph()
        for part in ("INC", 'LUDEPICTURE "x"'):
            run = paragraph.add_run()._r
            code = run.makeelement(qn("w:instrText"), {})
            code.text = part
            run.append(code)

    assert refusal(of_standard(fetch))


def test_brackets_without_end_in_each_other_are_refused():
    deep = "[[" * 3000 + "{{ 案号 }}" + "]]" * 3000
    assert refusal(of_standard(lambda d: d.add_paragraph(deep)))


def test_a_half_placeholder_with_long_blanks_is_read_at_once():
    began = time.thread_time()
    assert refusal(of_standard(lambda d: d.add_paragraph("{{" + " " * 3000)))
    assert time.thread_time() - began < 5


def test_a_template_may_not_unpack_to_more_than_a_document_ever_holds():
    raw = packed(standard.written("D10", ""), {"word/media/a.png": random.Random(1).randbytes(1024 * 1024)})
    body = b"<a>" + b"<b/>" * (3 * 1024 * 1024) + b"</a>"
    out = BytesIO(raw)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/extra.xml", body)
    assert len(out.getvalue()) < LARGEST and refusal(out.getvalue())


def test_every_kind_of_foot_says_which_text_is_the_one_of_record():
    def first_and_even(document):
        document.sections[0].different_first_page_header_footer = True
        document.settings.odd_and_even_pages_header_footer = True

    marked = Document(BytesIO(_marked(of_standard(first_and_even))))
    section = marked.sections[0]
    for foot in (section.footer, section.first_page_footer, section.even_page_footer):
        assert OF_RECORD in "".join(paragraph.text for paragraph in foot.paragraphs)
