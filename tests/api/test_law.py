"""Questions of law by machine: the command's own answers; a bad field is named."""

import json

import pytest

from disputes.rules.jsonlines import answer_one

pytestmark = pytest.mark.django_db
ASKED = [
    ("due", {"id": 7, "code": "award", "from": "2026-09-30", "pauses": [["2026-10-09", "2026-10-20"]]}),
    ("due", {"id": "x", "code": "hearing_notice", "from": "2026-11-20"}),
    ("calculate", {"kind": "notice_pay", "last_month_wage": "5000"}),
    ("calculate", {"id": None, "kind": "overtime", "monthly_base": 4350, "weekday_hours": 10, "rest_day_hours": 8, "holiday_hours": 0}),
    (
        "finality",
        {
            "id": [1], "city": "440100", "award_date": "2026-11-02", "confirms_relation": False,
            "items": [{"key": "a", "kind": "wages", "awarded": "32160.00"}, {"key": "b", "kind": "social_insurance", "awarded": None}],
        },
    ),
    ("guide", {"guide": "scope", "answers": {}}),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("what", "asked"), ASKED)
def test_the_api_answers_as_the_command_does(what, asked, lang, as_):
    answer = as_().post(f"/api/v1/law/{what}/", asked, lang)
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(answer_one(what, json.dumps(asked), lang=lang)))


@pytest.mark.parametrize(
    ("what", "asked", "field"),
    [
        ("due", {"code": "award", "from": "2026-02-30"}, "from"),
        ("due", {"code": "no_such", "from": "2026-02-03"}, "code"),
        ("due", {"code": "award"}, "from"),
        ("due", {"code": "award", "from": "1999-01-01"}, "from"),
        ("due", {"code": "award", "from": "2026-03-01", "pauses": [["2026-04-01"]]}, "pauses"),
        ("finality", {"city": "440100", "award_date": "2026-11-02", "confirms_relation": "no", "items": []}, "confirms_relation"),
    ],
)  # fmt: skip
def test_a_bad_field_is_named_in_the_readers_language(what, asked, field, as_):
    for language, han in (("zh", True), ("en", False)):
        answer = as_().post(f"/api/v1/law/{what}/", asked, language)
        told = answer.json()
        assert answer.status_code == 422 and answer["Content-Type"] == "application/problem+json"
        assert told["errors"][0]["field"] == field and told["status"] == 422
        assert any("\u4e00" <= sign <= "\u9fff" for sign in told["detail"]) is han, told["detail"]


@pytest.mark.parametrize("body", ["", "[]", "{", "null", '{"code": NaN}', "\ufeff[1]", "[" * 100_000])
def test_what_is_no_json_object_is_refused_and_nothing_breaks(body, as_):
    answer = as_().post("/api/v1/law/due/", body.encode())
    assert answer.status_code in (413, 422) and answer.json()["status"] == answer.status_code


HALF = '"\\ud800"'


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (f'{{"id": {HALF}, "code": "suit", "from": "2026-04-20"}}', 200),
        (f'{{"code": {HALF}, "from": "2026-04-20"}}', 422),
    ],
)
def test_half_a_pair_is_echoed_and_refused_like_any_text(body, status, as_):
    answer = as_().post("/api/v1/law/due/", body.encode())
    assert answer.status_code == status
    assert (answer.json().get("id") or answer.json()["detail"]).count("\ud800") == 1


def test_a_body_beyond_64_kib_is_refused(as_):
    answer = as_().post("/api/v1/law/due/", json.dumps({"code": "award", "id": "x" * 70_000}))
    assert answer.status_code == 413


def test_another_media_type_is_refused(as_):
    answer = as_().client.post("/api/v1/law/due/", {"code": "award"})
    assert answer.status_code == 415 and answer["Content-Type"] == "application/problem+json"
