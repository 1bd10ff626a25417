"""`manage.py casebook`: what other programs may rely on."""

import io
import json
import re
import time

import pytest
from django.core.management import CommandError, call_command

from casebook import indexing
from casebook.models import TypicalCase
from disputes.acts import perform
from disputes.models import DocketEntry
from tests.casebook.conftest import DATA
from tests.casebook.test_search import QUERIES

pytestmark = pytest.mark.django_db


def run(*args, **options):
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("casebook", *args, stdout=out, stderr=err, **options)
    except CommandError as refused:
        status = refused.returncode
    return status, out.getvalue(), err.getvalue()


def search(query, limit=5):
    return json.loads(run("search", query, "--limit", str(limit), "--json")[1])


def written(tmp_path, *records):
    path = tmp_path / "cases.jsonl"
    lines = [r if isinstance(r, (str, bytes)) else json.dumps(r, ensure_ascii=False) for r in records]
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return str(path)


def test_all_cases_are_imported_published_and_found_by_the_recorded_queries():
    began = time.process_time()
    assert run("import", str(DATA), "--publish")[0] == 0
    assert time.process_time() - began < 20
    assert TypicalCase.objects.published().count() == 38
    assert all(
        json.loads(line)["title"] in set(TypicalCase.objects.values_list("title", flat=True))
        for line in DATA.read_text("utf-8").splitlines()
    )
    for query in QUERIES:
        found = [hit["id"] for hit in search(query["query"])]
        recall = len(set(found) & set(query["relevant"])) / len(query["relevant"])
        assert recall >= query["min_recall_at_5"], query["query"]
        assert query["primary"] in found


def test_a_second_import_changes_nothing():
    run("import", str(DATA), "--publish")
    before = DocketEntry.objects.count()
    assert run("import", str(DATA), "--publish")[:2] == (0, "38 same\n")
    assert DocketEntry.objects.count() == before


def test_without_publish_cases_wait_and_a_later_publish_is_written_in_the_history(tmp_path, record):
    path = written(tmp_path, record)
    assert run("import", path)[0] == 0
    case = TypicalCase.objects.get()
    assert case.stage == "proposed" and search("快递") == []
    assert run("import", path, "--publish")[1] == "1 changed\n"
    assert [hit["id"] for hit in search("快递")] == ["C001"]
    facts = DocketEntry.objects.filter(dispute=case.dispute_id).order_by("number").values_list("step", "by")
    assert list(facts) == [("typicalcase.adopt", None)] * 2


def test_bad_records_are_named_and_the_others_imported(tmp_path, record):
    bad = [
        "{", "[]", '"x"', "null", b"\xff\xfe", {}, {"id": "A"}, record | {"id": "a b"}, record | {"id": "desk"},
        record | {"id": True}, record | {"id": "T1", "title": 7}, record | {"id": "T2", "facts": ""},
        record | {"id": "T3", "claims": "x"}, record | {"id": "T4", "procedure": [1]}, record | {"id": "T5", "title": "长" * 201},
        record | {"id": "2026-0001"}, record | {"id": "T6", "facts": "身份证号码44010619880312224X"}, "[" * 100000,
    ]  # fmt: skip
    status, out, err = run("import", written(tmp_path, *bad, "", record | {"id": 77}), "--publish")
    assert status == 1
    assert [line.split(":")[0] for line in err.splitlines()] == [f"第{n}行" for n in range(1, len(bad) + 1)]
    assert not re.search(r"has to be|needed|line|This|Expecting", err)
    _status, _out, english = run("--lang", "en", "import", written(tmp_path, *bad))
    assert [line.split(":")[0] for line in english.splitlines()] == [
        f"line {n}" for n in range(1, len(bad) + 1)
    ]
    assert not re.search("[\u4e00-\u9fff]{2}", english)
    assert run("import", str(tmp_path / "cases.jsonl"), "--lang", "en")[2] == english
    assert "1 new" in out and TypicalCase.objects.get().number == "77"


def test_a_changed_record_is_brought_up_to_date_and_a_recalled_one_stays_recalled(tmp_path, record, editor):
    run("import", written(tmp_path, record), "--publish")
    run("import", written(tmp_path, record | {"result": "企业当庭履行。"}), "--publish")
    case = TypicalCase.objects.get()
    assert case.result == "企业当庭履行。"
    perform(case, "recall", by=editor, kind="error")
    assert run("import", written(tmp_path, record), "--publish")[1] == "1 same\n"
    assert TypicalCase.objects.get().stage == "recalled" and search("快递") == []


def test_what_was_corrected_here_is_not_overwritten_by_a_later_import(tmp_path, record):
    run("import", written(tmp_path, record), "--publish")
    TypicalCase.objects.update(corrected_on="2026-11-02")
    assert (
        run("import", written(tmp_path, record | {"result": "企业当庭履行。"}), "--publish")[1] == "1 same\n"
    )
    assert TypicalCase.objects.get().result == record["result"]


def test_import_of_no_file_is_wrong_use(tmp_path):
    assert run("import", str(tmp_path / "none"))[0] == 2


def test_a_lost_index_is_written_anew_and_a_stale_one_shows_nothing_recalled(
    tmp_path, record, settings, editor
):
    run("import", written(tmp_path, record), "--publish")
    settings.INDEX_ROOT = tmp_path / "elsewhere"
    assert [hit["id"] for hit in search("快递")] == ["C001"]
    perform(TypicalCase.objects.get(), "recall", by=editor, kind="error")
    assert indexing.index().ids() == {"C001"} and search("快递") == []
    assert run("index")[1] == "0 cases in the index\n"
    assert indexing.index().ids() == set()


def test_redact_answers_every_line_and_names_the_bad_ones():
    lines = [
        '{"id":1,"text":"电话13800138000"}',
        "{",
        '{"id":2}',
        '{"id":3,"text":"陈嘉禾到庭","parties":["陈嘉禾"]}',
    ]
    status, out, _err = run("redact", stdin=lines)
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 1 and [a["id"] for a in answers] == [1, None, 2, 3]
    assert answers[0]["text"] == "电话〔手机号码〕" and answers[0]["spans"] == [
        {"start": 2, "end": 13, "type": "PHONE"}
    ]
    assert answers[1]["error"] == "这一行不是有效的 JSON" and answers[2]["error"] == "text 应为文字"
    assert "陈嘉禾" not in answers[3]["text"]
    english = [json.loads(line) for line in run("redact", "--lang", "en", stdin=lines)[1].splitlines()]
    assert [one.get("error") for one in english[1:3]] == [
        "this line is not valid JSON",
        "text must be a string",
    ]


def test_search_prints_scores_and_snippets(tmp_path, record):
    run("import", written(tmp_path, record), "--publish")
    [hit] = search("快递 试用期")
    assert set(hit) == {"id", "title", "score", "snippet"} and hit["score"] > 0 and hit["snippet"]
    assert search("完全无关的词汇组合") in ([], [hit])
    assert "C001" in run("search", "快递")[1]


@pytest.mark.parametrize("limit", ["0", "-1", "x", "１", "1.5", "1001", "9" * 30])
def test_a_limit_that_is_none_is_wrong_use(limit):
    with pytest.raises(CommandError, match="1 to 1000"):
        call_command("casebook", "search", "加班", f"--limit={limit}")


def test_audit_names_a_leak(published):
    assert run("audit")[0] == 0
    TypicalCase.objects.filter(pk=published.pk).update(analysis="陈嘉禾当时在场")
    status, _out, err = run("audit")
    assert status == 1 and published.number in err and "陈嘉禾" not in err


def test_while_another_process_writes_the_index_searches_are_answered_and_mended_later(
    tmp_path, record, monkeypatch
):
    run("import", written(tmp_path, record), "--publish")
    indexing.index().remove("C001")
    writer = indexing.index()._index.writer(30_000_000, 1)
    assert search("快递") == []
    writer.rollback()
    del writer
    monkeypatch.setattr(indexing, "PAUSE", 0.0)
    assert [hit["id"] for hit in search("快递")] == ["C001"]
