"""Word files as ministries publish them are taken over case by case."""

import zipfile

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from casebook.models import TypicalCase
from casebook.word import NoWordFile, records_of

pytestmark = pytest.mark.django_db
CASES = """劳动人事争议典型案例（第五批）
案例1. 劳动者拒绝违法超时加班安排，用人单位能否解除劳动合同
基本案情
张某入职某快递公司，月工资8000元。
公司规定每周工作六天。
申请人请求
请求裁决支付违法解除赔偿金8000元。
处理结果
仲裁委员会裁决公司支付赔偿金8000元。
案例分析
《中华人民共和国劳动法》第四十一条规定了加班上限，《劳动合同法》第八十七条规定了赔偿金。
典型意义
加班应当依法安排。
案例二
单位与劳动者约定放弃加班费是否有效
【基本案情】李某签了放弃加班费的协议。
【处理结果】：裁决支付加班费24000元。"""


@pytest.fixture
def file(tmp_path):
    made = Document()
    for line in CASES.splitlines():
        made.add_paragraph(line)
    path = tmp_path / "第五批 2026.docx"
    made.save(path)
    return path


def test_every_case_of_a_word_file_is_published_under_its_headings(file, editor, capsys):
    call_command("casebook", "import", str(file), "--publish")
    assert "2 new" in capsys.readouterr().out
    first, second = TypicalCase.objects.published().order_by("pk")
    assert first.title == "劳动者拒绝违法超时加班安排，用人单位能否解除劳动合同"
    assert first.facts == "张某入职某快递公司，月工资8000元。\n公司规定每周工作六天。"
    assert first.claims.startswith("请求裁决支付") and first.significance == "加班应当依法安排。"
    assert first.articles == ["劳动法第41条", "劳动合同法第87条"]
    assert (first.batch, first.batch_order, first.outcome) == ("劳动人事争议典型案例（第五批）", 1, "upheld")
    assert second.title == "单位与劳动者约定放弃加班费是否有效"
    assert second.result == "裁决支付加班费24000元。" and first.number == "第五批-2026-1"
    call_command("casebook", "import", str(file), "--publish")
    assert "2 same" in capsys.readouterr().out


def test_a_bad_case_is_named_with_its_paragraph_and_the_others_are_taken(tmp_path, editor, capsys):
    made = Document()
    for line in ["批次", "案例1 没有案情", "处理结果", "支付工资。", "案例2 有案情", "基本案情", "欠薪。"]:
        made.add_paragraph(line)
    path = tmp_path / "b.docx"
    made.save(path)
    with pytest.raises(CommandError):
        call_command("casebook", "import", str(path), "--publish")
    assert "第2段: b-1: 缺少“title”或“facts”。" in capsys.readouterr().err
    assert TypicalCase.objects.published().get().number == "b-2"


def test_what_is_no_word_file_says_so(tmp_path):
    text = tmp_path / "a.docx"
    text.write_text("plain")
    empty = tmp_path / "empty.docx"
    Document().save(empty)
    other = tmp_path / "other.docx"
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("x", "y")
    for path in (text, other):
        with pytest.raises(NoWordFile, match="不是 Word 文件"):
            list(records_of(path))
    with pytest.raises(NoWordFile, match="案例1"):
        list(records_of(empty))
    with pytest.raises(CommandError):
        call_command("casebook", "import", str(text))
