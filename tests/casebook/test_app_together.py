"""Two at one text or one step: the second sees what the first did, and nothing is overwritten (docs/ux.md 28)."""

import re

import pytest
from django.test import Client

from casebook.forms import FILED
from casebook.models import TypicalCase
from disputes.acts import NotLawful, perform
from disputes.models import DocketEntry
from tests.casebook.conftest import WORDS
from tests.conftest import person

pytestmark = pytest.mark.django_db


def address(case):
    return f"/cases/{case.dispute.reference}/typicalcase/{case.pk}/edit/"


class Desk:
    """An editor with the page of a text open."""

    def __init__(self, user, case):
        self.client, self.case = Client(), case
        self.client.force_login(user)
        self.take(self.client.get(address(case)))

    def take(self, page):
        form = page.context["form"]
        fields = {name: form[name].value() for name in form.fields}
        self.typed = {name: value for name, value in fields.items() if value not in (None, False)}
        return page

    def send(self, **words):
        return self.client.post(address(self.case), {**self.typed, **words})


@pytest.fixture
def second(committee):
    return person("second", role="editor", office=committee)


def original(case):
    return TypicalCase.objects.get(pk=case.pk).original


def test_ux_28_the_second_of_two_editors_sees_both_versions_and_overwrites_nothing(edited, editor, second):
    ours, theirs = Desk(editor, edited), Desk(second, edited)
    assert ours.send(result="单位支付三万元。").status_code == 302
    page = theirs.take(theirs.send(result="单位支付两万元。"))
    text = page.content.decode()
    assert page.status_code == 409 and "没有覆盖任何内容" in text
    assert "单位支付三万元。" in text, "what the other wrote"
    assert "单位支付两万元。</textarea>" in text, "what was typed, still in its field"
    assert original(edited)["result"] == "单位支付三万元。"
    assert theirs.send().status_code == 302, "the second has read both and keeps the own one"
    assert original(edited)["result"] == "单位支付两万元。"


def test_ux_28_how_a_case_is_filed_is_not_overwritten_either(edited, editor, second):
    ours, theirs = Desk(editor, edited), Desk(second, edited)
    assert ours.send(region="广州").status_code == 302
    page = theirs.send(region="深圳")
    assert page.status_code == 409 and "广州" in re.findall(r"<dd>(.*?)</dd>", page.content.decode())
    assert TypicalCase.objects.get(pk=edited.pk).region == "广州"


def test_ux_28_deciding_what_is_hidden_disturbs_nobody_who_edits(edited, editor, second):
    theirs = Desk(second, edited)
    perform(edited, "hide", by=editor, text="三个月", kind="PERSON", replacement="若干")
    assert theirs.send(result="单位支付两万元。").status_code == 302


def test_ux_28_the_step_itself_refuses_a_text_that_is_older_than_the_saved_one(edited, editor):
    before = DocketEntry.objects.count()
    with pytest.raises(NotLawful):
        perform(edited, "edit", by=editor, words=WORDS, filing=dict.fromkeys(FILED[:0]), seen="0" * 64)
    assert DocketEntry.objects.count() == before
