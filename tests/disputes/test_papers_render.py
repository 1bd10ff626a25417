import datetime as dt
import hashlib
import io
import re
import time
from decimal import Decimal

import pikepdf
import pytest

from disputes.papers.documents import DOCUMENTS, document
from disputes.papers.extract import runs, text_of
from disputes.papers.kinds import DocumentIncomplete
from disputes.papers.render import TEMPLATES, hypertext, render
from disputes.papers.sniff import accept
from tests.disputes.papers_sample import DIGEST, EMPLOYER, WORKER, sample

EVERY = [(code, variant) for code, each in DOCUMENTS.items() for variant in each.variants or [""]]
MM = 72 / 25.4


@pytest.mark.parametrize(("code", "variant"), EVERY)
def test_every_document_renders_with_its_title_parties_and_number(code, variant):
    data = sample(code, variant)
    words = text_of(render(code, data))
    assert document(code, data).title in words
    assert "�" not in words
    assert data["office"] in words
    assert (EMPLOYER if code == "D40" else WORKER)["name"] in words
    assert "〔2026〕" in words


@pytest.mark.parametrize(("code", "variant"), EVERY)
def test_no_required_field_may_be_missing(code, variant):
    data = sample(code, variant)
    for path in document(code, data).required:
        head, _, tail = path.partition(".")
        if tail:
            rows = data[head] if isinstance(data[head], list) else [data[head]]
            poorer = [row | {tail: None} for row in rows]
            broken = data | {head: poorer if isinstance(data[head], list) else poorer[0]}
        else:
            broken = data | {head: ""}
        with pytest.raises(DocumentIncomplete) as refused:
            render(code, broken)
        assert refused.value.field == path
        assert refused.value.code == code


@pytest.mark.parametrize(("code", "variant"), EVERY)
def test_what_is_not_required_may_be_missing(code, variant):
    """A paper that was issued before its form knew more fields is printed again as it was."""
    data = sample(code, variant)
    needed = {path.partition(".")[0] for path in document(code, data).required} | {"variant"}
    assert document(code, data).title in hypertext(code, {k: v for k, v in data.items() if k in needed})


def test_an_unknown_variant_is_named_and_an_unknown_code_is_a_key_error():
    with pytest.raises(DocumentIncomplete, match="variant"):
        render("D38", sample("D38", variant="") | {"variant": "maybe"})
    with pytest.raises(KeyError):
        render("D99", sample("D09"))


@pytest.mark.parametrize("code", ["D01", "D09", "D26", "D38", "M05", "D40", "J03"])
def test_the_same_data_give_the_same_bytes(code):
    first, second = render(code, sample(code)), render(code, dict(reversed(sample(code).items())))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


HOSTILE = [
    "#panic()",
    "*粗体* _斜体_",
    "= 标题",
    "$x^2$",
    '#read("/etc/passwd")',
    "@ref <label>",
    "[括号] {花}",
    "\\u{41}",
    "// 注释",
    "`code`",
    "#sys.inputs",
    "{{7*7}}{% raw %}",
    "</script><script>alert(1)</script>",
    "%s%n${HOME}",
    "'; DROP TABLE case;--",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_text_of_a_party_prints_as_it_was_typed(text):
    said = "".join(text.split())
    data = sample("D38", facts=text, reasons=text, parties=[WORKER | {"name": text}, EMPLOYER])
    assert text_of(render("D38", data)).count(said) >= 3
    assert said in text_of(render("D01", sample("D01", claims=[{"text": text}])))


def test_a_character_without_a_glyph_prints_as_geta_and_control_signs_vanish(caplog):
    words = text_of(render("D09", sample("D09", addressee="李\u202e晓\x00梅😀\ud800")))
    assert "李晓梅〓〓：" in words
    assert "U+1F600" in caplog.text


def test_a_document_is_pdf_a_2a_with_its_fonts_inside_and_its_own_date():
    with pikepdf.open(io.BytesIO(render("D09", sample("D09")))) as book:
        meta = book.open_metadata()
        assert meta.pdfa_status == "2A"
        assert "2026-11-23" in str(meta["xmp:CreateDate"])
        assert str(meta["dc:title"]) == "受理通知书"
        fonts = {
            str(font.BaseFont).split("+")[-1] for page in book.pages for font in page.Resources.Font.values()
        }
        assert all(name.startswith(("NotoSerifCJKsc", "NotoSansCJKsc")) for name in fonts)
        assert "/JavaScript" not in book.Root
        assert "/AcroForm" not in book.Root


def test_the_page_is_a4_with_22_lines_of_28_characters_in_the_type_area():
    pdf = render("D38", sample("D38", facts="仲裁" * 2000))
    with pikepdf.open(io.BytesIO(pdf)) as book:
        box = [float(side) for side in book.pages[0].MediaBox]
    assert box == pytest.approx([0, 0, 210 * MM, 297 * MM], abs=0.2)
    body = [run for run in runs(pdf) if run.page == 2 and run.size == 16]
    baselines = sorted({round(run.y, 1) for run in body})
    assert len(baselines) == 22
    assert min(run.x for run in body) == pytest.approx(28 * MM, abs=0.5)
    assert len(body[1].text) == 28
    assert baselines[0] > 37 * MM
    assert baselines[-1] < (37 + 225) * MM


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages():
    feet = [run for run in runs(render("D38", sample("D38"))) if run.size == 14]
    first = [run.x for run in feet if run.page == 0]
    second = [run.x for run in feet if run.page == 1]
    assert min(first) > 105 * MM > max(second)
    assert "—1—" in "".join(run.text for run in feet if run.page == 0).replace(" ", "")


def test_a_final_award_sends_the_worker_and_the_employer_different_ways():
    words = text_of(render("D38", sample("D38", "final")))
    assert "终局裁决" in words
    assert "劳动者对本裁决不服的" in words
    assert "自收到本裁决书之日起十五日内向广州市天河区人民法院提起诉讼" in words
    assert "自收到本裁决书之日起三十日内向广州市中级人民法院申请撤销裁决" in words
    assert "（六）仲裁员在仲裁该案时有索贿受贿、徇私舞弊、枉法裁决行为的" in words
    for article in ("第四十七条", "第四十八条", "第四十九条", "第五十一条"):
        assert article in words


def test_a_non_final_award_lets_either_party_sue_and_nobody_set_it_aside():
    words = text_of(render("D38", sample("D38", "non_final")))
    assert "非终局裁决" in words
    assert "当事人对本裁决不服的" in words
    assert "第五十条" in words
    assert "期满不起诉的，本裁决书发生法律效力" in words
    assert "申请撤销" not in words


def test_a_partial_award_says_so():
    assert "先行裁决·终局裁决" in text_of(render("D38", sample("D38", "partial_final")))
    assert "第四十三条" in text_of(render("D38", sample("D38", "partial_non_final")))


def test_money_stands_in_figures_and_in_capitals():
    words = text_of(render("D38", sample("D38")))
    assert "62,000.50元，大写：人民币陆万贰仟元伍角" in words
    assert "30,000.00元（人民币叁万元整）" in text_of(render("M05", sample("M05")))


@pytest.mark.parametrize("wrong", [1.5, "12.345", "-1", "NaN", "一千"])
def test_an_amount_that_is_not_yuan_and_cents_is_refused(wrong):
    with pytest.raises(ValueError, match="amount"):
        render("D38", sample("D38", total=wrong))


def test_dates_and_decimals_may_come_from_the_models_themselves():
    data = sample("D19", date=dt.date(2026, 11, 23), starts_at=dt.datetime(2026, 12, 1, 1, 30, tzinfo=dt.UTC))
    assert "2026年12月1日09:30" in text_of(render("D19", data))
    assert render("D38", sample("D38", total=Decimal("80600.50"))) == render(
        "D38", sample("D38", total="80600.50")
    )


EXPECTED = {
    ("D03", ""): ["2026年9月14日10:05", "共2项、12页", "王敏"],
    ("D04", ""): ["一次性告知", "未提交证据清单", "2026年11月2日前补正"],
    ("D09", ""): ["2026年9月14日", "2026年9月18日", "举证期限届满前", "身份证复印件一份", "第二十九条"],
    ("D10", ""): ["不予受理", "向人民法院提起诉讼"],
    ("D11a", ""): ["另行申请仲裁", "不是不予受理决定"],
    ("D11", ""): ["深圳市南山区劳动人事争议仲裁委员会"],
    ("D12", ""): ["十个工作日", "管辖权有异议", "反申请", "十五日内"],
    ("D14", ""): ["首席仲裁员：周明华", "回避"],
    ("D07", ""): ["天河区劳动争议调解中心", "暂缓作出是否受理的决定", "仲裁时效中断"],
    ("D08", ""): ["建议受理", "同意受理", "违法解除劳动合同赔偿金"],
    ("D17", "transferred"): ["移送你委", "共12页"],
    ("D17", "rejected"): ["驳回被申请人的管辖异议", "合同履行地在南山区"],
    ("D18", "upheld"): ["决定吴婷回避", "由何敏接替"],
    ("D18", "rejected"): ["驳回回避申请"],
    ("D23", ""): ["追加广州某劳务派遣有限公司为被申请人", "重新计算"],
    ("D27", ""): ["支持第一项", "表决：二比一", "存入副卷"],
    ("D30", ""): ["委托天河区劳动争议调解中心进行调解", "十个工作日"],
    ("D31", "simple"): ["决定简易处理", "争议不大"],
    ("D31", "ordinary"): ["转为一般程序处理", "连续计算"],
    ("D34", "cancelled"): ["决定撤销本案"],
    ("D34", "terminated"): ["（2026）粤0106民初9号", "终止审理"],
    ("D39", ""): ["补正为：二〇二六年", "不改变裁决结果"],
    ("D41", ""): ["满三十日", "应诉通知书", "公告送达"],
    ("D43", ""): ["同意结案归档", "2036年11月23日", "12份"],
    ("D19", ""): ["2026年10月15日09:30", "第二仲裁庭", "缺席裁决"],
    ("D20", "granted"): ["改定于2026年10月29日14:30"],
    ("D26", ""): ["被申请人法定代表人", "坚持仲裁请求", "拒绝签名：认为笔录遗漏其质证意见", "更正为"],
    ("D28", "resumed"): ["恢复审理", "2026年11月2日届满"],
    ("D29", ""): ["延长至2026年11月2日", "仲裁委员会主任"],
    ("D32b", ""): ["申请撤回反申请"],
    ("D32c", ""): ["撤回反申请", "另行申请仲裁，符合受理条件的"],
    ("D33", ""): ["不予受理", "邮寄送达"],
    ("D37", "whole"): ["经双方当事人签收后，发生法律效力", "签收（李晓梅）"],
    ("D40", ""): ["留置送达", "前台拒绝签收", "视为送达日期", "现场照片3张"],
    ("D42", ""): ["2026年10月30日发生法律效力", "未发现当事人起诉"],
    ("J01", "payment_order"): ["支付令申请书", "第十六条"],
    ("J01", "wage_order"): ["支付令申请书", "《中华人民共和国劳动合同法》第三十条"],
    ("J04", "inspection"): ["劳动保障监察投诉书", "《劳动保障监察条例》第九条"],
    ("J04", "review"): ["行政复议申请书", "2026年10月12日", "不予认定工伤决定"],
    ("J05", ""): [
        "责令支付期限至2026年9月15日止",
        "12人",
        "转移账户资金",
        "投诉书，2页",
        "责令支付文书",
        "《劳动保障监察条例》第十八条",
        "移送贵机关",
    ],
    ("J02", ""): ["申请执行人", "被执行人", "第二百五十条"],
    ("J03", ""): [DIGEST, DIGEST[::-1], "移送人"],
    ("M04", ""): ["2026年10月12日", "双方核对了工资台账", "不随案移送"],
    ("M05", ""): ["一式三份", "调解员（签名）：郑和平", "2026年12月10日前", "银行转账"],
    ("M07", "failed"): ["仲裁时效中断", "天河区劳动人事争议仲裁委员会", "未达成调解协议"],
    ("M07", "breached"): ["仲裁时效中断", "天河区劳动人事争议仲裁委员会", "支付令"],
    ("M07", "withdrawn"): ["收到调解申请", "未达成调解协议"],
    ("M06", ""): ["延长至2026年11月20日", "2026年11月5日止"],
    ("M08", "kept"): ["第一期付款", "2026年12月9日履行", "已全部履行"],
    ("M08", "broken"): ["未全部履行"],
    ("M10", ""): ["于2019年4月1日入职", "2026年10月13日确认", "2026年10月21日同意移送", "不随案移送"],
    ("V02", "refused"): ["不予受理", "确认劳动关系"],
    ("V03", ""): ["不予制作调解书"],
    ("V03", "ended"): ["终止审查", "撤回审查申请"],
}


@pytest.mark.parametrize(("code", "variant"), EXPECTED)
def test_each_document_says_what_the_law_wants_in_it(code, variant):
    words = text_of(render(code, sample(code, variant)))
    absent = [each for each in EXPECTED[code, variant] if each not in words]
    assert not absent


def test_a_long_word_stays_inside_the_type_area():
    pdf = render("D38", sample("D38", facts="https://example.invalid/" + "a" * 400, reasons="9" * 300))
    advance = 16 / 2.2  # a wide figure at 16 points, at least
    for run in runs(pdf):
        if run.size == 16 and set(run.text) <= set("a9/:."):
            assert run.x + advance * len(run.text) * 0.8 < (210 - 26) * MM + 16
    assert "a" * 400 in text_of(pdf).replace("\u200b", "")


def test_one_arbitrator_and_many_parties_fit():
    parties = [
        WORKER,
        EMPLOYER,
        EMPLOYER | {"name": "深圳某劳务派遣公司"},
        EMPLOYER | {"role": "third", "name": "某银行"},
    ]
    alone = {"sole": "周明华", "recorder": "林小雨"}
    for code in ("D14", "D19", "D26", "D38"):
        words = text_of(render(code, sample(code, tribunal=alone, parties=parties)))
        assert "周明华" in words
        assert "首席仲裁员周" not in words
    assert "被申请人：深圳某劳务派遣公司" in words
    assert "第三人：某银行" in words


def test_an_application_shows_what_the_party_did_not_say():
    person = {"role": "applicant", "kind": "person", "name": "李晓梅"}
    assert text_of(render("D01", sample("D01", parties=[person, EMPLOYER]))).count("（未填写）") == 6


def test_a_party_without_a_known_role_is_refused():
    with pytest.raises(DocumentIncomplete, match=r"parties\.role"):
        render("D09", sample("D09", parties=[WORKER | {"role": "judge"}]))


def test_our_own_documents_would_be_taken_back():
    assert accept("裁决书.pdf", render("D38", sample("D38"))).pages == 4


def test_no_template_can_evaluate_data():
    for template in TEMPLATES.glob("*.typ"):
        source = template.read_text()
        assert not re.search(r"\b(eval|read|plugin|include|raw)\(|\bmode:|\"@", source), template.name


def test_rendering_is_quick_when_warm():
    render("D38", sample("D38"))
    started = time.process_time()
    for turn in range(5):
        render("D38", sample("D38", facts=f"第{turn}次"))
    assert (time.process_time() - started) / 5 < 0.3


def test_a_sum_that_a_claim_names_is_not_said_twice():
    named = {"text": "支付拖欠的3个月工资27000.00元", "amount": "27000.00"}
    bare = {"text": "支付加班工资", "amount": "800.00"}
    other = {"text": "返还押金13500.00元中的一部分", "amount": "3500.00"}
    words = hypertext("D01", sample("D01") | {"claims": [named, bare, other]})
    assert "27,000.00元" not in words and "27000.00元" in words
    assert "支付加班工资（金额：800.00元）" in words and "一部分（金额：3,500.00元）" in words


def test_how_days_were_counted_is_told_in_sentences_that_end_once():
    told = ["起算：2026年12月1日（周二），受理。", "期间届满之日：2026年12月16日（周三）。"]
    words = hypertext("D09", sample("D09") | {"explanation": told})
    assert "，受理；期间届满之日：2026年12月16日（周三）。" in words and "。；" not in words
