"""The parts that every page is made of: fields, tags, the renderer, the weight and the manners of templates."""

import datetime as dt
import gzip
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client, override_settings
from django.utils import translation
from stdnum.cn import ric, uscc

from disputes.form_fields import CreditCodeField, DayField, IdCardField, MoneyField, PhoneField

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "config" / "static"
APPS = ("config", "disputes", "mediation", "arbitration", "casebook")
TEMPLATES = [path for app in APPS for path in (ROOT / app).rglob("*.html") if "templates" in path.parts]


class Answers(forms.Form):
    """One question of each kind."""

    start = DayField(label="入职日期", required=False)
    wage = MoneyField(label="月工资", required=False)
    card = IdCardField(label="身份证号码", required=False)
    code = CreditCodeField(label="统一社会信用代码", required=False)
    phone = PhoneField(label="联系电话", required=False)
    kind = forms.ChoiceField(label="争议类型", choices=[("a", "欠薪")], widget=forms.RadioSelect)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_ux_20_whatever_is_empty_says_why_and_offers_a_way_on(path):
    for part in re.findall(
        r'class="empty">(.*?)</(?:div|ul)>(?!\s*</div>)', path.read_text("utf-8"), re.DOTALL
    ):
        assert "<p>" in part and "href=" in part, part


class Framework(forms.Form):
    """What the framework refuses with words of its own, which name no question."""

    year = forms.IntegerField(label="年度", min_value=2004, max_value=2100)
    reason = forms.CharField(label="理由", min_length=2, max_length=4)
    way = forms.ChoiceField(label="方式", choices=[("a", "到场")])
    mail = forms.EmailField(label="邮箱")
    rate = forms.DecimalField(label="比例100%", max_digits=4, decimal_places=2)
    own = forms.CharField(label="编号", max_length=2, error_messages={"max_length": "编号只有两位。"})


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("year", "今年", "年度：请只用数字填写。"),
        ("year", "1999", "年度：请填写不小于2004的数字。"),
        ("year", "3000", "年度：请填写不超过2100的数字。"),
        ("reason", "我不同意这个", "理由：最多写4个字，现在有6个，请删减。"),
        ("reason", "无", "理由：请至少写2个字。"),
        ("way", "b", "方式：请从所列选项中选择。"),
        ("mail", "不是邮箱", "邮箱：请写完整的电子邮件地址，其中应有 @。"),
        ("rate", "1.234", "比例100%：小数点后最多写2位。"),
        ("own", "123", "编号只有两位。"),
    ],
)
def test_ux_06_a_refusal_of_the_framework_names_the_question_too(name: str, typed: str, said: str) -> None:
    with translation.override("zh-hans"):
        assert list(Framework({name: typed}).errors[name]) == [said]


def answer(name: str, value: str) -> object:
    """What the form makes of one typed answer, or the words of its refusal."""
    form = Answers({name: value, "kind": "a"})
    return form.cleaned_data[name] if form.is_valid() else form.errors[name][0]


def shown(source: str, language: str = "zh-hans", **context: object) -> str:
    """A snippet rendered in a language."""
    with translation.override(language):
        return Template("{% load house %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    "typed",
    [
        "2026-1-5",
        "2026-01-05",
        "2026/1/5",
        "2026.1.5",
        "2026年1月5日",
        "20260105",
        "２０２６年１月５日",
        " 2026年1月5号 ",
    ],
)
def test_a_day_is_taken_as_people_write_it(typed: str) -> None:
    assert answer("start", typed) == dt.date(2026, 1, 5)


@pytest.mark.parametrize("typed", ["2026-02-30", "2026年2月30日", "20260230", "2026-13-01"])
def test_a_day_that_no_calendar_has_is_refused_by_the_name_of_the_question(typed: str) -> None:
    refusal = str(answer("start", typed))
    assert refusal.startswith("入职日期")
    assert typed in refusal


@pytest.mark.parametrize("typed", ["昨天", "2026", "1/5/26", "2026-1", "18000101x"])
def test_a_day_written_otherwise_is_answered_with_an_example(typed: str) -> None:
    assert "2026-1-5" in str(answer("start", typed))


@pytest.mark.parametrize(
    ("typed", "sum_"),
    [
        ("12,345.67", "12345.67"),
        ("¥12345.67", "12345.67"),
        ("￥12，345.67元", "12345.67"),
        ("１２３４５．６７", "12345.67"),
        ("8000", "8000.00"),
        ("8000.5", "8000.50"),
        ("0", "0.00"),
    ],
)
def test_a_sum_is_taken_as_people_write_it(typed: str, sum_: str) -> None:
    assert answer("wage", typed) == Decimal(sum_)
    assert str(answer("wage", typed)) == sum_


@pytest.mark.parametrize("typed", ["-3", "12.345", "一万", "1,23", "1.2万", "NaN", "1e5"])
def test_a_sum_that_is_none_is_refused_by_the_name_of_the_question(typed: str) -> None:
    assert str(answer("wage", typed)).startswith("月工资")


def card(front: str) -> str:
    """Seventeen digits with their check digit."""
    return front + ric.calc_check_digit(front + "0")


def test_an_identity_card_number_is_kept_in_capitals_without_spaces() -> None:
    whole = card("44010619900307001")
    assert answer("card", f" {whole[:6]} {whole[6:14]} {whole[14:].lower()} ") == whole


@pytest.mark.parametrize(
    ("number", "group"),
    [
        ("4401061990", "18"),
        (card("99010619900307001"), "第 1 至 6 位"),
        (card("44010619900231001"), "第 7 至 14 位"),
        (card("44010619900307001")[:-1] + "Q", "18"),
    ],
)
def test_a_wrong_identity_card_number_is_refused_with_its_wrong_group(number: str, group: str) -> None:
    with translation.override("zh-hans"):
        assert group in str(answer("card", number))


def test_a_wrong_check_digit_is_named() -> None:
    right = card("44010619900307001")
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
    with translation.override("zh-hans"):
        assert "校验码" in str(answer("card", wrong))


def test_a_credit_code_is_checked_group_by_group() -> None:
    front = "91440101MA5CB12A3"
    whole = front + uscc.calc_check_digit(front + "0")
    assert answer("code", whole.lower()) == whole
    with translation.override("zh-hans"):
        assert "校验码" in str(answer("code", front + ("1" if whole[-1] != "1" else "2")))
        assert "第 3 至 8 位" in str(answer("code", "91A4" + whole[4:]))
        assert "O" in str(answer("code", whole[:8] + "O" + whole[9:]))
        assert "18" in str(answer("code", whole[:10]))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 0013 8000", "13800138000"),
        ("+86-13800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("020-83331234", "020-83331234"),
        ("(0755) 8333 1234", "0755-83331234"),
        ("020 83331234转801", "020-83331234转801"),
    ],
)
def test_a_telephone_number_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert answer("phone", typed) == kept


@pytest.mark.parametrize("typed", ["123", "12800138000", "1380013800", "83331234", "ask me"])
def test_a_number_nobody_can_call_is_refused_with_an_example(typed: str) -> None:
    assert "020-83331234" in str(answer("phone", typed))


def test_days_moments_and_sums_are_written_for_people() -> None:
    day, moment = dt.date(2026, 11, 23), dt.datetime(2026, 11, 23, 1, 30, tzinfo=dt.UTC)
    assert shown("{{ d|day }}", d=day) == "2026年11月23日"
    assert shown("{{ d|day }}", "en", d=day) == "23 November 2026"
    assert shown("{{ d|day }}", d=dt.datetime(2026, 11, 22, 17, 0, tzinfo=dt.UTC)) == "2026年11月23日"
    assert shown("{{ d|weekday }}", d=day) == "2026年11月23日 星期一"
    assert shown("{{ d|weekday }}", "en", d=day) == "Monday, 23 November 2026"
    assert shown("{{ d|date }}", "en", d=day) == "23 November 2026"
    assert shown("{{ t|moment }}", t=moment) == "2026年11月23日 09:30"
    assert shown("{{ t|moment }}", "en", t=moment) == "23 November 2026, 09:30"
    assert shown("{{ a|money }}|{{ none|money }}", a="12345.665", none=None) == "¥12,345.67|"
    assert shown("{{ a|capital_money }}", a=Decimal("12345.67")) == "壹万贰仟叁佰肆拾伍元陆角柒分"
    assert shown("{{ a|capital_money }}", a=100) == "壹佰元整"


def test_a_list_is_parted_as_its_language_parts() -> None:
    assert shown("{{ all|listed }}", all=["甲", "乙"]) == "甲、乙"
    assert shown("{{ all|listed }}", "en", all=["A", "B"]) == "A, B"


def test_citations_are_spelt_out_in_both_languages() -> None:
    assert shown("{% law 'AL-29' %}") == "《劳动争议调解仲裁法》第29条"
    assert shown("{% law 'AL-29' %}", "en") == "Mediation and Arbitration Law art. 29"
    assert shown("{% law 'AL-30, CR-33(2)' %}").endswith("、《劳动人事争议仲裁办案规则》第33条第2款")
    assert shown("{% law c %}", c=["J1-24", "own rule"]) == "《劳动争议司法解释（一）》第24条、own rule"
    assert shown("{% law 'AL-48..50' %}").endswith("第48条至第50条")


@pytest.mark.parametrize(
    ("due", "state", "words"),
    [
        ("2026-11-20", "overdue", "已逾期 3 天"),
        ("2026-11-23", "soon", "今天到期"),
        ("2026-11-25", "soon", "还剩 2 天"),
        ("2026-12-23", "ok", "期限内"),
    ],
)
def test_a_due_badge_says_it_in_words_picture_and_colour(due: str, state: str, words: str) -> None:
    html = shown("{% due_badge due today=today %}", due=due, today=dt.date(2026, 11, 23))
    assert f"due--{state}" in html
    assert words in html
    assert "<svg" in html
    assert shown("{% due_badge none %}", none=None) == ""


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    named = {
        name for path in TEMPLATES for name in re.findall(r"{% icon ['\"]([\w-]+)['\"]", path.read_text())
    }
    assert named <= sprite


@override_settings(LANGUAGE_CODE="zh-hans")
def test_the_summary_of_errors_links_to_the_fields_with_the_words_beside_them() -> None:
    with translation.override("zh-hans"):
        html = str(Answers({"start": "2026-02-30"}))
    summary, groups = html.split("</div>", 1)
    assert "有以下问题" in summary
    assert 'tabindex="-1"' in summary
    for target, words in re.findall(r'<a href="#([^"]+)">([^<]+)</a>', summary):
        assert f'id="{target}"' in groups
        assert f"<span>{words}</span>" in groups
    assert "请选择：争议类型" in summary
    assert "<legend>争议类型" in groups
    assert 'aria-describedby="id_start_error"' in groups


def test_large_type_is_a_cookie_and_never_leads_away(client: Client) -> None:
    answer = client.get("/preferences/", {"scale": "large", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert answer.cookies["scale"].value == "large"
    back = client.get("/preferences/", {"scale": "normal", "next": "/casebook/"})
    assert back["Location"] == "/casebook/"
    assert back.cookies["scale"].value == ""
    assert client.post("/preferences/").status_code == 405


def test_the_language_is_a_cookie_and_an_unknown_one_changes_nothing(client: Client) -> None:
    assert client.get("/preferences/", {"language": "en"}).cookies["django_language"].value == "en"
    assert not client.get("/preferences/", {"language": "fr", "scale": "huge"}).cookies
    assert client.get("/preferences/", {"language": "zh-hans"}).cookies["django_language"].value == ""


def test_style_and_scripts_stay_light() -> None:
    assert sum(path.stat().st_size for path in STATIC.rglob("*.css")) <= 40 * 1024
    scripts = b"".join(path.read_bytes() for path in sorted((STATIC / "js").glob("*.js")))
    assert len(gzip.compress(scripts)) <= 15 * 1024


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_parts_no_list_by_a_mark_of_one_language(path: Path) -> None:
    assert not re.search(r"""join:["'][、；，]|%}[、；，]{%""", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_carries_style_handlers_or_unescaped_text(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<[^>]*\sstyle\s*=", text)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\|\s*safe\b|autoescape\s+off", text)
    assert not re.search(r"""(?:src|href)=["']https?://[^"']+\.(?:js|css)""", text)
    assert not re.search(r"<script(?![^>]*(?:\bsrc=|type=\"application/(?:json|ld\+json)\"))", text)
