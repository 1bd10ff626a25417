"""The readings of a committee: chosen by its director, kept with who and when, and followed from then on."""

import re

import pytest

from disputes.models import Office, Post, ReadingChoice, User
from disputes.models.readings import choose
from disputes.rules.readings import READINGS
from disputes.rules.words import RuleError
from disputes.views.readings import DECIDES
from tests.conftest import person

pytestmark = pytest.mark.django_db


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def say(client, office, code, option):
    return client.post(
        f"/work/readings/{office.pk}/", {"reading": code, f"{code}-option": option}, follow=True
    )


@pytest.fixture
def head(client, director):
    client.force_login(director)
    return director


@pytest.fixture
def another(db):
    return Office.objects.create(
        kind="committee", name="深圳市南山区劳动人事争议仲裁委员会", division="440305"
    )


def test_the_director_sees_every_open_question_with_its_default_article_and_confidence(
    client, head, committee
):
    page = text(client.get("/work/readings/"))
    for code in DECIDES:
        reading = READINGS[code]
        assert reading.question.zh in page
        assert f"{reading.options[reading.default].zh}（委员会未选择时适用）" in page
    assert "劳动争议调解仲裁法第35条" in page and "凭记忆，未核对原文" in page and "由条文推出的理解" in page
    assert "从此以后计算的" in page and "没有改动过" in page


def test_every_open_question_decides_something_the_house_does():
    assert set(READINGS) == set(DECIDES)


def test_a_choice_is_kept_with_who_and_when_and_what_held_before(client, head, committee):
    page = text(say(client, committee, "award_rolls", "raw"))
    committee.refresh_from_db()
    row = ReadingChoice.objects.get()
    assert committee.settings == {"award_rolls": "raw"}
    assert (row.by, row.before, row.option) == (head, "rolled", "raw")
    history = page.partition("谁改动过什么")[2]
    assert "已保存" in page and str(head) in history and "顺延后才认为逾期" in history and "不顺延" in history


def test_what_is_followed_already_changes_nothing(client, head, committee):
    page = text(say(client, committee, "award_rolls", "rolled"))
    assert "没有改动" in page and not ReadingChoice.objects.exists()


@pytest.mark.parametrize("option", ["", "sometimes"])
def test_no_option_is_refused_in_words_beside_the_question(client, head, committee, option):
    answer = say(client, committee, "award_rolls", option)
    page = answer.content.decode()
    assert answer.status_code == 422 and "四十五日届满遇休息日是否顺延：请选择一种理解" in page
    assert 'href="#id_award_rolls-option_0"' in page and not ReadingChoice.objects.exists()
    with pytest.raises(RuleError):
        choose(committee, "award_rolls", option or "x", by=head)


def test_an_unknown_question_is_refused(client, head, committee):
    assert say(client, committee, "no_such_reading", "archiving").status_code == 422
    assert say(client, committee, "number", "{}").status_code == 422
    committee.refresh_from_db()
    assert committee.settings == {}


def test_two_choices_at_once_undo_nothing_of_each_other(committee, director):
    stale = Office.objects.get(pk=committee.pk)
    choose(committee, "award_rolls", "raw", by=director)
    choose(stale, "overtime_base", "all_pay", by=director)
    committee.refresh_from_db()
    assert committee.settings == {"award_rolls": "raw", "overtime_base": "all_pay"}


def test_nobody_chooses_for_another_committee(client, head, committee, another):
    assert client.get(f"/work/readings/{another.pk}/").status_code == 404
    assert say(client, another, "award_rolls", "raw").status_code == 404
    assert not ReadingChoice.objects.exists()


@pytest.mark.parametrize("role", ["clerk", "presiding", "supervisor", ""])
def test_nobody_but_the_head_chooses(client, committee, role):
    client.force_login(person(role or "stranger", role=role, office=committee))
    assert client.get("/work/readings/").status_code == 403
    assert client.get(f"/work/readings/{committee.pk}/").status_code == 404


def test_an_administrator_chooses_only_where_there_is_no_director(client, committee, director, another):
    client.force_login(User.objects.create_superuser("root", password="x"))
    assert another.name in text(client.get("/work/readings/")) and say(client, another, "award_rolls", "raw")
    assert client.get(f"/work/readings/{committee.pk}/").status_code == 404
    Post.objects.all().delete()
    page = text(client.get("/work/readings/"))
    assert another.name in page and committee.name in page


def test_the_page_is_complete_in_english(client, head):
    client.cookies["django_language"] = "en"
    page = client.get("/work/readings/").content.decode()
    main = page.partition("<main")[2].replace(head.posts.get().office.name, "")
    assert not re.search(r"[一-鿿]", re.sub(r"<[^>]+>", "", main.partition("</main>")[0]))
    assert "the text was not seen" in main and "(unless a committee chooses)" in main
