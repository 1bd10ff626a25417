"""What the redaction engine promises about any text."""

import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.redact import redact
from casebook.redact.identifiers import is_credit_code, is_identity_card
from casebook.redact.jsonlines import redact_lines
from tests.casebook.marked_texts import credit_code, id_card

CJK = st.text(alphabet="申请人工资劳动合同的在与本案查明支付二〇年月日，。住号元", max_size=12)
DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2020, 12, 31))
CARDS = st.builds(
    lambda area, day, n: id_card(f"{area}{day:%Y%m%d}{n:03}"),
    st.sampled_from(["440106", "441900", "110101", "650102", "430521"]),
    DAYS,
    st.integers(0, 999),
)
CODES = st.builds(
    lambda body: credit_code("91440101" + body),
    st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9),
)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
ANY = st.one_of(CJK, CARDS, CODES, PHONES, st.text(max_size=20))


def test_the_same_person_has_the_same_replacement_and_another_of_the_name_a_different_one() -> None:
    result = redact("申请人陈嘉禾与证人陈志远均到庭，陈嘉禾称无异议。", parties=["陈嘉禾"])
    assert result.text == "申请人陈某与证人陈某二均到庭，陈某称无异议。"


def test_a_label_already_in_the_text_is_not_given_to_another_person() -> None:
    assert redact("高某与证人高志远到庭。").text == "高某与证人高某二到庭。"


@pytest.mark.parametrize(
    "form",
    [
        "陈嘉禾",
        "陈 嘉 禾",
        "嘉禾",
        "小陈",
        "老陈",
        "阿禾",
        "陈师傅",
        "陈经理",
        "陈女士",
        "chenjiahe",
        "Chen Jiahe",
        "JIAHE CHEN",
        "CJH",
    ],
)
def test_every_form_of_a_party_is_hidden(form: str) -> None:
    result = redact(f"群聊中“{form}”回复收到。", parties=["陈嘉禾"])
    assert result.text == "群聊中“陈某”回复收到。"


def test_a_firm_and_its_short_name_share_a_replacement() -> None:
    result = redact(
        "广州市云岭物流有限公司（下称云岭公司）未到庭，云岭物流辩称已付清。",
        parties=["广州市云岭物流有限公司"],
    )
    assert "云岭" not in result.text
    assert result.text.startswith("某物流公司（下称某物流公司）")


def test_suspects_are_reported_and_stay_when_a_person_decides() -> None:
    text = "陈师傅让小林把货送到。"
    result = redact(text, hide_suspects=False)
    assert result.text == text
    assert [span.suspect for span in result.spans] == [True, True]


def test_case_numbers_are_hidden_on_demand() -> None:
    text = "（2023）粤0106民初12345号判决"
    assert redact(text).spans == ()
    assert redact(text, hidden=frozenset({"CASE_NO"})).text == "〔文号〕判决"


@given(st.lists(ANY, max_size=8).map("".join))
@settings(max_examples=150)
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    spans = redact(text).spans
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@given(CJK, CARDS, CJK, CODES, CJK, PHONES, CJK)
@settings(max_examples=40)
def test_checksummed_numbers_are_found_wherever_they_stand(
    a: str, card: str, b: str, code: str, c: str, phone: str, d: str
) -> None:
    text = f"{a}，{card}在{b}的{code}与{c}人{phone}，{d}"
    result = redact(text)
    assert card not in result.text
    assert code not in result.text
    assert phone not in result.text


@given(CARDS, st.sampled_from([" ", "-", "　", "·"]))
@settings(max_examples=50)
def test_separators_and_full_width_digits_hide_nothing_from_us(card: str, mark: str) -> None:
    wide = card.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789X"})
    for form in (f"{card[:6]}{mark}{card[6:14]}{mark}{card[14:]}", wide, card.lower()):
        result = redact(f"证件{form}属实。")
        assert result.text == "证件〔身份证号码〕属实。"


@given(st.lists(ANY, max_size=6).map("".join))
@settings(max_examples=100)
def test_the_output_holds_no_checksummed_number(text: str) -> None:
    out = redact(text).text
    assert not any(
        is_identity_card(m[0].upper()) for m in re.finditer(r"(?<!\d)\d{17}[\dXx](?!\d)", out, re.ASCII)
    )
    assert not any(
        is_credit_code(m[0]) for m in re.finditer(r"(?<![0-9A-Za-z])[0-9A-Z]{18}(?![0-9A-Za-z])", out)
    )
    assert not [s for s in redact(out).spans if s.type in {"ID_CARD", "USCC"}]


def test_a_bad_line_is_answered_and_the_others_too() -> None:
    lines = [
        '{"id": 1, "text": "电话13800001111。"}',
        "not json",
        '{"id": 3}',
        '{"id": 4, "text": "", "parties": "x"}',
        "[]",
    ]
    answers = list(redact_lines(lines))
    bodies = [json.loads(answer.line) for answer in answers]
    assert [answer.good for answer in answers] == [True, False, False, False, False]
    assert bodies[0] == {
        "id": 1,
        "text": "电话〔手机号码〕。",
        "spans": [{"start": 2, "end": 13, "type": "PHONE"}],
    }
    assert [body["id"] for body in bodies] == [1, None, 3, 4, None]


def test_the_short_name_of_a_firm_is_replaced_like_the_firm() -> None:
    said = redact("被申请人佛山云岭物流有限公司（以下简称“云岭物流”）称，云岭物流已付清。").text
    assert said == "被申请人某物流公司（以下简称“某物流公司”）称，某物流公司已付清。"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("邮箱：ＡＢＣ１２３＠１６３．ｃｏｍ。", "邮箱：〔电子邮箱〕。"),
        ("邮箱abc@163．com，", "邮箱〔电子邮箱〕，"),
        ("电话+86 20 8765 4321、0086-20-87654321、(+86)755-26543210。", "电话〔固定电话〕、〔固定电话〕、〔固定电话〕。"),
        ("车牌粤 B 12345、粤 B·F12345。", "车牌〔车牌号码〕、〔车牌号码〕。"),
    ],
)  # fmt: skip
def test_numbers_and_mail_are_found_however_they_are_typed(text: str, said: str) -> None:
    assert redact(text).text == said


@pytest.mark.parametrize(
    "firm",
    [
        "美的集团股份有限公司",
        "格力集团有限公司",
        "OPPO广东移动通信有限公司",
        "TCL华星光电（深圳）有限公司",
        "7-ELEVEN便利店",
    ],
)
def test_a_firm_is_hidden_from_its_first_sign_to_its_last(firm: str) -> None:
    text = f"申请人入职{firm}，被申请人：{firm}。"
    spans = [text[span.start : span.end] for span in redact(text).spans]
    assert spans == [firm, firm]


@pytest.mark.parametrize("firm", ["阳光公司", "健康公司", "腾飞厂"])
def test_a_firm_named_by_a_word_is_hidden_where_its_short_form_is_given(firm: str) -> None:
    said = redact(f"被申请人{firm}（以下简称“{firm}”）称，{firm}已付清，今天阳光很好，祝您健康。").text
    assert firm not in said
    assert "今天阳光很好，祝您健康" in said
    shorter = redact("被申请人腾飞公司（以下简称腾飞）未到庭，腾飞未提交证据。").text
    assert shorter == "被申请人某公司（以下简称某公司）未到庭，某公司未提交证据。"


@pytest.mark.parametrize(
    "text",
    [
        "申请人支付律师费5000元，律师费由公司承担，律师费支出凭证、律师费收据各一张。",
        "提交律师费发票、快递费发票，翻译费由被申请人负担。",
        "用人单位（以下简称公司）与物业公司（以下简称物业公司）及某公司（以下简称公司）无关。",
        "集团有限公司、集团股份有限公司均为公司形式。",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert redact(text).text == text


def test_a_person_of_the_surname_fei_is_hidden_beside_a_fee() -> None:
    said = redact("委托律师费晓明代理，律师费由公司承担，律师费明细见附件。").text
    assert said == "委托律师费某代理，律师费由公司承担，律师费明细见附件。"


@pytest.mark.parametrize("parties", [[], ["王强"], ["王强盛"], ["王强", "王强盛"]], ids=len)
def test_of_two_names_that_begin_alike_neither_leaves_a_character_behind(parties: list[str]) -> None:
    said = redact("证人王强和王强盛到庭，王强盛称王强未到岗。", parties=parties).text
    assert said == "证人王某和王某二到庭，王某二称王某未到岗。"


def test_a_party_keeps_its_length_where_the_next_character_opens_a_word() -> None:
    said = redact("王强和被申请人到庭，王强明确表示同意，王强生病住院。", parties=["王强"]).text
    assert said == "王某和被申请人到庭，王某明确表示同意，王某生病住院。"


def test_a_name_in_traditional_characters_is_the_same_person() -> None:
    said = redact("申請人陳嘉禾與被申請人簽訂合同，陈嘉禾已離職。", parties=["陳嘉禾"]).text
    assert said == "申請人陈某與被申請人簽訂合同，陈某已離職。"


@pytest.mark.parametrize("short", ["恒昱公司", "恒昱塑胶", "恒昱塑胶公司", "恒昱"])
def test_a_firm_is_hidden_in_the_short_forms_nobody_announced(short: str) -> None:
    said = redact(f"被申请人东莞市恒昱塑胶制品有限公司到庭。{short}称已付清。").text
    assert said == "被申请人某塑胶公司到庭。某塑胶公司称已付清。"


def test_a_place_or_a_trade_is_no_short_form_of_the_firm() -> None:
    said = redact("被申请人肇庆市端州区鼎湖陶瓷有限公司到庭，鼎湖区的陶瓷公司与建筑公司很多。").text
    assert said.endswith("到庭，鼎湖区的陶瓷公司与建筑公司很多。")


@pytest.mark.parametrize("nobody", ["", " ", "\u3000", "陈"])
def test_an_empty_party_stops_nothing(nobody: str) -> None:
    assert redact("申请人陈嘉禾到庭。", parties=[nobody, "陈嘉禾\u3000"]).text == "申请人陈某到庭。"
