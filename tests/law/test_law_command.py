"""`manage.py law`: one JSON object in, one out; a bad line spoils only itself."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from hypothesis import given
from hypothesis import strategies as st

from disputes.management.commands import law
from disputes.rules.calendar import PUBLISHED
from disputes.rules.catalogue import RULES
from disputes.rules.jsonlines import QUESTIONS, answer_all, answer_one

AWARD = {"id": 7, "city": "440100", "award_date": "2026-11-02", "confirms_relation": False}
ITEMS = [
    {"key": "a", "kind": "wages", "awarded": "32160.00"},
    {"key": "b", "kind": "social_insurance", "awarded": None},
]


def ask(what, *questions, lang="zh"):
    lines = [q if isinstance(q, str | bytes) else json.dumps(q) for q in questions]
    told = []
    refused = answer_all(what, lines, told.append, lang=lang)
    return refused, [json.loads(line) for line in told]


def test_due_answers_as_the_contract_shows():
    refused, [answer] = ask("due", {"id": "q1", "code": "answer", "from": "2026-09-30"})
    assert refused == 0
    assert answer.pop("explanation")
    assert answer == {
        "id": "q1",
        "code": "answer",
        "raw_due": "2026-10-20",
        "due": "2026-10-20",
        "provisional": False,
        "law": ["AL-30", "CR-33"],
    }


def test_due_takes_pauses_restarts_and_an_extension():
    _, answers = ask(
        "due",
        {"id": 1, "code": "award", "from": "2026-03-16", "pauses": [["2026-04-01", "2026-05-20"]]},
        {"id": 2, "code": "award", "from": "2026-09-29", "restarts": ["2026-10-27"], "extended": False},
        {"id": 3, "code": "award", "from": "2026-01-05", "extended": True, "pauses": None, "restarts": None},
    )
    assert [a["due"] for a in answers] == ["2026-06-18", "2026-12-11", "2026-03-06"]


def test_due_recommends_clear_days_for_the_hearing_notice_only():
    _, [notice, request] = ask(
        "due",
        {"id": 1, "code": "hearing_notice", "from": "2026-10-14"},
        {"id": 2, "code": "postponement_request", "from": "2026-10-14"},
    )
    assert (notice["due"], notice["recommended_due"]) == ("2026-10-08", "2026-09-30")
    assert "recommended_due" not in request


def test_the_explanation_is_chinese_unless_english_is_asked_for():
    question = {"id": 1, "code": "suit", "from": "2026-04-20"}
    _, [zh] = ask("due", question)
    _, [en] = ask("due", question, lang="en")
    assert "顺延" in "".join(zh["explanation"])
    assert "rest day" in "".join(en["explanation"])


def test_calculate_writes_sums_with_two_decimals_and_every_line():
    _, [answer] = ask(
        "calculate",
        {"id": 1, "kind": "severance", "start": "2022-07-01", "end": "2025-11-30", "monthly_wage": "10000"},
    )
    assert answer["amount"] == "35000.00"
    assert [step["amount"] for step in answer["steps"]] == ["35000.00"]
    assert "minimum" not in answer
    assert "LCL-47" in answer["law"]


def test_calculate_gives_a_range_where_the_law_does():
    _, [answer] = ask("calculate", {"id": 1, "kind": "arrears_damages", "arrears": 30000})
    assert (answer["minimum"], answer["maximum"]) == ("15000.00", "30000.00")
    assert "amount" not in answer


def test_a_sum_written_as_a_number_is_exact():
    _, [answer] = ask("calculate", '{"id":1,"kind":"notice_pay","last_month_wage":32160.01}')
    assert answer["amount"] == "32160.01"


@pytest.mark.parametrize("nothing", ["-0", "-0.00", -0.0, 0])
def test_nothing_has_no_sign(nothing):
    _, [answer] = ask("calculate", {"id": 1, "kind": "notice_pay", "last_month_wage": nothing})
    assert (answer["amount"], answer["steps"][0]["amount"]) == ("0.00", "0.00")


def test_finality_answers_as_the_contract_shows():
    _, [answer] = ask("finality", {**AWARD, "items": ITEMS})
    assert answer == {
        "id": 7,
        "minimum_wage": "2680.00",
        "threshold": "32160.00",
        "items": {"a": "final", "b": "final"},
        "documents": [{"type": "final", "items": ["a", "b"]}],
        "law": ["AL-47", "CR-50", "B9-10"],
    }


def test_finality_says_when_a_minimum_wage_was_not_checked_against_its_notice():
    _, [answer] = ask("finality", {**AWARD, "award_date": "2024-05-06", "items": ITEMS})
    assert answer["minimum_wage"] == "2300.00"
    assert "未经核对" in answer["notes"][0]


def test_finality_refuses_a_city_whose_figure_is_not_known():
    refused, [answer] = ask("finality", {**AWARD, "city": "441900", "items": ITEMS})
    assert refused == 1
    assert "东莞" in answer["error"]


def test_a_bad_line_spoils_only_itself_and_keeps_its_id():
    refused, answers = ask(
        "due",
        "not json",
        {"id": "good", "code": "suit", "from": "2026-04-20"},
        {"id": "bad", "code": "suit", "from": "2026-04-31"},
        "[1, 2]",
        "",
        b'{"id": "\xff"}',
        {"code": "suit", "from": "2026-04-20"},
    )
    assert refused == 4
    assert [a["id"] for a in answers] == [None, "good", "bad", None, None, None]
    assert [set(a) == {"id", "error"} for a in answers] == [True, False, True, True, True, False]


DUE = {"id": 1, "code": "award", "from": "2026-03-16"}
BAD_DUE = [
    {**DUE, "code": "nonsense"},
    {**DUE, "code": 5},
    {**DUE, "code": ["award"]},
    {"id": 1, "code": "award"},
    {"id": 1, "from": "2026-03-16"},
    {**DUE, "from": "16.03.2026"},
    {**DUE, "from": 20260316},
    {**DUE, "from": None},
    {**DUE, "from": "2003-12-31"},
    {**DUE, "pauses": "2026-04-01"},
    {**DUE, "pauses": [["2026-04-01"]]},
    {**DUE, "pauses": [["2026-04-02", "2026-04-01"]]},
    {**DUE, "pauses": [["2026-04-01", None]]},
    {**DUE, "restarts": ["2026-03-15"]},
    {**DUE, "restarts": [5]},
    {**DUE, "extended": "yes"},
    {**DUE, "extended": 1},
    {**DUE, "code": "suit", "extended": True},
]
BAD_SUMS = [{"id": 1}, {"id": 1, "kind": "gift"}, {"id": 1, "kind": []}, {"id": 1, "kind": "notice_pay"}]
BAD_AWARDS = [
    {**AWARD},
    {**AWARD, "items": []},
    {**AWARD, "items": {"a": 1}},
    {**AWARD, "items": ["a"]},
    {**AWARD, "items": [{"key": "a", "kind": "wages"}]},
    {**AWARD, "items": [{"key": "a", "kind": "wages", "awarded": "-1"}]},
    {**AWARD, "items": [{"key": "a", "kind": "wages", "awarded": "lots"}]},
    {**AWARD, "items": [{"key": "a", "kind": "gift", "awarded": 1}]},
    {**AWARD, "items": [{"key": 1, "kind": "wages", "awarded": 1}]},
    {**AWARD, "items": [ITEMS[0], ITEMS[0]]},
    {**AWARD, "items": ITEMS, "city": "1"},
    {**AWARD, "items": ITEMS, "city": 440100},
    {**AWARD, "items": ITEMS, "award_date": "yesterday"},
    {**AWARD, "items": ITEMS, "confirms_relation": "no"},
    {"id": 1, "city": "440100", "award_date": "2026-11-02", "items": ITEMS},
]
AT_FAULT = [
    ("due", {**DUE, "code": "nonsense"}, "code"),
    ("due", {**DUE, "from": "2026-W40-3"}, "from"),
    ("due", {**DUE, "from": "2003-12-31"}, "from"),
    ("due", {**DUE, "from": "2100-01-01"}, "from"),
    ("due", {**DUE, "pauses": [["2026-04-02", "2026-04-01"]]}, "pauses"),
    ("due", {**DUE, "code": "answer", "pauses": [["2026-04-02", "2026-04-01"]]}, "pauses"),
    ("due", {**DUE, "restarts": ["2026-03-15"]}, "restarts"),
    ("due", {**DUE, "code": "suit", "extended": True}, "extended"),
    ("calculate", {"id": 1, "kind": "gift"}, "kind"),
    ("calculate", '{"id": 1, "kind": "notice_pay", "last_month_wage": NaN}', "last_month_wage"),
    ("calculate", '{"id": 1, "kind": "notice_pay", "last_month_wage": 1e999}', "last_month_wage"),
    (
        "calculate",
        {"id": 1, "kind": "severance", "start": "2026-01-02", "end": "2026-01-01", "monthly_wage": 1},
        "end",
    ),
    ("calculate", {"id": 1, "kind": "second_wage", "start": "2003-01-15", "monthly_wage": 1}, "start"),
    ("finality", {**AWARD, "items": []}, "items"),
    ("finality", {**AWARD, "items": [ITEMS[0], ITEMS[0]]}, "key"),
    ("finality", {**AWARD, "items": [{"key": "a", "kind": "gift"}]}, "kind"),
    ("finality", {**AWARD, "items": [{"key": "a", "kind": "wages"}]}, "awarded"),
    ("finality", {**AWARD, "items": [{"key": "a", "kind": "rest_leave", "awarded": "x"}]}, "awarded"),
    ("finality", {**AWARD, "items": ITEMS, "city": "1"}, "city"),
    ("finality", {**AWARD, "items": ITEMS, "city": "441900"}, "award_date"),
    ("guide", {"id": 1, "guide": "nonsense"}, "guide"),
    ("guide", {"id": 1, "guide": "scope", "answers": []}, "answers"),
    ("guide", {"id": 1, "guide": "scope", "answers": {"sides": "friends"}}, "sides"),
]


@pytest.mark.parametrize(("what", "question", "field"), AT_FAULT)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_refusal_names_the_field_at_fault_and_keeps_the_id(what, question, field, lang):
    refused, [answer] = ask(what, question, lang=lang)
    assert refused == 1
    assert field in answer["error"]
    assert answer["id"] in (1, 7)


BAD = (
    [("due", q) for q in BAD_DUE]
    + [("calculate", q) for q in BAD_SUMS]
    + [("finality", q) for q in BAD_AWARDS]
)


@pytest.mark.parametrize(("what", "question"), BAD)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_bad_question_is_refused_in_words(what, question, lang):
    refused, [answer] = ask(what, question, lang=lang)
    assert refused == 1
    assert set(answer) == {"id", "error"}
    assert answer["error"]


@pytest.mark.parametrize(("lang", "words"), [("zh", "缺少 from"), ("en", "from is missing")])
def test_a_day_that_is_not_given_is_called_missing(lang, words):
    assert ask("due", {"id": 1, "code": "suit"}, lang=lang)[1] == [{"id": 1, "error": words}]


TEXT = st.text("ab1-:。中", max_size=12)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
    | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
FIELDS = "code from pauses restarts extended kind start end monthly_wage arrears city award_date items year days_taken"
NAMES = st.sampled_from(FIELDS.split())
WORDS = st.sampled_from([*RULES, "severance", "second_wage", "unused_leave", "2026-03-16", "440100"])


@given(st.sampled_from(sorted(QUESTIONS)), st.dictionaries(NAMES, JSON | WORDS, max_size=8))
def test_no_object_however_odd_goes_without_an_answer(what, question):
    line = json.dumps({"id": 1, **question})
    assert answer_one(what, line)["id"] == 1


@given(st.sampled_from(sorted(QUESTIONS)), st.binary(max_size=60))
def test_no_bytes_however_odd_stop_the_run(what, line):
    told = []
    answer_all(what, [line], told.append)
    assert len(told) == bool(line.strip())


@pytest.mark.parametrize("deep", ["[" * 200_000, '{"id":' * 100_000, '{"id": 1' + "0" * 5000 + "}"])
def test_a_line_built_to_break_the_reader_is_refused(deep):
    assert ask("due", deep)[0] == 1


def test_half_a_surrogate_pair_is_echoed_escaped():
    told = []
    answer_all("due", ['{"id":"\\ud800","code":"suit","from":"2026-04-20"}'], told.append)
    assert told[0].isascii()
    assert json.loads(told[0])["id"] == "\ud800"


def run(*args, stdin=""):
    out = io.StringIO()
    call_command("law", *args, stdin=io.StringIO(stdin), stdout=out)
    return out.getvalue()


@pytest.mark.django_db  # it counts by the calendar the house has loaded
def test_the_command_answers_a_line_for_each_line():
    out = run(
        "due",
        stdin='{"id":1,"code":"suit","from":"2026-04-20"}\n{"id":2,"code":"suit","from":"2026-04-24"}\n',
    )
    assert [json.loads(line)["due"] for line in out.splitlines()] == ["2026-05-06", "2026-05-09"]


@pytest.mark.django_db  # it counts by the calendar the house has loaded
def test_the_command_speaks_english_wherever_the_option_stands():
    line = '{"id":1,"code":"suit","from":"2026-04-20"}'
    assert run("due", "--lang", "en", stdin=line) == run("--lang", "en", "due", stdin=line)
    assert "rest day" in run("due", "--lang", "en", stdin=line)


@pytest.mark.django_db  # it counts by the calendar the house has loaded
def test_a_refused_line_ends_the_command_with_status_one_after_all_answers():
    out = io.StringIO()
    lines = io.StringIO('nonsense\n{"id":2,"code":"suit","from":"2026-04-24"}\n')
    with pytest.raises(CommandError) as refusal:
        call_command("law", "due", stdin=lines, stdout=out)
    assert refusal.value.returncode == 1
    assert len(out.getvalue().splitlines()) == 2


@pytest.mark.parametrize(
    "args", [[], ["nonsense"], ["due", "--lang", "fr"], ["explain", "nonsense"], ["due", "extra"]]
)
def test_wrong_use_is_refused_before_anything_is_read(args):
    with pytest.raises(CommandError):
        call_command("law", *args, stdin=io.StringIO(""))


def test_law_due_needs_no_database_and_makes_none(tmp_path):
    """What the package knows answers where there is nothing else."""
    outside = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    told = subprocess.run(
        [sys.executable, "manage.py", "law", "due"], cwd=Path(__file__).parents[2], check=True, capture_output=True,
        text=True, input='{"id":1,"code":"award","from":"2026-12-29"}\n',
        env={**outside, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings.dev"},
    )  # fmt: skip
    answer = json.loads(told.stdout)
    assert (answer["due"], answer["provisional"]) == ("2027-02-12", True)
    assert not list(tmp_path.glob("*.sqlite3"))


def test_law_due_answers_by_the_package_when_the_database_is_away(monkeypatch, tmp_path):
    def away():
        raise OperationalError("away")

    monkeypatch.setattr(law, "in_force", away)
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path))
    assert law._calendar() is PUBLISHED
