"""The case page tells what happened, what comes next, who must act, until when, and how the day was counted (docs/ux.md 19)."""

import html
import re

import pytest
from django.test import Client
from django.utils import translation

from disputes import steps
from disputes.models import Deadline, DocketEntry
from disputes.rules import periods
from mediation.models import Mediation

pytestmark = pytest.mark.django_db
COUNTED = {"WD": "工作日", "CD": "自然日", "M": "个月", "Y": "年"}
HAN = re.compile(r"[\u4e00-\u9fff]{2}")
LATIN = re.compile(r"[A-Za-z]{2}")


def read(world, who, language="zh-hans"):
    client, pages = Client(), []
    client.force_login(world.users[who])
    client.cookies["django_language"] = language
    address = f"/cases/{world.cases['a'].reference}/"
    page = client.get(address)
    while True:
        pages.append(html.unescape(page.content.decode()))
        if page.context["older"] is None:
            return "".join(pages), page
        page = client.get(address, {"before": page.context["older"]})


@pytest.mark.parametrize("who", ["worker_a", "employer_a", "mediator_a", "clerk_a", "presiding_a"])
def test_ux_19_the_timeline_shows_every_event_the_reader_may_read_in_words(who, world):
    text, _page = read(world, who)
    timeline = text[text.index('id="docket"') :]
    entries = DocketEntry.objects.visible_to(world.users[who]).filter(dispute=world.cases["a"].dispute)
    shown = re.findall(r'<p class="(?:timeline__title|entry__said)">(.*?)</p>', timeline)
    assert len(shown) == entries.count() > 3
    with translation.override("zh-hans"):
        for entry in entries:
            assert (entry.facts.get("text") or str(entry.title)) in timeline, entry
            assert entry.facts.get("text") or str(entry.meaning) in timeline, entry
    assert all(re.search(r"[\u4e00-\u9fff]|zq", title) for title in shown)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_ux_19_no_step_is_called_by_its_code(language):
    """A reader meets words in his own language, and no two different steps of a record under one name."""
    with translation.override(language):
        for model in steps.models_with_steps():
            titles = {one.name: str(steps.terms(one).title) for one in steps.of(model)}
            for name, title in titles.items():
                words = HAN.search(title) if language == "zh-hans" else LATIN.search(title)
                assert words and "_" not in title, (model, name, title)
            assert len(set(titles.values())) == len(titles), model


def test_ux_19_a_withdrawal_is_called_by_what_is_withdrawn():
    with translation.override("zh-hans"):
        assert "仲裁" in str(steps.declared(steps.model_named("arbitration"), "withdraw").title)
        assert "调解" in str(steps.declared(Mediation, "withdraw").title)


def test_ux_19_next_step_who_and_latest_day_stand_at_the_top(world):
    text, page = read(world, "worker_a")
    first = page.context["deadlines"][0]
    top = text[text.index('id="next"') : text.index("</section>", text.index('id="next"'))]
    with translation.override("zh-hans"):
        assert str(first.limit.title) in top and str(first.binds_display) in top
    due = first.due_on
    assert f"{due.year}年{due.month}月{due.day}日" in top
    assert [label for label in ("下一步", "由谁办理", "最晚日期") if label in top], top


def test_ux_19_every_date_says_which_days_were_counted_and_how(world):
    text, page = read(world, "worker_a")
    for deadline in page.context["deadlines"]:
        rule = periods.RULES[deadline.rule]
        story = "".join(deadline.explanation["zh"])
        assert (COUNTED[rule.unit] in story and "起算" in story) or rule.direction == "back", story
        assert re.search(r"第 ?\d+ ?条", story), story
        assert all(line in text for line in deadline.explanation["zh"])


def test_ux_19_every_running_deadline_of_the_world_is_told_in_both_languages(world):
    told = [row.explanation for row in Deadline.objects.all()]
    assert len(told) > 4 and all(one["zh"] and one["en"] and len(one["zh"]) == len(one["en"]) for one in told)
